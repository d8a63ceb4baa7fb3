//! Much of something.

use std::fs::File;
use std::io::{BufRead, BufReader};

use crate::support::{Finished, Scratch, check_prints, mesh, run, run_stdin};

const TEN_MEGABYTES: usize = 10_000_000;

#[test]
fn ten_megabytes_of_commands() {
    let pair = "Send 1 2 7\nSend 2 1 7\n# and back again\nReceiveAll\n";
    let script = "CreateNode 1 10\nCreateNode 2 10\n".to_owned() + &pair.repeat(TEN_MEGABYTES / pair.len());
    check_prints(script + "Send 1 2 11\n", "ERR_SEND\n");
}

#[test]
fn ten_megabytes_of_random_bytes() {
    // The multiplier of Knuth's MMIX generator; the upper bits are random enough.
    let step = |state: &mut u64| {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        Some((*state >> 56) as u8)
    };
    let mut state = 42;
    let bytes: Vec<u8> = std::iter::from_fn(|| step(&mut state)).take(TEN_MEGABYTES).collect();
    for finished in [run(&bytes), run_stdin(&bytes)] {
        assert!(finished.stderr.contains("is not a text file"), "{}", finished.stderr);
        assert_eq!((finished.stdout.as_str(), finished.status), ("", 2));
    }
}

#[test]
fn ten_megabytes_on_one_line() {
    let line = "garbage é <b> ".repeat(TEN_MEGABYTES / 16);
    for finished in [run(&line), run_stdin(&line)] {
        assert!(finished.stderr.starts_with("error: there is no command `garbage`"));
        assert!(finished.stderr.len() < 2000, "a long line is not shown as a whole");
        assert_eq!((finished.stdout.as_str(), finished.status), ("", 2));
    }
}

#[test]
fn every_error_of_a_hopeless_text_is_shown() {
    let finished = run("nonsense\n".repeat(10_000));
    assert_eq!(finished.stderr.matches("there is no command `nonsense`").count(), 10_000);
    assert!(finished.stderr.ends_with("a.script: not run: 10000 errors in the text\n"));
}

#[test]
fn a_text_over_the_limit() {
    let scratch = Scratch::new();
    File::create(scratch.path().join("long.script")).unwrap().set_len((64 << 20) + 1).unwrap();
    let finished = scratch.shutter(&["run", "long.script"]);
    assert!(
        finished.stderr.contains("`long.script` is longer than the limit of 67108864 bytes"),
        "{}",
        finished.stderr
    );
    assert_eq!((finished.stdout.as_str(), finished.status), ("", 2));
}

#[test]
fn of_standard_input_what_comes_within_the_limit_is_run() {
    let comment = format!("#{}\n", " ".repeat((1 << 20) - 2));
    let script = "CreateNode 1 1\nBeginSnapshot 1\n".to_owned() + &comment.repeat(64);
    let finished = run_stdin(script);
    assert!(finished.stderr.contains("`<stdin>` is longer than the limit"), "{}", finished.stderr);
    assert_eq!((finished.stdout.as_str(), finished.status), ("Started by Node 1\n", 2));
}

#[test]
fn a_report_of_many_nodes() {
    let nodes = 150;
    let printed = run(mesh(nodes)).stdout;
    assert_eq!(printed.lines().count(), 1 + 2 + nodes * nodes);
    assert!(printed.ends_with("channel (150 -> 149) = 0\n"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for arguments in [&["run", "mesh"][..], &["run", "--json", "mesh"], &["check", "--json", "mesh"]] {
        let scratch = Scratch::new().with("mesh", mesh(150));
        let mut child = scratch.command(arguments).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(["Started by Node 1\n", "{\n"].contains(&first.as_str()));
        let finished = Finished::of(child);
        assert_eq!((finished.stderr.as_str(), finished.status), ("", 0));
    }
}

#[test]
fn a_reader_that_went_away_does_not_hide_an_error() {
    let scratch = Scratch::new().with("mesh", mesh(150) + "Send 1 151 1\n");
    let mut child = scratch.command(&["run", "mesh"]).spawn().unwrap();
    drop(child.stdout.take());
    let finished = Finished::of(child);
    assert!(finished.stderr.starts_with("error: there is no node 151 here\n"), "{}", finished.stderr);
    assert_eq!(finished.status, 3);
}
