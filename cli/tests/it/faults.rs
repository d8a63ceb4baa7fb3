//! What is said of scripts with something wrong in them.

use expect_test::expect;

use crate::support::{check, run, run_stdin};

#[test]
fn all_errors_of_a_text_are_found_and_nothing_is_run() {
    check(
        "CreateNode 1 10\nBeginSnapshot 1\nrecieve 1\nReceive All\nSend 1 2\nCreateNode 1 2 3 4\nnonsense\n",
        &expect![[r#"
            [stdout]
            [stderr]
            error: there is no command `recieve`
             --> a.script:3:1
              |
            3 | recieve 1
              | ^^^^^^^ did you mean `Receive`?

            error: `ReceiveAll` is one word
             --> a.script:4:9
              |
            4 | Receive All
              |         ^^^ did you mean `ReceiveAll`?

            error: `Send` expects an amount after the receiver's id
             --> a.script:5:8
              |
            5 | Send 1 2
              |        ^ write it as `Send FROM TO AMOUNT`

            error: `CreateNode` takes 2 fields
             --> a.script:6:16
              |
            6 | CreateNode 1 2 3 4
              |                ^^^ write it as `CreateNode ID AMOUNT`; a comment starts with #

            error: there is no command `nonsense`
             --> a.script:7:1
              |
            7 | nonsense
              | ^^^^^^^^ the commands are StartMaster, CreateNode, Send, Receive, ReceiveAll, BeginSnapshot, CollectState, PrintSnapshot, KillAll

            a.script: not run: 5 errors in the text
            [status] 2
        "#]],
    );
}

#[test]
fn numbers_that_are_none_or_too_large() {
    check(
        "CreateNode 4294967296 1\nCreateNode 1 9007199254740992\nCreateNode -1 1,000\n\
         Send 99999999999999999999999999999999999999 1 0x10\n",
        &expect![[r#"
            [stdout]
            [stderr]
            error: `4294967296` is too large for a node id
             --> a.script:1:12
              |
            1 | CreateNode 4294967296 1
              |            ^^^^^^^^^^ the largest is 4,294,967,295

            error: `9007199254740992` is too large for an amount
             --> a.script:2:14
              |
            2 | CreateNode 1 9007199254740992
              |              ^^^^^^^^^^^^^^^^ the largest is 9,007,199,254,740,991

            error: a node id cannot be negative
             --> a.script:3:12
              |
            3 | CreateNode -1 1,000
              |            ^^ expects a whole number from 0 to 4,294,967,295

            error: `1,000` is not an amount
             --> a.script:3:15
              |
            3 | CreateNode -1 1,000
              |               ^^^^^ expects a whole number from 0 to 9,007,199,254,740,991

            error: `99999999999999999999999999999999999999` is too large for the sender's id
             --> a.script:4:6
              |
            4 | Send 99999999999999999999999999999999999999 1 0x10
              |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the largest is 4,294,967,295

            error: `0x10` is not an amount
             --> a.script:4:47
              |
            4 | Send 99999999999999999999999999999999999999 1 0x10
              |                                               ^^^^ expects a whole number from 0 to 9,007,199,254,740,991

            a.script: not run: 6 errors in the text
            [status] 2
        "#]],
    );
}

#[test]
fn the_run_stops_at_its_first_error() {
    check(
        "CreateNode 1 10\nBeginSnapshot 1\nCreateNode 1 5\nBeginSnapshot 1\n",
        &expect![[r#"
            [stdout]
            Started by Node 1
            [stderr]
            error: node 1 exists already
             --> a.script:3:12
              |
            3 | CreateNode 1 5
              |            ^ give the new node an id of its own
              = line 1: created here

            a.script: stopped at line 3
            [status] 3
        "#]],
    );
}

#[test]
fn a_command_after_kill_all() {
    check(
        "CreateNode 1 10\nCreateNode 2 0\nSend 1 2 11\nKillAll\nSend 1 2 3\n",
        &expect![[r#"
            [stdout]
            ERR_SEND
            [stderr]
            error: there is no node 1 here
             --> a.script:5:6
              |
            5 | Send 1 2 3
              |      ^ create it first: `CreateNode 1 AMOUNT`
              = line 4: KillAll ended every node and snapshot here

            a.script: stopped at line 5
            [status] 3
        "#]],
    );
}

#[test]
fn warnings_do_not_change_the_status() {
    check(
        "CreateNode 1 10\nCreateNode 2 10\nReceive 1 2\nBeginSnapshot 2\nCollectState\n",
        &expect![[r#"
            [stdout]
            Started by Node 2
            2 SnapshotToken -1
            [stderr]
            warning: snapshot 1 is not complete: channel 1 -> 2 is still being recorded
             --> a.script:5:1
              |
            5 | CollectState
              | ^^^^^^^^^^^^ deliver the markers first, with Receive or ReceiveAll
            [status] 0
        "#]],
    );
}

#[test]
fn what_was_printed_before_an_error_stays_on_standard_input_too() {
    for (script, status) in [
        ("CreateNode 1 10\nBeginSnapshot 1\nBeginSnapshot 2\nBeginSnapshot 1\n", 3),
        ("CreateNode 1 10\nBeginSnapshot 1\nBeginSnapshot\nBeginSnapshot 1\n", 2),
    ] {
        let finished = run_stdin(script);
        assert_eq!((finished.stdout.as_str(), finished.status), ("Started by Node 1\n", status));
        assert!(finished.stderr.contains(" --> <stdin>:3:"), "{}", finished.stderr);
        assert!(finished.stderr.ends_with("<stdin>: stopped at line 3\n"), "{}", finished.stderr);
    }
}

#[test]
fn a_wait_that_is_open_when_an_error_stops_the_run_is_no_warning() {
    let script = "CreateNode 1 10\nCreateNode 2 10\nReceive 1\nSend 1 1 1\nSend 2 1 1\n";
    for finished in [run(script), run_stdin(script)] {
        assert!(!finished.stderr.contains("warning"), "{}", finished.stderr);
        assert_eq!(finished.status, 3);
    }
}

#[test]
fn a_wait_that_kill_all_ended_is_a_warning_even_then() {
    let script = "CreateNode 1 10\nReceive 1\nKillAll\nSend 1 1 1\n";
    for finished in [run(script), run_stdin(script)] {
        assert!(finished.stderr.contains("warning: node 1 waits here"), "{}", finished.stderr);
        assert_eq!(finished.status, 3);
    }
}

#[test]
fn both_ways_of_running_say_the_same() {
    let scripts = [
        "CreateNode 1 10\nCreateNode 2 10\nReceive 1 2\nBeginSnapshot 2\nCollectState\nPrintSnapshot\n",
        "CreateNode 1 10\nPrintSnapshot\n",
        "CreateNode 1 10\nBeginSnapshot 1\nCollectState 2\n",
        "CreateNode 1 9007199254740991\nCreateNode 2 1\n",
        "StartMaster\nStartMaster\n",
    ];
    for script in scripts {
        let (file, stdin) = (run(script), run_stdin(script));
        assert_eq!(file.stdout, stdin.stdout);
        assert_eq!(file.stderr.replace("a.script", "<stdin>"), stdin.stderr);
        assert_eq!(file.status, stdin.status);
    }
}
