//! Integration tests of the core.

mod cases;
mod causality;
mod chance;
mod corpus;
mod drawing;
mod exhaustive;
mod forks;
#[cfg(feature = "serde")]
mod json;
mod keyframes;
mod large;
mod laws;
mod limits;
mod mending;
mod money;
mod observe;
mod plug;
mod princeton;
mod progress;
mod reach;
mod reference;
mod show;
mod values;
mod veil;
mod walking;
mod workload;
