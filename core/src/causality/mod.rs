//! What a run's events say of its causes: which event happened before which, what a cut through the run separates, and
//! whether a recorded snapshot tells the truth.
//!
//! Everything here is computed from events alone (what was sent, received, recorded), never from the algorithm's own state
//! or the bank's, so that it can convict a wrong algorithm. Events that no bank would write are judged too; nothing is taken for granted
//! of them.
//!
//! - [`Order`] is happened-before: pasts, futures, depths, vector clocks.
//! - A [`Cut`] divides an [`Epoch`], the events of one bank; a [`Division`] is the state at the cut: balances, channels, orphans.
//!   [`Cut::consistent_before`] and [`Cut::consistent_after`] are the consistent cuts nearest to it.
//! - A [`Verdict`] is what is to be said of a complete snapshot, with witnesses.
//! - An [`EquivalentRun`] goes through the state that a snapshot recorded; [`occurred`] says whether the run itself did.
//!
//! Figure 8 of Chandy and Lamport's paper, with money for messages: what is recorded is a state that the run was never in.
//!
//! ```
//! use shutter_core::causality::{Cut, Division, Epoch, Verdict, snapshots};
//! use shutter_core::{NodeId, history::History, script::Script};
//!
//! let text = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nSend 1 2 3\nSend 2 1 4\nReceive 1 2\nReceive 2 1\nReceiveAll\n";
//! let history = History::of(&Script::parse(text));
//! let events = history.log().events();
//!
//! let (started, _) = snapshots(events).next().unwrap();
//! let verdict = Verdict::of(events, started).unwrap();
//! assert!(verdict.holds());
//!
//! let epoch = Epoch::of_event(events, started);
//! let state = Division::of(epoch, verdict.cut());
//! assert_eq!(state.balance(NodeId::new(2)), Some(16));
//! let never = |moment| Division::of(epoch, &Cut::at(epoch, moment)).balance(NodeId::new(1)) != Some(10)
//!     || Division::of(epoch, &Cut::at(epoch, moment)).balance(NodeId::new(2)) != Some(16);
//! assert!((0..=events.len()).all(never));
//! ```

mod clocks;
mod cut;
mod deviation;
mod division;
mod epoch;
mod faithful;
mod journeys;
mod motion;
mod nearest;
mod order;
mod processes;
mod reach;
mod recording;
mod set;
mod verdict;

pub use cut::Cut;
pub use deviation::{Deviation, NotThere};
pub use division::Division;
pub use epoch::Epoch;
pub use journeys::Transfer;
pub use order::Order;
pub use reach::{EquivalentRun, EquivalentScript, Exchange, NoEquivalentRun, occurred};
pub use recording::snapshots;
pub use set::EventSet;
pub use verdict::{Conservation, Verdict};
