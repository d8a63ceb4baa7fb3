//! The line between two columns or rows, which can be dragged, or moved by keys.

use web_sys::Element;
use yew::prelude::*;

use crate::number::short;

/// What a splitter needs. Sizes are in rem, so that they grow with the text.
#[derive(Properties, PartialEq)]
pub struct SplitterProps {
    /// What it changes.
    pub label: &'static str,
    /// The width of the column that it changes, or the height of the row.
    pub value: f64,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// Whether that column is on its right, or that row below it.
    #[prop_or_default]
    pub reverse: bool,
    /// Whether it is between rows.
    #[prop_or_default]
    pub upright: bool,
    /// Called with a new size.
    pub on_change: Callback<f64>,
}

/// The line.
#[component]
pub fn Splitter(props: &SplitterProps) -> Html {
    let grabbed = use_mut_ref(|| None::<(f64, f64)>);
    let sign = if props.reverse { -1.0 } else { 1.0 };
    let upright = props.upright;
    let along = move |event: &PointerEvent| f64::from(if upright { event.client_y() } else { event.client_x() });
    let change = {
        let (min, max, on_change) = (props.min, props.max, props.on_change.clone());
        Callback::from(move |width: f64| on_change.emit(width.clamp(min, max)))
    };
    let onpointerdown = {
        let (grabbed, value) = (grabbed.clone(), props.value);
        Callback::from(move |event: PointerEvent| {
            if let Some(line) = event.target_dyn_into::<Element>() {
                let _ = line.set_pointer_capture(event.pointer_id());
            }
            *grabbed.borrow_mut() = Some((along(&event), value));
        })
    };
    let onpointermove = {
        let (grabbed, change) = (grabbed.clone(), change.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((from, width)) = *grabbed.borrow() {
                change.emit(width + sign * (along(&event) - from) / rem());
            }
        })
    };
    let release = Callback::from(move |_: PointerEvent| *grabbed.borrow_mut() = None);
    let onkeydown = {
        let (value, min, max) = (props.value, props.min, props.max);
        Callback::from(move |event: KeyboardEvent| {
            let width = match event.key().as_str() {
                "ArrowLeft" | "ArrowUp" => value - sign,
                "ArrowRight" | "ArrowDown" => value + sign,
                "Home" => min,
                "End" => max,
                _ => return,
            };
            event.prevent_default();
            change.emit(width);
        })
    };
    let side = match (upright, props.reverse) {
        (true, _) => "bottom",
        (false, true) => "right",
        (false, false) => "left",
    };
    html! {
        <div class={classes!("splitter", side)} role="separator" tabindex="0" aria-orientation={if upright { "horizontal" } else { "vertical" }} aria-label={props.label}
            aria-valuenow={short(props.value.round())} aria-valuemin={short(props.min)} aria-valuemax={short(props.max)}
            {onpointerdown} {onpointermove} onpointerup={release.clone()} onpointercancel={release} {onkeydown} />
    }
}

/// The size of a rem in pixels.
fn rem() -> f64 {
    let root = gloo::utils::document().document_element();
    let style = root.and_then(|root| gloo::utils::window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    size.map(|size| js_sys::parse_float(&size)).filter(|size| size.is_finite()).unwrap_or(16.0)
}
