//! How large things may be. Running into one of these is an error that names it.

use crate::ids::Amount;

/// Bytes of script text.
pub const MAX_TEXT: usize = 64 * 1024 * 1024;
/// Commands in a script.
pub const MAX_COMMANDS: usize = 4_000_000;
/// The largest id of a node (and the largest number of a snapshot).
pub const MAX_ID: u64 = u32::MAX as u64;
/// The largest amount, and the most money in one bank.
pub const MAX_AMOUNT: u64 = Amount::MAX.get();

/// What a run may use. The defaults are those of every front end; tests take smaller ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nodes in one bank.
    pub nodes: u32,
    /// Events in the run; each message is sent in an event, so this bounds the messages too.
    pub events: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nodes: 20_000, events: 1 << 24 }
    }
}
