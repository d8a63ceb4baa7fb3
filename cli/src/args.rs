//! What the program is asked to do.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::str::FromStr;

use lexopt::Arg;
use shutter_core::workload::Workload;
use shutter_formats::picture::{Form, View};

use crate::input::Source;

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Help,
    Version,
    Run { source: Source, json: bool },
    Check { sources: Vec<Source>, json: bool },
    Export { source: Source, options: ExportOptions },
    Random { workload: Workload, output: Option<PathBuf> },
}

/// What a run is written as, and where it goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ExportOptions {
    pub(crate) format: Format,
    /// How many events have happened; `None` is all.
    pub(crate) at: Option<usize>,
    pub(crate) view: View,
    /// `None` is standard output.
    pub(crate) output: Option<PathBuf>,
}

/// What a run can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Svg,
    Tikz(Form),
    Json,
    ShiViz,
    Mermaid,
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
    Export,
    Random,
}

const VERBS: [(&str, Verb); 5] = [
    ("run", Verb::Run),
    ("check", Verb::Check),
    ("svg", Verb::Svg),
    ("export", Verb::Export),
    ("random", Verb::Random),
];

const FORMATS: [(&str, Format); 6] = [
    ("svg", Format::Svg),
    ("tikz", Format::Tikz(Form::Document)),
    ("tikz-picture", Format::Tikz(Form::Picture)),
    ("json", Format::Json),
    ("shiviz", Format::ShiViz),
    ("mermaid", Format::Mermaid),
];

const VIEWS: [(&str, View); 2] = [("network", View::Network), ("space-time", View::SpaceTime)];

/// The options with what they ask for, as far as they were given.
#[derive(Default)]
struct Given {
    json: bool,
    format: Option<Format>,
    at: Option<usize>,
    view: Option<View>,
    output: Option<PathBuf>,
    workload: Workload,
    /// Their names, each with the verbs that have it.
    names: Vec<(&'static str, &'static [Verb])>,
}

/// Reads the arguments, given without the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut verb = None;
    let mut given = Given::default();
    let mut sources = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Short('V') | Arg::Long("version") => return Ok(Request::Version),
            Arg::Value(word) if verb.is_none() => verb = Some(find("the first word", &VERBS, &word)?),
            Arg::Value(file) => sources.push(Source::from(file)),
            Arg::Short('o') => given.option("output", &mut parser)?,
            Arg::Long(name) => match OPTIONS.iter().find(|&&known| known == name) {
                Some(name) => given.option(name, &mut parser)?,
                None => return Err(argument.unexpected().into()),
            },
            Arg::Short(_) => return Err(argument.unexpected().into()),
        }
    }
    let verb = verb.ok_or_else(|| UsageError(format!("say what to do: {}", any_of(&VERBS))))?;
    given.request(verb, sources)
}

const OPTIONS: [&str; 9] = ["json", "format", "at", "view", "output", "nodes", "commands", "snapshots", "seed"];

impl Given {
    fn option(&mut self, name: &str, parser: &mut lexopt::Parser) -> Result<(), UsageError> {
        const PICTURES: &[Verb] = &[Verb::Svg, Verb::Export];
        const RANDOM: &[Verb] = &[Verb::Random];
        self.names.push(match name {
            "json" => {
                self.json = true;
                ("--json", &[Verb::Run, Verb::Check])
            }
            "format" => {
                self.format = Some(find("`--format`", &FORMATS, &parser.value()?)?);
                ("--format", &[Verb::Export])
            }
            "at" => {
                self.at = Some(number("--at", "a number of events", &parser.value()?)?);
                ("--at", PICTURES)
            }
            "view" => {
                self.view = Some(find("`--view`", &VIEWS, &parser.value()?)?);
                ("--view", PICTURES)
            }
            "nodes" => {
                self.workload.nodes = number("--nodes", "a number", &parser.value()?)?;
                ("--nodes", RANDOM)
            }
            "commands" => {
                self.workload.commands = number("--commands", "a number", &parser.value()?)?;
                ("--commands", RANDOM)
            }
            "snapshots" => {
                self.workload.snapshots = number("--snapshots", "a number", &parser.value()?)?;
                ("--snapshots", RANDOM)
            }
            "seed" => {
                self.workload.seed = number("--seed", "a number", &parser.value()?)?;
                ("--seed", RANDOM)
            }
            _ => {
                self.output = Some(parser.value()?).filter(|file| file != "-").map(PathBuf::from);
                ("-o", &[Verb::Svg, Verb::Export, Verb::Random])
            }
        });
        Ok(())
    }

    fn request(self, verb: Verb, sources: Vec<Source>) -> Result<Request, UsageError> {
        if let Some((name, verbs)) = self.names.iter().find(|(_, verbs)| !verbs.contains(&verb)) {
            let verbs: Vec<_> = VERBS.iter().filter(|(_, verb)| verbs.contains(verb)).collect();
            return Err(UsageError(format!(
                "`{name}` goes with {}",
                in_words(verbs.iter().map(|(name, _)| *name), "and")
            )));
        }
        let json = self.json;
        match verb {
            Verb::Run => Ok(Request::Run { source: only("run", sources)?, json }),
            Verb::Check => Ok(Request::Check { sources: some(sources)?, json }),
            Verb::Svg => self.export(Format::Svg, only("svg", sources)?),
            Verb::Export => {
                let missing = || UsageError(format!("`export` needs a `--format`: {}", any_of(&FORMATS)));
                let format = self.format.ok_or_else(missing)?;
                self.export(format, only("export", sources)?)
            }
            Verb::Random if !sources.is_empty() => Err(UsageError("`random` takes no FILE".to_owned())),
            Verb::Random => Ok(Request::Random { workload: self.workload, output: self.output }),
        }
    }

    fn export(self, format: Format, source: Source) -> Result<Request, UsageError> {
        let is_picture = matches!(format, Format::Svg | Format::Tikz(_));
        if self.view.is_some() && !is_picture {
            return Err(UsageError("`--view` goes with pictures: `svg`, `tikz` and `tikz-picture`".to_owned()));
        }
        if self.at.is_some() && format == Format::Json {
            return Err(UsageError("`--at` does not go with `json`, which has the whole run".to_owned()));
        }
        let options = ExportOptions { format, at: self.at, view: self.view.unwrap_or_default(), output: self.output };
        Ok(Request::Export { source, options })
    }
}

/// What a word stands for.
fn find<T: Copy>(what: &str, known: &[(&str, T)], word: &OsStr) -> Result<T, UsageError> {
    let found = known.iter().find(|(name, _)| word == *name);
    found.map(|&(_, value)| value).ok_or_else(|| {
        let word = word.to_string_lossy();
        UsageError(format!("{what} is {}, not `{word}`", any_of(known)))
    })
}

fn any_of<T>(known: &[(&str, T)]) -> String {
    in_words(known.iter().map(|&(name, _)| name), "or")
}

/// `a`, `b` or `c`
fn in_words<'a>(names: impl Iterator<Item = &'a str>, last: &str) -> String {
    let mut names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    match (names.pop(), names.is_empty()) {
        (Some(end), false) => format!("{} {last} {end}", names.join(", ")),
        (end, _) => end.unwrap_or_default(),
    }
}

fn number<T: FromStr>(name: &str, what: &str, word: &OsStr) -> Result<T, UsageError> {
    let number = word.to_str().and_then(|word| word.parse().ok());
    number.ok_or_else(|| {
        let word = word.to_string_lossy();
        UsageError(format!("`{name}` takes {what}, not `{word}`"))
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
