//! Numbers in buckets, put there by a counting pass.

/// The numbers from 0 on, each in one of so many buckets, ascending within it.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    /// Where each bucket starts among the items, and where the last ends.
    starts: Vec<u32>,
    items: Vec<u32>,
}

/// In place of a bucket: the number is in none.
pub(super) const NOWHERE: u32 = u32::MAX;

impl Buckets {
    /// Puts each number into the bucket that the list has for it.
    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    pub(super) fn of(bucket_of: &[u32], count: usize) -> Self {
        // One too many, so that each start moves to where the bucket ends, and thus becomes the start of the next.
        let mut starts = vec![0; count + 2];
        for &bucket in bucket_of {
            if bucket != NOWHERE {
                starts[bucket as usize + 2] += 1;
            }
        }
        for bucket in 2..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        let mut items = vec![0; starts[count + 1] as usize];
        for (item, &bucket) in bucket_of.iter().enumerate() {
            if bucket != NOWHERE {
                let next = &mut starts[bucket as usize + 1];
                items[*next as usize] = item as u32;
                *next += 1;
            }
        }
        starts.pop();
        Self { starts, items }
    }

    /// What is in a bucket.
    pub(super) fn get(&self, bucket: usize) -> &[u32] {
        match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(&start), Some(&end)) => &self.items[start as usize..end as usize],
            _ => &[],
        }
    }

    /// How many items are in the buckets before this one.
    pub(super) fn before(&self, bucket: usize) -> usize {
        self.starts.get(bucket).map_or(self.items.len(), |&start| start as usize)
    }

    /// The items, bucket by bucket.
    pub(super) fn items(&self) -> &[u32] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::{Buckets, NOWHERE};

    #[test]
    fn each_number_is_in_its_bucket() {
        let buckets = Buckets::of(&[2, 0, NOWHERE, 2, 3, 0], 5);
        let all: Vec<_> = (0..6).map(|bucket| buckets.get(bucket).to_vec()).collect();
        assert_eq!(all, [vec![1, 5], vec![], vec![0, 3], vec![4], vec![], vec![]]);
        assert_eq!((buckets.before(2), buckets.before(3), buckets.before(9)), (2, 4, 5));
    }
}
