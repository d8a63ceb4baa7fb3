//! Lanes, and what stands on them.

use shutter_core::cluster::{GlobalState, Payload, Recorded};
use shutter_core::script::ChannelName;
use shutter_core::{NodeId, SnapshotId};

use super::layout::Places;
use super::words::count_of;
use super::{ALL_CHANNELS, Lane, LaneRecord, MOST_LANES, MOST_RECORDS, MessageMark, words};
use crate::explain::grouped;
use crate::geometry::Point;

/// The gap between two messages on a lane.
const GAP: f64 = 6.0;
/// On lanes shorter than this, messages of both directions are side by side.
const SHORT: f64 = 130.0;
/// How far the first message stands from the arrow's tip.
const LEAD: f64 = 16.0;

/// The lanes that are drawn, and words for those that are not.
pub(super) fn lanes(state: GlobalState<'_>, places: &Places, attended: Option<NodeId>) -> (Vec<Lane>, Option<String>) {
    let (channels, note) = drawn(state, attended);
    let ids: Vec<NodeId> = state.cluster().node_ids().collect();
    let find = |node| ids.binary_search(&node).ok().map(|rank| places.points[rank]);
    let drawn = channels.into_iter().filter_map(|channel| {
        let (start, end) = ends(find(channel.from)?, find(channel.to)?, places.radius);
        Some(lane(state, channel, start, end))
    });
    (drawn.collect(), note)
}

/// Where a lane starts and ends: on the edges of its nodes, to the right of the middle.
pub(super) fn ends(from: Point, to: Point, radius: f64) -> (Point, Point) {
    let right = aside(from, to, radius);
    let rim = (radius * radius - right * right).max(0.0).sqrt();
    let start = from.ahead(to, rim + 2.0, right);
    // Seen from the receiver, the sender's right is left.
    (start, to.ahead(from, rim + 3.0, -right))
}

/// How far a lane is from the middle between its nodes: a little; on a short one, where the heads of both directions are side by side, as much as
/// a coin needs, which is wider than high.
fn aside(from: Point, to: Point, radius: f64) -> f64 {
    let distance = from.distance(to).max(1.0);
    let steep = (to.y - from.y).abs() / distance;
    let short = ((SHORT - (distance - 2.0 * radius)) / 40.0).clamp(0.0, 1.0);
    let little = (radius * 0.27).min(11.0);
    let beside = (13.0 + 9.0 * steep).min(radius * 0.62);
    little + (beside - little).max(0.0) * short
}

/// Which channels are drawn: all; or those that are not empty; or those of one node.
fn drawn(state: GlobalState<'_>, attended: Option<NodeId>) -> (Vec<ChannelName>, Option<String>) {
    let count = state.cluster().node_count();
    let all = count * count.saturating_sub(1);
    if all <= ALL_CHANNELS {
        let pairs = state.cluster().node_ids().flat_map(|from| {
            let others = state.cluster().node_ids().filter(move |&to| to != from);
            others.map(move |to| ChannelName { from, to })
        });
        return (pairs.collect(), None);
    }
    let busy: Vec<_> = state.busy_channels().take(MOST_LANES + 1).collect();
    if busy.len() <= MOST_LANES {
        let hidden = all - busy.len();
        let note = format!("{} empty channels are not drawn.", count_of(hidden));
        return (busy, Some(note));
    }
    let Some(node) = attended else {
        let note = "More channels hold messages than can be drawn. Select a node to see its channels.";
        return (Vec::new(), Some(note.to_owned()));
    };
    let (channels, shown) = of_node(state, node);
    let all_of_node = if channels.len() < shown { ", as many as fit" } else { "" };
    let note = format!(
        "Too many channels to draw: only those of node {node} that hold something{all_of_node}. Select another node to see its own."
    );
    (channels, Some(note))
}

