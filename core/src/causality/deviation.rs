//! The ways in which what was recorded may differ from what happened.

use crate::ids::{Amount, EventIndex, MessageId, NodeId};
use crate::script::ChannelName;

/// A difference between what a snapshot recorded and the state at its cut, with the events that show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deviation {
    /// A process that was there when the snapshot started has not recorded its state.
    NotRecorded {
        /// The process.
        node: NodeId,
    },
    /// A process recorded its state again. The first time counts.
    RecordedAgain {
        /// The process.
        node: NodeId,
        /// The first time.
        first: EventIndex,
        /// Another time.
        again: EventIndex,
    },
    /// Something was recorded by a process, or of the channel from one, that was not there when the snapshot started; or of a
    /// channel from a process to itself.
    NotInSnapshot {
        /// The process.
        node: NodeId,
        /// Where it was recorded.
        at: EventIndex,
    },
    /// The balance that a process recorded is not what it had.
    WrongBalance {
        /// The process.
        node: NodeId,
        /// Where it recorded.
        at: EventIndex,
        /// The balance that it recorded.
        recorded: Amount,
        /// What it had, by what it began with, sent and received.
        actual: u64,
    },
    /// The recording of some channels into a process never ended.
    NeverClosed {
        /// How many of the channels into this process.
        count: usize,
        /// One of them: that from the lowest sender.
        first: ChannelName,
    },
    /// The recording of a channel ended again.
    ClosedAgain {
        /// The channel.
        channel: ChannelName,
        /// The first time.
        first: EventIndex,
        /// Another time.
        again: EventIndex,
    },
    /// A transfer was in a channel at the cut, and was not recorded in it.
    Missing {
        /// The channel.
        channel: ChannelName,
        /// The transfer.
        message: MessageId,
        /// What it carries.
        amount: Amount,
        /// Where it was sent, which is before the cut.
        sent_at: EventIndex,
        /// Where it was received, if it was, which is after the cut.
        received_at: Option<EventIndex>,
    },
    /// A transfer was recorded in a channel that it was not in at the cut.
    Extra {
        /// The channel that it was recorded in.
        channel: ChannelName,
        /// The transfer.
        message: MessageId,
        /// Where it was recorded.
        at: EventIndex,
        /// Why it was not there.
        why: NotThere,
    },
    /// A transfer was recorded again in the channel that it was in.
    Twice {
        /// The channel.
        channel: ChannelName,
        /// The transfer.
        message: MessageId,
        /// The first time.
        first: EventIndex,
        /// Another time.
        again: EventIndex,
    },
    /// A transfer was recorded after one that was sent later on the same channel.
    OutOfOrder {
        /// The channel.
        channel: ChannelName,
        /// The transfer.
        message: MessageId,
        /// Where it was recorded.
        at: EventIndex,
        /// Where the other was sent.
        overtaken_by: EventIndex,
    },
    /// A transfer was recorded when the recording of its channel had ended.
    AfterClose {
        /// The channel.
        channel: ChannelName,
        /// The transfer.
        message: MessageId,
        /// Where it was recorded.
        at: EventIndex,
        /// Where the recording of the channel ended.
        closed_at: EventIndex,
    },
}

/// Why a transfer was not in a channel at a cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotThere {
    /// No transfer of this bank has this number.
    NeverSent,
    /// It was sent on another channel.
    OtherChannel(ChannelName),
    /// It was sent after the cut.
    SentAfter {
        /// Where.
        sent_at: EventIndex,
    },
    /// It was received before the cut, so that it is in the balance of the receiver.
    ReceivedBefore {
        /// Where.
        received_at: EventIndex,
    },
}
