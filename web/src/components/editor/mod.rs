//! The script: a text field with line numbers, colours and the moment on show, or a view of a script too large for one;
//! and below it what is wrong.

mod field;
mod files;
mod kept;
mod large;
mod lines;
mod named;
mod paint;
mod status;
mod text;
mod text_field;

use std::rc::Rc;

use shutter_core::script::{Edit, Span};
use shutter_diagram::explain::grouped;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::faults::Faults;
use crate::download::download;
use crate::session::{Action, SessionHandle};
use field::{focus, replace_range};
use kept::use_kept_scripts;
use large::Large;
use status::status;
use text_field::{Change, TextField};

pub(super) use lines::{explain, is_working};
pub(super) use paint::Badness;

/// What the editor needs.
#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// The script and its faults: two elements, for a column.
///
/// What was typed is kept by the component, so it should stay in the page, hidden, when something else is shown in its
/// place.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let session = &props.session;
    let field = use_node_ref();
    let refusal = use_state(|| None::<AttrValue>);
    let target = use_state(|| (None::<Span>, 0_u32));
    let asked = use_mut_ref(|| 0_u32);
    let typed = use_mut_ref(|| None::<Rc<str>>);
    let is_typed = typed.borrow().as_ref().is_some_and(|text| Rc::ptr_eq(text, session.text()));
    let large = text::is_large(session, is_typed);
    let (kept, on_loss) = use_kept(session, large);
    use_focus(large);
    let kept_scripts = use_kept_scripts(session);

    let on_change = {
        let session = session.clone();
        Callback::from(move |Change { text, whole, typed: in_field }| {
            *typed.borrow_mut() = in_field.then(|| text.clone());
            session.dispatch(if whole { Action::Replace(text) } else { Action::SetText(text) });
        })
    };
    let open = {
        let (session, refusal) = (session.clone(), refusal.clone());
        Callback::from(move |file: File| {
            let (session, refusal) = (session.clone(), refusal.clone());
            files::read(&file, move |read| match read {
                Ok(text) => {
                    refusal.set(None);
                    session.dispatch(Action::Load(text.into()));
                }
                Err(why) => refusal.set(Some(why)),
            });
        })
    };
    let on_download = {
        let text = session.text().clone();
        Callback::from(move |_: MouseEvent| download("script.txt", "text/plain", &text))
    };
    // The same ones for as long as the editor lives, so that the list of faults is only drawn when it changes.
    let on_fix = use_callback((), {
        let (session, field) = (session.clone(), field.clone());
        move |edit: Edit, ()| fix(&session.clone(), &field, &edit)
    });
    let on_go = use_callback((), {
        let (session, field, target) = (session.clone(), field.clone(), target.setter());
        move |span: Span, ()| {
            select(&session.clone(), &field, span);
            *asked.borrow_mut() += 1;
            target.set((Some(span), *asked.borrow()));
        }
    });
    html! { <>
        <Drop on_file={open.clone()}>
            <div class="editor-head">
                <h2>{ "Script" }</h2>
                <div>
                    { kept_scripts }
                    <button class="quiet" onclick={on_download}>{ "Download" }</button>
                    <Open on_file={open} />
                </div>
            </div>
            if let Some(why) = &*refusal {
                <div class="editor-note" role="alert">
                    <p>{ why.clone() }</p>
                    <button class="link" onclick={move |_: MouseEvent| refusal.set(None)}>{ "Close" }</button>
                </div>
            }
            if let Some(kept) = kept {
                { kept_note(session, &kept) }
            }
            if large {
                <Large session={session.clone()} target={*target} />
            } else {
                <TextField session={session.clone()} {field} target={*target} {on_change} {on_loss} />
            }
            { status(session) }
        </Drop>
        <Faults session={session.clone()} {on_fix} {on_go} />
    </> }
}

/// Makes an edit: in the text field if there is one, so that its undo can take it back.
fn fix(session: &SessionHandle, field: &NodeRef, edit: &Edit) {
    let Span { line, start, end } = edit.span;
    let field = field.cast::<HtmlTextAreaElement>();
    let (from, to) = (text::unit_at(session, line, start), text::unit_at(session, line, end));
    if field.is_some_and(|field| replace_range(&field, from, to, &edit.replacement)) {
        return;
    }
    let edited = text::edited(session, edit);
    if let Some(text) = edited {
        session.dispatch(Action::Load(text));
    }
}

