//! Commands to events. A command is checked first and done then; one that is refused changes nothing.

use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;

use super::log::{Journey, Log, Message, NEVER, Payload, Turn, WaitEntry, short};
use super::state::Cluster;
use super::table::ChannelTable;
use crate::event::{Delivery, Event};
use crate::ids::{Amount, EventIndex, MessageId, NodeId, SnapshotId, WaitId};
use crate::limits::Limits;
use crate::pairs::PairMap;
use crate::script::{ChannelName, Command, FaultKind, Incomplete};
use crate::snapshot::{Algorithm, Effect, Incoming, Process, Snapshot};

/// Why a command was refused, or what is noteworthy about it, and the field of the line that is to blame (0 is the
/// keyword).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) field: usize,
    pub(crate) kind: FaultKind,
}

/// Boxed, so that what nearly always succeeds is passed in a register.
type Outcome<T = ()> = Result<T, Box<Refusal>>;

#[cold]
fn refuse<T>(field: usize, kind: FaultKind) -> Outcome<T> {
    Err(Box::new(Refusal { field, kind }))
}

/// The state of a run at a moment.
#[derive(Clone)]
pub(crate) struct Keyframe {
    past: Vec<Rc<Cluster>>,
    bank: Cluster,
}

/// The banks of a run, one after the other, with the log of all that happened.
#[derive(Clone)]
pub(crate) struct Machine {
    log: Log,
    /// The banks that ended before.
    past: Vec<Rc<Cluster>>,
    /// The bank of the moment, which `KillAll` may have ended.
    bank: Cluster,
    algorithm: &'static dyn Algorithm,
    limits: Limits,
    effects: Vec<Effect>,
    /// Channels (receiver, sender) on which something arrived for a process that waits.
    arrivals: PairMap,
    line: u32,
}

