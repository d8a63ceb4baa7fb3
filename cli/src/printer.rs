//! The printed lines of a run, each written once.

use std::io::{self, Write};

use shutter_core::history::History;

/// Writes what a run has printed since the last time.
#[derive(Default)]
pub(crate) struct Printer {
    lines: usize,
}

impl Printer {
    /// Writes the new lines.
    pub(crate) fn print(&mut self, history: &History, output: &mut dyn Write) -> io::Result<()> {
        let transcript = history.transcript();
        let before = std::mem::replace(&mut self.lines, transcript.line_count());
        if before == self.lines {
            return Ok(());
        }
        transcript.lines(before..self.lines).try_for_each(|line| writeln!(output, "{line}"))
    }
}
