//! The keys of the page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::session::{Action, SessionHandle};

/// Listens to the page's keys for as long as the component lives. `on_help` is called for `?`.
///
/// Keys that belong to a text field, a list or a dialog are left to it.
#[hook]
pub fn use_keys(session: &SessionHandle, on_help: Callback<()>) {
    let dispatcher = session.dispatcher();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if event.default_prevented() || event.alt_key() {
                return;
            }
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.as_ref().is_some_and(|target| keeps(target, &event.key())) {
                return;
            }
            if event.ctrl_key() || event.meta_key() {
                if event.key().eq_ignore_ascii_case("z") && !event.shift_key() {
                    event.prevent_default();
                    dispatcher.dispatch(Action::Undo);
                }
            } else if event.key() == "?" {
                event.prevent_default();
                on_help.emit(());
            } else if let Some(action) = action(&event.key(), event.shift_key()) {
                event.prevent_default();
                dispatcher.dispatch(action);
            }
        });
        move || drop(listener)
    });
}

/// Whether an element has a use of its own for a key.
fn keeps(target: &Element, key: &str) -> bool {
    let is = |selector: &str| target.closest(selector).is_ok_and(|found| found.is_some());
    is("textarea, input, select, [contenteditable], dialog, [role='separator'], [role='tablist'], [data-own-keys]")
        || (key == " " && is("button, a, summary"))
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
