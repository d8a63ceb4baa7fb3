//! The picture in words: for those who do not see it, and for tooltips.

use shutter_core::NodeId;
use shutter_core::cluster::{GlobalState, Node, Payload};
use shutter_core::script::ChannelName;

use super::{LaneRecord, NodeRecord};
use crate::explain::grouped;

/// Messages, waits and amounts that are named one by one before the rest is only counted.
pub(super) const NAMED: usize = 6;

pub(super) fn node(node: Node, snapshots: &[NodeRecord], waits: &str) -> String {
    let mut words = format!("Node {}: balance {}", node.id, grouped(node.balance.get()));
    for record in snapshots {
        words += &match (record.balance, record.open) {
            (None, _) => format!("; not recorded in snapshot {}", record.snapshot),
            (Some(balance), 0) => format!("; recorded {} in snapshot {}", grouped(balance.get()), record.snapshot),
            (Some(balance), open) => format!(
                "; recorded {} in snapshot {}, still recording {}",
                grouped(balance.get()),
                record.snapshot,
                channels(open)
            ),
        };
    }
    if !waits.is_empty() {
        words += &format!("; {waits}");
    }
    words
}

/// A number of channels.
pub(crate) fn channels(count: u32) -> String {
    if count == 1 { "1 channel".to_owned() } else { format!("{} channels", grouped(count)) }
}

/// What a node waits for: "waits for 3", "waits for any".
pub(super) fn waits(state: GlobalState<'_>, node: NodeId) -> String {
    let waits = state.cluster().waits_of(node);
    if waits.is_empty() {
        return String::new();
    }
    let name = |wait: &_| state.log().wait(*wait).1.map_or_else(|| "any".to_owned(), |from| from.to_string());
    let mut named: Vec<_> = waits.iter().take(NAMED).map(name).collect();
    if waits.len() > NAMED {
        named.push(format!("{} more", count_of(waits.len() - NAMED)));
    }
    format!("waits for {}", named.join(", "))
}

pub(super) fn lane(
    channel: ChannelName,
    payloads: impl Iterator<Item = Payload>,
    count: usize,
    recording: &[LaneRecord],
    others: usize,
) -> String {
    let mut words = format!("Channel {} to {}: ", channel.from, channel.to);
    let mut named: Vec<_> = payloads.take(NAMED).map(payload).collect();
    if count > NAMED {
        named.push(format!("{} more", count_of(count - NAMED)));
    }
    words += &if named.is_empty() { "empty".to_owned() } else { named.join(", then ") };
    for record in recording {
        let mut amounts: Vec<_> = record.amounts.iter().map(|amount| grouped(amount.get())).collect();
        if record.count > amounts.len() {
            amounts.push(format!("{} more", count_of(record.count - amounts.len())));
        }
        let so_far = if amounts.is_empty() { "nothing so far".to_owned() } else { amounts.join(", ") };
        words += &format!("; recorded for snapshot {}: {so_far}", record.snapshot);
    }
    if others > 0 {
        words += &format!("; recorded for {} older snapshots too", count_of(others));
    }
    words
}

fn payload(payload: Payload) -> String {
    match payload {
        Payload::Transfer(amount) => grouped(amount.get()),
        Payload::Marker(snapshot) => format!("marker {snapshot}"),
    }
}

/// A count with separators.
pub(super) fn count_of(number: usize) -> String {
    grouped(number as u64)
}
