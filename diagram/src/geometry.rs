//! Points, what is done with them, and how their coordinates are written.

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
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        (dx * dx + dy * dy).sqrt()
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

    /// The place on the unit circle after so many turns from the right, downwards first.
    ///
    /// The functions of the standard library are exact for any angle, which takes tables; for one turn, the series is.
    pub fn on_circle(turns: f64) -> Self {
        let angle = (turns - turns.round()) * std::f64::consts::TAU;
        let (mut sums, mut term) = ([0.0, 0.0], 1.0);
        for power in 0..28_u8 {
            sums[usize::from(power % 2)] += if power % 4 < 2 { term } else { -term };
            term *= angle / f64::from(power + 1);
        }
        Self::new(sums[0], sums[1])
    }
}

/// Writes a coordinate with one decimal at most, as SVG and CSS read it. More digits say nothing on a screen, and to print any
/// float exactly takes more code than the rest of a picture.
pub fn push_number(out: &mut String, number: f64) {
    #[allow(clippy::cast_possible_truncation)] // what does not fit becomes the nearest that does
    let tenths = (number * 10.0).round() as i64;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    push_integer(out, tenths / 10);
    if !tenths.is_multiple_of(10) {
        out.push('.');
        push_digit(out, tenths % 10);
    }
}

/// A coordinate with one decimal at most: see [`push_number`].
pub fn short(number: f64) -> String {
    let mut out = String::new();
    push_number(&mut out, number);
    out
}

/// Writes two coordinates of a path, with a blank between them.
pub fn push_point(out: &mut String, x: f64, y: f64) {
    push_number(out, x);
    out.push(' ');
    push_number(out, y);
}

fn push_integer(out: &mut String, number: u64) {
    if number >= 10 {
        push_integer(out, number / 10);
    }
    push_digit(out, number % 10);
}

#[allow(clippy::cast_possible_truncation)] // it is below ten
fn push_digit(out: &mut String, digit: u64) {
    out.push(char::from(b'0' + digit as u8));
}

/// A count or an index as a coordinate.
#[allow(clippy::cast_precision_loss)] // runs have far fewer events than a float can count
pub(crate) const fn float(count: usize) -> f64 {
    count as f64
}

/// The whole number at or below a coordinate, or 0 for one that is below 0 or no number.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // that is what it is for
pub(crate) const fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circle_is_that_of_sine_and_cosine() {
        for step in -720..=720 {
            let turns = f64::from(step) / 720.0;
            let (sine, cosine) = (turns * std::f64::consts::TAU).sin_cos();
            let place = Point::on_circle(turns);
            assert!((place.x - cosine).abs() < 1e-9 && (place.y - sine).abs() < 1e-9, "{turns}: {place:?}");
        }
    }
}
