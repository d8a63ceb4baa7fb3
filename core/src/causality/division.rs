//! What a cut separates: the balances, the channels, and what goes from after it to before it.

use alloc::vec::Vec;

use super::cut::Cut;
use super::epoch::Epoch;
use super::journeys::{Journey, Journeys, Transfer};
use super::motion::{Motion, motion};
use super::processes::Processes;
use crate::cluster::NEVER;
use crate::ids::NodeId;
use crate::script::ChannelName;

/// The global state at a cut of any kind, as the events of the epoch tell it.
///
/// The state of a channel is what its sender has sent before the cut and its receiver has not received before it, as in K. Mani
/// Chandy and Leslie Lamport, "Distributed Snapshots", 1985, section 2. What is received before the cut but sent after it is an
/// *orphan*. A cut without orphans is consistent.
///
/// Markers are no part of the computation whose state this is: they are in no channel here, and never orphans. The first
/// marker of a snapshot reaches a process right before the process records, and so before the snapshot's own cut, although it was
/// sent after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Ascending by process.
    balances: Vec<(NodeId, u64)>,
    /// By channel, then in the order of sending.
    in_channels: Vec<Transfer>,
    /// In the order of sending.
    orphans: Vec<Transfer>,
    money: u128,
}

impl Division {
    /// What a cut separates in an epoch. Takes time in proportion to the events of the epoch.
    pub fn of(epoch: Epoch<'_>, cut: &Cut) -> Self {
        Self::with(epoch, &Processes::of(epoch), &Journeys::of(epoch), cut)
    }

    /// The same, with what is known of the epoch already.
    pub(super) fn with(epoch: Epoch<'_>, processes: &Processes, journeys: &Journeys, cut: &Cut) -> Self {
        let positions = processes.positions(cut);
        let is_before = |node, at: usize| processes.find(node).is_some_and(|place| at < positions[place]);
        let mut books = Books { balances: alloc::vec![None; processes.len()], money: 0 };
        let mut in_channels = Vec::new();
        let mut orphans = Vec::new();
        for (at, event) in epoch.events() {
            let Some(motion) = motion(event) else { continue };
            let node = motion.node();
            if is_before(node, at)
                && let Some(place) = processes.find(node)
            {
                books.enter(place, &motion);
            }
            let Motion::Sent { message, channel, .. } = motion else { continue };
            let Some(Journey { sent, received }) = journeys.find(message) else { continue };
            if sent as usize != at {
                continue;
            }
            let received_before = received != NEVER && is_before(channel.to, received as usize);
            match (is_before(node, at), received_before) {
                (true, false) => in_channels.extend(journeys.transfer(epoch, message)),
                (false, true) => orphans.extend(journeys.transfer(epoch, message)),
                (true, true) | (false, false) => {}
            }
        }
        let place = |node| processes.find(node).unwrap_or(processes.len());
        let by_receiver = in_order(&in_channels, processes.len(), |transfer| place(transfer.channel.to));
        let in_channels = in_order(&by_receiver, processes.len(), |transfer| place(transfer.channel.from));
        let balances = processes.ids().zip(books.balances);
        let balances = balances.filter_map(|(id, balance)| Some((id, balance?))).collect();
        Self { balances, in_channels, orphans, money: books.money }
    }

    /// The processes that are there before the cut, ascending by id, each with its balance at the cut.
    ///
    /// A balance is at most [`crate::Amount::MAX`] in the run of a bank. In events that are of no bank it may be anything, but it
    /// stops at 0 and at `u64::MAX`.
    pub fn balances(&self) -> impl ExactSizeIterator<Item = (NodeId, u64)> + '_ {
        self.balances.iter().copied()
    }

    /// The balance of a process at the cut; `None` when it is not there before it.
    pub fn balance(&self, node: NodeId) -> Option<u64> {
        let place = self.balances.binary_search_by_key(&node, |&(id, _)| id).ok()?;
        Some(self.balances[place].1)
    }

    /// The channels with something in them, ascending by sender, then receiver; each with what is in it, head first.
    pub fn channels(&self) -> impl Iterator<Item = (ChannelName, &[Transfer])> + '_ {
        let channels = self.in_channels.chunk_by(|one, other| one.channel == other.channel);
        channels.map(|transfers| (transfers[0].channel, transfers))
    }

    /// What is in a channel at the cut, head first.
    pub fn channel(&self, channel: ChannelName) -> &[Transfer] {
        let start = self.in_channels.partition_point(|transfer| transfer.channel < channel);
        let rest = &self.in_channels[start..];
        &rest[..rest.partition_point(|transfer| transfer.channel == channel)]
    }

    /// What is in all channels, by channel.
    pub fn in_channels(&self) -> &[Transfer] {
        &self.in_channels
    }

    /// The transfers that are received before the cut and sent after it, in the order of sending.
    pub fn orphans(&self) -> &[Transfer] {
        &self.orphans
    }

    /// Whether no transfer is an orphan.
    pub fn is_consistent(&self) -> bool {
        self.orphans.is_empty()
    }

    /// The money that the processes before the cut brought into the bank.
    pub fn money(&self) -> u128 {
        self.money
    }

    /// The money in all balances and channels. In the run of a bank it is [`Division::money`] and [`Division::counted_twice`].
    pub fn counted(&self) -> u128 {
        let in_processes: u128 = self.balances.iter().map(|&(_, balance)| u128::from(balance)).sum();
        in_processes + sum(&self.in_channels)
    }

    /// The money of the orphans: it is counted with the sender, who has it still, and with the receiver, who has it already.
    pub fn counted_twice(&self) -> u128 {
        sum(&self.orphans)
    }
}

fn sum(transfers: &[Transfer]) -> u128 {
    transfers.iter().map(|transfer| u128::from(transfer.amount.get())).sum()
}

/// What is known of balances, by the places of the processes.
struct Books {
    balances: Vec<Option<u64>>,
    money: u128,
}

impl Books {
    fn enter(&mut self, place: usize, motion: &Motion) {
        let balance = &mut self.balances[place];
        match *motion {
            Motion::Brought { balance: brought, .. } => {
                self.money += u128::from(brought.get());
                *balance = Some(balance.unwrap_or(0).saturating_add(brought.get()));
            }
            Motion::Sent { amount, .. } => *balance = balance.map(|balance| balance.saturating_sub(amount.get())),
            Motion::Received { amount, .. } => *balance = balance.map(|balance| balance.saturating_add(amount.get())),
        }
    }
}

/// The transfers by a number of theirs that is at most this, those with the same number as they were.
fn in_order(transfers: &[Transfer], most: usize, number: impl Fn(&Transfer) -> usize) -> Vec<Transfer> {
    let mut starts = alloc::vec![0_usize; most + 2];
    for transfer in transfers {
        starts[number(transfer) + 1] += 1;
    }
    for at in 0..=most {
        starts[at + 1] += starts[at];
    }
    let mut sorted = transfers.to_vec();
    for transfer in transfers {
        let place = &mut starts[number(transfer)];
        sorted[*place] = *transfer;
        *place += 1;
    }
    sorted
}
