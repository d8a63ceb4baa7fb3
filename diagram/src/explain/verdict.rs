//! What is to be said for and against a snapshot.

use shutter_core::causality::{Conservation, Deviation, NoEquivalentRun, NotThere, Transfer, Verdict};
use shutter_core::event::Event;
use shutter_core::script::ChannelName;
use shutter_core::{EventIndex, NodeId};

use super::words::{channel, count, counted, grouped, money};

/// One of the three questions that a verdict answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the answer speaks for the snapshot.
    pub holds: bool,
    /// What it is called: "consistent", or "not consistent".
    pub word: &'static str,
    /// What that means here.
    pub reason: String,
    /// What shows that it does not hold; the first of very many.
    pub witnesses: Vec<Witness>,
    /// How many witnesses there are besides.
    pub more: usize,
}

/// Something that speaks against a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What it is, without a full stop.
    pub words: String,
    /// Where to look, if it is something that happened.
    pub at: Option<EventIndex>,
}

/// Witnesses that are heard in each matter.
const HEARD: usize = 5;

/// A verdict in words: whether the snapshot is consistent, faithful, conserved. `events` are those that the verdict is
/// made from.
pub fn judgements(verdict: &Verdict, events: &[Event]) -> [Judgement; 3] {
    let (orphans, deviations) = (verdict.orphans(), verdict.deviations());
    let heard = orphans.iter().take(HEARD);
    let seen = deviations.iter().take(HEARD);
    [
        Judgement {
            holds: verdict.is_consistent(),
            word: if verdict.is_consistent() { "consistent" } else { "not consistent" },
            reason: match orphans.len() {
                0 => "no transfer was received before the cut and sent after it".to_owned(),
                1 => "a transfer was received before the cut and sent after it".to_owned(),
                many => format!("{} transfers were received before the cut and sent after it", count(many)),
            },
            witnesses: heard.map(|transfer| Witness { words: orphan(transfer), at: transfer.received_at }).collect(),
            more: orphans.len().saturating_sub(HEARD),
        },
        Judgement {
            holds: verdict.is_faithful(),
            word: if verdict.is_faithful() { "faithful" } else { "not faithful" },
            reason: match deviations.len() {
                0 => "each recorded balance and channel is what it was at the cut".to_owned(),
                many => format!("{} what was at the cut", counted(many, "difference from", "differences from")),
            },
            witnesses: seen.map(|found| Witness { words: deviation(found, events), at: place_of(found) }).collect(),
            more: deviations.len().saturating_sub(HEARD),
        },
        Judgement {
            holds: verdict.is_conserved(),
            word: if verdict.is_conserved() { "conserved" } else { "not conserved" },
            reason: conservation(verdict),
            witnesses: Vec::new(),
            more: 0,
        },
    ]
}

fn conservation(verdict: &Verdict) -> String {
    let bank = grouped(verdict.money());
    match verdict.conservation() {
        Conservation::Conserved => "the sum is all the money in the bank".to_owned(),
        Conservation::Lost(money) => format!("{} of the bank’s {bank} is not in the sum", grouped(money)),
        Conservation::Surplus(money) => format!("the sum is {} more than the bank’s {bank}", grouped(money)),
    }
}

/// What is wrong with a transfer that a cut finds received but not sent. Without a full stop.
pub fn orphan(transfer: &Transfer) -> String {
    format!(
        "{} counted twice: the transfer {} was received before the cut but sent after it",
        money(transfer.amount),
        named(transfer.channel)
    )
}

/// A difference between what was recorded and what was. Without a full stop.
pub fn deviation(deviation: &Deviation, events: &[Event]) -> String {
    match *deviation {
        Deviation::NotRecorded { node } => format!("node {node} has not recorded its state"),
        Deviation::RecordedAgain { node, .. } => format!("node {node} recorded its state again"),
        Deviation::NotInSnapshot { node, .. } => {
            format!("something was recorded of node {node}, which is no part of this snapshot")
        }
        Deviation::WrongBalance { node, recorded, actual, .. } => {
            format!("node {node} recorded {}, but had {}", money(recorded), grouped(actual))
        }
        Deviation::NeverClosed { count: 1, first } => format!("channel {} was never closed", named(first)),
        Deviation::NeverClosed { count: all, first } => {
            let others = counted(all - 1, "other channel", "other channels");
            format!("channel {} and {others} to node {} were never closed", named(first), first.to)
        }
        Deviation::ClosedAgain { channel, .. } => format!("channel {} was closed again", named(channel)),
        Deviation::Missing { channel, amount, .. } => {
            format!("{} missing: it was in channel {} at the cut, and was not recorded", money(amount), named(channel))
        }
        Deviation::Extra { channel, why, .. } => {
            format!("channel {} recorded {}", named(channel), not_there(why, channel.to, events))
        }
        Deviation::Twice { channel, .. } => format!("channel {} recorded the same transfer again", named(channel)),
        Deviation::OutOfOrder { channel, .. } => {
            format!("channel {} recorded a transfer after one that was sent later", named(channel))
        }
        Deviation::AfterClose { channel, .. } => {
            format!("channel {} recorded a transfer after it was closed", named(channel))
        }
    }
}

fn not_there(why: NotThere, to: NodeId, events: &[Event]) -> String {
    match why {
        NotThere::NeverSent => "a transfer that was never sent".to_owned(),
        NotThere::OtherChannel(other) => format!("a transfer of channel {}", named(other)),
        NotThere::SentAfter { sent_at } => format!("{} that was sent after the cut", amount(events, sent_at)),
        NotThere::ReceivedBefore { received_at } => {
            format!("{} that is in the balance of node {to} already", amount(events, received_at))
        }
    }
}

/// What the transfer of an event carries.
fn amount(events: &[Event], at: EventIndex) -> String {
    match events.get(at.get() as usize) {
        Some(Event::TransferSent { amount, .. } | Event::TransferReceived { amount, .. }) => money(*amount),
        _ => "a transfer".to_owned(),
    }
}

/// The event that shows a difference best; `None` where something did not happen.
fn place_of(deviation: &Deviation) -> Option<EventIndex> {
    match *deviation {
        Deviation::NotRecorded { .. } | Deviation::NeverClosed { .. } => None,
        Deviation::RecordedAgain { again: at, .. }
        | Deviation::NotInSnapshot { at, .. }
        | Deviation::WrongBalance { at, .. }
        | Deviation::ClosedAgain { again: at, .. }
        | Deviation::Missing { sent_at: at, .. }
        | Deviation::Extra { at, .. }
        | Deviation::Twice { again: at, .. }
        | Deviation::OutOfOrder { at, .. }
        | Deviation::AfterClose { at, .. } => Some(at),
    }
}

/// Why no order of the same events goes through what a snapshot recorded. Without a full stop.
pub fn unreachable(why: NoEquivalentRun) -> String {
    match why {
        NoEquivalentRun::Incomplete => "the snapshot is not complete".to_owned(),
        NoEquivalentRun::Orphan { .. } => "a message was received before the cut but sent after it".to_owned(),
        NoEquivalentRun::WrongBalance { node } => format!("node {node} did not have what it recorded"),
        NoEquivalentRun::WrongChannel { channel } => {
            format!("channel {} did not hold what was recorded of it", named(channel))
        }
    }
}

fn named(name: ChannelName) -> String {
    channel(name.from, name.to)
}
