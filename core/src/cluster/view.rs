//! What can be seen at a moment: a bank together with the messages in its channels.

use super::log::{Log, Payload, short};
use super::state::Cluster;
use crate::ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId};
use crate::script::ChannelName;
use crate::snapshot::{ChannelState, Snapshot};

/// The global state at a moment of the run: the states of all processes and of all channels.
#[derive(Clone, Copy)]
pub struct GlobalState<'a> {
    pub(crate) cluster: &'a Cluster,
    pub(crate) log: &'a Log,
}

/// A process at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: NodeId,
    /// What it has.
    pub balance: Amount,
}

impl<'a> GlobalState<'a> {
    /// The bank.
    pub fn cluster(self) -> &'a Cluster {
        self.cluster
    }

    /// The run that it is a moment of.
    pub fn log(self) -> &'a Log {
        self.log
    }

    /// The processes, ascending by id.
    pub fn nodes(self) -> impl ExactSizeIterator<Item = Node> + 'a {
        let cluster = self.cluster;
        cluster.order().iter().map(move |&(id, place)| Node { id, balance: cluster.balance_at(place) })
    }

    /// What is in a channel, head first.
    pub fn channel(self, name: ChannelName) -> impl Iterator<Item = (MessageId, Payload)> + 'a {
        let queue = self.number(name).map(|channel| self.cluster.queue(channel)).unwrap_or_default();
        let mut next = queue.head;
        (0..queue.len).map(move |_| {
            let message = MessageId::new(next);
            next = self.log.messages[message.index()].next;
            (message, self.log.payload(message))
        })
    }

    /// How many messages are in a channel.
    pub fn channel_len(self, name: ChannelName) -> usize {
        self.number(name).map_or(0, |channel| self.cluster.queue(channel).len as usize)
    }

    /// The channels that hold something, by receiver, then sender.
    pub fn busy_channels(self) -> impl Iterator<Item = ChannelName> + 'a {
        let receivers = self.cluster.with_mail.iter().map(move |rank| self.cluster.order[rank as usize].0);
        receivers.flat_map(move |to| self.busy_channels_to(to))
    }

    /// The channels to a process that hold something, by sender.
    pub fn busy_channels_to(self, to: NodeId) -> impl Iterator<Item = ChannelName> + 'a {
        let place = self.cluster.find(to);
        let mail = place.map(|place| self.cluster.nodes[place as usize].mail.iter());
        mail.into_iter().flatten().map(move |rank| ChannelName { from: self.cluster.order[rank as usize].0, to })
    }

    /// The channel that a `Receive` without a sender would take from.
    pub fn first_busy_channel_to(self, to: NodeId) -> Option<ChannelName> {
        self.busy_channels_to(to).next()
    }

    fn number(self, name: ChannelName) -> Option<u32> {
        let (from, to) = (self.cluster.find(name.from)?, self.cluster.find(name.to)?);
        self.log.tables[self.cluster.epoch].find(from, to)
    }
}

/// What a snapshot has recorded of one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded<'a> {
    /// The receiver has not recorded, so nothing is known.
    NotYet,
    /// What has arrived so far; the channel is still recorded.
    Open(&'a ChannelState),
    /// The channel's state.
    Closed(&'a ChannelState),
}

static EMPTY: ChannelState = ChannelState::EMPTY;

/// What can be asked of a snapshot in a bank.
impl Cluster {
    /// The processes that take part in a snapshot, ascending by id.
    pub fn members(&self, snapshot: &Snapshot) -> impl Iterator<Item = NodeId> + '_ {
        let count = short(snapshot.member_count());
        self.order().iter().filter(move |&&(_, place)| place < count).map(|&(id, _)| id)
    }

    /// The balance that a process recorded.
    pub fn recorded_balance(&self, snapshot: &Snapshot, node: NodeId) -> Option<Amount> {
        let slot = snapshot.slot(self.find(node)?);
        slot.balance_within(super::NEVER)
    }

    /// The event in which a process recorded its balance.
    pub fn recorded_at(&self, snapshot: &Snapshot, node: NodeId) -> Option<EventIndex> {
        let slot = snapshot.slot(self.find(node)?);
        slot.is_recorded().then(|| EventIndex::new(slot.recorded_at()))
    }

    /// How many incoming channels a process still records.
    pub fn open_channels(&self, snapshot: &Snapshot, node: NodeId) -> u32 {
        self.find(node).map_or(0, |place| snapshot.slot(place).open())
    }

    /// What is recorded of a channel.
    pub fn recorded_channel<'a>(&self, snapshot: &'a Snapshot, name: ChannelName) -> Recorded<'a> {
        let (Some(from), Some(to)) = (self.find(name.from), self.find(name.to)) else { return Recorded::NotYet };
        let state = snapshot.channel(from, to).unwrap_or(&EMPTY);
        if !snapshot.slot(to).is_recorded() {
            Recorded::NotYet
        } else if snapshot.is_open(from, to) {
            Recorded::Open(state)
        } else {
            Recorded::Closed(state)
        }
    }

    /// The channels in which a snapshot has recorded something, by receiver, then sender, both in order of creation.
    pub fn recorded_channels<'a>(
        &'a self,
        snapshot: &'a Snapshot,
    ) -> impl Iterator<Item = (ChannelName, &'a ChannelState)> + 'a {
        snapshot
            .channels()
            .map(|((to, from), state)| (ChannelName { from: self.id_at(from), to: self.id_at(to) }, state))
    }

    /// The snapshots for which a process still records a channel, oldest first.
    pub fn recording(&self, node: NodeId) -> &[SnapshotId] {
        self.find(node).map_or(&[], |place| self.recording_at(place))
    }
}
