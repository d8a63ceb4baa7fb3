//! A global state that moves on with events, and how far it is from one that was recorded.

use alloc::vec::Vec;

use super::NoEquivalentRun;
use crate::causality::motion::{Motion, motion};
use crate::causality::processes::Processes;
use crate::cluster::short;
use crate::event::Event;
use crate::ids::{Amount, NodeId};
use crate::pairs::PairMap;
use crate::script::ChannelName;

/// Balances and the transfers in channels, each held against what was recorded of it. Markers are no part of it.
///
/// What differs is counted, so that it costs nothing to ask whether anything does.
pub(super) struct State {
    processes: Processes,
    /// For each process its balance, which wraps around in runs that were made up, and the recorded one. Of those that
    /// come after the snapshot nobody asks.
    balances: Vec<(u64, u64)>,
    /// The places of channels, from the first transfer on.
    places: PairMap,
    channels: Vec<Channel>,
    differing: usize,
}

/// The transfers that were sent on a channel are a text that grows, and what was recorded of it a pattern. The channel
/// is as it was recorded when the text ends with the pattern and as much is in flight as the pattern is long.
struct Channel {
    name: ChannelName,
    /// The amounts that were recorded. With each comes how long the longest part is that the pattern up to and with it
    /// both starts with and ends with, itself aside.
    pattern: Vec<(Option<Amount>, usize)>,
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
    fn extend(&self, mut matched: usize, amount: Option<Amount>) -> usize {
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
    /// The state before anything has happened, with nothing recorded yet.
    pub(super) fn new(processes: Processes) -> Self {
        let balances = alloc::vec![(0, 0); processes.len()];
        Self { processes, balances, places: PairMap::default(), channels: Vec::new(), differing: 0 }
    }

    /// What a process recorded. All that was recorded must be said before the first event.
    pub(super) fn expect_balance(&mut self, node: NodeId, balance: Amount) {
        self.change_balance(node, 0, balance.get());
    }

    /// The next message that was recorded in a channel; `None` is one that no transfer of this bank can be.
    pub(super) fn expect_transfer(&mut self, channel: ChannelName, amount: Option<Amount>) {
        self.change_channel(channel, |channel| {
            let shared = channel.pattern.last().map_or(0, |&(_, shared)| channel.extend(shared, amount));
            channel.pattern.push((amount, shared));
        });
    }

    /// Moves on by an event.
    pub(super) fn apply(&mut self, event: &Event) {
        match motion(event) {
            Some(Motion::Brought { node, balance }) => self.change_balance(node, balance.get(), 0),
            Some(Motion::Sent { channel, amount, .. }) => {
                self.change_balance(channel.from, amount.get().wrapping_neg(), 0);
                self.change_channel(channel, |channel| {
                    channel.matched = channel.extend(channel.matched, Some(amount));
                    channel.in_flight = channel.in_flight.wrapping_add(1);
                });
            }
            Some(Motion::Received { channel, amount, .. }) => {
                self.change_balance(channel.to, amount.get(), 0);
                self.change_channel(channel, |channel| channel.in_flight = channel.in_flight.wrapping_sub(1));
            }
            None => {}
        }
    }

    /// Whether the state is what was recorded.
    pub(super) fn is_reached(&self) -> bool {
        self.differing == 0
    }

    /// The lowest process, or else the first channel, that is not as it was recorded.
    pub(super) fn difference(&self) -> Option<NoEquivalentRun> {
        if self.is_reached() {
            return None;
        }
        let node = self.balances.iter().position(|&(balance, recorded)| balance != recorded);
        let channel = || self.channels.iter().find(|channel| channel.differs());
        node.map(|place| NoEquivalentRun::WrongBalance { node: self.processes.id(place) })
            .or_else(|| channel().map(|channel| NoEquivalentRun::WrongChannel { channel: channel.name }))
    }

    /// Adds to the balance of a process, and to what it recorded.
    fn change_balance(&mut self, node: NodeId, amount: u64, recorded: u64) {
        let Some(place) = self.processes.find(node) else { return };
        let (now, then) = &mut self.balances[place];
        self.differing -= usize::from(now != then);
        *now = now.wrapping_add(amount);
        *then = then.wrapping_add(recorded);
        self.differing += usize::from(now != then);
    }

    fn change_channel(&mut self, name: ChannelName, change: impl FnOnce(&mut Channel)) {
        let ends = (name.from.get(), name.to.get());
        let place = self.places.get(ends).map_or(self.channels.len(), |place| place as usize);
        if place == self.channels.len() {
            self.places.insert(ends, short(place));
            self.channels.push(Channel { name, pattern: Vec::new(), matched: 0, in_flight: 0 });
        }
        let channel = &mut self.channels[place];
        self.differing -= usize::from(channel.differs());
        change(channel);
        self.differing += usize::from(channel.differs());
    }
}
