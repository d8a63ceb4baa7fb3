//! The consistent cuts nearest to a cut that is not.

use super::cut::Cut;
use super::epoch::Epoch;
use super::journeys::{Journey, Journeys};
use super::motion::{Motion, motion};
use super::processes::Processes;
use crate::ids::NodeId;

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
            if let Some((_, sender, sent)) = search.orphan(at, motion(event)) {
                search.positions[sender] = sent + 1;
            }
        }
        search.moved(self)
    }
}

/// A cut that is on its way.
struct Search {
    processes: Processes,
    journeys: Journeys,
    positions: alloc::vec::Vec<usize>,
}

impl Search {
    fn new(epoch: Epoch<'_>, cut: &Cut) -> Self {
        let processes = Processes::of(epoch);
        let positions = processes.positions(cut);
        Self { processes, journeys: Journeys::of(epoch), positions }
    }

    /// If an event receives an orphan: the places of receiver and sender, and the index of the send.
    fn orphan(&self, at: usize, motion: Option<Motion>) -> Option<(usize, usize, usize)> {
        let Motion::Received { message, channel, .. } = motion? else { return None };
        let receiver = self.before(channel.to, at, true)?;
        let Journey { sent, received } = self.journeys.find(message)?;
        let sender = self.before(channel.from, sent as usize, false)?;
        (received as usize == at).then_some((receiver, sender, sent as usize))
    }

    /// The place of a process, if what it did there is before the cut, or is not.
    fn before(&self, node: NodeId, at: usize, wanted: bool) -> Option<usize> {
        let place = self.processes.find(node)?;
        ((at < self.positions[place]) == wanted).then_some(place)
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
