//! The equivalent run as a script.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::EquivalentRun;
use crate::event::Event;
use crate::ids::{EventIndex, SnapshotId};
use crate::limits::{MAX_COMMANDS, MAX_TEXT};
use crate::script::Command;

/// A script whose run goes through a state that a snapshot recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EquivalentScript {
    /// The commands, a line each, and a comment where the state is the recorded one.
    pub text: String,
    /// The line of the comment, counted from 0. The state after this line and all lines before it is the recorded one.
    pub line: u32,
    /// The number of the snapshot in the run of this script: when snapshots overlap, they may start in another order.
    pub snapshot: SnapshotId,
}

impl EquivalentRun {
    /// This run as a script of its own, which ends in the same state as the original bank: the same balances, the same
    /// messages left in channels, the same recorded by each snapshot. These are the events that the run was made of.
    ///
    /// Each delivery is a `Receive` that names the sender, at the place of the delivery. A `Receive` that found nothing is left
    /// out: what it waited for, if it came, is received where it came. What the observer collects and prints is kept,
    /// at its place after the recorded state; a collection before a snapshot was complete may find more than
    /// it did, since what is pre-recording has come before it.
    ///
    /// The run of the script is this run if processes record on a marker, or when they are asked to start, as Chandy and
    /// Lamport's do, and do so by what they know themselves.
    ///
    /// `None` when it would be longer than [`crate::limits`] lets a script be.
    pub fn script(&self, events: &[Event]) -> Option<EquivalentScript> {
        let &Event::SnapshotStarted { snapshot, .. } = events.get(self.started.index())? else { return None };
        let mut script = Writing { text: String::new(), lines: 0, numbers: Vec::new(), begun: 0 };
        let order = self.order();
        let (pre, post) = order.split_at(self.reached_at());
        script.begin_in_order(&order, events);
        script.events(pre, events);
        let line = script.lines;
        let snapshot = script.number(snapshot);
        let _ = writeln!(script.text, "# Here the state is exactly what snapshot {snapshot} recorded.");
        script.lines += 1;
        script.events(post, events);
        let commands = script.lines as usize - 1;
        let fits = script.text.len() <= MAX_TEXT && commands <= MAX_COMMANDS;
        fits.then_some(EquivalentScript { text: script.text, line, snapshot })
    }
}

struct Writing {
    text: String,
    lines: u32,
    /// The new number of each snapshot, by its old one.
    numbers: Vec<u32>,
    begun: u32,
}

impl Writing {
    /// Gives the snapshots their numbers.
    fn begin_in_order(&mut self, order: &[EventIndex], events: &[Event]) {
        for index in order {
            if let Some(&Event::SnapshotStarted { snapshot, .. }) = events.get(index.index())
                && snapshot.index() <= events.len()
            {
                if self.numbers.len() <= snapshot.index() {
                    self.numbers.resize(snapshot.index() + 1, 0);
                }
                self.begun += 1;
                self.numbers[snapshot.index()] = self.begun;
            }
        }
    }

    fn number(&self, snapshot: SnapshotId) -> SnapshotId {
        self.numbers.get(snapshot.index()).map_or(snapshot, |&number| SnapshotId::new(number))
    }

    fn events(&mut self, order: &[EventIndex], events: &[Event]) {
        for index in order {
            // What is too long stops here, so that it takes no more memory than what is not.
            if self.text.len() > MAX_TEXT {
                return;
            }
            if let Some(command) = events.get(index.index()).and_then(|event| self.command(event)) {
                let _ = writeln!(self.text, "{command}");
                self.lines += 1;
            }
        }
    }

    /// The command that causes an event, unless another event of the same command does.
    fn command(&self, event: &Event) -> Option<Command> {
        Some(match *event {
            Event::MasterStarted => Command::StartMaster,
            Event::NodeCreated { node, balance } => Command::CreateNode { node, balance },
            Event::TransferSent { from, to, amount, .. } | Event::SendRejected { from, to, amount } => {
                Command::Send { from, to, amount }
            }
            Event::TransferReceived { from, to, .. } | Event::MarkerReceived { from, to, .. } => {
                Command::Receive { to, from: Some(from) }
            }
            Event::SnapshotStarted { initiator, .. } => Command::BeginSnapshot { node: initiator },
            Event::StateCollected { snapshot } => Command::CollectState { snapshot: Some(self.number(snapshot)) },
            Event::SnapshotPrinted { .. } => Command::PrintSnapshot,
            Event::WaitStarted { .. }
            | Event::StateRecorded { .. }
            | Event::MarkerSent { .. }
            | Event::MessageRecorded { .. }
            | Event::ChannelClosed { .. }
            | Event::SnapshotCompleted { .. }
            | Event::Killed => return None,
        })
    }
}
