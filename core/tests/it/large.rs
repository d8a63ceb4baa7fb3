//! Banks that are too large to be looked at all the time: more nodes than fit into one word, page or level of anything.

use std::fmt::Write as _;

use shutter_core::NodeId;
use shutter_core::history::{History, Moment};
use shutter_core::script::{ChannelName, Script};

use crate::observe::observe;
use crate::reference::Reference;

/// Small numbers that look like chance (Knuth's multiplicative hash), the same on every machine.
fn number(of: u32, below: u32) -> u32 {
    (of.wrapping_mul(2_654_435_761) >> 12) % below
}

/// Creates nodes 0 to `count` in an order that is none.
fn nodes(count: u32) -> String {
    let mut ids: Vec<_> = (0..count).collect();
    ids.sort_by_key(|&id| number(id, 1 << 20));
    ids.iter().fold(String::new(), |mut text, id| {
        writeln!(text, "CreateNode {id} 1000").unwrap();
        text
    })
}

/// Sends and receives among the first so many nodes.
fn traffic(text: &mut String, nodes: u32, lines: u32) {
    for line in 0..lines {
        let (from, to) = (number(line, nodes), number(line + 7919, nodes - 1));
        let to = if to >= from { to + 1 } else { to };
        match number(line + 104_729, 3) {
            0 => writeln!(text, "Receive {to}"),
            1 => writeln!(text, "Receive {to} {from}"),
            _ => writeln!(text, "Send {from} {to} {}", line % 10),
        }
        .unwrap();
    }
}

/// The run is the reference's; at its end, and after having been at the start, it is in the reference's state.
fn check(text: &str) {
    let script = Script::parse(text);
    assert_eq!(script.faults(), []);
    let reference = Reference::run_blind(script.commands());
    let mut history = History::of(&script);
    assert_eq!(history.log().events(), reference.events);
    assert_eq!(history.faults(), reference.faults());
    assert_eq!(history.transcript().to_string(), reference.transcript());
    let end = reference.observe();
    assert_eq!(observe(&history), end);
    history.seek(Moment::default());
    assert_eq!(observe(&history), observe(&History::default()));
    while history.step() {}
    assert_eq!(observe(&history), end);
}

#[test]
fn overlapping_snapshots_among_130_nodes() {
    let mut text = nodes(130);
    traffic(&mut text, 130, 500);
    text.push_str("BeginSnapshot 129\nBeginSnapshot 0\nReceive 64 129\nReceive 63 0\nCollectState 1\nCollectState 2\n");
    traffic(&mut text, 130, 3000);
    text.push_str("CollectState 1\nReceiveAll\nPrintSnapshot\nCollectState\n");
    check(&text);
}

#[test]
fn a_snapshot_is_complete_with_exactly_64_and_65_nodes() {
    for count in [63, 64, 65] {
        let mut text = nodes(count);
        text.push_str("BeginSnapshot 5\n");
        traffic(&mut text, count, 300);
        text.push_str("ReceiveAll\nCollectState\nPrintSnapshot\n");
        check(&text);
    }
}

/// The set of nodes that have mail has another level above every 4,096 of them.
#[test]
fn money_on_its_way_among_4200_nodes() {
    let mut text = nodes(4200);
    for to in [4199, 4096, 4095, 0, 64, 63] {
        for from in [1, 4098, 65, 2000] {
            writeln!(text, "Send {from} {to} 5").unwrap();
        }
    }
    // A node that comes between others moves all that come after it.
    text.push_str("CreateNode 4200 1\nReceive 4199\nReceive 0\nReceive 4095\n");
    let script = Script::parse(&(text + "ReceiveAll\n"));
    let mut history = History::of(&script);
    let reference = Reference::run_blind(script.commands());
    assert_eq!(history.log().events(), reference.events);
    assert_eq!(history.transcript().to_string(), reference.transcript());
    history.step_command_back();
    let busy: Vec<_> = history.state().busy_channels().map(|ChannelName { from, to }| (to.get(), from.get())).collect();
    let mut expected = Vec::new();
    for to in [0, 63, 64, 4095, 4096, 4199] {
        let senders = [1, 65, 2000, 4098].into_iter().skip(usize::from([0, 4095, 4199].contains(&to)));
        expected.extend(senders.map(|from| (to, from)));
    }
    assert_eq!(busy, expected);
    assert_eq!(history.state().first_busy_channel_to(NodeId::new(64)).map(|name| name.from.get()), Some(1));
}

/// Joining moves the others up in the order of ids, and leaving, on the way back, moves them down.
#[test]
fn nodes_come_and_go_among_messages() {
    let mut text = String::new();
    for id in (0..150).rev() {
        writeln!(text, "CreateNode {} 100", id * 3).unwrap();
        if id < 148 {
            writeln!(text, "Send {} {} 1\nSend {} {} 2", id * 3, (id + 2) * 3, (id + 1) * 3, id * 3).unwrap();
        }
        if id % 10 == 0 && id < 140 {
            writeln!(text, "Receive {}\nCreateNode {} 7\nSend {} {} 1", id * 3, id * 3 + 100, id * 3 + 100, id * 3)
                .unwrap();
        }
    }
    text.push_str("ReceiveAll\n");
    let script = Script::parse(&text);
    assert_eq!(script.faults(), []);
    let mut history = History::of(&script);
    let reference = Reference::run_blind(script.commands());
    assert_eq!(history.log().events(), reference.events);
    assert_eq!(history.faults(), reference.faults());
    for count in (0..script.commands().len()).rev().step_by(37) {
        history.seek(history.moment_of_command(count));
        assert_eq!(observe(&history), Reference::run_blind(&script.commands()[..count]).observe());
    }
}
