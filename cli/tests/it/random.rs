//! `shutter random`

use std::fs;

use expect_test::expect;

use crate::support::Scratch;

#[test]
fn a_script_goes_to_standard_output_and_runs() {
    let finished = Scratch::new().shutter(&["random"]);
    assert_eq!((finished.stderr.as_str(), finished.status), ("", 0));
    let named =
        Scratch::new().shutter(&["random", "--seed=1", "--nodes", "4", "--snapshots", "2", "--commands", "40"]).stdout;
    assert_eq!(finished.stdout, named);
    let ran = Scratch::new().with("a.script", &finished.stdout).shutter(&["run", "a.script"]);
    assert_eq!((ran.stderr.as_str(), ran.status), ("", 0));
    assert_eq!(ran.stdout.matches("---Node states").count(), 2);
}

#[test]
fn the_comment_says_how_to_make_it_again() {
    let script = Scratch::new().shutter(&["random", "--nodes", "3", "--seed", "18446744073709551615"]).stdout;
    let (_, command) = script.lines().take(2).last().unwrap().split_once("# shutter ").unwrap();
    let again = Scratch::new().shutter(&command.split(' ').collect::<Vec<_>>()).stdout;
    assert_eq!(script, again);
}

#[test]
fn a_file_is_written() {
    let scratch = Scratch::new();
    let finished = scratch.shutter(&["random", "-o", "a.script"]);
    assert_eq!((finished.stdout.as_str(), finished.stderr.as_str(), finished.status), ("", "", 0));
    let written = fs::read_to_string(scratch.path().join("a.script")).unwrap();
    assert_eq!(written, scratch.shutter(&["random"]).stdout);
}

#[test]
fn what_cannot_be_is_refused() {
    let finished = Scratch::new().shutter(&["random", "--snapshots", "41", "-o", "a.script"]);
    expect![[r#"
        [stdout]
        [stderr]
        error: 40 commands cannot begin more than 40 snapshots
        `shutter --help` says how it is used
        [status] 64
    "#]]
    .assert_eq(&finished.to_string());
}
