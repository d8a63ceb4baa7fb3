//! Scripts made by chance: a bank with traffic and snapshots, to read, to edit and to try things on.
//!
//! ```
//! use shutter_core::{history::History, script::Script, workload::{self, Workload}};
//!
//! let wanted = Workload { nodes: 3, commands: 40, snapshots: 2, seed: 7 };
//! let text = workload::script(&wanted)?;
//! assert!(text.starts_with("# A random workload: nodes 3, commands 40, snapshots 2, seed 7\n"));
//! assert_eq!(workload::script(&wanted)?, text);
//! assert!(History::of(&Script::parse(&text)).faults().is_empty());
//! # Ok::<(), workload::Unfit>(())
//! ```

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write as _};

use crate::event::Event;
use crate::history::History;
use crate::ids::{Amount, MessageId, NodeId, SnapshotId, WaitId};
use crate::limits::{Limits, MAX_COMMANDS, MAX_TEXT};
pub use crate::numbers::Numbers;
use crate::script::{Command, CommandLine, grouped};

/// What a script is to have. The same values give the same script, on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Nodes of the bank; at least 2, so that there are channels.
    pub nodes: u32,
    /// Commands between the creation of the nodes and the end: what is sent, received and begun.
    pub commands: u32,
    /// How many of the commands begin a snapshot.
    pub snapshots: u32,
    /// Which of all such scripts.
    pub seed: u64,
}

impl Default for Workload {
    /// A run that can be read at a glance, with snapshots that overlap.
    fn default() -> Self {
        Self { nodes: 4, commands: 40, snapshots: 2, seed: 1 }
    }
}

/// Why there is no such script. It says so in a sentence without a full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing could be sent.
    TooFewNodes,
    /// More than a bank may have.
    TooManyNodes {
        /// The limit.
        limit: u32,
    },
    /// A snapshot takes a command to begin it.
    TooManySnapshots {
        /// How many commands there are.
        commands: u32,
    },
    /// More than a script may have, with those that create the nodes and print the snapshots.
    TooManyCommands {
        /// The limit.
        limit: usize,
    },
    /// More than a run may have. A snapshot alone takes three for each channel.
    TooManyEvents {
        /// The limit.
        limit: u32,
    },
    /// More than a text may have.
    TextTooLong {
        /// The limit, in bytes.
        limit: usize,
    },
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewNodes => f.write_str("a workload needs at least 2 nodes"),
            Self::TooManyNodes { limit } => write!(f, "a bank has at most {} nodes", grouped(u64::from(*limit))),
            Self::TooManySnapshots { commands } => {
                write!(f, "{commands} commands cannot begin more than {commands} snapshots")
            }
            Self::TooManyCommands { limit } => {
                let limit = grouped(*limit as u64);
                write!(f, "a script has at most {limit} commands, those that create nodes and print snapshots included")
            }
            Self::TooManyEvents { limit } => {
                let limit = grouped(u64::from(*limit));
                write!(f, "a run has at most {limit} events, and a snapshot takes three for each channel")
            }
            Self::TextTooLong { limit } => write!(f, "a script has at most {} bytes", grouped(*limit as u64)),
        }
    }
}

impl core::error::Error for Unfit {}

/// A script of that kind: transfers that mostly succeed, receives of all forms, snapshots that may overlap; then
/// everything is delivered, and each snapshot is printed. Nothing is wrong with it: each wait is served, each snapshot complete.
///
/// # Errors
/// When there is no such script within [`crate::limits`].
pub fn script(workload: &Workload) -> Result<String, Unfit> {
    check(workload)?;
    let mut writing = Writing::new(workload);
    writing.create()?;
    for left in (0..workload.commands).rev() {
        let command = writing.next(left);
        writing.add(command)?;
    }
    writing.end()?;
    Ok(writing.text)
}

