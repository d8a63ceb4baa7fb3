//! Measures how long a function takes, with a clock that a browser has made coarse on purpose.

/// A browser's clock ticks every 0.1 ms at worst, so that a sample this long is off by half a percent.
const SAMPLE_MILLISECONDS: f64 = 20.0;
const SAMPLES: usize = 15;

/// Times for one iteration, in nanoseconds.
pub(crate) struct Measured {
    /// How many iterations made one sample.
    pub(crate) iterations: u32,
    /// The fastest sample's.
    pub(crate) fastest: f64,
    /// The middle sample's.
    pub(crate) median: f64,
    /// The slowest sample's.
    pub(crate) slowest: f64,
}

/// Runs the function until samples are long enough to be exact, then takes some.
pub(crate) fn measure(iteration: &mut dyn FnMut()) -> Measured {
    let mut iterations = 1;
    while sample(iteration, iterations) < SAMPLE_MILLISECONDS {
        iterations *= 2;
    }
    let nanoseconds = |milliseconds: f64| milliseconds * 1e6 / f64::from(iterations);
    let mut times: Vec<f64> = (0..SAMPLES).map(|_| nanoseconds(sample(iteration, iterations))).collect();
    times.sort_by(f64::total_cmp);
    Measured { iterations, fastest: times[0], median: times[SAMPLES / 2], slowest: times[SAMPLES - 1] }
}

fn sample(iteration: &mut dyn FnMut(), iterations: u32) -> f64 {
    let start = now();
    for _ in 0..iterations {
        iteration();
    }
    now() - start
}

/// Milliseconds since some moment.
pub(crate) fn now() -> f64 {
    let window = web_sys::window().expect("benchmarks run in a page");
    window.performance().expect("every browser has a clock").now()
}
