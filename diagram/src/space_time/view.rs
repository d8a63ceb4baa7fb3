//! What part of a run a picture shows, and which pixel that is.

use super::Axis;
use super::timeline::Timeline;
use crate::geometry::{Point, float, whole};
use crate::network::Size;

/// What a picture shows, and how large it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The place at the left edge of the plot, in places of the axis.
    pub from: f64,
    /// The place at its right edge.
    pub to: f64,
    /// The size of the picture in pixels, names of the rows included.
    pub size: Size,
    /// How many pixels of the rows are above the picture, where they are too many to be seen at once.
    pub scroll: f64,
}

impl View {
    /// All of a run.
    pub fn fit(axis: &Axis, size: Size) -> Self {
        let (from, to) = axis.fit();
        Self { from, to, size, scroll: 0.0 }
    }
}

/// The part of a picture in which events stand; beside it are the names of the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// Its left edge in pixels.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
    /// How many pixels one place of the axis takes.
    pub per_place: f64,
    /// The height of a row in pixels.
    pub row_height: f64,
    /// The height that all rows take; more than the picture's when it must be scrolled.
    pub full_height: f64,
    /// The place at the left edge.
    from: f64,
    /// Where the first row begins, which may be above the picture.
    top: f64,
    height: f64,
    rows: usize,
}

/// Rows are no lower than this, however many there are.
const LEAST_ROW: f64 = 14.0;
/// Nor higher than this, however few.
const MOST_ROW: f64 = 96.0;
/// What is free above the first row and below the last.
const MARGIN: f64 = 10.0;

impl Plot {
    pub(super) fn of(timeline: &Timeline, view: View) -> Self {
        let Size { width, height } = view.size;
        let rows = timeline.row_count();
        let row_height = ((height - 2.0 * MARGIN) / float(rows.max(1))).clamp(LEAST_ROW, MOST_ROW);
        let full_height = row_height * float(rows) + 2.0 * MARGIN;
        let scroll = view.scroll.min(full_height - height).max(0.0);
        let spare = ((height - full_height) / 2.0).max(0.0);
        let left = gutter(timeline).min(width / 3.0);
        let right = (width - 10.0).max(left + 1.0);
        let per_place = (right - left) / (view.to - view.from).max(0.01);
        Self {
            left,
            right,
            per_place,
            row_height,
            full_height,
            from: view.from,
            top: MARGIN + spare - scroll,
            height,
            rows,
        }
    }

    /// Where a place of the axis is, in pixels from the left.
    pub fn x(&self, place: f64) -> f64 {
        self.left + (place - self.from) * self.per_place
    }

    /// The place of the axis at so many pixels from the left.
    pub fn place(&self, x: f64) -> f64 {
        self.from + (x - self.left) / self.per_place
    }

    /// The middle of a row, in pixels from the top.
    pub fn y(&self, row: usize) -> f64 {
        self.top + (float(row) + 0.5) * self.row_height
    }

    /// The row nearest to so many pixels from the top; `None` when there is no row at all.
    pub fn row(&self, y: f64) -> Option<usize> {
        Some(whole((y - self.top) / self.row_height).min(self.rows.checked_sub(1)?))
    }

    /// The rows of which something is within the picture.
    pub(super) fn rows(&self) -> std::ops::Range<usize> {
        let first = whole(-self.top / self.row_height).min(self.rows);
        let last = whole((self.height - self.top) / self.row_height + 1.0).min(self.rows);
        first..last.max(first)
    }

    /// The first and the last place that are within the plot, and one beyond.
    // Coordinates are inexact, and what is at the edge is within.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // what is beyond any run stays so
    pub(super) fn places(&self) -> (u32, u32) {
        ((self.from - 0.000_001).ceil() as u32, (self.place(self.right) + 1.000_001) as u32)
    }

    /// Where an event is, by its place and row.
    pub(super) fn point(&self, place: u32, row: usize) -> Point {
        Point::new(self.x(f64::from(place)), self.y(row))
    }

    /// How far the plot has moved from where place 0 is at its left edge, in pixels.
    pub(super) fn offset(&self) -> f64 {
        self.from * self.per_place
    }

    /// An x that is near enough to the plot for a line to be drawn to it.
    pub(super) fn near(&self, x: f64) -> f64 {
        x.clamp(self.left - FAR, self.right + FAR)
    }
}

/// How far beyond the edges a line is drawn: browsers are inexact with coordinates of millions.
const FAR: f64 = 20_000.0;

/// The room for the names of the rows.
fn gutter(timeline: &Timeline) -> f64 {
    let last = timeline.row_count().checked_sub(1).and_then(|row| timeline.node_of_row(row));
    let digits = last.map_or(1, |node| node.get().max(1).ilog10() + 1);
    let letters = if timeline.is_observer(0) { (digits + 5).max(8) } else { digits + 5 };
    f64::from(letters) * 7.6 + 20.0
}
