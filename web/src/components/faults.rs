//! What is wrong with the script, with a way to each place and a button for what can be mended.

use std::rc::Rc;

use shutter_core::script::{Edit, Fault, Span, find_char_column};
use shutter_diagram::explain::grouped;
use yew::prelude::*;

use super::editor::{Badness, explain, is_working};
use super::virtual_list::VirtualList;
use crate::session::SessionHandle;

/// The id of the element that says how many faults there are: what a text field is described by.
pub const SUMMARY_ID: &str = "faults-summary";

/// Up to so many faults are shown as they are. Of a longer list each takes two lines, and only those in view are drawn.
const FEW: usize = 100;

/// What the list of faults needs.
#[derive(Properties, PartialEq)]
pub struct FaultsProps {
    /// The state of the page.
    pub session: SessionHandle,
    /// Called with the edit that mends a fault.
    pub on_fix: Callback<Edit>,
    /// Called with the place of a fault, or with a line that has to do with it.
    pub on_go: Callback<Span>,
}

/// The list of faults; nothing to be seen when there are none.
#[component]
pub fn Faults(props: &FaultsProps) -> Html {
    let session = &props.session;
    let faults = session.faults().clone();
    let working = is_working(session.stage());
    let summary = use_memo(Shared(faults.clone()), |faults| summary(&faults.0));
    if faults.is_empty() || working {
        return html! { <p id={SUMMARY_ID} class="unseen">{ if working { "" } else { "Nothing is wrong" } }</p> };
    }
    html! {
        <section class="faults" aria-labelledby={SUMMARY_ID}>
            <h3 id={SUMMARY_ID}>{ (*summary).clone() }</h3>
            <List session={session.clone()} text={session.text().clone()} faults={Shared(faults)}
                on_fix={props.on_fix.clone()} on_go={props.on_go.clone()} />
        </section>
    }
}

/// A list that is the same when it is the same list.
#[derive(Clone)]
struct Shared(Rc<[Fault]>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn summary(faults: &[Fault]) -> String {
    let errors = faults.iter().filter(|fault| Badness::of(fault) == Badness::Error).count();
    let parts = [(errors, "error"), (faults.len() - errors, "warning")].into_iter().filter(|part| part.0 > 0);
    let parts =
        parts.map(|(count, noun)| format!("{} {noun}{}", grouped(count as u64), if count == 1 { "" } else { "s" }));
    parts.collect::<Vec<_>>().join(", ")
}

#[derive(Properties)]
struct ListProps {
    session: SessionHandle,
    text: Rc<str>,
    faults: Shared,
    on_fix: Callback<Edit>,
    on_go: Callback<Span>,
}

/// The moment on show changes nothing about the list.
impl PartialEq for ListProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.text, &other.text)
            && self.faults == other.faults
            && self.on_fix == other.on_fix
            && self.on_go == other.on_go
    }
}

#[component]
fn List(props: &ListProps) -> Html {
    let faults = &props.faults.0;
    let row = {
        let (session, text, faults) = (props.session.clone(), props.text.clone(), faults.clone());
        let (on_fix, on_go) = (props.on_fix.clone(), props.on_go.clone());
        Callback::from(move |at: usize| row(&session.clone(), &text, &faults[at], &on_fix, &on_go))
    };
    if faults.len() > FEW {
        return html! {
            <VirtualList count={faults.len()} row_height={3.25} render={row} class="faults-many" label="Faults" />
        };
    }
    html! {
        <ul class="faults-few">
            { for (0..faults.len()).map(|at| html! { <li key={at}>{ row.emit(at) }</li> }) }
        </ul>
    }
}

fn row(
    session: &SessionHandle,
    text: &Rc<str>,
    fault: &Fault,
    on_fix: &Callback<Edit>,
    on_go: &Callback<Span>,
) -> Html {
    let Some(said) = explain(session, text, fault) else { return html! {} };
    let badness = Badness::of(fault);
    let span = fault.span;
    let script = session.script();
    let column = find_char_column(script.line_text(text, span.line), span.start as usize).chars + 1;
    let related = said.related.map(|related| {
        let length = script.line_text(text, related.line).len();
        let whole = Span { line: related.line, start: 0, end: u32::try_from(length).unwrap_or(0) };
        html! {
            <button class="link" onclick={on_go.reform(move |_: MouseEvent| whole)}>
                { format!("line {}: {}", grouped(related.line + 1), related.note) }
            </button>
        }
    });
    let fix = said.fix.map(|edit| {
        let label = marked(&edit.label);
        html! { <button class="plain" onclick={on_fix.reform(move |_: MouseEvent| edit.clone())}>{ label }</button> }
    });
    html! {
        <div class={classes!("fault-row", badness.class())}>
            <span class="sign" aria-hidden="true">{ badness.sign() }</span>
            <p class="fault-message">
                <b>{ badness.word() }</b>
                { " " }
                <button class="link" onclick={on_go.reform(move |_: MouseEvent| span)}>
                    <span class="unseen">{ "line " }</span>{ format!("{}:{column}", span.line + 1) }
                </button>
                { " " }{ marked(&said.message) }
            </p>
            <p class="fault-help">
                if let Some(help) = said.help {
                    <span>{ marked(&help) }</span>
                }
                { related }{ fix }
            </p>
        </div>
    }
}

/// A sentence in which what stands between backticks is code.
fn marked(sentence: &str) -> Html {
    let parts = sentence.split('`').enumerate();
    parts
        .map(|(at, part)| {
            if at % 2 == 0 {
                html! { { part } }
            } else {
                html! { <code>{ part }</code> }
            }
        })
        .collect()
}
