//! `shutter run -`: a script that is run while it is being written.

use std::io::{self, Read, Write};

use shutter_core::history::History;
use shutter_core::limits::MAX_COMMANDS;
use shutter_core::script::{Command, CommandLine, Fault, FaultKind, Span, parse_line};
use shutter_formats::is_known;

use crate::Streams;
use crate::input::{InputFault, Source};
use crate::lines::Lines;
use crate::printer::Printer;
use crate::reporter::{Reporter, stopped_at};
use crate::status::Status;

/// Runs each line of standard input as it comes.
pub(crate) fn run(streams: &mut Streams<'_>) -> io::Result<Status> {
    let mut session = Session {
        lines: Lines::default(),
        history: History::default(),
        printer: Printer::default(),
        reporter: Reporter::new(streams.errors),
        output: streams.output,
        name: Source::Stdin.name(),
        stopped: None,
    };
    let status = session.run_all(streams.input)?;
    session.finish(status)?;
    Ok(status)
}

struct Session<'a> {
    lines: Lines,
    history: History,
    printer: Printer,
    reporter: Reporter<'a>,
    output: &'a mut dyn Write,
    name: String,
    /// The line whose fault ended the run.
    stopped: Option<u32>,
}

impl Session<'_> {
    fn run_all(&mut self, input: &mut dyn Read) -> io::Result<Status> {
        loop {
            while let Some(line) = self.lines.next() {
                let status = self.turn(line)?;
                if status != Status::Fine {
                    return Ok(status);
                }
            }
            if self.lines.is_too_long() {
                return self.stop(&InputFault::TooLong);
            }
            // Whoever writes the script may wait for what its last line prints.
            self.output.flush()?;
            match self.lines.read(input) {
                Ok(true) => {}
                Ok(false) => match self.lines.next() {
                    Some(last) => return self.turn(last),
                    None => return Ok(Status::Fine),
                },
                Err(error) => return self.stop(&error.into()),
            }
        }
    }

    /// Gives a line its turn.
    fn turn(&mut self, line: u32) -> io::Result<Status> {
        let text = match self.lines.text(line) {
            Ok(text) => text,
            Err(fault) => return self.stop(&fault),
        };
        match parse_line(text, line) {
            Ok(None) => Ok(Status::Fine),
            Ok(Some(_)) if self.history.log().command_count() == MAX_COMMANDS => {
                let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
                let fault = Fault { span: Span { line, start: 0, end }, kind: FaultKind::TooManyCommands };
                self.stop_at(line, &[fault])
            }
            Ok(Some(command)) => self.execute(command, line),
            Err(faults) => self.stop_at(line, &faults),
        }
    }

    fn stop_at(&mut self, line: u32, faults: &[Fault]) -> io::Result<Status> {
        self.stopped = Some(line);
        self.report(faults)?;
        Ok(Status::TextError)
    }

    fn execute(&mut self, command: Command, line: u32) -> io::Result<Status> {
        let outcome = self.history.execute(CommandLine { command, line });
        self.printer.print(&self.history, self.output)?;
        // This knows of warnings too.
        if let Some(fault) = self.history.refusal_on_line(line) {
            let located = fault.locate(self.lines.text(line).unwrap_or_default());
            self.report(&[located])?;
        }
        if outcome.is_ok() {
            return Ok(Status::Fine);
        }
        self.stopped = Some(line);
        Ok(Status::RunError)
    }

    /// Says what was left open, and where the run stopped.
    fn finish(&mut self, status: Status) -> io::Result<()> {
        let stopped = status != Status::Fine;
        let faults = self.history.faults();
        let waits = faults.iter().filter(|fault| matches!(fault.kind, FaultKind::NeverServed { .. }));
        let known = waits.filter(|fault| is_known(fault, stopped));
        let located: Vec<_> =
            known.map(|fault| fault.locate(self.lines.text(fault.line).unwrap_or_default())).collect();
        self.report(&located)?;
        if let Some(line) = self.stopped {
            self.reporter.verdict(&self.name, &stopped_at(line));
        }
        Ok(())
    }

    fn stop(&mut self, fault: &InputFault) -> io::Result<Status> {
        self.output.flush()?;
        self.reporter.input(&self.name, fault);
        Ok(fault.status())
    }

    /// What was printed shall stand above what is wrong, so it is written first.
    fn report(&mut self, faults: &[Fault]) -> io::Result<()> {
        self.output.flush()?;
        for fault in faults {
            let line_text = self.lines.text(fault.span.line).unwrap_or_default();
            self.reporter.fault(&self.name, fault, line_text);
        }
        self.reporter.flush();
        Ok(())
    }
}
