//! Faults as they are drawn under their lines.

use expect_test::{Expect, expect};
use shutter_core::history::History;
use shutter_core::script::{Column, Script, Span, field_span, find_char_column, render};

use crate::show;

/// All faults of a text, drawn.
fn check(text: &str, expected: &Expect) {
    let script = Script::parse(text);
    let faults = show::all_faults(text, &script, &History::of(&script));
    let drawn = faults.iter().map(|fault| render(fault, "bank.script", script.line_text(text, fault.span.line)));
    expected.assert_eq(&drawn.collect::<String>());
}

#[test]
fn a_fault_is_drawn_under_its_place() {
    check(
        "CreateNode 1 10\n\nrecieve 1 2\n  Send 1  x 5 # comment\nCreateNode 1\n",
        &expect![[r"
            error: there is no command `recieve`
             --> bank.script:3:1
              |
            3 | recieve 1 2
              | ^^^^^^^ did you mean `Receive`?
            error: `x` is not the receiver's id
             --> bank.script:4:11
              |
            4 |   Send 1  x 5 # comment
              |           ^ expects a whole number from 0 to 4,294,967,295
            error: `CreateNode` expects an amount after the node id
             --> bank.script:5:12
              |
            5 | CreateNode 1
              |            ^ write it as `CreateNode ID AMOUNT`
        "]],
    );
}

#[test]
fn a_related_line_is_named_and_a_warning_is_called_one() {
    check(
        "CreateNode 1 10\nCreateNode 1 10\nCreateNode 2 10\nReceive 2\nBeginSnapshot 1\nCollectState\n",
        &expect![[r"
            error: node 1 exists already
             --> bank.script:2:12
              |
            2 | CreateNode 1 10
              |            ^ give the new node an id of its own
              = line 1: created here
            warning: snapshot 1 is not complete: channel 2 -> 1 is still being recorded
             --> bank.script:6:1
              |
            6 | CollectState
              | ^^^^^^^^^^^^ deliver the markers first, with Receive or ReceiveAll
        "]],
    );
}

#[test]
fn the_gutter_is_as_wide_as_the_number_of_the_line() {
    check(
        &("#\n".repeat(9_999) + "KillAll now"),
        &expect![[r"
            error: `KillAll` takes nothing after it
                 --> bank.script:10000:9
                  |
            10000 | KillAll now
                  |         ^^^ write it as `KillAll`; a comment starts with #
        "]],
    );
}

#[test]
fn columns_count_characters_and_a_tab_is_one() {
    check(
        "\tReceive\tä€🏦 1\n",
        &expect![[r"
            error: `ä€🏦` is not the receiver's id
             --> bank.script:1:10
              |
            1 |  Receive ä€🏦 1
              |          ^^^ expects a whole number from 0 to 4,294,967,295
        "]],
    );
}

#[test]
fn a_fault_without_help_ends_at_its_carets() {
    let text = "CreateNode 1 1\nCreateNode 2 1\n";
    let script = Script::parse(text);
    let limits = shutter_core::limits::Limits { nodes: 1, ..Default::default() };
    let mut history = History::new(&shutter_core::snapshot::ChandyLamport, limits);
    for &command in script.commands() {
        let _ = history.execute(command);
    }
    let [fault] = &show::all_faults(text, &script, &history)[..] else { panic!("one fault") };
    expect![[r"
        error: the limit is 1 nodes in a bank
         --> name:2:1
          |
        2 | CreateNode 2 1
          | ^^^^^^^^^^
    "]]
    .assert_eq(&render(fault, "name", "CreateNode 2 1"));
}

#[test]
fn of_a_long_line_the_part_around_the_fault_is_shown() {
    check(
        &format!("Send 1 2 3 {}\n", "4 ".repeat(60)),
        &expect![[r"
            error: `Send` takes 3 fields
             --> bank.script:1:12
              |
            1 | Send 1 2 3 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4…
              |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write it as `Send FROM TO AMOUNT`; a comment starts with #
        "]],
    );
    check(
        &format!("{}Receive x 1 # {}\n", " ".repeat(120), "a ".repeat(60)),
        &expect![[r"
            error: `x` is not the receiver's id
             --> bank.script:1:129
              |
            1 | …                 Receive x 1 # a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a…
              |                           ^ expects a whole number from 0 to 4,294,967,295
        "]],
    );
    check(
        &format!("{}Receive {}", " ".repeat(95), "x".repeat(10)),
        &expect![[r"
            error: `xxxxxxxxxx` is not the receiver's id
             --> bank.script:1:104
              |
            1 | …                 Receive xxxxxxxxxx
              |                           ^^^^^^^^^^ expects a whole number from 0 to 4,294,967,295
        "]],
    );
}

#[test]
fn carets_never_go_beyond_what_is_shown() {
    for first in [0, 1, 50, 90, 91, 92, 93, 99, 100, 101, 130, 200, 250] {
        for width in [1, 2, 9, 60, 98, 99, 100, 101, 150, 400] {
            let text = format!("{}{}{}", "\t".repeat(first), "y".repeat(width), " ".repeat(30));
            let script = Script::parse(&text);
            let drawn = render(&script.faults()[0], "n", &text);
            let lines: Vec<_> = drawn.lines().collect();
            let (source, carets) = (lines[3].chars().count(), lines[4].trim_start_matches([' ', '|']));
            let marked = carets.chars().take_while(|&c| c == '^').count();
            let start = lines[4].find('^').unwrap();
            assert!(start + marked <= source && source <= 4 + 102, "{first} {width}\n{drawn}");
            let shown: String = lines[3].chars().skip(start).take(marked).collect();
            assert!(shown.chars().all(|c| c == 'y') && marked == width.min(marked), "{first} {width}\n{drawn}");
            assert!(marked == width || lines[3].ends_with('…'), "{first} {width}\n{drawn}");
        }
    }
}

#[test]
fn a_column_counts_characters_and_utf16_units() {
    let line = "aä€🏦b";
    let columns = (0..=line.len() + 1).map(|byte| find_char_column(line, byte));
    let columns: Vec<_> = columns.map(|Column { chars, utf16 }| (chars, utf16)).collect();
    let expected =
        [(0, 0), (1, 1), (1, 1), (2, 2), (2, 2), (2, 2), (3, 3), (3, 3), (3, 3), (3, 3), (4, 5), (5, 6), (5, 6)];
    assert_eq!(columns, expected);
}

#[test]
fn a_field_is_found_by_its_number() {
    let place = |line: &str, field| {
        let Span { line: number, start, end } = field_span(line, 7, field);
        assert_eq!(number, 7);
        line[start as usize..end as usize].to_owned()
    };
    let line = " Send\t1  22 333//4";
    assert_eq!([0, 1, 2, 3, 4, 99].map(|field| place(line, field)), ["Send", "1", "22", "333", "333", "333"]);
    assert_eq!(place("  # only a comment", 0), "  # only a comment");
    assert_eq!(place("", 1), "");
}
