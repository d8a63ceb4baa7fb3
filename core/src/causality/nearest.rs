//! The consistent cuts nearest to a cut that is not.

use super::cut::Cut;
use super::epoch::Epoch;
use super::journeys::{Journeys, Transfer};
use super::motion::{Motion, motion};
use super::processes::Processes;

/// The consistent cuts of a run are a lattice (Mattern 1989, section 4): what is before both of two, and what is before one of
/// two, is consistent too. So among those that are contained in a cut there is a greatest, and among those
/// that contain it a least. Only transfers count, as in [`super::Division`].
impl Cut {
    /// The greatest consistent cut that is contained in this one.
    ///
    /// A process that is cut elsewhere is cut right before the receive of what would be an orphan; the others stay where they are.
    #[must_use]
    pub fn consistent_before(&self, epoch: Epoch<'_>) -> Self {
        let mut search = Search::new(epoch, self);
        // A receive follows its send, so whatever takes a send out of the cut comes earlier in the run than the receive.
        for (at, event) in epoch.events() {
            if let Some((receiver, _, _)) = search.orphan(at, motion(event)) {
                search.positions[receiver] = at;
            }
        }
        search.moved(self)
    }

    /// The least consistent cut that contains this one.
    ///
    /// A process that is cut elsewhere is cut right after the send of what would be an orphan; the others stay where they are.
    #[must_use]
    pub fn consistent_after(&self, epoch: Epoch<'_>) -> Self {
        let mut search = Search::new(epoch, self);
        // What takes a receive into the cut comes later in the run than the receive.
        for (at, event) in epoch.events().rev() {
            if let Some((_, Some(sender), sent)) = search.orphan(at, motion(event)) {
                search.positions[sender] = sent + 1;
            }
        }
        search.moved(self)
    }
}

/// A cut that is on its way.
struct Search<'a> {
    epoch: Epoch<'a>,
    processes: Processes,
    journeys: Journeys,
    positions: alloc::vec::Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(epoch: Epoch<'a>, cut: &Cut) -> Self {
        let processes = Processes::of(epoch);
        let positions = processes.positions(cut);
        Self { epoch, processes, journeys: Journeys::of(epoch), positions }
    }

    /// If an event receives an orphan: the places of receiver and sender, and the index of the send.
    ///
    /// Only in events of no bank is there a sender that was never created.
    fn orphan(&self, at: usize, motion: Option<Motion>) -> Option<(usize, Option<usize>, usize)> {
        let Motion::Received { message, .. } = motion? else { return None };
        let Transfer { channel, sent_at, received_at, .. } = self.journeys.transfer(self.epoch, message)?;
        let receiver = self.processes.find(channel.to)?;
        let sender = self.processes.find(channel.from);
        let sent_before = sender.is_some_and(|place| sent_at.index() < self.positions[place]);
        let is_orphan = received_at?.index() == at && at < self.positions[receiver] && !sent_before;
        is_orphan.then_some((receiver, sender, sent_at.index()))
    }

    /// The cut with its processes where they are now.
    fn moved(&self, cut: &Cut) -> Cut {
        let mut moved = cut.clone();
        for (place, id) in self.processes.ids().enumerate() {
            if self.positions[place] != cut.position(id).unwrap_or(0) {
                moved.set(id, self.positions[place]);
            }
        }
        moved
    }
}
