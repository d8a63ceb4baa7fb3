//! What holds of every complete snapshot, seen to in many runs made by chance.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use shutter_core::causality::{EquivalentRun, NoEquivalentRun, Verdict, occurred};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::{FaultKind, Script};
use shutter_core::{EventIndex, SnapshotId};

use super::legal::{Bank, steps_are_whole};
use super::runs::{random_run, text_of};
use super::truth::{Money, epoch_of, first_moment, is_now, recorded, remains};

/// How many runs; a tenth of them without optimisation.
const RUNS: u64 = if cfg!(debug_assertions) { 10_000 } else { 100_000 };

/// How often what is rare was seen.
#[derive(Debug, Default)]
struct Tally {
    complete: u64,
    incomplete: u64,
    permuted: u64,
    renumbered: u64,
    with_money_on_the_way: u64,
    never_occurred: u64,
    followed: u64,
    after_a_kill: u64,
    with_rejections: u64,
}

fn at(index: usize) -> EventIndex {
    EventIndex::new(u32::try_from(index).expect("few events"))
}

#[test]
fn every_complete_snapshot_can_be_reached() {
    let mut tally = Tally::default();
    for seed in 0..RUNS {
        let outcome = catch_unwind(AssertUnwindSafe(|| see_to(&mut random_run(seed), &mut tally)));
        if let Err(panic) = outcome {
            eprintln!("in the run of seed {seed}:\n{}", text_of(seed));
            resume_unwind(panic);
        }
    }
    assert!(tally.complete > RUNS, "{tally:?}");
    assert!(tally.incomplete > RUNS / 10, "{tally:?}");
    assert!(tally.permuted > RUNS / 2, "{tally:?}");
    assert!(tally.renumbered > RUNS / 100, "{tally:?}");
    assert!(tally.with_money_on_the_way > RUNS / 4, "{tally:?}");
    assert!(tally.never_occurred > RUNS / 4, "{tally:?}");
    assert!(tally.followed > RUNS / 50, "{tally:?}");
    assert!(tally.after_a_kill > RUNS / 50, "{tally:?}");
    assert!(tally.with_rejections > RUNS / 50, "{tally:?}");
}

/// Sees to all snapshots of a run.
fn see_to(history: &mut History, tally: &mut Tally) {
    let events = history.log().events().to_vec();
    for (index, event) in events.iter().enumerate() {
        let Event::SnapshotStarted { snapshot, .. } = *event else { continue };
        let epoch = epoch_of(&events, index);
        history.seek(history.moment_of_event(epoch.end));
        let cluster = history.state().cluster();
        let record = cluster.snapshot(snapshot).expect("it was started");
        let run = EquivalentRun::of(&events, at(index));
        if record.completed_at().is_none() {
            assert_eq!(run.unwrap_err(), NoEquivalentRun::Incomplete);
            assert_eq!(occurred(&events, at(index)), None);
            tally.incomplete += 1;
            continue;
        }
        let run = run.expect("a complete snapshot can be reached");
        let money = recorded(cluster, record);
        assert_eq!(run.epoch(), epoch);
        assert_eq!(run.started(), at(index));
        assert!(Verdict::of(&events, at(index)).is_some_and(|verdict| verdict.holds()));

        is_a_run_through(&run, &events, &money);
        exchanges_add_up(&run);
        replays(&run, &events, history, &money, snapshot);
        let found = occurred(&events, at(index));
        assert_eq!(found, first_moment(history, &money, epoch.clone()));

        tally.complete += 1;
        tally.permuted += u64::from(run.exchange_count() > 0);
        tally.with_money_on_the_way += u64::from(!money.channels.is_empty());
        tally.never_occurred += u64::from(found.is_none());
        tally.after_a_kill += u64::from(epoch.start > 0);
        let rejected = events[index..epoch.end].iter().any(|event| matches!(event, Event::SendRejected { .. }));
        tally.with_rejections += u64::from(rejected);
        let order = run.order();
        tally.renumbered += u64::from(renumbered(&events, &order).iter().zip(1..).any(|(old, new)| old.get() != new));
        if tally.complete.is_multiple_of(16) && run.exchange_count() < 150 {
            each_exchange_is_legal(&run, &events);
            tally.followed += 1;
        }
    }
}

