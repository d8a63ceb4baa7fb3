//! The event that the keyboard is at.

use std::rc::Rc;

use shutter_core::EventIndex;
use shutter_core::cluster::Log;
use shutter_diagram::explain::sentence;
use shutter_diagram::space_time::SpaceTime;
use yew::prelude::*;

use super::Pane;
use crate::number::short;
use crate::session::Action;

/// One stop of the Tab key for all events: arrows go on from there, along a process and from one to the next. Enter goes to the
/// moment after the event, D delivers what it sent.
pub(super) fn cursor(pane: &Rc<Pane>, diagram: &SpaceTime<'_>, log: &Log, at: Option<EventIndex>) -> Html {
    let last = log.events().len().min(pane.session.moment().events.max(1));
    let Some(last) = last.checked_sub(1).and_then(|last| u32::try_from(last).ok()) else { return html! {} };
    let event = at.filter(|event| (event.get() as usize) < log.events().len()).unwrap_or(EventIndex::new(last));
    let Some(place) = diagram.place_of(event) else { return html! {} };
    let onkeydown = {
        let pane = pane.clone();
        Callback::from(move |key: KeyboardEvent| on_key(&pane, event, &key))
    };
    let onfocus = {
        let point = pane.point.clone();
        Callback::from(move |_: FocusEvent| point.set(Some(event)))
    };
    let onblur = {
        let (point, cursor) = (pane.point.clone(), pane.move_cursor.clone());
        Callback::from(move |_: FocusEvent| {
            point.set(None);
            cursor.set(None);
        })
    };
    html! {
        <g class="cursor" role="button" tabindex="0" data-own-keys="" aria-label={format!("Event {}: {}. Arrow keys go to others, Enter goes to this moment.", event.get() + 1, sentence(log, event))}
            {onkeydown} {onfocus} {onblur}>
            <circle cx={short(place.x)} cy={short(place.y)} r="10" />
        </g>
    }
}

fn on_key(pane: &Rc<Pane>, event: EventIndex, key: &KeyboardEvent) {
    let action = {
        let history = pane.session.history();
        let log = history.log();
        let Some((row, events, index)) = pane.indexes.neighbours(log, event) else { return };
        let beside = |row: usize| {
            let diagram = pane.seen(log);
            let place = diagram.place_of(event)?;
            // The rows' events are few or many; the nearest is asked for in two halves.
            let others = pane.indexes.timeline.events_of_row(row);
            let next = others
                .partition_point(|&other| diagram.place_of(EventIndex::new(other)).is_some_and(|at| at.x < place.x));
            others.get(next).or(others.last()).copied()
        };
        let found = match key.key().as_str() {
            "ArrowRight" => events.get(index + 1).copied(),
            "ArrowLeft" => index.checked_sub(1).map(|before| events[before]),
            "ArrowDown" => beside(row + 1),
            "ArrowUp" => row.checked_sub(1).and_then(beside),
            "Home" => events.first().copied(),
            "End" => events.last().copied(),
            "Enter" | " " | "d" | "D" => None,
            _ => return,
        };
        key.prevent_default();
        key.stop_propagation();
        if let Some(found) = found.map(EventIndex::new) {
            pane.move_cursor.set(Some(found));
            pane.point.set(Some(found));
            pane.reveal(log, found);
            return;
        }
        if matches!(key.key().as_str(), "d" | "D") {
            let Some(delivery) = pane.delivery(event) else { return };
            Action::Act(delivery)
        } else {
            Action::SeekEvent(event.get() as usize + 1)
        }
    };
    pane.session.dispatch(action);
}
