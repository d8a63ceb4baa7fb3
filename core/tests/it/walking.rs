//! The ways to go from one moment of a run to another.

use expect_test::{Expect, expect};
use shutter_core::history::{History, Moment};
use shutter_core::script::Script;

use crate::show;

/// Line 3 is empty and 4 cannot be read; 5 and 9 cause no event, 7 and 8 several; 10 is refused.
const SCRIPT: &str = "CreateNode 1 10
CreateNode 2 20

KillAll 1
ReceiveAll
Receive 1
BeginSnapshot 1
ReceiveAll
ReceiveAll
Send 1 1 1
";

fn history() -> History {
    History::of(&Script::parse(SCRIPT))
}

/// Where a history is: events, commands, line, and whether it is in the middle of a command.
fn place(history: &History) -> String {
    let Moment { events, commands } = history.moment();
    let line = history.current_line().map_or("start".to_owned(), |line| format!("line {}", line + 1));
    let half = if history.is_within_command() { ", half done" } else { "" };
    assert_eq!(history.last_event().map(|(at, _)| at.get() as usize + 1).unwrap_or_default(), events);
    format!("{events} events, {commands} commands: {line}{half}\n")
}

/// The places on a way until it ends, the last of which is where it stays.
fn check(mut history: History, walk: fn(&mut History) -> bool, expected: &Expect) {
    let mut places = place(&history);
    while walk(&mut history) {
        places += &place(&history);
        assert!(places.lines().count() < 100, "this way has no end");
    }
    assert_eq!(places.lines().last().map(|line| format!("{line}\n")), Some(place(&history)));
    expected.assert_eq(&places);
}

