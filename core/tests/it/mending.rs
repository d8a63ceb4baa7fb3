//! Suggested edits: each mends what it is offered for.

use expect_test::{Expect, expect};
use shutter_core::history::History;
use shutter_core::script::{Fault, FaultKind, Script, Span, render};

use crate::{laws, show};

/// The text after the first edit that is offered, or why there is none.
fn check(text: &str, expected: &Expect) {
    laws::faults_have_places_and_words(text);
    laws::fixes_mend(text);
    let script = Script::parse(text);
    let faults = show::all_faults(text, &script, &History::of(&script));
    let fix = faults.iter().find_map(|fault| fault.explain(script.line_text(text, fault.span.line)).fix);
    expected.assert_eq(&fix.map_or("no edit".to_owned(), |fix| laws::apply(text, &script, &fix)));
}

#[test]
fn a_call_keeps_its_arguments() {
    check("Receive(1)", &expect!["Receive 1"]);
    check("CollectState(2)", &expect!["CollectState 2"]);
    check("Send(1, 2, 300);", &expect!["Send 1 2 300"]);
}

#[test]
fn only_signs_are_left_out() {
    check("Receive <1> 2", &expect!["Receive 1 2"]);
    check("Receive é 2", &expect!["no edit"]);
    check("Receive é2", &expect!["no edit"]);
}

#[test]
fn a_comment_is_kept_and_never_read() {
    check("Send(1, 2, 300);  # to Bob", &expect!["Send 1 2 300  # to Bob"]);
    check("Receive 1. # 2", &expect!["Receive 1 # 2"]);
    check("CollectState! // 3", &expect!["CollectState // 3"]);
    check("ReceiveAll 5# 6", &expect!["ReceiveAll# 6"]);
}

#[test]
fn a_number_that_is_out_of_range_without_its_commas_is_not_offered() {
    check("CreateNode 4,294,967,295 1", &expect!["CreateNode 4294967295 1"]);
    check("CreateNode 4,294,967,296 1", &expect!["no edit"]);
}

#[test]
fn two_words_are_one_keyword_only_side_by_side() {
    check("Receive All", &expect!["ReceiveAll"]);
    check("Receive  All 1", &expect!["ReceiveAll 1"]);
    check("Receive 1 All", &expect!["no edit"]);
    check("Receive 1 2 All", &expect!["Receive 1 2"]);
}

#[test]
fn collecting_is_offered_where_there_is_something_to_collect() {
    check("CreateNode 1 1\nPrintSnapshot\n", &expect!["no edit"]);
    check(
        "CreateNode 1 1\nBeginSnapshot 1\n  PrintSnapshot\n",
        &expect![[r"
            CreateNode 1 1
            BeginSnapshot 1
            CollectState
              PrintSnapshot
        "]],
    );
    check("CreateNode 1 1\nBeginSnapshot 1\nKillAll\nPrintSnapshot\n", &expect!["no edit"]);
}

#[test]
fn delivering_is_offered_before_an_early_collection() {
    check(
        "CreateNode 1 1\nCreateNode 2 1\nBeginSnapshot 1\nCollectState\n",
        &expect![[r"
            CreateNode 1 1
            CreateNode 2 1
            BeginSnapshot 1
            ReceiveAll
            CollectState
        "]],
    );
}

#[test]
fn a_second_start_is_removed() {
    check(
        "StartMaster\n  StartMaster # again\nKillAll\n",
        &expect![[r"
        StartMaster

        KillAll
    "]],
    );
}

/// An editor may ask about a fault when its line is no longer what it was.
#[test]
fn a_line_that_has_changed_is_no_danger() {
    let script = Script::parse("Receive All\nReceive 1 2 äöü äöü\nfoo bar\nSend 1 2 3 4\nCreateNode 1,0 1");
    let span = Span { line: 0, start: 30, end: 40 };
    let far = [FaultKind::UnknownCommand, script.faults()[1].kind.clone(), script.faults()[0].kind.clone()];
    let far = far.map(|kind| Fault { span, kind });
    for fault in script.faults().iter().chain(&far) {
        for line in ["", "ä", "äöüäöüäöüäöü", "Receive", "\u{feff}🏦🏦🏦🏦 # 🏦", "#", "a b c d e f g h"]
        {
            fault.explain(line);
            render(fault, "name", line);
        }
    }
}

#[test]
fn a_word_that_commands_terminals_is_quoted_without_doing_so() {
    let text = "\u{1b}[2J\u{7f}\u{9b}1m";
    let script = Script::parse(text);
    expect!["there is no command `\u{fffd}[2J\u{fffd}\u{fffd}1m`"].assert_eq(&script.faults()[0].explain(text).message);
    let drawn = render(&script.faults()[0], "name", text);
    assert!(drawn.chars().all(|c| c == '\n' || !c.is_control()), "{drawn:?}");
}
