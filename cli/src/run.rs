//! `shutter run FILE`

use std::io;

use shutter_formats::Execution;

use crate::input::Source;
use crate::printer::Printer;
use crate::reporter::Reporter;
use crate::status::Status;
use crate::{Streams, unless_nobody_reads};

/// Runs a script as a whole, and prints its transcript.
pub(crate) fn run(source: &Source, streams: &mut Streams<'_>) -> io::Result<Status> {
    let mut reporter = Reporter::new(streams.errors);
    let text = match source.read(streams.input) {
        Ok(text) => text,
        Err(fault) => {
            reporter.input(&source.name(), &fault);
            return Ok(fault.status());
        }
    };
    let execution = Execution::of(text);
    let printed = Printer::default().print(execution.history(), streams.output);
    // On a screen, what was printed shall stand above what is wrong with it.
    unless_nobody_reads(printed.and_then(|()| streams.output.flush()))?;
    reporter.execution(&source.name(), &execution);
    Ok(execution.outcome().into())
}
