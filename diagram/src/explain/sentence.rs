//! A short sentence for any event.

use shutter_core::EventIndex;
use shutter_core::cluster::{Log, Payload};
use shutter_core::event::Event;

use super::words::{channel, money};

/// What happened in an event, in a few words and without a full stop: for tables, marks and tooltips. It is the same at
/// every moment. Empty when the run has no such event.
///
/// ```
/// use shutter_core::{EventIndex, history::History, script::Script};
/// use shutter_diagram::explain::sentence;
/// let history = History::of(&Script::parse("CreateNode 1 1050\nBeginSnapshot 1\n"));
/// assert_eq!(sentence(history.log(), EventIndex::new(2)), "Node 1 records its balance 1,050 for snapshot 1");
/// ```
pub fn sentence(log: &Log, event: EventIndex) -> String {
    let event = log.events().get(event.get() as usize);
    event.map_or_else(String::new, |event| marked(log, event).replace("**", ""))
}

/// The sentence with `**` around what is to be emphasised.
pub(super) fn marked(log: &Log, event: &Event) -> String {
    match *event {
        Event::MasterStarted => "The master and the observer start".to_owned(),
        Event::NodeCreated { node, balance } => format!("Node {node} joins with a balance of **{}**", money(balance)),
        Event::TransferSent { from, to, amount, .. } => {
            format!("Node {from} sends **{}** to node {to}", money(amount))
        }
        Event::SendRejected { from, to, amount } => {
            format!("Node {from} cannot send **{}** to node {to} (ERR_SEND)", money(amount))
        }
        Event::TransferReceived { from, to, amount, .. } => {
            format!("Node {to} receives **{}** from node {from}", money(amount))
        }
        Event::WaitStarted { node, from: Some(from), .. } => {
            format!("Node {node} waits for a message from node {from}")
        }
        Event::WaitStarted { node, from: None, .. } => format!("Node {node} waits for a message from any node"),
        Event::SnapshotStarted { snapshot, initiator } => {
            format!("The observer asks node {initiator} to start snapshot {snapshot}")
        }
        Event::StateRecorded { snapshot, node, .. } if log.is_veiled() => {
            format!("Node {node} records its balance for snapshot {snapshot}")
        }
        Event::StateRecorded { snapshot, node, balance } => {
            format!("Node {node} records its balance **{}** for snapshot {snapshot}", money(balance))
        }
        Event::MarkerSent { from, to, snapshot, .. } => {
            format!("Node {from} sends a marker of snapshot {snapshot} to node {to}")
        }
        Event::MarkerReceived { from, to, snapshot, .. } => {
            format!("Node {to} receives a marker of snapshot {snapshot} from node {from}")
        }
        Event::MessageRecorded { snapshot, message, from, to } => {
            let what = match log.payload(message) {
                Payload::Transfer(amount) => format!("**{}**", money(amount)),
                Payload::Marker(_) => "a marker".to_owned(),
            };
            format!("Node {to} records {what} in channel {} for snapshot {snapshot}", channel(from, to))
        }
        Event::ChannelClosed { snapshot, from, to } => {
            format!("Node {to} closes channel {} for snapshot {snapshot}", channel(from, to))
        }
        Event::SnapshotCompleted { snapshot } => format!("Snapshot {snapshot} is complete"),
        Event::StateCollected { snapshot } => format!("The observer collects snapshot {snapshot}"),
        Event::SnapshotPrinted { snapshot, .. } => format!("The observer prints snapshot {snapshot}"),
        Event::Killed => "KillAll ends every node".to_owned(),
    }
}
