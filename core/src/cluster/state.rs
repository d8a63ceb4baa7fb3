//! The state of a bank, and how each event changes it and is taken back.

use alloc::rc::Rc;
use alloc::vec::Vec;

use super::directory::Directory;
use super::log::{Log, short};
use super::ranks::RankSet;
use super::table::Ends;
use super::waits::Waits;
use crate::event::{Delivery, Event};
use crate::ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId, WaitId};
use crate::snapshot::Snapshot;

/// A process, by its place in the bank's list, which is the order of creation.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) id: NodeId,
    pub(super) balance: Amount,
    /// The event that created it.
    pub(super) created: u32,
    /// Its place in the order of ids.
    pub(super) rank: u32,
    /// The ranks of the senders whose channels to it hold something.
    pub(super) mail: RankSet,
    /// The snapshots for which it records a channel.
    recording: Vec<SnapshotId>,
    /// How many of its receives wait.
    pub(super) waits: u32,
}

/// What a channel holds: a chain through the messages of the log.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Queue {
    pub(super) head: u32,
    pub(super) tail: u32,
    pub(super) len: u32,
}

/// A bank at a moment of the run: from a start to the `KillAll` that ends it.
///
/// It changes by events alone, forwards and backwards, and no event costs more than what it touches.
#[derive(Clone, Debug)]
pub struct Cluster {
    pub(super) epoch: usize,
    pub(super) master: Option<u32>,
    pub(super) ended: bool,
    pub(super) nodes: Vec<Slot>,
    pub(super) order: Vec<(NodeId, u32)>,
    pub(super) directory: Directory,
    pub(super) queues: Vec<Queue>,
    /// The ranks of the processes that have something in an incoming channel.
    pub(super) with_mail: RankSet,
    pub(super) waits: Waits,
    pub(super) in_balances: Amount,
    pub(super) in_flight: Amount,
    created: Amount,
    pub(super) messages_in_flight: usize,
    /// Shared with the keyframes; what is complete is the same in all that come after.
    pub(super) snapshots: Vec<Rc<Snapshot>>,
    pub(super) under_way: usize,
    /// What the observer collected, the last one last: the snapshot, and when.
    pub(super) collections: Vec<(SnapshotId, u32)>,
}

impl Cluster {
    pub(super) fn new(epoch: usize) -> Self {
        Self {
            epoch,
            master: None,
            ended: false,
            nodes: Vec::new(),
            order: Vec::new(),
            directory: Directory::default(),
            queues: Vec::new(),
            with_mail: RankSet::default(),
            waits: Waits::default(),
            in_balances: Amount::ZERO,
            in_flight: Amount::ZERO,
            created: Amount::ZERO,
            messages_in_flight: 0,
            snapshots: Vec::new(),
            under_way: 0,
            collections: Vec::new(),
        }
    }

    /// Whether nothing has happened in it.
    pub(super) fn is_untouched(&self) -> bool {
        self.master.is_none() && self.nodes.is_empty() && !self.ended
    }

    pub(super) fn queue(&self, channel: u32) -> Queue {
        self.queues.get(channel as usize).copied().unwrap_or_default()
    }

    fn place(&self, node: NodeId) -> u32 {
        self.directory.find(node).expect("an event names processes of its bank")
    }

    fn snapshot_mut(&mut self, id: SnapshotId) -> &mut Snapshot {
        Rc::make_mut(&mut self.snapshots[id.index() - 1])
    }

