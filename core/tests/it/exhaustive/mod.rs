//! Every order in which a few transfers and markers can be delivered, by a model checker, and the core on each of them.

mod model;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use shutter_core::cluster::{Payload, Recorded};
use shutter_core::history::History;
use shutter_core::script::{ChannelName, CommandLine, parse_line};
use shutter_core::{Amount, NodeId, SnapshotId};
use stateright::{Checker, Model, Path};

use model::{Act, Global, Message, PROCESSES, Step, Workload};

/// Explores all runs of a workload, and replays each step of each run in the core.
fn check(workload: fn() -> Workload, least_states: usize) {
    let steps = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&steps);
    let visitor = move |path: Path<Global, Step>| {
        counter.fetch_add(replay(&workload(), path), Ordering::Relaxed);
    };
    let checker = workload().checker().visitor(visitor).spawn_bfs().join();
    checker.assert_properties();
    let states = checker.unique_state_count();
    assert!(states >= least_states, "only {states} states");
    assert!(steps.load(Ordering::Relaxed) > states, "each state but the first was reached by a step");
}

/// Brings a core to the state at the end of a path, and tries every step that can follow. Gives how many it tried.
fn replay(workload: &Workload, path: Path<Global, Step>) -> usize {
    let state = path.last_state().clone();
    let mut history = start(workload);
    let mut done = [0; PROCESSES];
    for step in path.into_actions() {
        take(&mut history, workload, &mut done, step);
    }
    compare(&history, &state);
    let mut next_steps = Vec::new();
    workload.actions(&state, &mut next_steps);
    for &step in &next_steps {
        let mut forked = history.clone();
        take(&mut forked, workload, &mut done.clone(), step);
        compare(&forked, &workload.next_state(&state, step).expect("it was offered"));
        // The way back is a way too.
        forked.seek(history.moment());
        compare(&forked, &state);
    }
    next_steps.len()
}

fn start(workload: &Workload) -> History {
    let mut history = History::default();
    for (at, balance) in workload.balances.iter().enumerate() {
        obey(&mut history, &format!("CreateNode {} {balance}", at + 1));
    }
    history
}

fn take(history: &mut History, workload: &Workload, done: &mut [usize; PROCESSES], step: Step) {
    let line = match step {
        Step::Deliver { from, to } => format!("Receive {} {}", to + 1, from + 1),
        Step::Act(at) => {
            let act = workload.programs[at][done[at]];
            done[at] += 1;
            match act {
                Act::Send(to, amount) => format!("Send {} {} {amount}", at + 1, to + 1),
                Act::Begin => format!("BeginSnapshot {}", at + 1),
            }
        }
    };
    obey(history, &line);
}

fn obey(history: &mut History, text: &str) {
    let command = parse_line(text, 0).expect("the line is sound").expect("and no comment");
    let line = u32::try_from(history.end().commands).expect("few commands");
    history.execute(CommandLine { command, line }).expect("the command can be done");
}

fn node(at: usize) -> NodeId {
    NodeId::new(u32::try_from(at + 1).expect("few processes"))
}

/// The core is where the model is: balances, channels, and all that was recorded.
fn compare(history: &History, state: &Global) {
    let core = history.state();
    let cluster = core.cluster();
    assert_eq!(cluster.snapshots().len(), state.begun);
    for (at, process) in state.processes.iter().enumerate() {
        assert_eq!(cluster.balance(node(at)).map(Amount::get), Some(u64::from(process.state.balance)));
        for from in (0..PROCESSES).filter(|&from| from != at) {
            let name = ChannelName { from: node(from), to: node(at) };
            let messages: Vec<_> = core.channel(name).map(|(_, payload)| payload).collect();
            let expected: Vec<_> = state.channels[from][at].iter().map(payload).collect();
            assert_eq!(messages, expected, "{name:?}");
        }
        for (snapshot, record) in cluster.snapshots().zip(&process.records) {
            let balance = cluster.recorded_balance(snapshot, node(at)).map(Amount::get);
            assert_eq!(balance, record.as_ref().map(|record| u64::from(record.state.balance)));
            for from in (0..PROCESSES).filter(|&from| from != at) {
                let name = ChannelName { from: node(from), to: node(at) };
                let (open, messages) = match cluster.recorded_channel(snapshot, name) {
                    Recorded::NotYet => (None, Vec::new()),
                    Recorded::Open(state) => (Some(true), state.messages().collect()),
                    Recorded::Closed(state) => (Some(false), state.messages().collect()),
                };
                let messages: Vec<_> = messages.into_iter().map(|(_, amount)| Payload::Transfer(amount)).collect();
                let channel = record.as_ref().map(|record| &record.channels[from]);
                assert_eq!(open, channel.map(|&(_, open)| open), "{name:?} in {}", snapshot.id());
                assert!(messages.into_iter().eq(channel.into_iter().flat_map(|(messages, _)| messages).map(payload)));
            }
        }
    }
    for (index, snapshot) in cluster.snapshots().enumerate() {
        assert_eq!(snapshot.completed_at().is_some(), state.is_complete(index));
    }
}

fn payload(message: &Message) -> Payload {
    match *message {
        Message::Transfer { amount, .. } => Payload::Transfer(Amount::new(u64::from(amount)).expect("a small amount")),
        Message::Marker(snapshot) => {
            Payload::Marker(SnapshotId::new(u32::try_from(snapshot + 1).expect("few snapshots")))
        }
    }
}

#[test]
fn one_snapshot_among_three_transfers() {
    let workload = || Workload {
        programs: [&[Act::Send(1, 3), Act::Begin], &[Act::Send(2, 5)], &[Act::Send(0, 7)]],
        balances: [10, 20, 30],
    };
    check(workload, 1000);
}

#[test]
fn one_snapshot_and_transfers_in_both_directions() {
    let workload = || Workload {
        programs: [&[Act::Begin, Act::Send(1, 3)], &[Act::Send(0, 5), Act::Send(0, 6)], &[]],
        balances: [10, 20, 0],
    };
    check(workload, 1000);
}

#[test]
fn two_snapshots_of_two_initiators() {
    let workload = || Workload {
        programs: [&[Act::Begin, Act::Send(2, 3)], &[Act::Send(0, 5)], &[Act::Begin]],
        balances: [10, 20, 30],
    };
    check(workload, 10_000);
}

#[test]
fn two_snapshots_of_one_initiator() {
    let workload = || Workload {
        programs: [&[Act::Begin, Act::Begin], &[Act::Send(0, 5), Act::Send(2, 6)], &[]],
        balances: [10, 20, 30],
    };
    check(workload, 10_000);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes long without optimisation")]
fn two_snapshots_and_a_transfer_from_everyone() {
    let workload = || Workload {
        programs: [&[Act::Begin, Act::Send(1, 3)], &[Act::Send(2, 5), Act::Begin], &[Act::Send(0, 7)]],
        balances: [10, 20, 30],
    };
    check(workload, 50_000);
}
