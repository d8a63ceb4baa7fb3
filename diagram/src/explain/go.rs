//! All that a process does in the one go in which it records.

use shutter_core::event::Event;
use shutter_core::{Amount, NodeId, SnapshotId};

use super::scene::Scene;
use super::words::{channel, clauses, count, listed, money};

/// Why a process records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The observer asked it to.
    Asked,
    /// A marker came, from this process.
    Marker(NodeId),
}

/// Whether a go is still to come, or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Present,
    Past,
}

impl Tense {
    const fn of(self, present: &'static str, past: &'static str) -> &'static str {
        match self {
            Self::Present => present,
            Self::Past => past,
        }
    }
}

/// What a process does when it records, as the events of the run have it.
pub(super) struct Go {
    snapshot: SnapshotId,
    node: NodeId,
    balance: Amount,
    /// What made it record, if the event before says so.
    pub(super) cause: Option<Cause>,
    /// The channel that it closes at once, by its sender.
    closed: Option<NodeId>,
    /// How many markers it sends.
    sent: usize,
    /// How many events it has.
    pub(super) len: usize,
}

impl Go {
    /// The go that begins with the recording of a state in this event, if it is one.
    pub(super) fn of(scene: &Scene<'_>, recorded_at: usize) -> Option<Self> {
        let events = scene.events_from(recorded_at);
        let &Event::StateRecorded { snapshot, node, balance } = events.first()? else { return None };
        let cause = scene.event_before(recorded_at).and_then(|event| cause(event, snapshot, node));
        let mut go = Self { snapshot, node, balance, cause, closed: None, sent: 0, len: 0 };
        let own = events[1..].iter().take_while(|event| go.notes(event)).count();
        go.len = own + 1;
        Some(go)
    }

    /// Whether the event is one of the go; takes note of it if so.
    fn notes(&mut self, event: &Event) -> bool {
        if event.snapshot() != Some(self.snapshot) {
            return false;
        }
        match *event {
            Event::ChannelClosed { from, to, .. } if to == self.node && self.closed.is_none() => {
                self.closed = Some(from);
                true
            }
            Event::MarkerSent { from, .. } if from == self.node => {
                self.sent += 1;
                true
            }
            Event::SnapshotCompleted { .. } => true,
            _ => false,
        }
    }

    /// "records 1,050, closes 1 → 2 as empty, sends markers on its 3 outgoing channels, and starts recording 3 → 2".
    pub(super) fn told(&self, scene: &Scene<'_>, tense: Tense) -> String {
        let mut parts = vec![format!("{} **{}**", tense.of("records", "recorded"), money(self.balance))];
        parts.extend(self.rest(scene, tense));
        clauses(&parts)
    }

    /// The same without the balance; `None` when there is nothing more to it.
    pub(super) fn told_after_balance(&self, scene: &Scene<'_>, tense: Tense) -> Option<String> {
        let parts: Vec<_> = self.rest(scene, tense).collect();
        (!parts.is_empty()).then(|| clauses(&parts))
    }

    fn rest(&self, scene: &Scene<'_>, tense: Tense) -> impl Iterator<Item = String> {
        [self.closing(tense), self.sending(scene, tense), self.recording(scene, tense)].into_iter().flatten()
    }

    fn closing(&self, tense: Tense) -> Option<String> {
        let closes = tense.of("closes", "closed");
        self.closed.map(|from| format!("{closes} {} as empty", channel(from, self.node)))
    }

    fn sending(&self, scene: &Scene<'_>, tense: Tense) -> Option<String> {
        let sends = tense.of("sends", "sent");
        let outgoing = scene.cluster.node_count().saturating_sub(1);
        match self.sent {
            0 => None,
            1 if outgoing == 1 => Some(format!("{sends} a marker on its one outgoing channel")),
            1 => Some(format!("{sends} 1 marker")),
            sent if sent == outgoing => Some(format!("{sends} markers on its {} outgoing channels", count(outgoing))),
            sent => Some(format!("{sends} {} markers", count(sent))),
        }
    }

    fn recording(&self, scene: &Scene<'_>, tense: Tense) -> Option<String> {
        let snapshot = scene.snapshot(self.snapshot)?;
        let open = Scene::peers(snapshot).saturating_sub(usize::from(self.closed.is_some()));
        let senders = scene.cluster.members(snapshot).filter(|&from| from != self.node && Some(from) != self.closed);
        let names = listed(senders.map(|from| channel(from, self.node)), open);
        (open > 0).then(|| format!("{} {names}", tense.of("starts recording", "started recording")))
    }
}

fn cause(before: &Event, snapshot: SnapshotId, node: NodeId) -> Option<Cause> {
    match *before {
        Event::SnapshotStarted { snapshot: this, initiator } if this == snapshot && initiator == node => {
            Some(Cause::Asked)
        }
        Event::MarkerReceived { snapshot: this, from, to, .. } if this == snapshot && to == node => {
            Some(Cause::Marker(from))
        }
        _ => None,
    }
}
