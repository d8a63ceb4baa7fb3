//! Numbers for pairs of processes, given out in the order in which the pairs turn up.

use alloc::vec::Vec;

use crate::ids::NodeId;

const NONE: u32 = u32::MAX;

/// From pairs of ids to the numbers 0, 1, 2 and so on: a hash table with open addressing, at most half full.
///
/// Ids are any 32 bits and most of the n·(n-1) channels are never used, so neither can be an index.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    slots: Vec<u32>,
    keys: Vec<u64>,
}

impl Numbers {
    /// The number of a pair, and whether it is a new one.
    pub(super) fn find_or_add(&mut self, from: NodeId, to: NodeId) -> (usize, bool) {
        if self.keys.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let key = u64::from(from.get()) << 32 | u64::from(to.get());
        let slot = self.slot(key);
        let number = self.slots[slot];
        if number != NONE {
            return (number as usize, false);
        }
        self.slots[slot] = crate::cluster::short(self.keys.len());
        self.keys.push(key);
        (self.keys.len() - 1, true)
    }

    /// Where a key is, or would be.
    #[allow(clippy::cast_possible_truncation)] // the low bits of a shifted hash
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        // Fibonacci hashing, Knuth, "The Art of Computer Programming", volume 3, section 6.4.
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.slots[slot] != NONE && self.keys[self.slots[slot] as usize] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = alloc::vec![NONE; (self.slots.len() * 2).max(16)];
        for number in 0..self.keys.len() {
            let slot = self.slot(self.keys[number]);
            self.slots[slot] = crate::cluster::short(number);
        }
    }
}
