//! What the page has to say about itself, quietly, until it is closed.

use yew::prelude::*;

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub text: &'static str,
}

impl From<&'static str> for Note {
    fn from(text: &'static str) -> Self {
        Self { text }
    }
}

/// The notice. Its place is always there, so that screen readers hear of it.
pub(super) fn notice(note: Option<&Note>, on_close: &Callback<Option<Note>>) -> Html {
    html! {
        <div class="notice" role="status">
            if let Some(note) = note {
                <p>{ note.text }</p>
                <button class="link" onclick={on_close.reform(|_: MouseEvent| None)}>{ "Close" }</button>
            }
        </div>
    }
}
