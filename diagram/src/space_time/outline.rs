//! What is in view in places and rows rather than pixels: for pictures in which people go on to move things by hand.

use shutter_core::event::Event;
use shutter_core::{EventIndex, MessageId, NodeId};

use super::ink::{Hue, Kind};
use super::rows::RowName;
use super::{Scale, SpaceTime, marks};
use crate::geometry::{Point, float};

/// Events that a picture for LaTeX has at most: more could be read by no one, and hardly by a program.
pub const MOST_EVENTS: usize = 1_000;
/// Rows that it has at most.
const MOST_ROWS: usize = 200;

/// A look at a run. Points are places of the axis and rows, both from the first in view: LaTeX counts no further than some thousands.
pub(crate) struct Outline {
    pub(crate) rows: Vec<RowName>,
    pub(crate) lives: Vec<Life>,
    /// Ascending.
    pub(crate) events: Vec<Spot>,
    pub(crate) flights: Vec<Flight>,
    /// From where to where there is something.
    pub(crate) span: (f64, f64),
    /// Whether there is more in view than is here.
    pub(crate) is_cut_off: bool,
}

/// The line of a process in a bank.
pub(crate) struct Life {
    pub(crate) row: usize,
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// Whether it ends there.
    pub(crate) ends: bool,
}

/// An event.
pub(crate) struct Spot {
    pub(crate) event: EventIndex,
    pub(crate) kind: Kind,
    /// The snapshot's colour of its mark.
    pub(crate) hue: Option<Hue>,
    pub(crate) at: Point,
}

/// A message's arrow.
pub(crate) struct Flight {
    pub(crate) message: MessageId,
    pub(crate) from: Point,
    pub(crate) to: Point,
    /// The events at its ends, if they are among the events.
    pub(crate) sent: Option<EventIndex>,
    pub(crate) received: Option<EventIndex>,
    /// Whether it is received at all.
    pub(crate) arrives: bool,
    /// The events between which it is in flight, in view or not; without the second, to the end of the run.
    pub(crate) under_way: (EventIndex, Option<EventIndex>),
    /// A marker's colour.
    pub(crate) hue: Option<Hue>,
    /// Those of the snapshots that recorded it in the state of its channel.
    pub(crate) recorded: Vec<Hue>,
}

