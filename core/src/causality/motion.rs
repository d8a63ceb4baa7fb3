//! What an event does with messages and with money.

use crate::event::Event;
use crate::ids::{Amount, MessageId, NodeId};
use crate::script::ChannelName;

/// Which end of a channel an event is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Sent,
    Received,
}

/// What an event does with money.
#[derive(Clone, Copy, Debug)]
pub(super) enum Motion {
    /// A process brings it.
    Brought { node: NodeId, balance: Amount },
    /// It leaves a process.
    Sent { message: MessageId, channel: ChannelName, amount: Amount },
    /// It joins a process.
    Received { message: MessageId, channel: ChannelName, amount: Amount },
}

impl Motion {
    /// The process that does it.
    pub(super) const fn node(&self) -> NodeId {
        match *self {
            Self::Brought { node, .. } => node,
            Self::Sent { channel, .. } => channel.from,
            Self::Received { channel, .. } => channel.to,
        }
    }
}

/// The message that an event sends or receives, a transfer or a marker.
pub(super) const fn message(event: &Event) -> Option<(MessageId, End)> {
    match *event {
        Event::TransferSent { message, .. } | Event::MarkerSent { message, .. } => Some((message, End::Sent)),
        Event::TransferReceived { message, .. } | Event::MarkerReceived { message, .. } => {
            Some((message, End::Received))
        }
        Event::MasterStarted
        | Event::NodeCreated { .. }
        | Event::SendRejected { .. }
        | Event::WaitStarted { .. }
        | Event::SnapshotStarted { .. }
        | Event::StateRecorded { .. }
        | Event::MessageRecorded { .. }
        | Event::ChannelClosed { .. }
        | Event::SnapshotCompleted { .. }
        | Event::StateCollected { .. }
        | Event::SnapshotPrinted { .. }
        | Event::Killed => None,
    }
}

/// The money that an event moves. Markers move none.
pub(super) const fn motion(event: &Event) -> Option<Motion> {
    match *event {
        Event::NodeCreated { node, balance } => Some(Motion::Brought { node, balance }),
        Event::TransferSent { message, from, to, amount } => {
            Some(Motion::Sent { message, channel: ChannelName { from, to }, amount })
        }
        Event::TransferReceived { message, from, to, amount, .. } => {
            Some(Motion::Received { message, channel: ChannelName { from, to }, amount })
        }
        Event::MasterStarted
        | Event::SendRejected { .. }
        | Event::WaitStarted { .. }
        | Event::SnapshotStarted { .. }
        | Event::StateRecorded { .. }
        | Event::MarkerSent { .. }
        | Event::MarkerReceived { .. }
        | Event::MessageRecorded { .. }
        | Event::ChannelClosed { .. }
        | Event::SnapshotCompleted { .. }
        | Event::StateCollected { .. }
        | Event::SnapshotPrinted { .. }
        | Event::Killed => None,
    }
}
