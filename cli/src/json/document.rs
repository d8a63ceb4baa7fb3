//! The documents of `run --json` and `check --json`.

use std::cell::{Cell, RefCell};
use std::io::{self, Read, Write};

use serde::{Serialize, Serializer};
use shutter_core::event::Event;
use shutter_core::history::History;

use super::Sequence;
use super::diagnostic::Diagnostic;
use super::layout::Layout;
use super::snapshots::Snapshots;
use crate::execution::Execution;
use crate::input::{InputFault, Source};
use crate::status::Status;
use crate::{Streams, unless_nobody_reads};

/// Goes up when something that was there is gone or means something else. New fields leave it as it is.
const VERSION: u32 = 1;

const PROGRAM: &str = concat!("shutter ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
struct RunDocument<'a, E, T, D> {
    version: u32,
    program: &'static str,
    file: &'a str,
    status: u8,
    algorithm: &'static str,
    events: E,
    snapshots: Snapshots<'a>,
    transcript: T,
    diagnostics: D,
}

#[derive(Serialize)]
struct EventEntry {
    index: usize,
    line: u32,
    #[serde(flatten)]
    event: Event,
}

#[derive(Serialize)]
struct CheckDocument<'a, F> {
    version: u32,
    program: &'static str,
    files: F,
    /// Last, since it is known only then.
    status: &'a Worst,
}

/// The worst status so far.
#[derive(Default)]
struct Worst(Cell<Status>);

#[derive(Serialize)]
struct FileEntry {
    file: String,
    status: u8,
    diagnostics: Vec<Diagnostic>,
}

/// `shutter run --json FILE`
pub(crate) fn run(source: &Source, streams: &mut Streams<'_>) -> io::Result<Status> {
    let outcome = Outcome::of(source, streams.input);
    let nothing = History::default();
    let history = outcome.history().unwrap_or(&nothing);
    let document = RunDocument {
        version: VERSION,
        program: PROGRAM,
        file: &source.name(),
        status: outcome.status().code(),
        algorithm: history.algorithm_name(),
        events: Sequence(|| events(history)),
        snapshots: Snapshots(history),
        transcript: Sequence(|| history.transcript().all().map(|line| line.to_string())),
        diagnostics: Sequence(|| outcome.diagnostics(source)),
    };
    unless_nobody_reads(write(&document, streams.output))?;
    Ok(outcome.status())
}

/// `shutter check --json FILE...`
pub(crate) fn check(sources: &[Source], streams: &mut Streams<'_>) -> io::Result<Status> {
    let worst = Worst::default();
    let input = RefCell::new(&mut *streams.input);
    let files = Sequence(|| sources.iter().map(|source| examine(source, &mut **input.borrow_mut(), &worst)));
    let document = CheckDocument { version: VERSION, program: PROGRAM, files, status: &worst };
    unless_nobody_reads(write(&document, streams.output))?;
    Ok(worst.0.get())
}

fn write(document: &impl Serialize, output: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *output, Layout::default());
    document.serialize(&mut serializer)?;
    writeln!(output)?;
    output.flush()
}

fn examine(source: &Source, input: &mut dyn Read, worst: &Worst) -> FileEntry {
    let outcome = Outcome::of(source, input);
    let status = outcome.status();
    worst.0.set(worst.0.get().max(status));
    FileEntry { file: source.name(), status: status.code(), diagnostics: outcome.diagnostics(source).collect() }
}

fn events(history: &History) -> impl Iterator<Item = EventEntry> {
    let log = history.log();
    let commands = 0..log.command_count();
    commands.flat_map(move |command| {
        let line = log.line_of_command(command) + 1;
        log.events_of_command(command).map(move |index| EventEntry { index, line, event: log.events()[index] })
    })
}

/// What became of a source.
enum Outcome {
    Ran(Box<Execution>),
    NoScript(InputFault),
}

impl Outcome {
    fn of(source: &Source, input: &mut dyn Read) -> Self {
        match source.read(input) {
            Ok(text) => Self::Ran(Box::new(Execution::of(text))),
            Err(fault) => Self::NoScript(fault),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Ran(execution) => execution.status,
            Self::NoScript(fault) => fault.status(),
        }
    }

    fn history(&self) -> Option<&History> {
        match self {
            Self::Ran(execution) => Some(&execution.history),
            Self::NoScript(_) => None,
        }
    }

    fn diagnostics(&self, source: &Source) -> impl Iterator<Item = Diagnostic> {
        let (execution, fault) = match self {
            Self::Ran(execution) => (Some(execution), None),
            Self::NoScript(fault) => (None, Some(Diagnostic::of_input(source, fault))),
        };
        let faults = execution.into_iter().flat_map(|execution| execution.faults());
        faults.map(|(fault, line_text)| Diagnostic::of_fault(fault, line_text)).chain(fault)
    }
}

impl Serialize for Worst {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0.get().code())
    }
}
