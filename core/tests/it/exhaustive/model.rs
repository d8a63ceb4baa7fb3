//! Three processes that record snapshots, for a model checker. Written from the paper of Chandy and Lamport, section 3.1,
//! without a look at the core.

use std::collections::VecDeque;

use stateright::{Model, Property};

/// How many processes there are; they are called 0, 1 and 2 here, and 1, 2 and 3 in scripts.
pub(super) const PROCESSES: usize = 3;

/// What a process does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Act {
    /// Sends so much to that process.
    Send(usize, u8),
    /// Starts a snapshot.
    Begin,
}

/// What each process does by itself, in order; when it does is for the checker to try.
pub(super) struct Workload {
    pub(super) programs: [&'static [Act]; PROCESSES],
    pub(super) balances: [u8; PROCESSES],
}

/// One thing that may happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// A process does the next thing in its program.
    Act(usize),
    /// The head of a channel is delivered.
    Deliver { from: usize, to: usize },
}

/// What is in a channel. Transfers are known by their sender and the place in its program, which makes each unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Message {
    Transfer { from: usize, number: usize, amount: u8 },
    Marker(usize),
}

/// The global state, and what has been recorded of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Global {
    pub(super) processes: [Process; PROCESSES],
    /// By sender, then receiver.
    pub(super) channels: [[VecDeque<Message>; PROCESSES]; PROCESSES],
    /// How many snapshots were started.
    pub(super) begun: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Process {
    pub(super) state: Local,
    /// What it recorded for each snapshot that was started.
    pub(super) records: Vec<Option<Record>>,
}

/// The local state: the balance, and what was sent and received, which is what consistency is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Local {
    pub(super) balance: u8,
    done: usize,
    sent: Vec<(usize, Message)>,
    received: Vec<Message>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Record {
    pub(super) state: Local,
    /// For each sender what came from it, and whether more may come.
    pub(super) channels: [(Vec<Message>, bool); PROCESSES],
}

impl Global {
    /// The marker-sending rule.
    fn record(&mut self, at: usize, snapshot: usize) {
        let channels = std::array::from_fn(|from| (Vec::new(), from != at));
        let process = &mut self.processes[at];
        process.records[snapshot] = Some(Record { state: process.state.clone(), channels });
        for to in (0..PROCESSES).filter(|&to| to != at) {
            self.channels[at][to].push_back(Message::Marker(snapshot));
        }
    }

    /// The marker-receiving rule, and the recording of what comes before the marker.
    fn deliver(&mut self, from: usize, to: usize) {
        let message = self.channels[from][to].pop_front().expect("only what is there is delivered");
        match message {
            Message::Transfer { amount, .. } => {
                let process = &mut self.processes[to];
                process.state.balance += amount;
                process.state.received.push(message);
                process.state.received.sort_unstable();
                for record in process.records.iter_mut().flatten() {
                    let (messages, open) = &mut record.channels[from];
                    if *open {
                        messages.push(message);
                    }
                }
            }
            Message::Marker(snapshot) => {
                if self.processes[to].records[snapshot].is_none() {
                    self.record(to, snapshot);
                }
                let record = self.processes[to].records[snapshot].as_mut().expect("it has recorded now");
                record.channels[from].1 = false;
            }
        }
    }

    fn act(&mut self, at: usize, act: Act) {
        let number = self.processes[at].state.done;
        self.processes[at].state.done += 1;
        match act {
            Act::Send(to, amount) => {
                let message = Message::Transfer { from: at, number, amount };
                self.processes[at].state.balance -= amount;
                self.processes[at].state.sent.push((to, message));
                self.channels[at][to].push_back(message);
            }
            Act::Begin => {
                let snapshot = self.begun;
                self.begun += 1;
                self.processes.iter_mut().for_each(|process| process.records.push(None));
                self.record(at, snapshot);
            }
        }
    }

    /// The records of a snapshot that is complete.
    fn complete(&self, snapshot: usize) -> Option<Vec<&Record>> {
        let records: Option<Vec<_>> = self.processes.iter().map(|process| process.records[snapshot].as_ref()).collect();
        records.filter(|records| records.iter().all(|record| record.channels.iter().all(|&(_, open)| !open)))
    }

    pub(super) fn is_complete(&self, snapshot: usize) -> bool {
        self.complete(snapshot).is_some()
    }
}

