//! Running into a limit: an error that names it, and nothing done.

use expect_test::{Expect, expect};
use shutter_core::history::History;
use shutter_core::limits::{Limits, MAX_AMOUNT, MAX_COMMANDS, MAX_ID, MAX_TEXT};
use shutter_core::script::{Parser, Script};
use shutter_core::snapshot::ChandyLamport;

use crate::observe::observe;
use crate::show;

const BUSY: &str = "CreateNode 1 10
CreateNode 2 10
CreateNode 3 10
Receive 2
Receive 3
Receive 1 3
Send 3 2 1
Send 1 2 9
BeginSnapshot 1
BeginSnapshot 2
ReceiveAll
Send 2 3 2
CollectState
PrintSnapshot
KillAll
StartMaster
CreateNode 1 10
CreateNode 2 10
BeginSnapshot 2
Receive 1
Receive 1
Receive 2
CollectState
PrintSnapshot
";

fn run(text: &str, limits: Limits) -> History {
    let mut history = History::new(&ChandyLamport, limits);
    for &command in Script::parse(text).commands() {
        let _ = history.execute(command);
    }
    history
}

fn check(text: &str, limits: Limits, expected: &Expect) {
    let script = Script::parse(text);
    let faults = show::all_faults(text, &script, &run(text, limits));
    let faults: Vec<_> = faults.iter().flat_map(|fault| show::fault(text, &script, fault)).collect();
    expected.assert_eq(&faults.join("\n"));
}

#[test]
fn the_limits_are_generous() {
    let Limits { nodes, events } = Limits::default();
    assert!(nodes >= 10_000 && events >= 10_000_000, "a snapshot of 1,000 nodes has 2,000,000 events and more");
    const { assert!(MAX_COMMANDS >= 1_000_000 && MAX_TEXT >= 16 * MAX_COMMANDS) };
    assert_eq!(MAX_ID, 4_294_967_295);
    assert_eq!(MAX_AMOUNT, 9_007_199_254_740_991);
}

#[test]
fn nodes_are_limited_in_each_bank() {
    check(
        "CreateNode 1 1\nCreateNode 2 1\nCreateNode 3 1\nCreateNode 2 1\nKillAll\nCreateNode 4 1\nCreateNode 5 1\nCreateNode 6 1\n",
        Limits { nodes: 2, ..Limits::default() },
        &expect![[r"
            3:1..11 run error too-many-nodes: the limit is 2 nodes in a bank
            4:12..13 run error node-exists: node 2 exists already
              help: give the new node an id of its own
              see line 2: created here
            8:1..11 run error too-many-nodes: the limit is 2 nodes in a bank"]],
    );
}

#[test]
fn events_are_limited_in_the_run() {
    check(
        "CreateNode 1 1\nCreateNode 2 1\nBeginSnapshot 1\nSend 1 2 1\nSend 1 2 1\nReceive 2\nKillAll\nCreateNode 1 1\n",
        Limits { events: 4, ..Limits::default() },
        &expect![[r"
            3:1..14 run error too-many-events: the run would pass the limit of 4 events
              help: this line did nothing; use fewer nodes, snapshots or commands
            6:1..8 run error too-many-events: the run would pass the limit of 4 events
              help: this line did nothing; use fewer nodes, snapshots or commands
            7:1..8 run error too-many-events: the run would pass the limit of 4 events
              help: this line did nothing; use fewer nodes, snapshots or commands
            8:12..13 run error node-exists: node 1 exists already
              help: give the new node an id of its own
              see line 1: created here"]],
    );
}

/// With every limit on events, a command is done as a whole or not at all.
#[test]
fn a_command_that_passes_the_limit_is_rolled_back_completely() {
    let script = Script::parse(BUSY);
    let most = History::of(&script).log().events().len();
    let mut rolled_back = 0;
    for events in 0..=most {
        let mut history =
            History::new(&ChandyLamport, Limits { events: u32::try_from(events).unwrap(), ..Limits::default() });
        let mut done = Vec::new();
        for &command in script.commands() {
            let before = (observe(&history), history.log().events().to_vec(), history.log().message_count());
            match history.execute(command) {
                Ok(()) => done.push(command),
                Err(fault) => {
                    let after = (observe(&history), history.log().events().to_vec(), history.log().message_count());
                    assert_eq!(before, after, "{command:?} with {events} events");
                    rolled_back += usize::from(fault.kind.code() == "too-many-events");
                }
            }
            assert!(history.log().events().len() <= events);
        }
        // What was refused has left no trace: the run is the one of the commands that were done.
        let mut fresh = History::default();
        for &command in &done {
            fresh.execute(command).unwrap();
        }
        assert_eq!(fresh.log().events(), history.log().events());
        assert_eq!(observe(&fresh), observe(&history));
        while history.step_back() {}
        while history.step() {}
        fresh.seek(fresh.moment_of_event(events));
        assert_eq!(observe(&fresh), observe(&history));
    }
    assert!(rolled_back > most, "{rolled_back} roll-backs");
}

#[test]
fn a_text_that_is_too_long_is_one_fault_and_no_command() {
    let line = format!("#{:1022}\n", "");
    let mut text = line.repeat(MAX_TEXT / line.len());
    assert_eq!(text.len(), MAX_TEXT);
    assert_eq!(Script::parse(&text).faults(), []);
    text.push('#');
    let script = Script::parse(&text);
    assert_eq!(script.commands(), []);
    assert_eq!(script.line_count(), 1);
    let faults: Vec<_> = script.faults().iter().flat_map(|fault| show::fault("", &script, fault)).collect();
    expect![[r"
        1:1..1 text error text-too-long: the script is 67,108,865 bytes long; the limit is 67,108,864
          help: nothing of it runs; split it, or make it shorter"]]
    .assert_eq(&faults.join("\n"));
    let mut parser = Parser::default();
    let mut again = Script::default();
    assert!(parser.advance(&text, 10, &mut again) && parser.advance(&text, 10, &mut again));
    assert_eq!(again, script);
}

#[test]
fn a_script_with_too_many_commands_ends_at_the_limit() {
    let mut text = "KillAll\n".repeat(MAX_COMMANDS);
    assert_eq!(Script::parse(&text).faults(), []);
    text.push_str("\n# no command\n KillAll # one too many\nOops\n");
    let script = Script::parse(&text);
    assert_eq!(script.commands().len(), MAX_COMMANDS);
    let [fault] = script.faults() else { panic!("{:?}", script.faults()) };
    expect![[r"
        4000003:1..24 text error too-many-commands: the limit is 4,000,000 commands in a script
          help: this line and those after it do not run"]]
    .assert_eq(&show::fault(&text, &script, fault).join("\n"));
}
