//! What decides a field, and what is wrong with an answer.

use shutter_core::event::Event;
use shutter_core::script::ChannelName;
use shutter_core::{EventIndex, NodeId};

use super::Judged;
use super::journal::{Journal, Transfer};

pub(super) fn node(journal: &Journal<'_>, node: NodeId, answer: &str) -> Judged {
    let Some((balance, at)) = journal.balance(node) else { return wrong(at_start(), String::new()) };
    let number = number(answer);
    if number == Some(balance) {
        return Judged { right: true, why: when(journal, node, at), at };
    }
    let amiss = match number {
        None if answer.trim().is_empty() => "Nothing is filled in.".to_owned(),
        None => "A balance is one number.".to_owned(),
        Some(number) => match other_time(journal, node, number, at) {
            Some(Time::Before) => format!("Node {node} has that before, and something happens to it until then."),
            Some(Time::After) => format!("Node {node} has that only later."),
            None => "That is not what it has then.".to_owned(),
        },
    };
    wrong(at, format!("{} {amiss}", when(journal, node, at)))
}

/// When a process records, and why then.
fn when(journal: &Journal<'_>, node: NodeId, at: EventIndex) -> String {
    if journal.initiator() == Some(node) {
        return format!("Node {node} begins the snapshot and records at once.");
    }
    let first = journal.events().take_while(|&(other, _)| other < at).last();
    match first {
        Some((_, &Event::MarkerReceived { from, .. })) => {
            format!("Node {node} records when its first marker comes, which is the one from node {from}.")
        }
        _ => format!("Node {node} records here."),
    }
}

enum Time {
    Before,
    After,
}

/// Whether a process had so much at another time, but not both before and after.
fn other_time(journal: &Journal<'_>, process: NodeId, answer: u64, recorded: EventIndex) -> Option<Time> {
    let (mut now, mut before, mut after) = (0_u64, false, false);
    for (at, event) in journal.events() {
        match *event {
            Event::NodeCreated { node, balance } if node == process => now = balance.get(),
            Event::TransferSent { from, amount, .. } if from == process => now = now.saturating_sub(amount.get()),
            Event::TransferReceived { to, amount, .. } if to == process => now = now.saturating_add(amount.get()),
            _ => continue,
        }
        if now == answer {
            before |= at < recorded;
            after |= at > recorded;
        }
    }
    match (before, after) {
        (true, false) => Some(Time::Before),
        (false, true) => Some(Time::After),
        _ => None,
    }
}

pub(super) fn channel(journal: &Journal<'_>, channel: ChannelName, answer: &str) -> Judged {
    let ends = journal.balance(channel.to).map(|(_, at)| at).zip(journal.marker(channel));
    let Some((opened, closed)) = ends else { return wrong(at_start(), String::new()) };
    let recorded: Vec<_> = journal.recorded(channel).collect();
    let first = recorded.iter().find_map(|transfer| transfer.received).unwrap_or(closed);
    let why = between(channel, opened, closed);
    let Some(guess) = Guess::read(answer) else {
        return wrong(first, format!("{why} Write the transfers one by one, or their sum."));
    };
    if guess.is(&recorded) {
        return Judged { right: true, why, at: first };
    }
    let (at, amiss) = amiss(&journal.transfers(channel), &recorded, &guess, channel, (opened, closed));
    wrong(at.unwrap_or(first), format!("{why} {amiss}"))
}

/// What decides the state of a channel.
fn between(ChannelName { from, to }: ChannelName, opened: EventIndex, closed: EventIndex) -> String {
    if closed < opened {
        return format!(
            "The marker on this channel is the first that comes to node {to}: it records just then, and nothing can come between."
        );
    }
    format!("In the channel is what comes after node {to} has recorded and before the marker from node {from}.")
}

/// What an answer got wrong, and where to see it.
fn amiss(
    all: &[Transfer],
    recorded: &[Transfer],
    guess: &Guess,
    ChannelName { from, to }: ChannelName,
    (opened, closed): (EventIndex, EventIndex),
) -> (Option<EventIndex>, String) {
    let is_recorded = |transfer: &&Transfer| recorded.iter().any(|other| other.message == transfer.message);
    let others = || all.iter().filter(|transfer| !is_recorded(transfer));
    if let Some(extra) = others().find(|transfer| guess.has(transfer.amount)) {
        return match extra.received {
            Some(received) if received < opened => {
                (Some(received), format!("{} comes before node {to} records: it is in its balance.", extra.amount))
            }
            _ => (Some(extra.sent), format!("{} is sent after the marker of node {from}.", extra.amount)),
        };
    }
    if let Some(missing) = recorded.iter().find(|transfer| !guess.has(transfer.amount)) {
        return (missing.received, "Something does.".to_owned());
    }
    if recorded.is_empty() {
        return (Some(closed), "Nothing does.".to_owned());
    }
    (None, "Not all of these do, or in another order.".to_owned())
}

/// An answer about a channel: some say the sum, some the transfers one by one. A comma may stand between digits or between numbers.
struct Guess {
    sum: Option<u64>,
    parts: Vec<u64>,
}

impl Guess {
    fn read(answer: &str) -> Option<Self> {
        let parts: Option<Vec<u64>> = answer
            .split(|c: char| c == ',' || c == '+' || c == ';' || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect();
        let parts: Vec<u64> = parts?.into_iter().filter(|&part| part > 0).collect();
        let sum = if parts.is_empty() { Some(0) } else { number(answer) };
        Some(Self { sum, parts })
    }

    fn is(&self, recorded: &[Transfer]) -> bool {
        let sum: u64 = recorded.iter().map(|transfer| transfer.amount).sum();
        let amounts = recorded.iter().map(|transfer| transfer.amount).filter(|&amount| amount > 0);
        self.sum == Some(sum) || amounts.eq(self.parts.iter().copied())
    }

    fn has(&self, amount: u64) -> bool {
        self.parts.contains(&amount) || self.sum == Some(amount)
    }
}

/// One number, perhaps with commas or blanks between its digits.
fn number(answer: &str) -> Option<u64> {
    let digits: String = answer.chars().filter(|c| *c != ',' && !c.is_whitespace()).collect();
    digits.parse().ok()
}

fn wrong(at: EventIndex, why: String) -> Judged {
    Judged { right: false, why, at }
}

fn at_start() -> EventIndex {
    EventIndex::new(0)
}
