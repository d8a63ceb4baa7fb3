//! How a run becomes one in which a recorded state occurs, exchange by exchange.

use gloo::timers::callback::Timeout;
use shutter_core::SnapshotId;
use shutter_core::event::Event;
use shutter_diagram::explain::{exchange, grouped};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::icons::{Icon, sign};
use crate::number::short;
use crate::session::{Action, Exchanges, SessionHandle};

/// So many exchanges or fewer are played one by one, four a second.
const FEW: u64 = 40;
/// More of them are played in so many steps, which take ten seconds.
const STEPS: u64 = 100;
/// Places of the slider.
const PLACES: u64 = 1000;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct ExchangesProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// The controls, while exchanges are on show.
#[component]
pub fn ExchangesPanel(props: &ExchangesProps) -> Html {
    let session = &props.session;
    match session.exchanges() {
        Some(exchanges) => {
            let (started, at) = (exchanges.started.get(), exchanges.at);
            html! { <Panel key={started} session={session.clone()} {at} count={exchanges.run.exchange_count()} /> }
        }
        None => html! {},
    }
}

#[derive(Properties, PartialEq)]
struct PanelProps {
    session: SessionHandle,
    at: u64,
    count: u64,
}

#[component]
fn Panel(props: &PanelProps) -> Html {
    let (session, at, count) = (&props.session, props.at, props.count);
    let playing = use_state_eq(|| false);
    let play = use_node_ref();
    use_player(session, &playing, at, count);
    use_turn(&play);
    let plays = *playing && at < count;
    let seek = {
        let (dispatcher, playing) = (session.dispatcher(), playing.setter());
        Callback::from(move |at: u64| {
            playing.set(false);
            dispatcher.dispatch(Action::SeekExchange(at));
        })
    };
    let toggle = {
        let dispatcher = session.dispatcher();
        Callback::from(move |_: MouseEvent| {
            if !plays && at == count {
                dispatcher.dispatch(Action::SeekExchange(0));
            }
            playing.set(!plays);
        })
    };
    let close = {
        let dispatcher = session.dispatcher();
        Callback::from(move |()| dispatcher.dispatch(Action::EndExchanges))
    };
    let onkeydown = {
        let (close, seek) = (close.clone(), seek.clone());
        Callback::from(move |event: KeyboardEvent| {
            let in_slider = event.target_dyn_into::<HtmlInputElement>().is_some();
            match event.key().as_str() {
                "Escape" => close.emit(()),
                "ArrowLeft" if !in_slider => seek.emit(at.saturating_sub(1)),
                "ArrowRight" if !in_slider => seek.emit(at + 1),
                _ => return,
            }
            // Here they are not the keys of the run.
            event.prevent_default();
        })
    };
    let button = |icon, label: &'static str, to: Option<u64>| {
        let seek = seek.clone();
        let onclick = to.map(|to| Callback::from(move |_: MouseEvent| seek.emit(to)));
        html! { <button {onclick} aria-label={label} title={label} aria-disabled={to.is_none().then_some("true")}>{ sign(icon) }</button> }
    };
    let (icon, label) = if plays { (Icon::Pause, "Pause the exchanges") } else { (Icon::Play, "Play the exchanges") };
    let snapshot = session.exchanges().and_then(|exchanges| snapshot_of(session, exchanges));
    let title = snapshot.map_or_else(String::new, |snapshot| format!("To the state of snapshot {snapshot}"));
    html! {
        <section class="exchanges" aria-label={title.clone()} {onkeydown} data-testid="exchanges">
            <div class="buttons">
                <h2>{ title }</h2>
                { button(Icon::Back, "Back one exchange", at.checked_sub(1)) }
                <button ref={play} onclick={toggle} aria-label={label} title={label}>{ sign(icon) }</button>
                { button(Icon::Step, "Forward one exchange", (at < count).then_some(at + 1)) }
                { slider(at, count, seek.clone()) }
                <button class="quiet" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
            </div>
            // Whoever lets it play hears where it ends, not each exchange on the way.
            <p aria-live={if plays { "off" } else { "polite" }}>{ words(session, at, count, snapshot) }</p>
        </section>
    }
}

/// Makes exchanges while it plays.
#[hook]
fn use_player(session: &SessionHandle, playing: &UseStateHandle<bool>, at: u64, count: u64) {
    let (dispatcher, playing) = (session.dispatcher(), playing.clone());
    use_effect_with((*playing, at, count), move |&(plays, at, count)| {
        let (period, step) = if count <= FEW { (250, 1) } else { (100, count.div_ceil(STEPS)) };
        let timeout = plays.then(|| {
            Timeout::new(period, move || {
                let next = count.min(at + step);
                if next == count {
                    playing.set(false);
                }
                dispatcher.dispatch(Action::SeekExchange(next));
            })
        });
        move || drop(timeout)
    });
}

/// Takes the focus when the panel opens, and gives it back when it closes.
#[hook]
fn use_turn(first: &NodeRef) {
    let first = first.clone();
    use_effect_with((), move |()| {
        let before = gloo::utils::document().active_element();
        // Where parts are tabs, this one is not on show before the page is drawn again.
        let timeout = Timeout::new(0, move || {
            if let Some(first) = first.cast::<HtmlElement>() {
                let _ = first.focus();
            }
        });
        move || {
            drop(timeout);
            let before = before.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok());
            if let Some(before) = before.filter(|before| before.is_connected()) {
                let _ = before.focus();
            }
        }
    });
}

fn snapshot_of(session: &SessionHandle, exchanges: &Exchanges) -> Option<SnapshotId> {
    session.history().log().events().get(exchanges.started.get() as usize).and_then(Event::snapshot)
}

/// The slider. Where there are very many exchanges, one of its places stands for several.
#[allow(clippy::cast_precision_loss)] // a share of the width
fn slider(at: u64, count: u64, seek: Callback<u64>) -> Html {
    let places = count.clamp(1, PLACES);
    let oninput = Callback::from(move |event: InputEvent| {
        let place = event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.value().parse::<u64>().ok());
        if let Some(place) = place {
            seek.emit(place.saturating_mul(count) / places);
        }
    });
    let place = at.saturating_mul(places) / count.max(1);
    html! {
        <input class="timeline" type="range" min="0" max={places.to_string()} value={place.to_string()} {oninput}
            style={format!("--share: {}%", short(at as f64 / count.max(1) as f64 * 100.0))} aria-label="Exchange"
            aria-valuetext={format!("{} of {}", grouped(at), grouped(count))} />
    }
}

fn words(session: &SessionHandle, at: u64, count: u64, snapshot: Option<SnapshotId>) -> Html {
    let made = session.exchanges().and_then(|exchanges| exchanges.run.exchange(exchanges.at.checked_sub(1)?));
    let Some(made) = made else {
        let noun = if count == 1 { "exchange" } else { "exchanges" };
        return html! { format!("The run as it was. {} {noun} of neighbouring events lead to one that goes through the recorded state.", grouped(count)) };
    };
    let history = session.history();
    let (what, why) = exchange(history.log(), made);
    html! { <>
        <strong>{ format!("Exchange {} of {}: ", grouped(at), grouped(count)) }</strong>
        { what }{ " " }
        if let (true, Some(snapshot)) = (at == count, snapshot) {
            <strong class="good">{ format!("Here the state is exactly what snapshot {snapshot} recorded.") }</strong>
        } else {
            { why }
        }
    </> }
}
