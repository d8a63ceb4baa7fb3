//! The explanations, as a reader of the page gets them.

#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them

mod algorithms;
mod bank;
mod random;
mod snapshots;
mod verdict;

use std::fmt::Write;

use expect_test::{Expect, expect_file};
use shutter_core::EventIndex;
use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_diagram::explain::{Explanation, Run, explain, sentence};

fn run(script: &str) -> History {
    let script = Script::parse(script);
    assert_eq!(script.faults(), [], "the text is in order");
    History::of(&script)
}

/// Emphasis shown as asterisks, one line for the headline and one for the detail.
fn shown(explanation: &Explanation) -> String {
    let line = |runs: &[Run]| {
        let parts = runs.iter().map(|run| match run {
            Run::Plain(text) => text.clone(),
            Run::Strong(text) => format!("*{text}*"),
        });
        parts.collect::<String>()
    };
    format!("{}\n{}\n", line(&explanation.headline), line(&explanation.detail))
}

/// What is said at every moment of a run: after each event, and after each command that caused none.
fn walk(history: &mut History, from_line: u32) -> String {
    let mut out = String::new();
    for command in 0..history.log().command_count() {
        let line = history.log().line_of_command(command);
        if line < from_line {
            continue;
        }
        let events = history.log().events_of_command(command);
        if events.is_empty() {
            history.seek(history.moment_of_command(command + 1));
            let _ = writeln!(out, "line {}\n{}", line + 1, shown(&explain(history)));
        }
        for event in events {
            history.seek(history.moment_of_event(event + 1));
            let _ = writeln!(out, "line {}, event {}\n{}", line + 1, event + 1, shown(&explain(history)));
        }
    }
    out
}

/// What is said after the last command.
#[expect(clippy::needless_pass_by_value)] // reads better where it is called
fn check(script: &str, expect: Expect) {
    expect.assert_eq(&shown(&explain(&run(script))));
}

/// What is said at every moment of the commands from a line on, counted from 1.
#[expect(clippy::needless_pass_by_value)] // reads better where it is called
fn check_from(line: u32, script: &str, expect: Expect) {
    expect.assert_eq(&walk(&mut run(script), line - 1));
}

const TWO: &str = "CreateNode 1 1000\nCreateNode 2 500\n";
const THREE: &str = "CreateNode 1 1000\nCreateNode 2 500\nCreateNode 3 300\n";

const README: &str = "\
CreateNode 1 1000
CreateNode 2 500
CreateNode 3 300
Send 1 2 300
Send 2 1 100
CreateNode 4 600
Send 1 3 100
Send 1 2 400
BeginSnapshot 1
Send 4 2 100
Receive 2 1
Send 4 1 700
Receive 3
Send 2 4 50
ReceiveAll
CollectState
PrintSnapshot
KillAll
";

#[test]
fn every_event_of_the_readme_example() {
    expect_file!["./explain/readme.txt"].assert_eq(&walk(&mut run(README), 0));
}

#[test]
fn every_event_has_a_sentence() {
    let history = run(README);
    let mut out = String::new();
    for event in 0..u32::try_from(history.log().events().len()).unwrap() {
        let _ = writeln!(out, "{}", sentence(history.log(), EventIndex::new(event)));
    }
    expect_file!["./explain/sentences.txt"].assert_eq(&out);
    assert_eq!(sentence(history.log(), EventIndex::new(10_000)), "");
}

#[test]
fn plain_text_is_the_runs_without_emphasis() {
    let explanation = explain(&run("CreateNode 1 1000\nCreateNode 2 0\nSend 1 2 1000\n"));
    assert!(explanation.headline.contains(&Run::Strong("1,000".to_owned())));
    assert_eq!(
        explanation.text(),
        "Node 1 sends 1,000 to node 2. Its balance falls from 1,000 to 0. The money is now in flight in channel 1 → 2. \
         Node 2 has it only when it receives it."
    );
}
