//! The report that `PrintSnapshot` prints, line by line.

use alloc::vec::Vec;
use core::fmt;

use super::record::Snapshot;
use crate::cluster::{Cluster, short};
use crate::ids::{Amount, EventIndex, NodeId};
use crate::script::ChannelName;

/// A snapshot as it was when the observer collected it. With n processes it has 2 + n + n·(n-1) lines, each of which can
/// be had without the others.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    snapshot: &'a Snapshot,
    /// The number of events when it was collected.
    within: u32,
    members: Vec<(NodeId, u32)>,
}

/// A line of a report. Its text is what `Display` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportLine {
    /// `---Node states`
    NodesHeader,
    /// A balance; `None` where the process had not recorded.
    Node(NodeId, Option<Amount>),
    /// `---Channel states`
    ChannelsHeader,
    /// The sum in a channel; `None` where the receiver had not recorded.
    Channel(ChannelName, Option<u128>),
}

impl fmt::Display for ReportLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NodesHeader => f.write_str("---Node states"),
            Self::Node(node, Some(balance)) => write!(f, "node {node} = {balance}"),
            Self::Node(node, None) => write!(f, "node {node} = ?"),
            Self::ChannelsHeader => f.write_str("---Channel states"),
            Self::Channel(ChannelName { from, to }, Some(sum)) => write!(f, "channel ({from} -> {to}) = {sum}"),
            Self::Channel(ChannelName { from, to }, None) => write!(f, "channel ({from} -> {to}) = ?"),
        }
    }
}

impl<'a> Report<'a> {
    /// What was recorded for a snapshot when it was collected in this event; `None` is what is recorded now.
    pub fn new(cluster: &'a Cluster, snapshot: &'a Snapshot, collected_at: Option<EventIndex>) -> Self {
        let count = short(snapshot.member_count());
        let members = cluster.order().iter().copied().filter(|&(_, place)| place < count).collect();
        let within = collected_at.map_or(crate::cluster::NEVER, EventIndex::get);
        Self { snapshot, within, members }
    }

    /// How many lines it has.
    pub fn line_count(&self) -> usize {
        Self::line_count_for(self.members.len())
    }

    pub(crate) const fn line_count_for(members: usize) -> usize {
        2 + members * members
    }

    /// One line, from 0 to below [`Report::line_count`].
    pub fn line(&self, index: usize) -> Option<ReportLine> {
        let count = self.members.len();
        if index >= self.line_count() {
            return None;
        }
        Some(match index {
            0 => ReportLine::NodesHeader,
            _ if index <= count => {
                let (id, place) = self.members[index - 1];
                ReportLine::Node(id, self.snapshot.slot(place).balance_within(self.within))
            }
            _ if index == count + 1 => ReportLine::ChannelsHeader,
            _ => {
                let channel = index - count - 2;
                let (from_rank, rest) = (channel / (count - 1), channel % (count - 1));
                // A process has no channel to itself, so the receivers after it are one further on.
                let to_rank = rest + usize::from(rest >= from_rank);
                self.channel_line(self.members[from_rank], self.members[to_rank])
            }
        })
    }

    fn channel_line(&self, (from, sender): (NodeId, u32), (to, receiver): (NodeId, u32)) -> ReportLine {
        let known = self.snapshot.slot(receiver).balance_within(self.within).is_some();
        let state = self.snapshot.channel(sender, receiver);
        let sum = known.then(|| state.map_or(0, |state| state.sum_within(self.within)));
        ReportLine::Channel(ChannelName { from, to }, sum)
    }

    /// All lines.
    pub fn lines(&self) -> impl Iterator<Item = ReportLine> + '_ {
        (0..self.line_count()).filter_map(|index| self.line(index))
    }
}
