//! Happened-before: which event of a run may have had a part in causing which.

use alloc::vec::Vec;

use super::motion::{End, message};
use super::set::EventSet;
use crate::cluster::{NEVER, short};
use crate::event::Event;
use crate::ids::{EventIndex, NodeId};

/// The order of Leslie Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", Communications of the ACM
/// 21(7), 1978: an event happened before what its process did later, before the receive of what it sent, and
/// before all that those happened before.
///
/// Markers are messages here like transfers. What no process did (`MasterStarted`, `SnapshotCompleted`, `StateCollected`,
/// `SnapshotPrinted`, `Killed`) has no place in the order: nothing happened before it or after it. Nor does anything reach over a
/// `Killed`: what follows has processes of its own.
///
/// Takes 16 bytes for each event and 4 for each message.
#[derive(Clone, Debug, Default)]
pub struct Order {
    links: Vec<Links>,
    depths: Vec<u32>,
    /// Where each message was sent, by its number.
    sends: Vec<u32>,
    /// Ascending by id within each epoch; the epochs one after the other.
    processes: Vec<Process>,
    /// Where the epoch at the end of the run starts, in the processes and in the events.
    epoch: (usize, usize),
    /// The process that did something last. What comes next is often of the same.
    recent: usize,
}

/// The neighbours of an event. [`NEVER`] where there is none.
#[derive(Clone, Copy, Debug)]
struct Links {
    previous: u32,
    next: u32,
    /// The other end of the message: of a send its receive, which is later, of a receive its send, which is earlier.
    mate: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Process {
    pub(super) id: NodeId,
    pub(super) first: u32,
    last: u32,
}

impl Order {
    /// The order of the events of a run. Takes time in proportion to them.
    pub fn of(events: &[Event]) -> Self {
        let mut order = Self::default();
        order.extend(events);
        order
    }

    /// Goes on to the end of a run that has grown; its events so far must be those that this knows.
    pub fn extend(&mut self, events: &[Event]) {
        let known = self.links.len();
        self.links.reserve(events.len().saturating_sub(known));
        self.depths.reserve(events.len().saturating_sub(known));
        for event in events.iter().skip(known) {
            self.push(event, events.len());
        }
    }

    /// How many events it knows.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether it knows no events.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    fn push(&mut self, event: &Event, run: usize) {
        let at = self.links.len();
        let mut links = Links { previous: NEVER, next: NEVER, mate: NEVER };
        let depth = if let Some(node) = event.node() {
            links.previous = self.follow(node, at);
            links.mate = self.send_for(event, at, run);
            1 + self.known_depth(links.previous).max(self.known_depth(links.mate))
        } else if at > self.epoch.1 {
            self.depths[at - 1]
        } else {
            0
        };
        if let Some(before) = self.links.get_mut(links.previous as usize) {
            before.next = short(at);
        }
        if let Some(send) = self.links.get_mut(links.mate as usize)
            && send.mate == NEVER
        {
            send.mate = short(at);
        }
        self.links.push(links);
        self.depths.push(depth);
        if matches!(event, Event::Killed) {
            self.epoch = (self.processes.len(), at + 1);
        }
    }

    /// Makes this the last event of a process, and gives the one before.
    fn follow(&mut self, node: NodeId, at: usize) -> u32 {
        let start = self.epoch.0;
        if let Some(recent) = self.processes[start..].get_mut(self.recent)
            && recent.id == node
        {
            return core::mem::replace(&mut recent.last, short(at));
        }
        match self.processes[start..].binary_search_by_key(&node, |process| process.id) {
            Ok(place) => {
                self.recent = place;
                core::mem::replace(&mut self.processes[start + place].last, short(at))
            }
            Err(place) => {
                self.processes.insert(start + place, Process { id: node, first: short(at), last: short(at) });
                NEVER
            }
        }
    }

    /// Notes a send; gives that of the message that is received, if this is a receive.
    ///
    /// Messages are numbered from 0, so there is none with a number above that of all events.
    fn send_for(&mut self, event: &Event, at: usize, run: usize) -> u32 {
        match message(event) {
            Some((message, End::Sent)) if message.index() < run => {
                if self.sends.len() <= message.index() {
                    self.sends.resize(message.index() + 1, NEVER);
                }
                self.sends[message.index()] = short(at);
                NEVER
            }
            Some((message, End::Received)) => {
                let send = self.sends.get(message.index()).copied();
                send.filter(|&send| send as usize >= self.epoch.1).unwrap_or(NEVER)
            }
            Some((_, End::Sent)) | None => NEVER,
        }
    }

