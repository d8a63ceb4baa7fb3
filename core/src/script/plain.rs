//! A short cut for lines that are written plainly.

use super::command::{Command, Keyword};
use super::parse::build;

/// Reads a line that is a command without a fault or a comment, its fields one blank apart. Returns the command and where
/// the next line starts; `None` for every other line, which is then read with care.
///
/// Nearly all lines of a long script are such, and one look at each byte is enough for them.
#[inline]
pub(super) fn read_plain_line(text: &[u8], start: usize) -> Option<(Command, usize)> {
    let mut at = start;
    while text.get(at)?.is_ascii_alphabetic() {
        at += 1;
    }
    let keyword = Keyword::from_bytes(&text[start..at])?;
    let fields = keyword.fields();
    let mut values = [0_u64; 3];
    let mut count = 0;
    while *text.get(at)? == b' ' {
        let field = fields.get(count)?;
        let (value, end) = read_digits(text, at + 1)?;
        if value > field.max() {
            return None;
        }
        values[count] = value;
        count += 1;
        at = end;
    }
    let next = match text[at] {
        b'\n' => at + 1,
        b'\r' if *text.get(at + 1)? == b'\n' => at + 2,
        _ => return None,
    };
    (count >= keyword.required_fields()).then(|| (build(keyword, values, count), next))
}

/// A number of few enough digits that it fits, and the place after it.
#[inline]
fn read_digits(text: &[u8], start: usize) -> Option<(u64, usize)> {
    const MOST: usize = 18;
    let mut at = start;
    let mut value = 0_u64;
    loop {
        let digit = text.get(at)?.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    (at > start && at - start <= MOST).then_some((value, at))
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::super::parse::parse_line;
    use super::*;

    #[test]
    fn what_it_reads_is_what_the_careful_reader_reads() {
        let lines = [
            "Send 1 2 3",
            "Receive 1",
            "Receive 1 2",
            "ReceiveAll",
            "CollectState",
            "CollectState 7",
            "KillAll",
            "CreateNode 4294967295 9007199254740991",
            "BeginSnapshot 007",
        ];
        for line in lines {
            for end in ["\n", "\r\n"] {
                let text = format!("{line}{end}");
                let (command, next) = read_plain_line(text.as_bytes(), 0).expect(line);
                assert_eq!(Ok(Some(command)), parse_line(line, 0), "{line}");
                assert_eq!(next, text.len());
            }
        }
    }

    #[test]
    fn it_leaves_everything_else_to_the_careful_reader() {
        let lines = [
            "",
            " Send 1 2 3",
            "Send  1 2 3",
            "Send 1 2",
            "Send 1 2 3 4",
            "Send 1 2 3 ",
            "Send 1 2 x",
            "Send 1 2 3#",
            "send 1 2 3",
            "Send 4294967296 2 3",
            "Send 1 2 9007199254740992",
            "Send 1 2 1000000000000000000000000",
            "Send 1 2 -3",
            "# Send 1 2 3",
            "Send\t1\t2\t3",
        ];
        for line in lines {
            assert_eq!(read_plain_line(format!("{line}\n").as_bytes(), 0).map(|(command, _)| command), None, "{line}");
        }
        assert!(read_plain_line(b"Send 1 2 3", 0).is_none(), "a last line without an end");
    }
}
