//! Lines of a script as they are drawn: numbered, coloured, underlined where something is wrong, muted where nothing has
//! run yet.

use crate::number::short;
use std::rc::Rc;

use shutter_core::script::Fault;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::super::virtual_list::Window;
use super::paint::{Badness, faults_on, pieces};
use crate::session::{SessionHandle, Stage};

/// All that the look of lines depends on. Two of these are the same when what they draw is.
#[derive(Clone)]
pub(super) struct Look {
    session: SessionHandle,
    text: Rc<str>,
    faults: Rc<[Fault]>,
    /// Lines of the script, as far as it is read.
    pub(super) lines: usize,
    /// The line whose command has had its turn last.
    pub(super) current: Option<u32>,
    /// The first line whose turn has not come at the moment on show.
    later: Option<u32>,
}

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.text, &other.text)
            && Rc::ptr_eq(&self.faults, &other.faults)
            && (self.lines, self.current, self.later) == (other.lines, other.current, other.later)
    }
}

/// Whether a run is being made. Its faults are those of a script that is no more.
pub(in crate::components) fn is_working(stage: Stage) -> bool {
    matches!(stage, Stage::Reading { .. } | Stage::Running { .. })
}

impl Look {
    pub(super) fn of(session: &SessionHandle) -> Self {
        let working = is_working(session.stage());
        let current = session.current_line();
        let later = (!working && session.moment() != session.end()).then(|| current.map_or(0, |line| line + 1));
        Self {
            text: session.text().clone(),
            faults: if working { Rc::new([]) } else { session.faults().clone() },
            lines: session.script().line_count(),
            current: current.filter(|_| !working),
            later,
            session: session.clone(),
        }
    }

    fn class(&self, line: u32) -> Option<&'static str> {
        if self.current == Some(line) {
            Some("current")
        } else if self.later.is_some_and(|later| line >= later) {
            Some("later")
        } else {
            None
        }
    }

    /// A line in its colours. At most so many bytes of it are drawn.
    pub(super) fn line(&self, line: u32, most: usize) -> Html {
        // A handle keeps every state that it was asked for, and this one may live long.
        let session = self.session.clone();
        // What is drawn is at times a little older than the state.
        if !Rc::ptr_eq(&self.text, session.text()) {
            return html! {};
        }
        let script = session.script();
        let whole = script.line_text(&self.text, line);
        let text = &whole[..whole.floor_char_boundary(most)];
        let pieces = pieces(text, faults_on(&self.faults, line)).into_iter().map(|piece| {
            let classes = (piece.ink.class(), piece.underline.map(|badness| classes!("fault", badness.class())));
            match classes {
                (None, None) => html! { { piece.text } },
                (ink, fault) => html! { <span class={classes!(ink, fault)}>{ piece.text }</span> },
            }
        });
        html! {
            <div key={line} class={classes!("editor-line", self.class(line))}>
                { for pieces }
                { if text.len() < whole.len() { "…\n" } else { "\n" } }
            </div>
        }
    }

    /// The number of a line: a button that goes to the moment after it.
    pub(super) fn number(&self, line: u32) -> Html {
        let worst = faults_on(&self.faults, line).iter().max_by_key(|fault| Badness::of(fault));
        let badness = worst.map(Badness::of);
        let number = line + 1;
        let label = match badness {
            Some(badness) => format!("Go to line {number}, {}", badness.word().to_ascii_lowercase()),
            None => format!("Go to line {number}"),
        };
        let current = self.current == Some(line);
        html! {
            // Not a stop of the Tab key: there may be a million, and other keys go to the same moments.
            <button class={classes!("editor-number", self.class(line))} tabindex="-1" data-line={line.to_string()}
                aria-label={label} aria-current={current.then_some("step")} title={worst.and_then(|fault| self.title(fault))}>
                if let Some(badness) = badness {
                    <span class={classes!("sign", badness.class())}>{ badness.sign() }</span>
                }
                { number }
            </button>
        }
    }

    fn title(&self, fault: &Fault) -> Option<String> {
        let said = explain(&self.session.clone(), &self.text, fault)?;
        Some(format!("{}: {}", Badness::of(fault).word(), said.message))
    }
}

/// A fault in words; `None` when the session no longer has the text that it was found in.
pub(in crate::components) fn explain(
    session: &SessionHandle,
    text: &Rc<str>,
    fault: &Fault,
) -> Option<shutter_core::script::Explanation> {
    if !Rc::ptr_eq(text, session.text()) || is_working(session.stage()) {
        return None;
    }
    let script = session.script();
    let line_text = script.line_text(text, fault.span.line);
    line_text.get(fault.span.start as usize..fault.span.end as usize)?;
    Some(fault.explain(line_text))
}

/// What drawn lines need.
#[derive(Properties, PartialEq)]
pub(super) struct LinesProps {
    pub(super) look: Look,
    pub(super) window: Window,
}

/// The lines in a window, to lie under a text field whose own text is not seen.
#[component]
pub(super) fn Lines(props: &LinesProps) -> Html {
    html! {
        <div class="editor-lines" aria-hidden="true" style={style(props.window)}>
            { for numbers(props.window).map(|line| props.look.line(line, usize::MAX)) }
        </div>
    }
}

/// The numbers of the lines in a window.
#[component]
pub(super) fn Gutter(props: &LinesProps) -> Html {
    html! {
        <div class="editor-gutter" style={style(props.window)}>
            { for numbers(props.window).map(|line| props.look.number(line)) }
        </div>
    }
}

fn style(window: Window) -> String {
    format!("padding-top:{}px", short(window.top))
}

fn numbers(window: Window) -> impl Iterator<Item = u32> {
    (window.first..window.last).filter_map(|line| u32::try_from(line).ok())
}

/// The line whose number was clicked on.
pub(super) fn clicked_line(event: &MouseEvent) -> Option<u32> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-line]").ok()??.get_attribute("data-line")?.parse().ok()
}

/// How many digits the largest line number has; at least two, so that a tenth line moves nothing.
pub(super) fn digits(lines: usize) -> u32 {
    lines.max(10).ilog10() + 1
}
