//! How the run becomes one that goes through what a snapshot recorded, exchange by exchange.

use std::rc::Rc;

use shutter_core::EventIndex;
use shutter_core::causality::EquivalentRun;

use super::Session;

/// An equivalent run, and how much of the way to it is gone.
#[derive(Clone, Debug)]
pub struct Exchanges {
    /// The event that starts the snapshot.
    pub started: EventIndex,
    /// The run in which the recorded state occurs.
    pub run: Rc<EquivalentRun>,
    /// So many exchanges are made.
    pub at: u64,
}

impl Session {
    /// The exchanges on show, if there are any.
    pub fn exchanges(&self) -> Option<&Exchanges> {
        self.exchanges.as_ref()
    }

    /// Shows the run before the first exchange. Nothing changes where no equivalent run is.
    pub(super) fn show_exchanges(&mut self, started: EventIndex) {
        let run = EquivalentRun::of(self.history().log().events(), started);
        if let Ok(run) = run {
            self.playing = false;
            // A cut of one's own is one of the run as it was.
            self.cut = None;
            self.exchanges = Some(Exchanges { started, run: Rc::new(run), at: 0 });
        }
    }

    pub(super) fn seek_exchange(&mut self, at: u64) {
        if let Some(exchanges) = &mut self.exchanges {
            exchanges.at = at.min(exchanges.run.exchange_count());
        }
    }
}
