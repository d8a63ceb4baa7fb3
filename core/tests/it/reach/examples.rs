//! Runs that people can follow, and runs that are long.

use expect_test::{Expect, expect};
use shutter_core::causality::{EquivalentRun, Exchange, NoEquivalentRun, occurred};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::limits::MAX_COMMANDS;
use shutter_core::script::Script;
use shutter_core::{Amount, EventIndex, NodeId};

use crate::show;

/// Figure 8 of Chandy and Lamport 1985: each process sends before it receives, and the snapshot starts before either.
const FIGURE_8: &str = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nSend 1 2 3\nSend 2 1 4\nReceive 1 2\n\
                        Receive 2 1\nReceive 1 2\nReceiveAll\nCollectState\nPrintSnapshot\n";

fn run(text: &str) -> History {
    let script = Script::parse(text);
    assert_eq!(script.faults(), []);
    History::of(&script)
}

/// Where the snapshots of a run start.
fn starts(events: &[Event]) -> Vec<EventIndex> {
    let all = (0..).map(EventIndex::new).zip(events);
    all.filter(|(_, event)| matches!(event, Event::SnapshotStarted { .. })).map(|(index, _)| index).collect()
}

fn check_script(text: &str, snapshot: usize, expected: &Expect) {
    let history = run(text);
    let events = history.log().events();
    let found = EquivalentRun::of(events, starts(events)[snapshot]).expect("it is complete");
    expected.assert_eq(&found.script(events).expect("it is short").text);
}

