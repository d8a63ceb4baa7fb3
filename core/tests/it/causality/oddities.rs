//! What is said of events that are of no bank, where something must be said.

use shutter_core::causality::{Cut, Division, Epoch, Order, Verdict, snapshots};
use shutter_core::event::Event;
use shutter_core::{EventIndex, NodeId};

use super::runs::events;

const WITHIN: &str = "CreateNode 1 10\nCreateNode 2 20\nSend 2 1 4\nSend 2 1 3\nBeginSnapshot 1\nReceiveAll\n";

fn index(at: usize) -> EventIndex {
    EventIndex::new(u32::try_from(at).unwrap())
}

fn start(events: &[Event]) -> usize {
    snapshots(events).next().unwrap().0.get() as usize
}

#[test]
fn of_two_sends_of_a_message_the_first_counts() {
    let mut events = events("CreateNode 1 10\nCreateNode 2 20\nSend 1 2 3\n");
    events.push(events[2]);
    let epoch = Epoch::at(&events, 0);
    let division = Division::of(epoch, &Cut::at(epoch, events.len()));
    let [transfer] = division.in_channels() else { panic!("{division:?}") };
    assert_eq!(transfer.sent_at, index(2));
    assert_eq!(division.balance(NodeId::new(1)), Some(4));
}

#[test]
fn of_two_receives_of_a_message_the_first_counts() {
    let mut events = events("CreateNode 1 10\nCreateNode 2 20\nSend 1 2 3\nReceive 2\n");
    events.push(events[3]);
    let order = Order::of(&events);
    assert_eq!(order.receive_of(index(2)), Some(index(3)));
    assert_eq!((order.send_of(index(3)), order.send_of(index(4))), (Some(index(2)), Some(index(2))));
    let epoch = Epoch::at(&events, 0);
    let torn = Cut::new([(NodeId::new(1), 2), (NodeId::new(2), 5)]);
    assert_eq!(Division::of(epoch, &torn).orphans()[0].received_at, Some(index(3)));
    assert_eq!(torn.consistent_before(epoch).position(NodeId::new(2)), Some(3));
}

#[test]
fn a_message_from_a_bank_before_comes_from_nowhere() {
    let bank = "CreateNode 1 10\nCreateNode 2 20\n";
    let mut events = events(&format!("{bank}Send 1 2 3\nReceive 2\nKillAll\n{bank}"));
    let received = events.remove(3);
    events.push(received);
    let last = index(events.len() - 1);
    let order = Order::of(&events);
    assert_eq!(order.send_of(last), None);
    assert_eq!(order.past(last).len(), 2);
    assert!(!order.happened_before(index(2), last));
}

#[test]
fn a_snapshot_is_what_follows_its_start() {
    let mut events = events(WITHIN);
    let started = start(&events);
    let state = events.iter().position(|event| matches!(event, Event::StateRecorded { .. })).unwrap();
    events.insert(started, events[state]);
    assert!(Verdict::of(&events, index(started + 1)).unwrap().holds());
}

#[test]
fn a_snapshot_ends_where_another_of_its_number_starts() {
    let mut events = events(WITHIN);
    let started = start(&events);
    events.insert(started, events[started]);
    assert_eq!(Verdict::of(&events, index(started)), None);
    assert!(Verdict::of(&events, index(started + 1)).unwrap().holds());
}
