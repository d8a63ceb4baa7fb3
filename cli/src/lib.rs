//! The command-line program `shutter`: the way in for graders, Makefiles and pipes.
//!
//! ```text
//! shutter run [--json] FILE       run a script and print its transcript
//! shutter check [--json] FILE...  read and run scripts, but print only what is wrong with them
//! shutter export --format FORMAT [--at EVENT] [--view network|space-time] [-o OUT] FILE
//!                                 run a script and write it, or a moment of it, in another form
//! shutter svg [--at EVENT] [--view network|space-time] [-o OUT] FILE
//!                                 the same with the format `svg`
//! shutter random [--nodes N] [--commands N] [--snapshots N] [--seed N] [-o OUT]
//!                                 write a script made by chance
//! ```
//!
//! - `run` prints the transcript on standard output and nothing else there; what is wrong goes to standard error, each
//!   fault under its source line. A script with an error in its text is not run at all. A run stops at its first
//!   error, and what was printed up to there stays.
//! - `run -` reads standard input and runs each line as it comes. What it prints is flushed before it waits for more, so
//!   that it can be talked to. An error in the text stops it at that line.
//! - `check` says what `run` would say on standard error, for any number of files, with the same statuses.
//! - `export` writes the run, or the network or the whole run as a space-time diagram after so many events, with the cuts of
//!   the snapshots that are complete by then, as the page shows them: see `docs/formats.md`. After an error in the run it
//!   writes the run up to there, after one in the text nothing. A moment that the run does not have is an error, and nothing is
//!   written.
//! - `random` writes the same script for the same numbers, everywhere.
//! - `--json` makes one document of everything, on standard output: see `docs/json.md`.
//!
//! | exit status | meaning |
//! |---|---|
//! | 0 | the script ran to its end, perhaps with warnings |
//! | 2 | an error in the text: a line that is no command, or a file that is not text or too long |
//! | 3 | an error in the run |
//! | 64 | the program was called in a way that it does not know, or asked for a moment that the run does not have |
//! | 66 | a script could not be read |
//! | 74 | the output could not be written |
//!
//! Of several files, the highest counts. When the reader of the output goes away (`shutter run big | head`), that is no
//! error: a run of a file ends with the status that it would have had, one of standard input ends at once, with 0.
//!
//! A wait that is never served is a warning when the run ends. When an error ended it, that is not said of the
//! waits that were still open: the message may be on its way in a line that never had its turn.
//!
//! The whole program is one function of its arguments and streams:
//!
//! ```
//! use shutter_cli::{Status, Streams, run};
//!
//! let mut script: &[u8] = b"CreateNode 1 10\nCreateNode 2 0\nSend 1 2 11\nBeginSnapshot 3\n";
//! let (mut output, mut errors) = (Vec::new(), Vec::new());
//! let streams = Streams { input: &mut script, output: &mut output, errors: &mut errors };
//! assert_eq!(run(["run".into(), "-".into()], streams), Status::RunError);
//! assert_eq!(output, b"ERR_SEND\n");
//! assert!(errors.starts_with(b"error: there is no node 3 here\n --> <stdin>:4:15\n"));
//! ```
#![forbid(unsafe_code)]

mod args;
mod check;
mod export;
mod input;
mod json;
mod lines;
mod live;
mod output;
mod printer;
mod random;
mod reporter;
mod run;
mod status;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};

use args::{Request, UsageError};
use input::Source;
pub use status::Status;

/// Where the program reads and writes. `output` should be buffered.
pub struct Streams<'a> {
    /// What a FILE of `-` reads.
    pub input: &'a mut dyn Read,
    /// Transcripts and documents.
    pub output: &'a mut dyn Write,
    /// What is wrong.
    pub errors: &'a mut dyn Write,
}

/// Does what the arguments ask for, which are given without the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>, mut streams: Streams<'_>) -> Status {
    let request = match args::parse(arguments) {
        Ok(request) => request,
        Err(error) => return refuse(&error, &mut streams),
    };
    let outcome = answer(request, &mut streams).and_then(|status| {
        let flushed = streams.output.flush();
        unless_nobody_reads(flushed).map(|()| status)
    });
    outcome.unwrap_or_else(|error| match error.kind() {
        ErrorKind::BrokenPipe => Status::Fine,
        _ => give_up(&error, &mut streams),
    })
}

fn answer(request: Request, streams: &mut Streams<'_>) -> io::Result<Status> {
    match request {
        Request::Help => streams.output.write_all(include_bytes!("help.txt")).map(|()| Status::Fine),
        Request::Version => writeln!(streams.output, "shutter {}", env!("CARGO_PKG_VERSION")).map(|()| Status::Fine),
        Request::Run { source, json: true } => json::run(&source, streams),
        Request::Run { source: Source::Stdin, json: false } => live::run(streams),
        Request::Run { source, json: false } => run::run(&source, streams),
        Request::Check { sources, json: true } => json::check(&sources, streams),
        Request::Check { sources, json: false } => Ok(check::check(&sources, streams)),
        Request::Export { source, options } => export::export(&source, &options, streams),
        Request::Random { workload, output } => random::random(&workload, output.as_deref(), streams),
    }
}

/// For what is said on standard error, where nothing can be done about a failure.
fn refuse(error: &UsageError, streams: &mut Streams<'_>) -> Status {
    let said = reporter::on_one_line(&error.0);
    let _ = writeln!(streams.errors, "error: {said}\n`shutter --help` says how it is used");
    Status::Usage
}

fn give_up(error: &io::Error, streams: &mut Streams<'_>) -> Status {
    let _ = writeln!(streams.errors, "error: the output cannot be written: {error}");
    Status::NoOutput
}

/// A reader that went away has seen enough.
fn unless_nobody_reads(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}
