//! The run as a space-time diagram: a line for each process, its events from left to right, messages as arrows.
//!
//! Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", 1978, drew the first.
//!
//! Two indexes are made once for a run, [`Timeline`] and an [`Axis`] for each scale. A [`SpaceTime`] is a look at them through a
//! [`View`]: it costs nothing to make, and answers what is where, both ways. Its [`SpaceTime::picture`] is what is drawn: one
//! path for all that looks the same, so that a page can draw it anew in every frame. What it costs depends on what is in view,
//! not on the length of the run.
//!
//! ```
//! use shutter_core::{history::History, script::Script};
//! use shutter_diagram::network::Size;
//! use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View};
//!
//! let history = History::of(&Script::parse("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n"));
//! let timeline = Timeline::of(history.log());
//! let axis = Axis::order(history.log(), &timeline);
//! let view = View::fit(&axis, Size { width: 600.0, height: 200.0 });
//! let diagram = SpaceTime::of(history.log(), &timeline, &axis, view);
//! assert_eq!(diagram.picture().labels[0].text, "3");
//! ```

mod arrows;
mod axis;
mod buckets;
mod cuts;
mod density;
mod ink;
mod labels;
mod marks;
mod outline;
mod place;
mod reach;
mod room;
mod rows;
mod timeline;
mod view;
mod words;

use shutter_core::cluster::Log;

use crate::network::Size;

pub use arrows::MOST_ARROWS;
pub use axis::{Axis, Scale};
pub use cuts::{CutPoint, cut_of_snapshot};
pub use ink::{Hue, Kind, Path};
pub use labels::{Label, MOST_LABELS};
pub use outline::MOST_EVENTS;
pub(crate) use outline::{Flight, Outline, Spot};
pub use rows::RowName;
pub use timeline::Timeline;
pub use view::{Plot, View};

use ink::Ink;
use labels::Labels;

/// So many marks are drawn at most; where there are more, density is.
pub const MOST_MARKS: usize = 4_000;
/// Events at least so many pixels apart are drawn one by one.
const LEAST_PER_EVENT: f64 = 2.0;

/// A run seen through a window.
#[derive(Clone, Copy)]
pub struct SpaceTime<'a> {
    log: &'a Log,
    timeline: &'a Timeline,
    axis: &'a Axis,
    view: View,
    plot: Plot,
}

/// The picture of a run, as paths and words.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The size that it was made for.
    pub size: Size,
    /// Where in it the events are.
    pub plot: Plot,
    /// Whether events are told apart.
    pub detail: Detail,
    /// The names of the rows in view.
    pub rows: Vec<RowName>,
    /// What is drawn, in the order in which it is.
    pub paths: Vec<Path>,
    /// Numbers on arrows, where there is room: at most [`MOST_LABELS`].
    pub labels: Vec<Label>,
    /// What the picture is called.
    pub title: &'static str,
    /// What it shows, in words.
    pub words: String,
    /// What it does not show, in words.
    pub note: Option<&'static str>,
}

/// Whether events are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Each event has its mark, and each message its arrow.
    Events,
    /// There are more events than pixels, so that only their number is drawn.
    Density,
}

impl<'a> SpaceTime<'a> {
    /// A look at a run. The indexes must have been made of the same log.
    pub fn of(log: &'a Log, timeline: &'a Timeline, axis: &'a Axis, view: View) -> Self {
        Self { log, timeline, axis, view, plot: Plot::of(timeline, view) }
    }

    /// Where in the picture the events are.
    pub fn plot(&self) -> &Plot {
        &self.plot
    }

    /// What left and right mean.
    pub fn scale(&self) -> Scale {
        self.axis.scale()
    }

    /// How many events the run has.
    pub fn event_count(&self) -> usize {
        self.timeline.event_count()
    }

    /// Whether events are told apart in this view.
    pub fn detail(&self) -> Detail {
        let apart = self.plot.per_place >= LEAST_PER_EVENT;
        let mut marks = self.plot.rows().map(|row| self.visible(row).len());
        if apart && marks.try_fold(MOST_MARKS, usize::checked_sub).is_some() { Detail::Events } else { Detail::Density }
    }

    /// What is drawn.
    pub fn picture(&self) -> Picture {
        let detail = self.detail();
        let mut ink = Ink::new();
        let mut labels = Labels::new(self.view.size, &self.plot);
        let mut crowded = false;
        for row in self.plot.rows() {
            self.draw_life(row, &mut ink, detail == Detail::Events);
        }
        match detail {
            Detail::Density => self.draw_density(&mut ink),
            Detail::Events => {
                self.draw_marks(&mut ink, &mut labels);
                let (arrows, more) = self.arrows_in_view();
                self.draw_arrows(&arrows, &mut ink, &mut labels);
                crowded = more;
            }
        }
        Picture {
            size: self.view.size,
            plot: self.plot,
            detail,
            rows: self.names(),
            paths: ink.finish(),
            labels: labels.finish(),
            title: words::TITLE,
            words: self.words(detail),
            note: words::note(detail, crowded),
        }
    }

    fn draw_marks(&self, ink: &mut Ink, labels: &mut Labels) {
        for row in self.plot.rows() {
            for &event in self.visible(row) {
                let at = self.plot.point(self.axis.place(event), row);
                labels.avoid(at);
                if let Some(event) = self.event(event) {
                    marks::mark(ink, event, at, self.is_small());
                }
            }
        }
    }

    /// Whether rows are so low that marks must be too.
    fn is_small(&self) -> bool {
        self.plot.row_height < 20.0
    }
}
