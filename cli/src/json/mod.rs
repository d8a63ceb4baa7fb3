//! `--json`: everything as one document. Its shape is described in `docs/json.md`.
//!
//! Documents are written while they are made: lists are [`Sequence`]s, which hold no more than one entry at a time.

mod channels;
mod diagnostic;
mod document;
mod layout;
mod sequence;
mod snapshots;

pub(crate) use document::{check, run};
use sequence::Sequence;
