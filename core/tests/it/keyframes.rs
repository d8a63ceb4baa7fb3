//! Runs that are long enough to be entered in the middle.

use std::fmt::Write as _;

use shutter_core::history::{History, Moment};
use shutter_core::script::Script;

use crate::observe::{Observation, observe, observe_state};

/// A run of more than 300,000 events: transfers, waits, snapshots that stay open for long, and a new bank now and then.
fn long_script() -> String {
    let mut text = String::from("CreateNode 3 100000\nCreateNode 1 100000\nCreateNode 2 100000\n");
    for round in 0_u32..60_000 {
        let (a, b, c) = (1 + round % 3, 1 + (round + 1) % 3, 1 + (round + 2) % 3);
        writeln!(text, "Send {a} {b} {}\nReceive {b} {a}", round % 7).unwrap();
        match round % 1000 {
            0 => writeln!(text, "BeginSnapshot {c}"),
            300 => writeln!(text, "BeginSnapshot {a}\nCollectState"),
            10..100 | 500..600 => writeln!(text, "Receive {c}\nSend {a} {c} 1"),
            800 => writeln!(text, "ReceiveAll\nCollectState\nPrintSnapshot"),
            _ => writeln!(text, "Send {c} {a} 1\nReceive {a} {c}\nSend {b} {a} 1\nReceive {a} {b}"),
        }
        .unwrap();
        if round % 17_000 == 16_999 {
            text.push_str("KillAll\nCreateNode 2 90000\nCreateNode 3 90000\nCreateNode 1 90000\n");
        }
    }
    text
}

/// The state, and how many lines were printed.
fn look(history: &History) -> (Observation, usize) {
    (observe_state(history), history.transcript().line_count())
}

/// Every 4,099th moment of a run, by stepping through it while it is made.
fn looks_of(script: &Script) -> Vec<(Moment, (Observation, usize))> {
    let mut fresh = History::default();
    let mut looks = vec![(fresh.moment(), look(&fresh))];
    for &command in script.commands() {
        let _ = fresh.execute(command);
        if fresh.moment().events > looks[looks.len() - 1].0.events + 4099 {
            looks.push((fresh.moment(), look(&fresh)));
        }
    }
    looks
}

#[test]
fn a_long_run_can_be_entered_anywhere() {
    let script = Script::parse(&long_script());
    assert_eq!(script.faults(), []);
    let looks = looks_of(&script);
    let mut history = History::of(&script);
    assert!(history.end().events > 5 * (1 << 16), "only {} events", history.end().events);
    // 37 and the number of looks have no common factor, so that each is visited, from far away.
    for visit in 0..looks.len() {
        let (moment, expected) = &looks[visit * 37 % looks.len()];
        history.seek(*moment);
        assert_eq!(history.moment(), *moment);
        assert_eq!(&look(&history), expected, "{moment:?}");
    }
    for (moment, expected) in looks.iter().rev() {
        history.seek(*moment);
        assert_eq!(&look(&history), expected, "{moment:?}, from after it");
    }
    for (moment, expected) in &looks {
        history.seek(*moment);
        assert_eq!(&look(&history), expected, "{moment:?}, from before it");
    }
}

#[test]
fn every_step_of_a_long_run_leads_where_the_run_was() {
    let script = Script::parse(&long_script());
    let looks = looks_of(&script);
    let mut history = History::of(&script);
    let mut left = looks.iter().rev().peekable();
    while history.step_back() {
        if let Some((moment, expected)) = left.next_if(|(moment, _)| moment.events == history.moment().events) {
            assert_eq!(&look(&history), expected, "{moment:?} on the way back");
        }
    }
    let mut left = looks.iter().peekable();
    left.next();
    while history.step() {
        if let Some((moment, expected)) = left.next_if(|(moment, _)| moment.events == history.moment().events) {
            assert_eq!(&look(&history), expected, "{moment:?} on the way forward");
        }
    }
    assert_eq!(left.next(), None);
}

/// What was taken down for a long run must not outlive the part of the run that it is about.
#[test]
fn a_long_run_can_be_left_and_another_taken() {
    let script = Script::parse(&long_script());
    let commands = script.commands();
    let mut history = History::of(&script);
    for cut in [200_000, 120_000, 70_000, 5] {
        history.seek(history.moment_of_command(cut));
        let mut fresh = History::default();
        for &command in &commands[..cut] {
            let _ = fresh.execute(command);
        }
        // The same commands once more, but for some: a run of its own, as long again.
        let from_cut = commands[cut..].iter().enumerate().filter(|(index, _)| index % 5 != 0);
        for (_, &command) in from_cut.take(100_000) {
            let _ = history.execute(command);
            let _ = fresh.execute(command);
        }
        assert_eq!(history.log().events(), fresh.log().events());
        assert_eq!(observe(&history), observe(&fresh));
        for part in [1, 8, 3, 9, 2, 7, 4, 6, 5, 0] {
            let moment = history.moment_of_event(history.end().events / 10 * part);
            history.seek(moment);
            fresh.seek(moment);
            assert_eq!(look(&history), look(&fresh), "{moment:?} after a cut at {cut}");
        }
    }
}

#[test]
fn memory_is_told_and_stays_small() {
    let history = History::of(&Script::parse(&long_script()));
    let events = history.end().events;
    let told = history.memory();
    assert!(told > 24 * events, "{told} bytes cannot hold {events} events");
    assert!(told < 80 * events, "{told} bytes for {events} events");
    assert_eq!(History::default().memory(), 0);
}
