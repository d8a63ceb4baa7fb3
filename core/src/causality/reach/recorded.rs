//! What a run's events say that a snapshot recorded.

use core::ops::Range;

use super::state::State;
use crate::causality::Cut;
use crate::event::Event;
use crate::ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId};

/// A complete snapshot.
pub(super) struct Recorded {
    pub(super) snapshot: SnapshotId,
    /// The events of its bank: those after a `KillAll` and before the next.
    pub(super) epoch: Range<usize>,
    /// After how many events all its processes exist.
    pub(super) members_from: usize,
    /// Where each process recorded.
    pub(super) cut: Cut,
    /// No event from this one on is before the cut.
    pub(super) last: usize,
    /// The state before the first event, held against what was recorded.
    pub(super) state: State,
}

impl Recorded {
    /// `None` unless a snapshot starts in this event and is complete before its bank ends.
    pub(super) fn read(events: &[Event], started: EventIndex) -> Option<Self> {
        let start = started.index();
        let Some(&Event::SnapshotStarted { snapshot, .. }) = events.get(start) else { return None };
        let is_kill = |event: &Event| matches!(event, Event::Killed);
        let epoch_start = events[..start].iter().rposition(is_kill).map_or(0, |kill| kill + 1);
        let epoch_end = events[start..].iter().position(is_kill).map_or(events.len(), |after| start + after);
        let mut recorded = Self {
            snapshot,
            epoch: epoch_start..epoch_end,
            members_from: epoch_start,
            cut: Cut::new([]),
            last: start,
            state: State::default(),
        };
        let mut is_complete = false;
        for (at, event) in events.iter().enumerate().take(epoch_end).skip(start) {
            if event.snapshot() == Some(snapshot) && recorded.read_event(&events[..at], event) {
                is_complete = true;
                break;
            }
        }
        (recorded.all_recorded(&events[..start]) && is_complete).then_some(recorded)
    }

    /// Reads an event of the snapshot that comes after these; says whether it completes it.
    fn read_event(&mut self, before: &[Event], event: &Event) -> bool {
        match *event {
            Event::StateRecorded { node, balance, .. } => {
                let position = recording_step(before, node);
                self.cut.set(node, position);
                self.last = self.last.max(position);
                self.state.expect_balance(node, balance);
            }
            Event::MessageRecorded { message, from, to, .. } => {
                if let Some(amount) = amount_of(&before[self.epoch.start..], message) {
                    self.state.expect_transfer(from, to, amount);
                }
            }
            Event::SnapshotCompleted { .. } => return true,
            _ => {}
        }
        false
    }

    /// Whether each process that was there before the snapshot has recorded.
    fn all_recorded(&mut self, before: &[Event]) -> bool {
        let mut all = true;
        for (at, event) in before.iter().enumerate().skip(self.epoch.start) {
            if let Event::NodeCreated { node, .. } = *event {
                self.members_from = at + 1;
                all &= self.cut.position(node).is_some();
            }
        }
        all
    }
}

/// Where a process is cut that records after these events.
///
/// It records in one go with what made it do so, and that is after the cut too: a marker of this snapshot would otherwise be
/// received before it is sent. Only an algorithm that records on a transfer has the money in the balance that it records.
fn recording_step(before: &[Event], node: NodeId) -> usize {
    let is_caused = |event: &Event| {
        matches!(
            event,
            Event::StateRecorded { .. }
                | Event::MarkerSent { .. }
                | Event::MessageRecorded { .. }
                | Event::ChannelClosed { .. }
                | Event::SnapshotCompleted { .. }
        )
    };
    match before.iter().rposition(|event| !is_caused(event)) {
        Some(cause) if before[cause].node() != Some(node) => before.len(),
        Some(cause) => cause + usize::from(matches!(before[cause], Event::TransferReceived { .. })),
        None => before.len(),
    }
}

/// The amount of a transfer that was sent in these events. Algorithms record a message as they receive it, so it is near the
/// end.
fn amount_of(before: &[Event], wanted: MessageId) -> Option<Amount> {
    before.iter().rev().find_map(|event| match *event {
        Event::TransferReceived { message, amount, .. } | Event::TransferSent { message, amount, .. }
            if message == wanted =>
        {
            Some(amount)
        }
        _ => None,
    })
}
