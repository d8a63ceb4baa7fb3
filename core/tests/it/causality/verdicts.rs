//! Verdicts on the right algorithm.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use shutter_core::causality::{Conservation, Cut, Division, Epoch, Verdict, snapshots};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::{ChannelName, Script};
use shutter_core::{EventIndex, NodeId};

use super::runs::{cases, events, run, script};
use super::witnesses::against;

/// Nothing is said against any complete snapshot of a run; gives how many there are, and how many transfers they hold.
fn acquit(events: &[Event]) -> (usize, usize) {
    let (mut complete, mut held) = (0, 0);
    for (started, id) in snapshots(events) {
        let epoch = Epoch::of_event(events, started);
        let is_completion = |event: &Event| matches!(event, Event::SnapshotCompleted { snapshot } if *snapshot == id);
        let is_complete = events[started.get() as usize..epoch.end()].iter().any(is_completion);
        let verdict = Verdict::of(events, started);
        assert_eq!(verdict.is_some(), is_complete);
        let Some(verdict) = verdict else { continue };
        assert!(verdict.holds(), "{verdict:#?}");
        assert_eq!(Cut::of_snapshot(events, started).as_ref(), Some(verdict.cut()));
        let division = Division::of(epoch, verdict.cut());
        assert_eq!(division.counted(), verdict.recorded());
        complete += 1;
        held += division.in_channels().len();
    }
    (complete, held)
}

#[test]
fn the_right_algorithm_is_never_convicted() {
    let mut runner = TestRunner::new(cases(1));
    let strategy = script(0..60);
    let (mut complete, mut held) = (0, 0);
    for _ in 0..3000 {
        let text = strategy.new_tree(&mut runner).unwrap().current();
        let (more, holding) = acquit(&events(&text));
        complete += more;
        held += holding;
    }
    assert!(complete > 3000 && held > 1000, "only {complete} snapshots with {held} transfers");
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_verdict_reads_from_events_what_the_bank_has_recorded(text in script(0..60)) {
        let history = run(&shutter_core::snapshot::ChandyLamport, &text);
        let cluster = history.state().cluster();
        for snapshot in cluster.snapshots() {
            let cut = Cut::of_snapshot(history.log().events(), snapshot.started_at()).unwrap();
            let at = |id| cluster.recorded_at(snapshot, id).map(|at| at.get() as usize);
            let recorded = cluster.members(snapshot).filter_map(|id| Some((id, at(id)?)));
            prop_assert_eq!(cut, Cut::new(recorded));
            let verdict = Verdict::of(history.log().events(), snapshot.started_at());
            prop_assert_eq!(verdict.is_some(), snapshot.completed_at().is_some());
            if let Some(verdict) = verdict {
                let (in_nodes, in_channels) = snapshot.recorded_sum();
                prop_assert_eq!(verdict.recorded(), in_nodes + in_channels);
                prop_assert_eq!(verdict.money(), u128::from(snapshot.bank_total().get()));
            }
        }
    }
}

#[test]
fn scripts_of_others_are_never_convicted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["../../shared/corpus/course", "../../shared/corpus/teaching", "../tests/cases"] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "script" || extension == "case") {
                let text = fs::read_to_string(&path).unwrap();
                acquit(History::of(&Script::parse(&text)).log().events());
            }
        }
    }
}

/// Figure 8 of Chandy and Lamport's paper, with money: a state is recorded that the run was never in.
#[test]
fn the_state_that_never_was_is_recorded_truly() {
    let text = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nSend 1 2 3\nSend 2 1 4\nReceive 1 2\nReceive 2 1\n\
                Receive 1 2\nReceiveAll\nCollectState\nPrintSnapshot\n";
    let events = events(text);
    let (started, _) = snapshots(&events).next().unwrap();
    let verdict = Verdict::of(&events, started).unwrap();
    assert!(verdict.holds(), "{verdict:#?}");
    assert_eq!((verdict.recorded(), verdict.money()), (30, 30));
    let epoch = Epoch::of_event(&events, started);
    let division = Division::of(epoch, verdict.cut());
    let (one, two) = (NodeId::new(1), NodeId::new(2));
    assert_eq!(division.balances().collect::<Vec<_>>(), [(one, 10), (two, 16)]);
    let channels: Vec<_> = division.channels().collect();
    let [(ChannelName { from, to }, [transfer])] = channels[..] else { panic!("{channels:?}") };
    assert_eq!((from, to, transfer.amount.get()), (two, one, 4));
    for moment in 0..=events.len() {
        let then = Division::of(epoch, &Cut::at(epoch, moment));
        assert!(then.balances().ne(division.balances()) || then.in_channels() != division.in_channels());
    }
}

#[test]
fn there_is_no_verdict_on_what_is_not_complete() {
    let events = events("CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nReceive 2\nBeginSnapshot 2\nReceive 1\n");
    let verdicts: Vec<_> = (0..=u32::try_from(events.len()).unwrap())
        .filter_map(|at| Some((at, Verdict::of(&events, EventIndex::new(at))?)))
        .collect();
    let [(2, first)] = &verdicts[..] else { panic!("{verdicts:?}") };
    assert_eq!((against(first).len(), first.conservation()), (0, Conservation::Conserved));
    assert_eq!(Cut::of_snapshot(&events, EventIndex::new(0)), None);
    let second = snapshots(&events).nth(1).unwrap().0;
    assert_eq!(Cut::of_snapshot(&events, second).unwrap().positions().count(), 1);
}

#[test]
fn snapshots_of_different_banks_are_told_apart() {
    let bank = "CreateNode 1 10\nCreateNode 2 20\nSend 1 2 3\nBeginSnapshot 1\nReceiveAll\n";
    let other = "CreateNode 2 7\nCreateNode 1 1\nBeginSnapshot 2\nSend 1 2 1\nReceiveAll\n";
    let events = events(&format!("{bank}KillAll\n{other}KillAll\n{bank}"));
    let started: Vec<_> = snapshots(&events).collect();
    assert_eq!(started.iter().map(|(_, id)| id.get()).collect::<Vec<_>>(), [1, 1, 1]);
    let money = started.iter().map(|&(at, _)| Verdict::of(&events, at).unwrap().money());
    assert_eq!(money.collect::<Vec<_>>(), [30, 8, 30]);
    assert_eq!(acquit(&events).0, 3);
}
