//! Compares what a snapshot recorded with the state at its cut.

use alloc::vec::Vec;

use super::deviation::{Deviation, NotThere};
use super::division::Division;
use super::journeys::{Journeys, Transfer};
use super::processes::Processes;
use super::recording::Recording;
use crate::cluster::{NEVER, short};
use crate::event::Event;
use crate::ids::{Amount, EventIndex, MessageId, NodeId};
use crate::script::ChannelName;

/// All deviations of a snapshot: first those of states, then of what was recorded of channels, both by process, then what is missing.
pub(super) fn deviations(
    recording: &Recording<'_>,
    processes: &Processes,
    journeys: &Journeys,
    division: &Division,
) -> Vec<Deviation> {
    let books = Books {
        states: alloc::vec![None; processes.len()],
        of_channels: alloc::vec![Vec::new(); processes.len()],
        recorded: alloc::vec![NEVER; journeys.len()],
        closed: alloc::vec![NEVER; processes.len()],
        latest: alloc::vec![NEVER; processes.len()],
        found: Vec::new(),
    };
    let members = (0..processes.len()).filter(|&place| processes.created_at(place) < recording.started).count();
    let mut comparison = Comparison { recording, processes, journeys, division, members, books };
    comparison.sort_out();
    (0..processes.len()).for_each(|place| comparison.compare_state(place));
    (0..processes.len()).for_each(|place| comparison.compare_channels(place));
    comparison.find_missing();
    comparison.books.found
}

struct Comparison<'a> {
    recording: &'a Recording<'a>,
    processes: &'a Processes,
    journeys: &'a Journeys,
    division: &'a Division,
    /// How many processes take part.
    members: usize,
    books: Books,
}

/// What is written down on the way.
struct Books {
    /// Where and what each process recorded of itself.
    states: Vec<Option<(usize, Amount)>>,
    /// Where each process recorded a message or closed a channel.
    of_channels: Vec<Vec<u32>>,
    /// Where each transfer was recorded in its channel.
    recorded: Vec<u32>,
    /// Of one receiver: where it closed the channel from each process.
    closed: Vec<u32>,
    /// Of one receiver: of what it recorded from each process, the send that was latest.
    latest: Vec<u32>,
    found: Vec<Deviation>,
}

