//! A run as a sequence diagram for Mermaid, which many programs draw that show Markdown.
//!
//! An arrow of Mermaid has one height, though to send and to receive are two moments, with others between them. So the
//! arrow is drawn when a message is delivered, and a note says when it was sent; both have its number. Solid arrows are
//! transfers, dashed ones markers. What is not delivered has a note at the end, not an arrow.
//!
//! ```
//! use shutter_core::{history::History, script::Script};
//! use shutter_formats::mermaid;
//!
//! let history = History::of(&Script::parse("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n"));
//! let text = mermaid::text(history.log(), 4, "A transfer");
//! assert!(text.contains("\n    Note over n1: sends 3 to 2 [m1]\n    n1-)n2: 3 [m1]\n"));
//! ```

use std::collections::{BTreeMap, BTreeSet};

use shutter_core::cluster::{Log, Payload};
use shutter_core::event::Event;
use shutter_core::{MessageId, NodeId, SnapshotId};
use shutter_diagram::explain::grouped;

/// Bytes that a diagram has at most. Mermaid draws nothing that has more characters, unless it is told to.
pub const MOST_TEXT: usize = 50_000;
/// Nodes that a diagram has at most: more columns cannot be read.
pub const MOST_NODES: usize = 100;

/// What is kept free for the last words.
const RESERVE: usize = 2_000;
/// Bytes after which a list of markers goes on in the next line of a note.
const WIDE: usize = 40;
/// Messages that the last words name.
const NAMED: usize = 20;

/// The first events of a run as a diagram, as many as fit within [`MOST_TEXT`] and [`MOST_NODES`]. A comment and a note at its end say
/// how many are left out. The title can hold anything.
pub fn text(log: &Log, events: usize, title: &str) -> String {
    let events = &log.events()[..events.min(log.events().len())];
    let mut body = Body::new(log);
    let mut shown = 0;
    for event in events {
        if !body.fits(event) {
            break;
        }
        body.event(event);
        shown += 1;
    }
    body.end(events.len() - shown);
    let mut text = String::from("sequenceDiagram\n");
    // Mermaid does not read a title without a word.
    let title = escaped(title);
    if !title.trim().is_empty() {
        text += &format!("    title {}\n", title.trim());
    }
    for node in &body.nodes {
        text += &format!("    participant n{node} as Node {node}\n");
    }
    text + &body.text
}

/// What follows the participants.
struct Body<'a> {
    log: &'a Log,
    text: String,
    nodes: BTreeSet<NodeId>,
    /// What the next note says, and of which node; a line for each.
    note: Option<(NodeId, Vec<String>)>,
    /// The snapshot whose markers the last line of the note speaks of: others may follow.
    marker: Option<SnapshotId>,
    in_flight: BTreeMap<MessageId, (NodeId, NodeId)>,
}

impl<'a> Body<'a> {
    fn new(log: &'a Log) -> Self {
        Self { log, text: String::new(), nodes: BTreeSet::new(), note: None, marker: None, in_flight: BTreeMap::new() }
    }

    /// Whether there is room for an event.
    fn fits(&self, event: &Event) -> bool {
        const LINE: usize = 120;
        const PARTICIPANT: usize = 48;
        let note = self.note.iter().flat_map(|(_, lines)| lines).map(|line| line.len() + 5).sum::<usize>();
        let used = self.text.len() + note + PARTICIPANT * (self.nodes.len() + 1) + LINE + RESERVE;
        let is_new = matches!(event, Event::NodeCreated { node, .. } if !self.nodes.contains(node));
        used <= MOST_TEXT && !(is_new && self.nodes.len() >= MOST_NODES)
    }

