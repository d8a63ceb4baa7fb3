//! Links: those in the address, and those that lead here.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsValue;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::components::notice::Note;
use crate::link::{self, Shared};
use crate::session::{Action, Dispatcher, Session, SessionHandle, View};

/// Opens the script of a link in the address: that with which the page opens, and those that come later. With `stay`, the
/// link stays in the address.
pub(super) fn follow_links(dispatcher: Dispatcher, tell: Callback<Note>, stay: bool) -> EventListener {
    let open = move || {
        let hash = window().location().hash().unwrap_or_default();
        let Some(payload) = link::payload(&hash).map(str::to_owned) else { return };
        if !stay {
            forget();
        }
        let (dispatcher, tell) = (dispatcher.clone(), tell.clone());
        spawn_local(async move {
            match link::read(&payload).await {
                Ok(Shared { text, at, view, hides }) => {
                    let open = if hides { Action::Exercise } else { Action::LoadAt };
                    dispatcher.dispatch(open(text.into(), at));
                    dispatcher.dispatch(Action::View(view));
                }
                Err(why) => tell.emit(why.into()),
            }
        });
    };
    open();
    EventListener::new(&window(), "hashchange", move |_| open())
}

/// The state of a page inside another one: the script of the link in its address, or the first example. It is to be looked
/// at, unless `edit` says otherwise.
#[hook]
pub fn use_embedded_session(edit: bool, tell: &Callback<Note>) -> SessionHandle {
    let session = use_reducer_eq(move || {
        let hash = window().location().hash().unwrap_or_default();
        let session = if link::payload(&hash).is_some() { Session::of("") } else { Session::default() };
        if edit { session } else { session.to_be_looked_at() }
    });
    use_effect_with((), {
        let (dispatcher, tell) = (session.dispatcher(), tell.clone());
        move |()| {
            let links = follow_links(dispatcher, tell, true);
            move || drop(links)
        }
    });
    session
}

/// The address of the page with the script as it is, at the moment on show. The script joins it as soon as it is packed.
#[hook]
pub fn use_full_link(session: &SessionHandle) -> String {
    let made = use_state(|| None::<(Rc<str>, String)>);
    use_effect_with(session.text().clone(), {
        let made = made.setter();
        move |text| {
            let text = text.clone();
            spawn_local(async move {
                if let Some(fragment) = link::write(&text, None, &View::default()).await {
                    made.set(Some((text, fragment)));
                }
            });
        }
    });
    let mut address = page_address();
    if let Some((_, fragment)) = (*made).as_ref().filter(|(text, _)| text == session.text()) {
        address.push_str(fragment);
        if let Some(at) = session.place_in_link() {
            address.push_str("&at=");
            address.push_str(&at.to_string());
        }
        address.push_str(&session.view().fields());
        if session.is_veiled() {
            address.push_str(link::HIDES);
        }
    }
    address
}

/// Takes the link out of the address: once its script is changed, it is not what the page shows any more, and a reload
/// shall not bring it back.
fn forget() {
    // Where that is forbidden, a reload opens the link again, and what was typed is among the recent scripts.
    let _ =
        window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&until("#"))));
}

/// The address of the full page without a script.
pub fn page_address() -> String {
    until("?#")
}

/// The address up to the first of these.
fn until(ends: &str) -> String {
    let mut address = window().location().href().unwrap_or_default();
    address.truncate(address.find(|character| ends.contains(character)).unwrap_or(address.len()));
    address
}
