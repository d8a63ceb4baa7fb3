//! The scripts that the browser keeps: those that were there recently, and in [`named`](super::named) those with a name.

use gloo::events::EventListener;
use gloo::utils::window;
use shutter_diagram::explain::grouped;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::named::{Doing, Name, named_row, said, save_form};
use crate::hooks::use_dialog;
use crate::named;
use crate::session::{Action, SessionHandle};
use crate::storage::{self, Record};

/// What is kept, as it was when that was looked at last.
#[derive(Default)]
struct Lists {
    recent: Vec<Record>,
    named: Vec<Record>,
}

impl Lists {
    fn now() -> Self {
        Self { recent: storage::distinct(&storage::all()), named: named::all() }
    }
}

/// What the dialog is open for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It is not.
    Closed,
    ToSave,
    ToOpen,
}

/// The buttons that open the dialog, and the dialog.
#[hook]
pub(super) fn use_kept_scripts(session: &SessionHandle) -> Html {
    let open = use_state_eq(|| Why::Closed);
    let lists = use_state(Lists::default);
    let doing = use_state(Doing::default);
    let name = use_state(Name::default);
    let dialog = use_dialog(*open != Why::Closed);
    use_effect_with(*open != Why::Closed, {
        let lists = lists.setter();
        move |&open| {
            // Another page may change what is kept at any time.
            let listener = open.then(|| EventListener::new(&window(), "storage", move |_| lists.set(Lists::now())));
            move || drop(listener)
        }
    });
    let turn = use_mut_ref(|| 0_u32);
    use_effect_with(*turn.borrow(), |_| hold_focus());
    // Otherwise what was typed into the field stays.
    use_effect_with((*open, name.now(session)), |(_, name)| set_value("#script-name", name));
    let show = {
        let (open, lists, doing) = (open.setter(), lists.setter(), doing.setter());
        Callback::from(move |why| {
            lists.set(Lists::now());
            doing.set(Doing::Nothing);
            open.set(why);
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(Why::Closed))
    };
    let set = {
        let (lists, doing) = (lists.setter(), doing.setter());
        Callback::from(move |new| {
            *turn.borrow_mut() += 1;
            lists.set(Lists::now());
            doing.set(new);
        })
    };
    let clear = {
        let (set, sure) = (set.clone(), matches!(*doing, Doing::Forget));
        Callback::from(move |_: MouseEvent| {
            if sure {
                storage::clear();
            }
            set.emit(if sure { Doing::Nothing } else { Doing::Forget });
        })
    };
    let Lists { recent, named } = &*lists;
    let to_open = *open == Why::ToOpen;
    html! { <>
        <button class="quiet" onclick={show.reform(|_| Why::ToSave)} aria-haspopup="dialog" aria-keyshortcuts="Control+S">{ "Save…" }</button>
        <button class="quiet" onclick={show.reform(|_| Why::ToOpen)} aria-haspopup="dialog">{ "Recent" }</button>
        <dialog class="keys recent" ref={dialog} onclose={close.reform(|_| ())} aria-labelledby="recent-title">
            <h2 id="recent-title">{ "Scripts kept in this browser" }</h2>
            { save_form(session, &name, &set, *open == Why::ToSave) }
            { said(&doing, session, &name, &set) }
            <div class="shelves">
                if !named.is_empty() {
                    <h3>{ "Saved" }</h3>
                    <ul>{ for named.iter().map(|record| named_row(record, &doing, &set, &opener(session, record, &close, Some(&name)))) }</ul>
                }
                <h3>{ "Recent" }</h3>
                if recent.is_empty() {
                    <p>{ "What you type is kept here." }</p>
                } else {
                    <ul>{ for recent.iter().enumerate().map(|(at, record)| {
                        row(record, &opener(session, record, &close, None), to_open && at == 0)
                    }) }</ul>
                }
            </div>
            <div class="buttons">
                <button class="plain" onclick={close.reform(|_: MouseEvent| ())} autofocus={to_open && recent.is_empty()}>{ "Close" }</button>
                if !recent.is_empty() {
                    <button class="quiet" onclick={clear}>
                        { if matches!(*doing, Doing::Forget) { "Forget all that are recent" } else { "Clear" } }
                    </button>
                }
            </div>
        </dialog>
    </> }
}

/// Puts the focus where it is needed next, when what had it went away.
fn hold_focus() {
    let document = gloo::utils::document();
    let lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    if lost {
        let next = document.query_selector(".recent :is(li input, .said button)").ok().flatten();
        if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
            if let Some(name) = next.get_attribute("data-name") {
                set_value(".recent li input", &name);
            }
            let _ = next.focus();
        }
    }
}

fn set_value(selector: &str, value: &str) {
    let field = gloo::utils::document().query_selector(selector).ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        field.set_value(value);
    }
}

/// Opens a script in the place of what is there, and closes the dialog. One that has a name keeps it.
fn opener(
    session: &SessionHandle,
    record: &Record,
    close: &Callback<()>,
    name: Option<&UseStateHandle<Name>>,
) -> Callback<MouseEvent> {
    let (session, record, name) = (session.clone(), record.clone(), name.map(UseStateHandle::setter));
    close.reform(move |_: MouseEvent| {
        if let Some(name) = &name {
            name.set(Name { opened: session.opened() + 1, name: record.slot.clone() });
        }
        session.dispatch(Action::LoadAt(record.text.clone(), record.at));
    })
}

fn row(record: &Record, onclick: &Callback<MouseEvent>, autofocus: bool) -> Html {
    let first = record.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    // More does not fit.
    let first: String = first.chars().take(80).collect();
    html! {
        <li key={record.slot.clone()}>
            <button {onclick} {autofocus}><code>{ first }</code><small>{ size_and_date(record) }</small></button>
        </li>
    }
}

/// Such as `2 lines, Nov 22 2026 11:28`.
pub(super) fn size_and_date(record: &Record) -> String {
    let lines = record.text.lines().count();
    let plural = if lines == 1 { "" } else { "s" };
    format!("{} line{plural}, {}", grouped(lines as u64), date(record.time))
}

/// In the person's time zone.
fn date(time: u64) -> String {
    #[allow(clippy::cast_precision_loss)] // milliseconds since 1970
    let date = js_sys::Date::new(&(time as f64).into());
    // The standard says how this is written: day of the week, then what is wanted, then seconds and more.
    String::from(date.to_string()).get(4..21).unwrap_or_default().to_owned()
}
