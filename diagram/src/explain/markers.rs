//! Markers.

use shutter_core::cluster::Recorded;
use shutter_core::event::{Delivery, Event};
use shutter_core::script::ChannelName;
use shutter_core::snapshot::Snapshot;
use shutter_core::{NodeId, SnapshotId};

use super::go::{Cause, Go, Tense};
use super::scene::{Said, Scene};
use super::words::{channel, count, counted, sum};

pub(super) fn sent(scene: &Scene<'_>, mut said: Said, id: SnapshotId, from: NodeId, to: NodeId) -> Said {
    let Some(snapshot) = scene.snapshot(id) else { return said };
    let (number, all) = (markers_so_far(scene, id, from), Scene::peers(snapshot));
    if all > 1 && number <= all {
        said.headline = format!("{} ({} of {}).", said.headline.trim_end_matches('.'), count(number), count(all));
    }
    if let Some(recap) = recap(scene, snapshot, from) {
        return said.add(recap);
    }
    if scene.is_chandy_lamport {
        said = said.add(format!(
            "After recording, and before it sends anything else, node {from} sends a marker on each outgoing channel. In \
             channel {}, what is ahead of the marker was sent before the cut; what follows it is sent after the cut.",
            channel(from, to)
        ));
    }
    let ahead = scene.state.channel_len(ChannelName { from, to }).saturating_sub(1);
    said.add_if((ahead > 0).then(|| format!("{} ahead of it now.", counted(ahead, "message is", "messages are"))))
}

/// How many markers of the snapshot its sender has sent in one go, up to the event on show.
fn markers_so_far(scene: &Scene<'_>, snapshot: SnapshotId, node: NodeId) -> usize {
    let events = scene.log.events()[..=scene.at].iter().rev();
    let is_one = |event: &&Event| matches!(event, Event::MarkerSent { from, snapshot: this, .. } if *from == node && *this == snapshot);
    events.take_while(is_one).count()
}

/// All that a process did in the go that the event on show ends, if it ends one.
fn recap(scene: &Scene<'_>, snapshot: &Snapshot, node: NodeId) -> Option<String> {
    let recorded_at = scene.cluster.recorded_at(snapshot, node)?.get() as usize;
    let go = Go::of(scene, recorded_at).filter(|go| recorded_at + go.len == scene.at + 1)?;
    let did = go.told(scene, Tense::Past);
    let id = snapshot.id();
    Some(match go.cause {
        Some(Cause::Marker(from)) if scene.is_chandy_lamport => {
            format!("First marker of snapshot {id}, from node {from}: node {node} {did}.")
        }
        Some(Cause::Marker(from)) => format!("On the marker of snapshot {id} from node {from}, node {node} {did}."),
        Some(Cause::Asked) => format!("As the initiator of snapshot {id}, node {node} {did}."),
        None => format!("For snapshot {id}, node {node} {did}."),
    })
}

pub(super) fn received(
    scene: &Scene<'_>,
    mut said: Said,
    (id, by): (SnapshotId, Delivery),
    from: NodeId,
    to: NodeId,
) -> Said {
    let go = Go::of(scene, scene.at + 1).filter(|go| go.cause == Some(Cause::Marker(from)));
    if go.is_some() && scene.is_chandy_lamport {
        said.headline = format!("Node {to} receives its first marker of snapshot {id}, from node {from}.");
    }
    let told = match go {
        Some(go) => Some(format!("It has not recorded yet, so it {}.", go.told(scene, Tense::Present))),
        None => closing(scene, id, from, to),
    };
    said.add_if(told).add_if(waited(by, to))
}

/// For a marker that ends the recording of the channel that it came on.
fn closing(scene: &Scene<'_>, id: SnapshotId, from: NodeId, to: NodeId) -> Option<String> {
    let &Event::ChannelClosed { snapshot, from: sender, to: receiver } = scene.events_from(scene.at + 1).first()?
    else {
        return None;
    };
    let name = ChannelName { from, to };
    let Recorded::Open(state) = scene.cluster.recorded_channel(scene.snapshot(id)?, name) else { return None };
    if (snapshot, sender, receiver) != (id, from, to) {
        return None;
    }
    let transfers = state.messages().map(|(_, amount)| amount);
    let held = match transfers.len() {
        0 => "nothing was recorded in it, so its state is empty".to_owned(),
        _ => format!("its state is what was recorded in it, {}", sum(transfers, state.sum())),
    };
    Some(format!(
        "Node {to} has recorded its balance already, so this marker ends the recording of channel {}: {held}.",
        channel(from, to)
    ))
}

/// For a message that a receive was waiting for.
pub(super) fn waited(by: Delivery, node: NodeId) -> Option<String> {
    match by {
        Delivery::Wait => Some(format!("Node {node} was waiting for this.")),
        Delivery::Receive | Delivery::ReceiveAll => None,
    }
}
