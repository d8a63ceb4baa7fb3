//! Lessons, and exercises in which what snapshots record is hidden.

use std::rc::Rc;

use shutter_lessons::{Done, Lesson, Step, prediction};

use super::build::Target;
use super::{Moment, Session};

#[cfg(test)]
mod tests;

/// The lesson that a person is in, and the step.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// The step, counted from 0.
    pub at: usize,
    /// Whether what the step asks for was done.
    pub done: bool,
    /// How many events had happened when it began.
    since: usize,
    /// Whether nothing of a person's was there before it.
    no_loss: bool,
}

impl Guide {
    /// The step itself.
    pub fn step(&self) -> Option<&Step> {
        self.lesson.steps.get(self.at)
    }
}

/// How an exercise ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All was filled in right.
    Right,
    /// The answer was shown.
    Shown,
}

impl Session {
    /// The lesson, if there is one.
    pub fn guide(&self) -> Option<&Guide> {
        self.guide.as_ref()
    }

    /// Whether what snapshots record is hidden, because it is to be predicted.
    pub fn is_veiled(&self) -> bool {
        self.history().log().is_veiled()
    }

    /// How the last exercise ended, until another script comes.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// Whether the script is that of a lesson, in which nobody has typed: there is nothing to lose.
    pub fn is_given(&self) -> bool {
        self.given
    }

    /// Whether the script is that of a lesson and took the place of that of another step: no loss.
    pub fn is_no_loss(&self) -> bool {
        self.guide.as_ref().is_some_and(|guide| guide.no_loss)
    }

    /// The moment on show as a link has it: after so many events of the run with all that it records.
    pub fn place_in_link(&self) -> Option<usize> {
        self.place()
            .map(|at| if self.is_veiled() { prediction::to_open(&prediction::open(&self.text), at) } else { at })
    }

    /// The same script again, with a veil over what it records, at the same moment.
    #[must_use]
    pub fn under_veil(mut self) -> Self {
        let target = Target::after(self.place());
        self.build.borrow_mut().veil(true);
        self.set_text(self.text.clone(), Some(target));
        self
    }

    /// Goes to a step of a lesson.
    pub(super) fn turn_to(&mut self, lesson: Rc<Lesson>, at: usize) {
        let before = self.guide.take().filter(|guide| Rc::ptr_eq(&guide.lesson, &lesson));
        // What a person wrote is kept like any script that another one takes the place of.
        self.opened += u32::from(before.is_none() || !self.given);
        let no_loss = std::mem::replace(&mut self.given, true);
        self.outcome = None;
        let Some(step) = lesson.steps.get(at) else { return };
        let stays = before.as_ref().is_some_and(|guide| guide.at < at) && step.script.is_none() && step.at.is_none();
        let (text, place) = lesson.setting(at);
        let veiled = step.predicts;
        if !stays && (*text != *self.text || veiled != self.is_veiled()) {
            self.build.borrow_mut().veil(veiled);
            self.load(text.into(), Target::Place(place));
        } else if !stays {
            self.seek(|history| place.moment(history));
        }
        let since = self.moment.events;
        self.guide = Some(Guide { lesson, at, done: false, since, no_loss });
    }

    /// Another script comes from elsewhere.
    pub(super) fn leave_lesson(&mut self) {
        self.opened += 1;
        self.guide = None;
        self.given = false;
        self.outcome = None;
        self.build.borrow_mut().veil(false);
    }

    /// Opens a script as an exercise.
    pub(super) fn exercise(&mut self, text: Rc<str>, events: Option<usize>) {
        self.leave_lesson();
        let open = prediction::open(&text);
        self.build.borrow_mut().veil(!prediction::questions(&open).is_empty());
        let events = events.map(|at| if self.is_veiled() { prediction::to_veiled(&open, at) } else { at });
        self.load(text, Target::after(events));
    }

    /// Shows what was recorded.
    pub(super) fn reveal(&mut self, outcome: Outcome) {
        if !self.is_veiled() {
            return;
        }
        let target = Target::after(self.place_in_link());
        self.build.borrow_mut().veil(false);
        self.outcome = Some(outcome);
        self.set_text(self.text.clone(), Some(target));
        if let Some(guide) = &mut self.guide {
            guide.done = true;
        }
    }

    /// Takes note of it when what a step asks for is done.
    pub(super) fn note_goal(&mut self) {
        let Some(guide) = self.guide.as_ref().filter(|guide| !guide.done) else { return };
        let Some(goal) = guide.step().and_then(|step| step.goal) else { return };
        let exchanged = self.exchanges.as_ref().is_some_and(|exchanges| exchanges.at == exchanges.run.exchange_count());
        let history = self.history();
        let done = goal.is_done(Done { history: &history, since: guide.since, cut: self.cut.as_deref(), exchanged });
        drop(history);
        if let Some(guide) = self.guide.as_mut().filter(|_| done && self.moment != Moment::default()) {
            guide.done = true;
        }
    }
}
