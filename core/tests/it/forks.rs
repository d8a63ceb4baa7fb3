//! One run, left at each of its moments for each of several others.

use shutter_core::history::History;
use shutter_core::script::{CommandLine, Script};

use crate::observe::observe;

/// A run with reports between other lines, waits, early collections, refusals and a new start.
const RUN: &str = "CreateNode 2 10
CreateNode 1 10
Receive 1
Receive 2 1
BeginSnapshot 1
CollectState
PrintSnapshot
Send 2 1 99
PrintSnapshot
Send 2 1 4
Send 9 1 4
ReceiveAll
CollectState
PrintSnapshot
Receive 1
KillAll
Receive 1
CreateNode 1 5
CreateNode 3 5
Receive 1
BeginSnapshot 3
ReceiveAll
CollectState
PrintSnapshot
Send 1 3 6
PrintSnapshot
";

/// What else may come: another report, other lines, other nodes, nothing that can be done.
const OTHERS: [&str; 6] = [
    "PrintSnapshot\nSend 1 2 1\nPrintSnapshot\n",
    "Send 1 2 99\nSend 1 3 99\nReceiveAll\nCollectState\nPrintSnapshot\n",
    "KillAll\nCreateNode 7 1\nBeginSnapshot 7\nCollectState\nPrintSnapshot\nReceive 7\n",
    "CreateNode 4 4\nSend 4 1 1\nSend 4 2 1\nReceive 1 4\nReceive 2\n",
    "Receive 8\nPrintSnapshot 1\nCollectState 9\n",
    "",
];

fn go_on(history: &mut History, text: &str, first: u32) {
    for &CommandLine { command, line } in Script::parse(text).commands() {
        let _ = history.execute(CommandLine { command, line: first + line });
    }
}

fn assert_same(one: &mut History, other: &mut History) {
    assert_eq!(one.log().events(), other.log().events());
    assert_eq!(one.faults(), other.faults());
    assert_eq!((one.moment(), one.end()), (other.moment(), other.end()));
    for line in 0..60 {
        assert_eq!(one.refusal_on_line(line), other.refusal_on_line(line));
    }
    loop {
        assert_eq!(observe(one), observe(other));
        assert_eq!(one.transcript().line_count_of_run(), other.transcript().line_count_of_run());
        assert_eq!(one.transcript().to_string(), other.transcript().to_string());
        if !(one.step_command_back() | other.step_command_back()) {
            return;
        }
    }
}

#[test]
fn a_run_that_is_left_between_commands_is_forgotten() {
    let script = Script::parse(RUN);
    let whole = History::of(&script);
    for count in 0..=script.commands().len() {
        for others in OTHERS {
            let mut fork = whole.clone();
            fork.seek(fork.moment_of_command(count));
            fork.cut();
            go_on(&mut fork, others, 40);
            let mut fresh = History::default();
            for &command in &script.commands()[..count] {
                let _ = fresh.execute(command);
            }
            go_on(&mut fresh, others, 40);
            assert_same(&mut fork, &mut fresh);
        }
    }
}

/// What is left in the middle of a command keeps what was done of it, and goes on from there as if that was all.
#[test]
fn a_run_that_is_left_within_a_command_keeps_its_first_events() {
    let script = Script::parse(RUN);
    let whole = History::of(&script);
    for events in 0..=whole.end().events {
        let moment = whole.moment_of_event(events);
        for others in OTHERS {
            let mut fork = whole.clone();
            fork.seek(moment);
            let before = observe(&fork);
            fork.cut();
            assert_eq!((fork.moment(), fork.end()), (moment, moment));
            assert!(!fork.is_within_command());
            assert_eq!(observe(&fork), before);
            assert_eq!(fork.log().events(), &whole.log().events()[..events]);
            let mut near = History::default();
            for &command in &script.commands()[..moment.commands] {
                let _ = near.execute(command);
            }
            near.seek(moment);
            go_on(&mut fork, others, 40);
            go_on(&mut near, others, 40);
            if others.is_empty() {
                near.cut();
            }
            assert_same(&mut fork, &mut near);
        }
    }
}

/// A command that is taken back whole takes its fault with it; one of which a part is left has none.
#[test]
fn faults_go_with_their_commands() {
    let script = Script::parse(RUN);
    let mut history = History::of(&script);
    let all = history.faults();
    for count in (0..=script.commands().len()).rev() {
        history.seek(history.moment_of_command(count));
        history.cut();
        let last = count.checked_sub(1).map(|last| script.commands()[last].line);
        let lines: Vec<_> = history.faults().iter().map(|fault| fault.line).collect();
        // Cutting may leave waits that are no longer served, and never adds other faults.
        let kept = all.iter().filter(|fault| last.is_some_and(|last| fault.line <= last));
        assert!(kept.map(|fault| fault.line).all(|line| lines.contains(&line)), "{count} commands: {lines:?}");
        let codes = history.faults();
        assert!(codes.iter().all(|fault| all.contains(fault) || fault.kind.code() == "never-served"));
    }
}
