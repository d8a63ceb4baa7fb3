//! Exercises: the same run, with a veil over what is recorded.

use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::limits::Limits;
use shutter_core::script::Script;
use shutter_core::snapshot::Veiled;
use shutter_core::workload::{Workload, script};

fn veiled(script: &Script) -> History {
    let mut history = History::new(&Veiled, Limits::default());
    for &command in script.commands() {
        let _ = history.execute(command);
    }
    history
}

/// What remains of the events when the records are taken out.
fn without_records(history: &History) -> Vec<String> {
    let events = history.log().events().iter().filter(|event| !matches!(event, Event::MessageRecorded { .. }));
    let shown = events.map(|event| match event {
        Event::StateRecorded { snapshot, node, .. } => format!("{node} records for {snapshot}"),
        // The place of an event is another one where some are left out.
        Event::SnapshotPrinted { snapshot, .. } => format!("{snapshot} is printed"),
        other => format!("{other:?}"),
    });
    shown.collect()
}

fn check(text: &str) {
    let script = Script::parse(text);
    let (open, veiled) = (History::of(&script), veiled(&script));
    assert!(veiled.log().is_veiled() && !open.log().is_veiled());
    assert_eq!(without_records(&open), without_records(&veiled), "{text}");
    assert_eq!(open.faults(), veiled.faults(), "{text}");
    for event in veiled.log().events() {
        if let Event::StateRecorded { balance, .. } = event {
            assert_eq!(balance.get(), 0);
        }
    }
    let printed: Vec<_> = veiled.transcript().to_string().lines().map(str::to_owned).collect();
    let expected = open.transcript().to_string();
    let expected = expected.lines().map(|line| match line.split_once(" = ") {
        Some((name, _)) => format!("{name} = ?"),
        None => line.to_owned(),
    });
    assert!(printed.into_iter().eq(expected), "{text}");
}

#[test]
fn nothing_but_what_is_recorded_is_missing() {
    for seed in 0..150 {
        check(&script(&Workload { nodes: 4, commands: 60, snapshots: 4, seed }).unwrap());
    }
}

#[test]
fn what_is_refused_or_warned_of_is_the_same() {
    check(
        "CreateNode 1 70\nCreateNode 2 30\nSend 1 2 20\nBeginSnapshot 2\nCollectState\nPrintSnapshot\nCreateNode 3 5\n\
         Receive 1\nReceive 2\nReceive 2\nCollectState\nPrintSnapshot\nCreateNode 3 5\nBeginSnapshot 3\nKillAll\n\
         CreateNode 1 5\nBeginSnapshot 1\nCollectState\nPrintSnapshot\nReceive 1\n",
    );
}
