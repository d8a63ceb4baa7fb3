//! What happened, and the messages that it happened to. The log is only ever appended to at its end, or cut there.

use alloc::vec::Vec;
use core::ops::Range;

use super::table::ChannelTable;
use crate::event::Event;
use crate::ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId, WaitId};

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum Payload {
    /// Money.
    Transfer(Amount),
    /// A marker, and the snapshot that it belongs to.
    Marker(SnapshotId),
}

/// In place of the index of an event: it has not happened.
pub(crate) const NEVER: u32 = u32::MAX;

/// A message of the run, whether it is still to come, in flight or received at the moment on show: the half that moving
/// it needs. A run touches messages far apart, so what is not needed for that is kept elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    /// The amount, or the snapshot of a marker with [`MARKER`] set.
    content: u64,
    /// The channel, in the table of the bank that it was sent in.
    pub(super) channel: u32,
    /// The next message on the channel; meaningful while both are in it.
    pub(super) next: u32,
}

const MARKER: u64 = 1 << 63;

impl Message {
    pub(super) fn new(payload: Payload, channel: u32) -> Self {
        let content = match payload {
            Payload::Transfer(amount) => amount.get(),
            Payload::Marker(snapshot) => MARKER | u64::from(snapshot.get()),
        };
        Self { content, channel, next: NEVER }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // new() has put 32 bits there
    fn payload(self) -> Payload {
        if self.content & MARKER == 0 {
            Payload::Transfer(Amount::new(self.content).unwrap_or(Amount::MAX))
        } else {
            Payload::Marker(SnapshotId::new(self.content as u32))
        }
    }
}

/// The other half of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Journey {
    /// The message before it on the channel; meaningful while both are in it.
    pub(super) previous: u32,
    pub(super) sent: u32,
    pub(super) received: u32,
}

/// A `Receive` that found nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WaitEntry {
    pub(crate) node: NodeId,
    pub(crate) from: Option<NodeId>,
    pub(crate) started: u32,
    pub(crate) served: u32,
}

/// A command that had its turn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    pub(crate) line: u32,
    /// How many events the run had after it.
    pub(crate) end: u32,
}

/// The events of a run, with the messages that they speak of and the commands that caused them.
#[derive(Clone, Debug)]
pub struct Log {
    pub(super) events: Vec<Event>,
    pub(super) messages: Vec<Message>,
    pub(super) journeys: Vec<Journey>,
    pub(super) waits: Vec<WaitEntry>,
    /// The waits that were served, in that order.
    pub(super) served: Vec<WaitId>,
    /// The events that ended a bank.
    pub(super) kills: Vec<u32>,
    pub(super) turns: Vec<Turn>,
    /// One for each bank: `KillAll` ends one, and channels of the next are numbered afresh.
    pub(super) tables: Vec<ChannelTable>,
    pub(super) veiled: bool,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            events: Vec::new(),
            messages: Vec::new(),
            journeys: Vec::new(),
            waits: Vec::new(),
            served: Vec::new(),
            kills: Vec::new(),
            turns: Vec::new(),
            tables: alloc::vec![ChannelTable::default()],
            veiled: false,
        }
    }
}

/// For positions in lists that the limits keep short enough.
#[allow(clippy::cast_possible_truncation)]
pub(crate) const fn short(index: usize) -> u32 {
    index as u32
}

impl Log {
    /// All events of the run, past and to come.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether its records are veiled: that a process recorded is true, what it recorded is left out. See
    /// [`Veiled`](crate::snapshot::Veiled).
    pub fn is_veiled(&self) -> bool {
        self.veiled
    }

    /// How many messages are sent in the whole run.
    pub fn message_count(&self) -> usize {
        self.messages.len()
    }

    /// What a message says.
    pub fn payload(&self, message: MessageId) -> Payload {
        self.messages[message.index()].payload()
    }

    /// The event in which a message is sent.
    pub fn sent_at(&self, message: MessageId) -> EventIndex {
        EventIndex::new(self.journeys[message.index()].sent)
    }

    /// The event in which a message is received; `None` when it stays in its channel to the end of the run.
    pub fn received_at(&self, message: MessageId) -> Option<EventIndex> {
        let at = self.journeys[message.index()].received;
        (at != NEVER).then(|| EventIndex::new(at))
    }

