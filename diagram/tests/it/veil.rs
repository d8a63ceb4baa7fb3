//! What is said and drawn of a run whose records are veiled gives none of them away.

use shutter_core::history::History;
use shutter_core::limits::Limits;
use shutter_core::script::Script;
use shutter_core::snapshot::Veiled;
use shutter_core::{EventIndex, NodeId};
use shutter_diagram::explain::{explain, sentence};
use shutter_diagram::network::{NetworkPicture, Size};
use shutter_diagram::table::{Balances, row};

/// Node 1 records 1,234 and node 2 5,550, with 1,314 on the way to node 1.
const TEXT: &str = "CreateNode 1 1734\nCreateNode 2 6364\nSend 1 2 500\nSend 2 1 777\nBeginSnapshot 1\nSend 2 1 37\nReceive 2\n\
    Send 2 1 500\nReceive 2\nReceiveAll\nCollectState\nPrintSnapshot\n";

fn run(mut history: History) -> History {
    for &command in Script::parse(TEXT).commands() {
        history.execute(command).unwrap();
    }
    history
}

/// All that is said of the run at all its moments, but for what anybody can see: the balances and what is sent.
fn said(mut history: History) -> Vec<String> {
    let mut all = Vec::new();
    let balances = Balances::of(history.log().events());
    for events in 0..=history.end().events {
        history.seek(history.moment_of_event(events));
        let picture = NetworkPicture::of(&history, Size { width: 800.0, height: 600.0 }, Some(NodeId::new(1)));
        assert!(picture.nodes.iter().all(|node| node.snapshots.is_empty()) || !history.log().is_veiled());
        all.extend(picture.nodes.iter().map(|node| node.words.clone()));
        all.extend(picture.lanes.iter().map(|lane| lane.words.clone()));
        all.push(explain(&history).text());
        let Some((event, _)) = history.last_event() else { continue };
        all.push(sentence(history.log(), event));
        let row = row(history.log(), &balances, event).unwrap();
        assert!(!history.log().is_veiled() || ["", "?"].contains(&row.balance.as_str()));
        all.push(row.what);
    }
    all
}

#[test]
fn no_record_is_said_to_be_nothing_either() {
    let open = said(run(History::default()));
    let veiled = said(run(History::new(&Veiled, Limits::default())));
    for word in
        ["records its balance 1,234", "recorded 1,234", "1,314", "6,784", "is empty", "belongs to channel", "as empty"]
    {
        assert!(open.iter().any(|text| text.contains(word)), "{word} would not be missed");
        let told: Vec<_> = veiled.iter().filter(|text| text.contains(word)).collect();
        assert!(told.is_empty(), "{word}: {told:#?}");
    }
    for lie in ["balance 0", "recorded 0", "**0**", "nothing so far", "is missing"] {
        assert!(!veiled.iter().any(|text| text.contains(lie)), "{lie}");
    }
    assert!(veiled.contains(&"Node 1 records its balance for snapshot 1.".to_owned()));
}

#[test]
fn the_event_of_a_record_is_still_there() {
    let history = run(History::new(&Veiled, Limits::default()));
    assert_eq!(sentence(history.log(), EventIndex::new(5)), "Node 1 records its balance for snapshot 1");
}
