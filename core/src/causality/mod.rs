//! What a run's events say of its causes: which event happened before which, what a cut through the run separates, and
//! whether a recorded snapshot tells the truth.
//!
//! Everything here is computed from events alone (what was sent, received, recorded), never from the algorithm's own state
//! or the bank's, so that it can convict a wrong algorithm.

mod cut;
mod reach;

pub use cut::Cut;
pub use reach::{EquivalentRun, EquivalentScript, Exchange, NoEquivalentRun, occurred};
