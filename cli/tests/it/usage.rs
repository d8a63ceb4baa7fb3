//! How the program is called, and what it says when it is called wrongly.

use std::fs;
use std::process::Stdio;

use expect_test::expect;

use crate::support::{Finished, Scratch, mesh};

fn wrong(arguments: &[&str]) -> String {
    let finished = Scratch::new().shutter(arguments);
    assert_eq!((finished.stdout.as_str(), finished.status), ("", 64), "{arguments:?}");
    let (first, rest) = finished.stderr.split_once('\n').unwrap();
    assert_eq!(rest, "`shutter --help` says how it is used\n");
    first.to_owned()
}

#[test]
fn wrong_usage() {
    let calls: [&[&str]; 31] = [
        &[],
        &["walk"],
        &["a.script"],
        &["run"],
        &["run", "a", "b"],
        &["check"],
        &["check", "-", "-"],
        &["run", "--jsno", "a"],
        &["run", "-j", "a"],
        &["run", "--json=yes", "a"],
        &["\u{1b}[31m\n"],
        &["svg"],
        &["svg", "a", "b"],
        &["svg", "a", "--at"],
        &["svg", "a", "--at", "-1"],
        &["svg", "a", "--view", "map"],
        &["svg", "a", "--json"],
        &["run", "a", "--at", "3"],
        &["check", "a", "-o", "b"],
        &["export", "a"],
        &["export", "--format", "svg"],
        &["export", "--format", "png", "a"],
        &["export", "--format", "json", "a", "--at", "1"],
        &["export", "--format", "json", "a", "--view", "network"],
        &["svg", "a", "--format", "json"],
        &["random", "a"],
        &["random", "--json"],
        &["run", "a", "--seed", "1"],
        &["random", "--nodes", "many"],
        &["random", "--seed", "-1"],
        &["random", "--nodes", "1"],
    ];
    let said: Vec<_> = calls.iter().map(|arguments| wrong(arguments)).collect();
    expect![[r#"
        error: say what to do: `run`, `check`, `svg`, `export` or `random`
        error: the first word is `run`, `check`, `svg`, `export` or `random`, not `walk`
        error: the first word is `run`, `check`, `svg`, `export` or `random`, not `a.script`
        error: `run` needs a FILE; `-` is standard input
        error: `run` takes one FILE
        error: `check` needs a FILE, or more than one
        error: standard input (`-`) can be read only once
        error: invalid option '--jsno'
        error: invalid option '-j'
        error: unexpected argument for option '--json': "yes"
        error: the first word is `run`, `check`, `svg`, `export` or `random`, not `�[31m�`
        error: `svg` needs a FILE; `-` is standard input
        error: `svg` takes one FILE
        error: missing argument for option '--at'
        error: `--at` takes a number of events, not `-1`
        error: `--view` is `network` or `space-time`, not `map`
        error: `--json` goes with `run` and `check`
        error: `--at` goes with `svg` and `export`
        error: `-o` goes with `svg`, `export` and `random`
        error: `export` needs a `--format`: `svg`, `tikz`, `tikz-picture`, `json`, `shiviz` or `mermaid`
        error: `export` needs a FILE; `-` is standard input
        error: `--format` is `svg`, `tikz`, `tikz-picture`, `json`, `shiviz` or `mermaid`, not `png`
        error: `--at` does not go with `json`, which has the whole run
        error: `--view` goes with pictures: `svg`, `tikz` and `tikz-picture`
        error: `--format` goes with `export`
        error: `random` takes no FILE
        error: `--json` goes with `run` and `check`
        error: `--seed` goes with `random`
        error: `--nodes` takes a number, not `many`
        error: `--seed` takes a number, not `-1`
        error: a workload needs at least 2 nodes
    "#]]
    .assert_eq(&(said.join("\n") + "\n"));
}

#[test]
fn help_and_version_go_to_standard_output() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["run", "--help"],
        &["check", "a", "-h"],
        &["svg", "-h"],
        &["export", "-h"],
        &["random", "-h"],
    ] {
        let finished = Scratch::new().shutter(arguments);
        assert_eq!((finished.stderr.as_str(), finished.status), ("", 0));
        for word in [
            "shutter run [--json] FILE",
            "shutter check",
            "shutter svg",
            "shutter export --format FORMAT",
            "shutter random",
            "--view",
            "--json",
            "\n   2  ",
            "\n   3  ",
            "\n  64  ",
        ] {
            assert!(finished.stdout.contains(word), "{word}");
        }
        assert!(finished.stdout.lines().all(|line| line.len() <= 110));
    }
    for option in ["--version", "-V"] {
        let finished = Scratch::new().shutter(&[option]);
        assert_eq!(finished.stdout, concat!("shutter ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}

#[test]
fn files_that_cannot_be_read() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path().join("folder")).unwrap();
    let say = |file: &str| {
        let finished = scratch.shutter(&["run", file]);
        assert_eq!((finished.stdout.as_str(), finished.status), ("", 66));
        finished.stderr
    };
    assert_eq!(say("nowhere.script"), "error: there is no file `nowhere.script`\n");
    assert_eq!(say("folder"), "error: `folder` is a directory, not a script\n");
}

#[test]
fn a_file_whose_name_looks_like_an_option() {
    let scratch = Scratch::new().with("--json", "CreateNode 1 1\nBeginSnapshot 1\n");
    assert_eq!(scratch.shutter(&["run", "--", "--json"]).stdout, "Started by Node 1\n");
}

#[test]
fn output_that_cannot_be_written() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
    for arguments in [&["run", "mesh"][..], &["run", "-"], &["run", "--json", "mesh"], &["svg", "mesh"], &["--help"]] {
        let scratch = Scratch::new().with("mesh", mesh(3));
        let stdin = fs::File::open(scratch.path().join("mesh")).unwrap();
        let stdout = Stdio::from(full.try_clone().unwrap());
        let child = scratch.command(arguments).stdin(stdin).stdout(stdout).spawn().unwrap();
        let finished = Finished::of(child);
        assert!(finished.stderr.starts_with("error: the output cannot be written: "), "{}", finished.stderr);
        assert_eq!(finished.status, 74);
    }
}
