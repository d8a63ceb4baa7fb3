//! What a snapshot has recorded.

use alloc::vec::Vec;

use crate::cluster::NEVER;
use crate::ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId};
use crate::pairs::PairMap;

/// A snapshot, as far as it has come at the moment on show.
#[derive(Clone, Debug)]
pub struct Snapshot {
    id: SnapshotId,
    initiator: NodeId,
    started: u32,
    total: Amount,
    slots: Vec<Slot>,
    /// For each process that has recorded, a bit for each sender: the channel from it is closed.
    closed: Vec<u64>,
    /// The channels with recorded messages by (receiver, sender), both as places in the bank's list of nodes.
    channels: PairMap,
    /// In the order in which something was first recorded in them, which is taken back in the opposite order.
    states: Vec<ChannelState>,
    recorded: u32,
    /// Processes that have not recorded, or still record a channel.
    unfinished: u32,
    open_channels: usize,
    /// Closed channels in which something was recorded.
    closed_with_money: usize,
    in_nodes: u128,
    in_channels: u128,
    completed: u32,
    collections: u32,
}

/// What one process has recorded of itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    balance: Amount,
    at: u32,
    open: u32,
    bits: u32,
}

impl Slot {
    const EMPTY: Self = Self { balance: Amount::ZERO, at: NEVER, open: 0, bits: 0 };

    pub(crate) fn is_recorded(&self) -> bool {
        self.at != NEVER
    }

    /// The balance, if it was recorded in the first so many events.
    pub(crate) fn balance_within(&self, events: u32) -> Option<Amount> {
        (self.at < events).then_some(self.balance)
    }

    /// When it was recorded; [`NEVER`] when it was not.
    pub(crate) fn recorded_at(&self) -> u32 {
        self.at
    }

    /// How many incoming channels are still recorded.
    pub(crate) fn open(&self) -> u32 {
        self.open
    }
}

/// The messages that a snapshot recorded in one channel, in the order of their arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelState {
    /// Message, amount, and the event in which it was recorded.
    messages: Vec<(MessageId, Amount, u32)>,
}

impl ChannelState {
    /// Nothing.
    pub(crate) const EMPTY: Self = Self { messages: Vec::new() };

    /// The messages with their amounts.
    pub fn messages(&self) -> impl ExactSizeIterator<Item = (MessageId, Amount)> + '_ {
        self.messages.iter().map(|&(message, amount, _)| (message, amount))
    }

    /// The money in the channel. Wider than an amount, since a wrong algorithm may count money more than once.
    pub fn sum(&self) -> u128 {
        self.sum_within(NEVER)
    }

    /// The money that was recorded in the first so many events of the run.
    pub(crate) fn sum_within(&self, events: u32) -> u128 {
        self.messages.iter().filter(|&&(_, _, at)| at < events).map(|&(_, amount, _)| u128::from(amount.get())).sum()
    }
}

/// How far a snapshot has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Some process has not recorded, or still records a channel.
    Recording,
    /// All is recorded.
    Complete,
    /// All is recorded, and the observer has collected it.
    Collected,
}

impl Snapshot {
    pub(crate) fn new(id: SnapshotId, initiator: NodeId, started: u32, total: Amount, members: u32) -> Self {
        Self {
            id,
            initiator,
            started,
            total,
            slots: alloc::vec![Slot::EMPTY; members as usize],
            closed: Vec::new(),
            channels: PairMap::default(),
            states: Vec::new(),
            recorded: 0,
            unfinished: members,
            open_channels: 0,
            closed_with_money: 0,
            in_nodes: 0,
            in_channels: 0,
            completed: NEVER,
            collections: 0,
        }
    }

    /// Its number.
    pub fn id(&self) -> SnapshotId {
        self.id
    }

    /// The process that started it.
    pub fn initiator(&self) -> NodeId {
        self.initiator
    }

    /// The event in which it was started.
    pub fn started_at(&self) -> EventIndex {
        EventIndex::new(self.started)
    }

    /// The money in the bank when it was started, which no event can change while it is under way.
    pub fn bank_total(&self) -> Amount {
        self.total
    }

    /// How many processes take part: all that the bank had when it was started.
    pub fn member_count(&self) -> usize {
        self.slots.len()
    }

    /// How many processes have recorded their state.
    pub fn recorded_count(&self) -> usize {
        self.recorded as usize
    }

    /// How many channels are being recorded.
    pub fn open_channel_count(&self) -> usize {
        self.open_channels
    }

    /// The event in which it became complete.
    pub fn completed_at(&self) -> Option<EventIndex> {
        (self.completed != NEVER).then(|| EventIndex::new(self.completed))
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        match (self.completed, self.collections) {
            (NEVER, _) => Progress::Recording,
            (_, 0) => Progress::Complete,
            _ => Progress::Collected,
        }
    }

    /// The money in all recorded states so far, of processes and of channels.
    pub fn recorded_sum(&self) -> (u128, u128) {
        (self.in_nodes, self.in_channels)
    }

    /// How many channels are closed and hold something.
    pub fn holding_channel_count(&self) -> usize {
        self.closed_with_money
    }

    pub(crate) fn slot(&self, place: u32) -> &Slot {
        self.slots.get(place as usize).unwrap_or(&Slot::EMPTY)
    }

