//! What the page has to say about itself, quietly, until it is closed.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A sentence, and perhaps a link to copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The sentence.
    pub text: &'static str,
    /// The link.
    pub link: Option<AttrValue>,
}

impl From<&'static str> for Note {
    fn from(text: &'static str) -> Self {
        Self { text, link: None }
    }
}

/// The notice. Its place is always there, so that screen readers hear of it.
pub(super) fn notice(note: Option<&Note>, on_close: &Callback<Option<Note>>) -> Html {
    html! {
        <div class="notice" role="status">
            if let Some(note) = note {
                <p>{ note.text }</p>
                if let Some(link) = &note.link {
                    <input readonly=true aria-label="Link" value={link.clone()} onfocus={|event: FocusEvent| select(&event)} />
                }
                <button class="link" onclick={on_close.reform(|_: MouseEvent| None)}>{ "Close" }</button>
            }
        </div>
    }
}

fn select(event: &FocusEvent) {
    if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
        field.select();
    }
}
