//! Sets of events.

use alloc::vec::Vec;

use crate::ids::EventIndex;

/// A set of events of a run: a bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventSet {
    words: Vec<u64>,
}

impl EventSet {
    /// None of the first so many events.
    pub(super) fn with_room_for(events: usize) -> Self {
        Self { words: alloc::vec![0; events.div_ceil(64)] }
    }

    /// Adds an event that there is room for; says whether it is new.
    pub(super) fn insert(&mut self, event: usize) -> bool {
        let Some(word) = self.words.get_mut(event / 64) else { return false };
        let bit = 1 << (event % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    pub(super) fn has(&self, event: usize) -> bool {
        self.words.get(event / 64).is_some_and(|word| word >> (event % 64) & 1 == 1)
    }

    /// Whether an event is in it.
    pub fn contains(&self, event: EventIndex) -> bool {
        self.has(event.index())
    }

    /// How many events are in it.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no event is in it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Its events, in the order of the run.
    pub fn iter(&self) -> impl Iterator<Item = EventIndex> + '_ {
        (0..self.words.len() * 64).filter(|&event| self.has(event)).map(EventIndex::from_index)
    }
}