#[test]
fn the_run_is_as_this_test_says() {
    expect![[r"
        1 node 1 created with 10
        2 node 2 created with 20
        6 w0: 1 waits for any
        7 s1 begun at 1
        7 s1: 1 records 10
        7 m0 1->2 sent: marker s1
        8 m0 1->2 received by ReceiveAll: marker s1
        8 s1: 2 records 20
        8 s1: 1->2 closed
        8 m1 2->1 sent: marker s1
        8 m1 2->1 received by a wait: marker s1
        8 s1: 2->1 closed
        8 s1 complete"]]
    .assert_eq(&show::events(&history()).join("\n"));
}

#[test]
fn steps_go_from_event_to_event() {
    let mut start = history();
    start.seek(Moment::default());
    check(
        start,
        History::step,
        &expect![[r"
            0 events, 0 commands: start
            1 events, 1 commands: line 1
            2 events, 2 commands: line 2
            3 events, 4 commands: line 6
            4 events, 5 commands: line 7, half done
            5 events, 5 commands: line 7, half done
            6 events, 5 commands: line 7
            7 events, 6 commands: line 8, half done
            8 events, 6 commands: line 8, half done
            9 events, 6 commands: line 8, half done
            10 events, 6 commands: line 8, half done
            11 events, 6 commands: line 8, half done
            12 events, 6 commands: line 8, half done
            13 events, 6 commands: line 8
        "]],
    );
}

#[test]
fn there_is_no_step_after_the_last_event_though_there_are_commands() {
    let mut history = history();
    assert_eq!(history.moment(), Moment { events: 13, commands: 8 });
    assert!(!history.step());
    assert_eq!(history.moment(), Moment { events: 13, commands: 8 });
}

#[test]
fn steps_back_go_from_event_to_event() {
    check(
        history(),
        History::step_back,
        &expect![[r"
            13 events, 8 commands: line 10
            12 events, 6 commands: line 8, half done
            11 events, 6 commands: line 8, half done
            10 events, 6 commands: line 8, half done
            9 events, 6 commands: line 8, half done
            8 events, 6 commands: line 8, half done
            7 events, 6 commands: line 8, half done
            6 events, 5 commands: line 7
            5 events, 5 commands: line 7, half done
            4 events, 5 commands: line 7, half done
            3 events, 4 commands: line 6
            2 events, 2 commands: line 2
            1 events, 1 commands: line 1
            0 events, 0 commands: start
        "]],
    );
}

#[test]
fn a_step_back_before_the_first_event_goes_before_the_first_command() {
    let script = Script::parse("ReceiveAll\nReceiveAll\n");
    check(
        History::of(&script),
        History::step_back,
        &expect![[r"
            0 events, 2 commands: line 2
            0 events, 0 commands: start
        "]],
    );
}

#[test]
fn command_steps_stop_at_every_command() {
    let mut start = history();
    start.seek(Moment::default());
    let expected = expect![[r"
        0 events, 0 commands: start
        1 events, 1 commands: line 1
        2 events, 2 commands: line 2
        2 events, 3 commands: line 5
        3 events, 4 commands: line 6
        6 events, 5 commands: line 7
        13 events, 6 commands: line 8
        13 events, 7 commands: line 9
        13 events, 8 commands: line 10
    "]];
    check(start, History::step_command, &expected);
}

#[test]
fn command_steps_back_stop_at_every_command() {
    let expected = expect![[r"
        13 events, 8 commands: line 10
        13 events, 7 commands: line 9
        13 events, 6 commands: line 8
        6 events, 5 commands: line 7
        3 events, 4 commands: line 6
        2 events, 3 commands: line 5
        2 events, 2 commands: line 2
        1 events, 1 commands: line 1
        0 events, 0 commands: start
    "]];
    check(history(), History::step_command_back, &expected);
}

#[test]
fn a_command_that_is_half_done_is_finished_or_taken_back_whole() {
    let mut history = history();
    history.seek(history.moment_of_event(8));
    assert!(history.is_within_command());
    let mut on = history.clone();
    assert!(on.step_command());
    assert_eq!(on.moment(), Moment { events: 13, commands: 6 });
    assert!(history.step_command_back());
    assert_eq!(history.moment(), Moment { events: 6, commands: 5 });
}

#[test]
fn moments_are_found_by_event_command_and_line() {
    let history = history();
    let moment = |events, commands| Moment { events, commands };
    assert_eq!(history.end(), moment(13, 8));
    assert_eq!([0, 3, 8, 13, 14].map(|events| history.moment_of_event(events).commands), [0, 4, 6, 6, 6]);
    assert_eq!(history.moment_of_event(99), moment(13, 6));
    assert_eq!([0, 2, 3, 5, 8].map(|commands| history.moment_of_command(commands).events), [0, 2, 2, 6, 13]);
    assert_eq!(history.moment_of_command(9), moment(13, 8));
    let of_lines = [0, 1, 2, 3, 4, 6, 9, 10, u32::MAX].map(|line| history.moment_of_line(line).commands);
    assert_eq!(of_lines, [1, 2, 2, 2, 3, 5, 8, 8, 8]);
}

#[test]
fn a_moment_that_is_in_no_run_becomes_the_nearest() {
    let mut history = history();
    let mut go = |events, commands| {
        history.seek(Moment { events, commands });
        (history.moment().events, history.moment().commands)
    };
    assert_eq!(go(99, 0), (13, 6));
    assert_eq!(go(13, 99), (13, 8));
    assert_eq!(go(13, 7), (13, 7));
    assert_eq!(go(2, 3), (2, 3));
    assert_eq!(go(2, 8), (2, 2));
    assert_eq!(go(0, 3), (0, 0));
    assert_eq!(go(8, 2), (8, 6));
}

#[test]
fn seek_says_whether_it_went_anywhere() {
    let mut history = history();
    assert!(!history.seek(history.end()));
    assert!(history.seek(history.moment_of_command(7)));
    assert!(!history.seek(history.moment_of_command(7)));
    assert!(history.seek(Moment::default()));
    assert!(!history.step_back());
    assert!(!history.step_command_back());
}

#[test]
fn the_fault_of_a_line_is_found() {
    let script =
        Script::parse("CreateNode 1 10\nCreateNode 2 0\nReceive 1\nBeginSnapshot 1\nCollectState\nSend 3 1 1\n");
    let history = History::of(&script);
    let codes = (0..7).map(|line| history.refusal_on_line(line).map(|fault| fault.kind.code()));
    let expected = [None, None, None, None, Some("collected-early"), Some("unknown-node"), None];
    assert_eq!(codes.collect::<Vec<_>>(), expected);
}
