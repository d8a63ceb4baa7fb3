//! The language once more, taken down from its description as plainly as can be: sorted maps, queues, and a search
//! through everything at each step. It shares no code with what it judges but the types of commands, events and faults.

mod bank;
mod text;

use shutter_core::event::{Delivery, Event};
use shutter_core::history::RunFault;
use shutter_core::script::{Command, CommandLine, FaultKind};
use shutter_core::{Amount, EventIndex, MessageId, NodeId, SnapshotId, WaitId};

use crate::observe::Observation;
use bank::{Bank, Body, Collection, Node, Snapshot, Wait};

pub(crate) use text::{Line, read_text};

/// A run of the reference.
#[derive(Default)]
pub(crate) struct Reference {
    bank: Bank,
    pub(crate) events: Vec<Event>,
    /// How many events there were after each command.
    pub(crate) ends: Vec<usize>,
    /// What could be seen after each event, when it is asked to look.
    pub(crate) seen: Vec<Observation>,
    looks: bool,
    faults: Vec<RunFault>,
    printed: Vec<String>,
    messages: u32,
    wait_count: u32,
    last_kill: Option<u32>,
    /// The nodes that the last `KillAll` ended.
    killed_nodes: Vec<u32>,
    line: u32,
}

type Outcome<T = ()> = Result<T, (usize, FaultKind)>;

impl Reference {
    /// Runs commands and looks at the state after each event.
    pub(crate) fn watch(commands: &[CommandLine]) -> Self {
        Self { looks: true, ..Self::default() }.run(commands)
    }

    /// Runs commands without looking, for banks that are too large to be looked at all the time.
    pub(crate) fn run_blind(commands: &[CommandLine]) -> Self {
        Self::default().run(commands)
    }

    fn run(mut self, commands: &[CommandLine]) -> Self {
        for &CommandLine { command, line } in commands {
            self.line = line;
            match self.perform(command) {
                Ok(()) => self.serve_waits(),
                Err((field, kind)) => self.faults.push(RunFault { line, field, kind }),
            }
            self.ends.push(self.events.len());
        }
        self
    }

    /// What can be seen now.
    pub(crate) fn observe(&self) -> Observation {
        Observation { printed: self.printed.clone(), ..self.bank.observe() }
    }

    /// The transcript.
    pub(crate) fn transcript(&self) -> String {
        crate::show::lines(&self.printed)
    }

    /// What went wrong, were this the end.
    pub(crate) fn faults(&self) -> Vec<RunFault> {
        let mut all = self.faults.clone();
        if !self.bank.ended {
            all.extend(self.bank.waits.iter().map(|wait| never_served(wait, None)));
        }
        all.sort_by_key(|fault| fault.line);
        all
    }

    fn perform(&mut self, command: Command) -> Outcome {
        match command {
            Command::StartMaster => self.start_master(),
            Command::CreateNode { node, balance } => self.create_node(node.get(), balance.get()),
            Command::Send { from, to, amount } => self.send(from.get(), to.get(), amount.get()),
            Command::Receive { to, from } => self.receive(to.get(), from.map(NodeId::get)),
            Command::ReceiveAll => {
                self.receive_all();
                Ok(())
            }
            Command::BeginSnapshot { node } => self.begin_snapshot(node.get()),
            Command::CollectState { snapshot } => self.collect(snapshot.map(SnapshotId::get)),
            Command::PrintSnapshot => self.print_snapshot(),
            Command::KillAll => {
                self.kill_all();
                Ok(())
            }
        }
    }

    fn start_master(&mut self) -> Outcome {
        if let Some(started) = self.bank.started.filter(|_| !self.bank.ended) {
            return Err((0, FaultKind::MasterRunning { started }));
        }
        self.start_afresh();
        self.emit(Event::MasterStarted);
        Ok(())
    }

    /// What follows `KillAll` starts as on a new machine.
    fn start_afresh(&mut self) {
        if self.bank.ended {
            self.bank = Bank::default();
        }
        self.bank.started.get_or_insert(self.line);
    }

    fn create_node(&mut self, id: u32, balance: u64) -> Outcome {
        if !self.bank.ended {
            if let Some(node) = self.bank.nodes.get(&id) {
                return Err((1, FaultKind::NodeExists { node: NodeId::new(id), created: node.created_line }));
            }
            if let Some(open) = self.bank.snapshots.iter().find(|snapshot| snapshot.completed_at.is_none()) {
                return Err((0, FaultKind::CreateDuringSnapshot { snapshot: SnapshotId::new(open.id) }));
            }
            let held = self.bank.total();
            if held + balance > 9_007_199_254_740_991 {
                return Err((2, FaultKind::TooMuchMoney { held: amount(held) }));
            }
        }
        self.start_afresh();
        let created_at = self.now();
        self.bank.nodes.insert(id, Node { balance, created_at, created_line: self.line });
        self.emit(Event::NodeCreated { node: NodeId::new(id), balance: amount(balance) });
        Ok(())
    }