fn select(session: &SessionHandle, field: &NodeRef, span: Span) {
    if let Some(field) = field.cast::<HtmlTextAreaElement>() {
        let (from, to) = (text::unit_at(session, span.line, span.start), text::unit_at(session, span.line, span.end));
        focus(&field);
        let _ = field.set_selection_range(from, to);
    }
}

/// A text that would be lost otherwise, because no undo brings it back.
#[derive(Clone, PartialEq)]
struct Kept {
    text: Rc<str>,
    lines: usize,
}

impl Kept {
    fn new(text: Rc<str>) -> Self {
        let lines = text.lines().count();
        Self { text, lines }
    }
}

/// Keeps the text that a large one took the place of, and the large one when it goes; what the callback gets, too.
#[hook]
fn use_kept(session: &SessionHandle, large: bool) -> (Option<Kept>, Callback<Rc<str>>) {
    let kept = use_state(|| None::<Kept>);
    let before = use_mut_ref(|| (session.text().clone(), large));
    let keep = {
        let (kept, session) = (kept.clone(), session.clone());
        Callback::from(move |text: Rc<str>| {
            if !session.is_no_loss() {
                kept.set(Some(Kept::new(text)));
            }
        })
    };
    {
        let keep = keep.clone();
        use_effect_with((session.text().clone(), large), move |(text, large)| {
            let (old, was_large) = before.replace((text.clone(), *large));
            // What is only added to by an act is taken back with that.
            let all_there = was_large && *large && text.starts_with(&*old);
            if (was_large || *large) && !old.is_empty() && !all_there && old != *text {
                keep.emit(old);
            }
        });
    }
    let shown = (*kept).clone().filter(|kept| kept.text != *session.text());
    (shown, keep)
}

/// Gives the focus to the text when it changes between a field and a view, if what had the focus went away with that.
#[hook]
fn use_focus(large: bool) {
    let before = use_mut_ref(|| large);
    use_effect_with(large, move |&large| {
        let document = gloo::utils::document();
        let lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
        if before.replace(large) != large && lost {
            let text = document.query_selector(".editor .editor-field, .editor .virtual-list").ok().flatten();
            if let Some(text) = text.and_then(|text| text.dyn_into::<HtmlElement>().ok()) {
                let _ = text.focus();
            }
        }
    });
}

fn kept_note(session: &SessionHandle, kept: &Kept) -> Html {
    let (session, text) = (session.clone(), kept.text.clone());
    let lines = kept.lines;
    let plural = if lines == 1 { "" } else { "s" };
    html! {
        <div class="editor-note">
            <p>{ format!("The script before this one, of {} line{plural}, is kept.", grouped(lines as u64)) }</p>
            <button class="link" onclick={move |_: MouseEvent| session.dispatch(Action::Load(text.clone()))}>
                { "Bring it back" }
            </button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct OpenProps {
    on_file: Callback<File>,
}

/// The button that opens a file.
#[component]
fn Open(props: &OpenProps) -> Html {
    let input = use_node_ref();
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let on_file = props.on_file.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                on_file.emit(file);
            }
            // The same file again is another choice.
            input.set_value("");
        })
    };
    html! { <>
        <button class="quiet" {onclick}>{ "Open…" }</button>
        <input type="file" ref={input} hidden=true aria-label="Open a script" {onchange} />
    </> }
}

#[derive(Properties, PartialEq)]
struct DropProps {
    on_file: Callback<File>,
    children: Html,
}

/// The part of the page that takes files that are dropped.
#[component]
fn Drop(props: &DropProps) -> Html {
    let over = use_state_eq(|| false);
    let ondragover = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            if files::has_files(event.data_transfer().as_ref()) {
                event.prevent_default();
                over.set(true);
            }
        })
    };
    let ondragleave = {
        let over = over.clone();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (over, on_file) = (over.clone(), props.on_file.clone());
        Callback::from(move |event: DragEvent| {
            over.set(false);
            if let Some(file) = event.data_transfer().and_then(|transfer| transfer.files()?.get(0)) {
                event.prevent_default();
                on_file.emit(file);
            }
        })
    };
    html! {
        <div class={classes!("editor", over.then_some("over"))} {ondragover} {ondragleave} {ondrop}>
            { props.children.clone() }
        </div>
    }
}
