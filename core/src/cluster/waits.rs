//! Receives that wait for a message.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use super::log::Log;
use crate::ids::{NodeId, WaitId};
use crate::pairs::PairMap;

/// The open waits of a bank. What a process waits for is a sender or, with `None`, any.
#[derive(Clone, Debug, Default)]
pub(super) struct Waits {
    /// Where the queue of a process that waits for any sender is, by (0, process).
    any: PairMap,
    /// Where the queue of a process that waits for this sender is, by (process, sender).
    one: PairMap,
    /// Those that are empty stay: somebody who waited for a sender once is likely to do so again.
    queues: Vec<VecDeque<WaitId>>,
    /// How many of the run were served: the log knows which, so that a delivery can be taken back.
    served: usize,
}

impl Waits {
    pub(super) fn start(&mut self, node: NodeId, from: Option<NodeId>, wait: WaitId) {
        self.queue_of(node, from).push_back(wait);
    }

    pub(super) fn unstart(&mut self, node: NodeId, from: Option<NodeId>) {
        self.queue_of(node, from).pop_back();
    }

    /// The oldest wait of a process that a message from this sender serves.
    pub(super) fn oldest(&self, node: NodeId, sender: NodeId) -> Option<WaitId> {
        self.oldest_queue(node, sender).map(|(wait, _)| wait)
    }

    /// Ends the wait that a delivery from this sender serves.
    pub(super) fn serve(&mut self, node: NodeId, sender: NodeId) {
        if let Some((_, queue)) = self.oldest_queue(node, sender) {
            self.queues[queue as usize].pop_front();
            self.served += 1;
        }
    }

    /// Takes back the last [`Waits::serve`].
    pub(super) fn unserve(&mut self, node: NodeId, log: &Log) {
        self.served -= 1;
        let wait = log.served[self.served];
        self.queue_of(node, log.wait(wait).1).push_front(wait);
    }

    /// For the waits of a bank that comes after another in the same run.
    pub(super) fn continue_after(&mut self, before: &Self) {
        self.served = before.served;
    }

    /// The open waits, oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = WaitId> {
        sorted(self.queues.iter().flatten().copied().collect()).into_iter()
    }

    /// The open waits of one process, oldest first.
    pub(super) fn of(&self, node: NodeId) -> Vec<WaitId> {
        let any = self.any.get((0, node.get()));
        let queues = any.into_iter().chain(self.one.with_first(node.get()).map(|(_, queue)| queue));
        sorted(queues.flat_map(|queue| &self.queues[queue as usize]).copied().collect())
    }

    /// About how many bytes they take.
    pub(super) fn memory(&self) -> usize {
        self.queues.len() * 128
    }

    /// The queue whose first is the oldest that a message from this sender serves.
    fn oldest_queue(&self, node: NodeId, sender: NodeId) -> Option<(WaitId, u32)> {
        let front = |queue: Option<u32>| queue.and_then(|queue| Some((*self.queues[queue as usize].front()?, queue)));
        match (front(self.any.get((0, node.get()))), front(self.one.get((node.get(), sender.get())))) {
            (Some(any), Some(one)) => Some(any.min(one)),
            (any, one) => any.or(one),
        }
    }

    fn queue_of(&mut self, node: NodeId, from: Option<NodeId>) -> &mut VecDeque<WaitId> {
        let (map, pair) = match from {
            None => (&mut self.any, (0, node.get())),
            Some(from) => (&mut self.one, (node.get(), from.get())),
        };
        let place = map.get(pair).unwrap_or_else(|| {
            let place = super::short(self.queues.len());
            map.insert(pair, place);
            self.queues.push(VecDeque::new());
            place
        });
        &mut self.queues[place as usize]
    }
}

fn sorted(mut waits: Vec<WaitId>) -> Vec<WaitId> {
    waits.sort_unstable();
    waits
}
