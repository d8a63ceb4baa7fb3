//! Snapshots: the algorithm that takes them, and what it records.
//!
//! An [`Algorithm`] is a plug: a value with a few hooks that look at one process and answer with [`Effect`]s. It keeps
//! no state of its own: what a process has recorded and which channels it still records is in the records here,
//! which only events change. So whatever an algorithm does can be undone.

mod algorithm;
mod chandy_lamport;
mod record;
mod report;
mod veiled;

pub use algorithm::{Algorithm, Effect, Incoming, Process};
pub use chandy_lamport::ChandyLamport;
pub use record::{ChannelState, Progress, Snapshot};
pub use report::{Report, ReportLine};
pub use veiled::Veiled;
