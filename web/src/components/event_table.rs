//! The run as a table, in step with the moment on show.

use shutter_core::EventIndex;
use shutter_diagram::explain::grouped;
use shutter_diagram::table::{Balances, Row, row};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::virtual_list::VirtualList;
use crate::hooks::use_size;
use crate::session::{Action, SessionHandle, Stage};

/// What the table needs.
#[derive(Properties, PartialEq)]
pub struct EventTableProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// In a narrower frame, in pixels, a row has two lines.
const ROOMY: f64 = 560.0;

/// All events of the run, a row each. A click on one goes to the moment after it.
#[component]
pub fn EventTable(props: &EventTableProps) -> Html {
    let session = &props.session;
    let frame = use_node_ref();
    let is_narrow = use_size(&frame).is_some_and(|(width, _)| width < ROOMY);
    let (count, current) = (session.end().events, session.moment().events.checked_sub(1));
    let done = matches!(session.stage(), Stage::Done | Stage::Cancelled { .. });
    let balances = use_memo((session.run(), done), |&(_, done)| {
        if done { Balances::of(session.history().log().events()) } else { Balances::default() }
    });
    let digits = format!("--events:{};--money:{}", grouped(count as u64).len(), grouped(balances.largest()).len());
    let render = use_callback((session.run(), current, balances), {
        let session = session.clone();
        // A handle keeps every state that it was asked for.
        move |at: usize, (_, current, balances)| {
            let session = session.clone();
            let history = session.history();
            let event = u32::try_from(at).ok().map(EventIndex::new);
            let row = event.and_then(|event| row(history.log(), balances, event));
            row.map_or_else(Html::default, |row| drawn(at, &row, *current))
        }
    });
    let onclick = {
        let dispatcher = session.dispatcher();
        Callback::from(move |event: MouseEvent| {
            if let Some(row) = row_of(&event) {
                dispatcher.dispatch(Action::SeekEvent(row + 1));
            }
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let Some(row) = row_of(&event) else { return };
        let to = match event.key().as_str() {
            "ArrowUp" => row.checked_sub(1),
            "ArrowDown" => Some(row + 1),
            _ => return,
        };
        event.prevent_default();
        focus(&event, to);
    });
    html! {
        <div class={classes!("event-table", is_narrow.then_some("narrow"))} ref={frame} {onclick} {onkeydown} data-testid="event-table">
            if count == 0 {
                <p class="empty">{ "Nothing happens in this run yet. Each event gets a row here." }</p>
            } else {
                <div class="sheet" style={digits} role="table" aria-label="Events of the run" aria-rowcount={(count + 1).to_string()}>
                    <div role="rowgroup">
                        <div class="event-row head" role="row" aria-rowindex="1">
                            { for ["Event", "Node", "What happened", "Cause", "Balance"].map(|name| html! { <span role="columnheader">{ name }</span> }) }
                        </div>
                    </div>
                    <VirtualList {count} row_height={if is_narrow { 3.25 } else { 1.75 }} {render} keep={current.unwrap_or(0)}
                        role="rowgroup" row_role="presentation" focusable=false />
                </div>
            }
        </div>
    }
}

fn drawn(at: usize, row: &Row, current: Option<usize>) -> Html {
    let is_current = current == Some(at);
    // One stop of the Tab key, at the current row; arrows go on from there.
    let tabindex = if at == current.unwrap_or(0) { "0" } else { "-1" };
    html! {
        <div class="event-row" role="row" aria-rowindex={(at + 2).to_string()} aria-current={is_current.then_some("true")} data-row={at.to_string()}>
            <span role="rowheader"><button {tabindex}>{ grouped(at as u64 + 1) }</button></span>
            <span role="cell">{ &row.process }</span>
            <span role="cell" title={row.what.clone()}>{ &row.what }</span>
            <span role="cell" class="minor">{ &row.cause }</span>
            <span role="cell" class={if row.changed { "" } else { "minor" }}>{ &row.balance }</span>
        </div>
    }
}

fn row_of(event: &Event) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}

/// Puts the focus on a row, if it is in the page.
fn focus(event: &Event, row: Option<usize>) {
    let find = || {
        let from = event.target()?.dyn_into::<Element>().ok()?;
        let table = from.closest(".event-table").ok()??;
        table.query_selector(&format!("[data-row='{}'] button", row?)).ok()??.dyn_into::<HtmlElement>().ok()
    };
    if let Some(button) = find() {
        let _ = button.focus();
    }
}
