//! What is wrong, for people, on standard error.

use std::io::{BufWriter, Write};

use shutter_core::script::{Fault, render};
use shutter_formats::{Execution, Outcome};

use crate::input::InputFault;

/// Writes faults, with an empty line between them. Where standard error cannot be written to, there is nobody left to
/// tell, so failures are ignored.
pub(crate) struct Reporter<'a> {
    errors: BufWriter<&'a mut dyn Write>,
    begun: bool,
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(errors: &'a mut dyn Write) -> Self {
        Self { errors: BufWriter::new(errors), begun: false }
    }

    /// A fault of a script, with the line that it is on.
    pub(crate) fn fault(&mut self, name: &str, fault: &Fault, line_text: &str) {
        self.paragraph(&render(fault, &on_one_line(name), line_text));
    }

    /// Why something is no script.
    pub(crate) fn input(&mut self, name: &str, fault: &InputFault) {
        let mut said = format!("error: {}\n", fault.message(&on_one_line(name)));
        if let Some(help) = fault.help() {
            said = format!("{said}  = {help}\n");
        }
        self.paragraph(&said);
    }

    /// All that is wrong with a script, and what became of it.
    pub(crate) fn execution(&mut self, name: &str, execution: &Execution) {
        for (fault, line_text) in execution.faults() {
            self.fault(name, fault, line_text);
        }
        if let Some(verdict) = verdict(execution) {
            self.verdict(name, &verdict);
        }
    }

    /// What became of a script.
    pub(crate) fn verdict(&mut self, name: &str, verdict: &str) {
        self.paragraph(&format!("{}: {verdict}\n", on_one_line(name)));
    }

    /// Shows what was said so far.
    pub(crate) fn flush(&mut self) {
        let _ = self.errors.flush();
    }

    fn paragraph(&mut self, text: &str) {
        let before = if self.begun { "\n" } else { "" };
        self.begun = true;
        let _ = write!(self.errors, "{before}{}", harmless(text));
    }
}

/// What became of a script that did not run to its end.
fn verdict(execution: &Execution) -> Option<String> {
    match execution.outcome() {
        Outcome::TextError => {
            let count = execution.faults().len();
            let noun = if count == 1 { "error" } else { "errors" };
            Some(format!("not run: {count} {noun} in the text"))
        }
        Outcome::RunError => execution.history().current_line().map(stopped_at),
        Outcome::Finished => None,
    }
}

/// Says that the run ended before the script did. Lines are counted from 0.
pub(crate) fn stopped_at(line: u32) -> String {
    format!("stopped at line {}", line + 1)
}

/// A text without what would move the cursor or colour the screen: a script and a file name can hold anything.
fn harmless(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', "\u{fffd}")
}

/// The same for what must stay on its line.
pub(crate) fn on_one_line(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
