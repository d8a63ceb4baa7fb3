//! From a text to its run, a slice at a time, so that a long script never holds the page up.

use std::rc::Rc;

use shutter_core::history::{History, Moment, RunFault};
use shutter_core::script::{Command, CommandLine, Fault, Parser, Script};
use shutter_lessons::{Place, prediction};

/// Lines that are read in one slice: a few milliseconds.
const LINES: usize = 40_000;
/// Events that happen in one slice, more or less: one command may cause more.
const EVENTS: usize = 40_000;
/// `ReceiveAll` in a bank with so many channels may take long enough to be announced before it starts.
const MANY_CHANNELS: usize = 20_000;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The text is read: so many bytes of so many.
    Reading {
        /// Bytes that are read.
        done: usize,
        /// Bytes of the text.
        all: usize,
    },
    /// The commands have their turns: so many of so many.
    Running {
        /// Commands that had their turn.
        done: usize,
        /// Commands of the script.
        all: usize,
        /// Whether the next is a `ReceiveAll` that may take long.
        delivering: bool,
    },
    /// All commands had their turns.
    Done,
    /// It was cancelled after so many commands of so many.
    Cancelled {
        /// Commands that had their turn.
        done: usize,
        /// Commands of the script, as far as it was read.
        all: usize,
    },
}

/// Where to be when the run is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// At the end.
    End,
    /// After so many events.
    Event(usize),
    /// After this line.
    Line(u32),
    /// Where an author says.
    Place(Place),
    /// At the very moment, if it is still there.
    Moment(Moment, u32),
    /// At a moment that the run is known to have.
    Exactly(Moment),
}

impl Target {
    /// After so many events, or at the end.
    pub(super) fn after(events: Option<usize>) -> Self {
        events.map_or(Self::End, Self::Event)
    }
}

/// A script, its run, and what is left to do.
#[derive(Clone)]
pub struct Build {
    text: Rc<str>,
    script: Script,
    /// The script before, whose run is reused as far as the two are the same.
    previous: Script,
    parser: Parser,
    history: History,
    stage: Stage,
    target: Target,
    announced: bool,
    faults: Rc<[Fault]>,
}

impl Default for Build {
    fn default() -> Self {
        Self {
            text: "".into(),
            script: Script::default(),
            previous: Script::default(),
            parser: Parser::default(),
            history: History::default(),
            stage: Stage::Done,
            target: Target::End,
            announced: false,
            faults: Rc::new([]),
        }
    }
}

impl Build {
    /// The script, as far as it is read.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// The run, as far as it is.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// All that is wrong, by line; complete when the run is done.
    pub fn faults(&self) -> &Rc<[Fault]> {
        &self.faults
    }

    /// Puts a veil over what snapshots record, or takes it away. A text has to follow.
    pub(super) fn veil(&mut self, veiled: bool) {
        if self.history.log().is_veiled() != veiled {
            // Nothing of the other run is of use.
            self.script = Script::default();
            self.previous = Script::default();
            self.history = if veiled { prediction::veiled() } else { History::default() };
        }
    }

    /// Turns to another text. Without a target, the moment stays as near as it can to where it is.
    pub(super) fn start(&mut self, text: Rc<str>, target: Option<Target>) {
        let working = self.is_working();
        self.target = target.unwrap_or_else(|| if working { self.target } else { self.present() });
        // A script that was only half read is no measure for what its run has in common with the next.
        let read = std::mem::take(&mut self.script);
        if !matches!(self.stage, Stage::Reading { .. }) {
            self.previous = read;
        }
        self.parser = Parser::default();
        self.stage = Stage::Reading { done: 0, all: text.len() };
        self.text = text;
        self.announced = false;
    }

    fn is_working(&self) -> bool {
        matches!(self.stage, Stage::Reading { .. } | Stage::Running { .. })
    }

    fn present(&self) -> Target {
        let moment = self.history.moment();
        match self.history.current_line() {
            _ if moment == self.history.end() => Target::End,
            Some(line) => Target::Moment(moment, line),
            None => Target::Moment(moment, 0),
        }
    }

    /// Does one slice of what is left.
    pub(super) fn advance(&mut self) {
        if let Stage::Reading { all, .. } = self.stage {
            if !self.parser.advance(&self.text, LINES, &mut self.script) {
                self.stage = Stage::Reading { done: self.parser.offset(), all };
                return;
            }
            self.begin_run();
        }
        if let Stage::Running { .. } = self.stage {
            self.run();
        }
    }

    /// Stops; what ran so far stays.
    pub(super) fn cancel(&mut self) {
        if self.is_working() {
            self.stage = Stage::Cancelled { done: self.history.end().commands, all: self.script.commands().len() };
            self.find_faults();
        }
    }

    /// Moves in a run that is not being built.
    pub(super) fn walk(&mut self, walk: impl FnOnce(&mut History) -> bool) {
        if !self.is_working() {
            walk(&mut self.history);
        }
    }

    /// Goes back to where the run of the script before is not that of this one.
    fn begin_run(&mut self) {
        let ran = self.history.end().commands;
        let (new, old) = (self.script.commands(), self.previous.commands());
        let same = new.iter().zip(old).take(ran).take_while(|(new, old)| new == old).count();
        self.previous = Script::default();
        if same < ran {
            let moment = self.history.moment_of_command(same);
            self.history.seek(moment);
            self.history.cut();
            if let Target::Moment(moment, line) = self.target
                && moment.commands > same
            {
                self.target = Target::Line(line);
            }
        } else {
            let end = self.history.end();
            self.history.seek(end);
        }
        self.history.reserve(self.script.commands().len() - same);
        self.stage = Stage::Running { done: same, all: self.script.commands().len(), delivering: false };
    }

    fn run(&mut self) {
        let all = self.script.commands().len();
        let limit = self.history.end().events + EVENTS;
        let start = self.history.end().commands;
        for done in start.. {
            let Some(&command) = self.script.commands().get(done) else {
                self.finish();
                return;
            };
            let delivering = self.may_take_long(command);
            let announce = delivering && !self.announced;
            if announce || done - start == LINES || self.history.end().events >= limit {
                self.announced = announce;
                self.stage = Stage::Running { done, all, delivering };
                return;
            }
            self.announced = false;
            // A refusal is among the faults of the run, which goes on with the next line.
            let _ = self.history.execute(command);
        }
    }

    fn may_take_long(&self, command: CommandLine) -> bool {
        let nodes = self.history.state().cluster().node_count();
        command.command == Command::ReceiveAll && nodes * nodes > MANY_CHANNELS
    }

    fn finish(&mut self) {
        self.stage = Stage::Done;
        let moment = match self.target {
            Target::End => self.history.end(),
            Target::Event(events) => self.history.moment_of_event(events),
            Target::Line(line) => self.history.moment_of_line(line),
            Target::Place(place) => place.moment(&self.history),
            Target::Moment(moment, _) | Target::Exactly(moment) => moment,
        };
        self.history.seek(moment);
        self.find_faults();
    }

    fn find_faults(&mut self) {
        let run = self.history.faults();
        let mut run = run.iter().peekable();
        let located = |fault: &RunFault| fault.locate(self.script.line_text(&self.text, fault.line));
        let mut all = Vec::new();
        for fault in self.script.faults() {
            while let Some(run_fault) = run.next_if(|run_fault| run_fault.line < fault.span.line) {
                all.push(located(run_fault));
            }
            all.push(fault.clone());
        }
        all.extend(run.map(located));
        self.faults = all.into();
    }
}
