//! Chandy and Lamport's algorithm with one thing different in it, in many ways.

use shutter_core::cluster::Payload;
use shutter_core::snapshot::{Algorithm, Effect, Incoming, Process};
use shutter_core::{Amount, MessageId, NodeId, SnapshotId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mutant {
    /// The balance is 0.
    RecordsZero,
    /// The balance is off by one.
    RecordsOneMore,
    /// The balance is something else altogether.
    RecordsItsId,
    /// One process of many records a balance that is too low.
    OneLies,
    /// A process that takes a transfer while a snapshot is under way records at once, but what it had before it.
    RecordsBeforeReceiving,
    /// The same, and the transfer is recorded in the channel: the sum is right.
    RecordsBeforeReceivingAndInChannel,
    /// Records at once, with the transfer in the balance and in the channel.
    RecordsWhatItReceivedToo,
    /// Channels are always empty.
    ForgetsMessages,
    /// The channel from the lowest process is always empty.
    ForgetsOneChannel,
    /// Only large transfers are recorded.
    ForgetsSmallChange,
    /// Transfers of no money are not recorded: no sum shows it.
    ForgetsTransfersOfNothing,
    /// Each transfer is recorded two times.
    RecordsTwice,
    /// Transfers are recorded in the channel from another process.
    RecordsInOtherChannel,
    /// Transfers are recorded in a channel that there is not.
    RecordsInChannelFromItself,
    /// The transfer with the number before is recorded.
    RecordsTheMessageBefore,
    /// The transfer with the number after is recorded.
    RecordsTheMessageAfter,
    /// What comes on a channel is recorded until all channels are closed.
    RecordsWhatComesAfterTheMarker,
    /// All channels are closed when the state is recorded.
    ClosesAllAtOnce,
    /// A channel is closed when one transfer is recorded.
    ClosesAfterOneMessage,
    /// All channels are closed when the marker from the highest process comes.
    ClosesAtTheLastMarker,
    /// A marker closes its channel for every snapshot.
    ClosesOtherSnapshotsToo,
    /// Only the initiator sends markers, and nobody waits for any.
    SendsMarkersOnlyWhenAsked,
    /// A marker goes to one neighbour only, around a ring, and nobody waits for others.
    SendsOneMarker,
    /// Markers go to higher processes, and from the highest to all; nobody waits for others.
    SendsMarkersUpward,
    /// The initiator sends its markers, and records when one comes back.
    RecordsAfterItsMarkers,
    /// Markers are passed on at once, but the state is recorded when the one from the highest process comes.
    RecordsAtTheLastMarker,
    /// Markers are sent before the state is recorded, but in the same go.
    SendsMarkersFirst,
    /// A process that takes a transfer while a snapshot is under way records at once, and says so by its markers.
    RecordsOnTransfers,
}

impl Mutant {
    fn record(self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        let own = process.balance();
        let balance = match self {
            Self::RecordsZero => Amount::ZERO,
            Self::RecordsOneMore => own.checked_add(Amount::new(1).unwrap()).unwrap(),
            Self::RecordsItsId => Amount::new(process.id().get().into()).unwrap(),
            Self::OneLies if process.id().get() == 14 => own.checked_sub(Amount::new(1).unwrap()).unwrap_or(own),
            _ => own,
        };
        effects.push(Effect::RecordState { snapshot, balance });
        if self.waits_for_nobody() {
            close_all(process, snapshot, effects);
        }
    }

    fn waits_for_nobody(self) -> bool {
        let all_at_once = [Self::ClosesAllAtOnce, Self::SendsMarkersOnlyWhenAsked, Self::SendsOneMarker];
        all_at_once.contains(&self) || matches!(self, Self::SendsMarkersUpward | Self::RecordsAtTheLastMarker)
    }

    fn send_markers(self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        let own = process.id();
        let highest = process.peers().all(|peer| peer < own);
        let next = process.peers().find(|&peer| peer > own).or(process.peers().next());
        let to_whom = process.peers().filter(|&peer| match self {
            Self::SendsOneMarker => Some(peer) == next,
            Self::SendsMarkersUpward => highest || peer > own,
            _ => true,
        });
        effects.extend(to_whom.map(|to| Effect::SendMarker { snapshot, to }));
    }

    fn on_marker(self, process: Process<'_>, from: NodeId, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        let last = process.peers().all(|peer| peer <= from);
        if !process.has_recorded(snapshot) {
            if self != Self::RecordsAtTheLastMarker || last {
                self.record(process, snapshot, effects);
            }
            if self != Self::SendsMarkersOnlyWhenAsked {
                self.send_markers(process, snapshot, effects);
            }
        }
        match self {
            Self::ClosesAtTheLastMarker if last => close_all(process, snapshot, effects),
            Self::ClosesAtTheLastMarker => {}
            Self::ClosesOtherSnapshotsToo => {
                effects.push(Effect::CloseChannel { snapshot, from });
                effects.extend(process.recording().map(|snapshot| Effect::CloseChannel { snapshot, from }));
            }
            _ => effects.push(Effect::CloseChannel { snapshot, from }),
        }
    }

    fn on_transfer(
        self,
        process: Process<'_>,
        from: NodeId,
        message: MessageId,
        sum: Amount,
        effects: &mut Vec<Effect>,
    ) {
        let first = SnapshotId::new(1);
        if !process.has_recorded(first) && self.records_on_transfers() {
            let before = process.balance().checked_sub(sum).unwrap();
            let has_it = matches!(self, Self::RecordsWhatItReceivedToo | Self::RecordsOnTransfers);
            let balance = if has_it { process.balance() } else { before };
            effects.push(Effect::RecordState { snapshot: first, balance });
            if matches!(self, Self::RecordsWhatItReceivedToo | Self::RecordsBeforeReceivingAndInChannel) {
                effects.push(Effect::RecordMessage { snapshot: first, message, from });
            }
            self.send_markers(process, first, effects);
        }
        for snapshot in process.recording() {
            let is_open = process.records_channel(snapshot, from);
            if is_open || self == Self::RecordsWhatComesAfterTheMarker {
                self.record_message(process, snapshot, (from, message, sum), effects);
            }
        }
    }

    fn records_on_transfers(self) -> bool {
        let late = [Self::RecordsBeforeReceiving, Self::RecordsBeforeReceivingAndInChannel];
        late.contains(&self) || matches!(self, Self::RecordsWhatItReceivedToo | Self::RecordsOnTransfers)
    }

    fn record_message(
        self,
        process: Process<'_>,
        snapshot: SnapshotId,
        (from, message, sum): (NodeId, MessageId, Amount),
        effects: &mut Vec<Effect>,
    ) {
        let lowest = process.peers().next() == Some(from);
        let forgets = match self {
            Self::ForgetsMessages => true,
            Self::ForgetsOneChannel => lowest,
            Self::ForgetsSmallChange => sum.get() < 8,
            Self::ForgetsTransfersOfNothing => sum == Amount::ZERO,
            _ => false,
        };
        if forgets {
            return;
        }
        let number = message.get();
        let (from, message) = match self {
            Self::RecordsInOtherChannel => (process.peers().find(|&peer| peer != from).unwrap_or(from), message),
            Self::RecordsInChannelFromItself => (process.id(), message),
            Self::RecordsTheMessageBefore => (from, MessageId::new(number.saturating_sub(1))),
            Self::RecordsTheMessageAfter => (from, MessageId::new(number + 1)),
            _ => (from, message),
        };
        effects.push(Effect::RecordMessage { snapshot, message, from });
        match self {
            Self::RecordsTwice => effects.push(Effect::RecordMessage { snapshot, message, from }),
            Self::ClosesAfterOneMessage => effects.push(Effect::CloseChannel { snapshot, from }),
            _ => {}
        }
    }
}

fn close_all(process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
    effects.extend(process.peers().map(|from| Effect::CloseChannel { snapshot, from }));
}

impl Algorithm for Mutant {
    fn name(&self) -> &'static str {
        "mutant"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        let later = matches!(self, Self::RecordsAfterItsMarkers | Self::SendsMarkersFirst);
        if !later {
            self.record(process, snapshot, effects);
        }
        self.send_markers(process, snapshot, effects);
        if *self == Self::SendsMarkersFirst {
            self.record(process, snapshot, effects);
        }
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        match incoming.payload {
            Payload::Transfer(sum) => self.on_transfer(process, incoming.from, incoming.message, sum, effects),
            Payload::Marker(snapshot) => self.on_marker(process, incoming.from, snapshot, effects),
        }
    }
}
