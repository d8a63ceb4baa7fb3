//! The text field, and the coloured lines that lie under it.

use crate::number::short;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use shutter_core::script::Span;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::super::faults::SUMMARY_ID;
use super::super::virtual_list::{Place, Track, Window, round, use_viewport};
use super::field::{is_all_selected, leave, replace_all, reveal_columns, selection, turn_page};
use super::lines::{Gutter, Lines, Look, clicked_line, digits};
use super::paint::widest_line;
use super::text::{byte_of_unit, would_be_large};
use crate::session::{Action, EXAMPLE, SessionHandle};

/// A text that a person made out of the one before.
#[derive(Clone)]
pub(super) struct Change {
    pub(super) text: Rc<str>,
    /// Whether nothing is left of the text before.
    pub(super) whole: bool,
    /// Whether the text field has it.
    pub(super) typed: bool,
}

/// What the text field needs.
#[derive(Properties, PartialEq)]
pub(super) struct TextFieldProps {
    pub(super) session: SessionHandle,
    pub(super) field: NodeRef,
    /// A place to bring into view whenever the number beside it changes.
    pub(super) target: (Option<Span>, u32),
    pub(super) on_change: Callback<Change>,
    /// Called with a text that was replaced in a way that the field's undo cannot take back.
    pub(super) on_loss: Callback<Rc<str>>,
}

const PLACEHOLDER: &str = "One command on each line:\n\n\
                           CreateNode 1 1000\nCreateNode 2 500\nSend 1 2 300\nBeginSnapshot 2\nReceiveAll";

/// The text field with its line numbers.
#[component]
pub(super) fn TextField(props: &TextFieldProps) -> Html {
    let session = &props.session;
    let scroller = use_node_ref();
    let probe = use_node_ref();
    let viewport = use_viewport(&scroller, &probe);
    let scrolled = use_mut_ref(|| 0.0_f64);
    let drawn = use_mut_ref(Window::default);
    let update = use_force_update();
    // Set while the field takes over a text that the state has already.
    let quiet = use_memo((), |()| Cell::new(false));
    let replaces = use_memo((), |()| Cell::new(false));

    let look = Look::of(session);
    let track = Track { count: look.lines, row: viewport.row, view: viewport.height };
    let window = track.window(at(*scrolled.borrow()));
    *drawn.borrow_mut() = window;
    let widest = use_memo(session.text().clone(), |text| AttrValue::from(widest_line(text).to_owned()));

    let onscroll = {
        let (scroller, scrolled, drawn) = (scroller.clone(), scrolled.clone(), drawn.clone());
        Callback::from(move |_: Event| {
            let Some(element) = scroller.cast::<Element>() else { return };
            *scrolled.borrow_mut() = f64::from(element.scroll_top());
            if track.window(at(*scrolled.borrow())) != *drawn.borrow() {
                update.force_update();
            }
        })
    };
    use_load(props, &quiet);
    use_replacing(&props.field, &replaces);
    use_reveal(props, track, &scroller, &scrolled);

    let undone = use_mut_ref(Vec::new);
    let oninput = {
        let (session, field, quiet, replaces) = (session.clone(), props.field.clone(), quiet.clone(), replaces.clone());
        let on_change = props.on_change.clone();
        Callback::from(move |event: InputEvent| {
            let (false, Some(field)) = (quiet.get(), field.cast::<HtmlTextAreaElement>()) else { return };
            // A handle keeps every state that it was asked for.
            let before = session.clone().text().clone();
            if let Some(right) = redone(&event, before, &mut undone.borrow_mut()) {
                quiet.set(true);
                replace_all(&field, &right);
                quiet.set(false);
            }
            on_change.emit(Change { text: field.value().into(), whole: replaces.take(), typed: true });
        })
    };
    let onpaste = {
        let (field, on_change, replaces) = (props.field.clone(), props.on_change.clone(), replaces.clone());
        let on_loss = props.on_loss.clone();
        Callback::from(move |event: Event| {
            let pasted = pasted(&event);
            if let (Some(field), false) = (field.cast::<HtmlTextAreaElement>(), pasted.is_empty()) {
                let whole = is_all_selected(&field);
                // The browser never sees a text that would be too large for a field.
                match too_large(&field, &pasted) {
                    Some(text) => {
                        event.prevent_default();
                        on_change.emit(Change { text, whole, typed: false });
                    }
                    None if is_long(&pasted) => {
                        event.prevent_default();
                        on_loss.emit(field.value().into());
                        put(&field, &pasted);
                        on_change.emit(Change { text: field.value().into(), whole, typed: true });
                    }
                    None => replaces.set(whole),
                }
            }
        })
    };
    let onkeydown = {
        let (session, field) = (session.clone(), props.field.clone());
        let scroller = scroller.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let (Some(field), Some(scroller)) = (field.cast(), scroller.cast()) {
                on_key(&event, &session, &field, &scroller, track.row);
            }
        })
    };
    let onclick = {
        let session = session.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(line) = clicked_line(&event) {
                session.dispatch(Action::SeekLine(line));
            }
        })
    };
    let onload = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| session.dispatch(Action::Load(EXAMPLE.into())))
    };
    let height = format!("--digits:{};--rows:{}px", digits(look.lines), short(count(look.lines) * viewport.row));
    html! {
        <div class="editor-scroll" ref={scroller} {onscroll}>
            <div class="editor-content" style={height}>
                // A press on a number leaves the focus where it is.
                <div class="editor-numbers" {onclick} onmousedown={|event: MouseEvent| event.prevent_default()}>
                    <Gutter look={look.clone()} {window} />
                </div>
                <div class="editor-cell">
                    <div class="editor-probe" ref={probe} aria-hidden="true">{ "0" }</div>
                    <div class="editor-widest" aria-hidden="true">{ (*widest).clone() }</div>
                    <Lines {look} {window} />
                    <textarea class="editor-field" ref={props.field.clone()} aria-label="Script" aria-describedby={SUMMARY_ID}
                        placeholder={PLACEHOLDER} wrap="off" spellcheck="false" autocomplete="off" autocapitalize="off"
                        autocorrect="off" {oninput} {onpaste} {onkeydown} onscroll={|event: Event| unscroll(&event)} />
                    if session.text().is_empty() {
                        <button class="plain editor-example" onclick={onload}>{ "Load the example" }</button>
                    }
                </div>
            </div>
        </div>
    }
}

