//! What is to be said of a snapshot.

use alloc::vec::Vec;

use super::cut::Cut;
use super::deviation::Deviation;
use super::division::Division;
use super::faithful::deviations;
use super::journeys::{Journeys, Transfer};
use super::processes::Processes;
use super::recording::Recording;
use crate::event::Event;
use crate::ids::EventIndex;

/// Whether a complete snapshot tells the truth, with the witnesses if it does not.
///
/// The question is asked in three ways, as an algorithm may be wrong in one and right in the others. The snapshot is *consistent* if
/// no transfer was received before its cut and sent after it. It is *faithful* if the balances and the channels that it
/// recorded are those at its cut. It is *conserved* if its sum is the money of the bank.
/// A recorded state that is consistent and faithful is a global state of the computation, in the sense of K. Mani Chandy and
/// Leslie Lamport, "Distributed Snapshots", 1985, section 2.
///
/// It is made from events alone, which may be those of any algorithm or made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    cut: Cut,
    orphans: Vec<Transfer>,
    deviations: Vec<Deviation>,
    recorded: u128,
    money: u128,
}

/// How the sum of a snapshot compares with the money of the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conservation {
    /// It is the same.
    Conserved,
    /// So much is not in the snapshot.
    Lost(u128),
    /// So much is in the snapshot that is not in the bank: it was counted twice, or made up.
    Surplus(u128),
}

impl Verdict {
    /// The verdict on the snapshot that an event of the run starts; `None` when the event starts none, or when the snapshot does
    /// not become complete in these events. Takes time in proportion to the events of the epoch.
    pub fn of(events: &[Event], started: EventIndex) -> Option<Self> {
        let recording = Recording::of(events, started)?;
        if !recording.is_complete() {
            return None;
        }
        let epoch = recording.epoch;
        let (processes, journeys) = (Processes::of(epoch), Journeys::of(epoch));
        let cut = recording.cut(&processes);
        let division = Division::with(epoch, &processes, &journeys, &cut);
        let deviations = deviations(&recording, &processes, &journeys, &division);
        let recorded = recorded_sum(&recording, &journeys);
        Some(Self { cut, orphans: division.orphans().to_vec(), deviations, recorded, money: money(&recording) })
    }

    /// The cut that the snapshot drew; see [`Cut::of_snapshot`].
    pub fn cut(&self) -> &Cut {
        &self.cut
    }

    /// The transfers that make the cut inconsistent: received before it and sent after it, in the order of sending.
    pub fn orphans(&self) -> &[Transfer] {
        &self.orphans
    }

    /// All differences between what was recorded and the state at the cut.
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    /// The money in all recorded balances and recorded messages.
    pub fn recorded(&self) -> u128 {
        self.recorded
    }

    /// The money that had been brought into the bank when the snapshot started.
    pub fn money(&self) -> u128 {
        self.money
    }

    /// How the sum of the snapshot compares with the money of the bank.
    pub fn conservation(&self) -> Conservation {
        match (self.recorded.checked_sub(self.money), self.money.checked_sub(self.recorded)) {
            (Some(0), _) => Conservation::Conserved,
            (Some(surplus), _) => Conservation::Surplus(surplus),
            (None, lost) => Conservation::Lost(lost.unwrap_or(0)),
        }
    }

    /// Whether there is no orphan.
    pub fn is_consistent(&self) -> bool {
        self.orphans.is_empty()
    }

    /// Whether what was recorded is the state at the cut.
    pub fn is_faithful(&self) -> bool {
        self.deviations.is_empty()
    }

    /// Whether the sum of the snapshot is the money of the bank.
    pub fn is_conserved(&self) -> bool {
        self.recorded == self.money
    }

    /// Whether there is nothing to be said against the snapshot.
    pub fn holds(&self) -> bool {
        self.is_consistent() && self.is_faithful() && self.is_conserved()
    }
}

/// What the processes brought that were there when the snapshot started.
fn money(recording: &Recording<'_>) -> u128 {
    let before = recording.epoch.up_to(recording.started).events();
    let brought = before.map(|(_, event)| match *event {
        Event::NodeCreated { balance, .. } => u128::from(balance.get()),
        _ => 0,
    });
    brought.sum()
}

/// All that was recorded, whether it should have been or not. A message that was never sent carries nothing.
fn recorded_sum(recording: &Recording<'_>, journeys: &Journeys) -> u128 {
    let recorded = recording.events().map(|(_, event)| match *event {
        Event::StateRecorded { balance, .. } => u128::from(balance.get()),
        Event::MessageRecorded { message, .. } => {
            let transfer = journeys.transfer(recording.epoch, message);
            transfer.map_or(0, |transfer| u128::from(transfer.amount.get()))
        }
        _ => 0,
    });
    recorded.sum()
}
