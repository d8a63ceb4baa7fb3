//! How many events there are, where they are too close to be told apart.

use super::SpaceTime;
use super::ink::{Ink, Kind};
use crate::geometry::{float, push_number, whole};

/// How many pixels wide a bin is.
const BIN: f64 = 3.0;

impl SpaceTime<'_> {
    /// Draws on each row how many of its events fall in each bin, as an area. The highest bar of the picture takes most of a row.
    pub(super) fn draw_density(&self, ink: &mut Ink) {
        let rows: Vec<_> = self.plot.rows().map(|row| (row, self.bins(row, &|_, bin| bin))).collect();
        let most = rows.iter().flat_map(|(_, bins)| bins.iter().copied()).fold(1, u32::max);
        for (row, bins) in &rows {
            self.push_bars(ink.path(Kind::Density, None), *row, bins, most);
        }
    }

    /// Something of each bin of a row, made from its first event and how many there are.
    pub(super) fn bins(&self, row: usize, of: &dyn Fn(u32, u32) -> u32) -> Vec<u32> {
        let events = self.visible(row);
        let mut bins = Vec::new();
        let (mut start, mut count) = (0, 1);
        while start < events.len() {
            // Every bin that is empty is passed over at once.
            let bin = self.bin(events[start]).max(bins.len());
            let edge = self.plot.place(self.plot.left + float(bin + 1) * BIN);
            let rest = &events[start..];
            count = self.count_before(rest, edge, count).max(1);
            bins.resize(bin, 0);
            bins.push(of(rest[0], u32::try_from(count).unwrap_or(u32::MAX)));
            start += count;
        }
        bins
    }

    /// How many of the events are to the left of a place. Looked for from a guess on, since far jumps through a long run wait
    /// for memory.
    fn count_before(&self, events: &[u32], edge: f64, guess: usize) -> usize {
        let is_before = |event: u32| f64::from(self.axis.place(event)) < edge;
        let (mut low, mut high) = (0, guess);
        while high < events.len() && is_before(events[high]) {
            low = high;
            high *= 2;
        }
        low + events[low..high.min(events.len())].partition_point(|&event| is_before(event))
    }

    fn bin(&self, event: u32) -> usize {
        let x = self.plot.x(f64::from(self.axis.place(event)));
        whole((x - self.plot.left) / BIN).min(whole((self.plot.right - self.plot.left) / BIN))
    }

    /// Draws a row's bars as one outline. What is there at all can be seen; twice as high is four times as many.
    pub(super) fn push_bars(&self, d: &mut String, row: usize, bins: &[u32], most: u32) {
        let height = self.plot.row_height * 0.8;
        let mut level = 0.0;
        let mut begun = false;
        for (bin, &count) in bins.iter().chain(&[0]).enumerate() {
            let bar = (f64::from(count) / f64::from(most)).sqrt() * height;
            let bar = if count == 0 { 0.0 } else { bar.round().max(2.0) };
            if bar.total_cmp(&level).is_eq() {
                continue;
            }
            if !begun {
                d.push('M');
                push_number(d, self.plot.left);
                d.push(' ');
                push_number(d, self.plot.y(row) + height / 2.0);
                begun = true;
            }
            d.push('H');
            push_number(d, self.plot.left + float(bin) * BIN);
            d.push('v');
            push_number(d, level - bar);
            level = bar;
        }
        if begun {
            d.push('Z');
        }
    }
}
