//! Receives that wait for a message.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;

use crate::ids::{NodeId, WaitId};

/// The open waits of a bank. What a process waits for is a sender or, with `None`, any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Waits {
    queues: BTreeMap<(NodeId, Option<NodeId>), VecDeque<WaitId>>,
    /// Those that were served, the last one last: to take a delivery back, its wait must be found again.
    served: Vec<WaitId>,
    open: usize,
}

impl Waits {
    pub(super) fn is_empty(&self) -> bool {
        self.open == 0
    }

    pub(super) fn start(&mut self, node: NodeId, from: Option<NodeId>, wait: WaitId) {
        self.queues.entry((node, from)).or_default().push_back(wait);
        self.open += 1;
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
        if let Some((wait, from)) = self.oldest_key(node, sender) {
            self.take(node, from, VecDeque::pop_front);
            self.served.push(wait);
        }
    }

    /// Takes back the last [`Waits::serve`]; `from` is what the wait was for.
    pub(super) fn unserve(&mut self, node: NodeId, from: impl Fn(WaitId) -> Option<NodeId>) {
        if let Some(wait) = self.served.pop() {
            self.queues.entry((node, from(wait))).or_default().push_front(wait);
            self.open += 1;
        }
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

    fn oldest_key(&self, node: NodeId, sender: NodeId) -> Option<(WaitId, Option<NodeId>)> {
        let front = |from| self.queues.get(&(node, from)).and_then(VecDeque::front).map(|&wait| (wait, from));
        match (front(None), front(Some(sender))) {
            (Some(any), Some(this)) => Some(any.min(this)),
            (any, this) => any.or(this),
        }
    }

    fn take(&mut self, node: NodeId, from: Option<NodeId>, pop: fn(&mut VecDeque<WaitId>) -> Option<WaitId>) {
        let Some(queue) = self.queues.get_mut(&(node, from)) else { return };
        if pop(queue).is_some() {
            self.open -= 1;
        }
        if queue.is_empty() {
            self.queues.remove(&(node, from));
        }
    }
}
