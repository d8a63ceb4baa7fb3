//! Algorithms that are wrong are convicted, each by what it did.

use shutter_core::causality::{EquivalentRun, NoEquivalentRun, occurred};
use shutter_core::cluster::Payload;
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::limits::Limits;
use shutter_core::script::{ChannelName, Script};
use shutter_core::snapshot::{Algorithm, Effect, Incoming, Process};
use shutter_core::{Amount, EventIndex, MessageId, NodeId, SnapshotId};

/// A process records, and closes all channels at once, when it starts, and otherwise on ...
enum OneSided {
    /// ... a marker; the initiator sends its markers only when it next receives something.
    LateMarkers,
    /// ... a marker.
    NoChannels,
    /// ... a marker, but not all that it has.
    Miserly,
    /// ... anything.
    Eager,
    /// ... a transfer.
    Deaf,
}

impl OneSided {
    fn record(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        let kept = u64::from(matches!(self, Self::Miserly));
        let balance = Amount::new(process.balance().get() - kept).expect("it has less");
        effects.push(Effect::RecordState { snapshot, balance });
        effects.extend(process.peers().map(|from| Effect::CloseChannel { snapshot, from }));
    }
}

impl Algorithm for OneSided {
    fn name(&self) -> &'static str {
        "one-sided"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        self.record(process, snapshot, effects);
        if !matches!(self, Self::LateMarkers) {
            effects.extend(process.peers().map(|to| Effect::SendMarker { snapshot, to }));
        }
    }

    fn on_receive(&self, process: Process<'_>, message: Incoming, effects: &mut Vec<Effect>) {
        let snapshot = SnapshotId::new(1);
        let is_marker = matches!(message.payload, Payload::Marker(_));
        if process.has_recorded(snapshot) {
            if matches!(self, Self::LateMarkers) && !is_marker {
                effects.extend(process.peers().map(|to| Effect::SendMarker { snapshot, to }));
            }
        } else if matches!(self, Self::Eager) || is_marker != matches!(self, Self::Deaf) {
            self.record(process, snapshot, effects);
        }
    }
}

/// The events of a run with this algorithm, with two processes that have 10 and 20, and the start of its snapshot.
fn run(algorithm: &'static dyn Algorithm, text: &str) -> (Vec<Event>, EventIndex) {
    let mut history = History::new(algorithm, Limits::default());
    for &command in Script::parse(&format!("CreateNode 1 10\nCreateNode 2 20\n{text}")).commands() {
        history.execute(command).expect("nothing is refused");
    }
    let events = history.log().events().to_vec();
    let started = events.iter().position(|event| matches!(event, Event::SnapshotStarted { .. })).expect("it is there");
    (events, EventIndex::new(u32::try_from(started).expect("few events")))
}

#[test]
fn a_transfer_that_overtakes_the_record_is_an_orphan() {
    let text = "BeginSnapshot 1\nSend 1 2 3\nReceive 2\nSend 2 1 1\nReceive 1\nReceive 2\n";
    let (events, started) = run(&OneSided::LateMarkers, text);
    let Err(NoEquivalentRun::Orphan { message, sent, received }) = EquivalentRun::of(&events, started) else {
        panic!("there is an orphan")
    };
    assert_eq!(message, MessageId::new(0));
    assert!(matches!(events[sent.get() as usize], Event::TransferSent { message, .. } if message.get() == 0));
    assert!(matches!(events[received.get() as usize], Event::TransferReceived { message, .. } if message.get() == 0));
    // 10 and 23: there are 3 too many.
    assert_eq!(occurred(&events, started), None);
}

#[test]
fn a_marker_that_nobody_heeds_is_an_orphan() {
    let text = "BeginSnapshot 1\nReceive 2\nSend 1 2 3\nReceive 2\n";
    let (events, started) = run(&OneSided::Deaf, text);
    let Err(NoEquivalentRun::Orphan { sent, received, .. }) = EquivalentRun::of(&events, started) else {
        panic!("there is an orphan")
    };
    assert!(matches!(events[sent.get() as usize], Event::MarkerSent { .. }));
    assert!(matches!(events[received.get() as usize], Event::MarkerReceived { .. }));
}

/// Records, for its only snapshot, a message of the bank before.
struct Haunted;

impl Algorithm for Haunted {
    fn name(&self) -> &'static str {
        "haunted"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        let (message, from) = (MessageId::new(0), NodeId::new(2));
        effects.push(Effect::RecordMessage { snapshot, message, from });
        self.on_receive(process, Incoming { message, from, payload: Payload::Marker(snapshot) }, effects);
    }

    fn on_receive(&self, process: Process<'_>, _: Incoming, effects: &mut Vec<Effect>) {
        OneSided::NoChannels.record(process, SnapshotId::new(1), effects);
        let peers = process.peers().filter(|_| process.id() == NodeId::new(1));
        effects.extend(peers.map(|to| Effect::SendMarker { snapshot: SnapshotId::new(1), to }));
    }
}

#[test]
fn a_transfer_of_another_bank_is_too_much_in_its_channel() {
    let again = "Send 2 1 4\nReceiveAll\nKillAll\nCreateNode 1 10\nCreateNode 2 20\n";
    let (events, started) = run(&Haunted, &format!("{again}BeginSnapshot 1\nReceiveAll\n"));
    let channel = ChannelName { from: NodeId::new(2), to: NodeId::new(1) };
    assert_eq!(EquivalentRun::of(&events, started).unwrap_err(), NoEquivalentRun::WrongChannel { channel });
    assert_eq!(occurred(&events, started), None);
}

#[test]
fn a_transfer_that_nobody_records_is_missed_in_its_channel() {
    let (events, started) = run(&OneSided::NoChannels, "Send 2 1 4\nBeginSnapshot 1\nReceiveAll\n");
    let channel = ChannelName { from: NodeId::new(2), to: NodeId::new(1) };
    assert_eq!(EquivalentRun::of(&events, started).unwrap_err(), NoEquivalentRun::WrongChannel { channel });
    assert_eq!(occurred(&events, started), None);
}

#[test]
fn a_balance_that_was_not_there_is_noticed() {
    let (events, started) = run(&OneSided::Miserly, "BeginSnapshot 2\nReceiveAll\n");
    let node = NodeId::new(1);
    assert_eq!(EquivalentRun::of(&events, started).unwrap_err(), NoEquivalentRun::WrongBalance { node });
    assert_eq!(occurred(&events, started), None);
}

#[test]
fn money_that_makes_a_process_record_is_in_what_it_records() {
    let (events, started) = run(&OneSided::Eager, "Send 1 2 4\nBeginSnapshot 1\nReceive 2\nReceiveAll\n");
    let found = EquivalentRun::of(&events, started).expect("the cut is consistent");
    assert_eq!(found.reached_at(), 4);
    let order = found.order();
    let pre: Vec<_> = order[..4].iter().map(|index| events[index.get() as usize]).collect();
    assert!(matches!(pre[3], Event::TransferReceived { .. }), "{pre:?}");
    // The run itself was there when the money had arrived.
    let received = events.iter().position(|event| matches!(event, Event::TransferReceived { .. }));
    assert_eq!(occurred(&events, started), received.map(|at| at + 1));
}
