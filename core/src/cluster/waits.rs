//! Receives that wait for a message.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;

use super::log::Log;
use crate::ids::{NodeId, WaitId};

/// The open waits of a bank. What a process waits for is a sender or, with `None`, any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Waits {
    queues: BTreeMap<(NodeId, Option<NodeId>), VecDeque<WaitId>>,
    /// How many of the run were served: the log knows which, so that a delivery can be taken back.
    served: usize,
}

impl Waits {
    pub(super) fn start(&mut self, node: NodeId, from: Option<NodeId>, wait: WaitId) {
        self.queues.entry((node, from)).or_default().push_back(wait);
    }

    pub(super) fn unstart(&mut self, node: NodeId, from: Option<NodeId>) {
        self.take(node, from, VecDeque::pop_back);
    }

    /// The oldest wait of a process that a message from this sender serves.
    pub(super) fn oldest(&self, node: NodeId, sender: NodeId) -> Option<WaitId> {
        self.oldest_key(node, sender).map(|(wait, _)| wait)
    }

    /// Ends the wait that a delivery from this sender serves.
    pub(super) fn serve(&mut self, node: NodeId, sender: NodeId) {
        if let Some((_, from)) = self.oldest_key(node, sender) {
            self.take(node, from, VecDeque::pop_front);
            self.served += 1;
        }
    }

    /// Takes back the last [`Waits::serve`].
    pub(super) fn unserve(&mut self, node: NodeId, log: &Log) {
        self.served -= 1;
        let wait = log.served[self.served];
        self.queues.entry((node, log.wait(wait).1)).or_default().push_front(wait);
    }

    /// For the waits of a bank that comes after another in the same run.
    pub(super) fn continue_after(&mut self, before: &Self) {
        self.served = before.served;
    }

    /// The open waits, oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = WaitId> {
        let mut all: Vec<_> = self.queues.values().flatten().copied().collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// The open waits of one process, oldest first.
    pub(super) fn of(&self, node: NodeId) -> Vec<WaitId> {
        let queues = self.queues.range((node, None)..=(node, Some(NodeId::new(u32::MAX))));
        let mut all: Vec<_> = queues.flat_map(|(_, queue)| queue).copied().collect();
        all.sort_unstable();
        all
    }

    /// About how many bytes they take.
    pub(super) fn memory(&self) -> usize {
        self.queues.len() * 128
    }

    fn oldest_key(&self, node: NodeId, sender: NodeId) -> Option<(WaitId, Option<NodeId>)> {
        let front = |from| self.queues.get(&(node, from)).and_then(VecDeque::front).map(|&wait| (wait, from));
        match (front(None), front(Some(sender))) {
            (Some(any), Some(this)) => Some(any.min(this)),
            (any, this) => any.or(this),
        }
    }

    fn take(&mut self, node: NodeId, from: Option<NodeId>, pop: fn(&mut VecDeque<WaitId>) -> Option<WaitId>) {
        let Some(queue) = self.queues.get_mut(&(node, from)) else { return };
        pop(queue);
        if queue.is_empty() {
            self.queues.remove(&(node, from));
        }
    }
}
