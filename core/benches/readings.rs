//! What a stopwatch around a function does not tell: percentiles, and bytes.

mod workload;

use std::time::Instant;

use shutter_core::history::History;
use shutter_core::script::Script;

fn main() {
    let history = History::of(&Script::parse(&workload::traffic(10, 1_000_000)));
    run("1,000,000 commands over 10 nodes", history);
    let history = History::of(&Script::parse(&workload::mesh(1000)));
    run("one snapshot on a mesh of 1,000 nodes", history);
}

#[allow(clippy::cast_precision_loss)]
fn run(name: &str, mut history: History) {
    let start = Instant::now();
    let [median, late, longest] = workload::seeks(&mut history, || start.elapsed().as_secs_f64() * 1e3);
    let events = history.end().events;
    let bytes = history.memory() as f64 / events as f64;
    println!("{name}: {events} events, {bytes:.1} bytes of history per event");
    println!("  seek to a random event: median {median:.2} ms, p99 {late:.2} ms, longest {longest:.2} ms");
}
