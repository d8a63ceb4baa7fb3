//! Integration tests of the diagram crate.

mod explain;
mod network;
mod space_time;
