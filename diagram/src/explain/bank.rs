//! The bank: its start, its nodes, its end, and receives that wait.

use shutter_core::{Amount, NodeId, SnapshotId};

use super::scene::{Said, Scene};
use super::words::{capitalised, channel, count, counted, money, snapshots};

pub(super) fn master_started(said: Said) -> Said {
    said.add(
        "The master gives the commands of the script, one after the other; the observer starts snapshots and collects \
         them. There are no nodes yet.",
    )
}

pub(super) fn node_created(scene: &Scene<'_>, node: NodeId, balance: Amount) -> Said {
    let said = Said::new(format!("Node {node} joins the bank with a balance of **{}**.", money(balance)));
    let others = scene.cluster.node_count().saturating_sub(1);
    let channels = match others {
        0 => return said.add("It is the only node, so it has no channels yet."),
        1 => match scene.cluster.node_ids().find(|&other| other != node) {
            Some(other) => {
                format!(
                    "It gets a channel to node {other}, {}, and one from it, {}.",
                    channel(node, other),
                    channel(other, node)
                )
            }
            None => String::new(),
        },
        _ => format!("It gets a channel to each of the {} other nodes and one from each.", count(others)),
    };
    said.add(channels)
        .add("Channels are FIFO: messages arrive in the order in which they were sent.")
        .add(format!("The bank now holds **{}**.", money(scene.cluster.total())))
}

pub(super) fn wait_started(scene: &Scene<'_>, said: Said, node: NodeId, from: Option<NodeId>) -> Said {
    if scene.cluster.node_count() < 2 {
        return said.add(format!("Node {node} is alone: no message can come before another node joins."));
    }
    let said = said.add(match from {
        Some(from) => format!("Channel {} is empty, so there is nothing to receive.", channel(from, node)),
        None => format!("Every channel to node {node} is empty, so there is nothing to receive."),
    });
    let older = scene.cluster.waits_of(node).len().saturating_sub(1);
    if older == 0 {
        return said
            .add("The node waits and the run goes on: the first such message is delivered as soon as it is sent.");
    }
    let wait = if older == 1 { "waits" } else { "wait" };
    let waits = counted(older, "older receive", "older receives");
    said.add(format!("The node waits and the run goes on. {waits} of node {node} {wait} too, and the oldest that fits is served first."))
}

pub(super) fn killed(scene: &Scene<'_>) -> Said {
    let said = match scene.cluster.node_count() {
        0 => Said::new("KillAll ends the bank, which had no nodes."),
        1 => Said::new("KillAll ends the only node."),
        2 => Said::new("KillAll ends both nodes."),
        nodes => Said::new(format!("KillAll ends all {} nodes.", count(nodes))),
    };
    said.add_if(lost_messages(scene))
        .add_if(lost_snapshots(scene))
        .add_if(lost_waits(scene))
        .add("What follows starts afresh, as on a new machine.")
}

fn lost_messages(scene: &Scene<'_>) -> Option<String> {
    let (messages, money_in_flight) = (scene.cluster.messages_in_flight(), scene.cluster.in_flight());
    let carrying = if money_in_flight == Amount::ZERO {
        String::new()
    } else {
        format!(", with **{}** in all,", money(money_in_flight))
    };
    match messages {
        0 => None,
        1 if carrying.is_empty() => Some("1 message was in flight and is never received.".to_owned()),
        1 => Some(format!("**{}** was in flight and is never received.", money(money_in_flight))),
        _ => Some(format!("{} messages{carrying} were in flight and are never received.", count(messages))),
    }
}

fn lost_snapshots(scene: &Scene<'_>) -> Option<String> {
    let ids: Vec<SnapshotId> = scene.under_way().into_iter().map(shutter_core::snapshot::Snapshot::id).collect();
    let (was, stays) = if ids.len() == 1 { ("was", "stays") } else { ("were", "stay") };
    (!ids.is_empty()).then(|| format!("{} {was} under way and {stays} incomplete.", capitalised(&snapshots(&ids))))
}

fn lost_waits(scene: &Scene<'_>) -> Option<String> {
    match scene.cluster.waits().count() {
        0 => None,
        1 => Some("1 receive was waiting and is never served.".to_owned()),
        waits => Some(format!("{} receives were waiting and are never served.", count(waits))),
    }
}
