//! Happened-before in three ways that must agree: the order, vector clocks that are passed on, and all chains.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shutter_core::causality::Order;
use shutter_core::event::Event;
use shutter_core::{EventIndex, MessageId, NodeId};

use super::runs::{cases, events, script};

type Clock = BTreeMap<NodeId, u32>;

fn index(at: usize) -> EventIndex {
    EventIndex::new(u32::try_from(at).unwrap())
}

/// The clock of every event, as the processes would keep them: each counts what it does, and takes over what a message brings.
fn clocks(events: &[Event]) -> Vec<Clock> {
    let mut of_processes: BTreeMap<NodeId, Clock> = BTreeMap::new();
    let mut on_messages: BTreeMap<MessageId, Clock> = BTreeMap::new();
    let tick = |event: &Event| {
        let Some(node) = event.node() else {
            if matches!(event, Event::Killed) {
                of_processes.clear();
            }
            return Clock::new();
        };
        let clock = of_processes.entry(node).or_default();
        if let Event::TransferReceived { message, .. } | Event::MarkerReceived { message, .. } = event {
            for (&other, &count) in &on_messages[message] {
                let own = clock.entry(other).or_default();
                *own = count.max(*own);
            }
        }
        *clock.entry(node).or_default() += 1;
        if let Event::TransferSent { message, .. } | Event::MarkerSent { message, .. } = event {
            on_messages.insert(*message, clock.clone());
        }
        clock.clone()
    };
    events.iter().map(tick).collect()
}

/// Whether one clock is less than another of the same epoch.
fn is_less(one: &Clock, other: &Clock) -> bool {
    one != other && one.iter().all(|(node, count)| other.get(node).is_some_and(|more| count <= more))
}

/// For each event, whether each other one happened before it: every way along processes and messages, by definition.
fn chains(events: &[Event]) -> Vec<Vec<bool>> {
    let count = events.len();
    let mut leads = vec![vec![false; count]; count];
    let mut epoch = 0;
    for (at, event) in events.iter().enumerate() {
        for earlier in 0..at {
            let same_process = event.node().is_some() && events[earlier].node() == event.node() && earlier >= epoch;
            leads[at][earlier] = same_process || is_message(&events[earlier], event);
        }
        if matches!(event, Event::Killed) {
            epoch = at + 1;
        }
    }
    for through in 0..count {
        let first = leads[through].clone();
        for row in &mut leads {
            if row[through] {
                row.iter_mut().zip(&first).for_each(|(cell, &first)| *cell |= first);
            }
        }
    }
    leads
}

fn is_message(send: &Event, receive: &Event) -> bool {
    match (send, receive) {
        (Event::TransferSent { message: sent, .. }, Event::TransferReceived { message: received, .. })
        | (Event::MarkerSent { message: sent, .. }, Event::MarkerReceived { message: received, .. }) => {
            sent == received
        }
        _ => false,
    }
}

/// Which bank each event belongs to.
fn epochs(events: &[Event]) -> Vec<usize> {
    let kills = |at: usize| events[..at].iter().filter(|event| matches!(event, Event::Killed)).count();
    (0..events.len()).map(kills).collect()
}

fn check(text: &str) {
    let events = events(text);
    let order = Order::of(&events);
    let (clocks, chains, epochs) = (clocks(&events), chains(&events), epochs(&events));
    assert_eq!(order.len(), events.len());
    assert_eq!(order.depths().len(), events.len());
    for later in 0..events.len() {
        let clock: Vec<_> = clocks[later].iter().map(|(&node, &count)| (node, count)).collect();
        assert_eq!(order.vector_clock(index(later)), clock, "event {later} of {text}");
        let (past, future) = (order.past(index(later)), order.future(index(later)));
        assert_eq!(past.len(), past.iter().count());
        assert!(!past.is_empty() && past.iter().all(|event| past.contains(event)));
        for earlier in 0..events.len() {
            let before = chains[later][earlier];
            assert_eq!(order.happened_before(index(earlier), index(later)), before, "{earlier} {later} of {text}");
            let have_clocks = events[later].node().is_some() && events[earlier].node().is_some();
            let less = have_clocks && epochs[earlier] == epochs[later] && is_less(&clocks[earlier], &clocks[later]);
            assert_eq!(less, before, "clocks of {earlier} and {later} in {text}");
            assert_eq!(past.contains(index(earlier)), before || earlier == later);
            assert_eq!(future.contains(index(earlier)), chains[earlier][later] || earlier == later);
        }
    }
    depths_are_those_of_the_longest_chains(&events, &order, &chains, &epochs);
    neighbours_are_nearest(&events, &order, &epochs);
    let mut grown = Order::default();
    assert!(grown.is_empty());
    (0..=events.len()).step_by(3).for_each(|end| grown.extend(&events[..end]));
    grown.extend(&events);
    assert_eq!(format!("{grown:?}"), format!("{order:?}"));
}

fn depths_are_those_of_the_longest_chains(events: &[Event], order: &Order, chains: &[Vec<bool>], epochs: &[usize]) {
    let mut longest: Vec<u32> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let chain = (0..at).filter(|&earlier| chains[at][earlier]).map(|earlier| longest[earlier]).max().unwrap_or(0);
        longest.push(match event.node() {
            Some(_) => chain + 1,
            None if at > 0 && epochs[at - 1] == epochs[at] => longest[at - 1],
            None => 0,
        });
        assert_eq!(order.depth(index(at)), longest[at], "depth of event {at}");
    }
    assert_eq!(order.depths(), longest);
}

fn neighbours_are_nearest(events: &[Event], order: &Order, epochs: &[usize]) {
    for (at, event) in events.iter().enumerate() {
        let same = |&other: &usize| {
            event.node().is_some() && epochs[other] == epochs[at] && events[other].node() == event.node()
        };
        assert_eq!(order.previous(index(at)), (0..at).rfind(same).map(index));
        assert_eq!(order.next(index(at)), (at + 1..events.len()).find(same).map(index));
        let send = (0..at).find(|&other| is_message(&events[other], event));
        assert_eq!(order.send_of(index(at)), send.map(index));
        let receive = (at..events.len()).find(|&other| is_message(event, &events[other]));
        assert_eq!(order.receive_of(index(at)), receive.map(index));
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn clocks_and_chains_and_the_order_agree(text in script(0..24)) {
        check(&text);
    }
}

#[test]
fn what_is_beyond_the_run_has_no_place() {
    let events = events("CreateNode 1 10\nCreateNode 2 20\nSend 1 2 3\n");
    let order = Order::of(&events);
    for beyond in [index(events.len()), index(events.len() + 100), EventIndex::new(u32::MAX)] {
        assert!(order.future(beyond).is_empty() && order.past(beyond).is_empty());
        assert!(!order.happened_before(index(0), beyond) && !order.happened_before(beyond, index(0)));
        assert_eq!((order.previous(beyond), order.next(beyond)), (None, None));
        assert_eq!((order.send_of(beyond), order.receive_of(beyond)), (None, None));
        assert_eq!((order.depth(beyond), order.vector_clock(beyond)), (0, vec![]));
    }
}

#[test]
fn an_order_takes_little_memory() {
    let nodes = (0..100).map(|id| format!("CreateNode {id} 10"));
    let events = events(&(crate::show::lines(nodes) + "BeginSnapshot 5\nReceiveAll\n"));
    let order = Order::of(&events);
    assert!(order.memory() <= 20 * events.len(), "{} bytes for {} events", order.memory(), events.len());
}
