//! The controls of the diagram.

use std::rc::Rc;
use yew::prelude::*;

use super::Pane;
use super::indexes::Look;
use crate::session::{Action, Scale};

/// View, zoom and cut.
pub(super) fn bar(pane: &Rc<Pane>) -> Html {
    let look = pane.look;
    // What is exchanged is shown in the picture alone.
    let exchanging = pane.session.exchanges().is_some();
    let chosen = pane.session.scale();
    let table = chosen == Scale::Table && !exchanging;
    let scale = |scale: Scale, name: &'static str, title: &'static str| {
        let (set, dispatcher) = (pane.set_look.clone(), pane.session.dispatcher());
        let onclick = Callback::from(move |_: MouseEvent| {
            set.set(Look { window: None, ..look });
            dispatcher.dispatch(Action::Scale(scale));
        });
        html! { <button class="choice" aria-pressed={(chosen == scale).to_string()} {title} {onclick}>{ name }</button> }
    };
    let zoom = |factor: f64, name: &'static str, sign: &'static str| {
        let pane = pane.clone();
        let onclick = Callback::from(move |_: MouseEvent| pane.zoom(None, factor));
        html! { <button class="quiet" aria-label={name} title={name} {onclick}>{ sign }</button> }
    };
    let session = &pane.session;
    let has_cut = session.cut().is_some();
    let cut = {
        let dispatcher = session.dispatcher();
        let action = if has_cut { Action::EndCut } else { Action::StartCut };
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    html! {
        <div class="diagram-bar" role="group" aria-label="Diagram">
            if !exchanging {
                <span class="choices" role="group" aria-label="View">
                    { scale(Scale::Order, "Run order", "Events stand in the order of the run") }
                    { scale(Scale::Depth, "Causal depth", "Events stand as far left as their causes allow") }
                    { scale(Scale::Table, "Table", "A row for each event") }
                </span>
            }
            if !table {
                <span class="choices" role="group" aria-label="Zoom">
                    { zoom(0.5, "Zoom out", "−") }
                    { zoom(2.0, "Zoom in", "+") }
                    <button class="quiet" onclick={pane.looks(Look { window: None, ..look })} title="Show the whole run">{ "Fit" }</button>
                </span>
                if !exchanging {
                    <button class="quiet" aria-pressed={has_cut.to_string()} onclick={cut} title="Draw a cut of your own and see what it separates">{ "Cut" }</button>
                }
            }
        </div>
    }
}
