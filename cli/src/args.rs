//! What the program is asked to do.

use std::ffi::OsString;

use lexopt::Arg;

use crate::input::Source;

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Help,
    Version,
    Run { source: Source, json: bool },
    Check { sources: Vec<Source>, json: bool },
}

/// Why the arguments make no sense: a sentence without a full stop.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UsageError(pub(crate) String);

impl From<lexopt::Error> for UsageError {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

#[derive(Clone, Copy)]
enum Verb {
    Run,
    Check,
}

/// Reads the arguments, given without the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut verb = None;
    let mut json = false;
    let mut sources = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Short('V') | Arg::Long("version") => return Ok(Request::Version),
            Arg::Long("json") => json = true,
            Arg::Value(word) if verb.is_none() => verb = Some(find_verb(&word)?),
            Arg::Value(file) => sources.push(Source::from(file)),
            Arg::Short(_) | Arg::Long(_) => return Err(argument.unexpected().into()),
        }
    }
    match verb {
        Some(Verb::Run) => Ok(Request::Run { source: only(sources)?, json }),
        Some(Verb::Check) => Ok(Request::Check { sources: some(sources)?, json }),
        None => Err(UsageError("say what to do: `run` or `check`".to_owned())),
    }
}

fn find_verb(word: &OsString) -> Result<Verb, UsageError> {
    match word.to_str() {
        Some("run") => Ok(Verb::Run),
        Some("check") => Ok(Verb::Check),
        _ => {
            let word = word.to_string_lossy();
            Err(UsageError(format!("the first word is `run` or `check`, not `{word}`")))
        }
    }
}

fn only(mut sources: Vec<Source>) -> Result<Source, UsageError> {
    match (sources.pop(), sources.is_empty()) {
        (Some(source), true) => Ok(source),
        (Some(_), false) => Err(UsageError("`run` takes one FILE".to_owned())),
        (None, _) => Err(UsageError("`run` needs a FILE; `-` is standard input".to_owned())),
    }
}

fn some(sources: Vec<Source>) -> Result<Vec<Source>, UsageError> {
    if sources.is_empty() {
        return Err(UsageError("`check` needs a FILE, or more than one".to_owned()));
    }
    if sources.iter().filter(|&source| *source == Source::Stdin).count() > 1 {
        return Err(UsageError("standard input (`-`) can be read only once".to_owned()));
    }
    Ok(sources)
}
