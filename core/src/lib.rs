//! Distributed snapshots on a toy bank: the language, the bank, Chandy and Lamport's algorithm, and a history in which
//! every event can be undone.
//!
//! ```text
//! script text ──script──▶ commands ──cluster, snapshot──▶ events ──history──▶ states, transcript
//! ```
//!
//! - [`script`] reads a text and finds everything that is wrong with it, with places and suggestions.
//! - [`cluster`] is the bank: processes, FIFO channels, messages. It changes by [`event`]s alone, both ways.
//! - [`snapshot`] holds the algorithm, which is a plug, and what it records.
//! - [`history`] runs commands and walks the run: by event, by command, to any moment, or on from there.
//! - [`causality`] judges what was recorded, by the events alone: cuts, happened-before, verdicts.
//! - [`transcript`] is what the course's master prints, byte for byte.
//! - [`workload`] makes scripts by chance, from a seed.
//!
//! Nothing here knows a clock, files or a screen, and what is made by chance is made from a seed: the same text is the
//! same run everywhere.
//!
//! ```
//! use shutter_core::{history::History, script::Script};
//!
//! let text = "CreateNode 1 10\nCreateNode 2 20\nSend 2 1 4\nBeginSnapshot 1\nReceiveAll\nCollectState\nPrintSnapshot\n";
//! let script = Script::parse(text);
//! assert!(script.faults().is_empty());
//!
//! let history = History::of(&script);
//! let printed = history.transcript().to_string();
//! assert!(printed.ends_with("channel (2 -> 1) = 4\n"));
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod causality;
pub mod cluster;
pub mod event;
pub mod history;
mod ids;
mod keyframes;
pub mod limits;
mod numbers;
mod pairs;
pub mod script;
pub mod snapshot;
pub mod transcript;
pub mod workload;

pub use ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId, WaitId};
