//! The space-time diagram: what is where, and what is drawn.

mod arranged;
mod marks;
mod queries;
mod random;
mod scale;

use shutter_core::causality::Order;
use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View};

const SIZE: Size = Size { width: 900.0, height: 320.0 };

pub(crate) const README: &str = "\
CreateNode 1 1000
CreateNode 2 500
CreateNode 3 300
Send 1 2 300
Send 2 1 100
CreateNode 4 600
Send 1 3 100
Send 1 2 400
BeginSnapshot 1
Send 4 2 100
Receive 2 1
Send 4 1 700
Receive 3
Send 2 4 50
ReceiveAll
CollectState
PrintSnapshot
KillAll
";

/// A run with all that pictures of it need.
struct Run {
    history: History,
    timeline: Timeline,
    order: Axis,
    depth: Axis,
}

impl Run {
    fn of(text: &str) -> Self {
        let history = History::of(&Script::parse(text));
        let log = history.log();
        let timeline = Timeline::of(log);
        let order = Axis::order(log, &timeline);
        let depth = Axis::depth(log, &timeline, Order::of(log.events()).depths());
        Self { history, timeline, order, depth }
    }

    fn axes(&self) -> [&Axis; 2] {
        [&self.order, &self.depth]
    }

    fn through<'a>(&'a self, axis: &'a Axis, view: View) -> SpaceTime<'a> {
        SpaceTime::of(self.history.log(), &self.timeline, axis, view)
    }

    fn whole<'a>(&'a self, axis: &'a Axis) -> SpaceTime<'a> {
        self.through(axis, View::fit(axis, SIZE))
    }

    fn part(&self, from: f64, to: f64) -> SpaceTime<'_> {
        self.through(&self.order, View { from, to, size: SIZE, scroll: 0.0 })
    }
}
