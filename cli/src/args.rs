//! What the program is asked to do.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use lexopt::Arg;
use shutter_formats::picture::View;

use crate::input::Source;

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Help,
    Version,
    Run { source: Source, json: bool },
    Check { sources: Vec<Source>, json: bool },
    Svg { source: Source, options: SvgOptions },
}

/// Which picture is drawn, and where it goes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SvgOptions {
    /// How many events have happened; `None` is all.
    pub(crate) at: Option<usize>,
    pub(crate) view: View,
    /// `None` is standard output.
    pub(crate) output: Option<PathBuf>,
}

/// Why the arguments make no sense: a sentence without a full stop.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UsageError(pub(crate) String);

impl From<lexopt::Error> for UsageError {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Run,
    Check,
    Svg,
}

/// Reads the arguments, given without the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut verb = None;
    let mut json = false;
    let mut svg = SvgOptions::default();
    // The last option that only a picture has.
    let mut of_svg = None;
    let mut sources = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Short('V') | Arg::Long("version") => return Ok(Request::Version),
            Arg::Long("json") => json = true,
            Arg::Long("at") => {
                svg.at = Some(find_event(&parser.value()?)?);
                of_svg = Some("--at");
            }
            Arg::Long("view") => {
                svg.view = find_view(&parser.value()?)?;
                of_svg = Some("--view");
            }
            Arg::Short('o') | Arg::Long("output") => {
                svg.output = Some(parser.value()?).filter(|file| file != "-").map(PathBuf::from);
                of_svg = Some("-o");
            }
            Arg::Value(word) if verb.is_none() => verb = Some(find_verb(&word)?),
            Arg::Value(file) => sources.push(Source::from(file)),
            Arg::Short(_) | Arg::Long(_) => return Err(argument.unexpected().into()),
        }
    }
    let verb = verb.ok_or_else(|| UsageError("say what to do: `run`, `check` or `svg`".to_owned()))?;
    match (verb, of_svg) {
        (Verb::Run | Verb::Check, Some(option)) => Err(UsageError(format!("`{option}` goes with `svg`"))),
        (Verb::Svg, _) if json => Err(UsageError("`--json` goes with `run` and `check`".to_owned())),
        (Verb::Run, None) => Ok(Request::Run { source: only("run", sources)?, json }),
        (Verb::Check, None) => Ok(Request::Check { sources: some(sources)?, json }),
        (Verb::Svg, _) => Ok(Request::Svg { source: only("svg", sources)?, options: svg }),
    }
}

fn find_verb(word: &OsStr) -> Result<Verb, UsageError> {
    match word.to_str() {
        Some("run") => Ok(Verb::Run),
        Some("check") => Ok(Verb::Check),
        Some("svg") => Ok(Verb::Svg),
        _ => {
            let word = word.to_string_lossy();
            Err(UsageError(format!("the first word is `run`, `check` or `svg`, not `{word}`")))
        }
    }
}

fn find_view(word: &OsStr) -> Result<View, UsageError> {
    match word.to_str() {
        Some("network") => Ok(View::Network),
        Some("space-time") => Ok(View::SpaceTime),
        _ => {
            let word = word.to_string_lossy();
            Err(UsageError(format!("`--view` is `network` or `space-time`, not `{word}`")))
        }
    }
}

fn find_event(word: &OsStr) -> Result<usize, UsageError> {
    let number = word.to_str().and_then(|word| word.parse().ok());
    number.ok_or_else(|| {
        let word = word.to_string_lossy();
        UsageError(format!("`--at` takes a number of events, not `{word}`"))
    })
}

fn only(verb: &str, mut sources: Vec<Source>) -> Result<Source, UsageError> {
    match (sources.pop(), sources.is_empty()) {
        (Some(source), true) => Ok(source),
        (Some(_), false) => Err(UsageError(format!("`{verb}` takes one FILE"))),
        (None, _) => Err(UsageError(format!("`{verb}` needs a FILE; `-` is standard input"))),
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
