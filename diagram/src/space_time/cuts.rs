//! Cuts and moments as lines through the rows, and the way back from a point to a position.

use shutter_core::NodeId;
use shutter_core::cluster::Cluster;
use shutter_core::snapshot::Snapshot;

use super::{Scale, SpaceTime};
use crate::geometry::{Point, float, push_point, whole};

/// Where a process is cut in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutPoint {
    /// The process.
    pub node: NodeId,
    /// Its row.
    pub row: usize,
    /// On its line, in the gap between the events that the cut divides. What is far out of view is nearer than it should be.
    pub at: Point,
}

impl CutPoint {
    /// How far beyond its first and last row the line of a cut goes, in heights of a row.
    pub const BEYOND: f64 = 0.35;
}

impl SpaceTime<'_> {
    /// Where a cut crosses the rows in view, and one row beyond each edge: a point for each position, in the order given.
    /// An event of a process is before the cut if its index in the run is smaller than the position.
    pub fn cut_line(&self, positions: &[(NodeId, usize)]) -> Vec<CutPoint> {
        let rows = self.plot.rows();
        let point = |&(node, position)| {
            let row = self.timeline.row_of_node(node)?;
            let is_near = row + 1 >= rows.start && row <= rows.end;
            let x = self.plot.near(self.plot.x(self.place_of_cut(row, position)));
            is_near.then(|| CutPoint { node, row, at: Point::new(x, self.plot.y(row)) })
        };
        positions.iter().filter_map(point).collect()
    }

    /// The line through the points of a cut, as a path. It begins above the first row and ends below the last.
    pub fn cut_path(&self, points: &[CutPoint]) -> String {
        let mut d = String::new();
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return d };
        let beyond = self.plot.row_height * CutPoint::BEYOND;
        d.push('M');
        push_point(&mut d, first.at.x, first.at.y - beyond);
        for point in points {
            d.push('L');
            push_point(&mut d, point.at.x, point.at.y);
        }
        d.push('L');
        push_point(&mut d, last.at.x, last.at.y + beyond);
        d
    }

    /// The place of a row's gap.
    fn place_of_cut(&self, row: usize, position: usize) -> f64 {
        match self.axis.scale() {
            Scale::Order => float(position.min(self.timeline.event_count())) - 0.5,
            Scale::Depth => {
                let events = self.timeline.events_of_row(row);
                let before = events.partition_point(|&event| (event as usize) < position);
                let place = |event: Option<&u32>| event.map(|&event| f64::from(self.axis.place(event)));
                let after_last =
                    before.checked_sub(1).and_then(|last| place(events.get(last))).map(|place| place + 0.5);
                after_last.or_else(|| place(events.first()).map(|place| place - 0.5)).unwrap_or(-0.5)
            }
        }
    }

    /// The position at which a row is cut at so many pixels from the left: the other way round than [`SpaceTime::cut_line`].
    pub fn position_at(&self, row: usize, x: f64) -> usize {
        let place = self.plot.place(x);
        match self.axis.scale() {
            Scale::Order => whole(place + 1.0).min(self.timeline.event_count()),
            Scale::Depth => {
                let events = self.timeline.events_of_row(row);
                let before = events.partition_point(|&event| f64::from(self.axis.place(event)) < place);
                before.checked_sub(1).map_or(0, |last| events[last] as usize + 1)
            }
        }
    }

    /// The vertical line of the moment after so many events, in pixels from the left, on the scale of order. On that of depth
    /// a moment is no such line: see [`SpaceTime::moment_path`].
    pub fn x_of_moment(&self, events: usize) -> f64 {
        self.plot.near(self.plot.x(float(events.min(self.timeline.event_count())) - 0.5))
    }

    /// The moment after so many events as a cut of all rows in view, as a path.
    pub fn moment_path(&self, events: usize) -> String {
        let rows = self.plot.rows();
        let nodes = (rows.start.saturating_sub(1)..=rows.end).filter_map(|row| self.timeline.node_of_row(row));
        let positions: Vec<_> = nodes.map(|node| (node, events)).collect();
        self.cut_path(&self.cut_line(&positions))
    }

    /// The moment at a point, as the number of events that have happened. On the scale of depth it is the moment after the last
    /// event to the left of the point on the nearest row.
    pub fn moment_at(&self, at: Point) -> usize {
        self.position_at(self.plot.row(at.y).unwrap_or(0), at.x)
    }
}

/// The positions of a snapshot's cut, ascending by process, of those that have recorded: an event is before the cut if it
/// happened before its process recorded its balance.
pub fn cut_of_snapshot(cluster: &Cluster, snapshot: &Snapshot) -> Vec<(NodeId, usize)> {
    let recorded = |node| Some((node, cluster.recorded_at(snapshot, node)?.get() as usize));
    cluster.members(snapshot).filter_map(recorded).collect()
}