fn of_node(state: GlobalState<'_>, node: NodeId) -> (Vec<ChannelName>, usize) {
    let others = || state.cluster().node_ids().filter(move |&other| other != node);
    let outgoing = others().map(|to| ChannelName { from: node, to });
    let incoming = others().map(|from| ChannelName { from, to: node });
    let busy = incoming.chain(outgoing).filter(|&channel| state.channel_len(channel) > 0);
    let mut channels: Vec<_> = busy.collect();
    let count = channels.len();
    channels.truncate(MOST_LANES);
    (channels, count)
}

fn lane(state: GlobalState<'_>, channel: ChannelName, start: Point, end: Point) -> Lane {
    let (recording, others) = recording(state, channel);
    let count = state.channel_len(channel);
    let room = start.distance(end) - LEAD - 4.0;
    let mut messages = Vec::new();
    let mut offset = LEAD;
    for (message, payload) in state.channel(channel) {
        let width = width(payload);
        // The last place is kept for the number of those that find none.
        let reserve = if messages.len() + 1 < count { 30.0 } else { 0.0 };
        if !messages.is_empty() && offset + width + reserve > room + LEAD {
            break;
        }
        let at = end.ahead(start, offset + width / 2.0, 0.0);
        messages.push(MessageMark { message, payload, at, from: start });
        offset += width + GAP;
    }
    let more = count - messages.len();
    let more_at = end.ahead(start, offset + 10.0, 0.0);
    let words = words::lane(channel, state.channel(channel).map(|(_, payload)| payload), count, &recording, others);
    Lane { channel, start, end, recording, messages, more, more_at, words }
}

impl Lane {
    /// What the snapshots have recorded of it in a few numbers, whose it is, and where it stands: beside the start of the
    /// lane, where messages seldom are. `None` when that is nothing.
    pub fn recorded_so_far(&self) -> Option<(SnapshotId, String, Point)> {
        const NAMED: usize = 3;
        let holding = || self.recording.iter().filter(|record| record.count > 0);
        let first = holding().next()?.snapshot;
        let amounts = holding().flat_map(|record| &record.amounts).take(NAMED);
        let names: Vec<_> = amounts.map(|amount| grouped(amount.get())).collect();
        let rest = holding().map(|record| record.count).sum::<usize>() - names.len();
        let more = if rest > 0 { [" +", &count_of(rest)].concat() } else { String::new() };
        let at = self.start.ahead(self.end, 34.0, 15.0);
        Some((first, ["rec. ", &names.join(", "), &more].concat(), at))
    }
}

/// About how wide a message's mark is.
pub(crate) fn width(payload: Payload) -> f64 {
    match payload {
        Payload::Transfer(amount) => coin_width(&grouped(amount.get())),
        Payload::Marker(_) => 26.0,
    }
}

/// How wide a coin with this number on it is.
#[allow(clippy::cast_precision_loss)] // a handful of characters
pub fn coin_width(number: &str) -> f64 {
    (number.len() as f64 * 7.6 + 16.0).max(26.0)
}

/// The newest snapshots that record a channel, and how many others do.
fn recording(state: GlobalState<'_>, channel: ChannelName) -> (Vec<LaneRecord>, usize) {
    if state.log().is_veiled() {
        return (Vec::new(), 0);
    }
    let cluster = state.cluster();
    let of = |&snapshot: &SnapshotId| {
        let record = cluster.snapshot(snapshot)?;
        let Recorded::Open(recorded) = cluster.recorded_channel(record, channel) else { return None };
        let count = recorded.messages().len();
        let amounts = recorded.messages().take(words::NAMED).map(|(_, amount)| amount).collect();
        Some(LaneRecord { snapshot, amounts, count })
    };
    let is_open = |&&snapshot: &&SnapshotId| {
        let record = cluster.snapshot(snapshot);
        record.is_some_and(|record| matches!(cluster.recorded_channel(record, channel), Recorded::Open(_)))
    };
    let open = || cluster.recording(channel.to).iter().filter(is_open);
    let others = open().count().saturating_sub(MOST_RECORDS);
    (open().skip(others).filter_map(of).collect(), others)
}
