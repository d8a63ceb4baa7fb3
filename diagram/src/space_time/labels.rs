//! Words on arrows, as far as there is room.

use super::ink::Hue;
use super::room::Room;
use super::view::Plot;
use crate::explain::grouped;
use crate::geometry::{Point, float};
use crate::network::Size;

/// So many labels are written at most.
pub const MOST_LABELS: usize = 300;

/// A number on an arrow: an amount, or the number of a snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its middle.
    pub at: Point,
    /// The number.
    pub text: String,
    /// The colour of the snapshot whose number it is; `None` for an amount.
    pub hue: Option<Hue>,
}

/// The labels of a picture while it is made.
pub(super) struct Labels {
    room: Room,
    written: Vec<Label>,
    /// Where rows are too low, words would cover what they speak of.
    has_room: bool,
    edges: (f64, f64),
}

/// Shorter arrows are not labelled.
const LEAST_LINE: f64 = 44.0;
/// Rows that are lower have no labels between them.
const LEAST_ROW: f64 = 26.0;

impl Labels {
    pub(super) fn new(size: Size, plot: &Plot) -> Self {
        let has_room = plot.row_height >= LEAST_ROW;
        Self { room: Room::new(size, plot), written: Vec::new(), has_room, edges: (plot.left, plot.right) }
    }

    /// Keeps words off a mark.
    pub(super) fn avoid(&mut self, mark: Point) {
        self.room.take(mark, 8.0, 8.0);
    }

    /// Writes a number on an arrow, nearer to its sender, if there is room.
    pub(super) fn on_line(&mut self, from: Point, to: Point, number: u64, hue: Option<Hue>) {
        if !self.has_room || self.written.len() >= MOST_LABELS || from.distance(to) < LEAST_LINE {
            return;
        }
        let text = grouped(number);
        let width = float(text.len()) * 7.0 + 4.0;
        let at = from.toward(to, 0.4);
        let is_within = at.x - width / 2.0 >= self.edges.0 && at.x + width / 2.0 <= self.edges.1;
        if is_within && self.room.take_free(at, width, 12.0) {
            self.written.push(Label { at, text, hue });
        }
    }

    pub(super) fn finish(self) -> Vec<Label> {
        self.written
    }
}
