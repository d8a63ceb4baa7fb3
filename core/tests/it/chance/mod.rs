//! Scripts made by chance, and what must hold of them.
//!
//! The seed is fixed, so that every run of the tests is the same; `PROPTEST_RNG_SEED=random` in the environment, or a number
//! there, looks elsewhere, and `PROPTEST_CASES` looks longer.

mod forks;
mod laws;
mod scripts;
mod statistics;
mod texts;
mod transcripts;

use proptest::test_runner::{Config, RngSeed};

/// The settings for a property that is to see about so many cases. Without optimisation it sees fewer, to be as quick.
fn cases(wanted: u32) -> Config {
    let config = Config::default();
    let cases = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config.cases,
        None if cfg!(debug_assertions) => (wanted / 8).max(16),
        None => wanted,
    };
    let rng_seed = match std::env::var_os("PROPTEST_RNG_SEED") {
        Some(_) => config.rng_seed,
        None => RngSeed::Fixed(1985),
    };
    Config { cases, rng_seed, failure_persistence: None, ..config }
}