    fn known_depth(&self, event: u32) -> u32 {
        self.depths.get(event as usize).copied().unwrap_or(0)
    }

    /// What the same process did just before.
    pub fn previous(&self, event: EventIndex) -> Option<EventIndex> {
        some(self.links.get(event.index())?.previous)
    }

    /// What the same process did just after.
    pub fn next(&self, event: EventIndex) -> Option<EventIndex> {
        some(self.links.get(event.index())?.next)
    }

    /// Where the message was sent that an event receives.
    pub fn send_of(&self, event: EventIndex) -> Option<EventIndex> {
        some(self.links.get(event.index())?.mate).filter(|&mate| mate < event)
    }

    /// Where the message is received that an event sends; the first time, if there are several in what is no run of a bank.
    pub fn receive_of(&self, event: EventIndex) -> Option<EventIndex> {
        some(self.links.get(event.index())?.mate).filter(|&mate| mate > event)
    }

    /// The causal depth of each event: how many events the longest chain has that ends with it, each of which happened before
    /// the next. The first event of a process has 1.
    ///
    /// What no process did has that of the event before it in the run, so that it can be drawn, and 0 where a bank begins.
    pub fn depths(&self) -> &[u32] {
        &self.depths
    }

    /// The causal depth of an event; see [`Order::depths`].
    pub fn depth(&self, event: EventIndex) -> u32 {
        self.known_depth(event.get())
    }

    /// Whether an event happened before another. None happened before itself.
    pub fn happened_before(&self, earlier: EventIndex, later: EventIndex) -> bool {
        // A chain from one to the other makes the other deeper, and leads forward in the run.
        let may_be = earlier < later && self.depth(earlier) < self.depth(later);
        may_be && self.back(later, earlier.index()).contains(earlier)
    }

    /// The causal past of an event: all that happened before it, and itself.
    ///
    /// Takes time in proportion to the events of the run between the first and the last of these.
    pub fn past(&self, event: EventIndex) -> EventSet {
        self.back(event, 0)
    }

    /// The causal past of an event, without what has a smaller index than the floor.
    fn back(&self, event: EventIndex, floor: usize) -> EventSet {
        let end = event.index().saturating_add(1);
        let mut past = EventSet::with_room_for(end.min(self.len()));
        if end > self.len() {
            return past;
        }
        past.insert(event.index());
        // Links lead back in the run, so that one walk backward meets each event after all that lead to it.
        let mut ahead = 1_usize;
        for at in (floor..end).rev() {
            if ahead == 0 {
                break;
            }
            if past.has(at) {
                ahead -= 1;
                let Links { previous, mate, .. } = self.links[at];
                let causes = [previous, mate].into_iter().filter(|&cause| (cause as usize) < at);
                ahead += causes.filter(|&cause| past.insert(cause as usize)).count();
            }
        }
        past
    }

    /// The causal future of an event: all that it happened before, and itself.
    ///
    /// Takes time in proportion to the events of the run that follow.
    pub fn future(&self, event: EventIndex) -> EventSet {
        let mut future = EventSet::with_room_for(self.len());
        if event.index() < self.len() {
            future.insert(event.index());
        }
        for (at, links) in self.links.iter().enumerate().skip(event.index() + 1) {
            let is_after = |cause: u32| (cause as usize) < at && future.has(cause as usize);
            if is_after(links.previous) || is_after(links.mate) {
                future.insert(at);
            }
        }
        future
    }

    /// The processes of all epochs; ascending by id within each.
    pub(super) fn processes(&self) -> &[Process] {
        &self.processes
    }

    /// About how many bytes it takes.
    pub fn memory(&self) -> usize {
        size_of_val(&*self.links)
            + size_of_val(&*self.depths)
            + size_of_val(&*self.sends)
            + size_of_val(&*self.processes)
    }
}

fn some(event: u32) -> Option<EventIndex> {
    (event != NEVER).then(|| EventIndex::new(event))
}
