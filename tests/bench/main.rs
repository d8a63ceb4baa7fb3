//! Benchmarks as they run in a browser: `cargo xtask bench`.
//!
//! [`benches::ALL`] is the one place to add one. The page `tests/page/bench.html` calls what is exported here.

mod benches;
mod harness;
#[path = "../../core/benches/workload.rs"]
mod workload;

use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    // The page decides what to run, and when.
}

/// The names of all benchmarks, as a JSON list.
#[wasm_bindgen]
pub fn bench_names() -> String {
    let names: Vec<_> = benches::ALL.iter().map(|bench| bench.name).collect();
    json!(names).to_string()
}

/// Runs the benchmark of that name. Returns JSON: `{name, iterations, fastest, median, slowest}`, where the times are
/// nanoseconds for one iteration; `{name, readings}`, which are pairs of a name and milliseconds; or `{name, error}` when
/// there is none.
#[wasm_bindgen]
pub fn run_bench(name: &str) -> String {
    let Some(bench) = benches::ALL.iter().find(|bench| bench.name == name) else {
        return json!({ "name": name, "error": "there is no benchmark of this name" }).to_string();
    };
    let prepare = match bench.kind {
        benches::Kind::Time(prepare) => prepare,
        benches::Kind::Readings(readings) => return json!({ "name": name, "readings": readings() }).to_string(),
    };
    let measured = harness::measure(&mut prepare());
    json!({
        "name": name,
        "iterations": measured.iterations,
        "fastest": measured.fastest,
        "median": measured.median,
        "slowest": measured.slowest,
    })
    .to_string()
}
