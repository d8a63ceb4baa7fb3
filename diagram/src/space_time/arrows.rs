//! Messages: arrows from where they are sent to where they are received.

use shutter_core::cluster::Payload;
use shutter_core::event::Event;
use shutter_core::{EventIndex, MessageId};

use super::axis::Flight;
use super::ink::{Hue, Ink, Kind};
use super::labels::Labels;
use super::{SpaceTime, marks};
use crate::geometry::{Point, push_point};

/// So many arrows are drawn at most. The picture says when there are more.
pub const MOST_ARROWS: usize = 700;
/// So many messages are looked at; those whose rows are not in the picture are not drawn.
const MOST_LOOKED_AT: usize = 20_000;

/// An arrow as it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrow {
    pub(super) flight: Flight,
    from: Point,
    to: Point,
}

/// Where more snapshots overlap, the bands of the others would not be seen.
const MOST_BANDS: usize = 3;
/// How far beyond the plot arrows are drawn.
const BEYOND: f64 = 12.0;
/// Shorter arrows have no point: it would hide them.
const LEAST_WITH_HEAD: f64 = 15.0;

impl SpaceTime<'_> {
    /// The arrows of which something is in view, and whether there are more.
    pub(super) fn arrows_in_view(&self) -> (Vec<Arrow>, bool) {
        let (first, end) = self.plot.places();
        let (from, to) = (self.axis.sent_before(self.log, first), self.axis.sent_before(self.log, end));
        let mut arrows = Vec::new();
        let mut looked_at = 0;
        let mut look_at = |number| {
            looked_at += 1;
            arrows.extend(self.arrow(self.axis.flight(self.log, number)));
            looked_at < MOST_LOOKED_AT && arrows.len() < MOST_ARROWS
        };
        let mut room = (from..to).all(&mut look_at);
        // Those that were sent further left, and come into view or pass through it.
        let mut before = from;
        while let Some(number) = self.axis.last_reaching(before, first).filter(|_| room) {
            room = look_at(number);
            before = number;
        }
        (arrows, !room)
    }

    /// A message's arrow; `None` when it passes above or below the picture.
    fn arrow(&self, flight: Flight) -> Option<Arrow> {
        let (_, from, to) = marks::ends(self.log.events().get(flight.sent.get() as usize)?)?;
        let (from, to) = (self.timeline.row_of_node(from)?, self.timeline.row_of_node(to)?);
        let rows = self.plot.rows();
        if from.max(to) < rows.start || from.min(to) >= rows.end {
            return None;
        }
        let (start, mut end) = (self.plot.point(flight.start, from), self.plot.point(flight.end, to));
        if flight.received.is_none() {
            // It has not arrived, and does not look as if it had.
            let gap = (self.plot.row_height * 0.3).min(12.0);
            end.y += if from < to { -gap } else { gap };
        }
        Some(Arrow { flight, from: start, to: end })
    }

    /// The part of an arrow that is in view.
    pub(super) fn clipped(&self, arrow: &Arrow) -> (Point, Point) {
        let Arrow { from, to, .. } = *arrow;
        let width = (to.x - from.x).max(0.01);
        let part = |x: f64| ((x - from.x) / width).clamp(0.0, 1.0);
        (from.toward(to, part(self.plot.left - BEYOND)), from.toward(to, part(self.plot.right + BEYOND)))
    }

    pub(super) fn draw_arrows(&self, arrows: &[Arrow], ink: &mut Ink, labels: &mut Labels) {
        for arrow in arrows {
            self.draw(arrow, ink);
        }
        for arrow in arrows {
            self.label(arrow, labels);
        }
    }

    fn draw(&self, arrow: &Arrow, ink: &mut Ink) {
        let hue = marks::hue(self.log, arrow.flight.message);
        let (from, to) = self.clipped(arrow);
        let kind = match (arrow.flight.received, hue) {
            (None, _) => Kind::Unreceived,
            (_, None) => Kind::Transfer,
            (_, Some(_)) => Kind::Marker,
        };
        push_line(ink.path(kind, hue), from, to);
        self.recorded_for(arrow.flight, &mut |hue| push_line(ink.path(Kind::InChannel, Some(hue)), from, to));
        if to == arrow.to && from.distance(to) >= LEAST_WITH_HEAD {
            head(arrow, ink, hue);
        }
    }

    /// The snapshots that recorded a message in the state of its channel, which they do right after it is received.
    pub(super) fn recorded_for(&self, flight: Flight, found: &mut dyn FnMut(Hue)) {
        let Some(received) = flight.received else { return };
        let next = self.log.events().get(received.get() as usize + 1..).unwrap_or_default();
        for event in next.iter().take(MOST_BANDS) {
            match *event {
                Event::MessageRecorded { message, snapshot, .. } if message == flight.message => {
                    found(Hue::of(snapshot));
                }
                _ => return,
            }
        }
    }

    fn label(&self, arrow: &Arrow, labels: &mut Labels) {
        let (from, to) = self.clipped(arrow);
        match self.log.payload(arrow.flight.message) {
            Payload::Transfer(amount) => labels.on_line(from, to, amount.get(), None),
            Payload::Marker(snapshot) => labels.on_line(from, to, u64::from(snapshot.get()), Some(Hue::of(snapshot))),
        }
    }

    /// The lines of those messages in view that are chosen, as a path: to show some among the others.
    pub fn lines_of(&self, chosen: &dyn Fn(MessageId) -> bool) -> String {
        let mut d = String::new();
        for arrow in self.arrows_in_view().0.iter().filter(|arrow| chosen(arrow.flight.message)) {
            let (from, to) = self.clipped(arrow);
            push_line(&mut d, from, to);
        }
        d
    }

    /// The lines of the messages in view that are in flight after so many events, as a path.
    pub fn in_flight(&self, events: usize) -> String {
        let is_later = |event: EventIndex| event.get() as usize >= events;
        self.lines_of(&|message| {
            let sent = self.log.sent_at(message);
            let end = self.log.received_at(message);
            let end = end.or_else(|| self.timeline.kill_after(sent.get()).map(EventIndex::new));
            !is_later(sent) && end.is_none_or(is_later)
        })
    }

    /// The message whose arrow is nearest to a point, if one is near.
    pub fn message_at(&self, at: Point) -> Option<MessageId> {
        const NEAR: f64 = 6.0;
        let mut nearest = (NEAR, None);
        for arrow in self.arrows_in_view().0 {
            let distance = distance(at, arrow.from, arrow.to);
            if distance < nearest.0 {
                nearest = (distance, Some(arrow.flight.message));
            }
        }
        nearest.1
    }
}

fn push_line(d: &mut String, from: Point, to: Point) {
    d.push('M');
    push_point(d, from.x, from.y);
    d.push('L');
    push_point(d, to.x, to.y);
}

fn head(arrow: &Arrow, ink: &mut Ink, hue: Option<Hue>) {
    let Arrow { from, to, flight } = *arrow;
    let received = flight.received.is_some();
    // Where it is received is a mark, which the point does not hide.
    let gap = if received { 4.0 } else { 0.0 };
    let (left, tip, right) =
        (to.ahead(from, gap + 8.0, -3.5), to.ahead(from, gap, 0.0), to.ahead(from, gap + 8.0, 3.5));
    let d = ink.path(if received { Kind::Head } else { Kind::OpenHead }, hue);
    push_line(d, left, tip);
    d.push('L');
    push_point(d, right.x, right.y);
    if received {
        d.push('Z');
    }
}

/// How far a point is from a line between two others.
fn distance(at: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let part = ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy).max(0.01);
    at.distance(from.toward(to, part.clamp(0.0, 1.0)))
}
