//! From the ids of a script to places in the list of nodes.

use alloc::vec::Vec;

use crate::ids::NodeId;
use crate::pairs::PairMap;

/// Ids below this are looked up in a list, which is what nearly every script uses; others in a tree.
const DIRECT: usize = 1 << 16;
const NONE: u32 = u32::MAX;

/// The places of the nodes of a bank by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Directory {
    direct: Vec<u32>,
    other: PairMap,
}

impl Directory {
    pub(super) fn find(&self, node: NodeId) -> Option<u32> {
        if let Some(&place) = self.direct.get(node.index()) {
            return (place != NONE).then_some(place);
        }
        self.other.get((0, node.get()))
    }

    pub(super) fn insert(&mut self, node: NodeId, place: u32) {
        if node.index() < DIRECT {
            if self.direct.len() <= node.index() {
                self.direct.resize(node.index() + 1, NONE);
            }
            self.direct[node.index()] = place;
        } else {
            self.other.insert((0, node.get()), place);
        }
    }

    pub(super) fn remove(&mut self, node: NodeId) {
        if let Some(place) = self.direct.get_mut(node.index()) {
            *place = NONE;
        } else {
            self.other.remove((0, node.get()));
        }
    }
}
