//! What the events of a run say of one snapshot.

use alloc::vec::Vec;

use super::cut::Cut;
use super::epoch::Epoch;
use super::processes::Processes;
use crate::event::Event;
use crate::ids::{EventIndex, SnapshotId};

/// The snapshots of a run, each by the event that starts it and its number, in the order of the run.
///
/// Numbers start again after a `KillAll`, so it is the event that tells two snapshots apart.
pub fn snapshots(events: &[Event]) -> impl DoubleEndedIterator<Item = (EventIndex, SnapshotId)> + '_ {
    events.iter().enumerate().filter_map(|(at, event)| match *event {
        Event::SnapshotStarted { snapshot, .. } => Some((EventIndex::from_index(at), snapshot)),
        _ => None,
    })
}

impl Cut {
    /// The cut that a snapshot drew: each process is cut where it recorded its state, so that this event and what follows in
    /// that process is after the cut. A process that has not recorded is not in it.
    ///
    /// `None` when the event does not start a snapshot.
    pub fn of_snapshot(events: &[Event], started: EventIndex) -> Option<Self> {
        let recording = Recording::of(events, started)?;
        Some(recording.cut(&Processes::of(recording.epoch)))
    }
}

/// The events that are about one snapshot.
#[derive(Clone, Copy)]
pub(super) struct Recording<'a> {
    pub(super) epoch: Epoch<'a>,
    pub(super) started: usize,
    snapshot: SnapshotId,
    end: usize,
}

impl<'a> Recording<'a> {
    /// `None` when the event does not start a snapshot.
    pub(super) fn of(events: &'a [Event], started: EventIndex) -> Option<Self> {
        let &Event::SnapshotStarted { snapshot, .. } = events.get(started.index())? else { return None };
        let epoch = Epoch::of_event(events, started);
        // In the run of a bank there is no other of the same number.
        let mut later = epoch.from(started.index() + 1).events();
        let again = later
            .find(|(_, event)| matches!(event, Event::SnapshotStarted { snapshot: other, .. } if *other == snapshot));
        let end = again.map_or(epoch.end(), |(at, _)| at);
        Some(Self { epoch, started: started.index(), snapshot, end })
    }

    /// What happened for the snapshot, with indices in the run.
    pub(super) fn events(&self) -> impl Iterator<Item = (usize, &'a Event)> + use<'a> {
        let snapshot = self.snapshot;
        let lifetime = self.epoch.from(self.started).up_to(self.end).events();
        lifetime.filter(move |(_, event)| event.snapshot() == Some(snapshot))
    }

    pub(super) fn is_complete(&self) -> bool {
        self.events().any(|(_, event)| matches!(event, Event::SnapshotCompleted { .. }))
    }

    /// Where each process recorded its state first.
    pub(super) fn cut(&self, processes: &Processes) -> Cut {
        let mut recorded = alloc::vec![None; processes.len()];
        for (at, event) in self.events() {
            if let Event::StateRecorded { node, .. } = *event
                && let Some(place) = processes.find(node)
            {
                recorded[place].get_or_insert(at);
            }
        }
        let positions: Vec<_> = processes.ids().zip(recorded).filter_map(|(id, at)| Some((id, at?))).collect();
        Cut::new(positions)
    }
}
