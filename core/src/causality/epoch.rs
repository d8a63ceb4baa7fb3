//! The part of a run that one bank lives.

use crate::event::Event;
use crate::ids::EventIndex;

/// The events of one bank: from its first to the `Killed` that ends it, or to the end of the run.
///
/// What follows a `Killed` has nothing to do with what was before: other processes, even under the same ids, and snapshots that
/// are numbered from 1 again. So whatever is said of processes by their ids is said of one epoch.
#[derive(Clone, Copy, Debug)]
pub struct Epoch<'a> {
    run: &'a [Event],
    start: usize,
    end: usize,
}

impl<'a> Epoch<'a> {
    /// The epoch of the last of the first so many events of a run, or the first epoch when that is none.
    ///
    /// Right after a `Killed`, this is still the epoch that it ended, as the page still shows that bank.
    pub fn at(events: &'a [Event], moment: usize) -> Self {
        let last = moment.min(events.len()).saturating_sub(1);
        let is_end = |event: &Event| matches!(event, Event::Killed);
        let start = events[..last].iter().rposition(is_end).map_or(0, |kill| kill + 1);
        let end = events[last..].iter().position(is_end).map_or(events.len(), |kill| last + kill + 1);
        Self { run: events, start, end }
    }

    /// The epoch that an event of a run belongs to; a `Killed` is the last event of its own.
    pub fn of_event(events: &'a [Event], event: EventIndex) -> Self {
        Self::at(events, event.index() + 1)
    }

    /// The index in the run of its first event: the position at which a cut has nothing of it before.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The index in the run after that of its last event: the position at which a cut has all of it before.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Its events with their indices in the run.
    pub(super) fn events(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Event)> + use<'a> {
        let start = self.start;
        self.run[start..self.end].iter().enumerate().map(move |(place, event)| (start + place, event))
    }

    /// An event by its index in the run.
    pub(super) fn event(&self, at: u32) -> Option<&'a Event> {
        self.run.get(at as usize)
    }

    /// The same, but that it ends sooner.
    pub(super) fn up_to(self, end: usize) -> Self {
        Self { end: end.clamp(self.start, self.end), ..self }
    }

    /// The same, but that it starts later.
    pub(super) fn from(self, start: usize) -> Self {
        Self { start: start.clamp(self.start, self.end), ..self }
    }
}
