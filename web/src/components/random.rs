//! A script made by chance: how many nodes, commands and snapshots, and which of all such scripts.

use shutter_core::workload::{self, Workload};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::hooks::use_dialog;
use crate::session::{Action, SessionHandle};

/// What a page makes and runs without making anyone wait.
const MOST_EVENTS: u64 = 1_000_000;
const TOO_MUCH: &str =
    "That is a run of more than a million events, too much to make here. On a command line, shutter random makes it.";

/// The entry that opens the dialog, and the dialog.
#[hook]
pub(super) fn use_random(session: &SessionHandle) -> (Html, Html) {
    let open = use_state_eq(|| false);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let dialog = use_dialog(*open);
    let seed = use_node_ref();
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| fill(&dialog)
    });
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onsubmit = {
        let (session, wrong, close) = (session.clone(), wrong.setter(), close.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(form) = event.target_dyn_into::<HtmlElement>() else { return };
            match make(&form) {
                Ok((text, at)) => {
                    session.dispatch(Action::LoadAt(text.into(), Some(at)));
                    wrong.set(None);
                    close.emit(());
                }
                Err(why) => wrong.set(Some(why)),
            }
        })
    };
    let another = {
        let seed = seed.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = seed.cast::<HtmlInputElement>() {
                field.set_value(&any_seed());
            }
        })
    };
    let onclick = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let entry = html! { <button class="quiet" {onclick} aria-haspopup="dialog">{ "Random…" }</button> };
    let content = html! {
        <dialog class="keys random" ref={dialog} onclose={close.reform(|_| ())} aria-labelledby="random-title">
            <h2 id="random-title">{ "Random script" }</h2>
            <form {onsubmit}>
                { field("Nodes", "nodes", "2", "1000", NodeRef::default()) }
                { field("Commands", "commands", "0", "1000000", NodeRef::default()) }
                { field("Snapshots", "snapshots", "0", "1000", NodeRef::default()) }
                { field("Seed", "seed", "0", "999999999", seed) }
                <p role="alert">{ (*wrong).clone() }</p>
                <div class="buttons">
                    <button class="plain">{ "Make it" }</button>
                    <button type="button" class="plain" onclick={another}>{ "Another seed" }</button>
                    <button type="button" class="quiet" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
                </div>
            </form>
            <p class="minor">{ "The same numbers make the same script. The script that is there now stays among the recent ones." }</p>
        </dialog>
    };
    (entry, content)
}

fn field(label: &'static str, name: &'static str, min: &'static str, max: &'static str, node: NodeRef) -> Html {
    html! {
        <label>
            <span>{ label }</span>
            <input type="number" {name} {min} {max} required=true ref={node} />
        </label>
    }
}

/// Puts in what is usual. Later the fields are the person's.
fn fill(dialog: &NodeRef) {
    let usual = Workload::default();
    let numbers = [usual.nodes, usual.commands, usual.snapshots].map(|number| number.to_string());
    let fields = dialog.cast::<HtmlElement>().and_then(|dialog| dialog.query_selector_all("input").ok());
    for (at, value) in (0..).zip(numbers.into_iter().chain([any_seed()])) {
        let field = fields
            .as_ref()
            .and_then(|fields| fields.item(at))
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field {
            field.set_value(&value);
        }
    }
}

/// Short enough to be read aloud.
fn any_seed() -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 10,000
    let seed = (js_sys::Math::random() * 10_000.0) as u32;
    seed.to_string()
}

/// The script that a form says, and a moment in the middle of its run; or why there is none.
fn make(form: &HtmlElement) -> Result<(String, usize), AttrValue> {
    let number = |name: &str| {
        let field = form.query_selector(&["[name=", name, "]"].concat()).ok().flatten();
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        field.and_then(|field| field.value().parse::<u32>().ok()).ok_or("These have to be whole numbers.")
    };
    let seed = number("seed")?.into();
    let workload =
        Workload { nodes: number("nodes")?, commands: number("commands")?, snapshots: number("snapshots")?, seed };
    let [n, c, s] = [workload.nodes, workload.commands, workload.snapshots].map(u64::from);
    if n + 2 * c + s.saturating_mul(3 * n * n) > MOST_EVENTS {
        return Err(TOO_MUCH.into());
    }
    let text = workload::script(&workload).map_err(|unfit| sentence(&unfit.to_string()))?;
    Ok((text, (workload.nodes + workload.commands / 2) as usize))
}

/// With a capital letter and a full stop.
fn sentence(words: &str) -> AttrValue {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    [&first.to_ascii_uppercase(), rest, "."].concat().into()
}
