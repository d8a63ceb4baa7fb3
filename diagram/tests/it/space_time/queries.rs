//! From points to events, positions and moments, and back.

use shutter_core::causality::{Cut, Order, snapshots};
use shutter_core::event::Event;
use shutter_core::{EventIndex, MessageId, NodeId};
use shutter_diagram::geometry::Point;
use shutter_diagram::space_time::{Scale, cut_of_snapshot};

use super::{README, Run};

fn indices(run: &Run) -> impl Iterator<Item = EventIndex> {
    (0..u32::try_from(run.history.log().events().len()).unwrap()).map(EventIndex::new)
}

#[test]
fn every_event_has_a_place_where_it_is_found() {
    let run = Run::of(README);
    for axis in run.axes() {
        let diagram = run.whole(axis);
        for event in indices(&run) {
            let at = diagram.place_of(event).unwrap();
            assert_eq!(diagram.event_at(at), Some(event));
            assert_eq!(diagram.event_at(Point::new(at.x + 3.0, at.y - 4.0)), Some(event));
            assert!(at.x >= diagram.plot().left && at.x <= diagram.plot().right);
        }
        assert_eq!(diagram.place_of(EventIndex::new(1000)), None);
        assert_eq!(diagram.event_at(Point::new(diagram.plot().left, 5.0)), None);
    }
}

#[test]
fn a_message_is_found_along_its_arrow() {
    let run = Run::of(README);
    let log = run.history.log();
    for axis in run.axes() {
        let diagram = run.whole(axis);
        let mut found = 0;
        for message in (0..u32::try_from(log.message_count()).unwrap()).map(MessageId::new) {
            let from = diagram.place_of(log.sent_at(message)).unwrap();
            let to = diagram.place_of(log.received_at(message).unwrap()).unwrap();
            found += usize::from(diagram.message_at(from.toward(to, 0.45)) == Some(message));
        }
        // Where arrows cross, another may be as near.
        assert!(found * 10 >= log.message_count() * 9, "{found} of {}", log.message_count());
        assert_eq!(diagram.message_at(Point::new(diagram.plot().right, 0.0)), None);
    }
}

#[test]
fn a_cut_passes_between_the_events_that_it_divides() {
    let run = Run::of(README);
    let log = run.history.log();
    for axis in run.axes() {
        let diagram = run.whole(axis);
        for position in 0..=log.events().len() {
            let nodes = [1, 2, 3, 4].map(|node| (NodeId::new(node), position));
            let cut = diagram.cut_line(&nodes);
            assert_eq!(cut.len(), 4);
            for point in cut {
                for event in indices(&run).filter(|event| log.events()[event.get() as usize].node() == Some(point.node))
                {
                    let is_left = diagram.place_of(event).unwrap().x < point.at.x;
                    assert_eq!(is_left, (event.get() as usize) < position);
                }
                let back = diagram.position_at(point.row, point.at.x);
                let again = diagram.cut_line(&[(point.node, back)])[0];
                assert!((again.at.x - point.at.x).abs() < 0.001);
                assert!(axis.scale() == Scale::Depth || back == position);
            }
        }
    }
}

#[test]
fn a_cut_that_is_out_of_view_is_beyond_the_edge() {
    let run = Run::of(README);
    let diagram = run.part(20.0, 21.0);
    let cut = diagram.cut_line(&[(NodeId::new(1), 0), (NodeId::new(2), 60), (NodeId::new(99), 5)]);
    assert_eq!(cut.len(), 2);
    assert!(cut[0].at.x < diagram.plot().left && cut[0].at.x > -20_000.0);
    assert!(cut[1].at.x > diagram.plot().right && cut[1].at.x < 21_000.0);
    assert!(diagram.cut_path(&cut).starts_with("M-"));
    assert_eq!(diagram.cut_path(&[]), "");
}

#[test]
fn the_cut_of_a_snapshot_is_where_each_process_recorded() {
    let run = Run::of(&README.replace("KillAll\n", ""));
    let cluster = run.history.state().cluster();
    let positions = cut_of_snapshot(cluster, cluster.snapshots().next().unwrap());
    let events = run.history.log().events();
    let marks: Vec<_> = positions.iter().map(|&(node, at)| (node, events[at].node())).collect();
    assert_eq!(marks, [1, 2, 3, 4].map(|node| (NodeId::new(node), Some(NodeId::new(node)))));
    // What the events alone say, which know nothing of the algorithm's records.
    let (started, _) = snapshots(events).next().unwrap();
    let cut = Cut::of_snapshot(events, started).unwrap();
    assert_eq!(positions, cut.positions().collect::<Vec<_>>());
}

#[test]
fn moments_are_lines_on_the_scale_of_order() {
    let run = Run::of(README);
    let diagram = run.whole(&run.order);
    let count = run.history.log().events().len();
    for events in 0..=count {
        let x = diagram.x_of_moment(events);
        assert_eq!(diagram.moment_at(Point::new(x, 50.0)), events);
    }
    assert_eq!(diagram.moment_at(Point::new(-50.0, 50.0)), 0);
    assert_eq!(diagram.moment_at(Point::new(5000.0, 50.0)), count);
    let path = diagram.moment_path(10);
    assert_eq!(path.matches('L').count(), 5, "{path}");
}

#[test]
fn what_is_in_flight_at_a_moment() {
    let mut run = Run::of(README);
    for events in 0..=run.history.log().events().len() {
        run.history.seek(run.history.moment_of_event(events));
        let state = run.history.state();
        let expected: usize = state.busy_channels().map(|channel| state.channel_len(channel)).sum();
        for axis in run.axes() {
            assert_eq!(run.whole(axis).in_flight(events).matches('M').count(), expected, "{events}");
        }
    }
}

#[test]
fn chosen_events_have_rings() {
    let run = Run::of(README);
    let diagram = run.part(10.0, 19.0);
    let path = diagram.marks_of(&|event| event.get().is_multiple_of(2));
    assert_eq!(path.matches('M').count(), 5);
}

#[test]
fn causes_are_to_the_left_and_banks_follow_each_other() {
    let bank = "CreateNode 1 5\nCreateNode 2 5\nSend 1 2 3\nReceive 2\nBeginSnapshot 2\nReceiveAll\nCollectState\n";
    let run = Run::of(&format!("{bank}KillAll\n{bank}KillAll\nStartMaster\n{bank}"));
    let (log, diagram) = (run.history.log(), run.whole(&run.depth));
    let place = |event: EventIndex| diagram.plot().place(diagram.place_of(event).unwrap().x);
    let order = Order::of(log.events());
    for later in indices(&run) {
        for earlier in indices(&run) {
            assert!(!order.happened_before(earlier, later) || place(earlier) < place(later) - 0.5);
        }
    }
    let kills: Vec<_> = indices(&run).filter(|event| log.events()[event.get() as usize] == Event::Killed).collect();
    for &kill in &kills {
        for event in indices(&run).filter(|&event| event != kill) {
            assert_eq!(event < kill, place(event) < place(kill), "{event} {kill}");
        }
    }
    // Both nodes are created at once, and nothing is further left.
    assert!([0, 1].iter().all(|&event| place(EventIndex::new(event)).abs() < 0.001));
}
