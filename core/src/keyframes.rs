//! States of a run to come back to, few and far between.

use alloc::vec::Vec;

use crate::cluster::{Keyframe, Machine};

/// Events between two keyframes, at least: to walk half of them is a fraction of the time of a picture.
const SPACING: usize = 1 << 16;
/// What keyframes may add to the memory of a run, in bytes for each event.
const BYTES_PER_EVENT: usize = 6;

/// The keyframes of a run. Every event can be undone, so they are never needed, only quicker over a long way.
#[derive(Clone)]
pub(crate) struct Keyframes {
    frames: Vec<Frame>,
    /// The number of events at which to think of the next.
    due: usize,
}

impl Default for Keyframes {
    fn default() -> Self {
        Self { frames: Vec::new(), due: SPACING }
    }
}

#[derive(Clone)]
struct Frame {
    events: usize,
    memory: usize,
    state: Keyframe,
}

impl Keyframes {
    /// Takes one if it is time; the machine is after so many events, at the end of the run.
    #[inline]
    pub(crate) fn note(&mut self, events: usize, machine: &Machine) {
        if events >= self.due {
            self.consider(events, machine);
        }
    }

    #[cold]
    fn consider(&mut self, events: usize, machine: &Machine) {
        let memory = machine.keyframe_memory();
        let before = self.frames.last().map_or(0, |frame| frame.events);
        let worth_it = before + memory / BYTES_PER_EVENT;
        if events >= worth_it {
            self.frames.push(Frame { events, memory, state: machine.keyframe() });
            self.due = events + SPACING;
        } else {
            self.due = worth_it.max(events + SPACING / 4);
        }
    }

    /// Forgets those after so many events.
    pub(crate) fn cut(&mut self, events: usize) {
        self.frames.truncate(self.frames.partition_point(|frame| frame.events <= events));
        self.due = self.frames.last().map_or(0, |frame| frame.events) + SPACING;
    }

    /// The one from which it is shortest to a moment, if that is shorter than from another moment.
    pub(crate) fn nearest(&self, target: usize, from: usize) -> Option<(usize, &Keyframe)> {
        let after = self.frames.partition_point(|frame| frame.events < target);
        let around = self.frames[after.saturating_sub(1)..].iter().take(2);
        let best = around.min_by_key(|frame| frame.events.abs_diff(target))?;
        (best.events.abs_diff(target) < from.abs_diff(target)).then_some((best.events, &best.state))
    }

    /// Bytes that they take, about.
    pub(crate) fn memory(&self) -> usize {
        self.frames.iter().map(|frame| frame.memory).sum()
    }
}
