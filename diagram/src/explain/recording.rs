//! What processes record: their own state, and those of their incoming channels.

use shutter_core::cluster::Recorded;
use shutter_core::event::Event;
use shutter_core::script::ChannelName;
use shutter_core::snapshot::Snapshot;
use shutter_core::{Amount, MessageId, NodeId, SnapshotId};

use super::go::{Cause, Go, Tense};
use super::scene::{Said, Scene};
use super::words::{channel, count, counted, grouped, listed, sum};

pub(super) fn state(scene: &Scene<'_>, said: Said, id: SnapshotId, node: NodeId) -> Said {
    let Some(snapshot) = scene.snapshot(id) else { return said };
    let go = Go::of(scene, scene.at);
    let cause = match go.as_ref().and_then(|go| go.cause) {
        Some(Cause::Asked) => Some("As the initiator it records without waiting for a marker.".to_owned()),
        Some(Cause::Marker(from)) if scene.is_chandy_lamport => {
            Some(format!("The marker from node {from} is its first of this snapshot, so it records now."))
        }
        Some(Cause::Marker(_)) | None => None,
    };
    let next = go.and_then(|go| go.told_after_balance(scene, Tense::Present));
    let next = match next {
        Some(next) => Some(format!("Next it {next}.")),
        None if Scene::peers(snapshot) == 0 => Some("It has no channels, so there is nothing else to record.".into()),
        None => None,
    };
    said.add_if(cause)
        .add(format!("What node {node} did until now is before the cut, and what it does from now on is after it."))
        .add_if(progress(snapshot))
        .add_if(next)
}

/// "2 of 4 nodes have recorded."
fn progress(snapshot: &Snapshot) -> Option<String> {
    Some(match (snapshot.recorded_count(), snapshot.member_count()) {
        (some, all) if some < all => {
            let has = if some == 1 { "has" } else { "have" };
            format!("{} of {} {has} recorded so far.", count(some), counted(all, "node", "nodes"))
        }
        (_, 1) => return None,
        (_, 2) => "Now both nodes have recorded.".to_owned(),
        (_, all) => format!("Now all {} nodes have recorded.", count(all)),
    })
}

pub(super) fn message(
    scene: &Scene<'_>,
    mut said: Said,
    id: SnapshotId,
    message: MessageId,
    from: NodeId,
    to: NodeId,
) -> Said {
    let Some(snapshot) = scene.snapshot(id) else { return said };
    if let Some(Event::MessageRecorded { message: other, .. }) = scene.event_before(scene.at)
        && *other == message
    {
        said.headline = format!("{} too.", said.headline.trim_end_matches('.'));
    }
    let said = said.add(if scene.crosses_cut(snapshot, message, from, to) {
        format!(
            "Node {from} sent this before the cut and node {to} received it after the cut: it crosses the cut, so in \
             this snapshot it is in flight."
        )
    } else {
        "But it does not cross the cut, so it should not be in this snapshot.".to_owned()
    });
    let (Recorded::Open(state) | Recorded::Closed(state)) =
        scene.cluster.recorded_channel(snapshot, ChannelName { from, to })
    else {
        return said;
    };
    let amounts = state.messages().map(|(_, amount)| amount);
    let many = amounts.len() > 1;
    said.add_if(many.then(|| format!("So far the channel holds {}.", sum(amounts, state.sum()))))
}

pub(super) fn closed(scene: &Scene<'_>, id: SnapshotId, from: NodeId, to: NodeId) -> Said {
    let name = ChannelName { from, to };
    let Some(snapshot) = scene.snapshot(id) else { return Said::new(String::new()) };
    let (amounts, total): (Vec<Amount>, u128) = match scene.cluster.recorded_channel(snapshot, name) {
        Recorded::Open(state) | Recorded::Closed(state) => {
            (state.messages().map(|(_, amount)| amount).collect(), state.sum())
        }
        Recorded::NotYet => (Vec::new(), 0),
    };
    let held = if amounts.is_empty() { "as empty".to_owned() } else { format!("with **{}** in it", grouped(total)) };
    let headline = format!("Node {to} closes channel {} for snapshot {id} {held}.", channel(from, to));
    Said::new(headline).add_if(why_closed(scene, id, from, to, &amounts, total)).add(still_open(scene, snapshot, to))
}

fn why_closed(
    scene: &Scene<'_>,
    id: SnapshotId,
    from: NodeId,
    to: NodeId,
    amounts: &[Amount],
    total: u128,
) -> Option<String> {
    if !scene.is_chandy_lamport {
        return None;
    }
    match *scene.event_before(scene.at)? {
        Event::StateRecorded { snapshot, node, .. } if snapshot == id && node == to => Some(format!(
            "What node {from} sent before its marker had arrived before node {to} recorded, so in this snapshot the \
             channel is empty."
        )),
        Event::MarkerReceived { snapshot, .. } if snapshot == id => {
            let state = if amounts.is_empty() {
                format!("no transfer came after node {to} recorded, so in this snapshot the channel is empty")
            } else {
                let came = sum(amounts.iter().copied(), total);
                format!("what came after node {to} recorded is the state of the channel: {came}")
            };
            Some(format!("All that node {from} sent before its marker has arrived; {state}."))
        }
        _ => None,
    }
}

fn still_open(scene: &Scene<'_>, snapshot: &Snapshot, node: NodeId) -> String {
    match scene.cluster.open_channels(snapshot, node) as usize {
        0 if Scene::peers(snapshot) == 1 => format!("Node {node} has no other channel to record."),
        0 => format!("That was the last channel that node {node} had to record."),
        open => {
            let names = scene.open_senders(snapshot, node).map(|from| channel(from, node));
            format!("Node {node} still records {}.", listed(names, open))
        }
    }
}