    fn send(&mut self, from: u32, to: u32, sum: u64) -> Outcome {
        self.known(from, 1)?;
        self.known(to, 2)?;
        if from == to {
            return Err((2, FaultKind::SelfChannel { node: NodeId::new(from) }));
        }
        let (sender, receiver, amount) = (NodeId::new(from), NodeId::new(to), amount(sum));
        if self.bank.nodes[&from].balance < sum {
            self.printed.push("ERR_SEND".to_owned());
            self.emit(Event::SendRejected { from: sender, to: receiver, amount });
            return Ok(());
        }
        self.bank.node(from).balance -= sum;
        let message = self.enqueue(from, to, Body::Money(sum));
        self.emit(Event::TransferSent { message, from: sender, to: receiver, amount });
        Ok(())
    }

    fn enqueue(&mut self, from: u32, to: u32, body: Body) -> MessageId {
        let message = self.messages;
        self.messages += 1;
        self.bank.channels.entry((to, from)).or_default().push_back((message, body));
        MessageId::new(message)
    }

    fn receive(&mut self, to: u32, from: Option<u32>) -> Outcome {
        self.known(to, 1)?;
        if let Some(from) = from {
            self.known(from, 2)?;
            if from == to {
                return Err((2, FaultKind::SelfChannel { node: NodeId::new(to) }));
            }
        }
        if let Some(from) = self.bank.source(to, from) {
            self.deliver(from, to, Delivery::Receive);
            return Ok(());
        }
        let id = self.wait_count;
        self.wait_count += 1;
        self.bank.waits.push(Wait { id, node: to, from, line: self.line });
        let (wait, node, from) = (WaitId::new(id), NodeId::new(to), from.map(NodeId::new));
        self.emit(Event::WaitStarted { wait, node, from });
        Ok(())
    }

    fn receive_all(&mut self) {
        while !self.bank.ended && self.bank.channels.values().any(|channel| !channel.is_empty()) {
            let ids: Vec<u32> = self.bank.nodes.keys().copied().collect();
            for &to in &ids {
                for &from in &ids {
                    while self.bank.head(from, to).is_some() {
                        self.deliver(from, to, Delivery::ReceiveAll);
                        self.serve_waits();
                    }
                }
            }
        }
    }

    fn serve_waits(&mut self) {
        while let Some((index, from)) = self.bank.servable() {
            let wait = self.bank.waits.remove(index);
            self.deliver(from, wait.node, Delivery::Wait);
        }
    }

    fn deliver(&mut self, from: u32, to: u32, by: Delivery) {
        let channel = self.bank.channels.get_mut(&(to, from));
        let (id, body) = channel.and_then(std::collections::VecDeque::pop_front).expect("there is a message");
        let (message, sender, receiver) = (MessageId::new(id), NodeId::new(from), NodeId::new(to));
        match body {
            Body::Money(sum) => {
                self.bank.node(to).balance += sum;
                self.print_delivery(by, format!("{from} Transfer {sum}"));
                let amount = amount(sum);
                self.emit(Event::TransferReceived { message, from: sender, to: receiver, amount, by });
                self.record_message(from, to, id, sum);
            }
            Body::Marker(number) => {
                self.print_delivery(by, format!("{from} SnapshotToken -1"));
                let snapshot = SnapshotId::new(number);
                self.emit(Event::MarkerReceived { message, from: sender, to: receiver, snapshot, by });
                self.take_marker(number, from, to);
            }
        }
    }

    fn print_delivery(&mut self, by: Delivery, line: String) {
        if by != Delivery::ReceiveAll {
            self.printed.push(line);
        }
    }

    fn record_message(&mut self, from: u32, to: u32, id: u32, sum: u64) {
        for index in 0..self.bank.snapshots.len() {
            let snapshot = &mut self.bank.snapshots[index];
            if snapshot.open.contains(&(to, from)) {
                snapshot.states.entry((to, from)).or_default().push((id, sum));
                let (snapshot, message) = (SnapshotId::new(snapshot.id), MessageId::new(id));
                let (from, to) = (NodeId::new(from), NodeId::new(to));
                self.emit(Event::MessageRecorded { snapshot, message, from, to });
            }
        }
    }

    fn take_marker(&mut self, number: u32, from: u32, to: u32) {
        let first = !self.bank.snapshot(number).recorded.contains_key(&to);
        if first {
            self.record_state(number, to);
        }
        self.bank.snapshot(number).open.remove(&(to, from));
        let (sender, receiver) = (NodeId::new(from), NodeId::new(to));
        self.emit(Event::ChannelClosed { snapshot: SnapshotId::new(number), from: sender, to: receiver });
        self.note_completion(number);
        if first {
            self.send_markers(number, to);
        }
    }

