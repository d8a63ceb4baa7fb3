//! Links: those in the address, and the button that makes one.

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsValue;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::{Said, use_said};
use crate::components::copy;
use crate::components::notice::Note;
use crate::link;
use crate::session::{Action, Dispatcher, SessionHandle};

const TOO_LONG: &str = "This script is too long for a link: download it and send the file.";

/// Opens the script of a link in the address: that with which the page opens, and those that come later.
pub(super) fn follow_links(dispatcher: Dispatcher, tell: Callback<Note>) -> EventListener {
    let open = move || {
        let hash = window().location().hash().unwrap_or_default();
        let Some(payload) = link::payload(&hash).map(str::to_owned) else { return };
        forget();
        let (dispatcher, tell) = (dispatcher.clone(), tell.clone());
        spawn_local(async move {
            match link::read(&payload).await {
                Ok((text, at)) => dispatcher.dispatch(Action::LoadAt(text.into(), at)),
                Err(why) => tell.emit(why.into()),
            }
        });
    };
    open();
    EventListener::new(&window(), "hashchange", move |_| open())
}

/// Takes the link out of the address: once its script is changed, it is not what the page shows any more, and a reload
/// shall not bring it back.
fn forget() {
    // Where that is forbidden, a reload opens the link again, and what was typed is among the recent scripts.
    let _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&page())));
}

/// The address of the page without a link.
fn page() -> String {
    let mut address = window().location().href().unwrap_or_default();
    address.truncate(address.find('#').unwrap_or(address.len()));
    address
}

/// What copies a link that opens the script as it is, at the moment on show; and what its button says.
#[hook]
pub fn use_share(session: &SessionHandle, tell: &Callback<Note>) -> (&'static str, Callback<MouseEvent>) {
    let said: Said = use_said("Share");
    let now = *said;
    let (session, tell) = (session.clone(), tell.clone());
    let onclick = Callback::from(move |_| {
        let (session, said, tell) = (session.clone(), said.clone(), tell.clone());
        spawn_local(async move {
            let Some(fragment) = link::write(session.text(), session.place()).await else {
                return tell.emit(TOO_LONG.into());
            };
            let link = page() + &fragment;
            if copy(&link).await {
                said.set("Link copied");
            } else {
                tell.emit(Note { text: "Copy this link:", link: Some(link.into()) });
            }
        });
    });
    (now, onclick)
}
