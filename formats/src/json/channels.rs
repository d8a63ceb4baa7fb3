//! What a snapshot recorded of channels, of which there are n·(n-1): only those are listed about which there is
//! something to say.

use serde::Serialize;
use shutter_core::cluster::{Cluster, Recorded};
use shutter_core::script::ChannelName;
use shutter_core::snapshot::{ChannelState, Snapshot};
use shutter_core::{Amount, MessageId, NodeId};

use super::Sequence;
use super::sum::Sum;

/// What is recorded of one channel.
#[derive(Serialize)]
struct Channel<M> {
    from: NodeId,
    to: NodeId,
    state: &'static str,
    sum: Sum,
    messages: M,
}

#[derive(Serialize)]
struct Message {
    message: MessageId,
    amount: Amount,
}

/// The channels that are still recorded, or in which something was recorded, by receiver, then sender.
pub(super) fn listed<'a>(cluster: &'a Cluster, snapshot: &'a Snapshot) -> impl Iterator<Item = impl Serialize> + 'a {
    let mut filled: Vec<_> = cluster.recorded_channels(snapshot).map(|(name, _)| (name.to, name.from)).collect();
    filled.sort_unstable();
    cluster.members(snapshot).flat_map(move |to| {
        let senders = senders_to(to, cluster, snapshot, &filled);
        senders.into_iter().filter_map(move |from| channel(cluster, snapshot, ChannelName { from, to }))
    })
}

/// Where the channels to a process come from that may be worth listing.
fn senders_to(to: NodeId, cluster: &Cluster, snapshot: &Snapshot, filled: &[(NodeId, NodeId)]) -> Vec<NodeId> {
    if cluster.open_channels(snapshot, to) > 0 {
        return cluster.members(snapshot).filter(|&from| from != to).collect();
    }
    let first = filled.partition_point(|&(other, _)| other < to);
    filled[first..].iter().take_while(|&&(other, _)| other == to).map(|&(_, from)| from).collect()
}

fn channel<'a>(cluster: &Cluster, snapshot: &'a Snapshot, name: ChannelName) -> Option<impl Serialize + use<'a>> {
    let (state, recorded) = match cluster.recorded_channel(snapshot, name) {
        Recorded::Open(recorded) => ("open", recorded),
        Recorded::Closed(recorded) if recorded.messages().len() > 0 => ("closed", recorded),
        Recorded::Closed(_) | Recorded::NotYet => return None,
    };
    let messages = Sequence(move || messages(recorded));
    Some(Channel { from: name.from, to: name.to, state, sum: Sum(recorded.sum()), messages })
}

fn messages(recorded: &ChannelState) -> impl Iterator<Item = Message> {
    recorded.messages().map(|(message, amount)| Message { message, amount })
}
