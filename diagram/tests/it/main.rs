//! Integration tests of the diagram crate.

mod explain;
mod network;
