//! What is done in the picture instead of by typing: a command joins the script at the moment on show and takes the place
//! of what followed. One can take it back.

use std::rc::Rc;

use shutter_core::event::{Delivery, Event};
use shutter_core::history::{History, Moment};
use shutter_core::script::{Command, Script};

use super::build::Target;
use super::{Session, Stage};

#[cfg(test)]
mod tests;

/// So many acts can be taken back.
const MOST: usize = 50;

/// What an act took the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// How many lines stand before it.
    pub after: u32,
    /// How many lines went.
    pub lines: u32,
}

/// The acts since the text was changed by other means, which have an undo of their own.
#[derive(Clone, Default)]
pub(super) struct Acts {
    done: Rc<Vec<Before>>,
    replaced: Option<Replaced>,
}

/// How it was before an act. An act only changes how a text ends, so no more of it is kept.
#[derive(Clone)]
struct Before {
    kept: usize,
    rest: Rc<str>,
    moment: Moment,
}

impl Session {
    /// What the last act replaced, if it did and the text is still the one that it made.
    pub fn replaced(&self) -> Option<Replaced> {
        self.acts.replaced
    }

    /// Whether there is an act to take back.
    pub fn can_undo(&self) -> bool {
        !self.acts.done.is_empty()
    }

    /// Why nothing can be done in the picture now.
    pub fn obstacle(&self) -> Option<&'static str> {
        match self.stage {
            _ if self.looked_at => Some("This picture is to be looked at."),
            Stage::Done => None,
            Stage::Cancelled { .. } => Some("The run was cancelled."),
            Stage::Reading { .. } | Stage::Running { .. } => Some("The run is still being made."),
        }
    }

    /// Gives the script a command at the moment on show, and goes to the moment after it.
    pub(super) fn act(&mut self, command: Command) {
        if self.obstacle().is_some() {
            return;
        }
        let fork = Fork::at(&self.text, &self.script(), &self.history(), command);
        let (Some(start), Some(rest)) = (self.text.get(..fork.kept), self.text.get(fork.kept..)) else { return };
        let text = [start, &fork.added].concat();
        let before = Before { kept: fork.kept, rest: rest.into(), moment: self.moment };
        self.remember(before, fork.replaced);
        self.take_over(text, Target::End);
    }

    /// Gives the place of the whole script to another one, at the moment after one of its lines. That is taken back as an act is.
    pub(super) fn open(&mut self, text: &str, line: u32) {
        let gone = lines(&self.script(), &self.text);
        let before = Before { kept: 0, rest: self.text.clone(), moment: self.moment };
        self.remember(before, Some(Replaced { after: 0, lines: gone }));
        self.take_over(text.to_owned(), Target::Line(line));
    }

    fn remember(&mut self, before: Before, replaced: Option<Replaced>) {
        let done = Rc::make_mut(&mut self.acts.done);
        if done.len() == MOST {
            done.remove(0);
        }
        done.push(before);
        self.acts.replaced = replaced;
    }

    /// Takes the last act back.
    pub(super) fn undo(&mut self) {
        let Some(before) = Rc::make_mut(&mut self.acts.done).pop() else { return };
        self.acts.replaced = None;
        let text = [self.text.get(..before.kept).unwrap_or(""), &before.rest].concat();
        self.take_over(text, Target::Exactly(before.moment));
    }

    /// The text was changed by other means. Where that was the editor's own undo of the last act, the moment comes back too;
    /// anything else ends what can be undone here, since that would take the change with it.
    pub(super) fn type_text(&mut self, text: Rc<str>) {
        let undone = self.acts.done.last().filter(|before| before.is(&self.text, &text)).map(|before| before.moment);
        if let Some(moment) = undone {
            Rc::make_mut(&mut self.acts.done).pop();
            self.acts.replaced = None;
            self.set_text(text, Some(Target::Exactly(moment)));
        } else {
            self.acts = Acts::default();
            self.set_text(text, None);
        }
    }

    fn take_over(&mut self, text: String, target: Target) {
        let acts = std::mem::take(&mut self.acts);
        self.load(text.into(), target);
        self.acts = acts;
    }
}

impl Before {
    /// Whether this is the text before the act, given the one after it.
    fn is(&self, after: &str, text: &str) -> bool {
        let start = after.get(..self.kept);
        start.is_some_and(|start| text.strip_prefix(start) == Some(&*self.rest))
    }
}

/// How a text goes on from a moment with a command.
struct Fork {
    /// Bytes of the text that stay.
    kept: usize,
    /// What follows them.
    added: String,
    replaced: Option<Replaced>,
}

impl Fork {
    fn at(text: &str, script: &Script, history: &History, command: Command) -> Self {
        let delivered = delivered(script, history);
        let first_gone = first_gone(script, history, delivered.is_some());
        let kept = first_gone.and_then(|line| script.line_start(line)).unwrap_or(text.len());
        let line_end = line_end(text);
        let mut added = String::new();
        let start = text.get(..kept).unwrap_or("").trim_start_matches('\u{feff}');
        if !start.is_empty() && !start.ends_with(['\n', '\r']) {
            added += line_end;
        }
        for command in delivered.unwrap_or_default().into_iter().chain([command]) {
            added += &format!("{command}{line_end}");
        }
        let replaced = first_gone.map(|after| Replaced { after, lines: lines(script, text).saturating_sub(after) });
        Self { kept, added, replaced }
    }
}

/// The first line that does not stay; `None` at the end of the run, where all do.
///
/// A command that is half done is kept and so becomes done, but for `ReceiveAll`, which is `unrolled`. Comments after the
/// last command belong to what followed it; those before the first are the head of the script.
fn first_gone(script: &Script, history: &History, unrolled: bool) -> Option<u32> {
    if history.moment() == history.end() {
        return None;
    }
    match history.current_line() {
        Some(line) if unrolled => Some(line),
        Some(line) => Some(line + 1),
        None => script.commands().first().map(|first| first.line),
    }
}

/// The deliveries of a `ReceiveAll` that is half done, one by one, so that no more than those have happened.
fn delivered(script: &Script, history: &History) -> Option<Vec<Command>> {
    let moment = history.moment();
    let last = moment.commands.checked_sub(1).filter(|_| history.is_within_command())?;
    if script.commands().get(last)?.command != Command::ReceiveAll {
        return None;
    }
    let first = history.log().events_of_command(last).start;
    let events = history.log().events().get(first..moment.events)?;
    let deliveries = events.iter().filter_map(|event| match *event {
        Event::TransferReceived { from, to, by: Delivery::ReceiveAll, .. }
        | Event::MarkerReceived { from, to, by: Delivery::ReceiveAll, .. } => {
            Some(Command::Receive { to, from: Some(from) })
        }
        _ => None,
    });
    Some(deliveries.collect())
}

/// The lines of a text, without the empty one after the last line end.
#[allow(clippy::cast_possible_truncation)] // a text is at most 64 MB long
fn lines(script: &Script, text: &str) -> u32 {
    script.line_count().saturating_sub(usize::from(text.ends_with(['\n', '\r']))) as u32
}

/// How the lines of a text end.
fn line_end(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|at| &text[at..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}
