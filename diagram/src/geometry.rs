//! Points, and what is done with them.

/// A place in a picture: pixels from its left and top edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// A place.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// How far it is from another place.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The place that is this far on the way to another: 0 is here, 1 is there.
    #[must_use]
    pub fn toward(self, other: Self, part: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * part, self.y + (other.y - self.y) * part)
    }

    /// The place so many pixels ahead on the way to another, and so many to its right.
    #[must_use]
    pub fn ahead(self, other: Self, forward: f64, right: f64) -> Self {
        let length = self.distance(other).max(f64::EPSILON);
        let (dx, dy) = ((other.x - self.x) / length, (other.y - self.y) / length);
        Self::new(self.x + dx * forward - dy * right, self.y + dy * forward + dx * right)
    }
}
