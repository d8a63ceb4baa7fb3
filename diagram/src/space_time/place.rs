//! From an event to its place in the picture, and back.

use shutter_core::EventIndex;
use shutter_core::event::Event;

use super::SpaceTime;
use super::ink::{Ink, Kind};
use crate::geometry::{Point, push_point};

/// How near a point must be to an event to mean it, in pixels.
const NEAR: f64 = 12.0;

impl<'a> SpaceTime<'a> {
    /// The place of an event, which may be out of view; `None` when the run has no such event.
    pub fn place_of(&self, event: EventIndex) -> Option<Point> {
        let row = self.timeline.row_of(self.event(event.get())?)?;
        Some(self.plot.point(self.axis.place(event.get()), row))
    }

    /// The event that is nearest to a point, on the row that the point is on, if one is near. Where only density is drawn,
    /// there are others at the same pixel.
    pub fn event_at(&self, at: Point) -> Option<EventIndex> {
        let row = self.plot.row(at.y)?;
        let events = self.timeline.events_of_row(row);
        let place = self.plot.place(at.x);
        let next = events.partition_point(|&event| f64::from(self.axis.place(event)) < place);
        let near = &events[next.saturating_sub(1)..(next + 1).min(events.len())];
        let distance = |event: u32| at.distance(self.plot.point(self.axis.place(event), row));
        let mut nearest = (NEAR, None);
        for &event in near {
            let distance = distance(event);
            if distance < nearest.0 {
                nearest = (distance, Some(EventIndex::new(event)));
            }
        }
        nearest.1
    }

    /// The events of a row that are in view.
    pub(super) fn visible(&self, row: usize) -> &'a [u32] {
        let (first, end) = self.plot.places();
        let events = self.timeline.events_of_row(row);
        let start = events.partition_point(|&event| self.axis.place(event) < first);
        let count = events[start..].partition_point(|&event| self.axis.place(event) < end);
        &events[start..start + count]
    }

    pub(super) fn event(&self, event: u32) -> Option<&'a Event> {
        self.log.events().get(event as usize)
    }

    /// The marks of a set of events as far as they are in view, as a path: rings around events, or bars where only density
    /// is drawn. There, an event stands for all that fall in the same three pixels.
    pub fn marks_of(&self, is_member: &dyn Fn(EventIndex) -> bool) -> String {
        let mut ink = Ink::new();
        let d = ink.path(Kind::Life, None);
        let density = self.detail() == super::Detail::Density;
        for row in self.plot.rows() {
            if density {
                let bins = self.bins(row, &|event, _| u32::from(is_member(EventIndex::new(event))));
                self.push_bars(d, row, &bins, 1);
                continue;
            }
            for &event in self.visible(row).iter().filter(|&&event| is_member(EventIndex::new(event))) {
                let Point { x, y } = self.plot.point(self.axis.place(event), row);
                d.push('M');
                push_point(d, x - 7.0, y);
                d.push_str("a7 7 0 1 0 14 0a7 7 0 1 0-14 0");
            }
        }
        std::mem::take(d)
    }
}
