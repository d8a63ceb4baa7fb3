//! Where scripts come from, and what can be wrong with them before they are read as commands.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use shutter_core::limits::MAX_TEXT;

use crate::status::Status;

/// Where a script comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

impl From<OsString> for Source {
    fn from(argument: OsString) -> Self {
        if argument == "-" { Self::Stdin } else { Self::File(argument.into()) }
    }
}

/// Why something is no script.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum InputFault {
    /// There is no such file.
    Missing,
    /// It is a directory.
    Directory,
    /// It could not be read, in the words of the system.
    Unreadable(String),
    /// It is longer than a script may be.
    TooLong,
    /// It has bytes that no text in UTF-8 has.
    NotText { place: Place, looks_like_utf16: bool },
}

/// A byte of a text, all counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    /// In characters.
    pub(crate) column: usize,
    /// From the start of the text.
    pub(crate) byte: usize,
}

impl Source {
    /// What it is called in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// Reads all of it.
    pub(crate) fn read(&self, stdin: &mut dyn Read) -> Result<String, InputFault> {
        let bytes = match self {
            Self::Stdin => read_up_to_limit(stdin, 0),
            Self::File(path) => read_file(path),
        };
        as_text(bytes?)
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, InputFault> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    // Asked here, since not every system refuses to open a directory.
    if about.is_dir() {
        return Err(InputFault::Directory);
    }
    read_up_to_limit(&mut file, about.len())
}

fn read_up_to_limit(input: &mut dyn Read, length: u64) -> Result<Vec<u8>, InputFault> {
    let most = MAX_TEXT as u64 + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or(0));
    input.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_TEXT { Err(InputFault::TooLong) } else { Ok(bytes) }
}

fn as_text(bytes: Vec<u8>) -> Result<String, InputFault> {
    match find_what_is_no_text(&bytes) {
        Some(at) => Err(InputFault::not_text(&bytes, at)),
        None => String::from_utf8(bytes).map_err(|error| InputFault::Unreadable(error.to_string())),
    }
}

/// The first byte that makes this no text: one that is not UTF-8, or a NUL, which UTF-16 and binary files are full of.
pub(crate) fn find_what_is_no_text(bytes: &[u8]) -> Option<usize> {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let nul = bytes[..valid].iter().position(|&byte| byte == 0);
    nul.or_else(|| (valid < bytes.len()).then_some(valid))
}

impl InputFault {
    /// For a text that a byte makes none. All before that byte is UTF-8.
    pub(crate) fn not_text(bytes: &[u8], at: usize) -> Self {
        // A byte-order mark, or an ASCII letter of which one byte is 0.
        let looks_like_utf16 =
            matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=0x7f, ..] | [1..=0x7f, 0, ..]);
        Self::NotText { place: Place::find(&bytes[..at]), looks_like_utf16 }
    }

    /// How the program ends.
    pub(crate) const fn status(&self) -> Status {
        match self {
            Self::Missing | Self::Directory | Self::Unreadable(_) => Status::NoInput,
            Self::TooLong | Self::NotText { .. } => Status::TextError,
        }
    }

    /// A short name that stays the same.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing-file",
            Self::Directory => "directory",
            Self::Unreadable(_) => "unreadable",
            Self::TooLong => "text-too-long",
            Self::NotText { .. } => "not-text",
        }
    }

    /// What is wrong with the source of this name: a sentence without a full stop.
    pub(crate) fn message(&self, name: &str) -> String {
        match self {
            Self::Missing => format!("there is no file `{name}`"),
            Self::Directory => format!("`{name}` is a directory, not a script"),
            Self::Unreadable(why) => format!("`{name}` cannot be read: {why}"),
            Self::TooLong => format!("`{name}` is longer than the limit of {MAX_TEXT} bytes"),
            Self::NotText { place, .. } => {
                format!(
                    "`{name}` is not a text file: line {}, byte {} of the file, is not UTF-8 text",
                    place.line, place.byte
                )
            }
        }
    }

    /// What to do about it.
    pub(crate) const fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotText { looks_like_utf16: true, .. } => Some("it looks like UTF-16: save it as UTF-8"),
            Self::NotText { looks_like_utf16: false, .. } => Some("a script is plain text: save it as UTF-8"),
            Self::TooLong => Some("nothing of it runs; split it, or make it shorter"),
            Self::Missing | Self::Directory | Self::Unreadable(_) => None,
        }
    }
}

impl From<io::Error> for InputFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::IsADirectory => Self::Directory,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

impl Place {
    /// The place after these bytes, where lines end as the language has it: at `\n`, `\r\n` or a lone `\r`.
    fn find(before: &[u8]) -> Self {
        let mut line = 1;
        let mut start = 0;
        for (at, &byte) in before.iter().enumerate() {
            if byte == b'\r' || byte == b'\n' {
                let second_of_two = byte == b'\n' && at > 0 && before[at - 1] == b'\r';
                line += usize::from(!second_of_two);
                start = at + 1;
            }
        }
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        Self { line, column, byte: before.len() + 1 }
    }
}