impl Machine {
    pub(crate) fn new(algorithm: &'static dyn Algorithm, limits: Limits) -> Self {
        Self {
            log: Log { veiled: algorithm.is_veiled(), ..Log::default() },
            past: Vec::new(),
            bank: Cluster::new(0),
            algorithm,
            limits,
            effects: Vec::new(),
            arrivals: PairMap::default(),
            line: 0,
        }
    }

    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    pub(crate) fn algorithm(&self) -> &'static dyn Algorithm {
        self.algorithm
    }

    pub(crate) fn reserve(&mut self, commands: usize) {
        self.log.reserve(commands);
    }

    /// The bank of the moment, which `KillAll` may have ended.
    pub(crate) fn bank(&self) -> &Cluster {
        &self.bank
    }

    /// One of the banks up to that of the moment, counted from 0.
    pub(crate) fn bank_at(&self, index: usize) -> &Cluster {
        self.past.get(index).map_or(&self.bank, |bank| bank)
    }

    /// A copy of the state, to come back to. What is over and complete is shared, not copied.
    pub(crate) fn keyframe(&self) -> Keyframe {
        Keyframe { past: self.past.clone(), bank: self.bank.clone() }
    }

    /// About how many bytes a keyframe takes that it does not share.
    pub(crate) fn keyframe_memory(&self) -> usize {
        self.past.len() * size_of::<usize>() + self.bank.memory()
    }

    /// Goes back, or forward, to a state of this run.
    pub(crate) fn restore(&mut self, keyframe: &Keyframe) {
        self.past.clone_from(&keyframe.past);
        self.bank.clone_from(&keyframe.bank);
    }

    /// Does the event that is the next in the log.
    #[inline]
    pub(crate) fn forward(&mut self, at: usize) {
        let event = self.log.events[at];
        self.enter(&event);
        self.bank.forward(short(at), &event, &self.log);
    }

    /// Takes back the event that was done last.
    #[inline]
    pub(crate) fn backward(&mut self, at: usize) {
        let event = self.log.events[at];
        self.bank.backward(&event, &self.log);
        if self.bank.is_untouched()
            && let Some(before) = self.past.pop()
        {
            self.bank = Rc::unwrap_or_clone(before);
        }
    }

    /// Forgets what comes after the moment, which is after this many events and commands.
    pub(crate) fn cut(&mut self, events: usize, commands: usize) {
        self.log.cut(short(events), commands);
    }

    /// What an event starts after `KillAll`, it starts in a new bank.
    #[inline]
    fn enter(&mut self, event: &Event) {
        if matches!(event, Event::MasterStarted | Event::NodeCreated { .. }) && self.bank.ended {
            let epoch = self.bank.epoch + 1;
            self.past.push(Rc::new(core::mem::replace(&mut self.bank, Cluster::new(epoch))));
            self.bank.waits.continue_after(&self.past[self.past.len() - 1].waits);
            if self.log.tables.len() <= epoch {
                self.log.tables.push(ChannelTable::default());
            }
        }
    }

    /// Gives a command its turn, at the end of the log. Its events are in the log afterwards; when it is refused, none is.
    ///
    /// A command that was done may return a warning.
    pub(crate) fn execute(&mut self, command: Command, line: u32) -> Outcome<Option<Box<Refusal>>> {
        let before = self.log.events.len();
        self.line = line;
        let mut outcome = self.perform(command);
        if outcome.is_err() {
            self.take_back(before);
        } else if let Err(refusal) = self.serve_waits() {
            self.take_back(before);
            outcome = Err(refusal);
        }
        self.log.turns.push(Turn { line, end: short(self.log.events.len()) });
        outcome
    }

    /// Only a limit stops a command when it has begun.
    fn take_back(&mut self, before: usize) {
        if self.log.events.len() > before {
            for at in (before..self.log.events.len()).rev() {
                self.backward(at);
            }
            self.log.cut(short(before), self.log.turns.len());
            self.arrivals.clear();
        }
    }

    fn perform(&mut self, command: Command) -> Outcome<Option<Box<Refusal>>> {
        match command {
            Command::StartMaster => self.start_master(),
            Command::CreateNode { node, balance } => self.create_node(node, balance),
            Command::Send { from, to, amount } => self.send(from, to, amount),
            Command::Receive { to, from } => self.receive(to, from),
            Command::ReceiveAll => self.receive_all(),
            Command::BeginSnapshot { node } => self.begin_snapshot(node),
            Command::CollectState { snapshot } => return self.collect(snapshot),
            Command::PrintSnapshot => self.print(),
            Command::KillAll => self.kill_all(),
        }
        .map(|()| None)
    }

    fn start_master(&mut self) -> Outcome {
        let bank = &self.bank;
        if !bank.ended {
            let first_node = bank.nodes.first().map(|node| node.created);
            if let Some(event) = bank.master.or(first_node) {
                let started = self.log.line_of_event(event, self.line);
                return refuse(0, FaultKind::MasterRunning { started });
            }
        }
        self.emit(Event::MasterStarted)
    }

    fn create_node(&mut self, node: NodeId, balance: Amount) -> Outcome {
        let bank = &self.bank;
        if !bank.ended {
            if let Some(place) = bank.find(node) {
                let created = self.log.line_of_event(bank.nodes[place as usize].created, self.line);
                return refuse(1, FaultKind::NodeExists { node, created });
            }
            if bank.under_way > 0 {
                let open = bank.snapshots.iter().find(|snapshot| snapshot.completed_at().is_none());
                let snapshot = open.map_or(SnapshotId::new(1), |open| open.id());
                return refuse(0, FaultKind::CreateDuringSnapshot { snapshot });
            }
            if bank.total().checked_add(balance).is_none() {
                return refuse(2, FaultKind::TooMuchMoney { held: bank.total() });
            }
            if bank.nodes.len() >= self.limits.nodes as usize {
                return refuse(0, FaultKind::TooManyNodes { limit: self.limits.nodes });
            }
        }
        self.emit(Event::NodeCreated { node, balance })
    }

    fn send(&mut self, from: NodeId, to: NodeId, amount: Amount) -> Outcome {
        let sender = self.place(from, 1)?;
        let receiver = self.place(to, 2)?;
        if from == to {
            return refuse(2, FaultKind::SelfChannel { node: from });
        }
        if self.bank.balance_at(sender) < amount {
            return self.emit(Event::SendRejected { from, to, amount });
        }
        self.post(sender, receiver, Payload::Transfer(amount), |message| Event::TransferSent {
            message,
            from,
            to,
            amount,
        })
    }

    fn receive(&mut self, to: NodeId, from: Option<NodeId>) -> Outcome {
        let receiver = self.place(to, 1)?;
        let channel = if let Some(from) = from {
            let sender = self.place(from, 2)?;
            if from == to {
                return refuse(2, FaultKind::SelfChannel { node: to });
            }
            let channel = self.log.tables[self.bank.epoch].find(sender, receiver);
            channel.filter(|&channel| self.bank.queue(channel).len > 0)
        } else {
            let rank = self.bank.nodes[receiver as usize].mail.first();
            rank.and_then(|rank| self.channel_from_rank(rank, receiver))
        };
        if let Some(channel) = channel {
            return self.deliver(channel, Delivery::Receive);
        }
        let wait = WaitId::from_index(self.log.waits.len());
        let started = short(self.log.events.len());
        self.log.waits.push(WaitEntry { node: to, from, started, served: NEVER });
        self.emit(Event::WaitStarted { wait, node: to, from }).inspect_err(|_| {
            self.log.waits.pop();
        })
    }

    fn receive_all(&mut self) -> Outcome {
        if self.bank.ended {
            return Ok(());
        }
        while let Some(first) = self.bank.with_mail.first() {
            let mut node = Some(first);
            while let Some(rank) = node {
                self.drain(rank)?;
                node = self.bank.with_mail.first_from(rank + 1);
            }
        }
        Ok(())
    }

    /// Delivers what is in the channels to a process, by ascending sender, each to empty.
    fn drain(&mut self, receiver: u32) -> Outcome {
        let place = self.bank.order[receiver as usize].1;
        let mut next = self.bank.nodes[place as usize].mail.first();
        while let Some(sender) = next {
            while let Some(channel) = self.channel_with_mail(sender, place) {
                self.deliver(channel, Delivery::ReceiveAll)?;
                self.serve_waits()?;
            }
            next = self.bank.nodes[place as usize].mail.first_from(sender + 1);
        }
        Ok(())
    }

    /// The channel from the process with this rank, if it holds something.
    fn channel_with_mail(&self, sender: u32, receiver: u32) -> Option<u32> {
        let channel = self.channel_from_rank(sender, receiver)?;
        (self.bank.queue(channel).len > 0).then_some(channel)
    }

    fn channel_from_rank(&self, sender: u32, receiver: u32) -> Option<u32> {
        let bank = &self.bank;
        self.log.tables[bank.epoch].find(bank.order[sender as usize].1, receiver)
    }

    fn begin_snapshot(&mut self, node: NodeId) -> Outcome {
        let place = self.place(node, 1)?;
        let snapshot = SnapshotId::from_index(self.bank.snapshots.len() + 1);
        self.emit(Event::SnapshotStarted { snapshot, initiator: node })?;
        let process = Process { cluster: &self.bank, place };
        self.algorithm.on_initiate(process, snapshot, &mut self.effects);
        self.carry_out(place)
    }

    fn collect(&mut self, wanted: Option<SnapshotId>) -> Outcome<Option<Box<Refusal>>> {
        let bank = &self.bank;
        let newest = SnapshotId::from_index(bank.snapshots.len());
        if bank.ended || bank.snapshots.is_empty() {
            return refuse(0, FaultKind::NoSnapshot { killed: self.killed_line() });
        }
        let snapshot = wanted.unwrap_or(newest);
        let Some(record) = bank.snapshot(snapshot) else {
            return refuse(1, FaultKind::UnknownSnapshot { snapshot, newest });
        };
        let early = record.completed_at().is_none();
        self.emit(Event::StateCollected { snapshot })?;
        let lack = early.then(|| FaultKind::CollectedEarly(Box::new(self.lack(snapshot))));
        Ok(lack.map(|kind| Box::new(Refusal { field: 0, kind })))
    }

    fn lack(&self, snapshot: SnapshotId) -> Incomplete {
        let bank = &self.bank;
        let record = &bank.snapshots[snapshot.index() - 1];
        let mut lack = Incomplete {
            snapshot,
            nodes: Vec::new(),
            node_count: record.member_count() - record.recorded_count(),
            channels: Vec::new(),
            channel_count: record.open_channel_count(),
        };
        let members = record.member_count();
        let ids = || bank.order.iter().filter(|&&(_, place)| (place as usize) < members);
        let unrecorded = ids().filter(|&&(_, place)| !record.slot(place).is_recorded());
        lack.nodes.extend(unrecorded.map(|&(id, _)| id).take(Incomplete::NAMED));
        let receivers = ids().filter(|&&(_, place)| record.slot(place).open() > 0);
        let open = receivers.flat_map(|&(to, receiver)| {
            let senders = ids().filter(move |&&(_, sender)| record.is_open(sender, receiver));
            senders.map(move |&(from, _)| ChannelName { from, to })
        });
        lack.channels.extend(open.take(Incomplete::NAMED));
        lack
    }

    fn print(&mut self) -> Outcome {
        let collected = self.bank.last_collection().filter(|_| !self.bank.ended);
        let Some((snapshot, collected_at)) = collected else {
            let snapshots = if self.bank.ended { 0 } else { self.bank.snapshots.len() };
            let newest = (snapshots > 0).then(|| SnapshotId::from_index(snapshots));
            return refuse(0, FaultKind::NothingCollected { newest, killed: self.killed_line() });
        };
        self.emit(Event::SnapshotPrinted { snapshot, collected_at })
    }

    fn kill_all(&mut self) -> Outcome {
        if self.bank.ended {
            return Ok(());
        }
        let at = short(self.log.events.len());
        self.emit(Event::Killed)?;
        self.log.kills.push(at);
        Ok(())
    }

    /// The place of a process of the running bank.
    fn place(&self, node: NodeId, field: usize) -> Outcome<u32> {
        let bank = &self.bank;
        match bank.find(node) {
            Some(place) if !bank.ended => Ok(place),
            _ => refuse(field, FaultKind::UnknownNode { node, killed: self.line_that_killed(node) }),
        }
    }

    /// The line of the last `KillAll`, if this process was among those that it ended.
    fn line_that_killed(&self, node: NodeId) -> Option<u32> {
        let before = self.past.last().map(|bank| &**bank);
        let ended = if self.bank.ended { Some(&self.bank) } else { before };
        ended?.find(node).and_then(|_| self.killed_line())
    }

    fn killed_line(&self) -> Option<u32> {
        self.log.last_kill().map(|event| self.log.line_of_event(event, self.line))
    }

    fn emit(&mut self, event: Event) -> Outcome {
        let at = self.log.events.len();
        if at >= self.limits.events as usize {
            return refuse(0, FaultKind::TooManyEvents { limit: self.limits.events });
        }
        self.log.events.push(event);
        self.forward(at);
        Ok(())
    }

    /// Sends a message: appends it to the log and to its channel.
    fn post(
        &mut self,
        sender: u32,
        receiver: u32,
        payload: Payload,
        event: impl FnOnce(MessageId) -> Event,
    ) -> Outcome {
        let message = MessageId::from_index(self.log.messages.len());
        let channel = self.log.tables[self.bank.epoch].find_or_add(sender, receiver);
        let queue = self.bank.queue(channel);
        let sent = short(self.log.events.len());
        let previous = if queue.len > 0 { queue.tail } else { NEVER };
        if let Some(before) = self.log.messages.get_mut(previous as usize) {
            before.next = message.get();
        }
        self.log.messages.push(Message::new(payload, channel));
        self.log.journeys.push(Journey { previous, sent, received: NEVER });
        if let Err(refusal) = self.emit(event(message)) {
            self.log.messages.pop();
            self.log.journeys.pop();
            return Err(refusal);
        }
        if self.bank.nodes[receiver as usize].waits > 0 {
            self.note_arrival(sender, receiver);
        }
        Ok(())
    }

    fn note_arrival(&mut self, sender: u32, receiver: u32) {
        let (from, to) = (self.bank.id_at(sender), self.bank.id_at(receiver));
        if self.bank.waits.oldest(to, from).is_some() {
            self.arrivals.insert((to.get(), from.get()), 0);
        }
    }

    /// One process takes the head of one channel, and does in the same go what the algorithm has it do.
    fn deliver(&mut self, channel: u32, by: Delivery) -> Outcome {
        let bank = &self.bank;
        let ends = self.log.tables[bank.epoch].ends(channel);
        let (from, to) = (bank.id_at(ends.from), bank.id_at(ends.to));
        let message = MessageId::new(bank.queue(channel).head);
        let payload = self.log.payload(message);
        let waiting = if by == Delivery::Wait { bank.waits.oldest(to, from) } else { None };
        let at = short(self.log.events.len());
        self.emit(match payload {
            Payload::Transfer(amount) => Event::TransferReceived { message, from, to, amount, by },
            Payload::Marker(snapshot) => Event::MarkerReceived { message, from, to, snapshot, by },
        })?;
        self.log.journeys[message.index()].received = at;
        if let Some(wait) = waiting {
            self.log.waits[wait.index()].served = at;
            self.log.served.push(wait);
        }
        if self.bank.under_way == 0 {
            return Ok(());
        }
        let process = Process { cluster: &self.bank, place: ends.to };
        self.algorithm.on_receive(process, Incoming { message, from, payload }, &mut self.effects);
        self.carry_out(ends.to)
    }

    /// Makes events of what the algorithm wants. What makes no sense in the state of the records does nothing.
    fn carry_out(&mut self, place: u32) -> Outcome {
        let mut effects = core::mem::take(&mut self.effects);
        let outcome = effects.drain(..).try_for_each(|effect| self.carry_out_one(place, effect));
        effects.clear();
        self.effects = effects;
        outcome
    }

    fn carry_out_one(&mut self, place: u32, effect: Effect) -> Outcome {
        let bank = &self.bank;
        let node = bank.id_at(place);
        match effect {
            Effect::RecordState { snapshot, balance } => {
                let to_record =
                    |record: &Snapshot| (place as usize) < record.member_count() && !record.slot(place).is_recorded();
                if !bank.snapshot(snapshot).is_some_and(to_record) {
                    return Ok(());
                }
                self.emit(Event::StateRecorded { snapshot, node, balance })?;
                self.note_completion(snapshot)
            }
            Effect::SendMarker { snapshot, to } => {
                let Some(receiver) = bank.find(to).filter(|&receiver| receiver != place) else { return Ok(()) };
                self.post(place, receiver, Payload::Marker(snapshot), |message| Event::MarkerSent {
                    message,
                    from: node,
                    to,
                    snapshot,
                })
            }
            Effect::RecordMessage { snapshot, message, from } => {
                let sent = message.index() < self.log.messages.len();
                let known = sent && bank.snapshot(snapshot).is_some() && bank.find(from).is_some();
                if !known || !matches!(self.log.payload(message), Payload::Transfer(_)) {
                    return Ok(());
                }
                self.emit(Event::MessageRecorded { snapshot, message, from, to: node })
            }
            Effect::CloseChannel { snapshot, from } => {
                if !bank.is_channel_recorded(snapshot, from, node) {
                    return Ok(());
                }
                self.emit(Event::ChannelClosed { snapshot, from, to: node })?;
                self.note_completion(snapshot)
            }
        }
    }

    fn note_completion(&mut self, snapshot: SnapshotId) -> Outcome {
        let record = self.bank.snapshot(snapshot);
        if record.is_some_and(|record| record.is_finished() && record.completed_at().is_none()) {
            self.emit(Event::SnapshotCompleted { snapshot })?;
        }
        Ok(())
    }

    /// Serves receives that wait, now that a process is done with one go: the lowest process first, its oldest wait
    /// first, one message each time, and again from the lowest. Before the go no wait could be served, so only
    /// what arrived since matters.
    fn serve_waits(&mut self) -> Outcome {
        while let Some(((receiver, _), _)) = self.arrivals.first_from((0, 0)) {
            let receiver = NodeId::new(receiver);
            match self.oldest_servable(receiver) {
                Some(channel) => self.deliver(channel, Delivery::Wait)?,
                None => self.forget_arrivals(receiver),
            }
        }
        Ok(())
    }

    fn forget_arrivals(&mut self, receiver: NodeId) {
        let first = (receiver.get(), 0);
        while let Some((pair, _)) = self.arrivals.first_from(first).filter(|(pair, _)| pair.0 == first.0) {
            self.arrivals.remove(pair);
        }
    }

    /// The channel that the oldest wait of a process takes its message from.
    fn oldest_servable(&self, receiver: NodeId) -> Option<u32> {
        let bank = &self.bank;
        let place = bank.find(receiver)?;
        let arrived = self.arrivals.with_first(receiver.get()).map(|(sender, _)| NodeId::new(sender));
        let candidates = arrived.filter_map(|sender| {
            let channel = self.log.tables[bank.epoch].find(bank.find(sender)?, place)?;
            let holds = bank.queue(channel).len > 0;
            holds.then_some((bank.waits.oldest(receiver, sender)?, sender, channel))
        });
        candidates.min_by_key(|&(wait, sender, _)| (wait, sender)).map(|(_, _, channel)| channel)
    }

    /// The waits that were never served and why not: the line of the `KillAll` that came first, if one did.
    pub(crate) fn unserved(&self) -> impl Iterator<Item = (usize, Refusal)> + '_ {
        self.log.unserved().map(|(wait, kill)| {
            let killed = kill.map(|event| self.log.line_of_event(event.get(), self.line));
            let kind = FaultKind::NeverServed { node: wait.node, from: wait.from, killed };
            (self.log.command_of_event(EventIndex::new(wait.started)), Refusal { field: 0, kind })
        })
    }
}
