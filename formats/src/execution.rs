//! A whole text, read and run.

use shutter_core::history::{History, RunFault};
use shutter_core::script::{Fault, FaultKind, Level, Script};

/// A text that was read, the run of it, and all that is wrong with either.
pub struct Execution {
    text: String,
    script: Script,
    history: History,
    faults: Vec<Fault>,
    outcome: Outcome,
}

/// What became of a text. Its code is the exit status of the command-line program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    /// It was read and run to its end. There may be warnings.
    Finished = 0,
    /// A line is no command.
    TextError = 2,
    /// A command could not be done.
    RunError = 3,
}

impl Outcome {
    /// The number that stands for it.
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl Execution {
    /// Reads a text, and runs it up to the first error if every line can be read. The run of a text with an error in it is empty.
    pub fn of(text: String) -> Self {
        let script = Script::parse(&text);
        let mut history = History::default();
        if !script.faults().is_empty() {
            let faults = script.faults().to_vec();
            return Self { text, script, history, faults, outcome: Outcome::TextError };
        }
        history.reserve(script.commands().len());
        let stopped = script.commands().iter().any(|&command| history.execute(command).is_err());
        let outcome = if stopped { Outcome::RunError } else { Outcome::Finished };
        let locate = |fault: &RunFault| fault.locate(script.line_text(&text, fault.line));
        let faults = history.faults().iter().filter(|fault| is_known(fault, stopped)).map(locate).collect();
        Self { text, script, history, faults, outcome }
    }

    /// Reads a text, and runs every line that can be read, whatever is wrong with others: what is half written has a run too.
    pub fn of_all_lines(text: String) -> Self {
        let script = Script::parse(&text);
        let history = History::of(&script);
        let in_run = history.faults();
        let outcome = if !script.faults().is_empty() {
            Outcome::TextError
        } else if in_run.iter().any(|fault| fault.kind.level() == Level::RunError) {
            Outcome::RunError
        } else {
            Outcome::Finished
        };
        let located = in_run.iter().map(|fault| fault.locate(script.line_text(&text, fault.line)));
        let mut faults: Vec<_> = script.faults().iter().cloned().chain(located).collect();
        faults.sort_by_key(|fault| fault.span.line);
        Self { text, script, history, faults, outcome }
    }

    /// Forgets what came after so many events. What is wrong with the text stays known.
    pub fn cut(&mut self, events: usize) {
        if events < self.history.end().events {
            let moment = self.history.moment_of_event(events);
            self.history.seek(moment);
            self.history.cut();
        }
    }

    /// The run.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The run, to be walked through. What stands here expects to find it at its end again.
    pub fn history_mut(&mut self) -> &mut History {
        &mut self.history
    }

    /// What became of the text.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// What is wrong, each with the line that it is on.
    pub fn faults(&self) -> impl ExactSizeIterator<Item = (&Fault, &str)> {
        self.faults.iter().map(|fault| (fault, self.script.line_text(&self.text, fault.span.line)))
    }
}

/// Whether a fault is one even though the run may have been stopped: a wait that is open then may have been served later.
pub fn is_known(fault: &RunFault, stopped: bool) -> bool {
    !(stopped && matches!(fault.kind, FaultKind::NeverServed { killed: None, .. }))
}
