//! What the snapshots of a run recorded.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use shutter_core::cluster::Cluster;
use shutter_core::event::Event;
use shutter_core::history::{History, Moment};
use shutter_core::snapshot::{Progress, Snapshot};
use shutter_core::{Amount, EventIndex, NodeId, SnapshotId};

use super::sum::Sum;
use super::{Sequence, channels};

/// The snapshots of all banks of a run that stands at its end, in order; none without a run.
pub(super) struct Snapshots<'a>(pub(super) Option<&'a History>);

#[derive(Serialize)]
struct Entry<N, C> {
    bank: usize,
    number: SnapshotId,
    initiator: NodeId,
    progress: &'static str,
    started_at: EventIndex,
    completed_at: Option<EventIndex>,
    bank_total: Amount,
    node_sum: Sum,
    channel_sum: Sum,
    nodes: N,
    open_channels: usize,
    channels: C,
}

#[derive(Serialize)]
struct LocalState {
    node: NodeId,
    balance: Option<Amount>,
    recorded_at: Option<EventIndex>,
}

impl Serialize for Snapshots<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(None)?;
        let Some(history) = self.0 else { return sequence.end() };
        match ends_of_banks(history).as_slice() {
            [] | [_] => write_bank(1, history, &mut sequence)?,
            // A run shows one bank at a time, so a copy walks through them.
            ends => {
                let mut walker = history.clone();
                for (number, &end) in (1..).zip(ends) {
                    walker.seek(end);
                    write_bank(number, &walker, &mut sequence)?;
                }
            }
        }
        sequence.end()
    }
}

fn write_bank<S: SerializeSeq>(number: usize, history: &History, sequence: &mut S) -> Result<(), S::Error> {
    let cluster = history.state().cluster();
    cluster.snapshots().try_for_each(|snapshot| sequence.serialize_element(&entry(number, cluster, snapshot)))
}

/// Where each bank is at its end: after a `KillAll`, or at the end of the run.
fn ends_of_banks(history: &History) -> Vec<Moment> {
    let events = history.log().events();
    let kills = events.iter().enumerate().filter(|(_, event)| matches!(event, Event::Killed));
    let mut ends: Vec<_> = kills.map(|(at, _)| history.moment_of_event(at + 1)).collect();
    if !matches!(events.last(), Some(Event::Killed)) {
        ends.push(history.end());
    }
    ends
}

fn entry<'a>(bank: usize, cluster: &'a Cluster, snapshot: &'a Snapshot) -> impl Serialize + 'a {
    let (node_sum, channel_sum) = snapshot.recorded_sum();
    Entry {
        bank,
        number: snapshot.id(),
        initiator: snapshot.initiator(),
        progress: match snapshot.progress() {
            Progress::Recording => "recording",
            Progress::Complete => "complete",
            Progress::Collected => "collected",
        },
        started_at: snapshot.started_at(),
        completed_at: snapshot.completed_at(),
        bank_total: snapshot.bank_total(),
        node_sum: Sum(node_sum),
        channel_sum: Sum(channel_sum),
        nodes: Sequence(move || cluster.members(snapshot).map(move |id| local_state(cluster, snapshot, id))),
        open_channels: snapshot.open_channel_count(),
        channels: Sequence(move || channels::listed(cluster, snapshot)),
    }
}

fn local_state(cluster: &Cluster, snapshot: &Snapshot, node: NodeId) -> LocalState {
    let balance = cluster.recorded_balance(snapshot, node);
    LocalState { node, balance, recorded_at: cluster.recorded_at(snapshot, node) }
}
