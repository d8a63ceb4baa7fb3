//! Where there is still room for words.

use super::view::Plot;
use crate::geometry::{Point, float, whole};
use crate::network::Size;

/// Cells of the picture, each free or taken.
///
/// The cells move with the plot, so that words stay where they are while it is moved.
pub(super) struct Room {
    columns: usize,
    rows: usize,
    shift: f64,
    taken: Vec<bool>,
}

const CELL: f64 = 6.0;

impl Room {
    pub(super) fn new(size: Size, plot: &Plot) -> Self {
        // No screen is larger; what would be is only left without words.
        let cells = |length: f64| whole(length / CELL).min(2000) + 2;
        let (columns, rows) = (cells(size.width), cells(size.height));
        Self { columns, rows, shift: beyond_cell(plot.offset()), taken: vec![false; columns * rows] }
    }

    /// Takes the cells of a box around a point, if all of them are free and within the picture.
    pub(super) fn take_free(&mut self, middle: Point, width: f64, height: f64) -> bool {
        let Some((left, right, top, bottom)) = self.cells(middle, width, height) else { return false };
        let free = (top..=bottom).all(|row| !self.row(row)[left..=right].contains(&true));
        if free {
            self.fill(left, right, top, bottom);
        }
        free
    }

    /// Takes the cells of a box around a point.
    pub(super) fn take(&mut self, middle: Point, width: f64, height: f64) {
        if let Some((left, right, top, bottom)) = self.cells(middle, width, height) {
            self.fill(left, right, top, bottom);
        }
    }

    fn cells(&self, middle: Point, width: f64, height: f64) -> Option<(usize, usize, usize, usize)> {
        let (x, y) = (middle.x + self.shift - width / 2.0, middle.y - height / 2.0);
        let is_within =
            x >= 0.0 && y >= 0.0 && x + width < float(self.columns) * CELL && y + height < float(self.rows) * CELL;
        is_within.then(|| (whole(x / CELL), whole((x + width) / CELL), whole(y / CELL), whole((y + height) / CELL)))
    }

    fn row(&mut self, row: usize) -> &mut [bool] {
        &mut self.taken[row * self.columns..(row + 1) * self.columns]
    }

    fn fill(&mut self, left: usize, right: usize, top: usize, bottom: usize) {
        for row in top..=bottom {
            self.row(row)[left..=right].fill(true);
        }
    }
}

/// How far beyond the start of its cell something is.
fn beyond_cell(offset: f64) -> f64 {
    offset - (offset / CELL).floor() * CELL
}