impl SpaceTime<'_> {
    /// What is in view.
    pub(crate) fn outline(&self) -> Outline {
        let mut rows = self.names();
        let mut is_cut_off = rows.len() > MOST_ROWS;
        rows.truncate(MOST_ROWS);
        let mut events: Vec<Spot> = rows.iter().flat_map(|row| self.spots(row.row)).collect();
        events.sort_unstable_by_key(|spot| spot.event);
        is_cut_off |= events.len() > MOST_EVENTS;
        events.truncate(MOST_EVENTS);
        let (arrows, crowded) = self.arrows_in_view();
        let (first, last) = self.span(&events, is_cut_off);
        let flights = arrows.iter().filter_map(|arrow| {
            let (from, to) = self.clipped(arrow);
            let (from, mut to) = (self.unscaled(from), self.unscaled(to));
            if is_cut_off && to.x > last {
                to = from.toward(to, (last - from.x) / (to.x - from.x));
            }
            let named = |event: EventIndex| events.binary_search_by_key(&event, |spot| spot.event).is_ok();
            let flight = arrow.flight;
            let (sent, received) = (Some(flight.sent).filter(|&event| named(event)), flight.received);
            // Where only the beginning is drawn, an arrow from beyond it or to there would lead nowhere.
            let is_whole = sent.is_some() && received.is_none_or(named) && to.y < float(rows.len());
            let mut recorded = Vec::new();
            self.recorded_for(flight, &mut |hue| recorded.push(hue));
            (is_whole || !is_cut_off).then(|| Flight {
                message: flight.message,
                from,
                to,
                sent,
                received: received.filter(|&event| named(event)),
                arrives: received.is_some(),
                under_way: (flight.sent, received.or_else(|| self.end_of_bank(flight.sent))),
                hue: marks::hue(self.log, flight.message),
                recorded,
            })
        });
        let flights = flights.collect();
        let lives = rows.iter().flat_map(|row| self.lives(row.row, first, last)).collect();
        Outline { rows, lives, events, flights, span: (first, last), is_cut_off: is_cut_off || crowded }
    }

    /// A point of the picture as place and row.
    pub(crate) fn unscaled(&self, at: Point) -> Point {
        let first = self.plot.rows().start;
        Point::new(self.plot.place(at.x) - self.origin(), (at.y - self.plot.y(first)) / self.plot.row_height)
    }

    /// The first place in view.
    fn origin(&self) -> f64 {
        f64::from(self.plot.places().0)
    }

    /// What happens in an event, in a few words.
    pub(crate) fn sentence(&self, event: EventIndex) -> String {
        crate::explain::sentence(self.log, event)
    }

    /// The amount of a message, or the number of the snapshot that it is a marker of.
    pub(crate) fn number(&self, message: MessageId) -> u64 {
        match self.log.payload(message) {
            shutter_core::cluster::Payload::Transfer(amount) => amount.get(),
            shutter_core::cluster::Payload::Marker(snapshot) => u64::from(snapshot.get()),
        }
    }

    /// Where the moment after so many events is, if it is the same on all rows.
    pub(crate) fn place_of_moment(&self, events: usize) -> Option<f64> {
        (self.axis.scale() == Scale::Order)
            .then(|| float(events.min(self.timeline.event_count())) - 0.5 - self.origin())
    }

    /// The line of a cut.
    pub(crate) fn outlined_cut(&self, positions: &[(NodeId, usize)]) -> Vec<Point> {
        let points = self.cut_line(positions);
        points.iter().map(|point| self.unscaled(point.at)).filter(|at| at.y < float(MOST_ROWS)).collect()
    }

    /// The moment as a cut of every process.
    pub(crate) fn outlined_moment(&self, events: usize) -> Vec<Point> {
        let nodes = self.plot.rows().filter_map(|row| self.timeline.node_of_row(row));
        self.outlined_cut(&nodes.map(|node| (node, events)).collect::<Vec<_>>())
    }

    fn spots(&self, row: usize) -> impl Iterator<Item = Spot> + '_ {
        let first = self.plot.rows().start;
        self.visible(row).iter().filter_map(move |&event| {
            let happened: &Event = self.event(event)?;
            let kind = marks::kind(happened);
            Some(Spot {
                event: EventIndex::new(event),
                kind,
                hue: happened.snapshot().filter(|_| kind != Kind::Observer).map(Hue::of),
                at: Point::new(self.x_of(event), float(row - first)),
            })
        })
    }

    fn end_of_bank(&self, event: EventIndex) -> Option<EventIndex> {
        self.timeline.kill_after(event.get()).map(EventIndex::new)
    }

    /// The place of an event from the first in view.
    fn x_of(&self, event: u32) -> f64 {
        f64::from(self.axis.place(event)) - self.origin()
    }

    fn span(&self, events: &[Spot], is_cut_off: bool) -> (f64, f64) {
        let [first, last] = [self.plot.left, self.plot.right].map(|x| self.plot.place(x) - self.origin());
        let rightmost = events.iter().map(|spot| spot.at.x).fold(first, f64::max);
        (first, if is_cut_off { last.min(rightmost + 1.0) } else { last })
    }

    fn lives(&self, row: usize, first: f64, last: f64) -> Vec<Life> {
        let y = row - self.plot.rows().start;
        if self.timeline.is_observer(row) {
            return vec![Life { row: y, from: first, to: last, ends: false }];
        }
        let lives = self.timeline.births(row).iter().map(|&birth| {
            let end = self.timeline.kill_after(birth).map(|kill| self.x_of(kill));
            let to = end.unwrap_or(last).min(last);
            Life { row: y, from: self.x_of(birth).max(first), to, ends: end.is_some_and(|end| end <= last) }
        });
        lives.filter(|life| life.from <= life.to).take(MOST_EVENTS).collect()
    }
}
