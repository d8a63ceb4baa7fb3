//! Runs the cases in `tests/cases`: scripts with what they print, do and get wrong, in files that people read.
//!
//! A file holds cases of one theme. A case starts at `=== its name`; its script follows, then what is expected: printed
//! lines under `---- prints`, events under `---- events` (each after the number of the line that caused it) and faults
//! under `---- faults`. A case that shows no events may have any; one without the other two prints nothing and has no fault.
//! In a case named `(escaped)`, line ends are written as `\n`, `\r` and so on, and only those count.
//!
//! With `UPDATE_EXPECT=1` in the environment, which `cargo xtask bless` sets, what is expected is written rather than compared.

use std::fs;
use std::path::PathBuf;

use shutter_core::{history::History, script::Script};

use crate::{laws, show};

macro_rules! themes {
    ($($theme:ident),* $(,)?) => {
        $(#[test]
        fn $theme() {
            check_file(stringify!($theme));
        })*

        const THEMES: &[&str] = &[$(stringify!($theme)),*];
    };
}

themes! {
    master_and_nodes, send, receive, waits, receive_all, snapshots, overlapping_snapshots, collect_and_print, kill_all,
    text, misspelt, fields, numbers, faults_in_the_run,
}

#[test]
fn every_file_of_cases_is_run() {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let cases = entries.filter(|path| path.extension().is_some_and(|extension| extension == "case"));
    let mut found: Vec<_> = cases.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    found.sort();
    let mut run = THEMES.to_vec();
    run.sort_unstable();
    assert_eq!(found, run);
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/cases")
}

fn check_file(theme: &str) {
    let path = folder().join(format!("{theme}.case"));
    let text = fs::read_to_string(&path).unwrap();
    let (preface, cases) = read_cases(&text);
    let actual: String = cases.iter().map(Case::run).collect();
    let actual = format!("{preface}{}", actual.trim_end_matches('\n').to_owned() + "\n");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, actual).unwrap();
        return;
    }
    for (expected, actual) in split_cases(&text).1.iter().zip(split_cases(&actual).1) {
        assert!(expected.trim_end() == actual.trim_end(), "{theme}.case expects\n\n{expected}\nbut it is\n\n{actual}");
    }
    assert_eq!(text, actual, "the layout of {theme}.case");
}

/// A case as it stands in its file.
struct Case<'t> {
    name: &'t str,
    script: Vec<&'t str>,
    shows_events: bool,
}

/// What stands before the first case, and each case with its heading.
fn split_cases(text: &str) -> (&str, Vec<&str>) {
    let mut starts: Vec<_> = text.match_indices("=== ").map(|(at, _)| at).collect();
    starts.retain(|&at| at == 0 || text.as_bytes()[at - 1] == b'\n');
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    (&text[..starts[0]], starts.iter().zip(ends).map(|(&start, end)| &text[start..end]).collect())
}

fn read_cases(text: &str) -> (&str, Vec<Case<'_>>) {
    let (preface, cases) = split_cases(text);
    (preface, cases.into_iter().map(read_case).collect())
}

fn read_case(text: &str) -> Case<'_> {
    let mut lines = text.lines();
    let name = lines.next().and_then(|line| line.strip_prefix("=== ")).expect("a case has a heading");
    let mut script: Vec<_> = lines.by_ref().take_while(|line| !line.starts_with("---- ")).collect();
    while script.last().is_some_and(|line| line.is_empty()) {
        script.pop();
    }
    let shows_events = text.lines().any(|line| line == "---- events");
    Case { name, script, shows_events }
}

impl Case<'_> {
    fn text(&self) -> String {
        if self.name.ends_with("(escaped)") {
            return unescape(&self.script.concat());
        }
        show::lines(&self.script)
    }

    /// Runs the script, holds every law to it, and writes the case as it should stand in its file.
    fn run(&self) -> String {
        let text = self.text();
        laws::all(&text);
        let script = Script::parse(&text);
        let history = History::of(&script);
        let faults = show::all_faults(&text, &script, &history);
        let faults = faults.iter().flat_map(|fault| show::fault(&text, &script, fault)).collect();
        let events = if self.shows_events { show::events(&history) } else { Vec::new() };
        let printed = history.transcript().all().map(|line| line.to_string()).collect();
        let mut out = format!("=== {}\n{}\n", self.name, self.script.join("\n"));
        for (heading, lines) in [("prints", printed), ("events", events), ("faults", faults)] {
            let lines: Vec<String> = lines;
            if !lines.is_empty() {
                out += &format!("---- {heading}\n{}\n", visible(&lines.join("\n")));
            }
        }
        out + "\n"
    }
}

/// Characters that nobody would see in a file are written as escapes.
fn visible(text: &str) -> String {
    let hidden = |c: char| c != ' ' && c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    let shown = |c: char| if c != '\n' && hidden(c) { c.escape_unicode().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        out.push(match c {
            '\\' => match rest.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('u') => {
                    let digits: String = rest.by_ref().skip(1).take_while(|&c| c != '}').collect();
                    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).expect("a character's number")
                }
                other => panic!("no escape: {other:?}"),
            },
            c => c,
        });
    }
    out
}
