//! The document of a run.

use serde::Serialize;
use shutter_core::event::Event;
use shutter_core::history::History;

use super::diagnostic::Diagnostic;
use super::sequence::Sequence;
use super::snapshots::Snapshots;
use super::verdicts::verdicts;
use crate::execution::Execution;

/// Goes up when something that was there is gone or means something else. New fields leave it as it is.
pub const VERSION: u32 = 1;

/// What made a document.
pub const PROGRAM: &str = concat!("shutter ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
struct RunDocument<'a, E, V, T, D> {
    version: u32,
    program: &'static str,
    file: &'a str,
    status: u8,
    algorithm: &'static str,
    events: E,
    snapshots: Snapshots<'a>,
    verdicts: V,
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

/// The lists of a document that may be left empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each speaks for a list of its own
pub struct Parts {
    /// Whether the events are listed.
    pub events: bool,
    /// Whether the snapshots are.
    pub snapshots: bool,
    /// Whether the snapshots are judged.
    pub verdicts: bool,
    /// Whether the printed lines are listed.
    pub transcript: bool,
}

impl Parts {
    /// All of them.
    pub const ALL: Self = Self { events: true, snapshots: true, verdicts: true, transcript: true };
}

/// The document of the run of a text, which has this name.
pub fn run<'a>(file: &'a str, execution: &'a Execution) -> impl Serialize + 'a {
    run_in_parts(file, execution, Parts::ALL)
}

/// The same, with some lists left empty.
pub fn run_in_parts<'a>(file: &'a str, execution: &'a Execution, parts: Parts) -> impl Serialize + 'a {
    document(file, execution.outcome().code(), execution.history(), parts, || diagnostics(execution))
}

/// The document of something that is no text: a run in which nothing happened, and why.
pub fn no_run<'a>(file: &'a str, status: u8, nothing: &'a History, why: &'a Diagnostic) -> impl Serialize + 'a {
    document(file, status, nothing, Parts::ALL, move || [why])
}

/// All that is wrong with a text.
pub fn diagnostics(execution: &Execution) -> impl Iterator<Item = Diagnostic> {
    execution.faults().map(|(fault, line_text)| Diagnostic::of_fault(fault, line_text))
}

fn document<'a, F, D>(
    file: &'a str,
    status: u8,
    history: &'a History,
    parts: Parts,
    diagnostics: F,
) -> impl Serialize + 'a
where
    F: Fn() -> D + 'a,
    D: IntoIterator<Item: Serialize> + 'a,
{
    RunDocument {
        version: VERSION,
        program: PROGRAM,
        file,
        status,
        algorithm: history.algorithm_name(),
        events: Sequence(move || parts.events.then(|| events(history)).into_iter().flatten()),
        snapshots: Snapshots(parts.snapshots.then_some(history)),
        verdicts: Sequence(move || parts.verdicts.then(|| verdicts(history)).into_iter().flatten()),
        transcript: Sequence(move || parts.transcript.then(|| lines(history)).into_iter().flatten()),
        diagnostics: Sequence(diagnostics),
    }
}

fn lines(history: &History) -> impl Iterator<Item = String> {
    history.transcript().all().map(|line| line.to_string())
}

fn events(history: &History) -> impl Iterator<Item = EventEntry> {
    let log = history.log();
    let commands = 0..log.command_count();
    commands.flat_map(move |command| {
        let line = log.line_of_command(command) + 1;
        log.events_of_command(command).map(move |index| EventEntry { index, line, event: log.events()[index] })
    })
}
