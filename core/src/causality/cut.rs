//! A cut: for each process, where its events are divided.

use alloc::vec::Vec;

use super::epoch::Epoch;
use super::processes::Processes;
use crate::event::Event;
use crate::ids::{EventIndex, NodeId};

/// Divides the events of each process into those before and those after it.
///
/// A process is cut at a position in the run: an event of that process is before the cut if its index in the run is smaller than
/// the position. The positions of different processes may differ; where they are all the same, the cut is a moment of the run.
/// A process whose creation is not before the cut is not there yet.
///
/// Processes go by their ids, so a cut is one of an [`Epoch`]: of the processes of one bank.
///
/// Mattern, "Virtual Time and Global States of Distributed Systems", 1989, section 3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Ascending by process.
    positions: Vec<(NodeId, usize)>,
}

impl Cut {
    /// A cut of these processes at these positions. A process that is named twice is cut where it is named last.
    pub fn new(positions: impl IntoIterator<Item = (NodeId, usize)>) -> Self {
        let mut cut = Self { positions: Vec::new() };
        for (node, position) in positions {
            cut.set(node, position);
        }
        cut
    }

    /// The cut of a moment: every process of the epoch, those that come later too, after so many events of the run.
    pub fn at(epoch: Epoch<'_>, moment: usize) -> Self {
        Self { positions: Processes::of(epoch).ids().map(|id| (id, moment)).collect() }
    }

    /// The processes, ascending by id, with the positions at which they are cut.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = (NodeId, usize)> + '_ {
        self.positions.iter().copied()
    }

    /// Where a process is cut; `None` for one that this cut does not know.
    pub fn position(&self, node: NodeId) -> Option<usize> {
        let place = self.place(node).ok()?;
        Some(self.positions[place].1)
    }

    /// Cuts a process elsewhere.
    pub fn set(&mut self, node: NodeId, position: usize) {
        match self.place(node) {
            Ok(place) => self.positions[place].1 = position,
            Err(place) => self.positions.insert(place, (node, position)),
        }
    }

    /// Whether an event of the run is before the cut. What no process of the cut did is not.
    pub fn contains(&self, index: EventIndex, event: &Event) -> bool {
        event.node().and_then(|node| self.position(node)).is_some_and(|position| index.index() < position)
    }

    fn place(&self, node: NodeId) -> Result<usize, usize> {
        self.positions.binary_search_by_key(&node, |&(id, _)| id)
    }
}
