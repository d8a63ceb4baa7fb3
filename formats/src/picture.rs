//! A moment of a run as a picture that is a file.

use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_diagram::network::{NetworkPicture, Size};
use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View as Window, cut_of_snapshot};
use shutter_diagram::svg::{self, DrawnCut, Shown};

const NETWORK: Size = Size { width: 960.0, height: 600.0 };
/// Cuts that are drawn at most, the newest: more lines would show nothing.
const MOST_CUTS: usize = 100;

/// What is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The nodes, and the channels between them.
    #[default]
    Network,
    /// The run from left to right, with the cuts of its snapshots.
    SpaceTime,
}

impl View {
    /// What it is called in a title.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::SpaceTime => "space-time diagram",
        }
    }
}

/// Draws a run after so many of its events as SVG, with a title that begins with the name. Leaves the run at any moment.
pub fn svg(history: &mut History, view: View, events: usize, name: &str) -> String {
    let end = history.end().events;
    let title = format!("{name}: {} after {events} of {end} events", view.name());
    match view {
        View::Network => {
            let moment = if events == end { history.end() } else { history.moment_of_event(events) };
            history.seek(moment);
            svg::network(&NetworkPicture::of(history, NETWORK, None), &title)
        }
        View::SpaceTime => {
            let cuts = cuts(history, events);
            let timeline = Timeline::of(history.log());
            let axis = Axis::order(history.log(), &timeline);
            let window = Window::fit(&axis, size(&timeline));
            let diagram = SpaceTime::of(history.log(), &timeline, &axis, window);
            svg::space_time(&diagram, Shown { events, cuts: &cuts }, &title)
        }
    }
}

/// As wide and high as the run needs, within reason: what does not fit is drawn smaller.
#[allow(clippy::cast_precision_loss)] // small next to what a float can count
fn size(timeline: &Timeline) -> Size {
    let (events, rows) = (timeline.event_count() as f64, timeline.row_count().max(1) as f64);
    let row = (900.0 / rows).clamp(14.0, 64.0);
    Size { width: (events * 14.0 + 140.0).clamp(640.0, 2400.0), height: rows * row + 48.0 }
}

/// The cuts of the snapshots that are complete after so many events, in all banks until then.
fn cuts(history: &mut History, events: usize) -> Vec<DrawnCut> {
    let log = history.log().events()[..events].iter();
    let kills = log.enumerate().filter(|(_, event)| **event == Event::Killed).map(|(at, _)| at);
    let mut moments: Vec<usize> = kills.collect();
    moments.push(events);
    let mut cuts = Vec::new();
    for moment in moments.into_iter().rev() {
        history.seek(history.moment_of_event(moment));
        let cluster = history.state().cluster();
        // What ended has been seen at the moment before its end.
        if cluster.is_ended() {
            continue;
        }
        let complete = cluster.snapshots().rev().filter(|snapshot| snapshot.completed_at().is_some());
        cuts.extend(
            complete.take(MOST_CUTS - cuts.len()).map(|snapshot| DrawnCut {
                snapshot: Some(snapshot.id()),
                positions: cut_of_snapshot(cluster, snapshot),
            }),
        );
        if cuts.len() >= MOST_CUTS {
            break;
        }
    }
    cuts
}