/// Refuses at once what cannot be, before any of it is made.
fn check(workload: &Workload) -> Result<(), Unfit> {
    let &Workload { nodes, commands, snapshots, .. } = workload;
    let limits = Limits::default();
    let [n, c, s] = [nodes, commands, snapshots].map(u64::from);
    if nodes < 2 {
        return Err(Unfit::TooFewNodes);
    }
    if nodes > limits.nodes {
        return Err(Unfit::TooManyNodes { limit: limits.nodes });
    }
    if snapshots > commands {
        return Err(Unfit::TooManySnapshots { commands });
    }
    if n + c + 1 + 2 * s > MAX_COMMANDS as u64 {
        return Err(Unfit::TooManyCommands { limit: MAX_COMMANDS });
    }
    // For each channel a marker is sent, received, and ends a recording.
    let of_snapshot = 3 * n * (n - 1) + n + 4;
    let least = of_snapshot.checked_mul(s).and_then(|all| all.checked_add(n + c - s));
    if least.is_none_or(|least| least > u64::from(limits.events)) {
        return Err(Unfit::TooManyEvents { limit: limits.events });
    }
    Ok(())
}

/// A script as far as it is written, and its run, which decides what can come next.
struct Writing<'a> {
    workload: &'a Workload,
    numbers: Numbers,
    text: String,
    run: History,
    /// The events of the run that were looked at.
    seen: usize,
    /// Messages that may be in flight.
    sent: Vec<MessageId>,
    /// Waits that may be open.
    waits: Vec<WaitId>,
    begun: u32,
    /// How many commands are left when the next snapshot begins.
    begin_at: u32,
}

impl<'a> Writing<'a> {
    fn new(workload: &'a Workload) -> Self {
        let &Workload { nodes, commands, snapshots, seed } = workload;
        let mut text = String::new();
        let _ = writeln!(
            text,
            "# A random workload: nodes {nodes}, commands {commands}, snapshots {snapshots}, seed {seed}\n\
             # shutter random --nodes {nodes} --commands {commands} --snapshots {snapshots} --seed {seed}"
        );
        let numbers = Numbers::new(seed);
        let run = History::default();
        let mut writing =
            Self { workload, numbers, text, run, seen: 0, sent: Vec::new(), waits: Vec::new(), begun: 0, begin_at: 0 };
        writing.choose_begin();
        writing
    }

    /// One snapshot begins in each of as many equal parts of the commands as there are snapshots.
    fn choose_begin(&mut self) {
        let (commands, snapshots) = (u64::from(self.workload.commands), u64::from(self.workload.snapshots));
        let part = u64::from(self.begun);
        if part < snapshots {
            let (start, end) = (part * commands / snapshots, (part + 1) * commands / snapshots);
            let place = start + self.numbers.below(end - start);
            self.begin_at = u32::try_from(commands - 1 - place).unwrap_or(0);
        }
    }

