//! Runs of other algorithms: nothing that only Chandy and Lamport's rules make true is said of them.

use expect_test::expect;
use shutter_core::cluster::Payload;
use shutter_core::history::History;
use shutter_core::limits::Limits;
use shutter_core::script::Script;
use shutter_core::snapshot::{Algorithm, Effect, Incoming, Process};
use shutter_core::{NodeId, SnapshotId};

use super::{THREE, TWO, walk};

fn run(algorithm: &'static dyn Algorithm, script: &str) -> History {
    let mut history = History::new(algorithm, Limits::default());
    for &command in Script::parse(script).commands() {
        history.execute(command).expect("the command can be done");
    }
    history
}

fn record_and_tell(process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
    effects.push(Effect::RecordState { snapshot, balance: process.balance() });
    effects.extend(process.peers().map(|to| Effect::SendMarker { snapshot, to }));
}

/// Does not record what arrives on its channels.
struct Deaf;

impl Algorithm for Deaf {
    fn name(&self) -> &'static str {
        "Deaf"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        record_and_tell(process, snapshot, effects);
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        if let Payload::Marker(snapshot) = incoming.payload {
            if !process.has_recorded(snapshot) {
                record_and_tell(process, snapshot, effects);
            }
            effects.push(Effect::CloseChannel { snapshot, from: incoming.from });
        }
    }
}

/// Records on a transfer, not on a marker.
struct Late;

impl Algorithm for Late {
    fn name(&self) -> &'static str {
        "Late"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        record_and_tell(process, snapshot, effects);
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        let snapshot = SnapshotId::new(1);
        if let Payload::Transfer(_) = incoming.payload {
            record_and_tell(process, snapshot, effects);
            let from = NodeId::new(1);
            effects.push(Effect::RecordMessage { snapshot, message: incoming.message, from });
        }
    }
}

#[test]
fn money_that_is_missed_is_named() {
    let mut history = run(&Deaf, &format!("{TWO}Send 2 1 50\nBeginSnapshot 1\nReceiveAll\n"));
    expect![[r#"
        line 4, event 4
        The observer asks node 1 to start snapshot 1.
        Node 1 is the initiator: it records *1,000*, sends a marker on its one outgoing channel, and starts recording 2 → 1.

        line 4, event 5
        Node 1 records its balance *1,000* for snapshot 1.
        As the initiator it records without waiting for a marker. What node 1 did until now is before the cut, and what it does from now on is after it. 1 of 2 nodes has recorded so far. Next it sends a marker on its one outgoing channel and starts recording 2 → 1.

        line 4, event 6
        Node 1 sends a marker of snapshot 1 to node 2.
        As the initiator of snapshot 1, node 1 recorded *1,000*, sent a marker on its one outgoing channel, and started recording 2 → 1.

        line 5, event 7
        Node 1 receives *50* from node 2. Its balance rises from 1,000 to 1,050.
        Node 1 has recorded, and node 2 has not: the transfer crosses the cut of snapshot 1, so it belongs to channel 2 → 1.

        line 5, event 8
        Node 2 receives a marker of snapshot 1 from node 1.
        It has not recorded yet, so it records *450*, closes 1 → 2 as empty, and sends a marker on its one outgoing channel.

        line 5, event 9
        Node 2 records its balance *450* for snapshot 1.
        What node 2 did until now is before the cut, and what it does from now on is after it. Now both nodes have recorded. Next it closes 1 → 2 as empty and sends a marker on its one outgoing channel.

        line 5, event 10
        Node 2 sends a marker of snapshot 1 to node 1.


        line 5, event 11
        Node 2 closes channel 1 → 2 for snapshot 1 as empty.
        Node 2 has no other channel to record.

        line 5, event 12
        Node 1 receives a marker of snapshot 1 from node 2.
        Node 1 has recorded its balance already, so this marker ends the recording of channel 2 → 1: nothing was recorded in it, so its state is empty.

        line 5, event 13
        Node 1 closes channel 2 → 1 for snapshot 1 as empty.
        Node 1 has no other channel to record.

        line 5, event 14
        Snapshot 1 is complete: both nodes have recorded, and both channels are closed.
        The nodes recorded 1,000 + 450 = 1,450 and the channels 0: together *1,450*, but the bank holds 1,500: 50 is missing.

    "#]].assert_eq(&walk(&mut history, 3));
}

#[test]
fn an_orphan_is_called_one() {
    let script = format!("{THREE}BeginSnapshot 1\nSend 1 2 50\nReceive 2 1\nReceive 2 1\n");
    expect![[r#"
        line 5, event 8
        Node 1 sends *50* to node 2. Its balance falls from 1,000 to 950.
        Node 1 has recorded already, so this transfer is after the cut and no part of snapshot 1.

        line 6, event 9
        Node 2 receives a marker of snapshot 1 from node 1.


        line 7, event 10
        Node 2 receives *50* from node 1. Its balance rises from 500 to 550.
        Node 1 sent this after it recorded, and node 2 has not recorded yet: if it records after this, this is an orphan message, and the cut of snapshot 1 is not consistent.

        line 7, event 11
        Node 2 records its balance *550* for snapshot 1.
        What node 2 did until now is before the cut, and what it does from now on is after it. 2 of 3 nodes have recorded so far. Next it sends markers on its 2 outgoing channels and starts recording 1 → 2 and 3 → 2.

        line 7, event 12
        Node 2 sends a marker of snapshot 1 to node 1 (1 of 2).


        line 7, event 13
        Node 2 sends a marker of snapshot 1 to node 3 (2 of 2).
        For snapshot 1, node 2 recorded *550*, sent markers on its 2 outgoing channels, and started recording 1 → 2 and 3 → 2.

        line 7, event 14
        Node 2 records *50* in channel 1 → 2 for snapshot 1.
        But it does not cross the cut, so it should not be in this snapshot.

    "#]].assert_eq(&walk(&mut run(&Late, &script), 4));
}
