//! What is said of an event that is pointed at.

use shutter_core::EventIndex;
use shutter_core::causality::Order;
use shutter_core::cluster::Log;
use shutter_diagram::explain::{grouped, sentence};
use shutter_diagram::geometry::Point;
use yew::prelude::*;

use crate::hooks::page_px;

/// Entries of a vector clock that are shown.
const ENTRIES: usize = 10;

/// The sentence, the line, the cause and the vector clock of an event, beside its mark.
pub(super) fn tip(
    log: &Log,
    order: &Order,
    event: EventIndex,
    at: Point,
    (width, height): (f64, f64),
    deliverable: bool,
) -> Html {
    let Some(what) = log.events().get(event.get() as usize) else { return html! {} };
    let line = log.line_of_command(log.command_of_event(event)) + 1;
    let number = grouped(event.get() + 1);
    let cause = order.send_of(event).map(|sent| format!(" · sent in event {}", grouped(sent.get() + 1)));
    let across = if at.x > width / 2.0 {
        format!("right: {}", page_px(width - at.x + 14.0))
    } else {
        format!("left: {}", page_px(at.x + 14.0))
    };
    let down = if at.y > height / 2.0 {
        format!("bottom: {}", page_px(height - at.y + 10.0))
    } else {
        format!("top: {}", page_px(at.y + 10.0))
    };
    html! {
        <div class="tip" style={format!("{across}; {down}")}>
            <p>{ sentence(log, event) }{ "." }</p>
            <p class="minor">{ format!("event {number} · line {}", grouped(line)) }{ cause }</p>
            if deliverable {
                <p class="minor">{ "Click its arrow, or press D here, to deliver it now." }</p>
            }
            if what.node().is_some() {
                <p class="minor">{ clock(order, event) }</p>
            }
        </div>
    }
}

/// "clock 1:3 2:1", of those that are not 0.
fn clock(order: &Order, event: EventIndex) -> String {
    let clock = order.vector_clock(event);
    let mut known = clock.iter().filter(|entry| entry.1 > 0);
    let mut words = "vector clock".to_owned();
    for (node, count) in known.by_ref().take(ENTRIES) {
        words.push_str(&format!(" {node}:{count}"));
    }
    if known.next().is_some() {
        words.push_str(" …");
    }
    words
}
