//! What the bank itself says was recorded, and a search for it that looks at every moment.

use std::collections::BTreeMap;

use shutter_core::cluster::{Cluster, GlobalState, Payload};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::snapshot::Snapshot;
use shutter_core::{Amount, NodeId, SnapshotId};

/// Balances, and the amounts on their way in channels (receiver, sender) that hold any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Money {
    pub(super) balances: BTreeMap<NodeId, Amount>,
    pub(super) channels: BTreeMap<(NodeId, NodeId), Vec<Amount>>,
}

/// What a snapshot has recorded.
pub(super) fn recorded(cluster: &Cluster, snapshot: &Snapshot) -> Money {
    let balances = cluster.members(snapshot);
    let balances = balances.filter_map(|node| Some((node, cluster.recorded_balance(snapshot, node)?))).collect();
    let channels = cluster.recorded_channels(snapshot);
    let channels = channels.filter(|(_, state)| state.messages().len() > 0).map(|(name, state)| {
        let amounts = state.messages().map(|(_, amount)| amount).collect();
        ((name.to, name.from), amounts)
    });
    Money { balances, channels: channels.collect() }
}

fn transfers(state: GlobalState<'_>) -> BTreeMap<(NodeId, NodeId), Vec<Amount>> {
    let busy = state.busy_channels().map(|name| {
        let amounts = state.channel(name).filter_map(|(_, payload)| match payload {
            Payload::Transfer(amount) => Some(amount),
            Payload::Marker(_) => None,
        });
        ((name.to, name.from), amounts.collect::<Vec<_>>())
    });
    busy.filter(|(_, amounts)| !amounts.is_empty()).collect()
}

/// Whether this is the state at a moment.
pub(super) fn is_now(money: &Money, state: GlobalState<'_>) -> bool {
    let cluster = state.cluster();
    !cluster.is_ended()
        && cluster.node_count() == money.balances.len()
        && state.nodes().all(|node| money.balances.get(&node.id) == Some(&node.balance))
        && transfers(state) == money.channels
}

/// After how many events, of these, this is the state for the first time.
pub(super) fn first_moment(history: &mut History, money: &Money, epoch: std::ops::Range<usize>) -> Option<usize> {
    history.seek(history.moment_of_event(epoch.start));
    loop {
        let at = history.moment().events;
        if at > epoch.start && is_now(money, history.state()) {
            return Some(at);
        }
        if at >= epoch.end || !history.step() {
            return None;
        }
    }
}

/// The events of the bank that this event belongs to.
pub(super) fn epoch_of(events: &[Event], at: usize) -> std::ops::Range<usize> {
    let kills: Vec<_> = (0..events.len()).filter(|&kill| events[kill] == Event::Killed).collect();
    let start = kills.iter().rev().find(|&&kill| kill < at).map_or(0, |kill| kill + 1);
    let end = kills.iter().find(|&&kill| kill > at).copied().unwrap_or(events.len());
    start..end
}

/// All that is left when a bank is at its end, with the snapshots under the numbers that they have elsewhere.
pub(super) type Remains = (BTreeMap<NodeId, Amount>, BTreeMap<(NodeId, NodeId), Vec<Payload>>, Vec<(Money, bool)>);

/// `number` takes the number of a snapshot to its place in the list.
pub(super) fn remains(state: GlobalState<'_>, number: impl Fn(SnapshotId) -> SnapshotId) -> Remains {
    let cluster = state.cluster();
    let balances = state.nodes().map(|node| (node.id, node.balance)).collect();
    let channels = state.busy_channels().map(|name| {
        let contents = state.channel(name).map(|(_, payload)| match payload {
            Payload::Marker(snapshot) => Payload::Marker(number(snapshot)),
            Payload::Transfer(_) => payload,
        });
        ((name.to, name.from), contents.collect())
    });
    let mut snapshots = vec![(Money::default(), false); cluster.snapshots().len()];
    for snapshot in cluster.snapshots() {
        let place = number(snapshot.id()).get() as usize - 1;
        snapshots[place] = (recorded(cluster, snapshot), snapshot.completed_at().is_some());
    }
    (balances, channels.collect(), snapshots)
}