/// Whether no record of a snapshot has received what another had not sent.
fn has_no_orphan(state: &Global, snapshot: usize) -> bool {
    let records: Vec<_> = state.processes.iter().map(|process| process.records[snapshot].as_ref()).collect();
    records.iter().flatten().flat_map(|record| &record.state.received).all(|message| {
        let Message::Transfer { from, .. } = *message else { return false };
        records[from].is_none_or(|sender| sender.state.sent.iter().any(|(_, sent)| sent == message))
    })
}

/// Whether each channel of a complete snapshot is what was sent before the one record and not received before the other.
fn has_right_channels(records: &[&Record]) -> bool {
    (0..PROCESSES).all(|from| {
        (0..PROCESSES).filter(|&to| to != from).all(|to| {
            let sent = records[from].state.sent.iter().filter(|&&(receiver, _)| receiver == to);
            let on_the_way = sent.map(|&(_, message)| message);
            let on_the_way = on_the_way.filter(|message| !records[to].state.received.contains(message));
            on_the_way.eq(records[to].channels[from].0.iter().copied())
        })
    })
}

fn money(records: &[&Record]) -> u32 {
    let amount = |message: &Message| match *message {
        Message::Transfer { amount, .. } => u32::from(amount),
        Message::Marker(_) => 1000,
    };
    let in_record = |record: &&Record| {
        u32::from(record.state.balance)
            + record.channels.iter().flat_map(|(messages, _)| messages).map(amount).sum::<u32>()
    };
    records.iter().map(in_record).sum()
}

impl Model for Workload {
    type State = Global;
    type Action = Step;

    fn init_states(&self) -> Vec<Global> {
        let process = |at: usize| Process {
            state: Local { balance: self.balances[at], ..Local::default() },
            records: Vec::new(),
        };
        vec![Global { processes: std::array::from_fn(process), channels: Default::default(), begun: 0 }]
    }

    fn actions(&self, state: &Global, actions: &mut Vec<Step>) {
        for at in 0..PROCESSES {
            if state.processes[at].state.done < self.programs[at].len() {
                actions.push(Step::Act(at));
            }
            for to in 0..PROCESSES {
                if !state.channels[at][to].is_empty() {
                    actions.push(Step::Deliver { from: at, to });
                }
            }
        }
    }

    fn next_state(&self, last: &Global, step: Step) -> Option<Global> {
        let mut next = last.clone();
        match step {
            Step::Act(at) => next.act(at, self.programs[at][last.processes[at].state.done]),
            Step::Deliver { from, to } => next.deliver(from, to),
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("a complete snapshot has all the money", |model: &Self, state: &Global| {
                let total: u32 = model.balances.iter().map(|&balance| u32::from(balance)).sum();
                (0..state.begun).filter_map(|snapshot| state.complete(snapshot)).all(|records| money(&records) == total)
            }),
            Property::always("no record has received what another had not sent", |_, state: &Global| {
                (0..state.begun).all(|snapshot| has_no_orphan(state, snapshot))
            }),
            Property::always("a complete snapshot has the right channels", |_, state: &Global| {
                (0..state.begun)
                    .filter_map(|snapshot| state.complete(snapshot))
                    .all(|records| has_right_channels(&records))
            }),
            Property::eventually("every snapshot is complete", Self::all_complete),
            // Said once more, since a checker may miss that something never happens where paths meet.
            Property::always("where nothing can happen any more, every snapshot is complete", |model, state| {
                let mut actions = Vec::new();
                model.actions(state, &mut actions);
                !actions.is_empty() || Self::all_complete(model, state)
            }),
            Property::sometimes("a node records two snapshots at once", |_, state: &Global| {
                let records = |process: &Process| {
                    let open = |record: &&Record| record.channels.iter().any(|&(_, open)| open);
                    process.records.iter().flatten().filter(open).count()
                };
                state.begun < 2 || state.processes.iter().any(|process| records(process) == 2)
            }),
            Property::sometimes("a message is recorded in a channel", |_, state: &Global| {
                let records = state.processes.iter().flat_map(|process| process.records.iter().flatten());
                records.flat_map(|record| &record.channels).any(|(messages, _)| !messages.is_empty())
            }),
        ]
    }
}

impl Workload {
    /// Every snapshot that a program asks for was started, and is complete.
    fn all_complete(&self, state: &Global) -> bool {
        let wanted = self.programs.iter().copied().flatten().filter(|act| **act == Act::Begin).count();
        state.begun == wanted && (0..wanted).all(|snapshot| state.is_complete(snapshot))
    }
}
