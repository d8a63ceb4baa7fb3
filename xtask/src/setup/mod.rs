//! Each tool that a task needs: found where it is, or installed, once, with a word about it.
//!
//! Every function here may be called at any time and any number of times; when its tool is there it says nothing and
//! costs the time to ask for a version.

pub(crate) mod cargo_tools;
pub(crate) mod chrome;
pub(crate) mod compiler;
pub(crate) mod distribution;
pub(crate) mod node;
pub(crate) mod rustup;
