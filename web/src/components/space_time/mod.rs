//! The space-time diagram: the run from left to right, which is the timeline too.

mod bar;
mod cursor;
mod cut;
mod indexes;
mod over;
mod pane;
mod pointer;
mod run;
mod tip;

pub use cut::cut_card;

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use shutter_core::EventIndex;
use shutter_core::causality::Division;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::event_table::EventTable;
use crate::hooks::use_picture_size;
use crate::number::short;
use crate::session::{Scale, SessionHandle, Stage};
use indexes::{Cone, Exchanged, Indexes, Look};
use pane::Pane;
use pointer::Drag;
use run::Run;

/// What the diagram needs.
#[derive(Properties, PartialEq)]
pub struct SpaceTimeProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// Below this, in pixels, there is nothing to see.
const LEAST: f64 = 60.0;

/// The diagram with its controls, or the same events as a table.
#[component]
pub fn SpaceTimeDiagram(props: &SpaceTimeProps) -> Html {
    let session = &props.session;
    let frame = use_node_ref();
    let size = use_picture_size(&frame);
    let own_look = use_state_eq(Look::default);
    let look = Look { depth: session.scale() == Scale::Depth, ..*own_look };
    let pointed = use_state_eq(|| None::<EventIndex>);
    let cursor = use_state_eq(|| None::<EventIndex>);
    let drag = use_mut_ref(|| Drag::Nothing);
    let done = matches!(session.stage(), Stage::Done | Stage::Cancelled { .. });
    let indexes = use_memo((session.run(), done), |&(run, done)| {
        done.then(|| Rc::new(Indexes::of(session.history().log(), run)))
    });
    let exchanges = session.exchanges();
    let other = use_memo((session.run(), done, exchanges.map(|exchanges| (exchanges.started, exchanges.at))), |_| {
        let indexes = indexes.as_ref().as_ref()?;
        Exchanged::of(session.history().log(), &indexes.timeline, exchanges?).map(Rc::new)
    });
    let cone = use_memo((session.run(), done, *pointed), |&(_, done, pointed)| {
        let event = pointed.filter(|_| done)?;
        let history = session.history();
        let indexes = indexes.as_ref().as_ref()?;
        let known = (event.get() as usize) < history.log().events().len();
        known.then(|| Cone::of(indexes.causes(history.log()), event))
    });
    let pane = indexes.as_ref().as_ref().map(|indexes| {
        Rc::new(Pane {
            session: session.clone(),
            indexes: indexes.clone(),
            other: (*other).clone(),
            look,
            size: size.unwrap_or((0.0, 0.0)),
            set_look: own_look.setter(),
            point: pointed.setter(),
            move_cursor: cursor.setter(),
        })
    });
    // What plays or is stepped to stays in view; a window that is moved away from the moment may stay there.
    use_effect_with((session.moment(), session.run()), {
        let pane = pane.clone();
        move |_| pane.iter().for_each(|pane| pane.follow())
    });
    use_wheel(&frame, pane.clone());
    let empty = session.end().events == 0;
    let table = session.scale() == Scale::Table && exchanges.is_none();
    html! {
        <div class="space">
            if let Some(pane) = &pane {
                { bar::bar(pane) }
            }
            <div class="frame" ref={frame} hidden={table}>
                if !done {
                    <p class="empty">{ "The run is being made." }</p>
                } else if empty {
                    <p class="empty">{ "Here the run is drawn from left to right: a line for each node, an arrow for each message." }</p>
                } else if let Some(pane) = pane.as_ref().filter(|pane| pane.size.0 > LEAST && pane.size.1 > LEAST) {
                    { picture(pane, &drag, *pointed, (*cone).as_ref(), *cursor) }
                }
            </div>
            if table {
                <EventTable session={session.clone()} />
            }
            if let Some(cut) = session.cut() {
                { cut::line(session, &Division::of(cut::epoch(&session.history()), cut)) }
            }
        </div>
    }
}

/// Turns of the wheel over the picture go to the newest pane. Yew's own listener could not keep the page from zooming.
#[hook]
fn use_wheel(frame: &NodeRef, pane: Option<Rc<Pane>>) {
    let newest = use_mut_ref(|| None);
    *newest.borrow_mut() = pane;
    let frame = frame.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = frame.cast::<Element>().map(|frame| {
            EventListener::new_with_options(&frame, "wheel", options, move |event| {
                let pane = newest.borrow().clone();
                if let (Some(pane), Some(event)) = (pane, event.dyn_ref::<WheelEvent>()) {
                    Pane::wheel(&pane, event);
                }
            })
        });
        move || drop(listener)
    });
}

fn picture(
    pane: &Rc<Pane>,
    drag: &Rc<std::cell::RefCell<Drag>>,
    pointed: Option<EventIndex>,
    cone: Option<&Cone>,
    cursor: Option<EventIndex>,
) -> Html {
    let Pane { session, indexes, other, look, size, .. } = &**pane;
    let history = session.history();
    let log = history.log();
    let diagram = pane.seen(log);
    let moment = session.moment();
    let (width, height) = (short(size.0), short(size.1));
    let pointer = pane.on_pointer(drag);
    let (left, wide) = (short(diagram.plot().left - 12.0), short(diagram.plot().right - diagram.plot().left + 24.0));
    let division = session.cut().map(|cut| Division::of(cut::epoch(&history), cut));
    let command = moment.commands.checked_sub(1).map(|last| log.events_of_command(last));
    // The export looks here for what is in view.
    let [from, to] = match look.window.filter(|_| other.is_none()) {
        Some((from, to)) => [from, to].map(|edge| Some(short(edge))),
        None => [None, None],
    };
    let tip_at = pointed.and_then(|event| Some((event, diagram.place_of(event)?)));
    html! { <>
            <svg class="space-time" width={width.clone()} height={height.clone()} viewBox={format!("0 0 {width} {height}")} role="group" aria-label="Space-time diagram"
                data-axis={if look.depth { "depth" } else { "order" }} data-from={from} data-to={to}
    onpointerdown={pointer.clone()} onpointermove={pointer.clone()} onpointerup={pointer.clone()} onpointercancel={pointer.clone()}
                onpointerleave={pointer}>
                <clipPath id="plot"><rect x={left} y="0" width={wide} {height} /></clipPath>
                <g aria-hidden="true">
                    <Run session={session.clone()} indexes={indexes.clone()} other={other.clone()} look={*look} {size} />
                    <g clip-path="url(#plot)">
                        if let Some(other) = other {
                            { over::exchanged(&diagram, other) }
                        } else {
                            { over::moment(&diagram, moment.events, size.1) }
                            if let Some(range) = &command {
                                { over::command(&diagram, range) }
                            }
                            { over::snapshot_cuts(&diagram, history.state().cluster()) }
                        }
                        if let (Some(event), Some(cone)) = (pointed, cone) {
                            { over::pointed(&diagram, event, cone) }
                        }
                    </g>
                </g>
                if let (Some(cut), Some(division)) = (session.cut(), &division) {
                    { over::own_cut(&diagram, cut, division, &|node, position| pane.describe(log, node, position), &pane.on_cut_key()) }
                }
                { cursor::cursor(pane, &diagram, log, cursor) }
                if other.is_none() {
                    { over::grip(&diagram, session) }
                }
            </svg>
            if let Some((event, at)) = tip_at {
                { tip::tip(log, indexes.causes(log), event, at, *size, pane.delivery(event).is_some()) }
            }
        </> }
}
