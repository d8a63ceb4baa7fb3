//! The parser: one pass, no recovery needed, since a line is a command.

use alloc::vec::Vec;

use super::command::{Command, FieldName, Keyword};
use super::fault::{Fault, FaultKind, Span};
use super::plain::read_plain_line;
use super::text::{BYTE_ORDER_MARK, line_end, next_field, span};
use crate::ids::{Amount, NodeId, SnapshotId};
use crate::limits::{MAX_AMOUNT, MAX_COMMANDS, MAX_ID, MAX_TEXT};

/// A command and the line that it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// The command.
    pub command: Command,
    /// The line, from 0.
    pub line: u32,
}

/// What a text says: its commands, and what is wrong with the lines that are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    commands: Vec<CommandLine>,
    faults: Vec<Fault>,
    line_starts: Vec<u32>,
}

impl Script {
    /// Reads a whole text. Every fault is found; lines without one become commands.
    ///
    /// ```
    /// use shutter_core::script::Script;
    /// let script = Script::parse("CreateNode 1 1000\nrecieve 1\n");
    /// assert_eq!(script.commands().len(), 1);
    /// assert_eq!(script.faults()[0].span.line, 1);
    /// ```
    pub fn parse(text: &str) -> Self {
        let mut script = Self::default();
        let mut parser = Parser::default();
        while !parser.advance(text, usize::MAX, &mut script) {}
        script
    }

    /// The commands, in order.
    pub fn commands(&self) -> &[CommandLine] {
        &self.commands
    }

    /// What is wrong with the text, in order.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The number of lines; a text that ends in a line end has one more, empty, line after it.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// One line of the text that this was parsed from, without its line end; empty when there is none such.
    pub fn line_text<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let Some(&start) = self.line_starts.get(line as usize) else { return "" };
        let start = start as usize;
        if start > text.len() {
            return "";
        }
        let (end, _) = line_end(text.as_bytes(), start);
        text.get(start..end).unwrap_or("")
    }

    /// Where a line starts in the text, in bytes.
    pub fn line_start(&self, line: u32) -> Option<usize> {
        self.line_starts.get(line as usize).map(|&start| start as usize)
    }

    /// The first command on this line or after it, as an index into [`Script::commands`].
    pub fn command_at_or_after(&self, line: u32) -> usize {
        self.commands.partition_point(|command| command.line < line)
    }
}

/// Reads a text a slice at a time.
#[derive(Clone, Debug, Default)]
pub struct Parser {
    offset: usize,
    line: u32,
    done: bool,
}

impl Parser {
    /// Reads up to `lines` more lines of the text into the script, and says whether the text is read to its end.
    /// The text and the script must be the same at each call.
    pub fn advance(&mut self, text: &str, lines: usize, script: &mut Script) -> bool {
        if self.offset == 0 && self.line == 0 && !self.done {
            self.begin(text, script);
        }
        let bytes = text.as_bytes();
        for _ in 0..lines {
            if self.done {
                break;
            }
            #[allow(clippy::cast_possible_truncation)] // begin() has checked the length
            script.line_starts.push(self.offset as u32);
            if script.commands.len() < MAX_COMMANDS
                && let Some((command, next)) = read_plain_line(bytes, self.offset)
            {
                script.commands.push(CommandLine { command, line: self.line });
                self.offset = next;
                self.line += 1;
                continue;
            }
            let (end, next) = line_end(bytes, self.offset);
            let command = read_line(&bytes[self.offset..end], self.line, &mut script.faults);
            if let Some(command) = command {
                if script.commands.len() == MAX_COMMANDS {
                    let whole = span(self.line, 0, end - self.offset);
                    script.faults.push(Fault { span: whole, kind: FaultKind::TooManyCommands });
                    self.done = true;
                    break;
                }
                script.commands.push(CommandLine { command, line: self.line });
            }
            // A line end makes a line after it, so the text is over only where no line end was found.
            self.done = next == end;
            self.offset = next;
            self.line += 1;
        }
        self.done
    }

    /// How much of the text is read, in bytes.
    pub fn offset(&self) -> usize {
        self.offset
    }

    fn begin(&mut self, text: &str, script: &mut Script) {
        if text.len() > MAX_TEXT {
            let kind = FaultKind::TextTooLong { length: text.len() };
            script.line_starts.push(0);
            script.faults.push(Fault { span: span(0, 0, 0), kind });
            self.done = true;
            return;
        }
        if text.starts_with(BYTE_ORDER_MARK) {
            self.offset = BYTE_ORDER_MARK.len();
        }
        // A command takes some 12 bytes. New memory is a good part of the cost of a long text: it is asked for once.
        script.commands.reserve((text.len() / 10).min(MAX_COMMANDS));
        script.line_starts.reserve(text.len() / 10);
    }
}

