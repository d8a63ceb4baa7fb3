//! A run in another order: the exchanges that lead to what a snapshot recorded.

use shutter_core::causality::{EquivalentRun, snapshots};
use shutter_core::{EventIndex, MessageId};
use shutter_diagram::space_time::Axis;

use super::{README, Run};

fn places(run: &Run, order: &[EventIndex]) -> Vec<u32> {
    let mut places: Vec<u32> = (0..).take(run.history.log().events().len()).collect();
    for (event, place) in order.iter().zip(0..) {
        places[event.get() as usize] = place;
    }
    places
}

#[test]
fn after_any_number_of_exchanges_events_stand_where_they_are_and_arrows_lead_to_the_right() {
    let run = Run::of(README);
    let log = run.history.log();
    let (started, _) = snapshots(log.events()).next().unwrap();
    let equivalent = EquivalentRun::of(log.events(), started).unwrap();
    assert!(equivalent.exchange_count() > 10);
    for exchange in 0..=equivalent.exchange_count() {
        let order = equivalent.order_after(exchange);
        let axis = Axis::arranged(log, &run.timeline, places(&run, &order));
        let diagram = run.whole(&axis);
        for pair in order.windows(2) {
            let [one, two] = [pair[0], pair[1]].map(|event| diagram.place_of(event).unwrap());
            assert!(one.x < two.x);
        }
        for &event in &order {
            assert_eq!(diagram.event_at(diagram.place_of(event).unwrap()), Some(event));
        }
        for message in (0..u32::try_from(log.message_count()).unwrap()).map(MessageId::new) {
            let from = diagram.place_of(log.sent_at(message)).unwrap();
            let to = diagram.place_of(log.received_at(message).unwrap()).unwrap();
            assert!(from.x < to.x);
        }
        assert!(!diagram.picture().paths.is_empty());
    }
}

#[test]
fn too_few_places_are_a_picture_still() {
    let run = Run::of(README);
    let axis = Axis::arranged(run.history.log(), &run.timeline, vec![3, 1]);
    assert!(!run.whole(&axis).picture().paths.is_empty());
    let none = Run::of("");
    assert_eq!(Axis::arranged(none.history.log(), &none.timeline, Vec::new()).length(), 0);
}
