//! Transfers, and on which side of each cut they are.

use shutter_core::cluster::Payload;
use shutter_core::event::Delivery;
use shutter_core::script::ChannelName;
use shutter_core::snapshot::Snapshot;
use shutter_core::{Amount, MessageId, NodeId, SnapshotId};

use super::markers::waited;
use super::scene::{Said, Scene};
use super::words::{channel, counted, money, snapshots};

/// How far into a channel one looks for the marker that is ahead of a transfer.
const LOOK_AHEAD: usize = 64;

pub(super) fn sent(scene: &Scene<'_>, mut said: Said, from: NodeId, to: NodeId, amount: Amount) -> Said {
    let after = scene.cluster.balance(from).unwrap_or_default();
    said.headline += &balance_change("falls", after.get() + amount.get(), after.get());
    let groups = grouped_by(&scene.under_way(), SENT_SIDES, |snapshot| {
        match (scene.has_recorded(snapshot, from), scene.has_recorded(snapshot, to)) {
            (false, false) => SentSide::Before,
            (false, true) => SentSide::Crossing,
            (true, _) => SentSide::After,
        }
    });
    match &*groups {
        [] => said.add(in_channel(scene, from, to)),
        [(side, ids)] if ids.len() == 1 => said.add(sent_for_one(scene, *side, ids[0], from, to)),
        _ => groups.into_iter().fold(said, |said, (side, ids)| said.add(sent_for_many(side, &ids, from, to))),
    }
}

/// " Its balance falls from 700 to 650."
fn balance_change(verb: &str, before: u64, after: u64) -> String {
    if before == after {
        return format!(" Its balance stays {}.", super::grouped(after));
    }
    format!(" Its balance {verb} from {} to {}.", super::grouped(before), super::grouped(after))
}

fn in_channel(scene: &Scene<'_>, from: NodeId, to: NodeId) -> String {
    let ahead = scene.state.channel_len(ChannelName { from, to }).saturating_sub(1);
    let place = match ahead {
        0 => String::new(),
        _ => format!(", behind {}", counted(ahead, "other message", "other messages")),
    };
    format!(
        "The money is now in flight in channel {}{place}. Node {to} has it only when it receives it.",
        channel(from, to)
    )
}

/// On which side of a cut a transfer is when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SentSide {
    /// Before it; when it is received will show whether it crosses.
    Before,
    /// The sender has not recorded, and the receiver has.
    Crossing,
    /// After it.
    After,
}

const SENT_SIDES: [SentSide; 3] = [SentSide::Before, SentSide::Crossing, SentSide::After];

fn sent_for_one(scene: &Scene<'_>, side: SentSide, id: SnapshotId, from: NodeId, to: NodeId) -> String {
    let name = channel(from, to);
    match side {
        SentSide::Before => format!(
            "Node {from} has not recorded yet, so this transfer is sent before the cut. If node {to} receives it after \
             recording, it belongs to channel {name} in snapshot {id}."
        ),
        SentSide::Crossing => format!(
            "Node {from} has not recorded yet, but node {to} has: this transfer crosses the cut, so it belongs to channel \
             {name} in snapshot {id}."
        ),
        SentSide::After if is_marker_ahead(scene, id, from, to) => format!(
            "Node {from} has recorded already, so this transfer is after the cut and no part of snapshot {id}. The marker \
             is ahead of it in channel {name}, so node {to} will have recorded when it arrives."
        ),
        SentSide::After => {
            format!("Node {from} has recorded already, so this transfer is after the cut and no part of snapshot {id}.")
        }
    }
}

/// Whether the marker of a snapshot, which the receiver has not recorded for, is seen to be ahead in a channel.
fn is_marker_ahead(scene: &Scene<'_>, id: SnapshotId, from: NodeId, to: NodeId) -> bool {
    let waits_for_marker = scene.snapshot(id).is_some_and(|snapshot| !scene.has_recorded(snapshot, to));
    let mut near = scene.state.channel(ChannelName { from, to }).take(LOOK_AHEAD);
    scene.is_chandy_lamport && waits_for_marker && near.any(|(_, payload)| payload == Payload::Marker(id))
}

fn sent_for_many(side: SentSide, ids: &[SnapshotId], from: NodeId, to: NodeId) -> String {
    let which = snapshots(ids);
    let name = channel(from, to);
    match side {
        SentSide::Before => format!(
            "In {which}, node {from} has not recorded yet: the transfer is sent before the cut, and belongs to channel \
             {name} if node {to} receives it after recording."
        ),
        SentSide::Crossing => format!(
            "In {which}, node {to} has recorded and node {from} has not: the transfer crosses the cut and belongs to \
             channel {name}."
        ),
        SentSide::After => format!("In {which}, node {from} has recorded already: the transfer is after the cut."),
    }
}

pub(super) fn rejected(scene: &Scene<'_>, from: NodeId, to: NodeId, amount: Amount) -> Said {
    let balance = scene.cluster.balance(from).unwrap_or_default();
    Said::new(format!(
        "Node {from} has **{}**, less than **{}**: the send to node {to} is refused (ERR_SEND) and nothing changes.",
        money(balance),
        money(amount)
    ))
    .add("A node can only send what is in its balance. Money that is still in flight to it does not count.")
}

/// A transfer that was received.
pub(super) struct Receipt {
    pub(super) message: MessageId,
    pub(super) from: NodeId,
    pub(super) to: NodeId,
    pub(super) amount: Amount,
    pub(super) by: Delivery,
}

