//! The list of examples.

use std::rc::Rc;

use shutter_diagram::explain::grouped;
use shutter_lessons::{Example, examples};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::content::{ListProps, use_content};
use crate::hooks::use_dialog;
use crate::session::{Action, SessionHandle};

fn read(text: &str) -> Vec<Rc<Example>> {
    examples(text).into_iter().map(Rc::new).collect()
}

/// A dialog with all examples, in groups, and a search.
#[component]
pub fn Examples(props: &ListProps) -> Html {
    let dialog = use_dialog(props.open);
    let content = use_content("lessons/examples.txt", props.open, read);
    let sought = use_state_eq(String::new);
    let all = content.as_ref().and_then(|content| content.as_deref().ok()).unwrap_or_default();
    let found: Vec<_> = all.iter().filter(|example| example.matches(&sought.to_lowercase())).collect();
    let close = props.on_close.clone();
    let show = {
        let dispatcher = props.session.dispatcher();
        let close = close.clone();
        move |example: &Rc<Example>| {
            dispatcher.dispatch(Action::Show(example.clone()));
            close.emit(());
        }
    };
    let oninput = {
        let sought = sought.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                sought.set(field.value());
            }
        })
    };
    let first = found.first().map(|first| Rc::clone(first));
    let onkeydown = {
        let show = show.clone();
        Callback::from(move |event: KeyboardEvent| {
            let is_field = event.target_dyn_into::<HtmlInputElement>().is_some();
            match (event.key().as_str(), &first) {
                ("Enter", Some(first)) if is_field => {
                    // Otherwise the key would go on to a button of the page.
                    event.prevent_default();
                    show(first);
                }
                ("ArrowDown", _) => go(&event, 1),
                ("ArrowUp", _) => go(&event, -1),
                _ => {}
            }
        })
    };
    let says = match &*content {
        None => "Loading …".to_owned(),
        Some(Err(())) => "The examples could not be loaded. Close this and open it again to try once more.".to_owned(),
        Some(Ok(_)) if found.is_empty() => "No example has these words.".to_owned(),
        Some(Ok(_)) if found.len() == 1 => "1 example".to_owned(),
        Some(Ok(_)) => format!("{} examples", grouped(found.len() as u64)),
    };
    html! {
        <dialog class="keys catalogue" ref={dialog} onclose={close.reform(|_| ())} aria-labelledby="examples-title" {onkeydown}>
            <h2 id="examples-title">{ "Examples" }</h2>
            <label>
                <span class="unseen">{ "Search the examples" }</span>
                <input type="search" placeholder="Search" value={(*sought).clone()} {oninput} autocomplete="off" spellcheck="false" />
            </label>
            <p class="minor" role="status">{ says }</p>
            <div class="catalogue-list">
                { for found.chunk_by(|one, other| one.group == other.group).map(|group| html! {
                    <section key={group[0].group.clone()} aria-label={group[0].group.clone()}>
                        <h3>{ &group[0].group }</h3>
                        <ul>{ for group.iter().map(|example| row(example, &show)) }</ul>
                    </section>
                }) }
            </div>
            <button class="plain" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
        </dialog>
    }
}

fn row(example: &Rc<Example>, show: &(impl Fn(&Rc<Example>) + Clone + 'static)) -> Html {
    let onclick = {
        let (show, example) = (show.clone(), example.clone());
        Callback::from(move |_: MouseEvent| show(&example))
    };
    html! {
        <li key={example.title.clone()}>
            <button {onclick}>
                <strong>{ &example.title }</strong>
                <span>{ &example.look }</span>
                if !example.from.is_empty() {
                    <small>{ &example.from }</small>
                }
            </button>
        </li>
    }
}

/// Moves the focus among the examples, or from the search field into them and back.
fn go(event: &KeyboardEvent, by: i32) {
    let focus = || {
        let dialog = event.target_dyn_into::<Element>()?.closest("dialog").ok()??;
        let stops = dialog.query_selector_all("input, li button").ok()?;
        let here = gloo::utils::document().active_element()?;
        let at = (0..stops.length()).find(|&at| stops.get(at).as_ref() == Some(here.as_ref()))?;
        let next = stops.get(at.checked_add_signed(by)?)?.dyn_into::<HtmlElement>().ok()?;
        event.prevent_default();
        next.focus().ok()
    };
    let _ = focus();
}

/// What to look for in the example that was opened last, until it is dismissed or another script comes.
pub fn look(session: &SessionHandle) -> Html {
    let Some(example) = session.example() else { return html! {} };
    let dispatcher = session.dispatcher();
    let dismiss = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Dismiss));
    html! {
        <section class="look" aria-label="What to look for">
            <p><strong>{ &example.title }</strong>{ ". " }{ &example.look }</p>
            <button class="quiet" onclick={dismiss}>{ "Dismiss" }</button>
        </section>
    }
}
