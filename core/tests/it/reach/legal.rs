//! Whether an order of events is a run: a reading of the rules that knows nothing of how the order was made.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use shutter_core::event::Event;
use shutter_core::{Amount, EventIndex, MessageId, NodeId, SnapshotId};

use super::truth::Money;

/// A message, with its amount if it is a transfer.
type InFlight = (MessageId, Option<Amount>);

/// The bank as far as it has come.
#[derive(Default)]
pub(super) struct Bank<'a> {
    events: &'a [Event],
    balances: BTreeMap<NodeId, u64>,
    channels: BTreeMap<(NodeId, NodeId), VecDeque<InFlight>>,
    /// The last event of each process, and of the observer.
    last: BTreeMap<Option<NodeId>, EventIndex>,
    seen: BTreeSet<EventIndex>,
    snapshots: BTreeMap<SnapshotId, Recording>,
}

#[derive(Default)]
struct Recording {
    nodes: BTreeSet<NodeId>,
    closed: BTreeSet<(NodeId, NodeId)>,
    completed: bool,
}

impl<'a> Bank<'a> {
    pub(super) fn new(events: &'a [Event]) -> Self {
        Self { events, ..Self::default() }
    }

    /// Goes through an order; every step must be allowed.
    pub(super) fn follow(&mut self, order: &[EventIndex]) {
        for &index in order {
            let event = self.events[index.get() as usize];
            assert!(self.seen.insert(index), "{index} comes twice");
            let before = self.last.insert(event.node(), index);
            assert!(before < Some(index), "{event:?} ({index}) comes after {before:?}, which it came before");
            assert!(self.allows(&event), "{event:?} ({index}) cannot happen here");
        }
    }

    pub(super) fn is_at(&self, money: &Money) -> bool {
        let channels = self.channels.iter().map(|(&(from, to), queue)| {
            let amounts: Vec<_> = queue.iter().filter_map(|&(_, amount)| amount).collect();
            ((to, from), amounts)
        });
        let channels: BTreeMap<_, _> = channels.filter(|(_, amounts)| !amounts.is_empty()).collect();
        let recorded: BTreeMap<_, _> = money.balances.iter().map(|(&node, balance)| (node, balance.get())).collect();
        self.balances == recorded && channels == money.channels
    }

    /// Does what an event does; says whether it could.
    fn allows(&mut self, event: &Event) -> bool {
        match *event {
            Event::MasterStarted => self.seen.len() == 1,
            Event::NodeCreated { node, balance } => {
                self.snapshots.values().all(|snapshot| snapshot.completed)
                    && self.balances.insert(node, balance.get()).is_none()
            }
            Event::TransferSent { message, from, to, amount } => {
                self.channels.entry((from, to)).or_default().push_back((message, Some(amount)));
                self.take(from, amount)
            }
            Event::SendRejected { from, amount, .. } => self.balances[&from] < amount.get(),
            Event::TransferReceived { message, from, to, amount, .. } => {
                *self.balances.get_mut(&to).expect("it was created") += amount.get();
                self.deliver(from, to) == Some((message, Some(amount)))
            }
            Event::WaitStarted { node, .. } => self.balances.contains_key(&node),
            Event::SnapshotStarted { snapshot, initiator } => {
                self.balances.contains_key(&initiator)
                    && self.snapshots.insert(snapshot, Recording::default()).is_none()
            }
            Event::StateRecorded { snapshot, node, balance } => {
                self.balances[&node] == balance.get() && self.recording(snapshot).nodes.insert(node)
            }
            Event::MarkerSent { message, from, to, snapshot } => {
                self.channels.entry((from, to)).or_default().push_back((message, None));
                self.recording(snapshot).nodes.contains(&from)
            }
            Event::MarkerReceived { message, from, to, .. } => self.deliver(from, to) == Some((message, None)),
            Event::MessageRecorded { snapshot, from, to, .. } => self.recording(snapshot).records(from, to),
            Event::ChannelClosed { snapshot, from, to } => {
                let recording = self.recording(snapshot);
                recording.records(from, to) && recording.closed.insert((from, to))
            }
            Event::SnapshotCompleted { snapshot } => {
                let members = self.balances.len();
                let recording = self.recording(snapshot);
                recording.completed = true;
                recording.nodes.len() == members && recording.closed.len() == members * (members - 1)
            }
            Event::StateCollected { snapshot } => self.snapshots.contains_key(&snapshot),
            Event::SnapshotPrinted { collected_at, .. } => self.seen.contains(&collected_at),
            Event::Killed => false,
        }
    }

    fn take(&mut self, node: NodeId, amount: Amount) -> bool {
        let balance = self.balances.get_mut(&node).expect("it was created");
        let rest = balance.checked_sub(amount.get());
        *balance = rest.unwrap_or_default();
        rest.is_some()
    }

    fn deliver(&mut self, from: NodeId, to: NodeId) -> Option<InFlight> {
        self.channels.get_mut(&(from, to))?.pop_front()
    }

    fn recording(&mut self, snapshot: SnapshotId) -> &mut Recording {
        self.snapshots.get_mut(&snapshot).expect("it was started")
    }
}

impl Recording {
    fn records(&self, from: NodeId, to: NodeId) -> bool {
        self.nodes.contains(&to) && !self.closed.contains(&(from, to))
    }
}

/// What a process does in one go stays together. The observer notes that a snapshot is complete at a time of its own.
pub(super) fn steps_are_whole(events: &[Event], order: &[EventIndex]) {
    let is_completion = |index: &EventIndex| matches!(events[index.get() as usize], Event::SnapshotCompleted { .. });
    let mut before = None;
    for index in order.iter().filter(|index| !is_completion(index)) {
        let is_caused = matches!(
            events[index.get() as usize],
            Event::StateRecorded { .. }
                | Event::MarkerSent { .. }
                | Event::MessageRecorded { .. }
                | Event::ChannelClosed { .. }
        );
        if is_caused {
            let cause = (0..index.get()).rev().map(EventIndex::new).find(|index| !is_completion(index));
            assert_eq!(before, cause, "{index} is torn from what it belongs to");
        }
        before = Some(*index);
    }
}
