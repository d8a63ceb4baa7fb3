//! What a snapshot algorithm sees, and what it may do.

use alloc::vec::Vec;

use crate::cluster::{Cluster, Payload};
use crate::ids::{Amount, MessageId, NodeId, SnapshotId};

/// A rule by which processes record their states and those of their channels.
///
/// Each hook is called while one process does one thing, in one go; it pushes effects, which become events in that order.
/// An algorithm must be a function of what it is shown, so that a run can be repeated.
pub trait Algorithm: Sync {
    /// What it is called.
    fn name(&self) -> &'static str;

    /// Whether what it records is no record, but only says that something was recorded.
    fn is_veiled(&self) -> bool {
        false
    }

    /// The observer asked this process to start this snapshot.
    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>);

    /// The process has just taken this message; money is in its balance already.
    fn on_receive(&self, process: Process<'_>, message: Incoming, effects: &mut Vec<Effect>);
}

/// A message that a process has just taken from a channel.
#[derive(Clone, Copy, Debug)]
pub struct Incoming {
    /// The message.
    pub message: MessageId,
    /// Who sent it.
    pub from: NodeId,
    /// What it says.
    pub payload: Payload,
}

/// What a process does for a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Records its state and starts to record every incoming channel.
    RecordState {
        /// The snapshot to record for.
        snapshot: SnapshotId,
        /// The balance to record.
        balance: Amount,
    },
    /// Sends a marker.
    SendMarker {
        /// The snapshot that the marker belongs to.
        snapshot: SnapshotId,
        /// The receiver.
        to: NodeId,
    },
    /// Records a message as part of the state of an incoming channel.
    RecordMessage {
        /// The snapshot to record for.
        snapshot: SnapshotId,
        /// The message.
        message: MessageId,
        /// Where the channel comes from.
        from: NodeId,
    },
    /// Ends the recording of an incoming channel.
    CloseChannel {
        /// The snapshot that it is recorded for.
        snapshot: SnapshotId,
        /// Where the channel comes from.
        from: NodeId,
    },
}

/// All that an algorithm may know of the bank: one process, and what it has recorded.
#[derive(Clone, Copy)]
pub struct Process<'a> {
    pub(crate) cluster: &'a Cluster,
    pub(crate) place: u32,
}

impl<'a> Process<'a> {
    /// Its id.
    pub fn id(self) -> NodeId {
        self.cluster.id_at(self.place)
    }

    /// What it has now.
    pub fn balance(self) -> Amount {
        self.cluster.balance_at(self.place)
    }

    /// Every other process, by id. There is a channel to each and one from each.
    pub fn peers(self) -> impl Iterator<Item = NodeId> + 'a {
        let own = self.id();
        self.cluster.node_ids().filter(move |&id| id != own)
    }

    /// Whether it has recorded its state for this snapshot.
    pub fn has_recorded(self, snapshot: SnapshotId) -> bool {
        self.cluster.snapshot(snapshot).is_some_and(|record| record.slot(self.place).is_recorded())
    }

    /// The snapshots for which it still records a channel, oldest first.
    pub fn recording(self) -> impl Iterator<Item = SnapshotId> + 'a {
        self.cluster.recording_at(self.place).iter().copied()
    }

    /// Whether it still records the channel from this process for this snapshot.
    pub fn records_channel(self, snapshot: SnapshotId, from: NodeId) -> bool {
        self.cluster.is_channel_recorded(snapshot, from, self.id())
    }
}
