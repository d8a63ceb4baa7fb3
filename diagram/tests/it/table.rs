//! The run in rows.

use expect_test::expect;
use shutter_core::EventIndex;
use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_diagram::table::{Balances, row};

fn rows(text: &str) -> String {
    let history = History::of(&Script::parse(text));
    let balances = Balances::of(history.log().events());
    let rows = (0..=100).map_while(|at| row(history.log(), &balances, EventIndex::new(at)));
    let line = |row: shutter_diagram::table::Row| {
        let mark = if row.changed { "*" } else { "" };
        format!("{} | {} | {} | {}{mark}", row.process, row.what, row.cause, row.balance)
    };
    rows.map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_event_has_its_process_its_cause_and_the_balance_after_it() {
    let text = "# a note\nStartMaster\nCreateNode 2 1500\nCreateNode 1 10\nSend 2 1 300\nSend 1 2 11\nBeginSnapshot 1\nReceiveAll\n\
                CollectState\nPrintSnapshot\nKillAll\nCreateNode 1 7\n";
    expect![[r#"
         | The master and the observer start | line 2 | 
        2 | Node 2 joins with a balance of 1,500 | line 3 | 1,500*
        1 | Node 1 joins with a balance of 10 | line 4 | 10*
        2 | Node 2 sends 300 to node 1 | line 5 | 1,200*
        1 | Node 1 cannot send 11 to node 2 (ERR_SEND) | line 6 | 10
        1 | The observer asks node 1 to start snapshot 1 | line 7 | 10
        1 | Node 1 records its balance 10 for snapshot 1 | line 7 | 10
        1 | Node 1 sends a marker of snapshot 1 to node 2 | line 7 | 10
        1 | Node 1 receives 300 from node 2 | line 8, event 4 | 310*
        1 | Node 1 records 300 in channel 2 → 1 for snapshot 1 | line 8 | 310
        2 | Node 2 receives a marker of snapshot 1 from node 1 | line 8, event 8 | 1,200
        2 | Node 2 records its balance 1,200 for snapshot 1 | line 8 | 1,200
        2 | Node 2 closes channel 1 → 2 for snapshot 1 | line 8 | 1,200
        2 | Node 2 sends a marker of snapshot 1 to node 1 | line 8 | 1,200
        1 | Node 1 receives a marker of snapshot 1 from node 2 | line 8, event 14 | 310
        1 | Node 1 closes channel 2 → 1 for snapshot 1 | line 8 | 310
         | Snapshot 1 is complete | line 8 | 
         | The observer collects snapshot 1 | line 9 | 
         | The observer prints snapshot 1 | line 10, event 18 | 
         | KillAll ends every node | line 11 | 
        1 | Node 1 joins with a balance of 7 | line 12 | 7*"#]]
    .assert_eq(&rows(text));
}

#[test]
fn there_is_no_row_of_what_did_not_happen() {
    expect![[""]].assert_eq(&rows("nonsense\n"));
}

#[test]
fn balances_are_those_of_the_bank() {
    let text = "CreateNode 5 100\nCreateNode 1 50\nCreateNode 3 20\nSend 5 1 30\nSend 1 3 50\nReceive 1\nBeginSnapshot 3\nReceiveAll\nSend 3 5 70\nReceive 5\n";
    let mut history = History::of(&Script::parse(text));
    let balances = Balances::of(history.log().events());
    assert_eq!(balances.largest(), 140);
    for at in 0..history.end().events {
        history.seek(history.moment_of_event(at + 1));
        let node = history.log().events()[at].node();
        let balance = node.and_then(|node| history.state().cluster().balance(node));
        let index = EventIndex::new(u32::try_from(at).expect("few events"));
        assert_eq!(balances.after(index), balance.map(shutter_core::Amount::get), "event {at}");
    }
}
