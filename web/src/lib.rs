//! The page: a Yew app around the pure core and the pure diagrams.

pub mod session;

use yew::prelude::*;

/// The whole page.
#[component(App)]
pub fn app() -> Html {
    html! { <main><h1>{ "Shutter" }</h1></main> }
}
