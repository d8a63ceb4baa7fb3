//! What holds at every moment of any run.

use std::collections::BTreeMap;
use std::fmt::Write;

use shutter_core::event::Event;
use shutter_core::history::{History, Moment};
use shutter_core::script::{CommandLine, Script};
use shutter_core::snapshot::Progress;
use shutter_core::workload::Numbers;
use shutter_core::{EventIndex, MessageId, SnapshotId};
use shutter_diagram::explain::{explain, grouped, plain, sentence};

/// A script in which most lines can be done, and some cannot.
fn script(seed: u64) -> String {
    let mut numbers = Numbers::new(seed);
    let nodes = 1 + numbers.below(5);
    let mut text = String::new();
    for node in 1..=nodes {
        let _ = writeln!(text, "CreateNode {node} {}", numbers.below(5000));
    }
    for _ in 0..60 {
        let (one, other) = (1 + numbers.below(nodes + 1), 1 + numbers.below(nodes));
        let _ = match numbers.below(40) {
            0..=13 => writeln!(text, "Send {one} {other} {}", numbers.below(2500)),
            14..=21 => writeln!(text, "Receive {other}"),
            22..=28 => writeln!(text, "Receive {other} {one}"),
            29..=33 => writeln!(text, "BeginSnapshot {other}"),
            34 => writeln!(text, "ReceiveAll"),
            35 => writeln!(text, "CollectState"),
            36 => writeln!(text, "PrintSnapshot"),
            37 => writeln!(text, "CollectState {}", 1 + numbers.below(4)),
            38 => writeln!(text, "CreateNode {} 100", nodes + 1),
            _ if numbers.below(6) == 0 => writeln!(text, "KillAll\nCreateNode 1 10\nCreateNode 2 20"),
            _ => writeln!(text, "ReceiveAll"),
        };
    }
    text
}

#[test]
fn every_moment_of_many_runs_is_explained() {
    for seed in 0..300 {
        let mut history = History::of(&Script::parse(&script(seed)));
        for command in (0..=history.log().command_count()).rev() {
            history.seek(history.moment_of_command(command));
            check_form(&history);
        }
        while history.step() {
            check_form(&history);
            check_numbers(&mut history);
        }
    }
}

/// A run may be cut within a command, and go on from there.
#[test]
fn runs_that_were_cut_are_explained() {
    for seed in 0..100 {
        let whole = History::of(&Script::parse(&script(seed)));
        let events = whole.end().events;
        for at in (0..events).step_by(7) {
            let mut history = whole.clone();
            history.seek(history.moment_of_event(at));
            history.cut();
            check_form(&history);
            let line = history.current_line().unwrap_or(0) + 1;
            for (command, line) in ["ReceiveAll", "CollectState", "PrintSnapshot", "KillAll"].into_iter().zip(line..) {
                let command = Script::parse(command).commands()[0].command;
                let _ = history.execute(CommandLine { line, command });
            }
            while history.step_back() && history.moment().events > at {
                check_form(&history);
            }
        }
    }
}

/// Sentences begin with a capital, end with a full stop and have no leftovers of marks in them.
fn check_form(history: &History) {
    let explanation = explain(history);
    for text in [plain(&explanation.headline), plain(&explanation.detail)] {
        let is_whole = text.starts_with(char::is_uppercase) || text.starts_with(|first: char| first.is_ascii_digit());
        assert!(text.is_empty() || (is_whole && text.ends_with('.')), "{text}");
        assert!(!text.contains("  ") && !text.contains("..") && !text.contains('*') && !text.contains('`'), "{text}");
    }
    assert!(!explanation.headline.is_empty());
}

/// Balances and amounts in the words are those of the states before and after.
fn check_numbers(history: &mut History) {
    let Some((at, &event)) = history.last_event() else { return };
    let text = explain(history).text();
    let after = history.state().cluster().clone();
    history.step_back();
    let before = history.state().cluster().clone();
    history.step();
    match event {
        Event::TransferSent { from, amount, .. } => {
            let (had, has) = (before.balance(from).unwrap().get(), after.balance(from).unwrap().get());
            assert_eq!(had - amount.get(), has);
            assert!(text.contains(&change("falls", had, has)), "{text}");
        }
        Event::TransferReceived { to, amount, .. } => {
            let (had, has) = (before.balance(to).unwrap().get(), after.balance(to).unwrap().get());
            assert_eq!(had + amount.get(), has);
            assert!(text.contains(&change("rises", had, has)), "{text}");
        }
        Event::StateRecorded { node, .. } => {
            assert!(text.contains(&format!("balance {} for", grouped(after.balance(node).unwrap().get()))), "{text}");
        }
        Event::SnapshotCompleted { .. } => assert!(text.contains("all the money in the bank"), "{text}"),
        Event::ChannelClosed { from, to, .. } => {
            assert!(!text.contains(&format!("still records {from} → {to}")), "{text}");
        }
        _ => {}
    }
    assert!(!sentence(history.log(), EventIndex::new(at.get())).is_empty());
}

fn change(verb: &str, before: u64, after: u64) -> String {
    if before == after {
        return format!(" Its balance stays {}.", grouped(after));
    }
    format!(" Its balance {verb} from {} to {}.", grouped(before), grouped(after))
}

/// What is said of a transfer is borne out by what becomes of it.
#[test]
fn what_is_said_of_a_transfer_comes_true() {
    let (mut crossing, mut after) = (0, 0);
    for seed in 0..300 {
        let mut history = History::of(&Script::parse(&script(seed)));
        let mut predicted = BTreeMap::new();
        history.seek(Moment::default());
        while history.step() {
            match *history.last_event().unwrap().1 {
                Event::TransferSent { message, .. } => {
                    predicted.extend(prediction(&history).map(|prediction| (message, prediction)));
                }
                Event::TransferReceived { message, .. } => {
                    let recorded = recorded_next(&history, message);
                    let text = explain(&history).text();
                    assert_eq!(!recorded.is_empty(), text.contains("is recorded in"), "{text}");
                    assert!(!text.contains("orphan") && !text.contains("belongs to channel"), "{text}");
                    if let Some((snapshot, crosses)) = predicted.get(&message) {
                        assert_eq!(recorded.contains(snapshot), *crosses);
                        crossing += usize::from(*crosses);
                        after += usize::from(!*crosses);
                    }
                }
                _ => {}
            }
        }
    }
    assert!(crossing > 50 && after > 50, "the runs have such transfers: {crossing}, {after}");
}

/// The snapshot that a transfer is said to be in flight in, or to be after, when it has just been sent.
fn prediction(history: &History) -> Option<(SnapshotId, bool)> {
    let text = explain(history).text();
    let mut under_way =
        history.state().cluster().snapshots().filter(|snapshot| snapshot.progress() == Progress::Recording);
    let (Some(snapshot), None) = (under_way.next(), under_way.next()) else { return None };
    let crosses = text.contains("crosses the cut, so it belongs to channel");
    (crosses || text.contains("is after the cut and no part of")).then(|| (snapshot.id(), crosses))
}

/// The snapshots for which the message that was just received is recorded.
fn recorded_next(history: &History, received: MessageId) -> Vec<SnapshotId> {
    let next = history.log().events()[history.moment().events..].iter();
    let recorded = next.map_while(|event| match *event {
        Event::MessageRecorded { message, snapshot, .. } if message == received => Some(snapshot),
        _ => None,
    });
    recorded.collect()
}
