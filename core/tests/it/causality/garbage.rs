//! Events that no bank would write: whatever is asked of them has an answer.

use proptest::collection::vec;
use proptest::prelude::*;
use shutter_core::causality::{Cut, Division, Epoch, Order, Verdict, snapshots};
use shutter_core::event::{Delivery, Event};
use shutter_core::{Amount, EventIndex, MessageId, NodeId, SnapshotId};

use super::runs::{cases, events, script};
use super::witnesses::against;

type Raw = (u8, u8, u8, u8, u8);

fn event((kind, a, b, message, number): Raw) -> Event {
    let id = |raw: u8| NodeId::new(if raw == 0 { u32::MAX } else { u32::from(raw % 5) });
    let (from, to) = (id(a), id(b));
    let message = MessageId::new(if message > 250 { u32::MAX - u32::from(message) } else { u32::from(message % 9) });
    let amount = if number > 200 { Amount::MAX } else { Amount::new(number.into()).unwrap() };
    let (snapshot, by, node) = (SnapshotId::new(u32::from(number % 2)), Delivery::Receive, from);
    match kind % 32 {
        0..4 => Event::NodeCreated { node, balance: amount },
        4..9 => Event::TransferSent { message, from, to, amount },
        9..14 => Event::TransferReceived { message, from, to, amount, by },
        14 => Event::MarkerSent { message, from, to, snapshot },
        15 => Event::MarkerReceived { message, from, to, snapshot, by },
        16 => Event::SendRejected { from, to, amount },
        17 => Event::WaitStarted { wait: shutter_core::WaitId::new(0), node, from: None },
        18 | 19 => Event::SnapshotStarted { snapshot, initiator: node },
        20..23 => Event::StateRecorded { snapshot, node, balance: amount },
        23..26 => Event::MessageRecorded { snapshot, message, from, to },
        26 | 27 => Event::ChannelClosed { snapshot, from, to },
        28 | 29 => Event::SnapshotCompleted { snapshot },
        30 => Event::StateCollected { snapshot },
        _ if number > 128 => Event::Killed,
        _ => Event::MasterStarted,
    }
}

/// Asks everything that can be asked.
fn ask(events: &[Event], positions: &[u16]) {
    let order = Order::of(events);
    for at in (0..events.len() + 2).map(|at| EventIndex::new(u32::try_from(at).unwrap())) {
        let (past, future) = (order.past(at), order.future(at));
        assert!(past.iter().all(|event| event <= at) && future.iter().all(|event| event >= at));
        let clock: u32 = order.vector_clock(at).iter().map(|&(_, count)| count).sum();
        assert!(clock as usize <= past.len());
        assert!(order.depth(at) as usize <= events.len());
        let epoch = Epoch::of_event(events, at);
        let cut = super::cuts::scattered(epoch, positions);
        let (before, after) = (cut.consistent_before(epoch), cut.consistent_after(epoch));
        let is_consistent = Division::of(epoch, &cut).is_consistent();
        assert!(Division::of(epoch, &before).is_consistent());
        assert!((before == cut) == is_consistent && (after == cut || !is_consistent));
        for cut in [&cut, &before, &after, &Cut::at(epoch, at.get() as usize)] {
            let division = Division::of(epoch, cut);
            assert!(division.channels().all(|(name, transfers)| transfers.iter().all(|one| one.channel == name)));
            assert!(division.balances().count() <= events.len());
            let _ = (division.counted(), division.counted_twice(), division.money());
        }
        let verdict = Verdict::of(events, at);
        assert!(verdict.is_none() || matches!(events[at.get() as usize], Event::SnapshotStarted { .. }));
        assert!(verdict.is_none_or(|verdict| against(&verdict).is_empty() == verdict.holds()));
    }
    assert!(snapshots(events).all(|(at, _)| Cut::of_snapshot(events, at).is_some()));
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn any_events_can_be_judged(raws in vec(any::<Raw>(), 0..60), positions in vec(any::<u16>(), 5)) {
        let events: Vec<_> = raws.into_iter().map(event).collect();
        ask(&events, &positions);
    }

    #[test]
    fn a_run_in_disorder_can_be_judged(
        text in script(0..20), swaps in vec(any::<(prop::sample::Index, prop::sample::Index)>(), 0..6),
        strange in vec(any::<(prop::sample::Index, Raw)>(), 0..4), positions in vec(any::<u16>(), 5),
    ) {
        let mut events = events(&text);
        for (one, other) in swaps {
            let (one, other) = (one.index(events.len()), other.index(events.len()));
            events.swap(one, other);
        }
        for (place, raw) in strange {
            let place = place.index(events.len());
            events[place] = event(raw);
        }
        ask(&events, &positions);
    }
}
