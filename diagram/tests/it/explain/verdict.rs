//! What is said for and against snapshots, right and wrong ones.

use std::fmt::Write;

use expect_test::{Expect, expect};
use shutter_core::causality::{Deviation, EquivalentRun, NoEquivalentRun, NotThere, Verdict, snapshots};
use shutter_core::cluster::Payload;
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::limits::Limits;
use shutter_core::script::{ChannelName, Script};
use shutter_core::snapshot::{Algorithm, Effect, Incoming, Process};
use shutter_core::{Amount, EventIndex, MessageId, NodeId, SnapshotId};
use shutter_diagram::explain::{deviation, exchange, judgements, unreachable};

use super::run;

const FIGURE_8: &str = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nSend 1 2 3\nSend 2 1 4\nReceive 1 2\n\
                        Receive 2 1\nReceive 1 2\nReceiveAll\n";

fn verdict(events: &[Event]) -> String {
    let (started, _) = snapshots(events).next().expect("there is a snapshot");
    let verdict = Verdict::of(events, started).expect("it is complete");
    let mut out = String::new();
    for judgement in judgements(&verdict, events) {
        let sign = if judgement.holds { '✓' } else { '✕' };
        let _ = writeln!(out, "{sign} {}: {}", judgement.word, judgement.reason);
        for witness in judgement.witnesses {
            let at = witness.at.map_or(String::new(), |at| format!("event {}: ", at.get() + 1));
            let _ = writeln!(out, "  {at}{}", witness.words);
        }
        if judgement.more > 0 {
            let _ = writeln!(out, "  and {} more", judgement.more);
        }
    }
    out
}

#[expect(clippy::needless_pass_by_value)] // reads better where it is called
fn check(events: &[Event], expect: Expect) {
    expect.assert_eq(&verdict(events));
}

/// Closes all channels when it records, which is too early; and its markers wait until it next receives something, which is
/// too late.
struct Early;

fn record(process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
    effects.push(Effect::RecordState { snapshot, balance: process.balance() });
    effects.extend(process.peers().map(|from| Effect::CloseChannel { snapshot, from }));
}

impl Algorithm for Early {
    fn name(&self) -> &'static str {
        "early"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        record(process, snapshot, effects);
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        let snapshot = SnapshotId::new(1);
        if !process.has_recorded(snapshot) && matches!(incoming.payload, Payload::Marker(_)) {
            record(process, snapshot, effects);
        } else if process.has_recorded(snapshot) {
            effects.extend(process.peers().map(|to| Effect::SendMarker { snapshot, to }));
        }
    }
}

fn wrong(text: &str) -> Vec<Event> {
    let mut history = History::new(&Early, Limits::default());
    for &command in Script::parse(text).commands() {
        history.execute(command).expect("nothing is refused");
    }
    history.log().events().to_vec()
}

