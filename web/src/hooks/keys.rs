//! The keys of the page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::session::{Action, SessionHandle};

/// Listens to the page's keys for as long as the component lives. A key that no action has presses the button whose
/// `aria-keyshortcuts` it is.
///
/// Keys that belong to a text field, a list or a dialog are left to it.
#[hook]
pub fn use_keys(session: &SessionHandle) {
    let dispatcher = session.dispatcher();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.default_prevented() || event.alt_key() {
                return;
            }
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let control = event.ctrl_key() || event.meta_key();
            let save = control && !event.shift_key() && event.key().eq_ignore_ascii_case("s");
            if target
                .as_ref()
                .is_some_and(|target| if save { is(target, "dialog") } else { keeps(target, &event.key()) })
            {
                return;
            }
            let known = if save {
                press("Control+S")
            } else if control {
                let undo = event.key().eq_ignore_ascii_case("z") && !event.shift_key();
                if undo {
                    dispatcher.dispatch(Action::Undo);
                }
                undo
            } else if let Some(action) = action(&event.key(), event.shift_key()) {
                dispatcher.dispatch(action);
                true
            } else {
                press(&event.key().to_ascii_uppercase())
            };
            if known {
                event.prevent_default();
            }
        });
        move || drop(listener)
    });
}

/// Whether an element has a use of its own for a key.
fn keeps(target: &Element, key: &str) -> bool {
    const OWN: &str =
        "textarea, input, select, [contenteditable], dialog, [role='separator'], [role='tablist'], [data-own-keys]";
    is(target, OWN) || (key == " " && is(target, "button, a, summary"))
}

/// Whether an element is such a one, or in one.
fn is(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

/// Presses the button that has this shortcut; whether there is one, and not in a part of the page that is not shown.
fn press(shortcut: &str) -> bool {
    if shortcut.contains(['"', '\\']) {
        return false;
    }
    let selector = ["[aria-keyshortcuts=\"", shortcut, "\"]"].concat();
    let button = gloo::utils::document().query_selector(&selector).ok().flatten();
    let button =
        button.filter(|button| !is(button, "[hidden]")).and_then(|button| button.dyn_into::<HtmlElement>().ok());
    button.map(|button| button.click()).is_some()
}

/// What a key does.
fn action(key: &str, shift: bool) -> Option<Action> {
    Some(match (key, shift) {
        (" ", false) => Action::TogglePlay,
        ("ArrowRight", false) => Action::Step,
        ("ArrowLeft", false) => Action::Back,
        ("ArrowRight", true) => Action::StepCommand,
        ("ArrowLeft", true) => Action::BackCommand,
        ("Home", false) => Action::First,
        ("End", false) => Action::Last,
        _ => return None,
    })
}