    fn event(&mut self, event: &Event) {
        let money = |amount: shutter_core::Amount| grouped(amount.get());
        match *event {
            Event::NodeCreated { node, balance } => {
                self.nodes.insert(node);
                self.say(node, format!("joins with {}", money(balance)));
            }
            Event::TransferSent { message, from, to, amount } => {
                self.in_flight.insert(message, (from, to));
                self.say(from, format!("sends {} to {to} {}", money(amount), name(message)));
            }
            Event::SendRejected { from, to, amount } => {
                self.say(from, format!("cannot send {} to {to} (ERR_SEND)", money(amount)));
            }
            Event::TransferReceived { message, from, to, amount, .. } => {
                self.arrive(message, from, to, "-)", &money(amount));
            }
            Event::WaitStarted { node, from, .. } => {
                let from = from.map_or_else(|| "any".to_owned(), |from| from.to_string());
                self.say(node, format!("waits for {from}"));
            }
            Event::SnapshotStarted { snapshot, initiator } => {
                self.say(initiator, format!("is asked to start snapshot {snapshot}"));
            }
            Event::StateRecorded { snapshot, node, balance } => {
                self.say(node, format!("snapshot {snapshot}: records {}", money(balance)));
            }
            Event::MarkerSent { message, from, to, snapshot } => self.send_marker(message, from, to, snapshot),
            Event::MarkerReceived { message, from, to, snapshot, .. } => {
                self.arrive(message, from, to, "--)", &format!("marker {snapshot}"));
            }
            Event::MessageRecorded { snapshot, message, from, to } => {
                self.say(to, format!("snapshot {snapshot}: records {} in {from} → {to}", name(message)));
            }
            Event::ChannelClosed { snapshot, from, to } => {
                self.say(to, format!("snapshot {snapshot}: closes {from} → {to}"));
            }
            Event::SnapshotCompleted { snapshot } => self.say_of_all(&format!("snapshot {snapshot} is complete")),
            Event::StateCollected { snapshot } => {
                self.say_of_all(&format!("the observer collects snapshot {snapshot}"));
            }
            Event::SnapshotPrinted { snapshot, .. } => {
                self.say_of_all(&format!("the observer prints snapshot {snapshot}"));
            }
            Event::MasterStarted => self.say_of_all("the master and the observer start"),
            Event::Killed => {
                self.say_what_is_in_flight("lost");
                self.say_of_all("KillAll ends every node");
            }
        }
    }

    fn send_marker(&mut self, message: MessageId, from: NodeId, to: NodeId, snapshot: SnapshotId) {
        self.in_flight.insert(message, (from, to));
        if let Some((node, lines)) = &mut self.note
            && *node == from
            && self.marker == Some(snapshot)
            && let Some(line) = lines.last_mut()
            && line.len() < WIDE
        {
            *line += &format!(", {to} {}", name(message));
            return;
        }
        self.say(from, format!("sends marker {snapshot} to {to} {}", name(message)));
        self.marker = Some(snapshot);
    }

    /// Adds a line to the note of a node.
    fn say(&mut self, node: NodeId, line: String) {
        self.marker = None;
        match &mut self.note {
            Some((noted, lines)) if *noted == node => lines.push(line),
            _ => {
                self.close_note();
                self.note = Some((node, vec![line]));
            }
        }
    }

    fn close_note(&mut self) {
        self.marker = None;
        if let Some((node, lines)) = self.note.take() {
            self.text += &format!("    Note over n{node}: {}\n", lines.join("<br/>"));
        }
    }

    fn arrive(&mut self, message: MessageId, from: NodeId, to: NodeId, arrow: &str, what: &str) {
        self.close_note();
        self.in_flight.remove(&message);
        self.text += &format!("    n{from}{arrow}n{to}: {what} {}\n", name(message));
    }

    /// A note over all nodes; none while there is none.
    fn say_of_all(&mut self, what: &str) {
        self.close_note();
        let (Some(first), Some(last)) = (self.nodes.first(), self.nodes.last()) else { return };
        let over = if first == last { format!("n{first}") } else { format!("n{first},n{last}") };
        self.text += &format!("    Note over {over}: {what}\n");
    }

    fn say_what_is_in_flight(&mut self, what: &str) {
        let (log, messages) = (self.log, std::mem::take(&mut self.in_flight));
        let said = messages.iter().take(NAMED).map(|(&message, (from, to))| {
            let payload = match log.payload(message) {
                Payload::Transfer(amount) => grouped(amount.get()),
                Payload::Marker(snapshot) => format!("marker {snapshot}"),
            };
            format!("<br/>{from} → {to}: {payload} {}", name(message))
        });
        let mut list: String = said.collect();
        if messages.len() > NAMED {
            list += &format!("<br/>and {} more", grouped((messages.len() - NAMED) as u64));
        }
        if !messages.is_empty() {
            self.say_of_all(&format!("{what}:{list}"));
        }
    }

    fn end(&mut self, left_out: usize) {
        self.say_what_is_in_flight("on the way");
        self.close_note();
        if left_out > 0 {
            let events = if left_out == 1 { "event is" } else { "events are" };
            let said = format!("{} more {events} left out", grouped(left_out as u64));
            self.say_of_all(&said);
            self.text += &format!("    %% {said}: a diagram has at most {MOST_TEXT} bytes and {MOST_NODES} nodes.\n");
        }
    }
}

/// What a message is called: it has its number from the order of sending.
fn name(message: MessageId) -> String {
    format!("[m{}]", u64::from(message.get()) + 1)
}

/// A text on one line, in which nothing has a meaning to Mermaid.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A title is a line; what is longer says no more.
    for letter in text.chars().take(200) {
        match letter {
            letter if letter.is_control() => out.push(' '),
            letter if letter.is_alphanumeric() || " .,-_()/'".contains(letter) => out.push(letter),
            letter => out += &format!("#{};", u32::from(letter)),
        }
    }
    out
}
