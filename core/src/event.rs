//! Facts. A command is what somebody wants; an event is what happened.

use crate::ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId, WaitId};

/// How a message came to be taken from its channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum Delivery {
    /// A `Receive` found it.
    Receive,
    /// A `Receive` was waiting for it.
    Wait,
    /// `ReceiveAll` delivered it.
    ReceiveAll,
}

/// One thing that happened. Together with the messages of the run, an event carries all that is
/// needed to do it again and to take it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(tag = "kind", rename_all = "kebab-case"))]
pub enum Event {
    /// The master and the observer run.
    MasterStarted,
    /// A process joined, with a channel to and from every other one.
    NodeCreated {
        /// The new process.
        node: NodeId,
        /// What it has to begin with.
        balance: Amount,
    },
    /// Money left a balance and joined the tail of a channel.
    TransferSent {
        /// The message that carries it.
        message: MessageId,
        /// The sender.
        from: NodeId,
        /// The receiver.
        to: NodeId,
        /// The money.
        amount: Amount,
    },
    /// The sender has less than it was asked to send (`ERR_SEND`); nothing else happened.
    SendRejected {
        /// The sender.
        from: NodeId,
        /// The receiver.
        to: NodeId,
        /// What it was asked to send.
        amount: Amount,
    },
    /// Money left the head of a channel and joined a balance.
    TransferReceived {
        /// The message that carried it.
        message: MessageId,
        /// The sender.
        from: NodeId,
        /// The receiver.
        to: NodeId,
        /// The money.
        amount: Amount,
        /// What took it from the channel.
        by: Delivery,
    },
    /// A `Receive` found nothing to take, and waits.
    WaitStarted {
        /// The wait.
        wait: WaitId,
        /// The process that waits.
        node: NodeId,
        /// The sender that it waits for; `None` is any.
        from: Option<NodeId>,
    },
    /// The observer asked a process to start a snapshot.
    SnapshotStarted {
        /// The snapshot.
        snapshot: SnapshotId,
        /// The process that was asked.
        initiator: NodeId,
    },
    /// A process recorded its state, and starts to record its incoming channels.
    StateRecorded {
        /// The snapshot that it recorded for.
        snapshot: SnapshotId,
        /// The process.
        node: NodeId,
        /// The balance that it recorded.
        balance: Amount,
    },
    /// A marker joined the tail of a channel.
    MarkerSent {
        /// The message that is the marker.
        message: MessageId,
        /// The sender.
        from: NodeId,
        /// The receiver.
        to: NodeId,
        /// The snapshot that the marker belongs to.
        snapshot: SnapshotId,
    },
    /// A marker left the head of a channel.
    MarkerReceived {
        /// The message that is the marker.
        message: MessageId,
        /// The sender.
        from: NodeId,
        /// The receiver.
        to: NodeId,
        /// The snapshot that the marker belongs to.
        snapshot: SnapshotId,
        /// What took it from the channel.
        by: Delivery,
    },
    /// A transfer was recorded as part of the state of a channel.
    MessageRecorded {
        /// The snapshot that it was recorded for.
        snapshot: SnapshotId,
        /// The transfer.
        message: MessageId,
        /// Where the channel comes from.
        from: NodeId,
        /// Where the channel leads, and who recorded.
        to: NodeId,
    },
    /// The recording of a channel ended; its state is what was recorded until here.
    ChannelClosed {
        /// The snapshot that it was recorded for.
        snapshot: SnapshotId,
        /// Where the channel comes from.
        from: NodeId,
        /// Where the channel leads, and who recorded.
        to: NodeId,
    },
    /// Every process has recorded its state and closed all its incoming channels.
    SnapshotCompleted {
        /// The snapshot.
        snapshot: SnapshotId,
    },
    /// The observer collected what was recorded.
    StateCollected {
        /// The snapshot that it collected.
        snapshot: SnapshotId,
    },
    /// The observer printed what it had collected last.
    SnapshotPrinted {
        /// The snapshot that it printed.
        snapshot: SnapshotId,
        /// The event in which that was collected.
        collected_at: EventIndex,
    },
    /// Every process ended. What follows starts afresh.
    Killed,
}

impl Event {
    /// The process in which this happened; `None` for what concerns the observer or all.
    pub const fn node(&self) -> Option<NodeId> {
        match *self {
            Self::NodeCreated { node, .. } | Self::WaitStarted { node, .. } | Self::StateRecorded { node, .. } => {
                Some(node)
            }
            Self::TransferSent { from, .. } | Self::SendRejected { from, .. } | Self::MarkerSent { from, .. } => {
                Some(from)
            }
            Self::TransferReceived { to, .. }
            | Self::MarkerReceived { to, .. }
            | Self::MessageRecorded { to, .. }
            | Self::ChannelClosed { to, .. } => Some(to),
            Self::SnapshotStarted { initiator, .. } => Some(initiator),
            Self::MasterStarted
            | Self::SnapshotCompleted { .. }
            | Self::StateCollected { .. }
            | Self::SnapshotPrinted { .. }
            | Self::Killed => None,
        }
    }

    /// The snapshot that this is about, if it is about one.
    pub const fn snapshot(&self) -> Option<SnapshotId> {
        match *self {
            Self::SnapshotStarted { snapshot, .. }
            | Self::StateRecorded { snapshot, .. }
            | Self::MarkerSent { snapshot, .. }
            | Self::MarkerReceived { snapshot, .. }
            | Self::MessageRecorded { snapshot, .. }
            | Self::ChannelClosed { snapshot, .. }
            | Self::SnapshotCompleted { snapshot }
            | Self::StateCollected { snapshot }
            | Self::SnapshotPrinted { snapshot, .. } => Some(snapshot),
            Self::MasterStarted
            | Self::NodeCreated { .. }
            | Self::TransferSent { .. }
            | Self::SendRejected { .. }
            | Self::TransferReceived { .. }
            | Self::WaitStarted { .. }
            | Self::Killed => None,
        }
    }
}

// A run of a million events should fit in the memory of a phone.
const _: () = assert!(size_of::<Event>() == 24);
