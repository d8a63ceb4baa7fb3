//! Which of many intervals, sorted by their start, reach beyond a place.

/// The ends of intervals, and the largest end of each group of them, of each group of groups, and so on.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    levels: Vec<Vec<u32>>,
}

const GROUP: usize = 32;

impl Reach {
    pub(super) fn of(ends: Vec<u32>) -> Self {
        let mut levels = vec![ends];
        while let Some(below) = levels.last().filter(|level| level.len() > GROUP) {
            let above = below.chunks(GROUP).map(|group| group.iter().copied().fold(0, u32::max)).collect();
            levels.push(above);
        }
        Self { levels }
    }

    pub(super) fn end(&self, item: usize) -> u32 {
        self.levels[0][item]
    }

    /// The last item before this one that ends at `least` or later. Takes steps in the logarithm of their number.
    pub(super) fn last_before(&self, before: usize, least: u32) -> Option<usize> {
        let mut level = 0;
        let mut at = before.min(self.levels[0].len());
        while at > 0 {
            if at.is_multiple_of(GROUP) && level + 1 < self.levels.len() {
                level += 1;
                at /= GROUP;
            } else if self.levels[level][at - 1] < least {
                at -= 1;
            } else {
                return self.last_within(level, at - 1, least);
            }
        }
        None
    }

    /// The last item of a group that ends at `least` or later.
    fn last_within(&self, mut level: usize, mut at: usize, least: u32) -> Option<usize> {
        while level > 0 {
            level -= 1;
            let ends = &self.levels[level];
            let end = ((at + 1) * GROUP).min(ends.len());
            at = (at * GROUP..end).rev().find(|&item| ends[item] >= least)?;
        }
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;

    #[test]
    fn it_finds_what_a_search_finds() {
        let mut number = 1_u32;
        let mut next = || {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            number >> 8
        };
        for count in [0, 1, 31, 32, 33, 1000, 1024, 5000] {
            let ends: Vec<_> = (0..count).map(|_| next() % 1000).collect();
            let reach = Reach::of(ends.clone());
            for _ in 0..300 {
                let (before, least) = (next() as usize % (ends.len() + 2), next() % 1010);
                let expected = ends.iter().take(before).rposition(|&end| end >= least);
                assert_eq!(reach.last_before(before, least), expected);
            }
        }
    }
}
