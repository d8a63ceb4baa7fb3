//! Tests of the built binary: what it prints where, and how it ends.
#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them

mod check;
mod corpus;
mod export;
mod faults;
mod json;
mod large;
mod live;
mod random;
mod support;
mod texts;
mod transcript;
mod usage;
