//! Snapshot algorithms other than the right one: the bank stays sound whatever they want.

use expect_test::{Expect, expect};
use shutter_core::cluster::Payload;
use shutter_core::history::{History, Moment};
use shutter_core::limits::Limits;
use shutter_core::script::Script;
use shutter_core::snapshot::{Algorithm, Effect, Incoming, Process, Report};
use shutter_core::{Amount, MessageId, NodeId, SnapshotId};

use crate::observe::{ChannelView, NodeView, WaitView, channels, nodes, waits};
use crate::show;

fn run(algorithm: &'static dyn Algorithm, text: &str, limits: Limits) -> History {
    let mut history = History::new(algorithm, limits);
    for &command in Script::parse(text).commands() {
        let _ = history.execute(command);
    }
    history
}

fn check(algorithm: &'static dyn Algorithm, text: &str, expected: &Expect) {
    let history = run(algorithm, text, Limits::default());
    expected.assert_eq(&show::events(&history).join("\n"));
}

const THREE: &str = "CreateNode 1 10\nCreateNode 2 20\nCreateNode 3 30\n";

/// Does nothing.
struct Idle;

impl Algorithm for Idle {
    fn name(&self) -> &'static str {
        "idle"
    }

    fn on_initiate(&self, _: Process<'_>, _: SnapshotId, _: &mut Vec<Effect>) {}

    fn on_receive(&self, _: Process<'_>, _: Incoming, _: &mut Vec<Effect>) {}
}

#[test]
fn an_algorithm_that_does_nothing_records_nothing() {
    let text = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nReceiveAll\nCollectState\nPrintSnapshot\n";
    check(
        &Idle,
        text,
        &expect![[r"
            1 node 1 created with 10
            2 node 2 created with 20
            3 s1 begun at 1
            5 s1 collected
            6 s1 printed as collected on line 5"]],
    );
    let history = run(&Idle, text, Limits::default());
    assert_eq!(history.algorithm_name(), "idle");
    assert_eq!(History::default().algorithm_name(), "Chandy-Lamport");
    expect![[r"
        Started by Node 1
        ---Node states
        node 1 = ?
        node 2 = ?
        ---Channel states
        channel (1 -> 2) = ?
        channel (2 -> 1) = ?
    "]]
    .assert_eq(&history.transcript().to_string());
}

/// Tells what it is shown in the only way that it has, which is the balance that it records: who the process is, and of how
/// many snapshots it is told.
struct Curious;

fn telling(process: Process<'_>, count: usize) -> Amount {
    Amount::new(u64::from(process.id().get()) * 100 + count as u64).unwrap()
}

impl Algorithm for Curious {
    fn name(&self) -> &'static str {
        "curious"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        let balance = telling(process, process.recording().count());
        effects.push(Effect::RecordState { snapshot, balance });
        effects.extend(process.peers().map(|to| Effect::SendMarker { snapshot, to }));
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        let open = process.recording().filter(|&snapshot| process.records_channel(snapshot, incoming.from));
        if let Payload::Marker(snapshot) = incoming.payload {
            assert!(!process.has_recorded(snapshot));
            effects.push(Effect::RecordState { snapshot, balance: telling(process, open.count()) });
        }
    }
}

#[test]
fn a_process_is_shown_what_it_records() {
    check(
        &Curious,
        &format!("{THREE}BeginSnapshot 2\nReceive 1\nBeginSnapshot 2\nReceive 3\nReceive 1\nBeginSnapshot 1\n"),
        &expect![[r"
            1 node 1 created with 10
            2 node 2 created with 20
            3 node 3 created with 30
            4 s1 begun at 2
            4 s1: 2 records 200
            4 m0 2->1 sent: marker s1
            4 m1 2->3 sent: marker s1
            5 m0 2->1 received: marker s1
            5 s1: 1 records 100
            6 s2 begun at 2
            6 s2: 2 records 201
            6 m2 2->1 sent: marker s2
            6 m3 2->3 sent: marker s2
            7 m1 2->3 received: marker s1
            7 s1: 3 records 300
            8 m2 2->1 received: marker s2
            8 s2: 1 records 101
            9 s3 begun at 1
            9 s3: 1 records 102
            9 m4 1->2 sent: marker s3
            9 m5 1->3 sent: marker s3"]],
    );
}

/// Wants what makes no sense, in ways that look like chance but are the same each time.
struct Chaos;

impl Chaos {
    fn want(process: Process<'_>, mut seed: u32, effects: &mut Vec<Effect>) {
        let mut draw = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for _ in 0..draw(6) {
            let snapshot = SnapshotId::new([0, 1, 1, 2, 2, 3, 99][draw(7) as usize]);
            let node = NodeId::new(draw(6));
            effects.push(match draw(4) {
                0 => Effect::RecordState { snapshot, balance: Amount::new(draw(1000).into()).unwrap() },
                1 if draw(3) == 0 => Effect::SendMarker { snapshot, to: node },
                1 | 2 => Effect::RecordMessage { snapshot, message: MessageId::new(draw(40)), from: node },
                _ => Effect::CloseChannel { snapshot, from: node },
            });
        }
        // Now and then what does make sense, so that snapshots go on and end.
        if draw(2) == 0 {
            let snapshot = SnapshotId::new(1 + draw(3));
            effects.push(Effect::RecordState { snapshot, balance: process.balance() });
            effects.extend(process.peers().map(|from| Effect::CloseChannel { snapshot, from }));
        }
    }
}

impl Algorithm for Chaos {
    fn name(&self) -> &'static str {
        "chaos"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        Self::want(process, snapshot.get() * 77 + process.id().get(), effects);
        effects.extend(process.peers().map(|to| Effect::SendMarker { snapshot, to }));
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        Self::want(process, incoming.message.get() * 31 + incoming.from.get(), effects);
    }
}

/// What can be seen when nothing can be said about what a snapshot has recorded, and the snapshots as they are inside.
type Loose = (Vec<NodeView>, Vec<ChannelView>, Vec<WaitView>, Vec<String>, String);

fn look(history: &History) -> Loose {
    let state = history.state();
    let cluster = state.cluster();
    for snapshot in cluster.snapshots() {
        assert!(Report::new(cluster, snapshot, None).lines().count() >= 2);
        assert!(snapshot.recorded_count() <= snapshot.member_count());
        assert!(snapshot.recorded_sum().0 <= u128::from(u64::MAX));
    }
    let snapshots = cluster.snapshots().map(|snapshot| format!("{snapshot:?}")).collect();
    (nodes(state), channels(state), waits(state), snapshots, history.transcript().to_string())
}

/// A script for chaos: with nodes that join when a snapshot is complete, if chaos lets any be.
fn script(seed: u32) -> String {
    let mut text = THREE.to_owned();
    for line in 0..40_u32 {
        let roll = (seed.wrapping_mul(747_796_405).wrapping_add(line.wrapping_mul(2_891_336_453)) >> 11) % 97;
        let (a, b) = (1 + roll % 3, 1 + (roll + 1 + roll / 50) % 3);
        text += &match roll % 9 {
            0 | 1 => format!("Send {a} {b} {}\n", roll % 9),
            2 | 3 => format!("Receive {a}\n"),
            4 => format!("BeginSnapshot {a}\n"),
            5 => "ReceiveAll\n".to_owned(),
            6 => format!("CollectState\nPrintSnapshot\nCreateNode {} 5\n", 4 + roll % 2),
            7 => format!("Receive {a} {b}\n"),
            _ if roll > 90 => format!("KillAll\n{THREE}"),
            _ => format!("Send {b} {a} 0\n"),
        };
    }
    text
}

#[test]
fn nothing_that_an_algorithm_wants_shakes_the_bank() {
    let mut refused = 0;
    let mut complete = 0;
    for seed in 0..300 {
        let text = script(seed);
        let script = Script::parse(&text);
        let mut history = History::new(&Chaos, Limits { events: 60 + seed % 100, ..Limits::default() });
        let mut seen = vec![(history.moment(), look(&history))];
        for &command in script.commands() {
            let before = look(&history);
            let outcome = history.execute(command);
            if outcome.is_err() {
                assert_eq!(look(&history), before, "{command:?} was refused");
                refused += usize::from(history.log().events().len() > 50);
            }
            seen.push((history.moment(), look(&history)));
        }
        complete += history.state().cluster().snapshots().filter(|one| one.completed_at().is_some()).count();
        while history.step_back() {}
        assert_eq!(history.moment(), Moment::default());
        while history.step() {}
        for visit in 0..seen.len() {
            let (moment, expected) = &seen[visit * 7 % seen.len()];
            history.seek(*moment);
            assert_eq!(&look(&history), expected, "{moment:?} of seed {seed}");
        }
    }
    assert!(refused > 300, "only {refused} commands ran into the limit");
    assert!(complete > 30, "only {complete} snapshots were completed");
}