    /// The process that waits in a wait, and the sender that it waits for; `None` is any.
    pub fn wait(&self, wait: WaitId) -> (NodeId, Option<NodeId>) {
        let entry = self.waits[wait.index()];
        (entry.node, entry.from)
    }

    /// Whether a wait is served in the run.
    pub(crate) fn is_served(&self, wait: WaitId) -> bool {
        self.waits[wait.index()].served != NEVER
    }

    /// How many commands had their turn.
    pub fn command_count(&self) -> usize {
        self.turns.len()
    }

    /// The line of a command.
    pub fn line_of_command(&self, command: usize) -> u32 {
        self.turns[command].line
    }

    /// The events that a command caused, as indices; none when it was in error or had nothing to do.
    pub fn events_of_command(&self, command: usize) -> Range<usize> {
        let start = command.checked_sub(1).map_or(0, |before| self.turns[before].end);
        start as usize..self.turns[command].end as usize
    }

    /// The command that caused an event.
    pub fn command_of_event(&self, event: EventIndex) -> usize {
        self.turns.partition_point(|turn| turn.end <= event.get())
    }

    /// The last command that had its turn before a line.
    pub fn commands_before_line(&self, line: u32) -> usize {
        self.turns.partition_point(|turn| turn.line < line)
    }

    /// Bytes that the log takes in memory.
    pub fn memory(&self) -> usize {
        size_of_val(&*self.events)
            + size_of_val(&*self.messages)
            + size_of_val(&*self.journeys)
            + size_of_val(&*self.waits)
            + size_of_val(&*self.served)
            + size_of_val(&*self.turns)
    }

    /// Makes room for so many commands, most of which cause an event, and half of those a message.
    pub(super) fn reserve(&mut self, commands: usize) {
        self.turns.reserve_exact(commands);
        self.events.reserve(commands + commands / 4);
        self.messages.reserve(commands / 2 + commands / 8);
        self.journeys.reserve(commands / 2 + commands / 8);
    }

    /// The line of the command that caused an event, which may be one that still has its turn.
    pub(super) fn line_of_event(&self, event: u32, current: u32) -> u32 {
        self.turns.get(self.command_of_event(EventIndex::new(event))).map_or(current, |turn| turn.line)
    }

    /// The last event that ended a bank.
    pub(super) fn last_kill(&self) -> Option<u32> {
        self.kills.last().copied()
    }

    /// Which bank of the run an event happened in, counted from 0.
    pub(crate) fn bank_of_event(&self, event: EventIndex) -> usize {
        self.kills.partition_point(|&kill| kill < event.get())
    }

    /// The waits that no message ever served, with the event that ended each, if it was not the end of the run.
    pub(crate) fn unserved(&self) -> impl Iterator<Item = (&WaitEntry, Option<EventIndex>)> {
        self.waits.iter().filter(|wait| wait.served == NEVER).map(|wait| {
            let kill = self.kills.get(self.kills.partition_point(|&kill| kill < wait.started));
            (wait, kill.map(|&kill| EventIndex::new(kill)))
        })
    }

    /// Forgets every event from this one on, and the commands that caused them; one that caused some before it is kept.
    pub(super) fn cut(&mut self, events: u32, commands: usize) {
        self.events.truncate(events as usize);
        self.journeys.truncate(self.journeys.partition_point(|journey| journey.sent < events));
        self.messages.truncate(self.journeys.len());
        for journey in &mut self.journeys {
            if journey.received != NEVER && journey.received >= events {
                journey.received = NEVER;
            }
        }
        let waits = &self.waits;
        self.served.truncate(self.served.partition_point(|wait| waits[wait.index()].served < events));
        self.waits.truncate(self.waits.partition_point(|wait| wait.started < events));
        for wait in &mut self.waits {
            if wait.served != NEVER && wait.served >= events {
                wait.served = NEVER;
            }
        }
        self.kills.truncate(self.kills.partition_point(|&kill| kill < events));
        self.tables.truncate(self.kills.len() + 1);
        self.turns.truncate(commands);
        if let Some(last) = self.turns.last_mut() {
            last.end = last.end.min(events);
        }
    }
}
