//! A script that is too large for a text field: shown, but not edited.

use shutter_core::script::Span;
use shutter_diagram::explain::grouped;
use yew::prelude::*;

use super::super::virtual_list::VirtualList;
use super::field::leave;
use super::lines::{Look, clicked_line, digits, is_working};
use super::text::{MOST_LINES, first_lines};
use crate::session::{Action, SessionHandle};

/// The height of a line in rem; the style sheet says the same.
const ROW: f64 = 1.5;
/// Bytes of a line that are drawn.
const MOST: usize = 1000;
/// Lines that are offered for editing.
const COPIED: usize = 1000;

/// What the view of a large script needs.
#[derive(Properties, PartialEq)]
pub(super) struct LargeProps {
    pub(super) session: SessionHandle,
    /// A place to bring into view whenever the number beside it changes.
    pub(super) target: (Option<Span>, u32),
}

/// The lines, with a sentence about why they cannot be edited.
#[component]
pub(super) fn Large(props: &LargeProps) -> Html {
    let session = &props.session;
    let look = Look::of(session);
    let render = use_callback(look.clone(), |row: usize, look| match u32::try_from(row) {
        Ok(line) => html! { <>{ look.number(line) }{ look.line(line, MOST) }</> },
        Err(_) => html! {},
    });
    let onclick = {
        let session = session.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(line) = clicked_line(&event) {
                session.dispatch(Action::SeekLine(line));
            }
        })
    };
    // A press on a number scrolls nothing away from under the focus.
    let onmousedown = Callback::from(|event: MouseEvent| {
        if clicked_line(&event).is_some() {
            event.prevent_default();
        }
    });
    let onkeydown = {
        let session = session.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => session.dispatch(Action::Last),
            "Escape" => leave(),
            _ => {}
        })
    };
    let keep = use_newest(props.target, look.current).map(|line| line as usize);
    html! { <>
        { note(session) }
        <div class="editor-large" style={format!("--digits:{}", digits(look.lines))} {onclick} {onmousedown}
            {onkeydown}>
            <VirtualList count={look.lines} row_height={ROW} {render} {keep} nudge={props.target.1} class="editor-scroll"
                label="Script, read only" role="region" row_role="presentation" />
        </div>
    </> }
}

/// The line that was asked for, or the current one: whichever changed last.
#[hook]
fn use_newest(target: (Option<Span>, u32), current: Option<u32>) -> Option<u32> {
    let last = use_mut_ref(|| (target, current, current));
    let mut last = last.borrow_mut();
    let keep = if last.0 != target {
        target.0.map(|span| span.line)
    } else if last.1 != current {
        current
    } else {
        last.2
    };
    *last = (target, current, keep);
    keep
}

fn note(session: &SessionHandle) -> Html {
    let lines = session.script().line_count();
    let size = if lines > MOST_LINES && !is_working(session.stage()) {
        format!("has {} lines", grouped(lines as u64))
    } else {
        format!("has {}.{} MB", session.text().len() / 1_000_000, session.text().len() / 100_000 % 10)
    };
    let load = |text: &str| {
        let (session, text) = (session.clone(), text.to_owned());
        Callback::from(move |_: MouseEvent| session.dispatch(Action::Load(text.as_str().into())))
    };
    let (copy, copied) = first_lines(session.text(), COPIED);
    html! {
        <div class="editor-note">
            <p>{ format!("This script {size}: it is shown, run and stepped through, but too large to edit here.") }</p>
            if copied > 0 {
                <button class="link" onclick={load(copy)}>
                    { format!("Edit a copy of the first {} lines", grouped(copied as u64)) }
                </button>
            }
            <button class="link" onclick={load("")}>{ "Start an empty script" }</button>
        </div>
    }
}
