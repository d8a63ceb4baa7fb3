//! Runs that no bank has, made by hand from some that one had: channels that lose, double, reorder or let markers overtake, and
//! records that make no sense.

use shutter_core::causality::{Conservation, Deviation, NotThere, Verdict, snapshots};
use shutter_core::event::Event;
use shutter_core::script::ChannelName;
use shutter_core::{Amount, EventIndex, MessageId, NodeId, SnapshotId};

use super::runs::events;
use super::witnesses::against;

/// 1 sends 5 to 2, which takes it before the snapshot of 1 and its marker.
const BEFORE: &str = "CreateNode 1 10\nCreateNode 2 20\nSend 1 2 5\nBeginSnapshot 1\nReceive 2\nReceive 2\nReceive 1\n";
/// 1 begins a snapshot and then sends 5 to 2, which takes it after the marker.
const AFTER: &str = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nSend 1 2 5\nReceive 2\nReceive 2\nReceive 1\n";
/// 2 has sent 4 and 3 to 1, which are in the channel when 1 begins a snapshot.
const WITHIN: &str = "CreateNode 1 10\nCreateNode 2 20\nSend 2 1 4\nSend 2 1 3\nBeginSnapshot 1\nReceiveAll\n";

const SNAPSHOT: SnapshotId = SnapshotId::new(1);
const ONE: NodeId = NodeId::new(1);
const TWO: NodeId = NodeId::new(2);
const ONE_TO_TWO: ChannelName = ChannelName { from: ONE, to: TWO };
const TWO_TO_ONE: ChannelName = ChannelName { from: TWO, to: ONE };

fn verdict(events: &[Event]) -> Verdict {
    Verdict::of(events, snapshots(events).next().unwrap().0).expect("it is complete")
}

fn names(verdict: &Verdict) -> Vec<&'static str> {
    against(verdict).into_iter().collect()
}

fn place(events: &[Event], wanted: impl Fn(&Event) -> bool) -> usize {
    events.iter().position(wanted).expect("it is there")
}

fn index(at: usize) -> EventIndex {
    EventIndex::new(u32::try_from(at).unwrap())
}

fn amount(number: u64) -> Amount {
    Amount::new(number).unwrap()
}

fn is_receive(event: &Event) -> bool {
    matches!(event, Event::TransferReceived { .. })
}

fn is_marker_at_two(event: &Event) -> bool {
    matches!(event, Event::MarkerReceived { to: TWO, .. })
}

fn is_record(event: &Event) -> bool {
    matches!(event, Event::MessageRecorded { .. })
}

/// Changes the balance that a process recorded.
fn records(events: &mut [Event], who: NodeId, balance: Amount) -> usize {
    let at = place(events, |event| matches!(event, Event::StateRecorded { node, .. } if *node == who));
    events[at] = Event::StateRecorded { snapshot: SNAPSHOT, node: who, balance };
    at
}

/// Moves an event so that it comes right before another.
fn move_before(events: &mut Vec<Event>, from: usize, to: usize) {
    let event = events.remove(from);
    events.insert(if from < to { to - 1 } else { to }, event);
}

#[test]
fn the_runs_are_sound_before_they_are_changed() {
    for text in [BEFORE, AFTER, WITHIN] {
        assert_eq!(names(&verdict(&events(text))), [] as [&str; 0]);
    }
}

#[test]
fn a_marker_overtakes_a_transfer() {
    let mut events = events(BEFORE);
    let received = place(&events, is_receive);
    let end = events.len();
    move_before(&mut events, received, end);
    records(&mut events, TWO, amount(20));
    let verdict = verdict(&events);
    assert_eq!(names(&verdict), ["lost", "missing"]);
    assert_eq!(verdict.conservation(), Conservation::Lost(5));
    let missing = Deviation::Missing {
        channel: ONE_TO_TWO,
        message: MessageId::new(0),
        amount: amount(5),
        sent_at: index(2),
        received_at: Some(index(end - 1)),
    };
    assert_eq!(verdict.deviations(), [missing]);
}

#[test]
fn a_transfer_overtakes_a_marker() {
    let mut events = events(AFTER);
    let (received, marker) = (place(&events, is_receive), place(&events, is_marker_at_two));
    move_before(&mut events, received, marker);
    records(&mut events, TWO, amount(25));
    let verdict = verdict(&events);
    assert_eq!(names(&verdict), ["orphan", "surplus"]);
    let [orphan] = verdict.orphans() else { panic!("{verdict:?}") };
    assert_eq!((orphan.channel, orphan.received_at), (ONE_TO_TWO, Some(index(marker))));
    assert_eq!(verdict.conservation(), Conservation::Surplus(5));
}

