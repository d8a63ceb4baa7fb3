//! Where events stand from left to right.

use shutter_core::cluster::Log;
use shutter_core::event::Event;
use shutter_core::{EventIndex, MessageId};

use super::buckets::Buckets;
use super::reach::Reach;
use super::timeline::Timeline;

/// What left and right mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// An event stands after all that happened before it in the run.
    Order,
    /// An event stands as far left as its causes allow.
    Depth,
}

/// The place of each event and message of a run on a scale: an index like [`Timeline`], made once for a run and a scale.
///
/// A place is a whole number: on the scale of order it is the index of the event. Several events may share one on the scale
/// of depth, but never two of the same row.
#[derive(Clone, Debug)]
pub struct Axis {
    scale: Scale,
    length: u32,
    /// The place of each event; empty when that is its index.
    places: Vec<u32>,
    /// The messages by where they are sent; empty when that is the order of their numbers.
    by_start: Buckets,
    /// Where the messages are received, or where they are lost or the run ends; in the same order.
    reach: Reach,
}

/// A message between the places where it is sent and received.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flight {
    pub(super) message: MessageId,
    pub(super) sent: EventIndex,
    pub(super) received: Option<EventIndex>,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Axis {
    /// The scale of order.
    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    pub fn order(log: &Log, timeline: &Timeline) -> Self {
        let length = log.events().len() as u32;
        let mut axis = Self {
            scale: Scale::Order,
            length,
            places: Vec::new(),
            by_start: Buckets::default(),
            reach: Reach::of(Vec::new()),
        };
        axis.reach = Reach::of(axis.ends(log, timeline));
        axis
    }

    /// The scale of causal depth. `depths` has a number for each event that is larger than those of its causes, as
    /// [`Order::depths`](shutter_core::causality::Order::depths) has; where two events of a row would be at one place, the later
    /// one is put further to the right. Banks follow each other.
    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    pub fn depth(log: &Log, timeline: &Timeline, depths: &[u32]) -> Self {
        let (places, length) = places(log, timeline, depths);
        Self::at_places(log, timeline, places, length)
    }

    /// The events at these places, one for each: for a run in another order. Along a row places must ascend, and a message must be received to the
    /// right of where it is sent; otherwise the picture is not one of a run, though still a picture. It is read as on the scale of depth.
    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    pub fn arranged(log: &Log, timeline: &Timeline, mut places: Vec<u32>) -> Self {
        places.resize(log.events().len(), 0);
        let length = places.iter().max().map_or(0, |last| last + 1);
        Self::at_places(log, timeline, places, length)
    }

    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    fn at_places(log: &Log, timeline: &Timeline, places: Vec<u32>, length: u32) -> Self {
        let mut axis =
            Self { scale: Scale::Depth, length, places, by_start: Buckets::default(), reach: Reach::of(Vec::new()) };
        let messages = 0..log.message_count() as u32;
        let starts: Vec<u32> = messages.map(|message| axis.place(log.sent_at(MessageId::new(message)).get())).collect();
        axis.by_start = Buckets::of(&starts, length as usize);
        let ends = axis.ends(log, timeline);
        axis.reach = Reach::of(axis.by_start.items().iter().map(|&message| ends[message as usize]).collect());
        axis
    }

    /// The scale that this is.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// How many places there are.
    pub fn length(&self) -> usize {
        self.length as usize
    }

    /// From where to where everything is in view.
    pub fn fit(&self) -> (f64, f64) {
        (-1.0, f64::from(self.length).max(1.0))
    }

    /// The place of an event.
    pub(super) fn place(&self, event: u32) -> u32 {
        match self.scale {
            Scale::Order => event,
            Scale::Depth => self.places.get(event as usize).copied().unwrap_or(self.length),
        }
    }

    /// Where each message ends, by its number.
    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    fn ends(&self, log: &Log, timeline: &Timeline) -> Vec<u32> {
        let end = |message| {
            let (sent, received) = (log.sent_at(message), log.received_at(message).map(EventIndex::get));
            let last = received.or_else(|| timeline.kill_after(sent.get()));
            last.map_or(self.length, |event| self.place(event))
        };
        (0..log.message_count() as u32).map(MessageId::new).map(end).collect()
    }

    /// How many messages are sent before a place.
    pub(super) fn sent_before(&self, log: &Log, place: u32) -> usize {
        match self.scale {
            Scale::Depth => self.by_start.before(place as usize),
            Scale::Order => {
                let (mut low, mut high) = (0, log.message_count());
                while low < high {
                    let middle = low.midpoint(high);
                    if log.sent_at(self.message(middle)).get() < place { low = middle + 1 } else { high = middle }
                }
                low
            }
        }
    }

    /// The last message, of those before this one in the order of their starts, that ends at a place or after it.
    pub(super) fn last_reaching(&self, before: usize, place: u32) -> Option<usize> {
        self.reach.last_before(before, place)
    }

    /// A message, by its number in the order of their starts.
    pub(super) fn flight(&self, log: &Log, number: usize) -> Flight {
        let message = self.message(number);
        let (sent, received) = (log.sent_at(message), log.received_at(message));
        Flight { message, sent, received, start: self.place(sent.get()), end: self.reach.end(number) }
    }

    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    fn message(&self, number: usize) -> MessageId {
        MessageId::new(self.by_start.items().get(number).copied().unwrap_or(number as u32))
    }
}

/// The place of each event on the scale of depth, and how many there are.
#[allow(clippy::cast_possible_truncation)] // runs are limited to far less
fn places(log: &Log, timeline: &Timeline, depths: &[u32]) -> (Vec<u32>, u32) {
    let mut places = Vec::with_capacity(log.events().len());
    // The first free place of each row, of all, and of the bank.
    let mut free = vec![0; timeline.row_count() + 1];
    let (mut end, mut bank) = (0, 0);
    // Where the depths of a bank begin.
    let mut least = None;
    for (index, event) in log.events().iter().enumerate() {
        let depth = depths.get(index).copied().unwrap_or(0).min(index as u32 + 1);
        let least_of_bank = *least.get_or_insert(depth);
        let row = timeline.row_of(event).unwrap_or(timeline.row_count());
        let mut place = (bank + depth.saturating_sub(least_of_bank)).max(free[row]);
        match event {
            Event::Killed => place = place.max(end),
            // The event right before it is the one that completes it.
            Event::SnapshotCompleted { .. } => place = place.max(places.last().map_or(0, |last| last + 1)),
            _ => {}
        }
        free[row] = place + 1;
        end = end.max(place + 1);
        places.push(place);
        if *event == Event::Killed {
            bank = end;
            least = None;
        }
    }
    (places, end)
}
