//! A map from pairs of numbers, ordered by the first, then the second.

use alloc::collections::BTreeMap;

/// What all ordered maps of this crate are, under one type, so that a page that is loaded over a network carries the
/// code of one tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct PairMap(BTreeMap<u64, u32>);

const fn key(pair: (u32, u32)) -> u64 {
    (pair.0 as u64) << 32 | pair.1 as u64
}

#[allow(clippy::cast_possible_truncation)] // takes apart what key() put together
const fn pair(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

impl PairMap {
    pub(crate) fn get(&self, pair: (u32, u32)) -> Option<u32> {
        self.0.get(&key(pair)).copied()
    }

    /// Returns what was there before.
    pub(crate) fn insert(&mut self, pair: (u32, u32), value: u32) -> Option<u32> {
        self.0.insert(key(pair), value)
    }

    pub(crate) fn remove(&mut self, pair: (u32, u32)) {
        self.0.remove(&key(pair));
    }

    pub(crate) fn clear(&mut self) {
        self.0 = BTreeMap::new();
    }

    /// The least pair from this one on, with its value.
    pub(crate) fn first_from(&self, from: (u32, u32)) -> Option<((u32, u32), u32)> {
        self.0.range(key(from)..).next().map(|(&key, &value)| (pair(key), value))
    }

    /// The pairs with this first number, ascending.
    pub(crate) fn with_first(&self, first: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.range(key((first, 0))..=key((first, u32::MAX))).map(|(&key, &value)| (pair(key).1, value))
    }

    /// All, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((u32, u32), u32)> + '_ {
        self.0.iter().map(|(&key, &value)| (pair(key), value))
    }
}