#[test]
fn a_transfer_overtakes_a_marker_and_is_recorded() {
    // 1 begins; 2 sends 4 after its marker, which 1 takes before the marker.
    let text = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nReceive 2\nSend 2 1 4\nReceive 1\nReceive 1\n";
    let mut events = events(text);
    let received = place(&events, is_receive);
    let marker = place(&events, |event| matches!(event, Event::MarkerReceived { to: ONE, .. }));
    move_before(&mut events, received, marker);
    let (message, sent) = (MessageId::new(2), place(&events, |event| matches!(event, Event::TransferSent { .. })));
    events.insert(marker + 1, Event::MessageRecorded { snapshot: SNAPSHOT, message, from: TWO, to: ONE });
    let verdict = verdict(&events);
    assert_eq!(names(&verdict), ["sent after", "surplus"]);
    let why = NotThere::SentAfter { sent_at: index(sent) };
    assert_eq!(verdict.deviations(), [Deviation::Extra { channel: TWO_TO_ONE, message, at: index(marker + 1), why }]);
}

#[test]
fn a_channel_reorders_what_is_in_it() {
    let mut events = events(WITHIN);
    let first = place(&events, is_receive);
    let second = first + 1 + place(&events[first + 1..], is_receive);
    events.swap(first, second);
    events.swap(first + 1, second + 1);
    let verdict = verdict(&events);
    assert_eq!(names(&verdict), ["out of order"]);
    let at = index(second + 1);
    let overtaken_by = index(3);
    let deviation = Deviation::OutOfOrder { channel: TWO_TO_ONE, message: MessageId::new(0), at, overtaken_by };
    assert_eq!(verdict.deviations(), [deviation]);
}

#[test]
fn a_message_is_lost() {
    let mut events = events(WITHIN);
    let received = place(&events, is_receive);
    events.drain(received..received + 2);
    let verdict = verdict(&events);
    assert_eq!(names(&verdict), ["lost", "missing"]);
    assert!(matches!(verdict.deviations(), [Deviation::Missing { received_at: None, .. }]));
}

#[test]
fn a_message_comes_twice_before_the_cut() {
    let mut events = events(BEFORE);
    let received = place(&events, is_receive);
    events.insert(received, events[received]);
    records(&mut events, TWO, amount(30));
    let verdict = verdict(&events);
    assert_eq!((names(&verdict), verdict.conservation()), (vec!["surplus"], Conservation::Surplus(5)));
}

#[test]
fn a_message_comes_twice_into_the_recording() {
    let mut events = events(WITHIN);
    let received = place(&events, is_receive);
    let again: Vec<_> = events[received..received + 2].to_vec();
    events.splice(received..received, again);
    let verdict = verdict(&events);
    assert_eq!(names(&verdict), ["surplus", "twice"]);
    let (first, again) = (index(received + 1), index(received + 3));
    let deviation = Deviation::Twice { channel: TWO_TO_ONE, message: MessageId::new(0), first, again };
    assert_eq!(verdict.deviations(), [deviation]);
}

#[test]
fn a_message_comes_before_the_cut_and_again_into_the_recording() {
    let mut events = events(WITHIN);
    let received = place(&events, is_receive);
    let started = snapshots(&events).next().unwrap().0.get() as usize;
    events.insert(started, events[received]);
    records(&mut events, ONE, amount(14));
    let verdict = verdict(&events);
    assert_eq!(names(&verdict), ["received before", "surplus"]);
    let why = NotThere::ReceivedBefore { received_at: index(started) };
    assert!(matches!(verdict.deviations(), [Deviation::Extra { why: other, .. }] if *other == why));
}

#[test]
fn a_message_grows_on_the_way() {
    let mut events = events(BEFORE);
    let received = place(&events, is_receive);
    if let Event::TransferReceived { amount: carried, .. } = &mut events[received] {
        *carried = amount(6);
    }
    records(&mut events, TWO, amount(26));
    assert_eq!(names(&verdict(&events)), ["surplus"]);
}

