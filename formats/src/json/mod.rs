//! A run as one document. Its shape is described in `docs/json.md`.
//!
//! Documents are written while they are made: lists are [`Sequence`]s, which hold no more than one entry at a time.

mod channels;
mod diagnostic;
mod document;
mod layout;
mod sequence;
mod snapshots;
mod sum;
mod verdicts;

use std::io::{self, Write};

use serde::Serialize;

pub use diagnostic::{Diagnostic, Fix, Place, RelatedLine, level_name};
pub use document::{PROGRAM, Parts, VERSION, diagnostics, no_run, run, run_in_parts};
use layout::Layout;
pub use sequence::Sequence;

/// Writes a document as text, with a line for each entry of its lists.
pub fn write(document: &impl Serialize, output: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *output, Layout::default());
    document.serialize(&mut serializer)?;
    writeln!(output)?;
    output.flush()
}
