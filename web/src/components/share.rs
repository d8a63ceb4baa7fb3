//! A link to the script, and the code that puts it in a page of one's own.

use shutter_lessons::prediction;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlInputElement, HtmlSelectElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::embed::Embedding;
use crate::components::copy;
use crate::hooks::{Said, page_address, use_dialog, use_said};
use crate::link;
use crate::session::SessionHandle;

/// What the dialog holds.
#[derive(Clone, PartialEq)]
enum Shared {
    Nothing,
    /// The end of the address.
    Link(String),
    TooLong,
}

/// The entry that opens the dialog, and the dialog.
#[hook]
pub(super) fn use_share(session: &SessionHandle) -> (Html, Html) {
    let shared = use_state_eq(|| Shared::Nothing);
    let choice = use_state_eq(|| ("network".to_owned(), false));
    let hides = use_state_eq(|| false);
    let dialog = use_dialog(*shared != Shared::Nothing);
    let copied = (use_said("Copy link"), use_said("Copy embed code"));
    let fields = (use_node_ref(), use_node_ref());
    let open = {
        let (session, shared) = (session.clone(), shared.setter());
        Callback::from(move |_: MouseEvent| {
            let (session, shared) = (session.clone(), shared.clone());
            spawn_local(async move {
                let fragment = link::write(session.text(), session.place_in_link(), &session.view()).await;
                shared.set(fragment.map_or(Shared::TooLong, Shared::Link));
            });
        })
    };
    let close = {
        let shared = shared.setter();
        Callback::from(move |()| shared.set(Shared::Nothing))
    };
    let fragment = match &*shared {
        Shared::Link(fragment) => fragment.as_str(),
        _ => "",
    };
    let page = page_address();
    let end = if (*hides || session.is_veiled()) && !fragment.is_empty() { link::HIDES } else { "" };
    let link = [&page, fragment, end].concat();
    let code = code(&[&page, &Embedding::query(&choice.0, choice.1), fragment, end].concat());
    let on_view = {
        let choice = choice.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                choice.set((select.value(), choice.1));
            }
        })
    };
    let on_edit = {
        let choice = choice.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                choice.set((choice.0.clone(), field.checked()));
            }
        })
    };
    let on_hide = {
        let hides = hides.setter();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                hides.set(field.checked());
            }
        })
    };
    let predictable = *shared != Shared::Nothing && is_predictable(session);
    let entry = html! { <button class="quiet" onclick={open} aria-haspopup="dialog">{ "Share…" }</button> };
    let content = html! {
        <dialog class="keys share" ref={dialog} onclose={close.reform(|_| ())} aria-labelledby="share-title">
            <h2 id="share-title">{ "Share" }</h2>
            if *shared == Shared::TooLong {
                <p>{ "This script is too long for a link: download it and send the file." }</p>
            } else {
                <p class="minor">{ "The link holds the script, the moment and how you look at it. Nothing is sent anywhere." }</p>
                { field("Link", &link, &fields.0, &copied.0, true) }
                if predictable {
                    <div class="choices">
                        <label>
                            <input type="checkbox" checked={!end.is_empty()} disabled={session.is_veiled()} onchange={on_hide} />
                            { " As an exercise: what snapshots record is hidden until it is predicted" }
                        </label>
                    </div>
                }
                <h3>{ "In a page of your own" }</h3>
                <div class="choices">
                    <label>
                        { "Show " }
                        <select onchange={on_view}>
                            { for [("network", "the network"), ("diagram", "the diagram"), ("both", "both")].map(|(value, words)| html! {
                                <option {value} selected={choice.0 == value}>{ words }</option>
                            }) }
                        </select>
                    </label>
                    <label><input type="checkbox" onchange={on_edit} />{ " Readers can act on the bank" }</label>
                </div>
                { field("Code", &code, &fields.1, &copied.1, false) }
            }
            <button class="quiet" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
        </dialog>
    };
    (entry, content)
}

/// Whether a snapshot of the script becomes complete, so that there is something to predict.
fn is_predictable(session: &SessionHandle) -> bool {
    !prediction::questions(&prediction::open(session.text())).is_empty()
}

/// A text, and the button that copies it.
fn field(label: &'static str, text: &str, node: &NodeRef, said: &Said, autofocus: bool) -> Html {
    let now = **said;
    let onclick = {
        let (text, node, said) = (text.to_owned(), node.clone(), said.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, node, said) = (text.clone(), node.clone(), said.clone());
            spawn_local(async move {
                let field = node.cast::<HtmlInputElement>();
                // Nothing outside the dialog can be selected.
                let done = copy(&text).await || field.is_some_and(|field| copy_selected(&field));
                said.set(if done { "Copied" } else { "Press Ctrl or ⌘ C" });
            });
        })
    };
    let onfocus = |event: FocusEvent| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            field.select();
        }
    };
    html! {
        <div class="copied">
            <input readonly=true aria-label={label} value={text.to_owned()} ref={node} {onfocus} />
            <button class="plain" {onclick} {autofocus}><span aria-live="polite">{ now }</span></button>
        </div>
    }
}

fn copy_selected(field: &HtmlInputElement) -> bool {
    let _ = field.focus();
    field.select();
    let document = gloo::utils::document().dyn_into::<HtmlDocument>();
    document.is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
}

/// The element that embeds an address.
fn code(address: &str) -> String {
    let address = address.replace('&', "&amp;").replace('"', "&quot;");
    [
        "<iframe src=\"",
        &address,
        "\" title=\"A run of a distributed snapshot, in Shutter\" width=\"720\" height=\"440\" loading=\"lazy\" style=\"border: 0\"></iframe>",
    ]
    .concat()
}