    /// Does what an event says. `at` is the place of the event in the log.
    pub(super) fn forward(&mut self, at: u32, event: &Event, log: &Log) {
        match *event {
            Event::MasterStarted => self.master = Some(at),
            Event::NodeCreated { node, balance } => self.create(node, balance, at),
            Event::TransferSent { message, amount, .. } => {
                let ends = self.enqueue(message, log);
                let sender = &mut self.nodes[ends.from as usize];
                sender.balance = sender.balance.minus(amount);
                self.in_balances = self.in_balances.minus(amount);
                self.in_flight = self.in_flight.plus(amount);
            }
            Event::TransferReceived { message, from, to, amount, by } => {
                let ends = self.dequeue(message, log);
                let receiver = &mut self.nodes[ends.to as usize];
                receiver.balance = receiver.balance.plus(amount);
                self.in_balances = self.in_balances.plus(amount);
                self.in_flight = self.in_flight.minus(amount);
                if by == Delivery::Wait {
                    self.serve_wait(to, from);
                }
            }
            Event::WaitStarted { wait, node, from } => {
                let place = self.place(node);
                self.nodes[place as usize].waits += 1;
                self.waits.start(node, from, wait);
            }
            Event::SnapshotStarted { snapshot, initiator } => {
                let members = short(self.nodes.len());
                self.snapshots.push(Rc::new(Snapshot::new(snapshot, initiator, at, self.total(), members)));
                self.under_way += 1;
            }
            Event::StateRecorded { snapshot, node, balance } => {
                let place = self.place(node);
                if !self.snapshot_mut(snapshot).record(place, balance, at) {
                    self.start_recording(place, snapshot);
                }
            }
            Event::MarkerSent { message, .. } => {
                self.enqueue(message, log);
            }
            Event::MarkerReceived { message, from, to, by, .. } => {
                self.dequeue(message, log);
                if by == Delivery::Wait {
                    self.serve_wait(to, from);
                }
            }
            Event::MessageRecorded { snapshot, message, from, to } => {
                let (from, to) = (self.place(from), self.place(to));
                let super::log::Payload::Transfer(amount) = log.payload(message) else { return };
                self.snapshot_mut(snapshot).add_message(from, to, message, amount, at);
            }
            Event::ChannelClosed { snapshot, from, to } => {
                let (from, to) = (self.place(from), self.place(to));
                if self.snapshot_mut(snapshot).close(from, to) {
                    self.stop_recording(to, snapshot);
                }
            }
            Event::SnapshotCompleted { snapshot } => {
                self.snapshot_mut(snapshot).complete(at);
                self.under_way -= 1;
            }
            Event::StateCollected { snapshot } => {
                self.snapshot_mut(snapshot).collect();
                self.collections.push((snapshot, at));
            }
            Event::SendRejected { .. } | Event::SnapshotPrinted { .. } => {}
            Event::Killed => self.ended = true,
        }
    }

    /// Takes back what [`Cluster::forward`] did for the same event, in the state that it left.
    pub(super) fn backward(&mut self, event: &Event, log: &Log) {
        match *event {
            Event::MasterStarted => self.master = None,
            Event::NodeCreated { node, balance } => self.uncreate(node, balance),
            Event::TransferSent { message, amount, .. } => {
                let ends = self.unenqueue(message, log);
                let sender = &mut self.nodes[ends.from as usize];
                sender.balance = sender.balance.plus(amount);
                self.in_balances = self.in_balances.plus(amount);
                self.in_flight = self.in_flight.minus(amount);
            }
            Event::TransferReceived { message, to, amount, by, .. } => {
                let ends = self.undequeue(message, log);
                let receiver = &mut self.nodes[ends.to as usize];
                receiver.balance = receiver.balance.minus(amount);
                self.in_balances = self.in_balances.minus(amount);
                self.in_flight = self.in_flight.plus(amount);
                if by == Delivery::Wait {
                    self.unserve_wait(to, log);
                }
            }
            Event::WaitStarted { node, from, .. } => {
                let place = self.place(node);
                self.nodes[place as usize].waits -= 1;
                self.waits.unstart(node, from);
            }
            Event::SnapshotStarted { .. } => {
                self.snapshots.pop();
                self.under_way -= 1;
            }
            Event::StateRecorded { snapshot, node, .. } => {
                let place = self.place(node);
                self.snapshot_mut(snapshot).unrecord(place);
                self.stop_recording(place, snapshot);
            }
            Event::MarkerSent { message, .. } => {
                self.unenqueue(message, log);
            }
            Event::MarkerReceived { message, to, by, .. } => {
                self.undequeue(message, log);
                if by == Delivery::Wait {
                    self.unserve_wait(to, log);
                }
            }
            Event::MessageRecorded { snapshot, from, to, .. } => {
                let (from, to) = (self.place(from), self.place(to));
                self.snapshot_mut(snapshot).remove_message(from, to);
            }
            Event::ChannelClosed { snapshot, from, to } => {
                let (from, to) = (self.place(from), self.place(to));
                if self.snapshot_mut(snapshot).reopen(from, to) {
                    self.start_recording(to, snapshot);
                }
            }
            Event::SnapshotCompleted { snapshot } => {
                self.snapshot_mut(snapshot).uncomplete();
                self.under_way += 1;
            }
            Event::StateCollected { snapshot } => {
                self.snapshot_mut(snapshot).uncollect();
                self.collections.pop();
            }
            Event::SendRejected { .. } | Event::SnapshotPrinted { .. } => {}
            Event::Killed => self.ended = false,
        }
    }

