//! Texts that come with the page and are no part of the program: they are fetched when they are first asked for.

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::Response;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::session::SessionHandle;

/// What a list of them needs.
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// The state of the page.
    pub session: SessionHandle,
    /// Whether it is shown.
    pub open: bool,
    /// Called when it is closed, by whatever means.
    pub on_close: Callback<()>,
}

/// A text that is read when it is first needed; `None` until then, an error when it could not be had.
type Content<T> = Option<Result<T, ()>>;

/// What a file of the page says, once `wanted`. A file that could not be had is tried again when it is wanted again.
#[hook]
pub(super) fn use_content<T: 'static>(
    file: &'static str,
    wanted: bool,
    read: fn(&str) -> T,
) -> UseStateHandle<Content<T>> {
    let content = use_state(|| None);
    use_effect_with(wanted, {
        let content = content.clone();
        move |&wanted| {
            if wanted && !matches!(*content, Some(Ok(_))) {
                spawn_local(async move { content.set(Some(fetch(file).await.map(|text| read(&text)).ok_or(()))) });
            }
        }
    });
    content
}

async fn fetch(file: &str) -> Option<String> {
    let response: Response = gloo::utils::window().fetch_with_str(file).await.ok()?.dyn_into().ok()?;
    let text: JsString = response.text().ok().filter(|_| response.ok())?.await.ok()?.dyn_into().ok()?;
    Some(text.into())
}
