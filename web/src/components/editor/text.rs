//! Places in a text, as scripts and as text fields count them.

use std::borrow::Cow;
use std::rc::Rc;

use shutter_core::script::{Edit, Span, find_char_column};

use crate::session::{Session, Stage};

/// More than this is shown, but cannot be edited: a browser lays out a text field as a whole.
const MOST_BYTES: usize = 1_000_000;
pub(super) const MOST_LINES: usize = 30_000;

/// Whether the text is too large for a text field. What a person types into one may grow somewhat larger before it is
/// taken away.
pub(super) fn is_large(session: &Session, typed: bool) -> bool {
    let room = if typed { 2 } else { 1 };
    // A text that is not read at once is one of very many lines.
    session.text().len() > MOST_BYTES * room
        || matches!(session.stage(), Stage::Reading { .. })
        || session.script().line_count() > MOST_LINES * room
}

/// Whether a text would be too large for a text field.
pub(super) fn would_be_large(text: &str) -> bool {
    text.len() > MOST_BYTES || text.bytes().filter(|&byte| byte == b'\n' || byte == b'\r').count() >= MOST_LINES
}

/// The beginning of a text: at most so many whole lines, and not more than a text field can hold. With their number.
pub(super) fn first_lines(text: &str, most: usize) -> (&str, usize) {
    let mut end = 0;
    let mut count = 0;
    for (at, byte) in text.bytes().enumerate().take(MOST_BYTES) {
        if byte == b'\n' || (byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n')) {
            end = at + 1;
            count += 1;
            if count == most {
                break;
            }
        }
    }
    (&text[..end], count)
}

/// A text as a text field has it: each line ends in `\n`.
pub(super) fn as_in_field(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// A place in the session's script, counted in UTF-16 units as the text field counts it.
pub(super) fn unit_at(session: &Session, line: u32, byte: u32) -> u32 {
    let script = session.script();
    let start = script.line_start(line).unwrap_or(session.text().len());
    let before = session.text().get(..start).unwrap_or("");
    let line_ends = before.matches("\r\n").count();
    let column = find_char_column(script.line_text(session.text(), line), byte as usize).utf16;
    units(before.encode_utf16().count() - line_ends + column)
}

#[allow(clippy::cast_possible_truncation)] // a text is at most 64 MB long
pub(super) fn units(count: usize) -> u32 {
    count as u32
}

/// The byte at which so many UTF-16 units of a text end.
pub(super) fn byte_of_unit(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if left < c.len_utf16() {
            return at;
        }
        left -= c.len_utf16();
    }
    text.len()
}

/// The place so many lines below another (above, when negative) and in the same column, in UTF-16 units.
pub(super) fn rows_away(text: &str, caret: u32, rows: i32) -> u32 {
    let at = byte_of_unit(text, caret);
    let mut start = line_start(text, at);
    let column = units(text[start..at].encode_utf16().count());
    for _ in 0..rows.unsigned_abs() {
        if rows < 0 {
            start = line_start(text, start.saturating_sub(1));
        } else if let Some(next) = text[start..].find('\n') {
            start += next + 1;
        }
    }
    let line = text[start..].split('\n').next().unwrap_or("");
    let end = start + byte_of_unit(line, column);
    units(text[..end].encode_utf16().count())
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// What a text becomes by an edit, if the session still has the lines that the edit is about.
pub(super) fn edited(session: &Session, edit: &Edit) -> Option<Rc<str>> {
    let Span { line, start, end } = edit.span;
    let from = session.script().line_start(line)?;
    let text = session.text();
    let (before, after) = (text.get(..from + start as usize)?, text.get(from + end as usize..)?);
    Some([before, &edit.replacement, after].concat().into())
}

/// The part in which two texts differ: where it starts, in bytes of both; where it ends in the old one, and in the new.
pub(super) fn difference(old: &str, new: &str) -> (usize, usize, usize) {
    let same = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    let start = old.floor_char_boundary(same).min(new.floor_char_boundary(same));
    let rest = old[start..].bytes().rev().zip(new[start..].bytes().rev());
    let same = rest.take_while(|(old, new)| old == new).count();
    let (mut old_end, mut new_end) = (old.len() - same, new.len() - same);
    while !old.is_char_boundary(old_end) {
        old_end += 1;
        new_end += 1;
    }
    (start, old_end, new_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_the_middle() {
        for (old, new, middle) in [
            ("abc", "abc", ("", "")),
            ("abc", "axc", ("b", "x")),
            ("aaa", "aa", ("a", "")),
            ("", "new", ("", "new")),
            ("é1", "è1", ("é", "è")),
            ("1漢", "1字", ("漢", "字")),
            ("a\u{a9}", "a\u{129}", ("\u{a9}", "\u{129}")),
        ] {
            let (start, old_end, new_end) = difference(old, new);
            assert_eq!((&old[start..old_end], &new[start..new_end]), middle, "{old} {new}");
        }
    }

    #[test]
    fn places_are_counted_as_the_field_counts_them() {
        let session = Session::of("\u{feff}KillAll\r\n# 😀\rSend 1 2 3\n");
        assert_eq!(unit_at(&session, 0, 0), 1);
        assert_eq!(unit_at(&session, 1, 0), 9);
        assert_eq!(unit_at(&session, 1, 6), 13);
        assert_eq!(unit_at(&session, 2, 5), 19);
        assert_eq!(unit_at(&session, 3, 0), 25);
    }

    #[test]
    fn units_and_bytes() {
        assert_eq!(byte_of_unit("a😀b", 0), 0);
        assert_eq!(byte_of_unit("a😀b", 3), 5);
        assert_eq!(byte_of_unit("a😀b", 9), 6);
    }

    #[test]
    fn pages_keep_the_column_where_they_can() {
        let text = "Send 1 2 3\n😀\nKillAll\nReceiveAll";
        assert_eq!(rows_away(text, 5, 1), 13);
        assert_eq!(rows_away(text, 5, 2), 19);
        assert_eq!(rows_away(text, 5, 9), 27);
        assert_eq!(rows_away(text, 24, -3), 2);
        assert_eq!(rows_away(text, 24, -9), 2);
    }

    #[test]
    fn the_first_lines_are_whole_ones() {
        assert_eq!(first_lines("a\r\nb\rc\nd", 2), ("a\r\nb\r", 2));
        assert_eq!(first_lines("a\nb", 5), ("a\n", 1));
        assert_eq!(first_lines("one", 5), ("", 0));
    }

    #[test]
    fn an_edit_is_made_in_its_line() {
        let session = Session::of("KillAll\nrecieve 1\n");
        let edit = |line| Edit {
            span: Span { line, start: 0, end: 7 },
            replacement: "Receive".to_owned(),
            label: String::new(),
        };
        assert_eq!(&*edited(&session, &edit(1)).unwrap(), "KillAll\nReceive 1\n");
        assert_eq!(edited(&session, &edit(9)), None);
    }
}
