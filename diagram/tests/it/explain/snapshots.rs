//! Snapshots, and what they make of transfers.

use std::fmt::Write;

use expect_test::expect;
use shutter_core::history::History;
use shutter_diagram::explain::explain;

use super::{THREE, TWO, check, check_from, run, shown};

#[test]
fn a_node_alone() {
    check_from(
        2,
        "CreateNode 5 1200\nBeginSnapshot 5\nCollectState\nPrintSnapshot\n",
        expect![[r#"
            line 2, event 2
            The observer asks node 5 to start snapshot 1.
            Node 5 is the initiator: it records *1,200*. It is alone and has no channels, so its balance is the whole snapshot.

            line 2, event 3
            Node 5 records its balance *1,200* for snapshot 1.
            As the initiator it records without waiting for a marker. What node 5 did until now is before the cut, and what it does from now on is after it. It has no channels, so there is nothing else to record.

            line 2, event 4
            Snapshot 1 is complete: the only node has recorded.
            It recorded *1,200*, all the money in the bank.

            line 3, event 5
            The observer collects snapshot 1.
            It is complete. It recorded *1,200*, all the money in the bank.

            line 4, event 6
            The observer prints snapshot 1.
            The report lists 1 balance and no channels.

        "#]],
    );
}

#[test]
fn two_nodes() {
    check_from(
        3,
        &format!("{TWO}BeginSnapshot 1\nSend 2 1 100\nReceive 2\nReceive 1\nReceive 1\n"),
        expect![[r#"
            line 3, event 3
            The observer asks node 1 to start snapshot 1.
            Node 1 is the initiator: it records *1,000*, sends a marker on its one outgoing channel, and starts recording 2 → 1.

            line 3, event 4
            Node 1 records its balance *1,000* for snapshot 1.
            As the initiator it records without waiting for a marker. What node 1 did until now is before the cut, and what it does from now on is after it. 1 of 2 nodes has recorded so far. Next it sends a marker on its one outgoing channel and starts recording 2 → 1.

            line 3, event 5
            Node 1 sends a marker of snapshot 1 to node 2.
            As the initiator of snapshot 1, node 1 recorded *1,000*, sent a marker on its one outgoing channel, and started recording 2 → 1.

            line 4, event 6
            Node 2 sends *100* to node 1. Its balance falls from 500 to 400.
            Node 2 has not recorded yet, but node 1 has: this transfer crosses the cut, so it belongs to channel 2 → 1 in snapshot 1.

            line 5, event 7
            Node 2 receives its first marker of snapshot 1, from node 1.
            It has not recorded yet, so it records *400*, closes 1 → 2 as empty, and sends a marker on its one outgoing channel.

            line 5, event 8
            Node 2 records its balance *400* for snapshot 1.
            The marker from node 1 is its first of this snapshot, so it records now. What node 2 did until now is before the cut, and what it does from now on is after it. Now both nodes have recorded. Next it closes 1 → 2 as empty and sends a marker on its one outgoing channel.

            line 5, event 9
            Node 2 closes channel 1 → 2 for snapshot 1 as empty.
            What node 1 sent before its marker had arrived before node 2 recorded, so in this snapshot the channel is empty. Node 2 has no other channel to record.

            line 5, event 10
            Node 2 sends a marker of snapshot 1 to node 1.
            First marker of snapshot 1, from node 1: node 2 recorded *400*, closed 1 → 2 as empty, and sent a marker on its one outgoing channel.

            line 6, event 11
            Node 1 receives *100* from node 2. Its balance rises from 1,000 to 1,100.
            Node 1 has recorded, and node 2 sent this before it recorded: the transfer crosses the cut of snapshot 1, so it is recorded in channel 2 → 1.

            line 6, event 12
            Node 1 records *100* in channel 2 → 1 for snapshot 1.
            Node 2 sent this before the cut and node 1 received it after the cut: it crosses the cut, so in this snapshot it is in flight.

            line 7, event 13
            Node 1 receives a marker of snapshot 1 from node 2.
            Node 1 has recorded its balance already, so this marker ends the recording of channel 2 → 1: its state is what was recorded in it, *100*.

            line 7, event 14
            Node 1 closes channel 2 → 1 for snapshot 1 with *100* in it.
            All that node 2 sent before its marker has arrived; what came after node 1 recorded is the state of the channel: *100*. Node 1 has no other channel to record.

            line 7, event 15
            Snapshot 1 is complete: both nodes have recorded, and both channels are closed.
            The nodes recorded 1,000 + 400 = 1,400 and the channels 100: together *1,500*, all the money in the bank. Perhaps the bank was never in this state at any one moment, but it could have been: the cut is consistent.

        "#]],
    );
}

#[test]
fn a_send_on_each_side_of_the_cut() {
    let before = format!("{THREE}BeginSnapshot 1\n");
    // Neither has recorded; only the receiver; only the sender, with its marker ahead; both.
    check(
        &format!("{before}Send 2 3 5\n"),
        expect![[r#"
        Node 2 sends *5* to node 3. Its balance falls from 500 to 495.
        Node 2 has not recorded yet, so this transfer is sent before the cut. If node 3 receives it after recording, it belongs to channel 2 → 3 in snapshot 1.
    "#]],
    );
    check(
        &format!("{before}Send 2 1 5\n"),
        expect![[r#"
        Node 2 sends *5* to node 1. Its balance falls from 500 to 495.
        Node 2 has not recorded yet, but node 1 has: this transfer crosses the cut, so it belongs to channel 2 → 1 in snapshot 1.
    "#]],
    );
    check(
        &format!("{before}Send 1 2 5\n"),
        expect![[r#"
        Node 1 sends *5* to node 2. Its balance falls from 1,000 to 995.
        Node 1 has recorded already, so this transfer is after the cut and no part of snapshot 1. The marker is ahead of it in channel 1 → 2, so node 2 will have recorded when it arrives.
    "#]],
    );
    check(
        &format!("{before}Receive 2\nSend 1 2 5\n"),
        expect![[r#"
        Node 1 sends *5* to node 2. Its balance falls from 1,000 to 995.
        Node 1 has recorded already, so this transfer is after the cut and no part of snapshot 1.
    "#]],
    );
}

#[test]
fn a_receipt_on_each_side_of_the_cut() {
    // Sent and received while neither has recorded.
    check(
        &format!("{THREE}BeginSnapshot 1\nSend 2 3 5\nReceive 3 2\n"),
        expect![[r#"
        Node 3 receives *5* from node 2. Its balance rises from 300 to 305.
        Neither node has recorded yet, so this transfer is wholly before the cut of snapshot 1 and belongs to no channel.
    "#]],
    );
    // Sent before the sender recorded, received before the receiver does.
    check(
        &format!("{THREE}Send 1 2 5\nBeginSnapshot 1\nReceive 2 1\n"),
        expect![[r#"
            Node 2 receives *5* from node 1. Its balance rises from 500 to 505.
            Node 1 sent this before it recorded, and node 2 has not recorded yet: the transfer is wholly before the cut of snapshot 1 and belongs to no channel.
        "#]],
    );
    // After the cut.
    check(
        &format!("{THREE}BeginSnapshot 1\nSend 1 2 5\nReceive 2\nReceive 2\n"),
        expect![[r#"
        Node 2 receives *5* from node 1. Its balance rises from 500 to 505.
        Node 1 sent this after it recorded, so it is after the cut and no part of snapshot 1.
    "#]],
    );
    // Across it, twice in one channel.
    check_from(
        7,
        &format!("{THREE}BeginSnapshot 1\nSend 2 1 5\nSend 2 1 6\nReceive 1\nReceive 1\n"),
        expect![[r#"
            line 7, event 10
            Node 1 receives *5* from node 2. Its balance rises from 1,000 to 1,005.
            Node 1 has recorded, and node 2 has not: the transfer crosses the cut of snapshot 1, so it is recorded in channel 2 → 1.

            line 7, event 11
            Node 1 records *5* in channel 2 → 1 for snapshot 1.
            Node 2 sent this before the cut and node 1 received it after the cut: it crosses the cut, so in this snapshot it is in flight.

            line 8, event 12
            Node 1 receives *6* from node 2. Its balance rises from 1,005 to 1,011.
            Node 1 has recorded, and node 2 has not: the transfer crosses the cut of snapshot 1, so it is recorded in channel 2 → 1.

            line 8, event 13
            Node 1 records *6* in channel 2 → 1 for snapshot 1.
            Node 2 sent this before the cut and node 1 received it after the cut: it crosses the cut, so in this snapshot it is in flight. So far the channel holds 5 + 6 = *11*.

        "#]],
    );
}

#[test]
fn overlapping_snapshots() {
    let script =
        format!("{THREE}BeginSnapshot 1\nBeginSnapshot 2\nBeginSnapshot 1\nSend 3 1 5\nSend 2 1 5\nReceive 1 3\n");
    check_from(
        5,
        &script,
        expect![[r#"
            line 5, event 8
            The observer asks node 2 to start snapshot 2.
            Node 2 is the initiator: it records *500*, sends markers on its 2 outgoing channels, and starts recording 1 → 2 and 3 → 2. Snapshot 1 is under way too; each records on its own.

            line 5, event 9
            Node 2 records its balance *500* for snapshot 2.
            As the initiator it records without waiting for a marker. What node 2 did until now is before the cut, and what it does from now on is after it. 1 of 3 nodes has recorded so far. Next it sends markers on its 2 outgoing channels and starts recording 1 → 2 and 3 → 2.

            line 5, event 10
            Node 2 sends a marker of snapshot 2 to node 1 (1 of 2).
            After recording, and before it sends anything else, node 2 sends a marker on each outgoing channel. In channel 2 → 1, what is ahead of the marker was sent before the cut; what follows it is sent after the cut.

            line 5, event 11
            Node 2 sends a marker of snapshot 2 to node 3 (2 of 2).
            As the initiator of snapshot 2, node 2 recorded *500*, sent markers on its 2 outgoing channels, and started recording 1 → 2 and 3 → 2.

            line 6, event 12
            The observer asks node 1 to start snapshot 3.
            Node 1 is the initiator: it records *1,000*, sends markers on its 2 outgoing channels, and starts recording 2 → 1 and 3 → 1. Snapshots 1 and 2 are under way too; each records on its own.

            line 6, event 13
            Node 1 records its balance *1,000* for snapshot 3.
            As the initiator it records without waiting for a marker. What node 1 did until now is before the cut, and what it does from now on is after it. 1 of 3 nodes has recorded so far. Next it sends markers on its 2 outgoing channels and starts recording 2 → 1 and 3 → 1.

            line 6, event 14
            Node 1 sends a marker of snapshot 3 to node 2 (1 of 2).
            After recording, and before it sends anything else, node 1 sends a marker on each outgoing channel. In channel 1 → 2, what is ahead of the marker was sent before the cut; what follows it is sent after the cut. 1 message is ahead of it now.

            line 6, event 15
            Node 1 sends a marker of snapshot 3 to node 3 (2 of 2).
            As the initiator of snapshot 3, node 1 recorded *1,000*, sent markers on its 2 outgoing channels, and started recording 2 → 1 and 3 → 1.

            line 7, event 16
            Node 3 sends *5* to node 1. Its balance falls from 300 to 295.
            In snapshot 2, node 3 has not recorded yet: the transfer is sent before the cut, and belongs to channel 3 → 1 if node 1 receives it after recording. In snapshots 1 and 3, node 1 has recorded and node 3 has not: the transfer crosses the cut and belongs to channel 3 → 1.

            line 8, event 17
            Node 2 sends *5* to node 1. Its balance falls from 500 to 495.
            In snapshots 1 and 3, node 1 has recorded and node 2 has not: the transfer crosses the cut and belongs to channel 2 → 1. In snapshot 2, node 2 has recorded already: the transfer is after the cut.

            line 9, event 18
            Node 1 receives *5* from node 3. Its balance rises from 1,000 to 1,005.
            In snapshot 2, node 1 has not recorded yet: the transfer is wholly before the cut. In snapshots 1 and 3, node 1 has recorded, and node 3 had not when it sent this: the transfer crosses the cut and is recorded in channel 3 → 1.

            line 9, event 19
            Node 1 records *5* in channel 3 → 1 for snapshot 1.
            Node 3 sent this before the cut and node 1 received it after the cut: it crosses the cut, so in this snapshot it is in flight.

            line 9, event 20
            Node 1 records *5* in channel 3 → 1 for snapshot 3 too.
            Node 3 sent this before the cut and node 1 received it after the cut: it crosses the cut, so in this snapshot it is in flight.

        "#]],
    );
}

#[test]
fn collected_early() {
    let script = format!("{THREE}BeginSnapshot 1\nReceive 2\nSend 3 2 5\nReceive 2 3\nCollectState\nPrintSnapshot\n");
    check_from(
        8,
        &script,
        expect![[r#"
            line 8, event 16
            The observer collects snapshot 1 before it is complete.
            Node 3 has not recorded, and channels 2 → 1, 3 → 1 and 3 → 2 are still being recorded. A report of it shows ? for what is not recorded yet, and the sum so far for a channel that is still being recorded. To have all of it, deliver the markers first.

            line 9, event 17
            The observer prints snapshot 1.
            The report lists 3 balances, then 6 channels, in ascending order. The snapshot was not complete when it was collected: ? stands for what was not recorded yet, and a channel that was still being recorded has the sum until then.

        "#]],
    );
    check_from(
        6,
        &format!("{TWO}BeginSnapshot 1\nReceive 2\nReceive 1\nCollectState\nCollectState 1\n"),
        expect![[r#"
        line 6, event 13
        The observer collects snapshot 1.
        It is complete. The nodes recorded 1,000 + 500 = 1,500 and the channels 0: together *1,500*, all the money in the bank.

        line 7, event 14
        The observer collects snapshot 1.
        It is complete. The nodes recorded 1,000 + 500 = 1,500 and the channels 0: together *1,500*, all the money in the bank.

    "#]],
    );
    check_from(
        4,
        &format!("{TWO}BeginSnapshot 1\nCollectState\nReceiveAll\nPrintSnapshot\n"),
        expect![[r#"
            line 4, event 6
            The observer collects snapshot 1 before it is complete.
            Node 2 has not recorded, and channel 2 → 1 is still being recorded. A report of it shows ? for what is not recorded yet, and the sum so far for a channel that is still being recorded. To have all of it, deliver the markers first.

            line 5, event 7
            Node 2 receives its first marker of snapshot 1, from node 1.
            It has not recorded yet, so it records *500*, closes 1 → 2 as empty, and sends a marker on its one outgoing channel.

            line 5, event 8
            Node 2 records its balance *500* for snapshot 1.
            The marker from node 1 is its first of this snapshot, so it records now. What node 2 did until now is before the cut, and what it does from now on is after it. Now both nodes have recorded. Next it closes 1 → 2 as empty and sends a marker on its one outgoing channel.

            line 5, event 9
            Node 2 closes channel 1 → 2 for snapshot 1 as empty.
            What node 1 sent before its marker had arrived before node 2 recorded, so in this snapshot the channel is empty. Node 2 has no other channel to record.

            line 5, event 10
            Node 2 sends a marker of snapshot 1 to node 1.
            First marker of snapshot 1, from node 1: node 2 recorded *500*, closed 1 → 2 as empty, and sent a marker on its one outgoing channel.

            line 5, event 11
            Node 1 receives a marker of snapshot 1 from node 2.
            Node 1 has recorded its balance already, so this marker ends the recording of channel 2 → 1: nothing was recorded in it, so its state is empty.

            line 5, event 12
            Node 1 closes channel 2 → 1 for snapshot 1 as empty.
            All that node 2 sent before its marker has arrived; no transfer came after node 1 recorded, so in this snapshot the channel is empty. Node 1 has no other channel to record.

            line 5, event 13
            Snapshot 1 is complete: both nodes have recorded, and both channels are closed.
            The nodes recorded 1,000 + 500 = 1,500 and the channels 0: together *1,500*, all the money in the bank. Perhaps the bank was never in this state at any one moment, but it could have been: the cut is consistent.

            line 6, event 14
            The observer prints snapshot 1.
            The report lists 2 balances, then 2 channels, in ascending order. The snapshot was not complete when it was collected: ? stands for what was not recorded yet, and a channel that was still being recorded has the sum until then.

        "#]],
    );
}

#[test]
fn many_nodes() {
    let mut script = String::new();
    for node in 1..=45 {
        let _ = writeln!(script, "CreateNode {node} 1000");
    }
    script.push_str(
        "Send 3 2 1\nSend 3 2 1\nSend 3 2 1\nSend 3 2 1\nSend 3 2 1\nBeginSnapshot 1\nReceive 2\nCollectState\n",
    );
    let mut history = run(&script);
    let said = |history: &mut History, line: u32| {
        history.seek(history.moment_of_line(line - 1));
        shown(&explain(history))
    };
    expect![[r#"
        Node 45 joins the bank with a balance of *1,000*.
        It gets a channel to each of the 44 other nodes and one from each. Channels are FIFO: messages arrive in the order in which they were sent. The bank now holds *45,000*.
    "#]].assert_eq(&said(&mut history, 45));
    expect![[r#"
        Node 1 sends a marker of snapshot 1 to node 45 (44 of 44).
        As the initiator of snapshot 1, node 1 recorded *1,000*, sent markers on its 44 outgoing channels, and started recording 2 → 1, 3 → 1, 4 → 1 and 41 more.
    "#]].assert_eq(&said(&mut history, 51));
    expect![[r#"
        Node 2 sends a marker of snapshot 1 to node 45 (44 of 44).
        First marker of snapshot 1, from node 1: node 2 recorded *1,000*, closed 1 → 2 as empty, sent markers on its 44 outgoing channels, and started recording 3 → 2, 4 → 2, 5 → 2 and 40 more.
    "#]].assert_eq(&said(&mut history, 52));
    expect![[r#"
        The observer collects snapshot 1 before it is complete.
        Nodes 3, 4, 5 and 40 more have not recorded, and channels 2 → 1, 3 → 1, 4 → 1 and 84 more are still being recorded. A report of it shows ? for what is not recorded yet, and the sum so far for a channel that is still being recorded. To have all of it, deliver the markers first.
    "#]].assert_eq(&said(&mut history, 53));
    let mut history =
        run(&format!("{script}Receive 2 3\nReceive 2 3\nReceive 2 3\nReceive 2 3\nReceive 2 3\nReceiveAll\n"));
    expect![[r#"
        Node 2 records *1* in channel 3 → 2 for snapshot 1.
        Node 3 sent this before the cut and node 2 received it after the cut: it crosses the cut, so in this snapshot it is in flight. So far the channel holds 5 transfers, *5* in all.
    "#]].assert_eq(&said(&mut history, 58));
    expect![[r#"
        Snapshot 1 is complete: all 45 nodes have recorded, and all 1,980 channels are closed.
        The nodes recorded 44,995 and the channels 5: together *45,000*, all the money in the bank. Perhaps the bank was never in this state at any one moment, but it could have been: the cut is consistent.
    "#]].assert_eq(&said(&mut history, 59));
}