    /// About how many bytes a copy takes. A snapshot that is complete is shared with its copies.
    pub(super) fn memory(&self) -> usize {
        let open = self.snapshots.iter().rev().filter(|snapshot| snapshot.completed_at().is_none());
        size_of_val(&*self.queues)
            + self.nodes.len() * (size_of::<Slot>() + self.nodes.len() / 8)
            + self.snapshots.len() * size_of::<usize>()
            + open.map(|snapshot| snapshot.memory()).sum::<usize>()
            + size_of_val(&*self.collections)
            + self.waits.memory()
    }

    fn create(&mut self, id: NodeId, balance: Amount, created: u32) {
        let place = short(self.nodes.len());
        let rank = short(self.order.partition_point(|&(other, _)| other < id));
        if rank < place {
            self.make_room(rank);
        }
        self.nodes.push(Slot { id, balance, created, rank, mail: RankSet::default(), recording: Vec::new(), waits: 0 });
        self.directory.insert(id, place);
        self.order.insert(rank as usize, (id, place));
        self.in_balances = self.in_balances.plus(balance);
        self.created = self.created.plus(balance);
    }

    fn uncreate(&mut self, id: NodeId, balance: Amount) {
        let rank = self.nodes.pop().map_or(0, |node| node.rank);
        self.directory.remove(id);
        self.order.remove(rank as usize);
        if (rank as usize) < self.nodes.len() {
            self.close_room(rank);
        }
        self.in_balances = self.in_balances.minus(balance);
        self.created = self.created.minus(balance);
    }

    /// Moves the ranks of the processes above a new one, which did not come in the order of ids.
    fn make_room(&mut self, rank: u32) {
        for node in &mut self.nodes {
            node.rank += u32::from(node.rank >= rank);
            node.mail.shift_up(rank);
        }
        self.with_mail.shift_up(rank);
    }

    fn close_room(&mut self, rank: u32) {
        for node in &mut self.nodes {
            node.rank -= u32::from(node.rank > rank);
            node.mail.shift_down(rank);
        }
        self.with_mail.shift_down(rank);
    }

    fn enqueue(&mut self, message: MessageId, log: &Log) -> Ends {
        let channel = log.messages[message.index()].channel;
        let ends = log.tables[self.epoch].ends(channel);
        if self.queues.len() <= channel as usize {
            self.queues.resize(channel as usize + 1, Queue::default());
        }
        let queue = &mut self.queues[channel as usize];
        queue.tail = message.get();
        queue.len += 1;
        if queue.len == 1 {
            queue.head = message.get();
            self.add_mail(ends);
        }
        self.messages_in_flight += 1;
        ends
    }

    fn unenqueue(&mut self, message: MessageId, log: &Log) -> Ends {
        let channel = log.messages[message.index()].channel;
        let ends = log.tables[self.epoch].ends(channel);
        let queue = &mut self.queues[channel as usize];
        queue.tail = log.journeys[message.index()].previous;
        queue.len -= 1;
        if queue.len == 0 {
            self.remove_mail(ends);
        }
        self.messages_in_flight -= 1;
        ends
    }

    fn dequeue(&mut self, message: MessageId, log: &Log) -> Ends {
        let entry = log.messages[message.index()];
        let ends = log.tables[self.epoch].ends(entry.channel);
        let queue = &mut self.queues[entry.channel as usize];
        debug_assert!(queue.head == message.get(), "channels are FIFO");
        queue.head = entry.next;
        queue.len -= 1;
        if queue.len == 0 {
            self.remove_mail(ends);
        }
        self.messages_in_flight -= 1;
        ends
    }

    fn undequeue(&mut self, message: MessageId, log: &Log) -> Ends {
        let entry = log.messages[message.index()];
        let ends = log.tables[self.epoch].ends(entry.channel);
        let queue = &mut self.queues[entry.channel as usize];
        queue.head = message.get();
        queue.len += 1;
        if queue.len == 1 {
            queue.tail = message.get();
            self.add_mail(ends);
        }
        self.messages_in_flight += 1;
        ends
    }

    fn add_mail(&mut self, ends: Ends) {
        let sender = self.nodes[ends.from as usize].rank;
        let receiver = &mut self.nodes[ends.to as usize];
        receiver.mail.insert(sender);
        self.with_mail.insert(receiver.rank);
    }

