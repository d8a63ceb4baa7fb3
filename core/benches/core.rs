//! How long things take: `cargo xtask bench`.

mod workload;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use shutter_core::history::History;
use shutter_core::script::Script;

const COMMANDS: usize = 1_000_000;

fn main() {
    divan::main();
}

/// Reading a script of a million commands.
#[divan::bench(sample_count = 20)]
fn parse(bencher: Bencher<'_, '_>) {
    let text = workload::traffic(10, COMMANDS);
    bencher.counter(BytesCount::of_str(&text)).bench(|| Script::parse(black_box(&text)));
}

/// Reading and running a million commands over ten nodes, history included.
#[divan::bench(sample_count = 20)]
fn parse_and_run(bencher: Bencher<'_, '_>) {
    let text = workload::traffic(10, COMMANDS);
    bencher.counter(ItemsCount::new(COMMANDS)).bench(|| History::of(&Script::parse(black_box(&text))));
}

/// One snapshot on a full mesh, until it is complete.
#[divan::bench(args = [400, 1000], sample_count = 5)]
fn snapshot_of_mesh(bencher: Bencher<'_, '_>, nodes: u64) {
    let script = Script::parse(&workload::mesh(nodes));
    bencher.bench(|| History::of(black_box(&script)));
}
