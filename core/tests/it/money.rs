//! An account book that is kept from the events alone.

use std::collections::BTreeMap;

use shutter_core::cluster::{Cluster, Log, Payload};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::ChannelName;
use shutter_core::snapshot::Snapshot;
use shutter_core::{Amount, EventIndex, MessageId, NodeId};

use crate::observe::{observe, pairs};

/// Balances and channels of one bank, and what was ever brought into it.
#[derive(Default)]
pub(crate) struct Books {
    brought: u64,
    balances: BTreeMap<u32, u64>,
    in_flight: BTreeMap<(u32, u32), u64>,
    ended: bool,
}

impl Books {
    /// Enters what an event does.
    pub(crate) fn note(&mut self, event: &Event, log: &Log) {
        match *event {
            Event::MasterStarted => self.start_afresh(),
            Event::NodeCreated { node, balance } => {
                self.start_afresh();
                self.brought += balance.get();
                assert_eq!(self.balances.insert(node.get(), balance.get()), None);
            }
            Event::TransferSent { message, from, to, amount } => {
                assert_eq!(log.payload(message), Payload::Transfer(amount));
                *self.balances.get_mut(&from.get()).expect("the sender is there") -= amount.get();
                *self.in_flight.entry((from.get(), to.get())).or_default() += amount.get();
            }
            Event::TransferReceived { message, from, to, amount, .. } => {
                assert_eq!(log.payload(message), Payload::Transfer(amount));
                *self.in_flight.get_mut(&(from.get(), to.get())).expect("it was sent") -= amount.get();
                *self.balances.get_mut(&to.get()).expect("the receiver is there") += amount.get();
            }
            Event::SendRejected { from, amount, .. } => assert!(self.balances[&from.get()] < amount.get()),
            Event::StateRecorded { node, balance, .. } => assert_eq!(self.balances[&node.get()], balance.get()),
            Event::Killed => self.ended = true,
            Event::WaitStarted { .. }
            | Event::SnapshotStarted { .. }
            | Event::MarkerSent { .. }
            | Event::MarkerReceived { .. }
            | Event::MessageRecorded { .. }
            | Event::ChannelClosed { .. }
            | Event::SnapshotCompleted { .. }
            | Event::StateCollected { .. }
            | Event::SnapshotPrinted { .. } => {}
        }
    }

    fn start_afresh(&mut self) {
        if self.ended {
            *self = Self::default();
        }
    }

    /// Compares the book with the bank.
    pub(crate) fn check(&self, history: &History) {
        let cluster = history.state().cluster();
        assert_eq!(cluster.total().get(), self.brought);
        let seen = observe(history);
        let balances: BTreeMap<_, _> = seen.nodes.iter().map(|node| (node.id, node.balance)).collect();
        assert_eq!(balances, self.balances);
        let money = seen.channels.iter().map(|channel| ((channel.from, channel.to), channel.money()));
        let in_flight: BTreeMap<_, _> = money.filter(|&(_, money)| money > 0).collect();
        let booked: BTreeMap<_, _> = self.in_flight.clone().into_iter().filter(|&(_, money)| money > 0).collect();
        assert_eq!(in_flight, booked);
        let complete = cluster.snapshots().filter(|snapshot| snapshot.completed_at().is_some());
        complete.for_each(|snapshot| snapshot_is_a_consistent_cut(cluster, history.log(), snapshot));
    }
}

/// A complete snapshot has all the money of the bank; no message in it was received before it was sent; and each channel
/// holds what was sent before its sender recorded and not received before its receiver did.
fn snapshot_is_a_consistent_cut(cluster: &Cluster, log: &Log, snapshot: &Snapshot) {
    let (in_nodes, in_channels) = snapshot.recorded_sum();
    assert_eq!(in_nodes + in_channels, u128::from(snapshot.bank_total().get()));
    let members: Vec<_> = cluster.members(snapshot).collect();
    for name in pairs(cluster).filter(|name| members.contains(&name.from) && members.contains(&name.to)) {
        let recorded = |node| cluster.recorded_at(snapshot, node).expect("a complete snapshot has all");
        let (cut_from, cut_to) = (recorded(name.from), recorded(name.to));
        let mut in_channel = Vec::new();
        for (message, amount, sent, received) in transfers(log, cluster, name) {
            let sent_before = sent < cut_from;
            let received_before = received.is_some_and(|received| received < cut_to);
            assert!(sent_before || !received_before, "message {message} is an orphan in snapshot {}", snapshot.id());
            if sent_before && !received_before {
                in_channel.push((message, amount));
            }
        }
        let said = match cluster.recorded_channel(snapshot, name) {
            shutter_core::cluster::Recorded::Closed(state) => state.messages().collect::<Vec<_>>(),
            other => panic!("{name:?} is {other:?} in a complete snapshot"),
        };
        assert_eq!(said, in_channel, "{name:?}");
    }
}

type Transfer = (MessageId, Amount, EventIndex, Option<EventIndex>);

/// The transfers of this bank on a channel, with the events in which they were sent and received, in the order of sending.
fn transfers(log: &Log, cluster: &Cluster, name: ChannelName) -> Vec<Transfer> {
    let born = cluster.node_ids().filter_map(|id: NodeId| cluster.created_at(id)).min();
    let sent_on = |event: &Event| match *event {
        Event::TransferSent { message, from, to, amount } if from == name.from && to == name.to => {
            Some((message, amount))
        }
        _ => None,
    };
    let sent = log.events().iter().filter_map(sent_on);
    let timed = sent.map(|(message, amount)| (message, amount, log.sent_at(message), log.received_at(message)));
    timed.filter(|&(_, _, sent, _)| born.is_some_and(|born| sent > born)).collect()
}
