//! A text that is still being written, line by line.

use std::io::{self, ErrorKind, Read};

use shutter_core::limits::MAX_TEXT;

use crate::input::{InputFault, find_what_is_no_text};

/// The most that is asked for at once.
const CHUNK: usize = 1 << 16;

/// What has come of a text so far. All of it is kept, since a fault may be found on a line that came long ago; the limit on
/// the length of a text bounds it.
#[derive(Default)]
pub(crate) struct Lines {
    bytes: Vec<u8>,
    /// Where each whole line starts.
    starts: Vec<u32>,
    /// Where the next line starts.
    start: usize,
    /// Up to where there is no line end from `start` on.
    searched: usize,
    ended: bool,
}

impl Lines {
    /// The next line that is whole, if what has come holds one. A `\r` ends a line at once: the `\n` that may belong to it may
    /// be long in coming.
    pub(crate) fn next(&mut self) -> Option<u32> {
        self.skip_second_of_two();
        let end = find_line_end(&self.bytes, self.searched);
        self.searched = end;
        if end == self.bytes.len() && !(self.ended && self.start < end) {
            return None;
        }
        let number = u32::try_from(self.starts.len()).ok()?;
        self.starts.push(u32::try_from(self.start).ok()?);
        self.start = (end + 1).min(self.bytes.len());
        self.searched = self.start;
        Some(number)
    }

    /// Waits for more of the text; says whether there was more.
    pub(crate) fn read(&mut self, input: &mut dyn Read) -> io::Result<bool> {
        let held = self.bytes.len();
        self.bytes.resize(held + CHUNK, 0);
        let outcome = loop {
            match input.read(&mut self.bytes[held..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                outcome => break outcome,
            }
        };
        self.bytes.truncate(held + *outcome.as_ref().unwrap_or(&0));
        let count = outcome?;
        self.ended = count == 0;
        Ok(!self.ended)
    }

    /// Whether so much has come without a line end that its line cannot fit any more.
    pub(crate) fn is_too_long(&self) -> bool {
        self.bytes.len() > MAX_TEXT
    }

    /// A line without its line end, and, if it is the first, without a byte-order mark.
    pub(crate) fn text(&self, line: u32) -> Result<&str, InputFault> {
        let start = self.starts[line as usize] as usize;
        let end = find_line_end(&self.bytes, start);
        if end > MAX_TEXT {
            return Err(InputFault::TooLong);
        }
        let bytes = &self.bytes[start..end];
        if let Some(at) = find_what_is_no_text(bytes) {
            return Err(InputFault::not_text(&self.bytes, start + at));
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        Ok(if line == 0 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text })
    }

    fn skip_second_of_two(&mut self) {
        let at_start = self.bytes.get(self.start) == Some(&b'\n') && self.searched == self.start;
        let after_return = self.start.checked_sub(1).is_some_and(|before| self.bytes[before] == b'\r');
        if at_start && after_return {
            self.start += 1;
            self.searched = self.start;
        }
    }
}

/// The end of the line that a byte is on; the end of all when its line end has not come.
fn find_line_end(bytes: &[u8], from: usize) -> usize {
    let distance = bytes[from..].iter().position(|&byte| byte == b'\n' || byte == b'\r');
    distance.map_or(bytes.len(), |distance| from + distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a text that comes in these pieces.
    fn lines(pieces: &[&[u8]]) -> Vec<String> {
        let mut lines = Lines::default();
        let mut all = Vec::new();
        for mut piece in pieces.iter().copied().chain([&[][..]]) {
            lines.read(&mut piece).unwrap();
            while let Some(line) = lines.next() {
                all.push(lines.text(line).unwrap().to_owned());
            }
        }
        all
    }

    #[test]
    fn lines_are_the_same_however_the_text_comes_in() {
        let text = "\u{feff}one\ntwo\r\n\r\n\rthree\r\rfour\n\nfünf".as_bytes();
        let expected = ["one", "two", "", "", "three", "", "four", "", "fünf"];
        for first in 0..text.len() {
            for second in first..text.len() {
                let pieces = [&text[..first], &text[first..second], &text[second..]];
                let pieces: Vec<_> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
                assert_eq!(lines(&pieces), expected, "cut at {first} and {second}");
            }
        }
    }

    #[test]
    fn a_line_is_there_before_the_next_one_begins() {
        let mut lines = Lines::default();
        lines.read(&mut &b"one\rtw"[..]).unwrap();
        assert_eq!((lines.next(), lines.next()), (Some(0), None));
        lines.read(&mut &b"o\r"[..]).unwrap();
        assert_eq!((lines.next(), lines.next()), (Some(1), None));
        lines.read(&mut &b"\n"[..]).unwrap();
        assert_eq!(lines.next(), None);
    }
}
