//! A global state that moves on with events, and how far it is from one that was recorded.

use alloc::vec::Vec;

use super::NoEquivalentRun;
use super::numbers::Numbers;
use crate::event::Event;
use crate::ids::{Amount, NodeId};
use crate::script::ChannelName;

/// Balances and the transfers in channels, each held against what was recorded of it. Markers are no part of it.
///
/// What differs is counted, so that it costs nothing to ask whether anything does.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    node_numbers: Numbers,
    nodes: Vec<Process>,
    channel_numbers: Numbers,
    channels: Vec<Channel>,
    differing: usize,
}

#[derive(Clone, Debug)]
struct Process {
    id: NodeId,
    /// Wraps around, for runs that were made up.
    balance: u64,
    recorded: Option<Amount>,
}

impl Process {
    fn differs(&self) -> bool {
        self.recorded.map(Amount::get) != Some(self.balance)
    }
}

/// The transfers that were sent on a channel are a text that grows, and what was recorded of it a pattern. The channel
/// is as it was recorded when the text ends with the pattern and as much is in flight as the pattern is long.
#[derive(Clone, Debug)]
struct Channel {
    name: ChannelName,
    /// The amounts that were recorded. With each comes how long the longest part is that the pattern up to and with it
    /// both starts with and ends with, itself aside.
    pattern: Vec<(Amount, usize)>,
    /// The most of the pattern that the text ends with.
    matched: usize,
    /// Wraps around, for runs that were made up.
    in_flight: usize,
}

impl Channel {
    fn differs(&self) -> bool {
        self.in_flight != self.pattern.len() || self.matched != self.pattern.len()
    }

    /// The most of the pattern that a text ends with when this comes after one that ends with so much of it.
    fn extend(&self, mut matched: usize, amount: Amount) -> usize {
        loop {
            if self.pattern.get(matched).is_some_and(|&(next, _)| next == amount) {
                return matched + 1;
            }
            match matched.checked_sub(1) {
                Some(last) => matched = self.pattern[last].1,
                None => return 0,
            }
        }
    }
}

impl State {
    /// What a process recorded. All that was recorded must be said before the first event.
    pub(super) fn expect_balance(&mut self, node: NodeId, balance: Amount) {
        self.change_node(node, |process| process.recorded = Some(balance));
    }

    /// The next message that was recorded in a channel.
    pub(super) fn expect_transfer(&mut self, from: NodeId, to: NodeId, amount: Amount) {
        self.change_channel(from, to, |channel| {
            let shared = channel.pattern.last().map_or(0, |&(_, shared)| channel.extend(shared, amount));
            channel.pattern.push((amount, shared));
        });
    }

    /// Moves on by an event.
    pub(super) fn apply(&mut self, event: &Event) {
        match *event {
            Event::NodeCreated { node, balance } => self.add(node, balance.get()),
            Event::TransferSent { from, to, amount, .. } => {
                self.add(from, amount.get().wrapping_neg());
                self.change_channel(from, to, |channel| {
                    channel.matched = channel.extend(channel.matched, amount);
                    channel.in_flight = channel.in_flight.wrapping_add(1);
                });
            }
            Event::TransferReceived { from, to, amount, .. } => {
                self.add(to, amount.get());
                self.change_channel(from, to, |channel| channel.in_flight = channel.in_flight.wrapping_sub(1));
            }
            Event::MasterStarted
            | Event::SendRejected { .. }
            | Event::WaitStarted { .. }
            | Event::SnapshotStarted { .. }
            | Event::StateRecorded { .. }
            | Event::MarkerSent { .. }
            | Event::MarkerReceived { .. }
            | Event::MessageRecorded { .. }
            | Event::ChannelClosed { .. }
            | Event::SnapshotCompleted { .. }
            | Event::StateCollected { .. }
            | Event::SnapshotPrinted { .. }
            | Event::Killed => {}
        }
    }

    /// Whether the state is what was recorded.
    pub(super) fn is_reached(&self) -> bool {
        self.differing == 0
    }

    /// The first process or else channel that is not as it was recorded.
    pub(super) fn difference(&self) -> Option<NoEquivalentRun> {
        if self.is_reached() {
            return None;
        }
        let node = self.nodes.iter().find(|process| process.differs());
        let channel = || self.channels.iter().find(|channel| channel.differs());
        node.map(|process| NoEquivalentRun::WrongBalance { node: process.id })
            .or_else(|| channel().map(|channel| NoEquivalentRun::WrongChannel { channel: channel.name }))
    }

    fn add(&mut self, node: NodeId, amount: u64) {
        self.change_node(node, |process| process.balance = process.balance.wrapping_add(amount));
    }

    fn change_node(&mut self, id: NodeId, change: impl FnOnce(&mut Process)) {
        let (number, new) = self.node_numbers.find_or_add(id, id);
        if new {
            self.nodes.push(Process { id, balance: 0, recorded: None });
            self.differing += 1;
        }
        let process = &mut self.nodes[number];
        self.differing -= usize::from(process.differs());
        change(process);
        self.differing += usize::from(process.differs());
    }

    fn change_channel(&mut self, from: NodeId, to: NodeId, change: impl FnOnce(&mut Channel)) {
        let (number, new) = self.channel_numbers.find_or_add(from, to);
        if new {
            let name = ChannelName { from, to };
            self.channels.push(Channel { name, pattern: Vec::new(), matched: 0, in_flight: 0 });
        }
        let channel = &mut self.channels[number];
        self.differing -= usize::from(channel.differs());
        change(channel);
        self.differing += usize::from(channel.differs());
    }
}
