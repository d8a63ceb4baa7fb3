//! Play, step, and where one is.

use shutter_diagram::explain::grouped;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::icons::{Icon, sign};
use crate::number::short;
use crate::session::{Action, SessionHandle, Speed};

/// What the transport needs.
#[derive(Properties, PartialEq)]
pub struct TransportProps {
    /// The state of the page.
    pub session: SessionHandle,
    /// Whether it has a time axis of its own: where the diagram is on show, that is the one.
    pub timeline: bool,
    /// What stands beside the speed.
    #[prop_or_default]
    pub children: Html,
}

/// The buttons, the position, the speed, and the timeline.
#[component]
pub fn Transport(props: &TransportProps) -> Html {
    let session = &props.session;
    let (moment, end) = (session.moment(), session.end());
    let at_start = moment.events == 0 && moment.commands == 0;
    let at_end = moment == end;
    let playing = session.is_playing();
    let play = if playing { (Icon::Pause, "Pause") } else { (Icon::Play, "Play") };
    html! {
        <div class="transport" role="group" aria-label="Playback">
            <div class="buttons">
                { button(session, Action::First, Icon::First, "First", "Home", at_start) }
                { button(session, Action::BackCommand, Icon::BackCommand, "Back one command", "Shift+ArrowLeft", at_start) }
                { button(session, Action::Back, Icon::Back, "Back one event", "ArrowLeft", at_start) }
                { button(session, Action::TogglePlay, play.0, play.1, "Space", end.commands == 0) }
                { button(session, Action::Step, Icon::Step, "Forward one event", "ArrowRight", moment.events == end.events) }
                { button(session, Action::StepCommand, Icon::StepCommand, "Forward one command", "Shift+ArrowRight", at_end) }
                { button(session, Action::Last, Icon::Last, "Last", "End", at_end) }
            </div>
            <p class="position" data-testid="position">{ position(session) }</p>
            { speed_choice(session) }
            { props.children.clone() }
            if props.timeline {
                { timeline(session) }
            }
        </div>
    }
}

/// A button that stays focusable where it does nothing, so that a person who steps to the end by keyboard is not thrown
/// off it.
fn button(
    session: &SessionHandle,
    action: Action,
    icon: Icon,
    label: &'static str,
    key: &'static str,
    idle: bool,
) -> Html {
    let dispatcher = session.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()));
    let class = if matches!(icon, Icon::Play | Icon::Pause) { "main" } else { "" };
    html! {
        <button {class} {onclick} aria-label={label} title={format!("{label} ({})", readable(key))} aria-keyshortcuts={key}
            aria-disabled={idle.then_some("true")}>
            { sign(icon) }
        </button>
    }
}

fn readable(key: &str) -> String {
    key.replace("ArrowLeft", "←").replace("ArrowRight", "→").replace('+', " ")
}

/// "event 12 of 34 · line 14"
pub fn position(session: &SessionHandle) -> String {
    let (moment, end) = (session.moment(), session.end());
    let events = format!("event {} of {}", grouped(moment.events as u64), grouped(end.events as u64));
    match session.current_line() {
        Some(line) => format!("{events} · line {}", grouped(line + 1)),
        None => format!("{events} · before line 1"),
    }
}

fn speed_choice(session: &SessionHandle) -> Html {
    let onchange = {
        let dispatcher = session.dispatcher();
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let chosen = usize::try_from(select.selected_index()).ok().and_then(|index| Speed::ALL.get(index).copied());
            if let Some(speed) = chosen {
                dispatcher.dispatch(Action::SetSpeed(speed));
            }
        })
    };
    html! {
        <label class="speed">
            <span class="unseen">{ "Speed" }</span>
            <select {onchange} title="Speed">
                { for Speed::ALL.into_iter().map(|speed| html! {
                    <option selected={speed == session.speed()}>{ speed.name() }</option>
                }) }
            </select>
        </label>
    }
}

fn timeline(session: &SessionHandle) -> Html {
    let oninput = {
        let dispatcher = session.dispatcher();
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Ok(events) = input.value().parse() {
                dispatcher.dispatch(Action::SeekEvent(events));
            }
        })
    };
    let (at, end) = (session.moment().events, session.end().events);
    #[allow(clippy::cast_precision_loss)] // a share of the width
    let share = if end == 0 { 0.0 } else { at as f64 / end as f64 * 100.0 };
    html! {
        <input class="timeline" type="range" min="0" max={end.to_string()} value={at.to_string()} {oninput}
            style={format!("--share: {}%", short(share))} aria-label="Moment" aria-valuetext={position(session)} disabled={end == 0} />
    }
}
