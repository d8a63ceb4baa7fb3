//! `--json`: everything as one document. Its shape is described in `docs/json.md`.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};

use serde::{Serialize, Serializer};
use shutter_core::history::History;
use shutter_core::script::Level;
use shutter_formats::Execution;
use shutter_formats::json::{self, Diagnostic, PROGRAM, Place, Sequence, VERSION, level_name};

use crate::input::{InputFault, Source};
use crate::status::Status;
use crate::{Streams, unless_nobody_reads};

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
    let name = source.name();
    let (written, status) = match source.read(streams.input) {
        Ok(text) => {
            let execution = Execution::of(text);
            (json::write(&json::run(&name, &execution), streams.output), execution.outcome().into())
        }
        Err(fault) => {
            let (nothing, why) = (History::default(), of_input(&name, &fault));
            let document = json::no_run(&name, fault.status().code(), &nothing, &why);
            (json::write(&document, streams.output), fault.status())
        }
    };
    unless_nobody_reads(written)?;
    Ok(status)
}

/// `shutter check --json FILE...`
pub(crate) fn check(sources: &[Source], streams: &mut Streams<'_>) -> io::Result<Status> {
    let worst = Worst::default();
    let input = RefCell::new(&mut *streams.input);
    let files = Sequence(|| sources.iter().map(|source| examine(source, &mut **input.borrow_mut(), &worst)));
    let document = CheckDocument { version: VERSION, program: PROGRAM, files, status: &worst };
    unless_nobody_reads(json::write(&document, streams.output))?;
    Ok(worst.0.get())
}

fn examine(source: &Source, input: &mut dyn Read, worst: &Worst) -> FileEntry {
    let file = source.name();
    let (status, diagnostics) = match source.read(input) {
        Ok(text) => {
            let execution = Execution::of(text);
            (Status::from(execution.outcome()), json::diagnostics(&execution).collect())
        }
        Err(fault) => (fault.status(), vec![of_input(&file, &fault)]),
    };
    worst.0.set(worst.0.get().max(status));
    FileEntry { file, status: status.code(), diagnostics }
}

/// Why something is no script.
fn of_input(name: &str, fault: &InputFault) -> Diagnostic {
    Diagnostic {
        level: if fault.status() == Status::TextError { level_name(Level::TextError) } else { "input-error" },
        code: fault.code(),
        place: match fault {
            InputFault::NotText { place, .. } => Place::character(place.line, place.column),
            InputFault::Missing | InputFault::Directory | InputFault::Unreadable(_) | InputFault::TooLong => {
                Place::default()
            }
        },
        message: fault.message(name),
        help: fault.help().map(str::to_owned),
        fix: None,
        related: None,
    }
}

impl Serialize for Worst {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0.get().code())
    }
}
