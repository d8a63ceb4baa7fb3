//! Integration tests of the diagram crate.
#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them

mod explain;
mod network;
mod space_time;
mod svg;
mod table;
mod tikz;
mod veil;
