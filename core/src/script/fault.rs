//! What can be wrong with a script: places and kinds, as plain values. The sentences are in `explain.rs`.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::command::{FieldName, Keyword};
use crate::ids::{Amount, NodeId, SnapshotId};

/// A part of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The line, from 0.
    pub line: u32,
    /// The first byte of the part, counted from the start of the line.
    pub start: u32,
    /// The byte after the part, counted from the start of the line.
    pub end: u32,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum Level {
    /// The line cannot be read: it never runs.
    TextError,
    /// The line can be read, but its turn came and it could not be done. It did nothing.
    RunError,
    /// The line was done, and something about it is probably not as wished.
    Warning,
}

/// Something wrong with one place of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: FaultKind,
}

/// The channel from one process to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChannelName {
    /// The sender.
    pub from: NodeId,
    /// The receiver.
    pub to: NodeId,
}

/// What a snapshot that was collected too early still lacks. The lists are the first few, the counts are exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete {
    /// The snapshot.
    pub snapshot: SnapshotId,
    /// The first processes, by id, that have not recorded.
    pub nodes: Vec<NodeId>,
    /// How many have not recorded.
    pub node_count: usize,
    /// The first channels that are still being recorded, by receiver, then sender.
    pub channels: Vec<ChannelName>,
    /// How many are still being recorded.
    pub channel_count: usize,
}

impl Incomplete {
    /// How many of each are named before the rest is only counted.
    pub const NAMED: usize = 8;
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The first word is no command.
    UnknownCommand,
    /// A command lacks a field.
    MissingField {
        /// The command.
        keyword: Keyword,
        /// The first field that is not there.
        field: FieldName,
        /// The field before it, if there is one.
        after: Option<FieldName>,
    },
    /// A command has more fields than it takes.
    ExtraField {
        /// The command.
        keyword: Keyword,
    },
    /// A field is not made of digits.
    NotANumber {
        /// The field.
        field: FieldName,
    },
    /// A field is a number below 0.
    Negative {
        /// The field.
        field: FieldName,
    },
    /// A field is a number above what the field can hold.
    OutOfRange {
        /// The field.
        field: FieldName,
        /// The largest number that it can hold.
        max: u64,
    },
    /// The text is longer than [`crate::limits::MAX_TEXT`].
    TextTooLong {
        /// How long it is, in bytes.
        length: usize,
    },
    /// There are more commands than [`crate::limits::MAX_COMMANDS`].
    TooManyCommands,

    /// There is no process with this id.
    UnknownNode {
        /// The id.
        node: NodeId,
        /// The line of the `KillAll` that ended the processes, if that is why.
        killed: Option<u32>,
    },
    /// There is a process with this id already.
    NodeExists {
        /// The id.
        node: NodeId,
        /// The line that created it.
        created: u32,
    },
    /// Sender and receiver are the same process.
    SelfChannel {
        /// The process.
        node: NodeId,
    },
    /// The bank would hold more than [`Amount::MAX`].
    TooMuchMoney {
        /// What the bank holds.
        held: Amount,
    },
    /// The master runs already.
    MasterRunning {
        /// The line that started it.
        started: u32,
    },
    /// A process cannot join while a snapshot is under way.
    CreateDuringSnapshot {
        /// The oldest snapshot that is under way.
        snapshot: SnapshotId,
    },
    /// There is no snapshot to collect.
    NoSnapshot {
        /// The line of the `KillAll` since which there was none.
        killed: Option<u32>,
    },
    /// There is no snapshot with this number.
    UnknownSnapshot {
        /// The number.
        snapshot: SnapshotId,
        /// The number of the newest.
        newest: SnapshotId,
    },
    /// There is nothing collected to print.
    NothingCollected {
        /// The newest snapshot, which could be collected; `None` when there is none.
        newest: Option<SnapshotId>,
        /// The line of the `KillAll` since which nothing was.
        killed: Option<u32>,
    },
    /// The bank has as many processes as it may have.
    TooManyNodes {
        /// The limit.
        limit: u32,
    },
    /// The run would have more events than it may have.
    TooManyEvents {
        /// The limit.
        limit: u32,
    },

    /// A snapshot was collected before it was complete.
    CollectedEarly(Box<Incomplete>),
    /// A `Receive` waited until the end.
    NeverServed {
        /// The process that waited.
        node: NodeId,
        /// The sender that it waited for; `None` is any.
        from: Option<NodeId>,
        /// The line of the `KillAll` that ended the wait, if it was not the end of the run.
        killed: Option<u32>,
    },
}

impl FaultKind {
    /// How bad it is.
    pub const fn level(&self) -> Level {
        match self {
            Self::UnknownCommand
            | Self::MissingField { .. }
            | Self::ExtraField { .. }
            | Self::NotANumber { .. }
            | Self::Negative { .. }
            | Self::OutOfRange { .. }
            | Self::TextTooLong { .. }
            | Self::TooManyCommands => Level::TextError,
            Self::UnknownNode { .. }
            | Self::NodeExists { .. }
            | Self::SelfChannel { .. }
            | Self::TooMuchMoney { .. }
            | Self::MasterRunning { .. }
            | Self::CreateDuringSnapshot { .. }
            | Self::NoSnapshot { .. }
            | Self::UnknownSnapshot { .. }
            | Self::NothingCollected { .. }
            | Self::TooManyNodes { .. }
            | Self::TooManyEvents { .. } => Level::RunError,
            Self::CollectedEarly(_) | Self::NeverServed { .. } => Level::Warning,
        }
    }

    /// A short name that stays the same: for tests, style sheets and machine-readable output.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCommand => "unknown-command",
            Self::MissingField { .. } => "missing-field",
            Self::ExtraField { .. } => "extra-field",
            Self::NotANumber { .. } => "not-a-number",
            Self::Negative { .. } => "negative",
            Self::OutOfRange { .. } => "out-of-range",
            Self::TextTooLong { .. } => "text-too-long",
            Self::TooManyCommands => "too-many-commands",
            Self::UnknownNode { .. } => "unknown-node",
            Self::NodeExists { .. } => "node-exists",
            Self::SelfChannel { .. } => "self-channel",
            Self::TooMuchMoney { .. } => "too-much-money",
            Self::MasterRunning { .. } => "master-running",
            Self::CreateDuringSnapshot { .. } => "create-during-snapshot",
            Self::NoSnapshot { .. } => "no-snapshot",
            Self::UnknownSnapshot { .. } => "unknown-snapshot",
            Self::NothingCollected { .. } => "nothing-collected",
            Self::TooManyNodes { .. } => "too-many-nodes",
            Self::TooManyEvents { .. } => "too-many-events",
            Self::CollectedEarly(_) => "collected-early",
            Self::NeverServed { .. } => "never-served",
        }
    }
}
