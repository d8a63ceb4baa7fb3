//! How far a snapshot has come.

use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_core::snapshot::Progress::{self, Collected, Complete, Recording};

/// How far the first snapshot is after each command of a script.
fn check(text: &str, expected: &[Progress]) {
    let mut history = History::default();
    let mut seen = Vec::new();
    for &command in Script::parse(text).commands() {
        history.execute(command).ok();
        seen.extend(history.state().cluster().snapshots().next().map(shutter_core::snapshot::Snapshot::progress));
    }
    assert_eq!(seen, expected);
    let mut back = Vec::new();
    for command in (1..=history.end().commands).rev() {
        history.seek(history.moment_of_command(command));
        back.extend(history.state().cluster().snapshots().next().map(shutter_core::snapshot::Snapshot::progress));
    }
    back.reverse();
    assert_eq!(back, expected);
}

#[test]
fn a_snapshot_is_complete_and_then_collected() {
    check(
        "CreateNode 1 1\nCreateNode 2 2\nBeginSnapshot 1\nReceiveAll\nCollectState\nCollectState 1\n",
        &[Recording, Complete, Collected, Collected],
    );
}

#[test]
fn what_was_collected_in_the_middle_does_not_count() {
    check(
        "CreateNode 1 1\nCreateNode 2 2\nBeginSnapshot 1\nCollectState\nReceiveAll\nPrintSnapshot\nCollectState\n",
        &[Recording, Recording, Complete, Complete, Collected],
    );
}
