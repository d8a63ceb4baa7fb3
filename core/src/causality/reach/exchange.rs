//! The exchanges that lead from a run to its equivalent, one by one.

use alloc::vec::Vec;

use super::EquivalentRun;
use crate::ids::EventIndex;

/// Two neighbours that change places: a post-recording event and the pre-recording event after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Where the first of the two is in the order, counted from 0 at the start of the epoch; the other is at the next place.
    /// After the exchange the pre-recording event is here.
    pub position: usize,
    /// The post-recording event, which comes later by it.
    pub post: EventIndex,
    /// The pre-recording event, which comes earlier by it.
    pub pre: EventIndex,
}

impl EquivalentRun {
    /// How many exchanges of neighbours lead from the original order to this one: as many as there are pairs of a
    /// post-recording event and a later pre-recording one, which may be near half the square of the number of events.
    pub fn exchange_count(&self) -> u64 {
        self.before.last().copied().unwrap_or(0)
    }

    /// One of the exchanges, counted from 0; `None` when there are fewer.
    ///
    /// The first pre-recording event that has a post-recording one before it moves forward past all of them, then the next.
    pub fn exchange(&self, exchange: u64) -> Option<Exchange> {
        let (mover, left) = self.mover(exchange);
        let left = left.checked_sub(1)?;
        Some(Exchange {
            position: self.head() + mover + left,
            post: EventIndex::new(self.post[left]),
            pre: EventIndex::new(self.pre[mover]),
        })
    }

    /// The events in the order that they have after so many exchanges; all exchanges, when there are fewer.
    ///
    /// Takes time and memory in proportion to the events of the epoch.
    pub fn order_after(&self, exchanges: u64) -> Vec<EventIndex> {
        let (mover, left) = self.mover(exchanges);
        let (moving, rest) = match self.pre.get(mover) {
            Some(&event) => (Some(event), event as usize + 1),
            None => (None, self.first as usize + self.pre.len() + self.post.len()),
        };
        let passed = moving.map_or(self.post.len(), |_| self.passed_by(mover));
        let mut order: Vec<EventIndex> = Vec::with_capacity(self.epoch.len());
        order.extend((self.epoch.start..self.first as usize).map(EventIndex::from_index));
        let middle = self.pre[..mover].iter().chain(&self.post[..left]).chain(&moving);
        order.extend(middle.chain(&self.post[left..passed]).map(|&event| EventIndex::new(event)));
        order.extend((rest..self.epoch.end).map(EventIndex::from_index));
        order
    }

    /// The events in the order of this run.
    pub fn order(&self) -> Vec<EventIndex> {
        self.order_after(u64::MAX)
    }

    /// Which of the events that move is moving after so many exchanges, and how many events it still has to pass.
    #[allow(clippy::cast_possible_truncation)] // at most the number of events
    fn mover(&self, exchanges: u64) -> (usize, usize) {
        // The last entry is the number of all.
        let mover = self.before.partition_point(|&before| before <= exchanges) - 1;
        if mover == self.pre.len() {
            return (mover, 0);
        }
        (mover, self.passed_by(mover) - (exchanges - self.before[mover]) as usize)
    }
}
