//! What is wrong, as data. Lines and columns count from 1, columns in characters.

use serde::Serialize;
use shutter_core::script::{Edit, Fault, Level, Related, Span, find_char_column};

use crate::input::{InputFault, Source};
use crate::status::Status;

/// One thing that is wrong.
#[derive(Serialize)]
pub(super) struct Diagnostic {
    level: &'static str,
    code: &'static str,
    #[serde(flatten)]
    place: Place,
    message: String,
    help: Option<String>,
    fix: Option<Fix>,
    related: Option<RelatedLine>,
}

/// Where it is; all `None` when what is wrong is no part of a text.
#[derive(Default, Serialize)]
struct Place {
    line: Option<usize>,
    column: Option<usize>,
    end_column: Option<usize>,
}

/// A part of one line; empty when it ends where it begins.
#[derive(Serialize)]
struct Range {
    line: usize,
    column: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Fix {
    #[serde(flatten)]
    place: Range,
    replacement: String,
    label: String,
}

#[derive(Serialize)]
struct RelatedLine {
    line: usize,
    note: String,
}

impl Diagnostic {
    /// A fault of a script, with the line that it is on.
    pub(super) fn of_fault(fault: &Fault, line_text: &str) -> Self {
        let said = fault.explain(line_text);
        Self {
            level: level_name(fault.kind.level()),
            code: fault.kind.code(),
            place: range(fault.span, line_text).into(),
            message: said.message,
            help: said.help,
            fix: said.fix.map(|edit| fix(edit, line_text)),
            related: said.related.map(related_line),
        }
    }

    /// Why something is no script.
    pub(super) fn of_input(source: &Source, fault: &InputFault) -> Self {
        let place = match fault {
            InputFault::NotText { place, .. } => {
                Range { line: place.line, column: place.column, end_column: place.column + 1 }.into()
            }
            InputFault::Missing | InputFault::Directory | InputFault::Unreadable(_) | InputFault::TooLong => {
                Place::default()
            }
        };
        Self {
            level: if fault.status() == Status::TextError { level_name(Level::TextError) } else { "input-error" },
            code: fault.code(),
            place,
            message: fault.message(&source.name()),
            help: fault.help().map(str::to_owned),
            fix: None,
            related: None,
        }
    }
}

impl From<Range> for Place {
    fn from(Range { line, column, end_column }: Range) -> Self {
        Self { line: Some(line), column: Some(column), end_column: Some(end_column) }
    }
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::TextError => "text-error",
        Level::RunError => "run-error",
        Level::Warning => "warning",
    }
}

fn range(span: Span, line_text: &str) -> Range {
    let column = |byte: u32| find_char_column(line_text, byte as usize).chars + 1;
    Range { line: number(span.line), column: column(span.start), end_column: column(span.end) }
}

fn fix(edit: Edit, line_text: &str) -> Fix {
    Fix { place: range(edit.span, line_text), replacement: edit.replacement, label: edit.label }
}

fn related_line(related: Related) -> RelatedLine {
    RelatedLine { line: number(related.line), note: related.note }
}

fn number(line: u32) -> usize {
    line as usize + 1
}
