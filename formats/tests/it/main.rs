//! Tests of the formats: what is written is read again by the rules of those who read it.
#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them

mod execution;
mod mermaid;
mod shiviz;
mod support;