    pub(crate) fn channel(&self, from: u32, to: u32) -> Option<&ChannelState> {
        Some(&self.states[self.channels.get((to, from))? as usize])
    }

    /// The channels with recorded messages, as ((receiver, sender), state).
    pub(crate) fn channels(&self) -> impl Iterator<Item = ((u32, u32), &ChannelState)> {
        self.channels.iter().map(|(ends, state)| (ends, &self.states[state as usize]))
    }

    /// About how many bytes it takes.
    pub(crate) fn memory(&self) -> usize {
        let messages: usize = self.states.iter().map(|channel| size_of_val(&*channel.messages) + 64).sum();
        size_of_val(&*self.slots) + size_of_val(&*self.closed) + messages
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.unfinished == 0
    }

    /// Whether the receiver has recorded and still records this channel.
    pub(crate) fn is_open(&self, from: u32, to: u32) -> bool {
        let slot = self.slot(to);
        let member = (from as usize) < self.slots.len() && from != to;
        slot.is_recorded() && member && !self.is_closed(slot, from)
    }

    fn is_closed(&self, slot: &Slot, from: u32) -> bool {
        self.closed[slot.bits as usize + from as usize / 64] >> (from % 64) & 1 == 1
    }

    fn words(&self) -> usize {
        self.slots.len().div_ceil(64)
    }

    /// Records a process; says whether it has no channel to record.
    pub(crate) fn record(&mut self, place: u32, balance: Amount, at: u32) -> bool {
        let peers = crate::cluster::short(self.slots.len() - 1);
        let bits = crate::cluster::short(self.closed.len());
        self.closed.resize(self.closed.len() + self.words(), 0);
        self.slots[place as usize] = Slot { balance, at, open: peers, bits };
        self.in_nodes += u128::from(balance.get());
        self.recorded += 1;
        self.open_channels += peers as usize;
        self.unfinished -= u32::from(peers == 0);
        peers == 0
    }

    pub(crate) fn unrecord(&mut self, place: u32) {
        let Slot { open, balance, .. } = self.slots[place as usize];
        self.in_nodes -= u128::from(balance.get());
        self.slots[place as usize] = Slot::EMPTY;
        // What is taken back was recorded last, so its bits are the last ones.
        self.closed.truncate(self.closed.len() - self.words());
        self.recorded -= 1;
        self.open_channels -= open as usize;
        self.unfinished += u32::from(open == 0);
    }

    /// Closes an open channel; says whether it was the receiver's last.
    pub(crate) fn close(&mut self, from: u32, to: u32) -> bool {
        let slot = &mut self.slots[to as usize];
        self.closed[slot.bits as usize + from as usize / 64] |= 1 << (from % 64);
        slot.open -= 1;
        let last = slot.open == 0;
        self.open_channels -= 1;
        self.closed_with_money += usize::from(self.channels.get((to, from)).is_some());
        self.unfinished -= u32::from(last);
        last
    }

    /// Opens a closed channel again; says whether it was the receiver's last.
    pub(crate) fn reopen(&mut self, from: u32, to: u32) -> bool {
        let slot = &mut self.slots[to as usize];
        self.closed[slot.bits as usize + from as usize / 64] &= !(1 << (from % 64));
        let last = slot.open == 0;
        slot.open += 1;
        self.open_channels += 1;
        self.closed_with_money -= usize::from(self.channels.get((to, from)).is_some());
        self.unfinished += u32::from(last);
        last
    }

    pub(crate) fn add_message(&mut self, from: u32, to: u32, message: MessageId, amount: Amount, at: u32) {
        self.in_channels += u128::from(amount.get());
        let known = self.channels.get((to, from));
        let place = known.unwrap_or(crate::cluster::short(self.states.len()));
        if known.is_none() {
            self.channels.insert((to, from), place);
            self.states.push(ChannelState::EMPTY);
        }
        self.states[place as usize].messages.push((message, amount, at));
        let is_first = known.is_none();
        // Only a wrong algorithm records in a channel that it has closed.
        self.closed_with_money += usize::from(is_first && self.is_done(from, to));
    }

    pub(crate) fn remove_message(&mut self, from: u32, to: u32) {
        let Some(place) = self.channels.get((to, from)) else { return };
        let channel = &mut self.states[place as usize];
        if let Some((_, amount, _)) = channel.messages.pop() {
            self.in_channels -= u128::from(amount.get());
        }
        if channel.messages.is_empty() {
            self.channels.remove((to, from));
            self.states.pop();
            self.closed_with_money -= usize::from(self.is_done(from, to));
        }
    }

    /// Whether the receiver has recorded and closed this channel.
    fn is_done(&self, from: u32, to: u32) -> bool {
        let slot = self.slot(to);
        slot.is_recorded() && (from as usize) < self.slots.len() && from != to && self.is_closed(slot, from)
    }

    pub(crate) fn complete(&mut self, at: u32) {
        self.completed = at;
    }

    pub(crate) fn uncomplete(&mut self) {
        self.completed = NEVER;
    }

    /// Only what is complete counts as collected.
    pub(crate) fn collect(&mut self) {
        self.collections += u32::from(self.completed != NEVER);
    }

    pub(crate) fn uncollect(&mut self) {
        self.collections -= u32::from(self.completed != NEVER);
    }
}
