//! Where the transfers of an epoch were sent and received.

use alloc::vec::Vec;

use super::epoch::Epoch;
use super::motion::{Motion, motion};
use crate::cluster::{NEVER, short};
use crate::ids::{Amount, EventIndex, MessageId};
use crate::script::ChannelName;

/// A transfer of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The message.
    pub message: MessageId,
    /// The channel that it was sent on.
    pub channel: ChannelName,
    /// The money that it carries.
    pub amount: Amount,
    /// The event in which it is sent.
    pub sent_at: EventIndex,
    /// The event in which it is received; `None` when it stays in its channel to the end of the epoch.
    pub received_at: Option<EventIndex>,
}

/// The events in which a message is sent and received. [`NEVER`] when it is not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Journey {
    pub(super) sent: u32,
    pub(super) received: u32,
}

/// The transfers of an epoch by message.
///
/// Messages are numbered in the order of sending over the whole run, so that those of an epoch are a range. In events that
/// are of no bank at all, a number that is too far from the others means no message; of two sends of one message the first counts,
/// and of its receives the first after that.
pub(super) struct Journeys {
    first: usize,
    entries: Vec<Journey>,
}

impl Journeys {
    pub(super) fn of(epoch: Epoch<'_>) -> Self {
        let sent = epoch.events().filter_map(|(_, event)| match motion(event) {
            Some(Motion::Sent { message, .. }) => Some(message.index()),
            Some(Motion::Brought { .. } | Motion::Received { .. }) | None => None,
        });
        let mut journeys = Self { first: sent.min().unwrap_or(0), entries: Vec::new() };
        let room = epoch.end() - epoch.start();
        for (at, event) in epoch.events() {
            match motion(event) {
                Some(Motion::Sent { message, .. }) => journeys.note_sent(message, at, room),
                Some(Motion::Received { message, .. }) => journeys.note_received(message, at),
                Some(Motion::Brought { .. }) | None => {}
            }
        }
        journeys
    }

    fn note_sent(&mut self, message: MessageId, at: usize, room: usize) {
        let slot = message.index() - self.first;
        if slot >= room {
            return;
        }
        if slot >= self.entries.len() {
            self.entries.resize(slot + 1, Journey { sent: NEVER, received: NEVER });
        }
        let entry = &mut self.entries[slot];
        if entry.sent == NEVER {
            entry.sent = short(at);
        }
    }

    fn note_received(&mut self, message: MessageId, at: usize) {
        if let Some(slot) = self.slot(message)
            && self.entries[slot].received == NEVER
        {
            self.entries[slot].received = short(at);
        }
    }

    /// How many slots there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// A small number for a transfer that is sent in the epoch.
    pub(super) fn slot(&self, message: MessageId) -> Option<usize> {
        let slot = message.index().checked_sub(self.first)?;
        (self.entries.get(slot)?.sent != NEVER).then_some(slot)
    }

    pub(super) fn find(&self, message: MessageId) -> Option<Journey> {
        Some(self.entries[self.slot(message)?])
    }

    /// All that is known of a transfer.
    pub(super) fn transfer(&self, epoch: Epoch<'_>, message: MessageId) -> Option<Transfer> {
        let Journey { sent, received } = self.find(message)?;
        let Some(Motion::Sent { channel, amount, .. }) = motion(epoch.event(sent)?) else { return None };
        let received_at = (received != NEVER).then(|| EventIndex::new(received));
        Some(Transfer { message, channel, amount, sent_at: EventIndex::new(sent), received_at })
    }
}
