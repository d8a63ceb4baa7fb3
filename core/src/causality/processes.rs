//! The processes of an epoch, each with a place in a list.

use alloc::vec::Vec;

use super::cut::Cut;
use super::epoch::Epoch;
use crate::cluster::{NEVER, short};
use crate::event::Event;
use crate::ids::NodeId;

/// Ids below this are looked up in a list, which is what nearly every script uses.
const DIRECT: usize = 1 << 16;

/// The processes that are created in an epoch, ascending by id.
pub(super) struct Processes {
    /// With the event in which each is created.
    list: Vec<(NodeId, usize)>,
    /// Places by id, if all ids are small.
    direct: Vec<u32>,
}

impl Processes {
    pub(super) fn of(epoch: Epoch<'_>) -> Self {
        let mut list: Vec<(NodeId, usize)> = Vec::new();
        for (at, event) in epoch.events() {
            if let Event::NodeCreated { node, .. } = *event
                && let Err(place) = list.binary_search_by_key(&node, |&(id, _)| id)
            {
                list.insert(place, (node, at));
            }
        }
        let room = list.last().map_or(0, |&(id, _)| id.index()) + 1;
        let mut direct = alloc::vec![NEVER; if room <= DIRECT { room } else { 0 }];
        if !direct.is_empty() {
            for (place, &(id, _)) in list.iter().enumerate() {
                direct[id.index()] = short(place);
            }
        }
        Self { list, direct }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The place of a process.
    pub(super) fn find(&self, node: NodeId) -> Option<usize> {
        if self.direct.is_empty() {
            return self.list.binary_search_by_key(&node, |&(id, _)| id).ok();
        }
        let place = *self.direct.get(node.index())?;
        (place != NEVER).then_some(place as usize)
    }

    pub(super) fn id(&self, place: usize) -> NodeId {
        self.list[place].0
    }

    pub(super) fn created_at(&self, place: usize) -> usize {
        self.list[place].1
    }

    pub(super) fn ids(&self) -> impl ExactSizeIterator<Item = NodeId> + '_ {
        self.list.iter().map(|&(id, _)| id)
    }

    /// Where a cut has each process; 0, which is before all of its events, if it does not know it.
    pub(super) fn positions(&self, cut: &Cut) -> Vec<usize> {
        self.ids().map(|id| cut.position(id).unwrap_or(0)).collect()
    }
}
