//! Names for what a verdict has against a snapshot.

use std::collections::BTreeSet;

use shutter_core::causality::{Conservation, Deviation, NotThere, Verdict, snapshots};
use shutter_core::event::Event;

/// The verdicts on all complete snapshots of a run.
pub(super) fn verdicts(events: &[Event]) -> Vec<Verdict> {
    snapshots(events).filter_map(|(started, _)| Verdict::of(events, started)).collect()
}

pub(super) const fn name(deviation: &Deviation) -> &'static str {
    match deviation {
        Deviation::NotRecorded { .. } => "not recorded",
        Deviation::RecordedAgain { .. } => "recorded again",
        Deviation::NotInSnapshot { .. } => "not in snapshot",
        Deviation::WrongBalance { .. } => "wrong balance",
        Deviation::NeverClosed { .. } => "never closed",
        Deviation::ClosedAgain { .. } => "closed again",
        Deviation::Missing { .. } => "missing",
        Deviation::Extra { why: NotThere::NeverSent, .. } => "never sent",
        Deviation::Extra { why: NotThere::OtherChannel(_), .. } => "other channel",
        Deviation::Extra { why: NotThere::SentAfter { .. }, .. } => "sent after",
        Deviation::Extra { why: NotThere::ReceivedBefore { .. }, .. } => "received before",
        Deviation::Twice { .. } => "twice",
        Deviation::OutOfOrder { .. } => "out of order",
        Deviation::AfterClose { .. } => "after close",
    }
}

/// All that is against a snapshot, by name.
pub(super) fn against(verdict: &Verdict) -> BTreeSet<&'static str> {
    let mut names: BTreeSet<_> = verdict.deviations().iter().map(name).collect();
    assert_eq!(verdict.is_faithful(), names.is_empty());
    assert_eq!(verdict.is_consistent(), verdict.orphans().is_empty());
    assert_eq!(verdict.is_conserved(), verdict.conservation() == Conservation::Conserved);
    if !verdict.is_consistent() {
        names.insert("orphan");
    }
    match verdict.conservation() {
        Conservation::Conserved => {}
        Conservation::Lost(amount) => {
            assert_eq!(verdict.recorded() + amount, verdict.money());
            names.insert("lost");
        }
        Conservation::Surplus(amount) => {
            assert_eq!(verdict.recorded(), verdict.money() + amount);
            names.insert("surplus");
        }
    }
    assert_eq!(verdict.holds(), names.is_empty());
    names
}
