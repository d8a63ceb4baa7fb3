//! The bank, without snapshots or beside them.

use expect_test::expect;
use shutter_core::history::Moment;
use shutter_diagram::explain::{Subject, explain, grouped};

use super::{THREE, TWO, check, check_from, run, shown};

#[test]
fn numbers_have_separators() {
    assert_eq!(grouped(0_u32), "0");
    assert_eq!(grouped(999_u64), "999");
    assert_eq!(grouped(1_000_u64), "1,000");
    assert_eq!(grouped(9_007_199_254_740_991_u128), "9,007,199,254,740,991");
}

#[test]
fn start() {
    let said = |script: &str| {
        let mut history = run(script);
        history.seek(Moment::default());
        let explanation = explain(&history);
        assert_eq!(explanation.subject, Subject::Start);
        explanation.text()
    };
    expect!["Nothing has happened yet. The run has 2 events. Step forward or play to see the first."]
        .assert_eq(&said(TWO));
    expect!["Nothing has happened yet. None of the commands in the script can be done as they stand: see what is wrong with each."].assert_eq(&said("ReceiveAll\nSend 1 2 3\n"));
    expect!["Nothing has happened yet. Write a first command in the script, such as CreateNode 1 1000."]
        .assert_eq(&said(""));
}

#[test]
fn a_master_and_its_end() {
    check(
        "StartMaster",
        expect![[r#"
        The master and the observer start.
        The master gives the commands of the script, one after the other; the observer starts snapshots and collects them. There are no nodes yet.
    "#]],
    );
    check(
        "KillAll",
        expect![[r#"
        KillAll ends the bank, which had no nodes.
        What follows starts afresh, as on a new machine.
    "#]],
    );
    check(
        "StartMaster\nCreateNode 7 0\nKillAll",
        expect![[r#"
        KillAll ends the only node.
        What follows starts afresh, as on a new machine.
    "#]],
    );
    check(
        "StartMaster\nCreateNode 7 0\nKillAll\nKillAll",
        expect![[r#"
        Line 4 did nothing: KillAll has ended every node already.
        A new bank starts with *StartMaster* or *CreateNode*.
    "#]],
    );
    check(
        "StartMaster\nCreateNode 7 0\nKillAll\nReceiveAll",
        expect![[r#"
        Line 4 did nothing: KillAll has ended every node already.
        A new bank starts with *StartMaster* or *CreateNode*.
    "#]],
    );
    check(
        "CreateNode 7 0\nKillAll\nCreateNode 7 12",
        expect![[r#"
        Node 7 joins the bank with a balance of *12*.
        It is the only node, so it has no channels yet.
    "#]],
    );
}

#[test]
fn an_end_with_loose_ends() {
    let script = format!("{THREE}Send 1 2 30\nSend 1 2 20\nReceive 2 3\nReceive 2 3\nBeginSnapshot 1\nKillAll\n");
    check(
        &script,
        expect![[r#"
            KillAll ends all 3 nodes.
            4 messages, with *50* in all, were in flight and are never received. Snapshot 1 was under way and stays incomplete. 2 receives were waiting and are never served. What follows starts afresh, as on a new machine.
        "#]],
    );
    check(
        &format!("{TWO}Send 1 2 30\nReceive 1\nKillAll\n"),
        expect![[r#"
            KillAll ends both nodes.
            *30* was in flight and is never received. 1 receive was waiting and is never served. What follows starts afresh, as on a new machine.
        "#]],
    );
    check(
        &format!("{TWO}Send 1 2 0\nKillAll\n"),
        expect![[r#"
            KillAll ends both nodes.
            1 message was in flight and is never received. What follows starts afresh, as on a new machine.
        "#]],
    );
}

#[test]
fn refusals() {
    check(
        &format!("{TWO}Send 1 9 5\n"),
        expect![[r#"
        Line 3 did nothing: there is no node 9 here.
        Create it first: *CreateNode 9 AMOUNT*.
    "#]],
    );
    check(
        &format!("{TWO}KillAll\nSend 1 2 5\n"),
        expect![[r#"
            Line 4 did nothing: there is no node 1 here.
            Line 3: KillAll ended every node and snapshot here. Create it first: *CreateNode 1 AMOUNT*.
        "#]],
    );
    check(
        &format!("{TWO}Send 1 1 5\n"),
        expect![[r#"
        Line 3 did nothing: node 1 has no channel to itself.
        Sender and receiver must be different nodes.
    "#]],
    );
    check(
        &format!("{TWO}BeginSnapshot 1\nCreateNode 3 5\n"),
        expect![[r#"
        Line 4 did nothing: a node cannot join while snapshot 1 is under way.
        Create it before BeginSnapshot, or after every marker has been received.
    "#]],
    );
    check(
        "StartMaster\nStartMaster\n",
        expect![[r#"
            Line 2 did nothing: the master runs already.
            Line 1: it has run since this command. StartMaster can only be the first command, or the first after KillAll.
        "#]],
    );
    check(
        "CreateNode 1 1\nCreateNode 1 1\n",
        expect![[r#"
            Line 2 did nothing: node 1 exists already.
            Line 1: created here. Give the new node an id of its own.
        "#]],
    );
    check(
        "CreateNode 1 1\nPrintSnapshot\n",
        expect![[r#"
            Line 2 did nothing: nothing has been collected that could be printed.
            Start a snapshot first, and collect it: *BeginSnapshot ID*, then *CollectState*.
        "#]],
    );
    let explanation = explain(&run("CreateNode 1 1\nCollectState\n"));
    assert_eq!(explanation.subject, Subject::Refusal(1));
    expect![[r#"
        Line 2 did nothing: there is no snapshot to collect.
        Start one first: *BeginSnapshot ID*.
    "#]]
    .assert_eq(&shown(&explanation));
}

#[test]
fn nothing_to_deliver() {
    check(
        "ReceiveAll",
        expect![[r#"
            There are no channels yet, so there is nothing to deliver.
            Nodes get their channels when *CreateNode* creates them.
        "#]],
    );
    let explanation = explain(&run(&format!("{TWO}ReceiveAll\n")));
    assert_eq!(explanation.subject, Subject::Nothing(2));
    expect![[r#"
        Every channel is empty, so there is nothing to deliver.
        *ReceiveAll* delivers until nothing is in flight, and nothing is.
    "#]]
    .assert_eq(&shown(&explanation));
}

#[test]
fn transfers_without_a_snapshot() {
    check_from(
        3,
        &format!("{TWO}Send 1 2 0\nSend 1 2 7\nReceive 2\nReceiveAll\nSend 1 2 2000\n"),
        expect![[r#"
        line 3, event 3
        Node 1 sends *0* to node 2. Its balance stays 1,000.
        The money is now in flight in channel 1 → 2. Node 2 has it only when it receives it.

        line 4, event 4
        Node 1 sends *7* to node 2. Its balance falls from 1,000 to 993.
        The money is now in flight in channel 1 → 2, behind 1 other message. Node 2 has it only when it receives it.

        line 5, event 5
        Node 2 receives *0* from node 1. Its balance stays 500.
        It was the head of channel 1 → 2, which still holds 1 message.

        line 6, event 6
        Node 2 receives *7* from node 1. Its balance rises from 500 to 507.
        It was the head of channel 1 → 2, which is now empty.

        line 7, event 7
        Node 1 has *993*, less than *2,000*: the send to node 2 is refused (ERR_SEND) and nothing changes.
        A node can only send what is in its balance. Money that is still in flight to it does not count.

    "#]],
    );
}

#[test]
fn waits() {
    check_from(
        3,
        &format!("{THREE}Receive 3\nReceive 3 1\nReceive 3 1\nSend 1 3 10\nSend 1 3 20\n"),
        expect![[r#"
            line 3, event 3
            Node 3 joins the bank with a balance of *300*.
            It gets a channel to each of the 2 other nodes and one from each. Channels are FIFO: messages arrive in the order in which they were sent. The bank now holds *1,800*.

            line 4, event 4
            Node 3 waits for a message from any node.
            Every channel to node 3 is empty, so there is nothing to receive. The node waits and the run goes on: the first such message is delivered as soon as it is sent.

            line 5, event 5
            Node 3 waits for a message from node 1.
            Channel 1 → 3 is empty, so there is nothing to receive. The node waits and the run goes on. 1 older receive of node 3 waits too, and the oldest that fits is served first.

            line 6, event 6
            Node 3 waits for a message from node 1.
            Channel 1 → 3 is empty, so there is nothing to receive. The node waits and the run goes on. 2 older receives of node 3 wait too, and the oldest that fits is served first.

            line 7, event 7
            Node 1 sends *10* to node 3. Its balance falls from 1,000 to 990.
            The money is now in flight in channel 1 → 3. Node 3 has it only when it receives it.

            line 7, event 8
            Node 3 receives *10* from node 1. Its balance rises from 300 to 310.
            Node 3 was waiting for this. It was the head of channel 1 → 3, which is now empty.

            line 8, event 9
            Node 1 sends *20* to node 3. Its balance falls from 990 to 970.
            The money is now in flight in channel 1 → 3. Node 3 has it only when it receives it.

            line 8, event 10
            Node 3 receives *20* from node 1. Its balance rises from 310 to 330.
            Node 3 was waiting for this. It was the head of channel 1 → 3, which is now empty.

        "#]],
    );
    check(
        "CreateNode 3 10\nReceive 3\n",
        expect![[r#"
        Node 3 waits for a message from any node.
        Node 3 is alone: no message can come before another node joins.
    "#]],
    );
    check_from(
        4,
        &format!("{TWO}Receive 2\nBeginSnapshot 1\n"),
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

            line 4, event 7
            Node 2 receives its first marker of snapshot 1, from node 1.
            It has not recorded yet, so it records *500*, closes 1 → 2 as empty, and sends a marker on its one outgoing channel. Node 2 was waiting for this.

            line 4, event 8
            Node 2 records its balance *500* for snapshot 1.
            The marker from node 1 is its first of this snapshot, so it records now. What node 2 did until now is before the cut, and what it does from now on is after it. Now both nodes have recorded. Next it closes 1 → 2 as empty and sends a marker on its one outgoing channel.

            line 4, event 9
            Node 2 closes channel 1 → 2 for snapshot 1 as empty.
            What node 1 sent before its marker had arrived before node 2 recorded, so in this snapshot the channel is empty. Node 2 has no other channel to record.

            line 4, event 10
            Node 2 sends a marker of snapshot 1 to node 1.
            First marker of snapshot 1, from node 1: node 2 recorded *500*, closed 1 → 2 as empty, and sent a marker on its one outgoing channel.

        "#]],
    );
}
