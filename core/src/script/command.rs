//! The commands of the language, and the table of their fields.

use core::fmt;

use crate::ids::{Amount, NodeId, SnapshotId};

/// What a line of a script asks for. See the language page of the README for what each does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(tag = "command"))]
pub enum Command {
    /// Starts the master and the observer.
    StartMaster,
    /// Adds a process.
    CreateNode {
        /// Its id.
        node: NodeId,
        /// Its first balance.
        balance: Amount,
    },
    /// Sends money.
    Send {
        /// The sender.
        from: NodeId,
        /// The receiver.
        to: NodeId,
        /// How much.
        amount: Amount,
    },
    /// Takes one message from a channel.
    Receive {
        /// The receiver.
        to: NodeId,
        /// The sender; `None` takes from the non-empty channel with the lowest sender.
        from: Option<NodeId>,
    },
    /// Delivers until every channel is empty.
    ReceiveAll,
    /// Starts a snapshot.
    BeginSnapshot {
        /// The process that starts it.
        node: NodeId,
    },
    /// Collects what was recorded.
    CollectState {
        /// The snapshot; `None` is the newest.
        snapshot: Option<SnapshotId>,
    },
    /// Prints what was collected last.
    PrintSnapshot,
    /// Ends every process.
    KillAll,
}

/// The commands of the language, as line text.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.keyword().name())?;
        match *self {
            Self::StartMaster | Self::ReceiveAll | Self::PrintSnapshot | Self::KillAll => Ok(()),
            Self::CreateNode { node, balance } => write!(f, " {node} {balance}"),
            Self::Send { from, to, amount } => write!(f, " {from} {to} {amount}"),
            Self::Receive { to, from } => match from {
                Some(from) => write!(f, " {to} {from}"),
                None => write!(f, " {to}"),
            },
            Self::BeginSnapshot { node } => write!(f, " {node}"),
            Self::CollectState { snapshot } => match snapshot {
                Some(snapshot) => write!(f, " {snapshot}"),
                None => Ok(()),
            },
        }
    }
}

impl Command {
    /// The first word of the line.
    pub const fn keyword(&self) -> Keyword {
        match self {
            Self::StartMaster => Keyword::StartMaster,
            Self::CreateNode { .. } => Keyword::CreateNode,
            Self::Send { .. } => Keyword::Send,
            Self::Receive { .. } => Keyword::Receive,
            Self::ReceiveAll => Keyword::ReceiveAll,
            Self::BeginSnapshot { .. } => Keyword::BeginSnapshot,
            Self::CollectState { .. } => Keyword::CollectState,
            Self::PrintSnapshot => Keyword::PrintSnapshot,
            Self::KillAll => Keyword::KillAll,
        }
    }
}

/// The first word of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keyword {
    /// `StartMaster`
    StartMaster,
    /// `CreateNode`
    CreateNode,
    /// `Send`
    Send,
    /// `Receive`
    Receive,
    /// `ReceiveAll`
    ReceiveAll,
    /// `BeginSnapshot`
    BeginSnapshot,
    /// `CollectState`
    CollectState,
    /// `PrintSnapshot`
    PrintSnapshot,
    /// `KillAll`
    KillAll,
}

/// What a field of a command means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldName {
    /// The id of a process.
    Node,
    /// The id of the sender.
    Sender,
    /// The id of the receiver.
    Receiver,
    /// An amount of money.
    Amount,
    /// The number of a snapshot.
    Snapshot,
}

impl Keyword {
    /// Every keyword of the language.
    pub const ALL: [Self; 9] = [
        Self::StartMaster,
        Self::CreateNode,
        Self::Send,
        Self::Receive,
        Self::ReceiveAll,
        Self::BeginSnapshot,
        Self::CollectState,
        Self::PrintSnapshot,
        Self::KillAll,
    ];

    /// As it is written in a script.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StartMaster => "StartMaster",
            Self::CreateNode => "CreateNode",
            Self::Send => "Send",
            Self::Receive => "Receive",
            Self::ReceiveAll => "ReceiveAll",
            Self::BeginSnapshot => "BeginSnapshot",
            Self::CollectState => "CollectState",
            Self::PrintSnapshot => "PrintSnapshot",
            Self::KillAll => "KillAll",
        }
    }

    /// The keyword that is written so, if there is one.
    pub fn from_bytes(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"Send" => Self::Send,
            b"Receive" => Self::Receive,
            b"ReceiveAll" => Self::ReceiveAll,
            b"CreateNode" => Self::CreateNode,
            b"BeginSnapshot" => Self::BeginSnapshot,
            b"CollectState" => Self::CollectState,
            b"PrintSnapshot" => Self::PrintSnapshot,
            b"StartMaster" => Self::StartMaster,
            b"KillAll" => Self::KillAll,
            _ => return None,
        })
    }

    /// The fields that follow, in order.
    pub const fn fields(self) -> &'static [FieldName] {
        match self {
            Self::CreateNode => &[FieldName::Node, FieldName::Amount],
            Self::Send => &[FieldName::Sender, FieldName::Receiver, FieldName::Amount],
            Self::Receive => &[FieldName::Receiver, FieldName::Sender],
            Self::BeginSnapshot => &[FieldName::Node],
            Self::CollectState => &[FieldName::Snapshot],
            Self::StartMaster | Self::ReceiveAll | Self::PrintSnapshot | Self::KillAll => &[],
        }
    }

    /// How many of [`Keyword::fields`] must be there; the rest may be left out.
    pub const fn required_fields(self) -> usize {
        match self {
            Self::CreateNode => 2,
            Self::Send => 3,
            Self::Receive | Self::BeginSnapshot => 1,
            Self::CollectState | Self::StartMaster | Self::ReceiveAll | Self::PrintSnapshot | Self::KillAll => 0,
        }
    }

    /// How it is written with its fields: `Send FROM TO AMOUNT`.
    pub const fn usage(self) -> &'static str {
        match self {
            Self::StartMaster => "StartMaster",
            Self::CreateNode => "CreateNode ID AMOUNT",
            Self::Send => "Send FROM TO AMOUNT",
            Self::Receive => "Receive TO [FROM]",
            Self::ReceiveAll => "ReceiveAll",
            Self::BeginSnapshot => "BeginSnapshot ID",
            Self::CollectState => "CollectState [SNAPSHOT]",
            Self::PrintSnapshot => "PrintSnapshot",
            Self::KillAll => "KillAll",
        }
    }
}
