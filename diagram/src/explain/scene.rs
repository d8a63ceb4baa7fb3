//! What the writers of sentences look at.

use shutter_core::cluster::{Cluster, GlobalState, Log};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::snapshot::{Algorithm, ChandyLamport, Progress, Snapshot};
use shutter_core::{EventIndex, MessageId, NodeId, SnapshotId};

/// An explanation in the making, in which `**` starts and ends emphasis.
pub(super) struct Said {
    pub(super) headline: String,
    /// Whole sentences.
    pub(super) detail: Vec<String>,
}

impl Said {
    pub(super) fn new(headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), detail: Vec::new() }
    }

    /// Adds a sentence to the detail.
    pub(super) fn add(mut self, sentence: impl Into<String>) -> Self {
        self.detail.push(sentence.into());
        self
    }

    /// Adds a sentence to the detail, if there is one.
    pub(super) fn add_if(mut self, sentence: Option<String>) -> Self {
        self.detail.extend(sentence);
        self
    }
}

/// The moment on show, which is right after the event `at`.
pub(super) struct Scene<'a> {
    pub(super) log: &'a Log,
    pub(super) state: GlobalState<'a>,
    pub(super) cluster: &'a Cluster,
    pub(super) at: usize,
    /// Whether what is known of Chandy and Lamport's algorithm holds in this run.
    pub(super) is_chandy_lamport: bool,
}

impl<'a> Scene<'a> {
    pub(super) fn new(history: &'a History, at: EventIndex) -> Self {
        let state = history.state();
        Self {
            log: history.log(),
            state,
            cluster: state.cluster(),
            at: at.get() as usize,
            is_chandy_lamport: history.algorithm_name() == ChandyLamport.name(),
        }
    }

    /// The event before the one on show, if the same command caused it.
    pub(super) fn event_before(&self, at: usize) -> Option<&'a Event> {
        let before = at.checked_sub(1)?;
        self.events_of_command_at(at).contains(&before).then(|| &self.log.events()[before])
    }

    /// The events from this one on that its command caused.
    pub(super) fn events_from(&self, at: usize) -> &'a [Event] {
        let end = self.events_of_command_at(at).end;
        self.log.events().get(at..end).unwrap_or(&[])
    }

    fn events_of_command_at(&self, at: usize) -> std::ops::Range<usize> {
        #[allow(clippy::cast_possible_truncation)] // the place of an event, which the limit on events keeps in range
        let command = self.log.command_of_event(EventIndex::new(at as u32));
        if command < self.log.command_count() { self.log.events_of_command(command) } else { at..at }
    }

    /// The snapshots under way, oldest first.
    pub(super) fn under_way(&self) -> Vec<&'a Snapshot> {
        self.cluster.snapshots().filter(|snapshot| snapshot.progress() == Progress::Recording).collect()
    }

    pub(super) fn has_recorded(&self, snapshot: &Snapshot, node: NodeId) -> bool {
        self.cluster.recorded_at(snapshot, node).is_some()
    }

    /// Whether a message is on the near side of the cut: its sender has not recorded, or had not when it sent it.
    pub(super) fn is_sent_before_cut(&self, snapshot: &Snapshot, message: MessageId, from: NodeId) -> bool {
        let recorded = self.cluster.recorded_at(snapshot, from);
        recorded.is_none_or(|recorded| self.log.sent_at(message) < recorded)
    }

    /// The senders of the channels that a process still records, ascending.
    pub(super) fn open_senders(&self, snapshot: &'a Snapshot, to: NodeId) -> impl Iterator<Item = NodeId> {
        let id = snapshot.id();
        self.cluster.members(snapshot).filter(move |&from| self.cluster.is_channel_recorded(id, from, to))
    }

    /// Whether a message that was received is in flight in a snapshot: sent before its cut, and received after it.
    pub(super) fn crosses_cut(&self, snapshot: &Snapshot, message: MessageId, from: NodeId, to: NodeId) -> bool {
        let recorded = self.cluster.recorded_at(snapshot, to);
        let is_received_after =
            recorded.zip(self.log.received_at(message)).is_some_and(|(recorded, received)| recorded < received);
        is_received_after && self.is_sent_before_cut(snapshot, message, from)
    }

    /// How many processes other than one take part in a snapshot: so many channels lead to it, and from it.
    pub(super) fn peers(snapshot: &Snapshot) -> usize {
        snapshot.member_count().saturating_sub(1)
    }

    pub(super) fn snapshot(&self, id: SnapshotId) -> Option<&'a Snapshot> {
        self.cluster.snapshot(id)
    }
}
