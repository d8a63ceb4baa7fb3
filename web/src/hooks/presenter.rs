//! Larger type and marks, for projectors.

use std::cell::Cell;

use yew::prelude::*;

use crate::number::short;
use crate::storage::local;

const KEY: &str = "shutter.presenter";
/// How much larger: as much as the type of the page, which `tokens.css` says.
const LARGER: f64 = 1.25;

thread_local! {
    static SCALE: Cell<f64> = const { Cell::new(1.0) };
}

/// So many pixels of the page are a pixel of a picture.
pub fn picture_scale() -> f64 {
    SCALE.get()
}

/// A length in a picture as one of the page.
pub fn page_px(length: f64) -> String {
    short(length * picture_scale()) + "px"
}

/// Whether the page is as large as projectors need, and what changes that. The choice is kept. On a page that has no room
/// for it, it does nothing.
#[hook]
pub fn use_presenter(narrow: bool) -> (bool, Callback<MouseEvent>) {
    let wanted = use_state_eq(|| local().is_some_and(|storage| storage.get_item(KEY).is_ok_and(|kept| kept.is_some())));
    let large = *wanted && !narrow;
    // Before the pictures are drawn, so that they never are in the wrong size.
    use_memo(large, |&large| show(large));
    let toggle = Callback::from(move |_| {
        // Where it cannot be kept, it holds until the page is closed.
        let _ = local().map(|storage| if *wanted { storage.remove_item(KEY) } else { storage.set_item(KEY, "on") });
        wanted.set(!*wanted);
    });
    (large, toggle)
}

/// The pictures are drawn anew when their places change with the type.
fn show(large: bool) {
    SCALE.set(if large { LARGER } else { 1.0 });
    let Some(root) = gloo::utils::document().document_element() else { return };
    let _ = if large { root.set_attribute("data-presenter", "") } else { root.remove_attribute("data-presenter") };
}
