//! Scripts to measure with: made from a seed, so that native and browser benchmarks run the same.

#![allow(dead_code, unreachable_pub, clippy::cast_possible_truncation)] // each benchmark program uses a part of it

use std::fmt::Write as _;

use shutter_core::history::History;
use shutter_core::workload::Numbers;

/// A bank of `nodes` nodes and about `commands` commands: sends and receives in equal parts, and a snapshot now and then.
pub fn traffic(nodes: u64, commands: usize) -> String {
    let mut numbers = Numbers::new(42);
    let mut text = String::with_capacity(commands * 13);
    for node in 1..=nodes {
        let _ = writeln!(text, "CreateNode {node} 1000000");
    }
    for command in nodes as usize..commands {
        let from = 1 + numbers.below(nodes);
        let to = 1 + (from + numbers.below(nodes - 1)) % nodes;
        let _ = match command % 2 {
            _ if command % 100_000 == 99_999 => writeln!(text, "BeginSnapshot {from}"),
            0 => writeln!(text, "Send {from} {to} {}", numbers.below(1000)),
            _ => writeln!(text, "Receive {to}"),
        };
    }
    text
}

/// One snapshot on a full mesh of `nodes` nodes, delivered to the end: n·(n-1) markers.
pub fn mesh(nodes: u64) -> String {
    let mut text = String::new();
    for node in 1..=nodes {
        let _ = writeln!(text, "CreateNode {node} 1000");
    }
    text.push_str("BeginSnapshot 1\nReceiveAll\n");
    text
}

/// How long seeks to random places of a run take, in milliseconds: the median, the 99th percentile, the longest. The
/// clock gives milliseconds.
pub fn seeks(history: &mut History, clock: impl Fn() -> f64) -> [f64; 3] {
    const SEEKS: usize = 500;
    let mut numbers = Numbers::new(7);
    let events = history.end().events as u64;
    let mut times: Vec<f64> = (0..SEEKS)
        .map(|_| {
            let moment = history.moment_of_event(numbers.below(events) as usize);
            let start = clock();
            history.seek(moment);
            clock() - start
        })
        .collect();
    times.sort_by(f64::total_cmp);
    [times[SEEKS / 2], times[SEEKS * 99 / 100], times[SEEKS - 1]]
}
