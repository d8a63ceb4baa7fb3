//! The benchmarks.

use std::hint::black_box;

use shutter_core::history::History;
use shutter_core::script::Script;

use crate::harness::now;
use crate::workload::{mesh, seeks, traffic};

/// Something to measure.
pub(crate) struct Bench {
    /// What it is called.
    pub(crate) name: &'static str,
    /// How it is measured.
    pub(crate) kind: Kind,
}

/// How something is measured.
pub(crate) enum Kind {
    /// Sets up what one iteration works on, which is not measured, and returns the iteration, which is.
    Time(fn() -> Box<dyn FnMut()>),
    /// Measures by itself: names and milliseconds.
    Readings(fn() -> Vec<(&'static str, f64)>),
}

const COMMANDS: usize = 1_000_000;

/// All of them.
pub(crate) const ALL: &[Bench] = &[
    Bench { name: "parse/1,000,000 commands", kind: Kind::Time(parse) },
    Bench { name: "parse and run/1,000,000 commands over 10 nodes", kind: Kind::Time(parse_and_run) },
    Bench { name: "snapshot/mesh of 400 nodes", kind: Kind::Time(|| snapshot(400)) },
    Bench { name: "snapshot/mesh of 1,000 nodes", kind: Kind::Time(|| snapshot(1000)) },
    Bench { name: "memory/one snapshot on a mesh of 400 nodes", kind: Kind::Readings(|| once(400)) },
    Bench { name: "memory/one snapshot on a mesh of 1,000 nodes", kind: Kind::Readings(|| once(1000)) },
    Bench { name: "seek/1,000,000 commands over 10 nodes", kind: Kind::Readings(seek) },
];

fn parse() -> Box<dyn FnMut()> {
    let text = traffic(10, COMMANDS);
    Box::new(move || drop(Script::parse(black_box(&text))))
}

fn parse_and_run() -> Box<dyn FnMut()> {
    let text = traffic(10, COMMANDS);
    Box::new(move || drop(History::of(&Script::parse(black_box(&text)))))
}

fn snapshot(nodes: u64) -> Box<dyn FnMut()> {
    let script = Script::parse(&mesh(nodes));
    Box::new(move || drop(History::of(black_box(&script))))
}

/// One run alone, for what it takes of the memory of a page.
fn once(nodes: u64) -> Vec<(&'static str, f64)> {
    let script = Script::parse(&mesh(nodes));
    let start = now();
    let history = History::of(&script);
    let time = now() - start;
    drop(black_box(history));
    vec![("until complete", time)]
}

fn seek() -> Vec<(&'static str, f64)> {
    let mut history = History::of(&Script::parse(&traffic(10, COMMANDS)));
    let [median, late, longest] = seeks(&mut history, now);
    vec![("median", median), ("p99", late), ("longest", longest)]
}
