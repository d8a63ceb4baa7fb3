//! What cuts separate, as the bank has it at moments and as definitions have it elsewhere.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shutter_core::causality::{Cut, Division, Epoch, Transfer};
use shutter_core::cluster::Payload;
use shutter_core::event::Event;
use shutter_core::script::ChannelName;
use shutter_core::snapshot::ChandyLamport;
use shutter_core::{EventIndex, NodeId};

use super::runs::{cases, events, run, script};

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_cut_of_a_moment_is_the_state_of_the_bank(text in script(0..40)) {
        let mut history = run(&ChandyLamport, &text);
        let events = history.log().events().to_vec();
        for moment in 0..=events.len() {
            history.seek(history.moment_of_event(moment));
            let state = history.state();
            let epoch = Epoch::at(&events, moment);
            let division = Division::of(epoch, &Cut::at(epoch, moment));
            let cluster = state.cluster();
            let balances = cluster.node_ids().map(|id| (id, cluster.balance(id).unwrap().get()));
            prop_assert_eq!(division.balances().collect::<Vec<_>>(), balances.collect::<Vec<_>>());
            let mut busy: Vec<_> = state.busy_channels().collect();
            busy.sort();
            let in_bank = busy.iter().flat_map(|&name| {
                let transfer = move |(message, payload)| match payload {
                    Payload::Transfer(amount) => Some((name, message, amount)),
                    Payload::Marker(_) => None,
                };
                state.channel(name).filter_map(transfer).collect::<Vec<_>>()
            });
            let in_cut = division.in_channels().iter().map(|one| (one.channel, one.message, one.amount));
            prop_assert_eq!(in_cut.collect::<Vec<_>>(), in_bank.collect::<Vec<_>>());
            prop_assert!(division.is_consistent());
            prop_assert_eq!(division.counted(), u128::from(cluster.total().get()));
            prop_assert_eq!(division.money(), division.counted());
        }
    }

    #[test]
    fn any_cut_separates_what_the_definition_says(
        text in script(0..40), place in any::<prop::sample::Index>(), positions in prop::collection::vec(any::<u16>(), 8),
    ) {
        let events = events(&text);
        let epoch = Epoch::at(&events, place.index(events.len() + 1));
        let cut = scattered(epoch, &positions);
        let division = Division::of(epoch, &cut);
        let (in_channels, orphans) = by_definition(&events, epoch, &cut);
        prop_assert_eq!(division.orphans(), &orphans[..]);
        prop_assert_eq!(division.is_consistent(), orphans.is_empty());
        let listed: Vec<_> = division.channels().map(|(name, transfers)| (name, transfers.to_vec())).collect();
        prop_assert_eq!(&listed, &in_channels.into_iter().collect::<Vec<_>>());
        for (name, transfers) in listed {
            prop_assert_eq!(division.channel(name), &transfers[..]);
            let back = ChannelName { from: name.to, to: name.from };
            prop_assert!(division.channel(back).iter().all(|transfer| transfer.channel == back));
        }
        prop_assert_eq!(division.counted(), division.money() + division.counted_twice());
    }
}

/// A cut of every process of an epoch at positions of no meaning.
pub(super) fn scattered(epoch: Epoch<'_>, positions: &[u16]) -> Cut {
    let mut cut = Cut::at(epoch, epoch.end());
    let ids: Vec<_> = cut.positions().map(|(id, _)| id).collect();
    for (id, &position) in ids.into_iter().zip(positions.iter().cycle()) {
        cut.set(id, epoch.start() + usize::from(position) % (epoch.end() - epoch.start() + 2));
    }
    cut
}

/// What is in channels at a cut, and what is an orphan, pair by pair of events.
fn by_definition(
    events: &[Event],
    epoch: Epoch<'_>,
    cut: &Cut,
) -> (BTreeMap<ChannelName, Vec<Transfer>>, Vec<Transfer>) {
    let (mut in_channels, mut orphans) = (BTreeMap::<_, Vec<_>>::new(), Vec::new());
    let index = |at: usize| EventIndex::new(u32::try_from(at).unwrap());
    for sent in epoch.start()..epoch.end() {
        let Event::TransferSent { message, from, to, amount } = events[sent] else { continue };
        let is_receive =
            |event: &Event| matches!(event, Event::TransferReceived { message: other, .. } if *other == message);
        let received = events.iter().position(is_receive);
        let sent_before = cut.contains(index(sent), &events[sent]);
        let received_before = received.is_some_and(|at| cut.contains(index(at), &events[at]));
        let channel = ChannelName { from, to };
        let transfer = Transfer { message, channel, amount, sent_at: index(sent), received_at: received.map(index) };
        match (sent_before, received_before) {
            (true, false) => in_channels.entry(channel).or_default().push(transfer),
            (false, true) => orphans.push(transfer),
            (true, true) | (false, false) => {}
        }
    }
    (in_channels, orphans)
}

#[test]
fn a_process_that_joins_after_the_cut_is_not_there() {
    let events = events("CreateNode 1 10\nCreateNode 2 20\nSend 1 2 3\nCreateNode 3 30\nReceive 2\n");
    let epoch = Epoch::at(&events, 0);
    let cut = Cut::new([(NodeId::new(1), 5), (NodeId::new(2), 1), (NodeId::new(3), 3)]);
    let division = Division::of(epoch, &cut);
    assert_eq!(division.balances().collect::<Vec<_>>(), [(NodeId::new(1), 7)]);
    assert_eq!(division.balance(NodeId::new(2)), None);
    assert_eq!((division.money(), division.counted()), (10, 10));
}

#[test]
fn an_orphan_is_counted_twice() {
    let events = events("CreateNode 1 10\nCreateNode 2 20\nSend 1 2 3\nReceive 2\n");
    let epoch = Epoch::at(&events, 0);
    let cut = Cut::new([(NodeId::new(1), 2), (NodeId::new(2), 4)]);
    let division = Division::of(epoch, &cut);
    assert_eq!(division.balances().collect::<Vec<_>>(), [(NodeId::new(1), 10), (NodeId::new(2), 23)]);
    assert_eq!((division.counted(), division.money(), division.counted_twice()), (33, 30, 3));
    let [orphan] = division.orphans() else { panic!("one orphan") };
    assert_eq!((orphan.sent_at, orphan.received_at), (EventIndex::new(2), Some(EventIndex::new(3))));
}

#[test]
fn an_epoch_ends_with_what_kills_it() {
    let events = events("CreateNode 1 10\nKillAll\nStartMaster\nCreateNode 1 5\nKillAll\nKillAll\nCreateNode 2 1\n");
    let bounds = |moment| (Epoch::at(&events, moment).start(), Epoch::at(&events, moment).end());
    assert_eq!([0, 1, 2, 3, 4, 5, 6, 7, 99].map(bounds).map(|(start, _)| start), [0, 0, 0, 2, 2, 2, 5, 5, 5]);
    assert_eq!([0, 1, 2, 3, 4, 5, 6, 7, 99].map(bounds).map(|(_, end)| end), [2, 2, 2, 5, 5, 5, 6, 6, 6]);
    assert_eq!(Epoch::of_event(&events, EventIndex::new(1)).end(), 2);
    assert_eq!(Epoch::of_event(&events, EventIndex::new(2)).start(), 2);
    let none = Epoch::at(&[], 3);
    assert_eq!((none.start(), none.end()), (0, 0));
}
