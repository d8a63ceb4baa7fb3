//! A whole text, read and run.

use shutter_core::history::{History, RunFault};
use shutter_core::script::{Fault, FaultKind, Script};

use crate::status::Status;

/// A text that was read, the run of it, and all that is wrong with either.
pub(crate) struct Execution {
    text: String,
    script: Script,
    /// Empty when there is an error in the text.
    pub(crate) history: History,
    faults: Vec<Fault>,
    pub(crate) status: Status,
}

impl Execution {
    /// Reads a text, and runs it up to the first error if every line can be read.
    pub(crate) fn of(text: String) -> Self {
        let script = Script::parse(&text);
        let mut history = History::default();
        if !script.faults().is_empty() {
            let faults = script.faults().to_vec();
            return Self { text, script, history, faults, status: Status::TextError };
        }
        history.reserve(script.commands().len());
        let stopped = script.commands().iter().any(|&command| history.execute(command).is_err());
        let status = if stopped { Status::RunError } else { Status::Fine };
        let locate = |fault: &RunFault| fault.locate(script.line_text(&text, fault.line));
        let faults = history.faults().iter().filter(|fault| is_known(fault, stopped)).map(locate).collect();
        Self { text, script, history, faults, status }
    }

    /// What is wrong, each with the line that it is on.
    pub(crate) fn faults(&self) -> impl Iterator<Item = (&Fault, &str)> {
        self.faults.iter().map(|fault| (fault, self.script.line_text(&self.text, fault.span.line)))
    }

    /// What became of the script, if it did not run to its end.
    pub(crate) fn verdict(&self) -> Option<String> {
        match self.status {
            Status::TextError => {
                let count = self.faults.len();
                let noun = if count == 1 { "error" } else { "errors" };
                Some(format!("not run: {count} {noun} in the text"))
            }
            Status::RunError => self.history.current_line().map(stopped_at),
            Status::Fine | Status::Usage | Status::NoInput | Status::NoOutput => None,
        }
    }
}

/// Whether a fault is one even though the run was stopped: a wait that is open then may have been served later.
pub(crate) fn is_known(fault: &RunFault, stopped: bool) -> bool {
    !(stopped && matches!(fault.kind, FaultKind::NeverServed { killed: None, .. }))
}

/// Says that the run ended before the script did. Lines are counted from 0.
pub(crate) fn stopped_at(line: u32) -> String {
    format!("stopped at line {}", line + 1)
}
