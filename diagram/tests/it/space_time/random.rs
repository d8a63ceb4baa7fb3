//! What holds in any window on any run.

use std::cell::RefCell;
use std::fmt::Write;

use shutter_core::{EventIndex, MessageId};
use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Axis, Detail, SpaceTime, View};

use super::Run;

/// Shorthands over the core's generator.
pub(super) struct Numbers(shutter_core::workload::Numbers);

impl Numbers {
    pub(super) fn new(seed: u64) -> Self {
        Self(shutter_core::workload::Numbers::new(seed))
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.0.below(bound as u64)).unwrap()
    }

    #[allow(clippy::cast_precision_loss)] // small numbers
    fn float(&mut self, below: usize) -> f64 {
        self.below(below * 16) as f64 / 16.0
    }
}

/// A run of so many commands in which some messages are received late, and some never.
pub(super) fn script(seed: u64, commands: usize, nodes: usize, kills: bool) -> String {
    let mut numbers = Numbers::new(seed);
    let bank: Vec<_> = (0..nodes).map(|node| format!("CreateNode {} 100000\n", node * 3 + 1)).collect();
    let mut text = bank.concat();
    let node = |numbers: &mut Numbers| numbers.below(nodes) * 3 + 1;
    for _ in 0..commands {
        let (one, other) = (node(&mut numbers), node(&mut numbers));
        let _ = match numbers.below(200) {
            0..=99 => writeln!(text, "Send {one} {other} {}", numbers.below(50)),
            100..=149 => writeln!(text, "Receive {one}"),
            150..=194 => writeln!(text, "Receive {one} {other}"),
            195 => writeln!(text, "BeginSnapshot {one}"),
            196 if kills => writeln!(text, "KillAll\n{}", bank.concat()),
            197 => writeln!(text, "CollectState"),
            _ => Ok(()),
        };
    }
    text
}

fn views(run: &Run, axis: &Axis, seed: u64) -> Vec<View> {
    let mut numbers = Numbers::new(seed);
    let length = axis.length() + 1;
    let mut views = vec![View::fit(axis, super::SIZE)];
    for _ in 0..20 {
        let from = numbers.float(length) - 1.0;
        let to = from + numbers.float(300) + 0.5;
        let size = Size { width: 300.0 + numbers.float(1200), height: 60.0 + numbers.float(500) };
        views.push(View { from, to, size, scroll: numbers.float(run.timeline.row_count() * 14) });
    }
    views
}

fn events(run: &Run) -> impl Iterator<Item = EventIndex> {
    (0..u32::try_from(run.history.log().events().len()).unwrap()).map(EventIndex::new)
}

#[test]
fn every_event_in_a_window_is_drawn_where_it_is_found() {
    let (mut drawn, mut dense) = (0, 0);
    for seed in 0..40 {
        let run = Run::of(&script(seed, 300, 2 + usize::try_from(seed).unwrap(), seed % 2 == 0));
        for axis in run.axes() {
            for view in views(&run, axis, seed) {
                let diagram = run.through(axis, view);
                match diagram.detail() {
                    Detail::Density => dense += 1,
                    Detail::Events => drawn += check_places(&run, &diagram, view),
                }
            }
        }
    }
    assert!(drawn > 10_000 && dense > 20, "{drawn} {dense}");
}

/// Every event in view is found at its place, and has one mark; gives how many there are.
fn check_places(run: &Run, diagram: &SpaceTime<'_>, view: View) -> usize {
    let plot = diagram.plot();
    let mut marks = 0;
    for event in events(run) {
        let at = diagram.place_of(event).unwrap();
        assert!((diagram.plot().x(plot.place(at.x)) - at.x).abs() < 0.001);
        let is_within = at.x >= plot.left - 0.001 && at.x <= plot.right + 0.001;
        if is_within && at.y >= 0.0 && at.y < view.size.height {
            assert_eq!(diagram.event_at(at), Some(event));
        }
        let row_is_near = at.y > -plot.row_height / 2.0 && at.y < view.size.height + plot.row_height / 2.0;
        marks += usize::from(is_within && row_is_near);
    }
    let members = diagram.marks_of(&|_| true).matches('M').count();
    // A row may touch the edge without a pixel in view.
    assert!(members >= marks && members <= marks + 2 * 750, "{members} {marks}");
    marks
}

#[test]
fn events_move_as_the_window_does() {
    let run = Run::of(&script(7, 200, 5, false));
    for axis in run.axes() {
        let view = View { from: 10.0, to: 110.0, size: super::SIZE, scroll: 0.0 };
        let (here, there) = (run.through(axis, view), run.through(axis, View { from: 15.0, to: 115.0, ..view }));
        let near = run.through(axis, View { from: 10.0, to: 60.0, ..view });
        for event in events(&run) {
            let [at, moved, zoomed] = [&here, &there, &near].map(|diagram| diagram.place_of(event).unwrap());
            assert!((at.x - moved.x - 5.0 * here.plot().per_place).abs() < 0.001);
            assert!((zoomed.x - near.plot().left - 2.0 * (at.x - here.plot().left)).abs() < 0.001);
            assert!((at.y - moved.y).abs() < 0.001 && (at.y - zoomed.y).abs() < 0.001);
        }
    }
}

/// The messages that a diagram draws an arrow of.
fn listed(diagram: &SpaceTime<'_>) -> Vec<MessageId> {
    let listed = RefCell::new(Vec::new());
    diagram.lines_of(&|message| {
        listed.borrow_mut().push(message);
        false
    });
    let mut listed = listed.into_inner();
    listed.sort_unstable();
    listed
}

#[test]
fn a_window_lists_the_messages_that_a_search_finds() {
    let run = Run::of(&script(3, 130_000, 8, false));
    let log = run.history.log();
    assert!(log.events().len() > 95_000, "{}", log.events().len());
    let messages = || (0..u32::try_from(log.message_count()).unwrap()).map(MessageId::new);
    for axis in run.axes() {
        let mut crossing = 0;
        for view in views(&run, axis, 11) {
            let view = View { scroll: 0.0, to: view.to.min(view.from + 400.0), ..view };
            let diagram = run.through(axis, view);
            let plot = diagram.plot();
            let x = |event| diagram.place_of(event).unwrap().x;
            let mut through = 0;
            let is_in_view = |&message: &MessageId| {
                let (start, end) = (x(log.sent_at(message)), log.received_at(message).map_or(f64::INFINITY, x));
                let is = start <= plot.right + 0.001 && end >= plot.left - 0.001;
                through += usize::from(is && start < plot.left && end > plot.right);
                is
            };
            let mut expected: Vec<_> = messages().filter(is_in_view).collect();
            let found = listed(&diagram);
            if found.len() == shutter_diagram::space_time::MOST_ARROWS {
                expected.retain(|message| found.binary_search(message).is_ok());
            }
            assert_eq!(found, expected);
            crossing += through;
        }
        assert!(crossing > 100, "{crossing}");
    }
}
