//! A small set that is kept in order.

use alloc::collections::VecDeque;

/// A sorted set of few things, most of which come and go at its ends: markers arrive in the order of their senders, and
/// are taken from the front. There a change costs nothing, in the middle it moves at most half of the set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SortedDeque<T>(VecDeque<T>);

impl<T: Ord + Copy> SortedDeque<T> {
    pub(super) const fn new() -> Self {
        Self(VecDeque::new())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn first(&self) -> Option<T> {
        self.0.front().copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.0.iter().copied()
    }

    /// Adds what is not in the set yet.
    pub(super) fn insert(&mut self, item: T) {
        let at = if self.0.back().is_none_or(|last| *last < item) {
            self.0.len()
        } else {
            self.0.partition_point(|other| *other < item)
        };
        self.0.insert(at, item);
    }

    /// Takes out what is in the set.
    pub(super) fn remove(&mut self, item: T) {
        let at = if self.0.front() == Some(&item) { 0 } else { self.0.partition_point(|other| *other < item) };
        let gone = self.0.remove(at);
        debug_assert!(gone == Some(item), "only what is in the set is taken out");
    }

    /// The first for which this holds, where it holds for all that come after one for which it does.
    pub(super) fn first_where(&self, holds: impl Fn(&T) -> bool) -> Option<T> {
        let first = self.0.front()?;
        if holds(first) {
            return Some(*first);
        }
        self.0.get(self.0.partition_point(|item| !holds(item))).copied()
    }
}