/// Reads one line, given without its line end (and, if it is the first, without a byte-order mark).
///
/// # Errors
/// The faults of the line, of which there is at least one.
pub fn parse_line(line_text: &str, line: u32) -> Result<Option<Command>, Vec<Fault>> {
    let mut faults = Vec::new();
    let command = read_line(line_text.as_bytes(), line, &mut faults);
    if faults.is_empty() { Ok(command) } else { Err(faults) }
}

fn read_line(bytes: &[u8], line: u32, faults: &mut Vec<Fault>) -> Option<Command> {
    let (start, end) = next_field(bytes, 0)?;
    let keyword_span = span(line, start, end);
    let Some(keyword) = Keyword::from_bytes(&bytes[start..end]) else {
        faults.push(Fault { span: keyword_span, kind: FaultKind::UnknownCommand });
        return None;
    };
    let fields = keyword.fields();
    let mut values = [0_u64; 3];
    let mut count = 0;
    let mut sound = true;
    let mut last = keyword_span;
    let mut at = end;
    while let Some((start, end)) = next_field(bytes, at) {
        at = end;
        last = span(line, start, end);
        let Some(&field) = fields.get(count) else {
            faults.push(extra_fields(bytes, keyword, last));
            return None;
        };
        match read_number(&bytes[start..end], field) {
            Ok(value) => values[count] = value,
            Err(kind) => {
                faults.push(Fault { span: last, kind });
                sound = false;
            }
        }
        count += 1;
    }
    if count < keyword.required_fields() {
        let after = count.checked_sub(1).map(|before| fields[before]);
        faults.push(Fault { span: last, kind: FaultKind::MissingField { keyword, field: fields[count], after } });
        return None;
    }
    sound.then(|| build(keyword, values, count))
}

/// All that is too much is one fault, so that one edit mends it.
fn extra_fields(bytes: &[u8], keyword: Keyword, first: Span) -> Fault {
    let mut whole = first;
    while let Some((start, end)) = next_field(bytes, whole.end as usize) {
        whole = Span { start: whole.start, ..span(whole.line, start, end) };
    }
    Fault { span: whole, kind: FaultKind::ExtraField { keyword } }
}

pub(super) fn read_number(word: &[u8], field: FieldName) -> Result<u64, FaultKind> {
    let (negative, digits) = match word {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, word),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(FaultKind::NotANumber { field });
    }
    if negative {
        return Err(FaultKind::Negative { field });
    }
    let max = field.max();
    let mut value = 0_u64;
    for digit in digits {
        // Both limits are far below the point at which this could overflow.
        value = value * 10 + u64::from(digit - b'0');
        if value > max {
            return Err(FaultKind::OutOfRange { field, max });
        }
    }
    Ok(value)
}

impl FieldName {
    /// The largest number that the field can hold.
    pub const fn max(self) -> u64 {
        match self {
            Self::Amount => MAX_AMOUNT,
            Self::Node | Self::Sender | Self::Receiver | Self::Snapshot => MAX_ID,
        }
    }
}

pub(super) fn build(keyword: Keyword, values: [u64; 3], count: usize) -> Command {
    #[allow(clippy::cast_possible_truncation)] // read_number has checked the range of each field
    let node = |index: usize| NodeId::new(values[index] as u32);
    let amount = |index: usize| Amount::new(values[index]).unwrap_or(Amount::MAX);
    match keyword {
        Keyword::StartMaster => Command::StartMaster,
        Keyword::CreateNode => Command::CreateNode { node: node(0), balance: amount(1) },
        Keyword::Send => Command::Send { from: node(0), to: node(1), amount: amount(2) },
        Keyword::Receive => Command::Receive { to: node(0), from: (count > 1).then(|| node(1)) },
        Keyword::ReceiveAll => Command::ReceiveAll,
        Keyword::BeginSnapshot => Command::BeginSnapshot { node: node(0) },
        Keyword::CollectState => {
            Command::CollectState { snapshot: (count > 0).then(|| SnapshotId::new(node(0).get())) }
        }
        Keyword::PrintSnapshot => Command::PrintSnapshot,
        Keyword::KillAll => Command::KillAll,
    }
}
