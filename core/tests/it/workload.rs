//! Scripts made by chance for people: nothing is wrong with them, and what is rare happens in them.
#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them

use expect_test::expect;
use shutter_core::event::{Delivery, Event};
use shutter_core::history::History;
use shutter_core::limits::{Limits, MAX_COMMANDS};
use shutter_core::script::{Command, Script};
use shutter_core::workload::{Numbers, Unfit, Workload, script};

use crate::laws;

const DEFAULT: Workload = Workload { nodes: 4, commands: 40, snapshots: 2, seed: 1 };

/// What must hold of each; gives its run.
fn check(workload: &Workload) -> History {
    let text = script(workload).unwrap();
    let parsed = Script::parse(&text);
    assert_eq!(parsed.faults(), [], "{workload:?}");
    let history = History::of(&parsed);
    assert_eq!(history.faults(), [], "{workload:?}\n{text}");
    let cluster = history.state().cluster();
    assert_eq!(cluster.node_count(), workload.nodes as usize);
    assert_eq!(cluster.messages_in_flight(), 0);
    assert_eq!(cluster.waits().count(), 0);
    assert_eq!(cluster.snapshots().len(), workload.snapshots as usize);
    assert!(cluster.snapshots().all(|snapshot| snapshot.completed_at().is_some()), "{workload:?}");
    let printed = history.log().events().iter().filter(|event| matches!(event, Event::SnapshotPrinted { .. }));
    assert_eq!(printed.count(), workload.snapshots as usize);
    let wanted = workload.nodes + workload.commands + 1 + 2 * workload.snapshots;
    assert_eq!(parsed.commands().len(), wanted as usize);
    let begun = parsed.commands().iter().filter(|line| matches!(line.command, Command::BeginSnapshot { .. }));
    assert_eq!(begun.count(), workload.snapshots as usize);
    history
}

#[test]
fn nothing_is_wrong_with_any() {
    let mut numbers = Numbers::new(1985);
    let mut below = |bound| u32::try_from(numbers.below(bound)).unwrap();
    for seed in 0..1500 {
        let (nodes, commands) = (2 + below(7), below(80));
        let snapshots = below(6).min(commands);
        check(&Workload { nodes, commands, snapshots, seed });
    }
    for snapshots in 0..30 {
        check(&Workload { nodes: 3, commands: snapshots, snapshots, seed: u64::MAX });
    }
}

#[test]
fn the_laws_hold() {
    for seed in 0..30 {
        laws::all(&script(&Workload { seed, ..DEFAULT }).unwrap());
    }
}

#[test]
fn what_is_rare_happens() {
    let (mut sent, mut refused, mut waits, mut all, mut overlapping, mut recorded) = (0, 0, 0, 0, 0, 0);
    let seeds = 0..400;
    for seed in seeds.clone() {
        let history = check(&Workload { seed, ..DEFAULT });
        let events = history.log().events();
        let count = |is: fn(&Event) -> bool| events.iter().filter(|event| is(event)).count();
        sent += count(|event| matches!(event, Event::TransferSent { .. }));
        refused += count(|event| matches!(event, Event::SendRejected { .. }));
        waits += count(|event| matches!(event, Event::TransferReceived { by: Delivery::Wait, .. }));
        all += usize::from(events.iter().any(|event| matches!(event, Event::WaitStarted { .. })));
        recorded += count(|event| matches!(event, Event::MessageRecorded { .. }));
        let cluster = history.state().cluster();
        let second = cluster.snapshots().nth(1).unwrap();
        let first = cluster.snapshots().next().unwrap();
        overlapping += usize::from(first.completed_at() > cluster.recorded_at(second, second.initiator()));
    }
    let count = seeds.count();
    assert!(sent > 10 * count && refused > count && refused * 5 < sent, "{sent} {refused}");
    assert!(waits > count * 2 / 5 && all > count / 2, "{waits} {all}");
    assert!(overlapping > count * 3 / 4 && recorded > 2 * count, "{overlapping} {recorded}");
}

#[test]
fn the_same_values_make_the_same_script() {
    assert_eq!(script(&DEFAULT), script(&Workload::default()));
    assert_ne!(script(&DEFAULT), script(&Workload { seed: 2, ..DEFAULT }));
    // Links and lessons may hold a seed: what is made of it stays.
    expect![[r#"
        # A random workload: nodes 3, commands 16, snapshots 1, seed 7
        # shutter random --nodes 3 --commands 16 --snapshots 1 --seed 7
        CreateNode 1 500
        CreateNode 2 700
        CreateNode 3 400
        Send 1 2 183
        Receive 2
        Send 1 2 191
        Receive 2
        Send 3 2 16
        Receive 2 3
        Send 1 3 5
        BeginSnapshot 3
        Receive 1
        Receive 2
        Send 2 1 129
        Receive 2 3
        Send 1 2 114
        Receive 1
        Receive 3 2
        Send 1 2 5
        ReceiveAll
        CollectState 1
        PrintSnapshot
    "#]]
    .assert_eq(&script(&Workload { nodes: 3, commands: 16, snapshots: 1, seed: 7 }).unwrap());
}

#[test]
fn large_ones() {
    check(&Workload { nodes: 10, commands: 60_000, snapshots: 20, seed: 3 });
    check(&Workload { nodes: 300, commands: 2000, snapshots: 1, seed: 3 });
    check(&Workload { nodes: 20_000, commands: 100, snapshots: 0, seed: 3 });
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let say = |nodes, commands, snapshots| {
        let unfit = script(&Workload { nodes, commands, snapshots, seed: 0 }).unwrap_err();
        unfit.to_string() + "\n"
    };
    let most = u32::MAX;
    let said = [
        say(0, 1, 0),
        say(1, 1, 0),
        say(20_001, 1, 0),
        say(2, 3, 4),
        say(2, 4_000_000, 0),
        say(most, most, most),
        say(2, most, most),
        say(3000, 10, 1),
        say(20_000, 1000, 1000),
    ];
    expect![[r#"
        a workload needs at least 2 nodes
        a workload needs at least 2 nodes
        a bank has at most 20,000 nodes
        3 commands cannot begin more than 3 snapshots
        a script has at most 4,000,000 commands, those that create nodes and print snapshots included
        a bank has at most 20,000 nodes
        a script has at most 4,000,000 commands, those that create nodes and print snapshots included
        a run has at most 16,777,216 events, and a snapshot takes three for each channel
        a run has at most 16,777,216 events, and a snapshot takes three for each channel
    "#]]
    .assert_eq(&said.concat());
    let nodes = u32::try_from(MAX_COMMANDS).unwrap();
    assert_eq!(script(&Workload { nodes, ..DEFAULT }), Err(Unfit::TooManyNodes { limit: Limits::default().nodes }));
}
