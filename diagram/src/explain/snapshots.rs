//! Snapshots as a whole, and the observer.

use std::cmp::Ordering;

use shutter_core::snapshot::{Progress, Snapshot};
use shutter_core::{Amount, EventIndex, NodeId, SnapshotId};

use super::go::{Cause, Go, Tense};
use super::scene::{Said, Scene};
use super::words::{capitalised, channel, count, counted, grouped, listed, money, nodes, snapshots};

/// Of snapshots of up to so many processes, the equation names each balance.
const SPELLED_OUT: usize = 4;

pub(super) fn started(scene: &Scene<'_>, said: Said, id: SnapshotId, initiator: NodeId) -> Said {
    let go = Go::of(scene, scene.at + 1).filter(|go| go.cause == Some(Cause::Asked));
    let does = go.map(|go| format!("Node {initiator} is the initiator: it {}.", go.told(scene, Tense::Present)));
    let alone = scene.cluster.node_count() == 1;
    said.add_if(does)
        .add_if(alone.then(|| "It is alone and has no channels, so its balance is the whole snapshot.".to_owned()))
        .add_if(others_under_way(scene, id))
}

fn others_under_way(scene: &Scene<'_>, id: SnapshotId) -> Option<String> {
    let others: Vec<_> = scene.under_way().into_iter().map(Snapshot::id).filter(|&other| other != id).collect();
    let is = if others.len() == 1 { "is" } else { "are" };
    (!others.is_empty())
        .then(|| format!("{} {is} under way too; each records on its own.", capitalised(&snapshots(&others))))
}

pub(super) fn completed(scene: &Scene<'_>, id: SnapshotId) -> Said {
    let Some(snapshot) = scene.snapshot(id) else { return Said::new(String::new()) };
    let said = Said::new(match snapshot.member_count() {
        1 => format!("Snapshot {id} is complete: the only node has recorded."),
        2 => format!("Snapshot {id} is complete: both nodes have recorded, and both channels are closed."),
        all => format!(
            "Snapshot {id} is complete: all {} nodes have recorded, and all {} channels are closed.",
            count(all),
            count(all * (all - 1))
        ),
    });
    let said = said.add(equation(scene, snapshot));
    if scene.is_chandy_lamport && snapshot.member_count() > 1 {
        return said.add(
            "Perhaps the bank was never in this state at any one moment, but it could have been: the cut is consistent.",
        );
    }
    said
}

/// What was recorded, and whether it is all the money there is.
fn equation(scene: &Scene<'_>, snapshot: &Snapshot) -> String {
    let (in_nodes, in_channels) = snapshot.recorded_sum();
    let balances: Vec<Amount> = scene
        .cluster
        .members(snapshot)
        .take(SPELLED_OUT + 1)
        .filter_map(|node| scene.cluster.recorded_balance(snapshot, node))
        .collect();
    let spelled = match balances.len() {
        2..=SPELLED_OUT => format!("{} = ", balances.into_iter().map(money).collect::<Vec<_>>().join(" + ")),
        _ => String::new(),
    };
    let (sum, bank) = (in_nodes + in_channels, u128::from(snapshot.bank_total().get()));
    let verdict = match sum.cmp(&bank) {
        Ordering::Equal => "all the money in the bank".to_owned(),
        Ordering::Less => format!("but the bank holds {}: {} is missing", grouped(bank), grouped(bank - sum)),
        Ordering::Greater => format!("but the bank holds {}: {} is too much", grouped(bank), grouped(sum - bank)),
    };
    if snapshot.member_count() == 1 && in_channels == 0 {
        return format!("It recorded **{}**, {verdict}.", grouped(sum));
    }
    format!(
        "The nodes recorded {spelled}{} and the channels {}: together **{}**, {verdict}.",
        grouped(in_nodes),
        grouped(in_channels),
        grouped(sum)
    )
}

pub(super) fn collected(scene: &Scene<'_>, mut said: Said, id: SnapshotId) -> Said {
    let Some(snapshot) = scene.snapshot(id) else { return said };
    match snapshot.progress() {
        Progress::Complete | Progress::Collected => said.add(format!("It is complete. {}", equation(scene, snapshot))),
        Progress::Recording => {
            said.headline = format!("The observer collects snapshot {id} before it is complete.");
            said.add_if(lack(scene, snapshot)).add(
                "A report of it shows ? for what is not recorded yet, and the sum so far for a channel that is still \
                 being recorded. To have all of it, deliver the markers first.",
            )
        }
    }
}

/// What an incomplete snapshot still lacks.
fn lack(scene: &Scene<'_>, snapshot: &Snapshot) -> Option<String> {
    let mut parts = Vec::new();
    let missing = snapshot.member_count() - snapshot.recorded_count();
    if missing > 0 {
        let unrecorded = scene.cluster.members(snapshot).filter(|&node| !scene.has_recorded(snapshot, node));
        let has = if missing == 1 { "has" } else { "have" };
        parts.push(format!("{} {has} not recorded", nodes(unrecorded, missing)));
    }
    let open = snapshot.open_channel_count();
    if open > 0 {
        let receivers = scene.cluster.members(snapshot).filter(|&to| scene.cluster.open_channels(snapshot, to) > 0);
        let names = receivers.flat_map(|to| scene.open_senders(snapshot, to).map(move |from| channel(from, to)));
        let (noun, is) = if open == 1 { ("channel", "is") } else { ("channels", "are") };
        parts.push(format!("{noun} {} {is} still being recorded", listed(names, open)));
    }
    (!parts.is_empty()).then(|| format!("{}.", capitalised(&parts.join(", and "))))
}

pub(super) fn printed(scene: &Scene<'_>, said: Said, id: SnapshotId, collected_at: EventIndex) -> Said {
    let Some(snapshot) = scene.snapshot(id) else { return said };
    let all = snapshot.member_count();
    let balances = counted(all, "balance", "balances");
    let said = said.add(match all * (all - 1) {
        0 => format!("The report lists {balances} and no channels."),
        channels => format!(
            "The report lists {balances}, then {}, in ascending order.",
            counted(channels, "channel", "channels")
        ),
    });
    if snapshot.completed_at().is_some_and(|completed| completed < collected_at) {
        return said;
    }
    said.add(
        "The snapshot was not complete when it was collected: ? stands for what was not recorded yet, and a channel that \
         was still being recorded has the sum until then.",
    )
}