    fn create(&mut self) -> Result<(), Unfit> {
        for id in 1..=self.workload.nodes {
            let balance = amount(100 * (1 + self.numbers.below(10)));
            self.add(Command::CreateNode { node: NodeId::new(id), balance })?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Unfit> {
        self.add(Command::ReceiveAll)?;
        for number in 1..=self.begun {
            self.add(Command::CollectState { snapshot: Some(SnapshotId::new(number)) })?;
            self.add(Command::PrintSnapshot)?;
        }
        Ok(())
    }

    /// Writes a command and runs it.
    fn add(&mut self, command: Command) -> Result<(), Unfit> {
        let _ = writeln!(self.text, "{command}");
        if self.text.len() > MAX_TEXT {
            return Err(Unfit::TextTooLong { limit: MAX_TEXT });
        }
        let line = u32::try_from(self.run.end().commands).unwrap_or(u32::MAX);
        // Only a limit refuses what was chosen with care, and the number of events is the one that was not checked before.
        let done = self.run.execute(CommandLine { command, line });
        done.map_err(|_| Unfit::TooManyEvents { limit: Limits::default().events })?;
        let log = self.run.log();
        for event in &log.events()[self.seen..] {
            match *event {
                Event::TransferSent { message, .. } | Event::MarkerSent { message, .. } => self.sent.push(message),
                Event::WaitStarted { wait, .. } => self.waits.push(wait),
                _ => {}
            }
        }
        self.seen = log.events().len();
        self.waits.retain(|&wait| !log.is_served(wait));
        Ok(())
    }

    /// The next command, after which so many are left.
    fn next(&mut self, left: u32) -> Command {
        if self.begun < self.workload.snapshots && left == self.begin_at {
            self.begun += 1;
            self.choose_begin();
            return Command::BeginSnapshot { node: self.node() };
        }
        // Each open wait needs one of the commands that are left.
        let free = left - (self.workload.snapshots - self.begun);
        if let Some(&wait) = self.waits.first()
            && self.waits.len() > free as usize
        {
            return self.serve(wait);
        }
        let may_wait = self.waits.len() < 3 && self.waits.len() < free as usize;
        match self.numbers.below(100) {
            0..=45 => self.transfer(),
            46..=50 => self.too_large_a_transfer(),
            51..=57 if may_wait => self.receive_later(),
            58 => Command::ReceiveAll,
            _ => self.receive(),
        }
    }

    fn node(&mut self) -> NodeId {
        NodeId::new(1 + self.number_below(self.workload.nodes))
    }

    /// Two different nodes.
    fn nodes(&mut self) -> (NodeId, NodeId) {
        let one = self.node();
        (one, self.other(one))
    }

    fn other(&mut self, node: NodeId) -> NodeId {
        let skipped = 1 + self.number_below(self.workload.nodes - 1);
        NodeId::new(1 + (node.get() - 1 + skipped) % self.workload.nodes)
    }

    fn number_below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.numbers.below(u64::from(bound))).unwrap_or(0)
    }

    fn balance(&self, node: NodeId) -> u64 {
        self.run.state().cluster().balance(node).map_or(0, Amount::get)
    }

    fn transfer(&mut self) -> Command {
        let (from, to) = self.nodes();
        self.transfer_on(from, to)
    }

    /// No more than the sender has.
    fn transfer_on(&mut self, from: NodeId, to: NodeId) -> Command {
        let most = self.balance(from).min(200);
        let amount = amount(if most == 0 { 0 } else { 1 + self.numbers.below(most) });
        Command::Send { from, to, amount }
    }

    fn too_large_a_transfer(&mut self) -> Command {
        let (from, to) = self.nodes();
        let amount = amount(self.balance(from) + 1 + self.numbers.below(100));
        Command::Send { from, to, amount }
    }

    /// What the wait is for.
    fn serve(&mut self, wait: WaitId) -> Command {
        let (to, from) = self.run.log().wait(wait);
        let from = from.unwrap_or_else(|| self.other(to));
        self.transfer_on(from, to)
    }

    /// A receive that finds a message, if there is one.
    fn receive(&mut self) -> Command {
        while !self.sent.is_empty() {
            let at = usize::try_from(self.numbers.below(self.sent.len() as u64)).unwrap_or(0);
            let message = self.sent[at];
            let log = self.run.log();
            if log.received_at(message).is_some() {
                self.sent.swap_remove(at);
                continue;
            }
            let sent = log.events().get(log.sent_at(message).index());
            let Some(&(Event::TransferSent { from, to, .. } | Event::MarkerSent { from, to, .. })) = sent else {
                break;
            };
            let from = (self.numbers.below(2) == 0).then_some(from);
            return Command::Receive { to, from };
        }
        self.transfer()
    }

    /// A receive that may have to wait.
    fn receive_later(&mut self) -> Command {
        let (from, to) = self.nodes();
        let from = (self.numbers.below(2) == 0).then_some(from);
        Command::Receive { to, from }
    }
}

fn amount(number: u64) -> Amount {
    Amount::new(number).unwrap_or(Amount::MAX)
}
