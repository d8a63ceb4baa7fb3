//! Media queries.

use gloo::events::EventListener;
use yew::prelude::*;

/// Whether a media query holds, now and from now on.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let holds = use_state(|| matches(query));
    {
        let holds = holds.clone();
        use_effect_with(query, move |&query| {
            let list = gloo::utils::window().match_media(query).ok().flatten();
            let listener = list.map(|list| {
                holds.set(list.matches());
                let read = list.clone();
                EventListener::new(&list, "change", move |_| holds.set(read.matches()))
            });
            move || drop(listener)
        });
    }
    *holds
}

fn matches(query: &str) -> bool {
    gloo::utils::window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}