    fn remove_mail(&mut self, ends: Ends) {
        let sender = self.nodes[ends.from as usize].rank;
        let receiver = &mut self.nodes[ends.to as usize];
        receiver.mail.remove(sender);
        if receiver.mail.is_empty() {
            self.with_mail.remove(receiver.rank);
        }
    }

    fn serve_wait(&mut self, node: NodeId, sender: NodeId) {
        let place = self.place(node);
        self.nodes[place as usize].waits -= 1;
        self.waits.serve(node, sender);
    }

    fn unserve_wait(&mut self, node: NodeId, log: &Log) {
        let place = self.place(node);
        self.nodes[place as usize].waits += 1;
        self.waits.unserve(node, log);
    }

    fn start_recording(&mut self, place: u32, snapshot: SnapshotId) {
        let recording = &mut self.nodes[place as usize].recording;
        recording.insert(recording.partition_point(|&other| other < snapshot), snapshot);
    }

    fn stop_recording(&mut self, place: u32, snapshot: SnapshotId) {
        self.nodes[place as usize].recording.retain(|&other| other != snapshot);
    }
}

/// What can be asked of a bank.
impl Cluster {
    /// Whether `KillAll` has ended it.
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    /// How many processes it has.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The ids of its processes, ascending.
    pub fn node_ids(&self) -> impl ExactSizeIterator<Item = NodeId> + '_ {
        self.order.iter().map(|&(id, _)| id)
    }

    /// The balance of a process.
    pub fn balance(&self, node: NodeId) -> Option<Amount> {
        self.directory.find(node).map(|place| self.balance_at(place))
    }

    /// The event in which a process was created.
    pub fn created_at(&self, node: NodeId) -> Option<EventIndex> {
        self.directory.find(node).map(|place| EventIndex::new(self.nodes[place as usize].created))
    }

    /// The money in all balances.
    pub fn in_balances(&self) -> Amount {
        self.in_balances
    }

    /// The money in all channels.
    pub fn in_flight(&self) -> Amount {
        self.in_flight
    }

    /// All money. Only a new process changes it.
    pub fn total(&self) -> Amount {
        self.in_balances.plus(self.in_flight)
    }

    /// The money that its processes were created with, to hold [`Cluster::total`] against.
    pub fn created(&self) -> Amount {
        self.created
    }

    /// How many messages, markers included, are in channels.
    pub fn messages_in_flight(&self) -> usize {
        self.messages_in_flight
    }

    /// The snapshots, oldest first.
    pub fn snapshots(&self) -> impl DoubleEndedIterator<Item = &Snapshot> + ExactSizeIterator {
        self.snapshots.iter().map(|snapshot| &**snapshot)
    }

    /// The snapshot with this number.
    pub fn snapshot(&self, id: SnapshotId) -> Option<&Snapshot> {
        self.snapshots.get(id.index().checked_sub(1)?).map(|snapshot| &**snapshot)
    }

    /// What the observer collected last, and the event in which it did.
    pub fn last_collection(&self) -> Option<(SnapshotId, EventIndex)> {
        self.collections.last().map(|&(snapshot, at)| (snapshot, EventIndex::new(at)))
    }

    /// The receives that wait, oldest first.
    pub fn waits(&self) -> impl Iterator<Item = WaitId> + '_ {
        self.waits.iter()
    }

    /// The receives of a process that wait, oldest first.
    pub fn waits_of(&self, node: NodeId) -> Vec<WaitId> {
        self.waits.of(node)
    }

    /// Whether a snapshot still records the channel from one process to another.
    pub fn is_channel_recorded(&self, snapshot: SnapshotId, from: NodeId, to: NodeId) -> bool {
        let (Some(from), Some(to)) = (self.directory.find(from), self.directory.find(to)) else { return false };
        self.snapshot(snapshot).is_some_and(|record| record.is_open(from, to))
    }

    pub(crate) fn find(&self, node: NodeId) -> Option<u32> {
        self.directory.find(node)
    }

    pub(crate) fn id_at(&self, place: u32) -> NodeId {
        self.nodes[place as usize].id
    }

    pub(crate) fn balance_at(&self, place: u32) -> Amount {
        self.nodes[place as usize].balance
    }

    pub(crate) fn recording_at(&self, place: u32) -> &[SnapshotId] {
        &self.nodes[place as usize].recording
    }

    /// The ids of its processes with their places, ascending by id.
    pub(crate) fn order(&self) -> &[(NodeId, u32)] {
        &self.order
    }
}
