//! A run that can be walked in both directions.
//!
//! The history holds the events of a run and the state at one moment of it. Every event can be taken back, so a moment is
//! reached from any other by doing or undoing what lies between. A long run keeps a copy of its state every 65,536 events or
//! more, to start from when that is nearer.

use alloc::vec::Vec;

use crate::cluster::{GlobalState, Log, Machine, Refusal};
use crate::event::Event;
use crate::ids::EventIndex;
use crate::keyframes::Keyframes;
use crate::limits::Limits;
use crate::script::{CommandLine, Fault, FaultKind, Script, field_span};
use crate::snapshot::{Algorithm, ChandyLamport};
use crate::transcript::{Prints, Transcript};

/// A place in a run: after so many events, in or after so many commands.
///
/// A command may cause many events or none, so both are needed to say where one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// How many events have happened.
    pub events: usize,
    /// How many commands have had their turn; the last of them may be half done.
    pub commands: usize,
}

/// Something wrong that was found when a command had its turn, or at the end of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFault {
    /// The line of the command.
    pub line: u32,
    /// The field of the line that is to blame; 0 is the keyword.
    pub field: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

impl RunFault {
    /// The fault with its place in the text of the script that was run.
    pub fn locate(&self, line_text: &str) -> Fault {
        Fault { span: field_span(line_text, self.line, self.field), kind: self.kind.clone() }
    }
}

/// A run, the state at a moment of it, and the way to any other moment.
///
/// ```
/// use shutter_core::{history::History, script::Script};
/// let script = Script::parse("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n");
/// let mut history = History::of(&script);
/// assert_eq!(history.transcript().to_string(), "1 Transfer 3\n");
/// history.step_back();
/// assert_eq!(history.state().cluster().in_flight().get(), 3);
/// ```
#[derive(Clone)]
pub struct History {
    machine: Machine,
    moment: Moment,
    faults: Vec<RunFault>,
    prints: Prints,
    keyframes: Keyframes,
}

impl Default for History {
    fn default() -> Self {
        Self::new(&ChandyLamport, Limits::default())
    }
}

impl History {
    /// An empty run with this snapshot algorithm.
    pub fn new(algorithm: &'static dyn Algorithm, limits: Limits) -> Self {
        Self {
            machine: Machine::new(algorithm, limits),
            moment: Moment::default(),
            faults: Vec::new(),
            prints: Prints::default(),
            keyframes: Keyframes::default(),
        }
    }

    /// The run of a script, at its end.
    pub fn of(script: &Script) -> Self {
        let mut history = Self::default();
        history.reserve(script.commands().len());
        for &command in script.commands() {
            // A refusal is among the faults of the run, which goes on with the next line.
            let _ = history.execute(command);
        }
        history
    }

    /// Makes room for so many more commands, which is quicker than to make it as they come.
    pub fn reserve(&mut self, commands: usize) {
        self.machine.reserve(commands);
    }

    /// Gives a command its turn after the moment on show. What followed the moment is forgotten.
    ///
    /// # Errors
    /// Why the command was refused, in which case it did nothing. It is kept in [`History::faults`] too.
    pub fn execute(&mut self, line: CommandLine) -> Result<(), RunFault> {
        self.cut();
        let before = self.moment.events;
        let outcome = self.machine.execute(line.command, line.line);
        let events = self.machine.log().events();
        self.moment = Moment { events: events.len(), commands: self.moment.commands + 1 };
        for (at, event) in events.iter().enumerate().skip(before) {
            self.prints.note(at, event, || self.machine.bank());
        }
        self.keyframes.note(self.moment.events, &self.machine);
        match outcome {
            Ok(None) => Ok(()),
            Ok(Some(warning)) => {
                self.faults.push(on_line(line.line, *warning));
                Ok(())
            }
            Err(refusal) => {
                let fault = on_line(line.line, *refusal);
                self.faults.push(fault.clone());
                Err(fault)
            }
        }
    }

    /// Forgets what follows the moment on show.
    pub fn cut(&mut self) {
        if self.moment == self.end() {
            return;
        }
        self.machine.cut(self.moment.events, self.moment.commands);
        self.prints.cut(self.moment.events);
        self.keyframes.cut(self.moment.events);
        let log = self.machine.log();
        // Faults of a command that is half done are those of what was taken away.
        let whole = self.moment.commands - usize::from(self.is_within_command());
        let kept = whole.checked_sub(1).map(|last| log.line_of_command(last));
        self.faults.retain(|fault| kept.is_some_and(|line| fault.line <= line));
    }

    /// What went wrong up to the end of the run, by line: refused commands, early collections, waits that were not served.
    pub fn faults(&self) -> Vec<RunFault> {
        let log = self.machine.log();
        let mut faults = self.faults.iter().peekable();
        let mut all = Vec::with_capacity(faults.len());
        for (command, refusal) in self.machine.unserved() {
            let line = log.line_of_command(command);
            while let Some(fault) = faults.next_if(|fault| fault.line <= line) {
                all.push(fault.clone());
            }
            all.push(on_line(line, refusal));
        }
        all.extend(faults.cloned());
        all
    }

