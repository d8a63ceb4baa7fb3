//! `shutter check`

use expect_test::expect;

use crate::support::{Scratch, mesh};
use crate::transcript::README_SCRIPT;

fn scratch() -> Scratch {
    Scratch::new()
        .with("good", README_SCRIPT)
        .with("warns", "CreateNode 1 1\nReceive 1\n")
        .with("stops", "CreateNode 1 1\nBeginSnapshot 1\nSend 1 2 1\n")
        .with("wrong", "CreateNode 1\n")
        .with("mesh", mesh(10))
}

#[test]
fn the_worst_file_makes_the_status() {
    let scratch = scratch();
    let status = |files: &[&str]| scratch.shutter(&[&["check"], files].concat()).status;
    assert_eq!(status(&["good", "mesh", "good"]), 0);
    assert_eq!(status(&["warns"]), 0);
    assert_eq!(status(&["wrong", "warns"]), 2);
    assert_eq!(status(&["good", "stops", "wrong"]), 3);
    assert_eq!(status(&["stops", "nowhere", "wrong"]), 66);
}

#[test]
fn faults_of_all_files_are_shown_and_nothing_is_printed() {
    let finished = scratch().shutter(&["check", "good", "warns", "nowhere", "wrong", "stops"]);
    expect![[r#"
        [stdout]
        [stderr]
        warning: node 1 waits here for a message that never comes
         --> warns:2:1
          |
        2 | Receive 1
          | ^^^^^^^ there was nothing for it to take, then or later

        error: there is no file `nowhere`

        error: `CreateNode` expects an amount after the node id
         --> wrong:1:12
          |
        1 | CreateNode 1
          |            ^ write it as `CreateNode ID AMOUNT`

        wrong: not run: 1 error in the text

        error: there is no node 2 here
         --> stops:3:8
          |
        3 | Send 1 2 1
          |        ^ create it first: `CreateNode 2 AMOUNT`

        stops: stopped at line 3
        [status] 66
    "#]]
    .assert_eq(&finished.to_string());
}

#[test]
fn standard_input_is_read_to_its_end() {
    let finished = scratch().shutter_with_input(&["check", "good", "-"], b"nonsense\nBeginSnapshot\n");
    assert_eq!(finished.stderr.matches("error: ").count(), 2);
    assert!(finished.stderr.ends_with("<stdin>: not run: 2 errors in the text\n"));
    assert_eq!(finished.status, 2);
}

#[test]
fn it_says_what_run_says() {
    let scratch = scratch();
    for file in ["good", "warns", "stops", "wrong", "nowhere"] {
        let (run, check) = (scratch.shutter(&["run", file]), scratch.shutter(&["check", file]));
        assert_eq!((run.stderr, run.status), (check.stderr, check.status));
        assert_eq!(check.stdout, "");
    }
}
