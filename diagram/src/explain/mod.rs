//! What just happened, and why, in words.
//!
//! [`explain`] speaks of the moment on show: the event that led to it, or the line that did nothing. [`sentence`] names any
//! event of the run in a few words, whatever moment is on show.
//!
//! What is said is taken from the state and the log alone. A rule of the algorithm is only cited when the run uses that
//! algorithm, and "before the cut" only follows from who has recorded, and when.
//!
//! ```
//! use shutter_core::{history::History, script::Script};
//! use shutter_diagram::explain::explain;
//!
//! let script = Script::parse("CreateNode 1 1000\nCreateNode 2 500\nSend 1 2 300\n");
//! let explanation = explain(&History::of(&script));
//! assert!(explanation.text().starts_with("Node 1 sends 300 to node 2. Its balance falls from 1,000 to 700."));
//! ```

mod bank;
mod exchange;
mod go;
mod lines;
mod markers;
mod recording;
mod scene;
mod sentence;
mod snapshots;
mod transfers;
mod verdict;
mod words;

use shutter_core::EventIndex;
use shutter_core::event::Event;
use shutter_core::history::History;

pub use exchange::exchange;
pub use sentence::sentence;
pub use verdict::{Judgement, Witness, deviation, judgements, orphan, unreachable};
pub use words::grouped;

use scene::{Said, Scene};

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Ordinary text.
    Plain(String),
    /// What the eye should find first: an amount, a balance, a command.
    Strong(String),
}

impl Run {
    /// The text itself.
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Strong(text) => text,
        }
    }
}

/// What an explanation speaks of. Lines are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The moment before everything.
    Start,
    /// An event.
    Event(EventIndex),
    /// A line whose command was refused.
    Refusal(u32),
    /// A line whose command had nothing to do.
    Nothing(u32),
}

/// The explanation of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it speaks of.
    pub subject: Subject,
    /// What just happened.
    pub headline: Vec<Run>,
    /// The rule behind it, and what it means for the snapshots under way. May be empty.
    pub detail: Vec<Run>,
}

impl Explanation {
    fn new(subject: Subject, said: &Said) -> Self {
        Self { subject, headline: words::runs(&said.headline), detail: words::runs(&said.detail.join(" ")) }
    }

    /// All of it without emphasis: for live regions, tables and tests.
    pub fn text(&self) -> String {
        let mut text = plain(&self.headline);
        if !self.detail.is_empty() {
            text.push(' ');
            text.push_str(&plain(&self.detail));
        }
        text
    }
}

/// Runs without their emphasis.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(Run::text).collect()
}

/// Explains the moment on show.
///
/// The cost depends on what the event touched: at most on the number of nodes, and of messages in one channel or
/// snapshot; never on the length of the run or the number of channels.
pub fn explain(history: &History) -> Explanation {
    if let Some((subject, said)) = lines::without_event(history) {
        return Explanation::new(subject, &said);
    }
    match history.last_event() {
        Some((at, event)) => {
            let scene = Scene::new(history, at);
            let said = of_event(&scene, event);
            Explanation::new(
                Subject::Event(at),
                &if scene.log.is_veiled() { veiled(&scene, event, said) } else { said },
            )
        }
        None => Explanation::new(Subject::Start, &lines::start(history)),
    }
}

/// What may be said where the records are veiled: that something was recorded, and not what it follows from.
fn veiled(scene: &Scene<'_>, event: &Event, mut said: Said) -> Said {
    if matches!(event, Event::StateRecorded { .. } | Event::ChannelClosed { .. }) {
        said.headline = format!("{}.", sentence::marked(scene.log, event));
    }
    if event.snapshot().is_some() || !scene.under_way().is_empty() {
        said.detail.clear();
    }
    said
}

fn of_event(scene: &Scene<'_>, event: &Event) -> Said {
    let said = Said::new(format!("{}.", sentence::marked(scene.log, event)));
    match *event {
        Event::MasterStarted => bank::master_started(said),
        Event::NodeCreated { node, balance } => bank::node_created(scene, node, balance),
        Event::TransferSent { from, to, amount, .. } => transfers::sent(scene, said, from, to, amount),
        Event::SendRejected { from, to, amount } => transfers::rejected(scene, from, to, amount),
        Event::TransferReceived { message, from, to, amount, by } => {
            transfers::received(scene, said, &transfers::Receipt { message, from, to, amount, by })
        }
        Event::WaitStarted { node, from, .. } => bank::wait_started(scene, said, node, from),
        Event::SnapshotStarted { snapshot, initiator } => snapshots::started(scene, said, snapshot, initiator),
        Event::StateRecorded { snapshot, node, .. } => recording::state(scene, said, snapshot, node),
        Event::MarkerSent { from, to, snapshot, .. } => markers::sent(scene, said, snapshot, from, to),
        Event::MarkerReceived { from, to, snapshot, by, .. } => {
            markers::received(scene, said, (snapshot, by), from, to)
        }
        Event::MessageRecorded { snapshot, message, from, to } => {
            recording::message(scene, said, snapshot, message, from, to)
        }
        Event::ChannelClosed { snapshot, from, to } => recording::closed(scene, snapshot, from, to),
        Event::SnapshotCompleted { snapshot } => snapshots::completed(scene, snapshot),
        Event::StateCollected { snapshot } => snapshots::collected(scene, said, snapshot),
        Event::SnapshotPrinted { snapshot, collected_at } => snapshots::printed(scene, said, snapshot, collected_at),
        Event::Killed => bank::killed(scene),
    }
}