    /// What was wrong with the command on a line when it had its turn: why it was refused, or a warning about what it did.
    pub fn refusal_on_line(&self, line: u32) -> Option<&RunFault> {
        let at = self.faults.binary_search_by_key(&line, |fault| fault.line).ok()?;
        Some(&self.faults[at])
    }

    /// The events of the run with the messages and commands that belong to them.
    pub fn log(&self) -> &Log {
        self.machine.log()
    }

    /// The name of the snapshot algorithm.
    pub fn algorithm_name(&self) -> &'static str {
        self.machine.algorithm().name()
    }

    /// The state at the moment on show.
    pub fn state(&self) -> GlobalState<'_> {
        GlobalState { cluster: self.machine.bank(), log: self.machine.log() }
    }

    /// The event that led to the moment on show.
    pub fn last_event(&self) -> Option<(EventIndex, &Event)> {
        let at = self.moment.events.checked_sub(1)?;
        Some((EventIndex::from_index(at), &self.log().events()[at]))
    }

    /// What was printed up to the moment on show.
    pub fn transcript(&self) -> Transcript<'_> {
        Transcript::new(&self.machine, &self.prints, self.moment.events)
    }

    /// The moment on show.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// The moment after everything.
    pub fn end(&self) -> Moment {
        Moment { events: self.log().events().len(), commands: self.log().command_count() }
    }

    /// The line of the command that has had its turn last.
    pub fn current_line(&self) -> Option<u32> {
        Some(self.log().line_of_command(self.moment.commands.checked_sub(1)?))
    }

    /// Whether the command that has its turn is only half done.
    pub fn is_within_command(&self) -> bool {
        match self.moment.commands.checked_sub(1) {
            Some(last) => self.moment.events < self.log().events_of_command(last).end,
            None => false,
        }
    }

    /// The moment after so many events; the end, when there are fewer.
    pub fn moment_of_event(&self, events: usize) -> Moment {
        let events = events.min(self.log().events().len());
        let commands = match events.checked_sub(1) {
            Some(last) => self.log().command_of_event(EventIndex::from_index(last)) + 1,
            None => 0,
        };
        Moment { events, commands }
    }

    /// The moment after so many commands; the end, when there are fewer.
    pub fn moment_of_command(&self, commands: usize) -> Moment {
        let commands = commands.min(self.log().command_count());
        let events = commands.checked_sub(1).map_or(0, |last| self.log().events_of_command(last).end);
        Moment { events, commands }
    }

    /// The moment after a line and all lines before it.
    pub fn moment_of_line(&self, line: u32) -> Moment {
        self.moment_of_command(self.log().commands_before_line(line.saturating_add(1)))
    }

    /// Goes to a moment, and says whether that was a change. A moment that is in no run becomes the nearest that is.
    pub fn seek(&mut self, moment: Moment) -> bool {
        let before = self.moment;
        let events = moment.events.min(self.log().events().len());
        if let Some((at, keyframe)) = self.keyframes.nearest(events, self.moment.events) {
            self.machine.restore(keyframe);
            self.moment.events = at;
        }
        while self.moment.events < events {
            self.machine.forward(self.moment.events);
            self.moment.events += 1;
        }
        while self.moment.events > events {
            self.moment.events -= 1;
            self.machine.backward(self.moment.events);
        }
        let after_command = self.moment_of_command(moment.commands);
        self.moment.commands =
            if after_command.events == events { after_command.commands } else { self.moment_of_event(events).commands };
        self.moment != before
    }

    /// Goes to the next event; says whether there was one.
    pub fn step(&mut self) -> bool {
        let next = self.moment_of_event(self.moment.events + 1);
        // At the last event there is no next, and commands after it that caused none are not taken back.
        next.events > self.moment.events && self.seek(next)
    }

    /// Takes the last event back; says whether there was one.
    pub fn step_back(&mut self) -> bool {
        match self.moment.events.checked_sub(1) {
            Some(events) => self.seek(self.moment_of_event(events)),
            None => self.seek(Moment::default()),
        }
    }

    /// Goes to the end of the command that is half done, or of the next; says whether there was one.
    pub fn step_command(&mut self) -> bool {
        let next = self.moment.commands + usize::from(!self.is_within_command());
        self.seek(self.moment_of_command(next))
    }

    /// Goes to before the last command; says whether there was one.
    pub fn step_command_back(&mut self) -> bool {
        self.seek(self.moment_of_command(self.moment.commands.saturating_sub(1)))
    }

    /// Bytes that the history takes in memory, without the state at the moment on show.
    pub fn memory(&self) -> usize {
        self.log().memory() + self.prints.memory() + self.keyframes.memory()
    }
}

fn on_line(line: u32, refusal: Refusal) -> RunFault {
    RunFault { line, field: refusal.field, kind: refusal.kind }
}
