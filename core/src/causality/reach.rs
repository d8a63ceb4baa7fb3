//! That a recorded state can be reached, shown by construction, and whether the run reached it by itself.
//!
//! Chandy and Lamport, "Distributed Snapshots", 1985, section 4: the events of a run are either *pre-recording*, when their
//! process has not recorded its state yet, or *post-recording*. Wherever a post-recording event comes just before a
//! pre-recording one, neither can know of the other, and the two can change places. When no such neighbours are left, all
//! pre-recording events come first, and the state after them is the recorded one.

mod exchange;
mod recorded;
mod script;
mod state;

use alloc::vec::Vec;
use core::ops::Range;

pub use exchange::Exchange;
pub use script::EquivalentScript;

use super::motion::{End, message};
use crate::event::Event;
use crate::ids::{EventIndex, MessageId, NodeId};
use crate::script::ChannelName;
use recorded::Recorded;

/// Why there is no equivalent run in which the recorded state occurs.
///
/// Only [`NoEquivalentRun::Incomplete`] can be said of Chandy and Lamport's algorithm; the others convict a wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEquivalentRun {
    /// The event starts no snapshot, or one that is not complete before its bank ends. There is no recorded state.
    Incomplete,
    /// A message was received before its receiver recorded, but sent after its sender did.
    Orphan {
        /// The message, a transfer or a marker.
        message: MessageId,
        /// The event in which it was sent.
        sent: EventIndex,
        /// The event in which it was received.
        received: EventIndex,
    },
    /// A process did not have what it recorded when it recorded it.
    WrongBalance {
        /// The process, the lowest of several.
        node: NodeId,
    },
    /// What was recorded of a channel is not what its sender had sent and its receiver had not received.
    WrongChannel {
        /// The channel.
        channel: ChannelName,
    },
}

/// A run of the same events as another one, in an order in which the state that a snapshot recorded occurs.
///
/// Each process does the same in the same order, each channel carries the same, and the state at the end is the same. It is
/// the run of one bank: what came before the last `KillAll` and what comes after the next is not in it. Events of no process
/// that come after the start of the snapshot count as post-recording, so nothing is complete, collected or printed
/// earlier than before.
///
/// Chandy and Lamport 1985, section 4.
///
/// ```
/// use shutter_core::causality::{EquivalentRun, occurred};
/// use shutter_core::{EventIndex, event::Event, history::History, script::Script};
///
/// // Figure 8 of the paper, as a bank: 1 sends before it knows that 2 has sent, and the other way round.
/// let text = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nSend 1 2 3\nSend 2 1 4\nReceive 1 2\nReceiveAll\n";
/// let history = History::of(&Script::parse(text));
/// let events = history.log().events();
/// let started = EventIndex::new(2);
/// assert!(matches!(events[2], Event::SnapshotStarted { .. }));
///
/// // What was recorded (10, 16, and 4 on its way from 2 to 1) was the state at no moment of the run,
/// assert_eq!(occurred(events, started), None);
///
/// // but it is after three events of a run that differs only in what nobody can tell.
/// let run = EquivalentRun::of(events, started).unwrap();
/// assert_eq!(run.reached_at(), 3);
/// let script = run.script(events).unwrap();
/// let mut other = History::of(&Script::parse(&script.text));
/// other.seek(other.moment_of_line(script.line));
/// assert_eq!(other.state().cluster().in_flight().get(), 4);
/// ```
#[derive(Clone, Debug)]
pub struct EquivalentRun {
    started: EventIndex,
    /// The events of the bank, as indices of the run.
    epoch: Range<usize>,
    /// The first post-recording event. All that comes before it stays where it is.
    first: u32,
    /// The pre-recording events after that one.
    pre: Vec<u32>,
    /// The post-recording events before the last pre-recording one.
    post: Vec<u32>,
    /// For each of `pre` how many exchanges come before it moves, and at the end how many there are in all.
    before: Vec<u64>,
}

