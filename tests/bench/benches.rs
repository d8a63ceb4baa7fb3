//! The benchmarks.

use std::hint::black_box;

/// Something to measure.
pub(crate) struct Bench {
    /// What it is called, as `subject/case`.
    pub(crate) name: &'static str,
    /// Sets up what one iteration works on, which is not measured, and returns the iteration, which is.
    pub(crate) prepare: fn() -> Box<dyn FnMut()>,
}

/// All of them.
pub(crate) const ALL: &[Bench] = &[Bench { name: "harness/sum_of_1000", prepare: sum }];

/// Shows that the harness measures: it should take about a microsecond.
fn sum() -> Box<dyn FnMut()> {
    let numbers: Vec<u64> = (0..1_000).collect();
    Box::new(move || {
        black_box(black_box(&numbers).iter().sum::<u64>());
    })
}
