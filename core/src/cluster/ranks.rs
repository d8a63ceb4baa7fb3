//! A set of processes by rank, that is, by the order of their ids.

use alloc::vec::Vec;

/// A set of small numbers that says at once which is the lowest: a bit for each, and above each 64 of them a bit that says
/// whether any is set. Adding, removing and finding cost the same however many there are, and take no decision
/// that a processor could mispredict.
#[derive(Clone, Debug, Default)]
pub(super) struct RankSet {
    words: Vec<u64>,
    summary: Vec<u64>,
}

impl RankSet {
    pub(super) fn is_empty(&self) -> bool {
        self.summary.iter().all(|&word| word == 0)
    }

    #[inline]
    pub(super) fn insert(&mut self, rank: u32) {
        let (word, top) = (rank as usize / 64, rank as usize / 4096);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
            self.summary.resize(top + 1, 0);
        }
        self.words[word] |= 1 << (rank % 64);
        self.summary[top] |= 1 << (word % 64);
    }

    #[inline]
    pub(super) fn remove(&mut self, rank: u32) {
        let (word, top) = (rank as usize / 64, rank as usize / 4096);
        self.words[word] &= !(1 << (rank % 64));
        let empty = u64::from(self.words[word] == 0);
        self.summary[top] &= !(empty << (word % 64));
    }

    /// The lowest.
    #[inline]
    pub(super) fn first(&self) -> Option<u32> {
        let top = self.summary.iter().position(|&word| word != 0)?;
        Some(self.first_in_top(top, self.summary[top]))
    }

    /// The lowest from this rank on.
    #[inline]
    pub(super) fn first_from(&self, rank: u32) -> Option<u32> {
        let word = rank as usize / 64;
        let rest = self.words.get(word)? & (u64::MAX << (rank % 64));
        if rest != 0 {
            return Some(number(word) * 64 + rest.trailing_zeros());
        }
        let next = word + 1;
        let mut top = next / 64;
        let mut bits = self.summary.get(top)? & (u64::MAX << (next % 64));
        while bits == 0 {
            top += 1;
            bits = *self.summary.get(top)?;
        }
        Some(self.first_in_top(top, bits))
    }

    fn first_in_top(&self, top: usize, bits: u64) -> u32 {
        let word = top * 64 + bits.trailing_zeros() as usize;
        number(word) * 64 + self.words[word].trailing_zeros()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let mut next = self.first();
        core::iter::from_fn(move || {
            let rank = next?;
            next = self.first_from(rank + 1);
            Some(rank)
        })
    }

    /// Makes room for a new process at a rank: those from it on go one up.
    pub(super) fn shift_up(&mut self, rank: u32) {
        let members: Vec<_> = self.iter().filter(|&member| member >= rank).collect();
        for &member in members.iter().rev() {
            self.remove(member);
            self.insert(member + 1);
        }
    }

    /// Takes back [`RankSet::shift_up`].
    pub(super) fn shift_down(&mut self, rank: u32) {
        let members: Vec<_> = self.iter().filter(|&member| member > rank).collect();
        for member in members {
            self.remove(member);
            self.insert(member - 1);
        }
    }
}

#[allow(clippy::cast_possible_truncation)] // the limit on nodes is far below
const fn number(index: usize) -> u32 {
    index as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_lowest_across_words_and_summaries() {
        let mut set = RankSet::default();
        let ranks = [0, 1, 63, 64, 127, 4095, 4096, 8191, 19_999];
        for &rank in ranks.iter().rev() {
            set.insert(rank);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), ranks);
        assert_eq!(set.first_from(65), Some(127));
        assert_eq!(set.first_from(128), Some(4095));
        assert_eq!(set.first_from(8192), Some(19_999));
        assert_eq!(set.first_from(20_000), None);
        for rank in ranks {
            assert_eq!(set.first(), Some(rank));
            set.remove(rank);
        }
        assert!(set.is_empty());
        assert_eq!(set.first_from(0), None);
    }

    #[test]
    fn shifting_up_and_down_is_no_change() {
        let mut set = RankSet::default();
        for rank in [0, 5, 63, 64, 4095] {
            set.insert(rank);
        }
        set.shift_up(5);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 6, 64, 65, 4096]);
        set.shift_down(5);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 5, 63, 64, 4095]);
    }
}