impl EquivalentRun {
    /// Sorts the events of a run by whether they come before the recorded state of the snapshot that starts in this
    /// event, and sees to it that the state is what was recorded.
    ///
    /// Takes time and memory in proportion to the events up to the last recording.
    ///
    /// # Errors
    /// What makes it impossible, see [`NoEquivalentRun`].
    pub fn of(events: &[Event], started: EventIndex) -> Result<Self, NoEquivalentRun> {
        let Some(recorded) = Recorded::read(events, started) else { return Err(NoEquivalentRun::Incomplete) };
        let Recorded { epoch, cut, last, mut state, .. } = recorded;
        let first = started.get();
        let mut run = Self { started, epoch, first, pre: Vec::new(), post: Vec::new(), before: alloc::vec![0] };
        let mut sent = SentAfter::default();
        for (at, event) in events.iter().enumerate().take(last).skip(run.epoch.start) {
            let index = EventIndex::from_index(at);
            let is_pre = index < started || cut.contains(index, event);
            sent.note(index, event, is_pre)?;
            if is_pre {
                state.apply(event);
            }
            run.push(index, is_pre);
        }
        // What comes after the last event that moves is where it is in the original run.
        run.post.truncate(run.pre.len().checked_sub(1).map_or(0, |last| run.passed_by(last)));
        state.difference().map_or(Ok(run), Err)
    }

    /// Takes the next event of the original order.
    fn push(&mut self, index: EventIndex, is_pre: bool) {
        if !is_pre {
            self.post.push(index.get());
        } else if self.post.is_empty() {
            self.first = self.first.max(index.get() + 1);
        } else {
            self.pre.push(index.get());
            self.before.push(self.exchange_count() + self.post.len() as u64);
        }
    }

    /// The event in which the snapshot was started.
    pub fn started(&self) -> EventIndex {
        self.started
    }

    /// The events of the original run that this one is made of: those of one bank.
    pub fn epoch(&self) -> Range<usize> {
        self.epoch.clone()
    }

    /// After how many of its events the state is what the snapshot recorded.
    pub fn reached_at(&self) -> usize {
        self.head() + self.pre.len()
    }

    /// Whether an event of the epoch comes before the recorded state.
    pub fn is_pre_recording(&self, event: EventIndex) -> bool {
        event.get() < self.first || self.pre.binary_search(&event.get()).is_ok()
    }

    /// How many events come before the first post-recording one.
    fn head(&self) -> usize {
        self.first as usize - self.epoch.start
    }

    /// How many post-recording events come before this one of the events that move.
    fn passed_by(&self, mover: usize) -> usize {
        (self.pre[mover] - self.first) as usize - mover
    }
}

/// What was sent after the cut: messages, ascending, with the events in which they were sent.
#[derive(Default)]
struct SentAfter(Vec<(MessageId, EventIndex)>);

impl SentAfter {
    /// Takes note of the next event; it is an error if it receives before the cut what was sent after it.
    fn note(&mut self, index: EventIndex, event: &Event, is_pre: bool) -> Result<(), NoEquivalentRun> {
        match (message(event), is_pre) {
            (Some((message, End::Sent)), false) => self.0.push((message, index)),
            (Some((message, End::Received)), true) => {
                if let Ok(place) = self.0.binary_search_by_key(&message, |&(sent, _)| sent) {
                    return Err(NoEquivalentRun::Orphan { message, sent: self.0[place].1, received: index });
                }
            }
            (Some((_, End::Sent)), true) | (Some((_, End::Received)), false) | (None, _) => {}
        }
        Ok(())
    }
}

/// After how many events the state of the run itself was, for the first time, what the snapshot that starts in this event
/// recorded: the same processes with the same balances, and in each channel transfers of the same amounts in the same order.
///
/// `None` when there is no such moment in the life of the bank: this exact state never occurred. `None` too when
/// the snapshot is not complete, see [`EquivalentRun::of`].
///
/// Takes time in proportion to the events of the bank: channels are matched with what was recorded of them as
/// text is by Knuth, Morris and Pratt, "Fast Pattern Matching in Strings", 1977.
pub fn occurred(events: &[Event], started: EventIndex) -> Option<usize> {
    let Recorded { epoch, members_from, mut state, .. } = Recorded::read(events, started)?;
    let events = events.get(..epoch.end)?;
    let mut at = epoch.start;
    loop {
        if at >= members_from && state.is_reached() {
            return Some(at);
        }
        let event = events.get(at)?;
        if at >= members_from && matches!(event, Event::NodeCreated { .. }) {
            return None;
        }
        state.apply(event);
        at += 1;
    }
}
