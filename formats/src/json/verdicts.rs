//! What is to be said of the snapshots of a run.

use serde::Serialize;
use shutter_core::causality::{Verdict, occurred, snapshots};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::{EventIndex, SnapshotId};
use shutter_diagram::explain::{Judgement, Witness, judgements};

use super::sum::Sum;

/// To judge a snapshot is to look at all events of its bank. This many may be looked at for one document: less than a second of work.
const MOST_LOOKED_AT: usize = 50_000_000;

/// The verdict on a complete snapshot.
#[derive(Serialize)]
pub(super) struct Entry {
    bank: usize,
    snapshot: SnapshotId,
    consistent: bool,
    faithful: bool,
    conserved: bool,
    recorded: Sum,
    money: Sum,
    occurred_after: Option<usize>,
    reasons: Reasons,
    witnesses: Vec<Against>,
    more_witnesses: usize,
}

#[derive(Serialize)]
struct Reasons {
    consistent: String,
    faithful: String,
    conserved: String,
}

/// Something that speaks against a snapshot.
#[derive(Serialize)]
struct Against {
    words: String,
    event: Option<EventIndex>,
}

/// The verdicts on the complete snapshots of a run, in the order in which those were started. Where there are so many that this would
/// take very long, on the first of them.
pub(super) fn verdicts(history: &History) -> impl Iterator<Item = Entry> {
    let events = history.log().events();
    let kills = events.iter().enumerate().filter(|(_, event)| **event == Event::Killed).map(|(at, _)| at);
    let ends: Vec<_> = kills.chain([events.len()]).collect();
    let mut left = MOST_LOOKED_AT;
    let started = snapshots(events).map(move |(started, number)| {
        let bank = ends.partition_point(|&end| end < started.get() as usize);
        let begin = bank.checked_sub(1).map_or(0, |before| ends[before]);
        (started, number, bank + 1, ends[bank] - begin)
    });
    let affordable = started.take_while(move |&(.., size)| {
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    });
    affordable.filter_map(|(started, number, bank, _)| entry(events, started, number, bank))
}

fn entry(events: &[Event], started: EventIndex, snapshot: SnapshotId, bank: usize) -> Option<Entry> {
    let verdict = Verdict::of(events, started)?;
    let judged = judgements(&verdict, events);
    let more_witnesses = judged.iter().map(|judgement| judgement.more).sum();
    let [consistent, faithful, conserved] = judged;
    Some(Entry {
        bank,
        snapshot,
        consistent: consistent.holds,
        faithful: faithful.holds,
        conserved: conserved.holds,
        recorded: Sum(verdict.recorded()),
        money: Sum(verdict.money()),
        occurred_after: occurred(events, started),
        witnesses: [&consistent, &faithful, &conserved].into_iter().flat_map(against).collect(),
        reasons: Reasons { consistent: consistent.reason, faithful: faithful.reason, conserved: conserved.reason },
        more_witnesses,
    })
}

fn against(judgement: &Judgement) -> impl Iterator<Item = Against> {
    judgement.witnesses.iter().map(|Witness { words, at }| Against { words: words.clone(), event: *at })
}
