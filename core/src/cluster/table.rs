//! Numbers for channels, given out when a channel is first used.

use alloc::vec::Vec;

const PAGE: usize = 32;
const NONE: u32 = u32::MAX;

/// Where a channel leads, by the places of its ends in the bank's list of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// A number for each channel that was ever used.
///
/// There are n·(n-1) channels and most carry nothing in most runs, so the table is a row of pages for each sender, both
/// made when they are needed: two look-ups for a channel, and no more memory than the traffic asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChannelTable {
    ends: Vec<Ends>,
    rows: Vec<Vec<u32>>,
    pages: Vec<[u32; PAGE]>,
}

impl ChannelTable {
    pub(super) fn ends(&self, channel: u32) -> Ends {
        self.ends[channel as usize]
    }

    /// The number of a channel, if it was ever used.
    pub(super) fn find(&self, from: u32, to: u32) -> Option<u32> {
        let page = *self.rows.get(from as usize)?.get(to as usize / PAGE)?;
        let channel = self.pages.get(page as usize)?[to as usize % PAGE];
        (channel != NONE).then_some(channel)
    }

    /// The number of a channel.
    pub(super) fn find_or_add(&mut self, from: u32, to: u32) -> u32 {
        match self.find(from, to) {
            Some(channel) => channel,
            None => self.add(from, to),
        }
    }

    #[cold]
    fn add(&mut self, from: u32, to: u32) -> u32 {
        let (row_at, page_at) = (from as usize, to as usize / PAGE);
        if self.rows.len() <= row_at {
            self.rows.resize_with(row_at + 1, Vec::new);
        }
        let row = &mut self.rows[row_at];
        if row.len() <= page_at {
            row.resize(page_at + 1, NONE);
        }
        if row[page_at] == NONE {
            row[page_at] = number(self.pages.len());
            self.pages.push([NONE; PAGE]);
        }
        let channel = number(self.ends.len());
        self.ends.push(Ends { from, to });
        self.pages[row[page_at] as usize][to as usize % PAGE] = channel;
        channel
    }
}

/// The limit on events bounds the channels that can be used, and so these numbers.
#[allow(clippy::cast_possible_truncation)]
const fn number(index: usize) -> u32 {
    index as u32
}
