//! What is wrong, as data. Lines and columns count from 1, columns in characters.

use serde::Serialize;
use shutter_core::script::{Edit, Fault, Level, Related, Span, find_char_column};

/// One thing that is wrong.
#[derive(Serialize)]
pub struct Diagnostic {
    /// `text-error`, `run-error`, `warning`, or what else there may be.
    pub level: &'static str,
    /// A short name that stays the same.
    pub code: &'static str,
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// A sentence, for people.
    pub message: String,
    /// What to do, for people.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
    /// Another line that has to do with it.
    pub related: Option<RelatedLine>,
}

/// Where something is; all `None` when it is no part of a text.
#[derive(Default, Serialize)]
pub struct Place {
    /// The line, from 1.
    pub line: Option<usize>,
    /// The first column, from 1, in characters.
    pub column: Option<usize>,
    /// The column after the last.
    pub end_column: Option<usize>,
}

/// A part of one line; empty when it ends where it begins.
#[derive(Serialize)]
struct Range {
    line: usize,
    column: usize,
    end_column: usize,
}

/// Puts something else in the place of a part of a line.
#[derive(Serialize)]
pub struct Fix {
    #[serde(flatten)]
    place: Range,
    replacement: String,
    label: String,
}

/// A line, and why it matters.
#[derive(Serialize)]
pub struct RelatedLine {
    line: usize,
    note: String,
}

impl Diagnostic {
    /// A fault of a script, with the line that it is on.
    pub fn of_fault(fault: &Fault, line_text: &str) -> Self {
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
}

impl Place {
    /// A single character. Both count from 1.
    pub fn character(line: usize, column: usize) -> Self {
        Range { line, column, end_column: column + 1 }.into()
    }
}

impl From<Range> for Place {
    fn from(Range { line, column, end_column }: Range) -> Self {
        Self { line: Some(line), column: Some(column), end_column: Some(end_column) }
    }
}

/// What a level is called.
pub const fn level_name(level: Level) -> &'static str {
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