fn at(scrolled: f64) -> Place {
    Place { scroll: scrolled, offset: scrolled }
}

#[allow(clippy::cast_precision_loss)] // a text field has a few thousand lines
fn count(lines: usize) -> f64 {
    lines as f64
}

/// Gives the field the text of the state, at first and whenever that was replaced.
#[hook]
fn use_load(props: &TextFieldProps, quiet: &Rc<Cell<bool>>) {
    let (session, field, quiet) = (props.session.clone(), props.field.clone(), quiet.clone());
    let on_loss = props.on_loss.clone();
    let first = use_mut_ref(|| true);
    use_effect_with(session.loads(), move |_| {
        let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
        let text = session.text();
        if first.replace(false) {
            field.set_value(text);
            return;
        }
        let before = field.value();
        quiet.set(true);
        let undoable = replace_all(&field, text);
        quiet.set(false);
        if !undoable && !field.value().starts_with(&before) {
            on_loss.emit(before.into());
        }
    });
}

/// Notes that everything is replaced by several lines in one go, which by dictation or a tool is as good as by pasting.
#[hook]
fn use_replacing(field: &NodeRef, replaces: &Rc<Cell<bool>>) {
    let (field, replaces) = (field.clone(), replaces.clone());
    use_effect_with((), move |()| {
        let listener = field.cast::<HtmlTextAreaElement>().map(|field| {
            EventListener::new(&field.clone(), "beforeinput", move |event| {
                let data = event.dyn_ref::<InputEvent>().and_then(InputEvent::data);
                if data.is_some_and(|data| data.contains('\n')) {
                    replaces.set(is_all_selected(&field));
                }
            })
        });
        move || drop(listener)
    });
}

