//! The size of an element.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};
use yew::prelude::*;

use super::picture_scale;

/// The inner size of an element in pixels, now and whenever it changes; `None` until it is known.
#[hook]
pub fn use_size(node: &NodeRef) -> Option<(f64, f64)> {
    let size = use_state_eq(|| None);
    {
        let size = size.clone();
        let node = node.clone();
        use_effect_with((), move |()| {
            let observed = node.cast::<Element>().and_then(|element| observe(&element, move |new| size.set(Some(new))));
            move || {
                if let Some((observer, callback)) = observed {
                    observer.disconnect();
                    drop(callback);
                }
            }
        });
    }
    *size
}

/// The inner size of an element that a picture fills, in pixels of the picture.
#[hook]
pub fn use_picture_size(node: &NodeRef) -> Option<(f64, f64)> {
    let scale = picture_scale();
    use_size(node).map(|(width, height)| ((width / scale).floor(), (height / scale).floor()))
}

type Callback = Closure<dyn FnMut(Array)>;

fn observe(element: &Element, on_change: impl Fn((f64, f64)) + 'static) -> Option<(ResizeObserver, Callback)> {
    let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        if let Some(entry) = entries.iter().last().and_then(|entry| entry.dyn_into::<ResizeObserverEntry>().ok()) {
            let content = entry.content_rect();
            on_change((content.width().round(), content.height().round()));
        }
    });
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some((observer, callback))
}
