//! How texts may be written, and what is no text.

use expect_test::expect;

use crate::support::{Scratch, check, check_prints, run, run_stdin};
use crate::transcript::{README_SCRIPT, README_TRANSCRIPT};

#[test]
fn line_ends_of_all_systems() {
    check_prints(README_SCRIPT.replace('\n', "\r\n"), README_TRANSCRIPT);
    check_prints(README_SCRIPT.replace('\n', "\r"), README_TRANSCRIPT);
}

#[test]
fn byte_order_mark() {
    check_prints(format!("\u{feff}{README_SCRIPT}"), README_TRANSCRIPT);
    check_prints(format!("\u{feff}\r\n{README_SCRIPT}"), README_TRANSCRIPT);
}

#[test]
fn no_line_end_at_the_end() {
    check_prints(README_SCRIPT.trim_end(), README_TRANSCRIPT);
}

#[test]
fn tabs_blanks_and_comments() {
    let script = README_SCRIPT.replace(' ', "\t  ").replace('\n', " \t# a comment // with another in it\n\n");
    check_prints(script, README_TRANSCRIPT);
}

#[test]
fn lines_and_columns_are_right_after_a_byte_order_mark_crlf_and_tabs() {
    check(
        "\u{feff}CreateNode\t1 1\r\n\t# zwölf\r\n\tSend\t1 zwölf 3\r\n",
        &expect![[r"
            [stdout]
            [stderr]
            error: `zwölf` is not the receiver's id
             --> a.script:3:9
              |
            3 |  Send 1 zwölf 3
              |         ^^^^^ expects a whole number from 0 to 4,294,967,295

            a.script: not run: 1 error in the text
            [status] 2
        "]],
    );
}

#[test]
fn bytes_that_are_no_text() {
    check(
        b"CreateNode 1 1\r\n# caf\xe9\n",
        &expect![[r"
            [stdout]
            [stderr]
            error: `a.script` is not a text file: line 2, byte 22 of the file, is not UTF-8 text
              = a script is plain text: save it as UTF-8
            [status] 2
        "]],
    );
}

#[test]
fn utf16_as_some_editors_save_it() {
    let utf16: Vec<u8> = "\u{feff}CreateNode 1 1\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(
        &utf16,
        &expect![[r"
            [stdout]
            [stderr]
            error: `a.script` is not a text file: line 1, byte 1 of the file, is not UTF-8 text
              = it looks like UTF-16: save it as UTF-8
            [status] 2
        "]],
    );
    let without_mark = run(&utf16[2..]);
    assert!(without_mark.stderr.contains("byte 2 of the file"), "{}", without_mark.stderr);
    assert!(without_mark.stderr.contains("UTF-16"), "{}", without_mark.stderr);
}

#[test]
fn a_binary_file() {
    let finished = run(b"\x7fELF\x02\x01\x01\0\0\0");
    assert!(finished.stderr.contains("line 1, byte 8 of the file"), "{}", finished.stderr);
    assert!(!finished.stderr.contains("UTF-16"), "{}", finished.stderr);
    assert_eq!(finished.status, 2);
}

#[test]
fn text_that_ends_within_a_character() {
    let finished = run(b"# 1 \xe2\x82");
    assert!(finished.stderr.contains("line 1, byte 5 of the file"), "{}", finished.stderr);
    assert_eq!(finished.status, 2);
}

#[test]
fn of_standard_input_what_comes_before_bytes_that_are_no_text_is_run() {
    let script = b"CreateNode 1 1\nBeginSnapshot 1\n\xff\xff\nBeginSnapshot 1\n";
    expect![[r"
        [stdout]
        Started by Node 1
        [stderr]
        error: `<stdin>` is not a text file: line 3, byte 32 of the file, is not UTF-8 text
          = a script is plain text: save it as UTF-8
        [status] 2
    "]]
    .assert_eq(&run_stdin(script).to_string());
}

#[test]
fn html_is_no_script_and_is_shown_as_it_is() {
    check(
        "<script>alert(\"1\")</script>\nCreateNode <b>1</b> &amp;\n",
        &expect![[r#"
            [stdout]
            [stderr]
            error: there is no command `<script>alert("1")</script>`
             --> a.script:1:1
              |
            1 | <script>alert("1")</script>
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the commands are StartMaster, CreateNode, Send, Receive, ReceiveAll, BeginSnapshot, CollectState, PrintSnapshot, KillAll

            error: `<b>1</b>` is not a node id
             --> a.script:2:12
              |
            2 | CreateNode <b>1</b> &amp;
              |            ^^^^^^^^ expects a whole number from 0 to 4,294,967,295

            error: `&amp;` is not an amount
             --> a.script:2:21
              |
            2 | CreateNode <b>1</b> &amp;
              |                     ^^^^^ expects a whole number from 0 to 9,007,199,254,740,991

            a.script: not run: 3 errors in the text
            [status] 2
        "#]],
    );
}

#[test]
fn what_a_script_holds_cannot_command_the_terminal() {
    let scratch = Scratch::new().with("\u{1b}[1m.script", "\u{1b}]0;title\u{7}\u{1b}[31m 1\nSend \u{1b}[2J 2 3\n");
    let finished = scratch.shutter(&["run", "\u{1b}[1m.script"]);
    assert!(!finished.stderr.contains(|c: char| c.is_control() && c != '\n'), "{}", finished.stderr);
    assert_eq!(finished.status, 2);
}
