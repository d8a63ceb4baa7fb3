//! The space-time diagram: what is where, and what is drawn.

mod marks;
mod queries;
mod random;
mod scale;

use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View};

use shutter_core::event::Event;

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
        let depth = Axis::depth(log, &timeline, &depths(&history));
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

/// One more than the deepest cause: what the process did before, and the sending of what is received.
fn depths(history: &History) -> Vec<u32> {
    let log = history.log();
    let mut last = std::collections::BTreeMap::new();
    let mut depths: Vec<u32> = Vec::new();
    for event in log.events() {
        let sent = match *event {
            Event::TransferReceived { message, .. } | Event::MarkerReceived { message, .. } => {
                depths[log.sent_at(message).get() as usize] + 1
            }
            _ => 0,
        };
        let own = last.get(&event.node()).map_or(0, |depth| depth + 1);
        depths.push(sent.max(own));
        last.insert(event.node(), sent.max(own));
        if *event == Event::Killed {
            last.clear();
        }
    }
    depths
}
