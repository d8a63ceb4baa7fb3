//! `shutter check FILE...`

use shutter_formats::Execution;

use crate::Streams;
use crate::input::Source;
use crate::reporter::Reporter;
use crate::status::Status;

/// Reads and runs scripts one after the other, and says what is wrong with each.
pub(crate) fn check(sources: &[Source], streams: &mut Streams<'_>) -> Status {
    let mut reporter = Reporter::new(streams.errors);
    let mut worst = Status::Fine;
    for source in sources {
        let status = match source.read(streams.input) {
            Ok(text) => {
                let execution = Execution::of(text);
                reporter.execution(&source.name(), &execution);
                execution.outcome().into()
            }
            Err(fault) => {
                reporter.input(&source.name(), &fault);
                fault.status()
            }
        };
        worst = worst.max(status);
    }
    worst
}
