//! What a picture costs does not depend on how long the run is.

use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Detail, MOST_ARROWS, MOST_LABELS, MOST_MARKS, Picture, View};

use super::Run;
use super::random::script;

fn points(picture: &Picture) -> usize {
    let letters = |d: &str| d.bytes().filter(u8::is_ascii_alphabetic).count();
    picture.paths.iter().map(|path| letters(&path.d)).sum()
}

#[test]
fn pictures_of_long_runs_are_small() {
    let run = Run::of(&script(1, 100_000, 8, false));
    for axis in run.axes() {
        let (from, to) = axis.fit();
        let mut details = Vec::new();
        for zoom in [1.0, 10.0, 100.0, 400.0, 1000.0, 10_000.0] {
            let middle = f64::midpoint(from, to);
            let half = (to - from) / 2.0 / zoom;
            let size = Size { width: 1200.0, height: 320.0 };
            let view = View { from: middle - half, to: middle + half, size, scroll: 0.0 };
            let picture = run.through(axis, view).picture();
            assert!(picture.labels.len() <= MOST_LABELS);
            assert!(picture.paths.len() <= 60, "{}", picture.paths.len());
            assert!(points(&picture) <= MOST_MARKS * 6 + MOST_ARROWS * 12, "{}", points(&picture));
            details.push(picture.detail);
        }
        assert_eq!((details[0], details[5]), (Detail::Density, Detail::Events));
        assert!(details.is_sorted_by_key(|detail| *detail == Detail::Events), "{details:?}");
    }
}

#[test]
fn zoomed_out_every_event_is_counted_somewhere() {
    let run = Run::of(&script(2, 20_000, 3, false));
    let diagram = run.whole(&run.order);
    let picture = diagram.picture();
    assert_eq!(picture.note, Some("More events than pixels: zoom in to see each."));
    let bars = picture.paths.iter().find(|path| path.kind.class() == "density").unwrap();
    assert_eq!(bars.d.matches('M').count(), 4, "{}", bars.d);
    assert_eq!(bars.d.matches('Z').count(), 4);
    // The first half of the run is before the middle, and its marks begin at the left edge.
    let half = diagram.marks_of(&|event| (event.get() as usize) < run.history.log().events().len() / 2);
    assert_eq!(half.matches('M').count(), 4, "{half}");
}

#[test]
fn a_thousand_processes_are_scrolled() {
    let create: String = (1..=1000).map(|node| format!("CreateNode {node} 100\n")).collect::<Vec<_>>().concat();
    let run = Run::of(&format!("{create}Send 1 1000 5\nSend 500 501 7\nReceive 1000\nReceive 501\n"));
    let size = Size { width: 800.0, height: 300.0 };
    let view = View { from: 990.0, to: 1006.0, size, scroll: 0.0 };
    let top = run.through(&run.order, view).picture();
    assert!(top.plot.full_height > 14_000.0);
    assert!(top.rows.len() <= 23);
    assert_eq!(top.rows[0].name, "node 1");
    let arrows = |picture: &Picture| {
        let transfers = picture.paths.iter().find(|path| path.kind.class() == "transfer");
        transfers.map_or(0, |path| path.d.matches('M').count())
    };
    assert_eq!(arrows(&top), 1);
    let middle = run.through(&run.order, View { scroll: 7000.0, ..view }).picture();
    assert_eq!(arrows(&middle), 2, "one passes through");
    let bottom = run.through(&run.order, View { scroll: f64::MAX, ..view }).picture();
    assert_eq!(bottom.rows.last().unwrap().name, "node 1000");
    assert_eq!(arrows(&bottom), 1);
}

#[test]
fn odd_windows_give_odd_pictures_and_nothing_worse() {
    let run = Run::of(&script(5, 100, 4, true));
    let odd = [0.0, -1.0, 1e300, -1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 50.0];
    for axis in run.axes() {
        for from in odd {
            for to in odd {
                for (width, height) in [(0.0, 0.0), (-5.0, 20.0), (600.0, 200.0)] {
                    let diagram = run.through(axis, View { from, to, size: Size { width, height }, scroll: from });
                    let picture = diagram.picture();
                    let at = shutter_diagram::geometry::Point::new(from, to);
                    let _ = (diagram.event_at(at), diagram.message_at(at), diagram.moment_at(at), picture);
                    let _ = (diagram.marks_of(&|_| true), diagram.in_flight(9), diagram.moment_path(usize::MAX));
                }
            }
        }
    }
}

#[test]
fn nothing_has_happened() {
    let run = Run::of("");
    let picture = run.whole(&run.order).picture();
    assert_eq!((picture.paths.len(), picture.rows.len()), (0, 0));
    assert_eq!(picture.words, "Nothing has happened.");
    let diagram = run.whole(&run.depth);
    let origin = shutter_diagram::geometry::Point::default();
    assert_eq!((diagram.event_at(origin), diagram.message_at(origin), diagram.moment_at(origin)), (None, None, 0));
}
