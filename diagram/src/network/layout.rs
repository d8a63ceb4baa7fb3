//! Where nodes stand.

use std::f64::consts::TAU;

use super::{Anchor, Grows, Label};
use crate::geometry::Point;

/// The size of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// Where the nodes of a bank stand, by rank, and how large they are.
pub(super) struct Places {
    pub(super) points: Vec<Point>,
    pub(super) radius: f64,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Ring,
    Grid,
}

/// Up to so many nodes stand on a ring, where all channels can be seen; more stand in rows.
const MOST_ON_RING: usize = 40;
/// Nodes on a ring are at least so large; where they would not be, there is more room in rows.
const LEAST_ON_RING: f64 = 10.0;
/// Below this width, labels stand under their nodes: beside them there is no room.
const NARROW: f64 = 560.0;
/// Below this height, nodes are too small to have labels, and need the room for their messages.
const LOW: f64 = 220.0;
/// The largest node of a low picture.
const SMALL: f64 = 24.0;

pub(super) fn places(count: usize, size: Size) -> Places {
    if count <= MOST_ON_RING {
        let ring = ring(count, size);
        if ring.radius >= LEAST_ON_RING {
            return ring;
        }
    }
    grid(count, size)
}

#[allow(clippy::cast_precision_loss)] // far fewer nodes than a float can count
fn ring(count: usize, size: Size) -> Places {
    let centre = Point::new(size.width / 2.0, size.height / 2.0);
    let (side, below, most) = if size.height < LOW {
        (16.0, 12.0, SMALL)
    } else if is_narrow(size) {
        (16.0, 48.0, 30.0)
    } else {
        (158.0, 22.0, 42.0)
    };
    // So many nodes and the gaps between them must fit on the ring.
    let round = (size.width / 2.0 - side).min(size.height / 2.0 - below).max(20.0) * TAU;
    let radius = (round / (count as f64 * 4.0)).min(size.width.min(size.height) / 7.5).clamp(1.0, most);
    let across = (size.width / 2.0 - radius - side).clamp(radius, (size.height * 0.85).max(radius));
    // Wide rather than tall: there messages have room to stand side by side.
    let up = (size.height / 2.0 - radius - below).clamp(radius, (across * 1.15).max(radius));
    let points = match count {
        1 => vec![centre],
        // Two stand side by side, four in a rectangle: the pictures of every textbook.
        2 => vec![Point::new(centre.x - across, centre.y), Point::new(centre.x + across, centre.y)],
        4 => {
            let (dx, dy) = (across, up * 0.8);
            [(-dx, -dy), (dx, -dy), (-dx, dy), (dx, dy)].map(|(x, y)| Point::new(centre.x + x, centre.y + y)).to_vec()
        }
        _ => (0..count)
            .map(|rank| {
                // From the top, with the clock; even rings are turned, so that two nodes are at the top rather than one.
                let half_steps = 2 * rank + count - usize::from(count.is_multiple_of(2));
                let direction = Point::on_circle(half_steps as f64 / (2 * count) as f64 - 0.75);
                Point::new(centre.x + across * direction.x, centre.y + up * direction.y)
            })
            .collect(),
    };
    Places { points, radius, form: Form::Ring }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn grid(count: usize, size: Size) -> Places {
    let margin = 16.0;
    // Below is what the picture does not show, in words.
    let note = 40.0;
    let (width, height) = ((size.width - 2.0 * margin).max(40.0), (size.height - margin - note).max(40.0));
    let columns = ((count as f64 * width / height).sqrt().ceil() as usize).max(1);
    let rows = count.div_ceil(columns);
    let (dx, dy) = (width / columns as f64, height / rows as f64);
    let points = (0..count)
        .map(|rank| {
            let (row, column) = (rank / columns, rank % columns);
            Point::new(margin + (column as f64 + 0.5) * dx, margin + (row as f64 + 0.5) * dy)
        })
        .collect();
    Places { points, radius: (dx.min(dy) * 0.34).clamp(1.5, 30.0), form: Form::Grid }
}

fn is_narrow(size: Size) -> bool {
    size.width < NARROW
}

/// Labels stand outside the ring, where no lane passes.
pub(super) fn label(at: Point, places: &Places, size: Size) -> Label {
    if is_narrow(size) || places.form == Form::Grid {
        return above_or_below(at, places, size);
    }
    let gap = places.radius + 12.0;
    let dx = at.x - size.width / 2.0;
    let beside = |x, anchor| Label { at: Point::new(x, at.y), anchor, grows: Grows::BothWays };
    if dx < -places.radius * 0.6 {
        beside(at.x - gap, Anchor::End)
    } else if dx > places.radius * 0.6 || places.points.len() == 1 {
        beside(at.x + gap, Anchor::Start)
    } else {
        Label { at: Point::new(at.x + gap, at.y - places.radius * 0.5), anchor: Anchor::Start, grows: Grows::BothWays }
    }
}

/// Where there is no room beside the nodes: above those of the upper half, below the others, and within the picture.
fn above_or_below(at: Point, places: &Places, size: Size) -> Label {
    const HALF_TEXT: f64 = 68.0;
    let gap = places.radius + 14.0;
    let upper = at.y < size.height / 2.0 - 1.0 && places.form == Form::Ring;
    let (y, grows) = if upper { (at.y - gap, Grows::Up) } else { (at.y + gap, Grows::Down) };
    let (x, anchor) = if at.x < HALF_TEXT {
        (at.x - places.radius, Anchor::Start)
    } else if at.x > size.width - HALF_TEXT {
        (at.x + places.radius, Anchor::End)
    } else {
        (at.x, Anchor::Middle)
    };
    Label { at: Point::new(x, y), anchor, grows }
}
