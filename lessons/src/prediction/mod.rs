//! Predictions: what a snapshot will have recorded, filled in before it is shown.
//!
//! A person sees the veiled run ([`Veiled`]), in which what is recorded is not to be found, and answers a [`Question`].
//! [`judge`] knows the open run, says which answers are right, and leads from each wrong one to the event that decides it, without
//! saying what is right: that can be seen there.

mod journal;
mod reasons;

use shutter_core::causality::snapshots;
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::limits::Limits;
use shutter_core::script::{ChannelName, Command, Script};
use shutter_core::snapshot::Veiled;
use shutter_core::{EventIndex, NodeId, SnapshotId};

use journal::Journal;

/// So many nodes, and so many channels, are asked about.
pub const MOST_ASKED: usize = 20;

/// So many snapshots are asked about, of so many that are looked at.
const MOST_QUESTIONS: usize = 8;
const MOST_LOOKED_AT: usize = 50;
/// In scripts with more commands, nobody is asked to predict anything.
const MOST_COMMANDS: usize = 20_000;
/// Nor in those whose snapshots send more markers than this.
const MOST_MARKERS: usize = 200_000;

/// What is asked about a complete snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its number.
    pub snapshot: SnapshotId,
    /// The event of the open run that starts it.
    pub started: EventIndex,
    /// What is to be filled in: nodes, then channels, each ascending. Channels that never carry money are left out.
    pub fields: Vec<Field>,
    /// How many channels are left out, or nodes and channels because there are very many.
    pub left_out: usize,
}

/// What one answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The balance that a node records.
    Node(NodeId),
    /// What is recorded in a channel.
    Channel(ChannelName),
}

/// What is to be said of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether it is right.
    pub right: bool,
    /// Why it is what it is, without saying what it is. For a wrong answer what is wrong with it.
    pub why: String,
    /// The event of the open run that decides it.
    pub at: EventIndex,
}

/// The open run of a text, at its end; an empty one when it is so long that there is no question about it.
pub fn open(text: &str) -> History {
    let script = Script::parse(text);
    if is_fit(&script) { History::of(&script) } else { History::default() }
}

/// Whether the run of a script takes no longer than a person notices.
fn is_fit(script: &Script) -> bool {
    let commands = script.commands();
    let count = |is: fn(&Command) -> bool| commands.iter().filter(|line| is(&line.command)).count();
    let nodes = count(|command| matches!(command, Command::CreateNode { .. }));
    let snapshots = count(|command| matches!(command, Command::BeginSnapshot { .. }));
    commands.len() <= MOST_COMMANDS && nodes.saturating_mul(nodes).saturating_mul(snapshots) <= MOST_MARKERS
}

/// The algorithm with a veil over its records, to run what is to be predicted.
pub fn veiled() -> History {
    History::new(&Veiled, Limits::default())
}

/// So many events of the open run, counted in the veiled one, which lacks some.
pub fn to_veiled(open: &History, events: usize) -> usize {
    let events = open.log().events().iter().take(events);
    events.filter(|event| !is_left_out(event)).count()
}

/// And the other way round: the last moment of the open run that is that moment of the veiled one.
pub fn to_open(open: &History, veiled: usize) -> usize {
    let events = open.log().events();
    let mut left = veiled;
    let more = events.iter().position(|event| {
        let counts = !is_left_out(event);
        let over = counts && left == 0;
        left -= usize::from(counts && !over);
        over
    });
    more.unwrap_or(events.len())
}

fn is_left_out(event: &Event) -> bool {
    matches!(event, Event::MessageRecorded { .. })
}

/// A question for each snapshot of the run that becomes complete, in their order, the first of very many.
pub fn questions(open: &History) -> Vec<Question> {
    let events = open.log().events();
    let started = snapshots(events).take(MOST_LOOKED_AT);
    let complete = started.filter_map(|(started, _)| Journal::read(events, started));
    complete.take(MOST_QUESTIONS).map(|journal| journal.question()).collect()
}

/// Judges the answers to a question, one for each field and in that order. An answer to a node is a number; to a channel a
/// number, or the transfers one by one. An empty one means an empty channel.
pub fn judge(open: &History, question: &Question, answers: &[String]) -> Vec<Judged> {
    let Some(journal) = Journal::read(open.log().events(), question.started) else { return Vec::new() };
    let answers = answers.iter().map(String::as_str).chain(std::iter::repeat(""));
    let judged = question.fields.iter().zip(answers).map(|(&field, answer)| match field {
        Field::Node(node) => reasons::node(&journal, node, answer),
        Field::Channel(channel) => reasons::channel(&journal, channel, answer),
    });
    judged.collect()
}

/// What would be right, in the same order: the numbers that were recorded.
pub fn solution(open: &History, question: &Question) -> Vec<String> {
    let Some(journal) = Journal::read(open.log().events(), question.started) else { return Vec::new() };
    let right = question.fields.iter().map(|&field| match field {
        Field::Node(node) => journal.balance(node).map_or(0, |(balance, _)| balance).to_string(),
        Field::Channel(channel) => {
            let amounts: Vec<_> = journal.recorded(channel).map(|transfer| transfer.amount.to_string()).collect();
            if amounts.is_empty() { "0".to_owned() } else { amounts.join(" + ") }
        }
    });
    right.collect()
}