#[test]
fn a_snapshot_of_chandy_and_lamports_stands() {
    check(
        run(FIGURE_8).log().events(),
        expect![[r#"
            ✓ consistent: no transfer was received before the cut and sent after it
            ✓ faithful: each recorded balance and channel is what it was at the cut
            ✓ conserved: the sum is all the money in the bank
        "#]],
    );
}

#[test]
fn money_that_is_counted_twice_is_told_with_the_transfer() {
    let text = "CreateNode 1 1000\nCreateNode 2 500\nBeginSnapshot 1\nSend 1 2 300\nReceive 2\nSend 2 1 1\nReceive 1\nReceive 2\n";
    check(
        &wrong(text),
        expect![[r#"
        ✕ not consistent: a transfer was received before the cut and sent after it
          event 7: 300 counted twice: the transfer 1 → 2 was received before the cut but sent after it
        ✕ not faithful: 1 difference from what was at the cut
          event 8: 1 missing: it was in channel 2 → 1 at the cut, and was not recorded
        ✕ not conserved: the sum is 299 more than the bank’s 1,500
    "#]],
    );
}

#[test]
fn money_that_is_lost_is_told_with_the_channel() {
    let text = "CreateNode 1 1000\nCreateNode 2 500\nSend 2 1 40\nBeginSnapshot 1\nReceive 1\nReceive 2\n";
    check(
        &wrong(text),
        expect![[r#"
        ✓ consistent: no transfer was received before the cut and sent after it
        ✕ not faithful: 1 difference from what was at the cut
          event 3: 40 missing: it was in channel 2 → 1 at the cut, and was not recorded
        ✕ not conserved: 40 of the bank’s 1,500 is not in the sum
    "#]],
    );
}

#[test]
fn every_difference_has_its_sentence() {
    let events = run("CreateNode 1 1000\nCreateNode 2 500\nSend 1 2 300\nReceive 2\n").log().events().to_vec();
    let (node, first, again, at) = (NodeId::new(2), EventIndex::new(0), EventIndex::new(1), EventIndex::new(2));
    let channel = ChannelName { from: NodeId::new(1), to: node };
    let other = ChannelName { from: NodeId::new(3), to: node };
    let (message, amount) = (MessageId::new(0), Amount::new(1300).expect("it is small"));
    let extra = |why| Deviation::Extra { channel, message, at, why };
    let all = [
        Deviation::NotRecorded { node },
        Deviation::RecordedAgain { node, first, again },
        Deviation::NotInSnapshot { node, at },
        Deviation::WrongBalance { node, at, recorded: amount, actual: 1600 },
        Deviation::NeverClosed { count: 1, first: channel },
        Deviation::NeverClosed { count: 2, first: channel },
        Deviation::NeverClosed { count: 1002, first: channel },
        Deviation::ClosedAgain { channel, first, again },
        Deviation::Missing { channel, message, amount, sent_at: at, received_at: None },
        extra(NotThere::NeverSent),
        extra(NotThere::OtherChannel(other)),
        extra(NotThere::SentAfter { sent_at: at }),
        extra(NotThere::ReceivedBefore { received_at: EventIndex::new(3) }),
        extra(NotThere::ReceivedBefore { received_at: EventIndex::new(99) }),
        Deviation::Twice { channel, message, first, again },
        Deviation::OutOfOrder { channel, message, at, overtaken_by: first },
        Deviation::AfterClose { channel, message, at, closed_at: first },
    ];
    let sentences: Vec<_> = all.iter().map(|found| deviation(found, &events)).collect();
    expect![[r#"
        node 2 has not recorded its state
        node 2 recorded its state again
        something was recorded of node 2, which is no part of this snapshot
        node 2 recorded 1,300, but had 1,600
        channel 1 → 2 was never closed
        channel 1 → 2 and 1 other channel to node 2 were never closed
        channel 1 → 2 and 1,001 other channels to node 2 were never closed
        channel 1 → 2 was closed again
        1,300 missing: it was in channel 1 → 2 at the cut, and was not recorded
        channel 1 → 2 recorded a transfer that was never sent
        channel 1 → 2 recorded a transfer of channel 3 → 2
        channel 1 → 2 recorded 300 that was sent after the cut
        channel 1 → 2 recorded 300 that is in the balance of node 2 already
        channel 1 → 2 recorded a transfer that is in the balance of node 2 already
        channel 1 → 2 recorded the same transfer again
        channel 1 → 2 recorded a transfer after one that was sent later
        channel 1 → 2 recorded a transfer after it was closed"#]]
    .assert_eq(&sentences.join("\n"));
    let why = [
        NoEquivalentRun::Incomplete,
        NoEquivalentRun::Orphan { message, sent: first, received: again },
        NoEquivalentRun::WrongBalance { node },
        NoEquivalentRun::WrongChannel { channel },
    ];
    expect![[r#"
        the snapshot is not complete
        a message was received before the cut but sent after it
        node 2 did not have what it recorded
        channel 1 → 2 did not hold what was recorded of it"#]]
    .assert_eq(&why.map(unreachable).join("\n"));
}

#[test]
fn an_exchange_says_what_moves_and_why_it_may() {
    let history = run(FIGURE_8);
    let events = history.log().events();
    let (started, _) = snapshots(events).next().expect("there is a snapshot");
    let equivalent = EquivalentRun::of(events, started).expect("it can be reached");
    let all = (0..equivalent.exchange_count()).filter_map(|at| equivalent.exchange(at));
    let said: Vec<_> = all.map(|one| exchange(history.log(), one)).map(|(what, why)| format!("{what} {why}")).collect();
    expect![[r#"
        “Node 2 sends 4 to node 1” moves before “Node 1 sends 3 to node 2”. They are at different processes and neither caused the other, so no process can tell.
        “Node 2 sends 4 to node 1” moves before “Node 1 sends a marker of snapshot 1 to node 2”. They are at different processes and neither caused the other, so no process can tell.
        “Node 2 sends 4 to node 1” moves before “Node 1 records its balance 10 for snapshot 1”. They are at different processes and neither caused the other, so no process can tell.
        “Node 2 sends 4 to node 1” moves before “The observer asks node 1 to start snapshot 1”. They are at different processes and neither caused the other, so no process can tell."#]].assert_eq(&said.join("\n"));
}