#[test]
fn figure_8_never_occurred_but_can_be_reached() {
    let history = run(FIGURE_8);
    let events = history.log().events();
    let cluster = history.state().cluster();
    let snapshot = cluster.snapshots().next().expect("it was begun");
    let balance = |node| cluster.recorded_balance(snapshot, NodeId::new(node)).map(Amount::get);
    assert_eq!((balance(1), balance(2)), (Some(10), Some(16)));
    let channels: Vec<_> = cluster.recorded_channels(snapshot).map(|(name, state)| (name, state.sum())).collect();
    assert_eq!(format!("{channels:?}"), "[(ChannelName { from: NodeId(2), to: NodeId(1) }, 4)]");

    let [started] = starts(events)[..] else { panic!("one snapshot") };
    assert_eq!(occurred(events, started), None);
    let found = EquivalentRun::of(events, started).expect("it is complete");
    assert_eq!(found.reached_at(), 3);
    // The one event that comes too late is that 2 sends; the start, the record, the marker and that 1 sends came before it.
    assert_eq!(found.exchange_count(), 4);
    let (pre, post) = (EventIndex::new(6), EventIndex::new);
    let exchanges: Vec<_> = (0..4).map(|step| found.exchange(step).expect("there are four")).collect();
    assert_eq!(exchanges[0], Exchange { position: 5, post: post(5), pre });
    assert_eq!(exchanges[3], Exchange { position: 2, post: post(2), pre });
    let script = found.script(events).expect("it is short");
    assert_eq!((script.line, script.snapshot.get()), (3, 1));
    check_script(
        FIGURE_8,
        0,
        &expect![[r"
            CreateNode 1 10
            CreateNode 2 20
            Send 2 1 4
            # Here the state is exactly what snapshot 1 recorded.
            BeginSnapshot 1
            Send 1 2 3
            Receive 1 2
            Receive 2 1
            Receive 1 2
            Receive 2 1
            CollectState 1
            PrintSnapshot
        "]],
    );
}

#[test]
fn snapshots_that_overlap_may_start_in_another_order() {
    let text = "StartMaster\nCreateNode 1 10\nCreateNode 2 20\nSend 1 2 1\nBeginSnapshot 1\nReceive 1\nSend 2 1 25\n\
                BeginSnapshot 2\nCollectState 1\nSend 2 1 5\nReceiveAll\nCollectState\nPrintSnapshot\n\
                CreateNode 3 7\nReceive 3 1\n";
    check_script(
        text,
        0,
        &expect![[r"
            StartMaster
            CreateNode 1 10
            CreateNode 2 20
            Send 1 2 1
            Send 2 1 25
            BeginSnapshot 2
            Send 2 1 5
            Receive 2 1
            # Here the state is exactly what snapshot 2 recorded.
            BeginSnapshot 1
            Receive 1 2
            CollectState 2
            Receive 1 2
            Receive 2 1
            Receive 2 1
            Receive 1 2
            CollectState 1
            PrintSnapshot
            CreateNode 3 7
        "]],
    );
    check_script(
        text,
        1,
        &expect![[r"
            StartMaster
            CreateNode 1 10
            CreateNode 2 20
            Send 1 2 1
            BeginSnapshot 1
            Send 2 1 25
            # Here the state is exactly what snapshot 2 recorded.
            BeginSnapshot 2
            Receive 1 2
            CollectState 1
            Send 2 1 5
            Receive 1 2
            Receive 2 1
            Receive 2 1
            Receive 2 1
            Receive 1 2
            CollectState 2
            PrintSnapshot
            CreateNode 3 7
        "]],
    );
}

#[test]
fn a_state_that_did_occur_is_found_at_its_first_moment() {
    // The state at the start is there again at the end, and before the start.
    let text = "CreateNode 1 10\nCreateNode 2 20\nSend 1 2 0\nReceive 2\nBeginSnapshot 1\nReceiveAll\n";
    let history = run(text);
    let events = history.log().events();
    assert_eq!(occurred(events, starts(events)[0]), Some(2));
    // It may occur while it is being recorded,
    let text = "CreateNode 1 10\nCreateNode 2 20\nSend 1 2 5\nSend 2 1 3\nBeginSnapshot 2\nReceive 1\nReceiveAll\n";
    let history = run(text);
    let events = history.log().events();
    assert_eq!(occurred(events, starts(events)[0]), Some(8));
    assert_eq!(show::events(&history)[7], "6 m1 2->1 received: 3");
    // or long after,
    let again = "Send 1 2 1\nReceive 2\nSend 2 1 4\n";
    let history = run(&format!("{FIGURE_8}{again}"));
    let events = history.log().events();
    assert_eq!(occurred(events, starts(events)[0]), Some(events.len()));
    // but with one more process it is another state, and with one more bank it is that of another.
    for more in ["CreateNode 3 0\n", "KillAll\nCreateNode 1 11\nCreateNode 2 19\n"] {
        let history = run(&format!("{FIGURE_8}{more}{again}"));
        let events = history.log().events();
        assert_eq!(occurred(events, starts(events)[0]), None);
    }
}

#[test]
fn what_starts_no_complete_snapshot_has_no_run() {
    let history = run(FIGURE_8);
    let events = history.log().events();
    for (index, event) in (0..).map(EventIndex::new).zip(events) {
        let is_start = matches!(event, Event::SnapshotStarted { .. });
        assert_eq!(EquivalentRun::of(events, index).is_ok(), is_start, "{event:?}");
    }
    let [started] = starts(events)[..] else { panic!("one snapshot") };
    for length in 0..events.len() {
        let is_complete = events[..length].iter().any(|event| matches!(event, Event::SnapshotCompleted { .. }));
        let found = EquivalentRun::of(&events[..length], started);
        assert_eq!(found.err(), (!is_complete).then_some(NoEquivalentRun::Incomplete), "{length}");
        assert_eq!(occurred(&events[..length], started), None);
    }
    let killed = run("CreateNode 1 1\nCreateNode 2 1\nBeginSnapshot 1\nKillAll\nCreateNode 1 1\nBeginSnapshot 1\n");
    let events = killed.log().events();
    let [first, second] = starts(events)[..] else { panic!("two snapshots") };
    assert_eq!(EquivalentRun::of(events, first).unwrap_err(), NoEquivalentRun::Incomplete);
    assert_eq!(EquivalentRun::of(events, second).expect("it is alone").exchange_count(), 0);
    assert_eq!(occurred(events, second), Some(second.get() as usize));
}

/// Two processes that send the same amount to each other all the time, and a marker that one of them is slow to take.
fn long_run(rounds: usize) -> History {
    let round = "Send 1 2 1\nSend 2 1 1\nReceive 1 2\n";
    let begin = "CreateNode 1 1000000\nCreateNode 2 1000000\nSend 2 1 1\nBeginSnapshot 1\n";
    run(&format!("{begin}{}Receive 2\n{}ReceiveAll\n", round.repeat(rounds), round.repeat(rounds)))
}

#[test]
fn a_long_run_costs_what_it_is_long() {
    let rounds = 30_000;
    let history = long_run(rounds);
    let events = history.log().events();
    let [started] = starts(events)[..] else { panic!("one snapshot") };
    let found = EquivalentRun::of(events, started).expect("it is complete");
    // Each send of 2 passes the start, the record, the marker, and all that 1 did before: it sends, receives and records.
    let count: u64 = (0..rounds as u64).map(|round| 4 + 3 * round).sum();
    assert_eq!(found.exchange_count(), count);
    let last = found.exchange(count - 1).expect("there are so many");
    assert_eq!((last.post, last.position + 1), (started, found.reached_at()));
    assert_eq!(found.order_after(count / 2).len(), events.len());
    assert!(found.script(events).is_some());
    // All amounts are the same, so what was recorded, all that 2 sent, is matched and unmatched at every step.
    assert_eq!(occurred(events, started), None);
}

#[test]
fn a_script_has_no_more_commands_than_a_script_may_have() {
    let text = "CreateNode 1 0\nCreateNode 2 0\nBeginSnapshot 1\nReceiveAll\n";
    let history = run(text);
    let mut events = history.log().events().to_vec();
    let [started] = starts(&events)[..] else { panic!("one snapshot") };
    let (from, to, amount) = (NodeId::new(1), NodeId::new(2), Amount::MAX);
    // Two creations, the start, two deliveries.
    events.resize(events.len() + MAX_COMMANDS - 5, Event::SendRejected { from, to, amount: Amount::ZERO });
    let found = EquivalentRun::of(&events, started).expect("it is complete");
    assert!(found.script(&events).is_some_and(|script| script.text.lines().count() == MAX_COMMANDS + 1));
    events.push(Event::SendRejected { from, to, amount: Amount::ZERO });
    let found = EquivalentRun::of(&events, started).expect("it is complete");
    assert_eq!(found.script(&events), None);
    // Fewer, but longer ones.
    events.pop();
    events[20..].fill(Event::SendRejected { from, to, amount });
    assert_eq!(found.script(&events), None);
}