#[test]
fn a_balance_is_recorded_after_sending_or_before_receiving() {
    for (text, who, balance) in [(AFTER, ONE, 5), (BEFORE, TWO, 20)] {
        let mut events = events(text);
        let at = index(records(&mut events, who, amount(balance)));
        let verdict = verdict(&events);
        assert_eq!((names(&verdict), verdict.conservation()), (vec!["lost", "wrong balance"], Conservation::Lost(5)));
        let (recorded, actual) = (amount(balance), balance + 5);
        assert_eq!(verdict.deviations(), [Deviation::WrongBalance { node: who, at, recorded, actual }]);
    }
}

#[test]
fn two_lies_that_cancel_out_are_two_lies() {
    let mut events = events(BEFORE);
    records(&mut events, ONE, amount(4));
    records(&mut events, TWO, amount(26));
    let verdict = verdict(&events);
    assert_eq!((names(&verdict), verdict.deviations().len()), (vec!["wrong balance"], 2));
}

#[test]
fn a_state_is_not_recorded_or_again() {
    let mut without = events(BEFORE);
    let at = records(&mut without, TWO, amount(25));
    let mut again = without.clone();
    without.remove(at);
    let silent = verdict(&without);
    assert_eq!(names(&silent), ["lost", "not recorded"]);
    assert_eq!(silent.deviations(), [Deviation::NotRecorded { node: TWO }]);
    assert_eq!(silent.cut().position(TWO), None);
    again.insert(at + 1, again[at]);
    let twice = verdict(&again);
    assert_eq!(names(&twice), ["recorded again", "surplus"]);
    let (first, other) = (index(at), index(at + 1));
    assert_eq!(twice.deviations(), [Deviation::RecordedAgain { node: TWO, first, again: other }]);
    assert_eq!(twice.cut().position(TWO), Some(at));
}

#[test]
fn a_channel_is_never_closed_or_again() {
    let mut without = events(BEFORE);
    let at = place(&without, |event| matches!(event, Event::ChannelClosed { to: TWO, .. }));
    let mut again = without.clone();
    without.remove(at);
    assert_eq!(verdict(&without).deviations(), [Deviation::NeverClosed { count: 1, first: ONE_TO_TWO }]);
    without.push(Event::NodeCreated { node: NodeId::new(3), balance: amount(1) });
    assert_eq!(verdict(&without).deviations(), [Deviation::NeverClosed { count: 1, first: ONE_TO_TWO }]);
    again.insert(at + 1, again[at]);
    let (first, other) = (index(at), index(at + 1));
    let deviation = Deviation::ClosedAgain { channel: ONE_TO_TWO, first, again: other };
    assert_eq!(verdict(&again).deviations(), [deviation]);
}

#[test]
fn a_message_is_recorded_that_was_never_sent() {
    // Of these numbers the first is that of a marker, the others of nothing.
    for number in [2, 40, u32::MAX] {
        let mut events = events(WITHIN);
        let (at, message) = (place(&events, is_record), MessageId::new(number));
        events.insert(at, Event::MessageRecorded { snapshot: SNAPSHOT, message, from: TWO, to: ONE });
        let extra = Deviation::Extra { channel: TWO_TO_ONE, message, at: index(at), why: NotThere::NeverSent };
        assert_eq!(verdict(&events).deviations(), [extra]);
    }
}

#[test]
fn strangers_record() {
    let nine = NodeId::new(9);
    let strange = [
        (Event::StateRecorded { snapshot: SNAPSHOT, node: nine, balance: Amount::ZERO }, nine),
        (Event::ChannelClosed { snapshot: SNAPSHOT, from: nine, to: ONE }, nine),
        (Event::ChannelClosed { snapshot: SNAPSHOT, from: ONE, to: nine }, nine),
        (Event::ChannelClosed { snapshot: SNAPSHOT, from: ONE, to: ONE }, ONE),
        (Event::MessageRecorded { snapshot: SNAPSHOT, message: MessageId::new(9), from: ONE, to: nine }, nine),
    ];
    for joins in [false, true] {
        for (event, node) in strange {
            let mut events = events(WITHIN);
            if joins {
                events.push(Event::NodeCreated { node: nine, balance: amount(90) });
            }
            events.push(event);
            let at = index(events.len() - 1);
            assert_eq!(verdict(&events).deviations(), [Deviation::NotInSnapshot { node, at }], "{event:?}");
        }
    }
}
