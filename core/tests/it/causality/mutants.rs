//! Wrong recorders. Each is convicted, and of what it did.

use std::collections::BTreeSet;

use expect_test::expect;
use shutter_core::snapshot::{Algorithm, ChandyLamport};

use super::mutant::Mutant;
use super::runs::{run, script_of_seed};
use super::witnesses::{against, verdicts};

/// What is wrong, and the name of the witness that must speak up.
const MUTANTS: &[(Mutant, &str)] = &[
    (Mutant::RecordsZero, "wrong balance"),
    (Mutant::RecordsOneMore, "surplus"),
    (Mutant::RecordsItsId, "wrong balance"),
    (Mutant::OneLies, "wrong balance"),
    (Mutant::RecordsBeforeReceiving, "lost"),
    (Mutant::RecordsBeforeReceivingAndInChannel, "received before"),
    (Mutant::RecordsWhatItReceivedToo, "surplus"),
    (Mutant::ForgetsMessages, "missing"),
    (Mutant::ForgetsOneChannel, "lost"),
    (Mutant::ForgetsSmallChange, "missing"),
    (Mutant::ForgetsTransfersOfNothing, "missing"),
    (Mutant::RecordsTwice, "twice"),
    (Mutant::RecordsInOtherChannel, "other channel"),
    (Mutant::RecordsInChannelFromItself, "other channel"),
    (Mutant::RecordsTheMessageBefore, "received before"),
    (Mutant::RecordsTheMessageAfter, "other channel"),
    (Mutant::RecordsWhatComesAfterTheMarker, "after close"),
    (Mutant::ClosesAllAtOnce, "missing"),
    (Mutant::ClosesAfterOneMessage, "missing"),
    (Mutant::ClosesAtTheLastMarker, "sent after"),
    (Mutant::ClosesOtherSnapshotsToo, "missing"),
    (Mutant::SendsMarkersOnlyWhenAsked, "orphan"),
    (Mutant::SendsOneMarker, "orphan"),
    (Mutant::SendsMarkersUpward, "orphan"),
    (Mutant::RecordsAfterItsMarkers, "missing"),
    (Mutant::RecordsAtTheLastMarker, "orphan"),
];

/// What is different and yet right.
const HARMLESS: &[Mutant] = &[Mutant::SendsMarkersFirst, Mutant::RecordsOnTransfers];

/// All that is ever against an algorithm in many runs, and in how many of its snapshots nothing is.
fn charges(algorithm: &'static dyn Algorithm) -> (BTreeSet<&'static str>, usize) {
    let (mut all, mut innocent) = (BTreeSet::new(), 0);
    for seed in 0..150 {
        let history = run(algorithm, &script_of_seed(seed));
        for verdict in verdicts(history.log().events()) {
            let names = against(&verdict);
            innocent += usize::from(names.is_empty());
            all.extend(names);
        }
    }
    (all, innocent)
}

/// Each is convicted by its witness; and here is all that is ever against it, so that none speaks up who has seen nothing.
#[test]
fn every_mutant_is_convicted_of_what_it_did() {
    assert!(MUTANTS.len() > 20);
    let charge = |(mutant, witness): &'static (Mutant, &str)| {
        let (names, _) = charges(mutant);
        assert!(names.contains(witness), "{mutant:?} is not convicted of {witness:?} but of {names:?}");
        format!("{mutant:?}: {}", names.into_iter().collect::<Vec<_>>().join(", "))
    };
    let said: Vec<_> = MUTANTS.iter().map(charge).collect();
    expect![[r"
        RecordsZero: lost, wrong balance
        RecordsOneMore: surplus, wrong balance
        RecordsItsId: lost, wrong balance
        OneLies: lost, wrong balance
        RecordsBeforeReceiving: lost, wrong balance
        RecordsBeforeReceivingAndInChannel: received before, wrong balance
        RecordsWhatItReceivedToo: received before, surplus
        ForgetsMessages: lost, missing
        ForgetsOneChannel: lost, missing
        ForgetsSmallChange: lost, missing
        ForgetsTransfersOfNothing: missing
        RecordsTwice: surplus, twice
        RecordsInOtherChannel: after close, missing, other channel
        RecordsInChannelFromItself: missing, other channel
        RecordsTheMessageBefore: lost, missing, other channel, received before, surplus, twice
        RecordsTheMessageAfter: lost, missing, other channel, surplus
        RecordsWhatComesAfterTheMarker: after close, sent after, surplus
        ClosesAllAtOnce: lost, missing
        ClosesAfterOneMessage: lost, missing
        ClosesAtTheLastMarker: lost, missing, sent after, surplus
        ClosesOtherSnapshotsToo: lost, missing
        SendsMarkersOnlyWhenAsked: lost, missing, orphan, surplus
        SendsOneMarker: lost, missing, orphan, surplus
        SendsMarkersUpward: lost, missing, orphan, surplus
        RecordsAfterItsMarkers: lost, missing
        RecordsAtTheLastMarker: lost, missing, orphan, surplus"]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn what_is_right_is_not_convicted_in_the_same_runs() {
    let right: [&'static dyn Algorithm; 3] = [&ChandyLamport, &HARMLESS[0], &HARMLESS[1]];
    for algorithm in right {
        let (names, innocent) = charges(algorithm);
        assert_eq!(names, BTreeSet::new());
        assert!(innocent > 150, "only {innocent} snapshots");
    }
}
