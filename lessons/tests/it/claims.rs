//! What the field `shows` of an example can claim, separated by commas, with a word or two of numbers behind each:
//!
//! | claim | the run shows |
//! |---|---|
//! | `nodes N` | so many nodes at the end |
//! | `state NODE AMOUNT` | what snapshot 1 recorded of a node |
//! | `channel A>B AMOUNT` | and of a channel, in all; `channel-of SNAPSHOT A>B AMOUNT` for another one |
//! | `messages A>B COUNT` | in so many transfers |
//! | `empty-channels` | snapshot 1 found no money in any channel |
//! | `occurred`, `never-occurred` | whether the recorded state was ever that of the run |
//! | `first-marker A<B` | the first marker that node A received came from B |
//! | `complete N` | so many snapshots became complete |
//! | `crossing` | of two snapshots, each has a node cut before the other |
//! | `early` | one was collected before it was complete: the one warning that is allowed |
//! | `all-markers N` | so many markers are sent in all |
//! | `markers N`, `flight AMOUNT` | what is in flight at the moment on show |
//! | `under-way N`, `overlap N` | so many snapshots are, at that moment |
//! | `open-to NODE N` | so many channels to the node are recorded then |
//! | `waits NODE` | the node waits then |
//! | `refused` | a send was refused just then |

use shutter_core::causality::{occurred, snapshots};
use shutter_core::cluster::{Payload, Recorded};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::ChannelName;
use shutter_core::snapshot::Snapshot;
use shutter_core::{NodeId, SnapshotId};

/// Whether a claim holds. `history` is at the moment on show.
pub(crate) fn holds(history: &History, claim: &str) -> bool {
    let words: Vec<_> = claim.split_whitespace().collect();
    let mut end = history.clone();
    end.seek(end.end());
    match *words {
        ["nodes", count] => end.state().cluster().node_count() == number(count),
        ["state", node, amount] => state(&end, number(node)) == number(amount),
        ["channel", name, amount] => channel(&end, 1, name).0 == number(amount),
        ["channel-of", snapshot, name, amount] => channel(&end, number(snapshot), name).0 == number(amount),
        ["messages", name, count] => channel(&end, 1, name).1 == number(count),
        ["empty-channels"] => first(&end).recorded_sum().1 == 0,
        ["occurred"] => occurs(&end).is_some(),
        ["never-occurred"] => occurs(&end).is_none(),
        ["first-marker", ends] => {
            let (node, from) = ends.split_once('<').unwrap();
            first_marker(&end, number(node)) == Some(NodeId::new(number(from)))
        }
        ["complete", count] => complete(&end) == number(count),
        ["crossing"] => crossing(&end),
        ["early"] => end.state().cluster().snapshots().any(|snapshot| snapshot.completed_at().is_none()),
        ["all-markers", count] => markers(end.log().events()) == number(count),
        ["markers", count] => in_flight(history) == number(count),
        ["flight", amount] => history.state().cluster().in_flight().get() == number(amount),
        ["under-way" | "overlap", count] => under_way(history) == number(count),
        ["open-to", node, count] => {
            let cluster = history.state().cluster();
            cluster.open_channels(first(history), NodeId::new(number(node))) == number(count)
        }
        ["waits", node] => !history.state().cluster().waits_of(NodeId::new(number(node))).is_empty(),
        ["refused"] => matches!(history.last_event(), Some((_, Event::SendRejected { .. }))),
        _ => panic!("no such claim: {claim}"),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

fn snapshot(history: &History, id: u32) -> &Snapshot {
    history.state().cluster().snapshot(SnapshotId::new(id)).expect("there is such a snapshot")
}

fn first(history: &History) -> &Snapshot {
    snapshot(history, 1)
}

fn state(history: &History, node: u32) -> u64 {
    let balance = history.state().cluster().recorded_balance(first(history), NodeId::new(node));
    balance.expect("it is recorded").get()
}

/// The sum that was recorded in a channel, and the number of transfers.
fn channel(history: &History, id: u32, name: &str) -> (u128, usize) {
    let (from, to) = name.split_once('>').unwrap();
    let name = ChannelName { from: NodeId::new(number(from)), to: NodeId::new(number(to)) };
    match history.state().cluster().recorded_channel(snapshot(history, id), name) {
        Recorded::Closed(state) => (state.sum(), state.messages().len()),
        Recorded::Open(_) | Recorded::NotYet => panic!("{name:?} is not closed"),
    }
}

fn occurs(history: &History) -> Option<usize> {
    let events = history.log().events();
    assert!(first(history).completed_at().is_some(), "the snapshot is complete");
    occurred(events, snapshots(events).next().unwrap().0)
}

fn first_marker(history: &History, node: u32) -> Option<NodeId> {
    history.log().events().iter().find_map(|event| match *event {
        Event::MarkerReceived { to, from, .. } if to == NodeId::new(node) => Some(from),
        _ => None,
    })
}

fn complete(history: &History) -> usize {
    history.state().cluster().snapshots().filter(|snapshot| snapshot.completed_at().is_some()).count()
}

fn crossing(history: &History) -> bool {
    let cluster = history.state().cluster();
    let at = |id, node| cluster.recorded_at(snapshot(history, id), node);
    let earlier = |one, other| cluster.node_ids().any(|node| at(one, node) < at(other, node));
    earlier(1, 2) && earlier(2, 1)
}

fn markers(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event, Event::MarkerSent { .. })).count()
}

fn in_flight(history: &History) -> usize {
    let state = history.state();
    let messages = state.busy_channels().flat_map(|name| state.channel(name));
    messages.filter(|(_, payload)| matches!(payload, Payload::Marker(_))).count()
}

fn under_way(history: &History) -> usize {
    history.state().cluster().snapshots().filter(|snapshot| snapshot.completed_at().is_none()).count()
}
