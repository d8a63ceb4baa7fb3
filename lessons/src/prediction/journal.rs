//! What a snapshot recorded, and what went on around it, read off the events.

use shutter_core::event::Event;
use shutter_core::script::ChannelName;
use shutter_core::{EventIndex, MessageId, NodeId, SnapshotId};

use super::{Field, MOST_ASKED, Question};

/// The events of one bank, seen from one of its snapshots, which became complete.
pub(super) struct Journal<'a> {
    /// The events of the bank, from its first to its last.
    events: &'a [Event],
    /// The place of the first in the run.
    first: usize,
    started: EventIndex,
    snapshot: SnapshotId,
    /// The messages that it recorded, ascending.
    recorded: Vec<MessageId>,
}

/// A transfer on a channel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transfer {
    pub(super) message: MessageId,
    pub(super) amount: u64,
    pub(super) sent: EventIndex,
    pub(super) received: Option<EventIndex>,
}

impl<'a> Journal<'a> {
    /// `None` when the snapshot does not become complete, or the event starts none.
    pub(super) fn read(run: &'a [Event], started: EventIndex) -> Option<Self> {
        let at = started.get() as usize;
        let snapshot = run.get(at)?.snapshot()?;
        let is_end = |event: &Event| matches!(event, Event::Killed);
        let first = run[..at].iter().rposition(is_end).map_or(0, |kill| kill + 1);
        let end = run[at..].iter().position(is_end).map_or(run.len(), |kill| at + kill);
        let events = &run[first..end];
        if !events.contains(&Event::SnapshotCompleted { snapshot }) {
            return None;
        }
        let recorded = events.iter().filter_map(|event| match *event {
            Event::MessageRecorded { snapshot: this, message, .. } if this == snapshot => Some(message),
            _ => None,
        });
        let mut recorded: Vec<_> = recorded.collect();
        recorded.sort_unstable();
        Some(Self { events, first, started, snapshot, recorded })
    }

    /// All events with their places in the run.
    pub(super) fn events(&self) -> impl Iterator<Item = (EventIndex, &'a Event)> {
        let first = self.first;
        self.events.iter().enumerate().map(move |(at, event)| (index(first + at), event))
    }

    /// The nodes that take part.
    fn members(&self) -> Vec<NodeId> {
        let mut members: Vec<_> = self.events().filter_map(|(_, event)| self.recorded_by(event)).collect();
        members.sort_unstable();
        members
    }

    fn recorded_by(&self, event: &Event) -> Option<NodeId> {
        match *event {
            Event::StateRecorded { snapshot, node, .. } if snapshot == self.snapshot => Some(node),
            _ => None,
        }
    }

    pub(super) fn question(&self) -> Question {
        let members = self.members();
        let pairs = members.iter().flat_map(|&from| members.iter().map(move |&to| ChannelName { from, to }));
        let carried: Vec<_> = self.carried();
        let busy = pairs.filter(|channel| carried.binary_search(channel).is_ok()).take(MOST_ASKED);
        let mut fields: Vec<_> = members.iter().take(MOST_ASKED).map(|&node| Field::Node(node)).collect();
        fields.extend(busy.map(Field::Channel));
        let left_out = members.len() * members.len() - fields.len();
        Question { snapshot: self.snapshot, started: self.started, fields, left_out }
    }

    /// The channels that carry money at some time, ascending.
    fn carried(&self) -> Vec<ChannelName> {
        let sends = self.events.iter().filter_map(|event| match *event {
            Event::TransferSent { from, to, .. } => Some(ChannelName { from, to }),
            _ => None,
        });
        let mut carried: Vec<_> = sends.collect();
        carried.sort_unstable();
        carried.dedup();
        carried
    }

    /// The process that the snapshot began with.
    pub(super) fn initiator(&self) -> Option<NodeId> {
        match self.events[self.started.get() as usize - self.first] {
            Event::SnapshotStarted { initiator, .. } => Some(initiator),
            _ => None,
        }
    }

    /// What a process recorded of itself, and when.
    pub(super) fn balance(&self, process: NodeId) -> Option<(u64, EventIndex)> {
        self.events().find_map(|(at, event)| match *event {
            Event::StateRecorded { snapshot, node, balance } if snapshot == self.snapshot && node == process => {
                Some((balance.get(), at))
            }
            _ => None,
        })
    }

    /// When the marker of a channel came.
    pub(super) fn marker(&self, channel: ChannelName) -> Option<EventIndex> {
        self.events().find_map(|(at, event)| match *event {
            Event::MarkerReceived { from, to, snapshot, .. }
                if snapshot == self.snapshot && (from, to) == (channel.from, channel.to) =>
            {
                Some(at)
            }
            _ => None,
        })
    }

    /// All transfers of a channel, in their order.
    pub(super) fn transfers(&self, channel: ChannelName) -> Vec<Transfer> {
        let mut all: Vec<Transfer> = Vec::new();
        let mut received = 0;
        for (at, event) in self.events() {
            match *event {
                Event::TransferSent { message, from, to, amount } if (from, to) == (channel.from, channel.to) => {
                    all.push(Transfer { message, amount: amount.get(), sent: at, received: None });
                }
                Event::TransferReceived { from, to, .. } if (from, to) == (channel.from, channel.to) => {
                    // First in, first out.
                    if let Some(transfer) = all.get_mut(received) {
                        transfer.received = Some(at);
                    }
                    received += 1;
                }
                _ => {}
            }
        }
        all
    }

    /// The transfers that the snapshot recorded in a channel, in their order.
    pub(super) fn recorded(&self, channel: ChannelName) -> impl Iterator<Item = Transfer> {
        let all = self.transfers(channel).into_iter();
        all.filter(|transfer| self.recorded.binary_search(&transfer.message).is_ok())
    }
}

/// For the place of an event, which the limit on events keeps in range.
#[allow(clippy::cast_possible_truncation)]
fn index(at: usize) -> EventIndex {
    EventIndex::new(at as u32)
}
