//! A fault under its source line, for terminals.

use alloc::format;
use alloc::string::String;

use super::fault::{Fault, Level};
use super::text::find_char_column;

/// Columns of source that are shown around a fault; longer lines are cut, and say so.
const WINDOW: usize = 100;

/// Draws a fault: what is wrong, where, the source line with carets under the place, and what to do.
/// `name` is what the text is called (a file name), `line_text` the line that the fault is on.
///
/// ```text
/// error: there is no command `recieve`
///  --> bank.script:3:1
///   |
/// 3 | recieve 1 2
///   | ^^^^^^^ did you mean `Receive`?
/// ```
pub fn render(fault: &Fault, name: &str, line_text: &str) -> String {
    let said = fault.explain(line_text);
    let level = match fault.kind.level() {
        Level::TextError | Level::RunError => "error",
        Level::Warning => "warning",
    };
    let number = format!("{}", fault.span.line + 1);
    let gutter = " ".repeat(number.len());
    let first = find_char_column(line_text, fault.span.start as usize).chars;
    let width = find_char_column(line_text, fault.span.end as usize).chars.saturating_sub(first).max(1);
    let (source, first, width) = window(line_text, first, width);
    let column = find_char_column(line_text, fault.span.start as usize).chars + 1;
    let help = said.help.as_deref().unwrap_or("");
    let carets = format!("{gutter} | {}{} {help}", " ".repeat(first), "^".repeat(width));
    let related = said.related.map(|related| format!("{gutter} = line {}: {}\n", related.line + 1, related.note));
    format!(
        "{level}: {}\n{gutter}--> {name}:{number}:{column}\n{gutter} |\n{number} | {source}\n{}\n{}",
        said.message,
        carets.trim_end(),
        related.unwrap_or_default(),
    )
}

/// The part of a line to show, on one row of as many columns as characters; with where the place is in it.
fn window(line_text: &str, first: usize, width: usize) -> (String, usize, usize) {
    let skipped = if first + width > WINDOW { first.saturating_sub(WINDOW / 4) } else { 0 };
    let mut source = String::new();
    if skipped > 0 {
        source.push('…');
    }
    let lead = usize::from(skipped > 0);
    let mut rest = line_text.chars().skip(skipped);
    // A tab or a control character would move the carets away from what they point at.
    source.extend(rest.by_ref().take(WINDOW).map(|c| match c {
        '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }));
    if rest.next().is_some() {
        source.push('…');
    }
    let first = first - skipped + lead;
    (source, first, width.min((WINDOW + lead).saturating_sub(first)).max(1))
}
