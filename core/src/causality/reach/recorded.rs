//! What a run's events say that a snapshot recorded.

use core::ops::Range;

use super::state::State;
use crate::causality::cut::Cut;
use crate::causality::journeys::Journeys;
use crate::causality::processes::Processes;
use crate::causality::recording::Recording;
use crate::event::Event;
use crate::ids::{EventIndex, NodeId};
use crate::script::ChannelName;

/// A complete snapshot.
pub(super) struct Recorded {
    /// The events of its bank, without the one that ended it.
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
        let recording = Recording::of(events, started)?;
        let epoch = recording.epoch;
        let is_ended = matches!(events.get(epoch.end() - 1), Some(Event::Killed));
        let journeys = Journeys::of(epoch);
        let mut recorded = Self {
            epoch: epoch.start()..epoch.end() - usize::from(is_ended),
            members_from: epoch.start(),
            cut: Cut::new([]),
            last: recording.started,
            state: State::new(Processes::of(epoch)),
        };
        let mut is_complete = false;
        for (at, event) in recording.events() {
            if let Event::StateRecorded { node, balance, .. } = *event {
                let position = recording_step(&events[..at], node);
                recorded.cut.set(node, position);
                recorded.last = recorded.last.max(position);
                recorded.state.expect_balance(node, balance);
            } else if let Event::MessageRecorded { message, from, to, .. } = *event {
                let transfer = journeys.transfer(epoch, message);
                recorded.state.expect_transfer(ChannelName { from, to }, transfer.map(|transfer| transfer.amount));
            } else if matches!(event, Event::SnapshotCompleted { .. }) {
                is_complete = true;
                break;
            }
        }
        (recorded.all_recorded(&events[..recording.started]) && is_complete).then_some(recorded)
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
