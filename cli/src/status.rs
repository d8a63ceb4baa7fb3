//! How the program ends.

use std::process::ExitCode;

use shutter_formats::Outcome;

/// The exit statuses, from good to bad. Of several files, the worst counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Status {
    /// The script was read and run to its end. There may be warnings.
    #[default]
    Fine = 0,
    /// Something is wrong with a text, so that it was not run: a line that is no command, or bytes that are no text.
    TextError = 2,
    /// The run stopped at a command that could not be done.
    RunError = 3,
    /// The program was called in a way that it does not know.
    Usage = 64,
    /// A script could not be read: there is no such file, or it may not be read.
    NoInput = 66,
    /// What there was to say could not be written.
    NoOutput = 74,
}

impl Status {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        status.code().into()
    }
}

impl From<Outcome> for Status {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Finished => Self::Fine,
            Outcome::TextError => Self::TextError,
            Outcome::RunError => Self::RunError,
        }
    }
}
