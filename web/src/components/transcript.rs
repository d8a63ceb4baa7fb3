//! The lines that were printed up to the moment on show.

use std::rc::Rc;

use shutter_core::transcript::PrintedLine;
use shutter_diagram::explain::grouped;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use super::virtual_list::VirtualList;
use crate::hooks::use_said;
use crate::session::{Action, SessionHandle, Stage};

/// Up to so many lines are all in the page; of more, only those in view.
const FEW: usize = 500;
/// The height of a line in rem; the style sheet says the same.
const ROW: f64 = 1.5;

/// What the transcript needs.
#[derive(Properties, PartialEq)]
pub struct TranscriptProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// What was printed. A click on a line goes to the event that printed it.
#[component]
pub fn Transcript(props: &TranscriptProps) -> Html {
    let session = &props.session;
    let (count, more) = {
        let history = session.history();
        let transcript = history.transcript();
        (transcript.line_count(), transcript.line_count_of_run() - transcript.line_count())
    };
    html! {
        <section class="transcript" aria-label="Transcript">
            <div class="transcript-head">
                <h2>{ "Transcript" }</h2>
                if count > 0 {
                    <Copy session={session.clone()} />
                }
            </div>
            <Lines session={session.clone()} text={session.text().clone()} stage={session.stage()} {count} veiled={session.is_veiled()} />
            if more > 0 {
                <p class="transcript-more">
                    { format!("{} more line{} to come", grouped(more as u64), if more == 1 { "" } else { "s" }) }
                </p>
            } else if count == 0 {
                <p class="transcript-more">{ "Nothing is printed yet. Receive, BeginSnapshot, PrintSnapshot and refused sends print lines." }</p>
            }
        </section>
    }
}

#[derive(Properties)]
struct LinesProps {
    session: SessionHandle,
    text: Rc<str>,
    stage: Stage,
    count: usize,
    veiled: bool,
}

/// Lines that are printed stay what they are, unless the script changes or runs, or what was hidden is shown.
impl PartialEq for LinesProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.text, &other.text)
            && self.stage == other.stage
            && self.count == other.count
            && self.veiled == other.veiled
    }
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let count = props.count;
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with(count, move |_| {
            if let Some(list) = list.cast::<Element>() {
                list.set_scroll_top(list.scroll_height());
            }
        });
    }
    let session = &props.session;
    let seek = {
        let session = session.clone();
        Callback::from(move |line: usize| {
            let session = session.clone();
            let event = session.history().transcript().lines(line..line + 1).next().map(|printed| printed.event);
            if let Some(event) = event {
                session.dispatch(Action::SeekEvent(event.get() as usize + 1));
            }
        })
    };
    let onclick = {
        let seek = seek.clone();
        Callback::from(move |event: MouseEvent| {
            // Whoever selects text wants the text.
            let selected = gloo::utils::window().get_selection().ok().flatten();
            if let (None | Some(true), Some(line)) = (selected.map(|text| text.is_collapsed()), line_of(&event)) {
                seek.emit(line);
            }
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let Some(line) = line_of(&event) else { return };
        let done = match event.key().as_str() {
            "Enter" | " " => {
                seek.emit(line);
                true
            }
            "ArrowUp" => focus(&event, line.checked_sub(1)),
            "ArrowDown" => focus(&event, Some(line + 1)),
            "Home" => focus(&event, Some(0)),
            "End" => focus(&event, Some(count - 1)),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
    let history = session.history();
    if count > FEW {
        let session = session.clone();
        let render = Callback::from(move |row: usize| {
            let session = session.clone();
            let history = session.history();
            history.transcript().lines(row..row + 1).next().map_or_else(Html::default, |line| printed(row, line, count))
        });
        return html! {
            <div class="transcript-many" data-testid="transcript" {onclick} {onkeydown}>
                <VirtualList {count} row_height={ROW} {render} keep={count - 1} class="transcript-list" focusable=false />
            </div>
        };
    }
    html! {
        <ol class="transcript-list" ref={list} data-testid="transcript" {onclick} {onkeydown}>
            { for history.transcript().lines(0..count).enumerate().map(|(row, line)| {
                html! { <li key={row}>{ printed(row, line, count) }</li> }
            }) }
        </ol>
    }
}

fn printed(row: usize, line: PrintedLine, count: usize) -> Html {
    let class = classes!("printed", line.is_rejection().then_some("rejected"));
    // One stop of the Tab key, at the newest line; arrows go on from there.
    let tabindex = if row + 1 == count { "0" } else { "-1" };
    // Not a <button>: its text could not be selected everywhere.
    html! { <div {class} role="button" {tabindex} data-row={row.to_string()}>{ line.to_string() }</div> }
}

fn line_of(event: &Event) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}

/// Puts the focus on a line; says whether it is in the page.
fn focus(event: &Event, row: Option<usize>) -> bool {
    let find = || {
        let from = event.target()?.dyn_into::<Element>().ok()?;
        let list = from.closest("[data-testid]").ok()??;
        list.query_selector(&format!("[data-row='{}']", row?)).ok()??.dyn_into::<HtmlElement>().ok()
    };
    find().is_some_and(|line| line.focus().is_ok())
}

#[derive(Properties, PartialEq)]
struct CopyProps {
    session: SessionHandle,
}

/// The button that copies what was printed.
#[component]
fn Copy(props: &CopyProps) -> Html {
    let said = use_said("Copy");
    let onclick = {
        let (session, said) = (props.session.clone(), said.clone());
        Callback::from(move |_: MouseEvent| {
            let text = session.history().transcript().to_string();
            let said = said.clone();
            spawn_local(async move { said.set(if copy(&text).await { "Copied" } else { "Copying failed" }) });
        })
    };
    html! { <button class="quiet" {onclick}><span aria-live="polite">{ *said }</span></button> }
}

/// Puts a text into the clipboard; whether that was possible.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = gloo::utils::window().navigator();
    // Browsers have no clipboard for pages that were not loaded over https.
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    if clipboard.is_ok_and(|clipboard| clipboard.is_object()) && navigator.clipboard().write_text(text).await.is_ok() {
        return true;
    }
    copy_by_command(text).unwrap_or(false)
}

fn copy_by_command(text: &str) -> Option<bool> {
    let document = gloo::utils::document().dyn_into::<HtmlDocument>().ok()?;
    let before = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let field = document.create_element("textarea").ok()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    field.set_class_name("unseen");
    field.set_value(text);
    document.body()?.append_child(&field).ok()?;
    field.select();
    let done = document.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(before) = before {
        let _ = before.focus();
    }
    Some(done)
}
