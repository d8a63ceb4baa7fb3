//! What is rare in a careless mix happens in these scripts often enough to be tested.

use std::collections::{BTreeMap, BTreeSet};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use shutter_core::event::{Delivery, Event};
use shutter_core::history::{History, Moment};
use shutter_core::script::Script;
use shutter_core::snapshot::Report;

use super::{cases, scripts};

/// In how many of 1,000 scripts each of these must happen.
const WANTED: &[(&str, usize)] = &[
    ("a wait is served", 300),
    ("a wait is served by a marker", 200),
    ("a wait is served during ReceiveAll", 20),
    ("one command serves several waits", 100),
    ("a wait for any sender is served", 200),
    ("a wait for one sender is served", 200),
    ("a wait is never served", 300),
    ("a wait is ended by KillAll", 50),
    ("a receive overtakes an older wait", 100),
    ("snapshots overlap", 300),
    ("three snapshots are under way", 150),
    ("a node begins a snapshot while it records another", 150),
    ("a message is in two snapshots", 50),
    ("a transfer of nothing is recorded", 5),
    ("a snapshot is completed", 200),
    ("a younger snapshot is completed first", 20),
    ("a snapshot is collected early", 150),
    ("what is printed has changed since it was collected", 20),
    ("what is printed is not the newest snapshot", 50),
    ("a snapshot is printed to which nodes have come since", 10),
    ("a node joins with messages on their way to higher nodes", 10),
    ("a bank is followed by another", 200),
    ("a marker goes to a lower node during ReceiveAll", 50),
    ("a transfer is rejected", 100),
    ("unknown-node", 200),
    ("node-exists", 50),
    ("self-channel", 50),
    ("master-running", 100),
    ("create-during-snapshot", 50),
    ("no-snapshot", 100),
    ("unknown-snapshot", 50),
    ("nothing-collected", 100),
];

#[test]
fn what_is_rare_happens() {
    let mut runner = TestRunner::new(cases(1));
    let strategy = scripts::script(0..60);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..1000 {
        let text = strategy.new_tree(&mut runner).unwrap().current();
        for what in happenings(&text) {
            *seen.entry(what).or_default() += 1;
        }
    }
    let rare: Vec<_> =
        WANTED.iter().filter(|(what, wanted)| seen.get(what).is_none_or(|count| count < wanted)).collect();
    assert!(rare.is_empty(), "too rare: {rare:?} in {seen:#?}");
}

/// What happens in a script.
fn happenings(text: &str) -> BTreeSet<&'static str> {
    let mut history = History::of(&Script::parse(text));
    let mut seen: BTreeSet<&'static str> = history.faults().iter().map(|fault| fault.kind.code()).collect();
    if seen.contains("collected-early") {
        seen.insert("a snapshot is collected early");
    }
    let mut recorded = BTreeSet::new();
    let mut served_by = BTreeMap::<usize, usize>::new();
    let end = history.end();
    history.seek(Moment::default());
    for at in 0..end.events {
        let event = history.log().events()[at];
        let command = history.moment_of_event(at + 1).commands;
        before(&history, &event, &mut seen);
        history.step();
        match event {
            Event::TransferReceived { by: Delivery::Wait, .. } | Event::MarkerReceived { by: Delivery::Wait, .. } => {
                let served = served_by.entry(command).or_default();
                *served += 1;
                seen.insert("a wait is served");
                if *served > 1 {
                    seen.insert("one command serves several waits");
                }
                if matches!(event, Event::MarkerReceived { .. }) {
                    seen.insert("a wait is served by a marker");
                }
                let earlier = &history.log().events()[history.log().events_of_command(command - 1)];
                if earlier.iter().any(|event| matches!(event, Event::MarkerReceived { by: Delivery::ReceiveAll, .. })) {
                    seen.insert("a wait is served during ReceiveAll");
                }
            }
            Event::MessageRecorded { message, .. } if !recorded.insert(message) => {
                seen.insert("a message is in two snapshots");
            }
            _ => {}
        }
        after(&history, &event, &mut seen);
    }
    seen
}

/// What can be told from the state before an event.
fn before(history: &History, event: &Event, seen: &mut BTreeSet<&'static str>) {
    let state = history.state();
    let cluster = state.cluster();
    match *event {
        Event::TransferReceived { to, by, .. } | Event::MarkerReceived { to, by, .. } => {
            if by == Delivery::Receive && !cluster.waits_of(to).is_empty() {
                seen.insert("a receive overtakes an older wait");
            }
            if by == Delivery::Wait {
                let open = cluster.waits_of(to);
                let any = history.log().wait(open[0]).1.is_none();
                seen.insert(if any { "a wait for any sender is served" } else { "a wait for one sender is served" });
            }
            if let (Event::MarkerReceived { from, .. }, Delivery::ReceiveAll) = (event, by)
                && to < *from
            {
                seen.insert("a marker goes to a lower node during ReceiveAll");
            }
        }
        Event::SnapshotStarted { initiator, .. } if !cluster.recording(initiator).is_empty() => {
            seen.insert("a node begins a snapshot while it records another");
        }
        Event::NodeCreated { node, .. } if !cluster.is_ended() && state.busy_channels().any(|name| name.to > node) => {
            seen.insert("a node joins with messages on their way to higher nodes");
        }
        Event::NodeCreated { .. } if cluster.is_ended() => {
            seen.insert("a bank is followed by another");
        }
        Event::Killed if cluster.waits().next().is_some() => {
            seen.insert("a wait is ended by KillAll");
        }
        _ => {}
    }
}

/// What can be told from the state after an event.
fn after(history: &History, event: &Event, seen: &mut BTreeSet<&'static str>) {
    let cluster = history.state().cluster();
    let open = cluster.snapshots().filter(|snapshot| snapshot.completed_at().is_none()).count();
    match *event {
        Event::SnapshotStarted { .. } if open > 1 => {
            seen.insert("snapshots overlap");
            if open > 2 {
                seen.insert("three snapshots are under way");
            }
        }
        Event::SnapshotCompleted { snapshot } => {
            seen.insert("a snapshot is completed");
            if cluster.snapshots().any(|other| other.id() < snapshot && other.completed_at().is_none()) {
                seen.insert("a younger snapshot is completed first");
            }
        }
        Event::SnapshotPrinted { snapshot, collected_at } => {
            let record = cluster.snapshot(snapshot).unwrap();
            let then = Report::new(cluster, record, Some(collected_at));
            if then.lines().ne(Report::new(cluster, record, None).lines()) {
                seen.insert("what is printed has changed since it was collected");
            }
            if cluster.snapshots().any(|other| other.id() > snapshot) {
                seen.insert("what is printed is not the newest snapshot");
            }
            if record.member_count() < cluster.node_count() {
                seen.insert("a snapshot is printed to which nodes have come since");
            }
        }
        Event::SendRejected { .. } => _ = seen.insert("a transfer is rejected"),
        Event::WaitStarted { .. } if history.faults().iter().any(|fault| fault.kind.code() == "never-served") => {
            seen.insert("a wait is never served");
        }
        Event::MessageRecorded { message, .. } => {
            if let shutter_core::cluster::Payload::Transfer(shutter_core::Amount::ZERO) = history.log().payload(message)
            {
                seen.insert("a transfer of nothing is recorded");
            }
        }
        _ => {}
    }
}
