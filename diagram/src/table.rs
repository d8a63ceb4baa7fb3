//! The run as a table: what happened, where, by which cause, and what that left in the balance.

use shutter_core::cluster::Log;
use shutter_core::event::Event;
use shutter_core::{EventIndex, NodeId};

use crate::explain::{grouped, sentence};

/// The balances of a run: for each event, what its process has after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    /// By event; [`NONE`] for those of no process.
    after: Vec<u64>,
    largest: u64,
}

const NONE: u64 = u64::MAX;

impl Balances {
    /// Walks through all events once. Takes 8 bytes an event.
    pub fn of(events: &[Event]) -> Self {
        let mut now: Vec<(NodeId, u64)> = Vec::new();
        let mut after = Vec::with_capacity(events.len());
        let mut largest = 0;
        for event in events {
            if matches!(event, Event::Killed) {
                now.clear();
            }
            let balance = event.node().map(|node| balance(&mut now, node, event));
            largest = largest.max(balance.unwrap_or(0));
            after.push(balance.unwrap_or(NONE));
        }
        Self { after, largest }
    }

    /// The largest of all.
    pub fn largest(&self) -> u64 {
        self.largest
    }

    /// What the process of an event has after it; `None` when the event is of no process.
    pub fn after(&self, event: EventIndex) -> Option<u64> {
        self.after.get(event.get() as usize).copied().filter(|&balance| balance != NONE)
    }
}

/// Takes an event into the balances, ascending by node.
fn balance(now: &mut Vec<(NodeId, u64)>, node: NodeId, event: &Event) -> u64 {
    let place = now.binary_search_by_key(&node, |&(node, _)| node).unwrap_or_else(|place| {
        now.insert(place, (node, 0));
        place
    });
    let balance = &mut now[place].1;
    match *event {
        Event::NodeCreated { balance: brought, .. } => *balance = brought.get(),
        Event::TransferSent { amount, .. } => *balance = balance.saturating_sub(amount.get()),
        Event::TransferReceived { amount, .. } => *balance = balance.saturating_add(amount.get()),
        _ => {}
    }
    *balance
}

/// A row of the table, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it happened; empty for the observer and for all.
    pub process: String,
    /// What happened.
    pub what: String,
    /// The line of the script, and the event without which this one could not be.
    pub cause: String,
    /// What the process has after it.
    pub balance: String,
    /// Whether this event changed that.
    pub changed: bool,
}

/// The row of an event; `None` when the run has no such event.
///
/// ```
/// use shutter_core::{EventIndex, history::History, script::Script};
/// use shutter_diagram::table::{Balances, row};
/// let history = History::of(&Script::parse("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n"));
/// let balances = Balances::of(history.log().events());
/// let row = row(history.log(), &balances, EventIndex::new(3)).unwrap();
/// assert_eq!((row.process.as_str(), row.cause.as_str(), row.balance.as_str()), ("2", "line 4, event 3", "8"));
/// ```
pub fn row(log: &Log, balances: &Balances, event: EventIndex) -> Option<Row> {
    let happened = log.events().get(event.get() as usize)?;
    let command = log.command_of_event(event);
    let mut cause = String::new();
    if command < log.command_count() {
        cause = format!("line {}", grouped(log.line_of_command(command) + 1));
    }
    let before = match *happened {
        Event::TransferReceived { message, .. } | Event::MarkerReceived { message, .. } => Some(log.sent_at(message)),
        Event::SnapshotPrinted { collected_at, .. } => Some(collected_at),
        _ => None,
    };
    if let Some(before) = before {
        cause = format!("{cause}, event {}", grouped(before.get() + 1));
    }
    let mut balance = balances.after(event).map_or_else(String::new, grouped);
    if log.is_veiled() && !balance.is_empty() {
        // What a process has at all times says what it records.
        "?".clone_into(&mut balance);
    }
    Some(Row {
        process: happened.node().map_or_else(String::new, |node| node.to_string()),
        what: sentence(log, event),
        cause,
        balance,
        changed: matches!(
            happened,
            Event::NodeCreated { .. } | Event::TransferSent { .. } | Event::TransferReceived { .. }
        ),
    })
}