impl Comparison<'_> {
    fn is_member(&self, place: usize) -> bool {
        self.processes.created_at(place) < self.recording.started
    }

    fn member(&self, node: NodeId) -> Option<usize> {
        self.processes.find(node).filter(|&place| self.is_member(place))
    }

    /// Gives what was recorded to the processes that recorded it.
    fn sort_out(&mut self) {
        for (at, event) in self.recording.events() {
            let node = match *event {
                Event::StateRecorded { node, .. } => node,
                Event::MessageRecorded { to, .. } | Event::ChannelClosed { to, .. } => to,
                _ => continue,
            };
            let Some(place) = self.member(node) else {
                self.books.found.push(Deviation::NotInSnapshot { node, at: index(at) });
                continue;
            };
            match (event, self.books.states[place]) {
                (&Event::StateRecorded { balance, .. }, None) => self.books.states[place] = Some((at, balance)),
                (Event::StateRecorded { .. }, Some((first, _))) => {
                    self.books.found.push(Deviation::RecordedAgain { node, first: index(first), again: index(at) });
                }
                _ => self.books.of_channels[place].push(short(at)),
            }
        }
    }

    fn compare_state(&mut self, place: usize) {
        let node = self.processes.id(place);
        match self.books.states[place] {
            Some((at, recorded)) => {
                let actual = self.division.balance(node).unwrap_or(0);
                if actual != recorded.get() {
                    self.books.found.push(Deviation::WrongBalance { node, at: index(at), recorded, actual });
                }
            }
            None if self.is_member(place) => self.books.found.push(Deviation::NotRecorded { node }),
            None => {}
        }
    }

    /// Compares what a process recorded of the channels into it.
    fn compare_channels(&mut self, place: usize) {
        let events = core::mem::take(&mut self.books.of_channels[place]);
        let mut closed = 0;
        for &at in &events {
            match self.recording.epoch.event(at) {
                Some(&Event::ChannelClosed { from, to, .. }) => {
                    closed += usize::from(self.close(ChannelName { from, to }, at));
                }
                Some(&Event::MessageRecorded { message, from, to, .. }) => {
                    self.compare_message(ChannelName { from, to }, message, at);
                }
                _ => {}
            }
        }
        self.find_open(place, closed);
        for at in events {
            if let Some(&(Event::ChannelClosed { from, .. } | Event::MessageRecorded { from, .. })) =
                self.recording.epoch.event(at)
                && let Some(sender) = self.processes.find(from)
            {
                self.books.closed[sender] = NEVER;
                self.books.latest[sender] = NEVER;
            }
        }
    }

    /// Says whether this ends the recording of a channel of the snapshot.
    fn close(&mut self, channel: ChannelName, at: u32) -> bool {
        let sender = self.member(channel.from).filter(|_| channel.from != channel.to);
        let Some(sender) = sender else {
            self.books.found.push(Deviation::NotInSnapshot { node: channel.from, at: EventIndex::new(at) });
            return false;
        };
        let first = self.books.closed[sender];
        if first != NEVER {
            let (first, again) = (EventIndex::new(first), EventIndex::new(at));
            self.books.found.push(Deviation::ClosedAgain { channel, first, again });
            return false;
        }
        self.books.closed[sender] = at;
        true
    }

    fn find_open(&mut self, place: usize, closed: usize) {
        let count = self.members.saturating_sub(1).saturating_sub(closed);
        if self.books.states[place].is_none() || count == 0 {
            return;
        }
        let is_open = |&other: &usize| other != place && self.is_member(other) && self.books.closed[other] == NEVER;
        if let Some(sender) = (0..self.processes.len()).find(is_open) {
            let first = ChannelName { from: self.processes.id(sender), to: self.processes.id(place) };
            self.books.found.push(Deviation::NeverClosed { count, first });
        }
    }

    fn compare_message(&mut self, channel: ChannelName, message: MessageId, at: u32) {
        let sender = self.processes.find(channel.from);
        if let Some(closed_at) = sender.map(|sender| self.books.closed[sender]).filter(|&closed| closed != NEVER) {
            let (at, closed_at) = (EventIndex::new(at), EventIndex::new(closed_at));
            self.books.found.push(Deviation::AfterClose { channel, message, at, closed_at });
        }
        let at = EventIndex::new(at);
        let transfer = self.journeys.transfer(self.recording.epoch, message);
        match self.why_not_there(channel, transfer) {
            Some(why) => self.books.found.push(Deviation::Extra { channel, message, at, why }),
            None => self.tick_off(channel, message, at),
        }
    }

    /// Why a transfer is not in a channel at the cut; `None` if it is.
    fn why_not_there(&self, channel: ChannelName, transfer: Option<Transfer>) -> Option<NotThere> {
        let Some(Transfer { channel: own, sent_at, received_at, .. }) = transfer else {
            return Some(NotThere::NeverSent);
        };
        if own != channel {
            return Some(NotThere::OtherChannel(own));
        }
        let cut = |node: NodeId| {
            let state = self.processes.find(node).and_then(|place| self.books.states[place]);
            state.map_or(0, |(at, _)| at)
        };
        if sent_at.index() >= cut(channel.from) {
            return Some(NotThere::SentAfter { sent_at });
        }
        let received_at = received_at.filter(|received_at| received_at.index() < cut(channel.to));
        received_at.map(|received_at| NotThere::ReceivedBefore { received_at })
    }

    /// Notes that a transfer was recorded where it was.
    fn tick_off(&mut self, channel: ChannelName, message: MessageId, at: EventIndex) {
        let (Some(slot), Some(journey)) = (self.journeys.slot(message), self.journeys.find(message)) else { return };
        let first = self.books.recorded[slot];
        if first != NEVER {
            self.books.found.push(Deviation::Twice { channel, message, first: EventIndex::new(first), again: at });
            return;
        }
        self.books.recorded[slot] = at.get();
        let Some(sender) = self.processes.find(channel.from) else { return };
        let latest = self.books.latest[sender];
        if latest == NEVER || latest < journey.sent {
            self.books.latest[sender] = journey.sent;
        } else {
            let overtaken_by = EventIndex::new(latest);
            self.books.found.push(Deviation::OutOfOrder { channel, message, at, overtaken_by });
        }
    }

    /// Finds what was in the channels and not recorded. Of a process that recorded nothing at all, enough is said.
    fn find_missing(&mut self) {
        for transfer in self.division.in_channels() {
            let Transfer { message, channel, amount, sent_at, received_at } = *transfer;
            let has_recorded = self.processes.find(channel.to).is_some_and(|place| self.books.states[place].is_some());
            let ticked_off = self.journeys.slot(message).is_some_and(|slot| self.books.recorded[slot] != NEVER);
            if has_recorded && !ticked_off {
                self.books.found.push(Deviation::Missing { channel, message, amount, sent_at, received_at });
            }
        }
    }
}

fn index(at: usize) -> EventIndex {
    EventIndex::from_index(at)
}
