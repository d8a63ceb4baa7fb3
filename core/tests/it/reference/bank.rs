//! What the reference knows of a bank.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use shutter_core::cluster::Payload;
use shutter_core::script::{ChannelName, Incomplete};
use shutter_core::snapshot::Progress;
use shutter_core::{Amount, NodeId, SnapshotId};

use crate::observe::{ChannelView, MemberView, NodeView, Observation, RecordedView, SnapshotView, WaitView};

#[derive(Default)]
pub(super) struct Bank {
    pub(super) ended: bool,
    /// The line of the first command that it obeyed.
    pub(super) started: Option<u32>,
    pub(super) nodes: BTreeMap<u32, Node>,
    /// By receiver, then sender.
    pub(super) channels: BTreeMap<(u32, u32), VecDeque<(u32, Body)>>,
    /// Oldest first.
    pub(super) waits: Vec<Wait>,
    pub(super) snapshots: Vec<Snapshot>,
    pub(super) collection: Option<Collection>,
}

pub(super) struct Node {
    pub(super) balance: u64,
    pub(super) created_at: u32,
    pub(super) created_line: u32,
}

#[derive(Clone, Copy)]
pub(super) enum Body {
    Money(u64),
    Marker(u32),
}

pub(super) struct Wait {
    pub(super) id: u32,
    pub(super) node: u32,
    pub(super) from: Option<u32>,
    pub(super) line: u32,
}

/// What the observer took down when it collected.
pub(super) struct Collection {
    pub(super) number: u32,
    pub(super) at: u32,
    pub(super) report: Vec<String>,
}

pub(super) struct Snapshot {
    pub(super) id: u32,
    initiator: u32,
    started_at: u32,
    bank_total: u64,
    pub(super) members: BTreeSet<u32>,
    /// Balances, each with the event in which it was recorded.
    pub(super) recorded: BTreeMap<u32, (u64, u32)>,
    /// Recorded messages by receiver, then sender.
    pub(super) states: BTreeMap<(u32, u32), Vec<(u32, u64)>>,
    /// Channels that are being recorded, by receiver, then sender.
    pub(super) open: BTreeSet<(u32, u32)>,
    pub(super) completed_at: Option<u32>,
    /// Whether it was collected when it was complete.
    pub(super) collected: bool,
}

impl Bank {
    pub(super) fn node(&mut self, id: u32) -> &mut Node {
        self.nodes.get_mut(&id).expect("the node is there")
    }

    pub(super) fn snapshot(&mut self, number: u32) -> &mut Snapshot {
        &mut self.snapshots[number as usize - 1]
    }

    pub(super) fn head(&self, from: u32, to: u32) -> Option<&(u32, Body)> {
        self.channels.get(&(to, from))?.front()
    }

    pub(super) fn total(&self) -> u64 {
        let money = |&(_, body): &(u32, Body)| match body {
            Body::Money(sum) => sum,
            Body::Marker(_) => 0,
        };
        let in_flight: u64 = self.channels.values().flatten().map(money).sum();
        self.nodes.values().map(|node| node.balance).sum::<u64>() + in_flight
    }

    /// The sender whose message a node would take, from this sender or from any.
    pub(super) fn source(&self, to: u32, wanted: Option<u32>) -> Option<u32> {
        let mut senders = self.nodes.keys().copied().filter(|&from| wanted.is_none_or(|wanted| wanted == from));
        senders.find(|&from| self.head(from, to).is_some())
    }

    /// The wait to serve next, and the sender: the lowest node first, its oldest wait first.
    pub(super) fn servable(&self) -> Option<(usize, u32)> {
        let can_be = |wait: &Wait| self.source(wait.node, wait.from);
        let servable = self.waits.iter().enumerate().filter_map(|(index, wait)| Some((index, wait, can_be(wait)?)));
        servable.min_by_key(|(_, wait, _)| (wait.node, wait.id)).map(|(index, _, from)| (index, from))
    }

