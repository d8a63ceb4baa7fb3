//! A moment of a run as a picture that is a file.

use shutter_core::NodeId;
use shutter_core::causality::{Cut, Order};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_diagram::network::NetworkPicture;
pub use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View as Window, cut_of_snapshot};
pub use shutter_diagram::svg::Theme;
use shutter_diagram::svg::{self, DrawnCut, Shown};
use shutter_diagram::tikz;
pub use shutter_diagram::tikz::Form;

const NETWORK: Size = Size { width: 960.0, height: 600.0 };
/// Cuts that are drawn at most, the newest: more lines would show nothing.
const MOST_CUTS: usize = 100;

/// What is drawn, of which moment, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene<'a> {
    /// What the run is called: the title begins with it.
    pub name: &'a str,
    /// Which picture it is.
    pub view: View,
    /// After how many events of the run.
    pub events: usize,
    /// How large it is, in pixels; as large as it needs, if that is not said.
    pub size: Option<Size>,
    /// In which colours.
    pub theme: Theme,
    /// In the network: the node that is attended to.
    pub node: Option<NodeId>,
    /// In the diagram: whether events stand by causal depth rather than by the order of the run.
    pub by_depth: bool,
    /// In the diagram: from which place of the axis to which; all of it, if that is not said.
    pub window: Option<(f64, f64)>,
    /// In the diagram: a cut that is drawn besides those of the snapshots.
    pub cut: Option<&'a Cut>,
}

/// The pictures that there are.
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

/// A moment of a run as SVG. Leaves the run at any moment.
pub fn svg(history: &mut History, scene: &Scene<'_>) -> String {
    let title = title(history, scene);
    match scene.view {
        View::Network => svg::network(&network(history, scene), &title, scene.theme),
        View::SpaceTime => {
            diagram(history, scene, |diagram, shown| svg::space_time(diagram, shown, &title, scene.theme))
        }
    }
}

/// A moment of a run as text for LaTeX. Leaves the run at any moment.
pub fn tikz(history: &mut History, scene: &Scene<'_>, form: Form) -> String {
    let title = title(history, scene);
    match scene.view {
        View::Network => tikz::network(&network(history, scene), &title, form),
        View::SpaceTime => {
            let window = scene.window.or_else(|| end_of_many(scene));
            let scene = Scene { window, ..*scene };
            diagram(history, &scene, |diagram, shown| tikz::space_time(diagram, shown, &title, form))
        }
    }
}

/// The window on the last events before the moment, if there are more than LaTeX can be asked to draw.
#[allow(clippy::cast_precision_loss)] // runs have far fewer events than a float can count
fn end_of_many(scene: &Scene<'_>) -> Option<(f64, f64)> {
    // One beyond each edge is drawn too.
    let first = scene.events.checked_sub(tikz::MOST_EVENTS - 3).filter(|&first| first > 2 && !scene.by_depth)?;
    Some((first as f64, scene.events as f64))
}

fn title(history: &History, scene: &Scene<'_>) -> String {
    format!("{}: {} after {} of {} events", scene.name, scene.view.name(), scene.events, history.end().events)
}

fn network(history: &mut History, scene: &Scene<'_>) -> NetworkPicture {
    let end = history.end();
    let moment = if scene.events == end.events { end } else { history.moment_of_event(scene.events) };
    history.seek(moment);
    NetworkPicture::of(history, scene.size.unwrap_or(NETWORK), scene.node)
}

/// Gives the diagram, with what is drawn on top of it, to a function that writes it.
fn diagram<T>(history: &mut History, scene: &Scene<'_>, write: impl FnOnce(&SpaceTime<'_>, Shown<'_>) -> T) -> T {
    let mut cuts = cuts(history, scene.events);
    cuts.extend(scene.cut.map(|cut| DrawnCut { snapshot: None, positions: cut.positions().collect() }));
    let log = history.log();
    let timeline = Timeline::of(log);
    let axis = if scene.by_depth {
        Axis::depth(log, &timeline, Order::of(log.events()).depths())
    } else {
        Axis::order(log, &timeline)
    };
    let mut window = Window::fit(&axis, scene.size.unwrap_or_else(|| size(&timeline)));
    if let Some((from, to)) = scene.window {
        (window.from, window.to) = (from, to);
    }
    let diagram = SpaceTime::of(log, &timeline, &axis, window);
    write(&diagram, Shown { events: scene.events, cuts: &cuts })
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