/// Brings a line into view: the current one when it changes by other means than typing, or the one that is asked for.
#[hook]
fn use_reveal(props: &TextFieldProps, track: Track, scroller: &NodeRef, scrolled: &Rc<RefCell<f64>>) {
    let session = &props.session;
    let reveal = {
        let (scroller, scrolled) = (scroller.clone(), scrolled.clone());
        move |line: u32| {
            // To ask the browser how far it is scrolled would make it lay out the page first, at every step of a run.
            let offset = track.reveal(line as usize, *scrolled.borrow());
            if let (Some(offset), Some(element)) = (offset, scroller.cast::<Element>()) {
                element.set_scroll_top(round(offset));
            }
        }
    };
    let measured = track.row > 0.0;
    let seen = use_mut_ref(|| None::<(Rc<str>, u32)>);
    let state = (session.text().clone(), session.loads(), session.current_line());
    {
        let reveal = reveal.clone();
        use_effect_with((state, measured), move |((text, loads, current), measured)| {
            let typed = seen.borrow().as_ref().is_some_and(|(old, load)| !Rc::ptr_eq(old, text) && load == loads);
            *seen.borrow_mut() = Some((text.clone(), *loads));
            if let (false, true, Some(line)) = (typed, measured, *current) {
                reveal(line);
            }
        });
    }
    let (session, scroller) = (session.clone(), scroller.clone());
    use_effect_with(props.target, move |&(span, _)| {
        if let (Some(span), Some(element)) = (span, scroller.cast::<Element>()) {
            reveal(span.line);
            let script = session.script();
            let line = script.line_text(session.text(), span.line);
            let to = |byte: u32| line.get(..byte as usize).unwrap_or("");
            reveal_columns(&element, to(span.start), to(span.end));
        }
    });
}

/// So many texts are remembered while they are being undone.
const REMEMBERED: usize = 50;

/// What the field should say after a redo. Chrome forgets what to redo when a text that ended in a line end was replaced as
/// a whole, and leaves the field empty.
fn redone(event: &InputEvent, before: Rc<str>, undone: &mut Vec<Rc<str>>) -> Option<Rc<str>> {
    match event.input_type().as_str() {
        "historyUndo" => {
            undone.push(before);
            if undone.len() > REMEMBERED {
                undone.remove(0);
            }
            None
        }
        "historyRedo" => undone.pop(),
        _ => {
            undone.clear();
            None
        }
    }
}

fn pasted(event: &Event) -> String {
    let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default()
}

/// The text after pasting, if that is too large for a field.
fn too_large(field: &HtmlTextAreaElement, pasted: &str) -> Option<Rc<str>> {
    let old = field.value();
    let (start, end) = selection(field);
    let text = [&old[..byte_of_unit(&old, start)], pasted, &old[byte_of_unit(&old, end)..]].concat();
    would_be_large(&text).then(|| text.into())
}

/// Whether a browser takes seconds to insert a text as if it were typed, so that the field's own undo would know it.
fn is_long(pasted: &str) -> bool {
    const LINES: usize = 2000;
    pasted.bytes().filter(|&byte| byte == b'\n').take(LINES).count() == LINES
}

/// Puts a text in place of what is selected, and the caret after it.
fn put(field: &HtmlTextAreaElement, text: &str) {
    let (start, end) = selection(field);
    // Only an end before its start would be refused.
    let _ = field.set_range_text_with_start_and_end_and_mode(text, start, end, "end");
}

fn on_key(event: &KeyboardEvent, session: &SessionHandle, field: &HtmlTextAreaElement, scroller: &Element, row: f64) {
    if event.is_composing() {
        return;
    }
    match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => session.dispatch(Action::Last),
        "Escape" => leave(),
        "PageDown" if row > 0.0 => turn_page(field, scroller, row, true, event.shift_key()),
        "PageUp" if row > 0.0 => turn_page(field, scroller, row, false, event.shift_key()),
        _ => return,
    }
    event.prevent_default();
}

/// The field is as large as its text, so it has nothing to scroll. When a browser does so all the same, the text is wider
/// than was thought, which glyphs of unusual width can make it.
fn unscroll(event: &Event) {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let over = field.scroll_width() - field.client_width();
    if let (true, Some(cell)) = (over > 0, field.parent_element().and_then(|cell| cell.dyn_into::<HtmlElement>().ok()))
    {
        let before = cell.style().get_property_value("--extra").unwrap_or_default();
        let extra = before.trim_end_matches("px").parse().unwrap_or(0) + over;
        let _ = cell.style().set_property("--extra", &format!("{extra}px"));
    }
    field.set_scroll_top(0);
    field.set_scroll_left(0);
}
