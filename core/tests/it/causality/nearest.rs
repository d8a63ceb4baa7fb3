//! The nearest consistent cuts, against all cuts that there are.

use proptest::prelude::*;
use shutter_core::causality::{Cut, Division, Epoch};
use shutter_core::event::Event;
use shutter_core::{EventIndex, NodeId};

use super::cuts::scattered;
use super::runs::{cases, events, script};

/// How many events of each process are before a cut.
fn counts(epoch: Epoch<'_>, events: &[Event], cut: &Cut) -> Vec<usize> {
    let count = |(id, position): (NodeId, usize)| {
        let own = |event: &&Event| event.node() == Some(id);
        events[epoch.start()..position.clamp(epoch.start(), epoch.end())].iter().filter(own).count()
    };
    cut.positions().map(count).collect()
}

fn is_within(one: &[usize], other: &[usize]) -> bool {
    one.iter().zip(other).all(|(one, other)| one <= other)
}

/// All cuts of an epoch that differ in what is before them.
fn all_cuts(epoch: Epoch<'_>, events: &[Event]) -> Vec<Cut> {
    let ids: Vec<_> = Cut::at(epoch, 0).positions().map(|(id, _)| id).collect();
    let mut cuts = vec![Cut::new([])];
    for id in ids {
        let own = (epoch.start()..epoch.end()).filter(|&at| events[at].node() == Some(id));
        let moves = own.filter(|&at| {
            matches!(
                events[at],
                Event::TransferSent { .. } | Event::TransferReceived { .. } | Event::NodeCreated { .. }
            )
        });
        let places: Vec<_> = [epoch.start()].into_iter().chain(moves.map(|at| at + 1)).collect();
        let with = |cut: &Cut| {
            let set = |&place: &usize| {
                let mut longer = cut.clone();
                longer.set(id, place);
                longer
            };
            places.iter().map(set).collect::<Vec<_>>()
        };
        cuts = cuts.iter().flat_map(with).collect();
    }
    cuts
}

/// Keeps of a count of events only those that matter: what a process does between transfers may be before a cut or after it.
fn transfers(epoch: Epoch<'_>, events: &[Event], cut: &Cut) -> Vec<usize> {
    let only: Vec<_> = events
        .iter()
        .map(|event| match event {
            Event::TransferSent { .. } | Event::TransferReceived { .. } | Event::NodeCreated { .. } => *event,
            _ => Event::MasterStarted,
        })
        .collect();
    counts(epoch, &only, cut)
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn none_is_nearer(text in script(0..14), positions in prop::collection::vec(any::<u16>(), 8)) {
        let events = events(&text);
        let epoch = Epoch::at(&events, events.len());
        let cut = scattered(epoch, &positions);
        let (before, after) = (cut.consistent_before(epoch), cut.consistent_after(epoch));
        let own = transfers(epoch, &events, &cut);
        let (low, high) = (transfers(epoch, &events, &before), transfers(epoch, &events, &after));
        prop_assert!(Division::of(epoch, &before).is_consistent());
        prop_assert!(Division::of(epoch, &after).is_consistent());
        prop_assert!(is_within(&low, &own) && is_within(&own, &high));
        let all = all_cuts(epoch, &events);
        prop_assume!(all.len() < 30_000);
        for other in all.iter().filter(|other| Division::of(epoch, other).is_consistent()) {
            let counts = transfers(epoch, &events, other);
            prop_assert!(!is_within(&counts, &own) || is_within(&counts, &low), "{:?} is greater in {}", other, text);
            prop_assert!(!is_within(&own, &counts) || is_within(&high, &counts), "{:?} is less in {}", other, text);
        }
    }

    #[test]
    fn what_moves_moves_to_a_transfer(text in script(0..60), positions in prop::collection::vec(any::<u16>(), 8)) {
        let events = events(&text);
        let epoch = Epoch::at(&events, events.len());
        let cut = scattered(epoch, &positions);
        let (before, after) = (cut.consistent_before(epoch), cut.consistent_after(epoch));
        let is_consistent = Division::of(epoch, &cut).is_consistent();
        prop_assert_eq!(before == cut, is_consistent);
        prop_assert_eq!(after == cut, is_consistent);
        prop_assert!(is_within(&counts(epoch, &events, &before), &counts(epoch, &events, &cut)));
        prop_assert!(is_within(&counts(epoch, &events, &cut), &counts(epoch, &events, &after)));
        for (id, position) in cut.positions() {
            let (low, high) = (before.position(id).unwrap(), after.position(id).unwrap());
            let receives = low < position
                && matches!(events[low], Event::TransferReceived { to, .. } if to == id);
            prop_assert!(low == position || receives, "{} is cut at {} in {}", id, low, text);
            let sends = high > position
                && matches!(events[high - 1], Event::TransferSent { from, .. } if from == id);
            prop_assert!(high == position || sends, "{} is cut at {} in {}", id, high, text);
        }
        prop_assert_eq!(before.consistent_before(epoch), before.clone());
        prop_assert_eq!(after.consistent_after(epoch), after.clone());
    }
}

#[test]
fn what_follows_from_what_moves_moves_too() {
    // 1 sends to 2, 2 then sends to 3; the cut has the last receive and neither send.
    let text = "CreateNode 1 10\nCreateNode 2 0\nCreateNode 3 0\nSend 1 2 4\nReceive 2\nSend 2 3 4\nReceive 3\n";
    let events = events(text);
    let epoch = Epoch::at(&events, 0);
    let cut = |positions: [usize; 3]| Cut::new((1..).map(NodeId::new).zip(positions));
    let torn = cut([3, 3, 7]);
    assert_eq!(torn.consistent_before(epoch), cut([3, 3, 6]));
    assert_eq!(torn.consistent_after(epoch), cut([4, 6, 7]));
    let half = cut([3, 6, 7]);
    assert_eq!(half.consistent_before(epoch), cut([3, 4, 6]));
    assert_eq!(half.consistent_after(epoch), cut([4, 6, 7]));
    assert!(half.contains(EventIndex::new(4), &events[4]) && !half.contains(EventIndex::new(3), &events[3]));
}