    pub(super) fn observe(&self) -> Observation {
        Observation {
            ended: self.ended,
            nodes: self.nodes.iter().map(|(&id, node)| self.node_view(id, node)).collect(),
            channels: self.channel_views(),
            waits: self.waits.iter().map(|wait| WaitView { id: wait.id, node: wait.node, from: wait.from }).collect(),
            snapshots: self.snapshots.iter().map(Snapshot::view).collect(),
            collected: self.collection.as_ref().map(|collection| (collection.number, collection.at)),
            printed: Vec::new(),
        }
    }

    fn node_view(&self, id: u32, node: &Node) -> NodeView {
        let records = |snapshot: &&Snapshot| snapshot.open.iter().any(|&(to, _)| to == id);
        let recording = self.snapshots.iter().filter(records).map(|snapshot| snapshot.id).collect();
        NodeView { id, balance: node.balance, created_at: node.created_at, recording }
    }

    fn channel_views(&self) -> Vec<ChannelView> {
        let payload = |body| match body {
            Body::Money(sum) => Payload::Transfer(Amount::new(sum).expect("small enough to be sent")),
            Body::Marker(number) => Payload::Marker(SnapshotId::new(number)),
        };
        let busy = self.channels.iter().filter(|(_, channel)| !channel.is_empty());
        busy.map(|(&(to, from), channel)| ChannelView {
            from,
            to,
            messages: channel.iter().map(|&(message, body)| (message, payload(body))).collect(),
        })
        .collect()
    }
}

impl Snapshot {
    pub(super) fn new(id: u32, initiator: u32, started_at: u32, bank: &Bank) -> Self {
        Self {
            id,
            initiator,
            started_at,
            bank_total: bank.total(),
            members: bank.nodes.keys().copied().collect(),
            recorded: BTreeMap::new(),
            states: BTreeMap::new(),
            open: BTreeSet::new(),
            completed_at: None,
            collected: false,
        }
    }

    /// What is not there yet.
    pub(super) fn lack(&self) -> Option<Incomplete> {
        if self.completed_at.is_some() {
            return None;
        }
        let nodes: Vec<_> = self.members.iter().filter(|id| !self.recorded.contains_key(id)).collect();
        let name = |&(to, from): &(u32, u32)| ChannelName { from: NodeId::new(from), to: NodeId::new(to) };
        Some(Incomplete {
            snapshot: SnapshotId::new(self.id),
            nodes: nodes.iter().take(8).map(|&&id| NodeId::new(id)).collect(),
            node_count: nodes.len(),
            channels: self.open.iter().take(8).map(name).collect(),
            channel_count: self.open.len(),
        })
    }

    pub(super) fn report(&self) -> Vec<String> {
        let mut lines = vec!["---Node states".to_owned()];
        for id in &self.members {
            let balance = self.recorded.get(id).map_or("?".to_owned(), |(balance, _)| balance.to_string());
            lines.push(format!("node {id} = {balance}"));
        }
        lines.push("---Channel states".to_owned());
        for &from in &self.members {
            for &to in self.members.iter().filter(|&&to| to != from) {
                let sum: u64 = self.states.get(&(to, from)).into_iter().flatten().map(|&(_, sum)| sum).sum();
                let state = if self.recorded.contains_key(&to) { sum.to_string() } else { "?".to_owned() };
                lines.push(format!("channel ({from} -> {to}) = {state}"));
            }
        }
        lines
    }

    fn view(&self) -> SnapshotView {
        let member = |&id: &u32| MemberView { id, recorded: self.recorded.get(&id).copied() };
        let recorded = self.members.iter().filter(|id| self.recorded.contains_key(id));
        let channels = recorded.flat_map(|&to| {
            self.members.iter().filter(move |&&from| from != to).map(move |&from| RecordedView {
                from,
                to,
                open: self.open.contains(&(to, from)),
                messages: self.states.get(&(to, from)).cloned().unwrap_or_default(),
            })
        });
        SnapshotView {
            id: self.id,
            initiator: self.initiator,
            started_at: self.started_at,
            bank_total: self.bank_total,
            members: self.members.iter().map(member).collect(),
            channels: channels.collect(),
            completed_at: self.completed_at,
            progress: match (self.completed_at, self.collected) {
                (None, _) => Progress::Recording,
                (Some(_), false) => Progress::Complete,
                (Some(_), true) => Progress::Collected,
            },
            report: self.report(),
        }
    }
}