    fn begin_snapshot(&mut self, id: u32) -> Outcome {
        self.known(id, 1)?;
        let number = u32::try_from(self.bank.snapshots.len()).expect("few snapshots") + 1;
        let snapshot = Snapshot::new(number, id, self.now(), &self.bank);
        self.bank.snapshots.push(snapshot);
        self.printed.push(format!("Started by Node {id}"));
        self.emit(Event::SnapshotStarted { snapshot: SnapshotId::new(number), initiator: NodeId::new(id) });
        self.record_state(number, id);
        self.note_completion(number);
        self.send_markers(number, id);
        Ok(())
    }

    fn record_state(&mut self, number: u32, id: u32) {
        let (balance, now) = (self.bank.nodes[&id].balance, self.now());
        let snapshot = self.bank.snapshot(number);
        snapshot.recorded.insert(id, (balance, now));
        let others: Vec<u32> = snapshot.members.iter().copied().filter(|&other| other != id).collect();
        snapshot.open.extend(others.into_iter().map(|other| (id, other)));
        let (snapshot, node, balance) = (SnapshotId::new(number), NodeId::new(id), amount(balance));
        self.emit(Event::StateRecorded { snapshot, node, balance });
    }

    fn send_markers(&mut self, number: u32, id: u32) {
        let others: Vec<u32> = self.bank.nodes.keys().copied().filter(|&other| other != id).collect();
        for to in others {
            let message = self.enqueue(id, to, Body::Marker(number));
            let (from, to, snapshot) = (NodeId::new(id), NodeId::new(to), SnapshotId::new(number));
            self.emit(Event::MarkerSent { message, from, to, snapshot });
        }
    }

    fn note_completion(&mut self, number: u32) {
        let now = self.now();
        let snapshot = self.bank.snapshot(number);
        if snapshot.open.is_empty() && snapshot.recorded.len() == snapshot.members.len() {
            snapshot.completed_at = Some(now);
            self.emit(Event::SnapshotCompleted { snapshot: SnapshotId::new(number) });
        }
    }

    fn collect(&mut self, wanted: Option<u32>) -> Outcome {
        let newest = u32::try_from(self.bank.snapshots.len()).expect("few snapshots");
        if self.bank.ended || newest == 0 {
            return Err((0, FaultKind::NoSnapshot { killed: self.last_kill }));
        }
        let number = wanted.unwrap_or(newest);
        let id = SnapshotId::new(number);
        if number == 0 || number > newest {
            return Err((1, FaultKind::UnknownSnapshot { snapshot: id, newest: SnapshotId::new(newest) }));
        }
        let at = self.now();
        let snapshot = self.bank.snapshot(number);
        snapshot.collected |= snapshot.completed_at.is_some();
        let lack = snapshot.lack();
        let report = snapshot.report();
        self.bank.collection = Some(Collection { number, at, report });
        self.emit(Event::StateCollected { snapshot: id });
        if let Some(lack) = lack {
            let kind = FaultKind::CollectedEarly(Box::new(lack));
            self.faults.push(RunFault { line: self.line, field: 0, kind });
        }
        Ok(())
    }

    fn print_snapshot(&mut self) -> Outcome {
        let Some(collection) = self.bank.collection.as_ref().filter(|_| !self.bank.ended) else {
            let newest = self.bank.snapshots.last().filter(|_| !self.bank.ended);
            let newest = newest.map(|snapshot| SnapshotId::new(snapshot.id));
            return Err((0, FaultKind::NothingCollected { newest, killed: self.last_kill }));
        };
        let (snapshot, collected_at) = (SnapshotId::new(collection.number), EventIndex::new(collection.at));
        self.printed.extend(collection.report.iter().cloned());
        self.emit(Event::SnapshotPrinted { snapshot, collected_at });
        Ok(())
    }

    fn kill_all(&mut self) {
        if self.bank.ended {
            return;
        }
        for wait in &self.bank.waits {
            self.faults.push(never_served(wait, Some(self.line)));
        }
        self.killed_nodes = self.bank.nodes.keys().copied().collect();
        self.last_kill = Some(self.line);
        self.bank.ended = true;
        self.emit(Event::Killed);
    }

    fn known(&self, id: u32, field: usize) -> Outcome {
        if self.bank.nodes.contains_key(&id) && !self.bank.ended {
            return Ok(());
        }
        let killed = self.last_kill.filter(|_| self.killed_nodes.contains(&id));
        Err((field, FaultKind::UnknownNode { node: NodeId::new(id), killed }))
    }

    fn now(&self) -> u32 {
        u32::try_from(self.events.len()).expect("few events")
    }

    fn emit(&mut self, event: Event) {
        self.events.push(event);
        if self.looks {
            self.seen.push(self.observe());
        }
    }
}

fn amount(sum: u64) -> Amount {
    Amount::new(sum).expect("no bank holds more than the largest amount")
}

fn never_served(wait: &Wait, killed: Option<u32>) -> RunFault {
    let kind = FaultKind::NeverServed { node: NodeId::new(wait.node), from: wait.from.map(NodeId::new), killed };
    RunFault { line: wait.line, field: 0, kind }
}
