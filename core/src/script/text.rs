//! Lines, fields and columns of a text. Everything here works on bytes: the separators are ASCII, and a byte of a
//! longer character never equals one of them.

use super::fault::Span;

/// UTF-8's byte-order mark, which some editors put at the start of a file.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Whether a byte separates fields.
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a comment starts at this place of a line.
pub(super) fn is_comment(line: &[u8], at: usize) -> bool {
    line[at] == b'#' || (line[at] == b'/' && line.get(at + 1) == Some(&b'/'))
}

/// The line without its comment and the blanks before that.
pub(super) fn code(line_text: &str) -> &str {
    let bytes = line_text.as_bytes();
    let end = (0..bytes.len()).find(|&at| is_comment(bytes, at)).unwrap_or(bytes.len());
    line_text[..end].trim_end_matches([' ', '\t'])
}

/// The next field at or after a place of a line, as (start, end). `None` when a comment or the end comes first.
pub(super) fn next_field(line: &[u8], mut at: usize) -> Option<(usize, usize)> {
    while at < line.len() && is_blank(line[at]) {
        at += 1;
    }
    if at >= line.len() || is_comment(line, at) {
        return None;
    }
    let start = at;
    while at < line.len() && !is_blank(line[at]) && !is_comment(line, at) {
        at += 1;
    }
    Some((start, at))
}

/// The place of a field of a line; 0 is the keyword. The last field when there are not so many, the whole
/// line when there is none.
pub fn field_span(line_text: &str, line: u32, field: usize) -> Span {
    let bytes = line_text.as_bytes();
    let mut found = None;
    let mut at = 0;
    for _ in 0..=field {
        match next_field(bytes, at) {
            Some(next) => {
                found = Some(next);
                at = next.1;
            }
            None => break,
        }
    }
    let (start, end) = found.unwrap_or((0, bytes.len()));
    span(line, start, end)
}

/// Makes a span; the limit on the length of a text keeps the numbers in range.
#[allow(clippy::cast_possible_truncation)]
pub(super) const fn span(line: u32, start: usize, end: usize) -> Span {
    Span { line, start: start as u32, end: end as u32 }
}

/// Where one line of a text ends, and where the next begins. `\n`, `\r\n` and a lone `\r` end a line, as they do in a
/// browser's text field, so that line numbers are the same everywhere.
pub(super) fn line_end(text: &[u8], start: usize) -> (usize, usize) {
    let mut at = start;
    while at < text.len() {
        match text[at] {
            b'\r' if text.get(at + 1) == Some(&b'\n') => return (at, at + 2),
            b'\n' | b'\r' => return (at, at + 1),
            _ => at += 1,
        }
    }
    (at, at)
}

/// A column as people and browsers count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Characters before it.
    pub chars: usize,
    /// UTF-16 units before it, as JavaScript counts.
    pub utf16: usize,
}

/// The column at a byte of a line. A byte within a character counts as the character's first.
pub fn find_char_column(line_text: &str, byte: usize) -> Column {
    let mut column = Column { chars: 0, utf16: 0 };
    for (at, c) in line_text.char_indices() {
        if at + c.len_utf8() > byte {
            break;
        }
        column.chars += 1;
        column.utf16 += c.len_utf16();
    }
    column
}
