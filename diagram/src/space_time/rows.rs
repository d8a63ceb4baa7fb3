//! The lines of the processes.

use shutter_core::NodeId;

use super::ink::{Ink, Kind};
use super::{SpaceTime, marks};
use crate::geometry::{Point, push_number, push_point};

/// A row in view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowName {
    /// Which it is, from the top of all rows.
    pub row: usize,
    /// Its process; `None` is the observer.
    pub node: Option<NodeId>,
    /// What it is called.
    pub name: String,
}

impl SpaceTime<'_> {
    pub(super) fn names(&self) -> Vec<RowName> {
        let name = |row| {
            let node = self.timeline.node_of_row(row);
            let name = node.map_or_else(|| "observer".to_owned(), |node| format!("node {node}"));
            RowName { row, node, name }
        };
        self.plot.rows().map(name).collect()
    }

    /// Draws the line of a row: of a process from its creation to its end, in each bank; of the observer all along.
    pub(super) fn draw_life(&self, row: usize, ink: &mut Ink, events: bool) {
        let (left, right, y) = (self.plot.left, self.plot.right, self.plot.y(row));
        if self.timeline.is_observer(row) {
            return push_level(ink.path(Kind::Life, None), left, right, y);
        }
        let births = self.timeline.births(row);
        let x_of = |event: u32| self.plot.x(f64::from(self.axis.place(event)));
        let end_of = |birth: u32| self.timeline.kill_after(birth).map(x_of);
        let mut next = births.partition_point(|&birth| end_of(birth).is_some_and(|end| end < left));
        while let Some(&birth) = births.get(next).filter(|&&birth| x_of(birth) <= right) {
            let start = x_of(birth).max(left);
            let mut end = end_of(birth);
            // Lives that are too short to be told apart are drawn as one.
            let later = births[next..].partition_point(|&birth| x_of(birth) < start + 1.0);
            next += later.max(1);
            if later > 1 {
                end = end_of(births[next - 1]);
            }
            push_level(ink.path(Kind::Life, None), start, end.unwrap_or(right).min(right), y);
            if let Some(x) = end.filter(|&x| events && x <= right) {
                marks::end(ink, Point::new(x, y), self.is_small());
            }
        }
    }
}

fn push_level(d: &mut String, from: f64, to: f64, y: f64) {
    d.push('M');
    push_point(d, from, y);
    d.push('H');
    push_number(d, to);
}