pub(super) fn received(scene: &Scene<'_>, mut said: Said, receipt: &Receipt) -> Said {
    let &Receipt { message, from, to, amount, by } = receipt;
    let after = scene.cluster.balance(to).unwrap_or_default();
    said.headline += &balance_change("rises", after.get().saturating_sub(amount.get()), after.get());
    let said = said.add_if(waited(by, to));
    let groups = grouped_by(&scene.under_way(), RECEIVED_SIDES, |snapshot| {
        match (scene.is_sent_before_cut(snapshot, message, from), scene.has_recorded(snapshot, to)) {
            (true, false) => ReceivedSide::Before,
            (true, true) => ReceivedSide::Crossing,
            (false, true) => ReceivedSide::After,
            (false, false) => ReceivedSide::Orphan,
        }
    });
    match &*groups {
        [] => said.add(out_of_channel(scene, from, to)),
        [(side, ids)] if ids.len() == 1 => said.add(received_for_one(scene, *side, ids[0], from, to)),
        _ => {
            groups.into_iter().fold(said, |said, (side, ids)| said.add(received_for_many(scene, side, &ids, from, to)))
        }
    }
}

fn out_of_channel(scene: &Scene<'_>, from: NodeId, to: NodeId) -> String {
    let rest = match scene.state.channel_len(ChannelName { from, to }) {
        0 => "which is now empty".to_owned(),
        rest => format!("which still holds {}", counted(rest, "message", "messages")),
    };
    format!("It was the head of channel {}, {rest}.", channel(from, to))
}

/// On which side of a cut a transfer is when it is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReceivedSide {
    /// Sent before it, and received before it.
    Before,
    /// Sent before it, and received after it.
    Crossing,
    /// Sent after it, and received after it.
    After,
    /// Sent after it, and received before it, which no right algorithm lets happen.
    Orphan,
}

const RECEIVED_SIDES: [ReceivedSide; 4] =
    [ReceivedSide::Before, ReceivedSide::Crossing, ReceivedSide::After, ReceivedSide::Orphan];

fn received_for_one(scene: &Scene<'_>, side: ReceivedSide, id: SnapshotId, from: NodeId, to: NodeId) -> String {
    let sender_recorded = scene.snapshot(id).is_some_and(|snapshot| scene.has_recorded(snapshot, from));
    match side {
        ReceivedSide::Before if sender_recorded => format!(
            "Node {from} sent this before it recorded, and node {to} has not recorded yet: the transfer is wholly before \
             the cut of snapshot {id} and belongs to no channel."
        ),
        ReceivedSide::Before => format!(
            "Neither node has recorded yet, so this transfer is wholly before the cut of snapshot {id} and belongs to no \
             channel."
        ),
        ReceivedSide::Crossing => format!(
            "Node {to} has recorded, and node {from} {}: the transfer crosses the cut of snapshot {id}, so it {} channel \
             {}.",
            if sender_recorded { "sent this before it recorded" } else { "has not" },
            belongs_to(scene, &[id], from, to),
            channel(from, to)
        ),
        ReceivedSide::After => {
            format!("Node {from} sent this after it recorded, so it is after the cut and no part of snapshot {id}.")
        }
        ReceivedSide::Orphan => format!(
            "Node {from} sent this after it recorded, and node {to} has not recorded yet: if it records after this, this is an \
             orphan message, and the cut of snapshot {id} is not consistent."
        ),
    }
}

fn received_for_many(scene: &Scene<'_>, side: ReceivedSide, ids: &[SnapshotId], from: NodeId, to: NodeId) -> String {
    let which = snapshots(ids);
    match side {
        ReceivedSide::Before => {
            format!("In {which}, node {to} has not recorded yet: the transfer is wholly before the cut.")
        }
        ReceivedSide::Crossing => format!(
            "In {which}, node {to} has recorded, and node {from} had not when it sent this: the transfer crosses the cut \
             and {} channel {}.",
            belongs_to(scene, ids, from, to),
            channel(from, to)
        ),
        ReceivedSide::After => {
            format!("In {which}, node {from} sent this after it recorded: the transfer is after the cut.")
        }
        ReceivedSide::Orphan => format!(
            "In {which}, node {from} sent this after it recorded, and node {to} has not recorded yet: it may become an \
             orphan message."
        ),
    }
}

/// What a transfer that crosses the cut has to do with its channel.
fn belongs_to(scene: &Scene<'_>, ids: &[SnapshotId], from: NodeId, to: NodeId) -> &'static str {
    let is_recorded = |&id: &SnapshotId| scene.cluster.is_channel_recorded(id, from, to);
    if scene.is_chandy_lamport && ids.iter().all(is_recorded) { "is recorded in" } else { "belongs to" }
}

/// The snapshots by what is so for them, each group in its order; only groups that have any.
fn grouped_by<Side: Copy + PartialEq, const N: usize>(
    all: &[&Snapshot],
    sides: [Side; N],
    side_of: impl Fn(&Snapshot) -> Side,
) -> Vec<(Side, Vec<SnapshotId>)> {
    let mut groups = sides.map(|side| (side, Vec::new()));
    for snapshot in all {
        let side = side_of(snapshot);
        if let Some((_, ids)) = groups.iter_mut().find(|(other, _)| *other == side) {
            ids.push(snapshot.id());
        }
    }
    groups.into_iter().filter(|(_, ids)| !ids.is_empty()).collect()
}
