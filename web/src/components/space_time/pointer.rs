//! What a hand does with the diagram: it drags the moment, a cut or the window, points at events, and zooms.

use shutter_core::NodeId;
use shutter_diagram::geometry::Point;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::hooks::picture_scale;

/// What is being dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Drag {
    Nothing,
    /// The moment on show.
    Moment,
    /// The cut of one's own at a process.
    Cut(NodeId),
    /// Pressed at a point, with the window at this place; nothing has moved yet.
    Press(Point, f64),
    /// The window: where it was pressed, and where the window was.
    Window(Point, f64),
}

/// A press moves something only when it goes further than this, in pixels: hands tremble.
pub(super) const TREMBLE: f64 = 4.0;

/// The nearest element around an event's own that a selector names. (Yew listens at the root, so the current target is always that.)
pub(super) fn around(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Where in the picture a pointer is.
pub(super) fn place(event: &MouseEvent) -> Point {
    let corner = around(event, ".space-time").map(|picture| picture.get_bounding_client_rect());
    let (left, top) = corner.map_or((0.0, 0.0), |corner| (corner.left(), corner.top()));
    let scale = picture_scale();
    Point::new((f64::from(event.client_x()) - left) / scale, (f64::from(event.client_y()) - top) / scale)
}

/// What a press on an element begins to drag; `None` when it is on nothing that has its own use for it.
pub(super) fn grabbed(event: &PointerEvent) -> Option<Drag> {
    match cut_of(event) {
        Some(node) => Some(Drag::Cut(node)),
        None => around(event, "[data-moment]").map(|_| Drag::Moment),
    }
}

/// The process whose handle of the cut an event is on.
pub(super) fn cut_of(event: &Event) -> Option<NodeId> {
    Some(NodeId::new(around(event, "[data-cut]")?.get_attribute("data-cut")?.parse().ok()?))
}

/// Keeps a pointer's events coming when it leaves the picture.
pub(super) fn capture(event: &PointerEvent) {
    if let Some(picture) = around(event, ".space-time") {
        // Only a pointer that is gone cannot be captured.
        let _ = picture.set_pointer_capture(event.pointer_id());
    }
}