/// The order is a run of the same events with the same end, and goes through what was recorded.
fn is_a_run_through(run: &EquivalentRun, events: &[Event], money: &Money) {
    let order = run.order();
    assert_eq!(order.len(), run.epoch().len());
    let mut bank = Bank::new(events);
    bank.follow(&order[..run.reached_at()]);
    assert!(bank.is_at(money), "it does not go through {money:?}");
    bank.follow(&order[run.reached_at()..]);
    steps_are_whole(events, &order);
    for (place, &index) in order.iter().enumerate() {
        assert_eq!(run.is_pre_recording(index), place < run.reached_at(), "{index}");
    }
}

/// There are as many exchanges as pairs in the wrong order.
fn exchanges_add_up(run: &EquivalentRun) {
    let (mut post, mut pairs) = (0, 0);
    for index in run.epoch().map(at) {
        if run.is_pre_recording(index) { pairs += post } else { post += 1 }
    }
    assert_eq!(run.exchange_count(), pairs);
    assert_eq!(run.exchange(pairs), None);
    assert_eq!(run.exchange(u64::MAX), None);
    assert_eq!(run.order_after(0), run.epoch().map(at).collect::<Vec<_>>());
    assert_eq!(run.order_after(pairs), run.order());
}

/// Each exchange swaps a post-recording event and the pre-recording one after it, and what there is then is a run.
fn each_exchange_is_legal(run: &EquivalentRun, events: &[Event]) {
    let mut order = run.order_after(0);
    for step in 0..run.exchange_count() {
        let exchange = run.exchange(step).expect("there are as many");
        assert_eq!(order[exchange.position..exchange.position + 2], [exchange.post, exchange.pre]);
        assert!(run.is_pre_recording(exchange.pre) && !run.is_pre_recording(exchange.post));
        order.swap(exchange.position, exchange.position + 1);
        assert_eq!(order, run.order_after(step + 1));
        Bank::new(events).follow(&order);
    }
}

/// The snapshots in the order in which they start.
fn renumbered(events: &[Event], order: &[EventIndex]) -> Vec<SnapshotId> {
    let started = order.iter().filter_map(|index| match events[index.get() as usize] {
        Event::SnapshotStarted { snapshot, .. } => Some(snapshot),
        _ => None,
    });
    started.collect()
}

/// The script is sound, goes through what was recorded, and ends as the bank did.
fn replays(run: &EquivalentRun, events: &[Event], original: &History, money: &Money, snapshot: SnapshotId) {
    let script = run.script(events).expect("it is short");
    let parsed = Script::parse(&script.text);
    assert_eq!(parsed.faults(), []);
    let mut replay = History::of(&parsed);
    for fault in replay.faults() {
        assert!(matches!(fault.kind, FaultKind::CollectedEarly(_)), "{fault:?} in\n{}", script.text);
    }
    let order = run.order();
    let begun = renumbered(events, &order);
    let number = |old: SnapshotId| {
        let place = begun.iter().position(|&other| other == old).expect("it was started");
        SnapshotId::new(u32::try_from(place + 1).expect("few snapshots"))
    };
    assert_eq!(script.snapshot, number(snapshot));
    assert_eq!(remains(replay.state(), |new| new), remains(original.state(), number), "\n{}", script.text);
    let line = script.text.lines().nth(script.line as usize).expect("it is a line of the script");
    assert!(line.starts_with('#'), "{line}");
    replay.seek(replay.moment_of_line(script.line));
    assert!(is_now(money, replay.state()), "not {money:?} after line {} of\n{}", script.line, script.text);
}
