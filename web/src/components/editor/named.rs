//! Scripts with a name: to save one, to give it another name, to delete it, and to take any of that back.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::kept::size_and_date;
use crate::named::{self, Change, MOST_NAME};
use crate::session::SessionHandle;
use crate::storage::{Record, now};

const CHANGED: &str = "It was changed elsewhere since, and is left as it is now.";

/// What is going on in the dialog.
#[derive(Default)]
pub(super) enum Doing {
    /// Nothing.
    #[default]
    Nothing,
    /// The recent scripts are to be forgotten, if that is what is meant.
    Forget,
    /// A script gets another name.
    Rename(String),
    /// There is a script of this name. It gives way, if that is what is meant, to the one on show or to the one of the other name.
    Replace(String, Option<String>),
    /// Something was done.
    Done(String, Vec<Change>),
    /// Something could not be done.
    Failed(&'static str),
}

/// The name that a script has: until another takes its place.
#[derive(Default, PartialEq)]
pub(super) struct Name {
    /// Of the session, when it got the name.
    pub(super) opened: u32,
    /// The name.
    pub(super) name: String,
}

impl Name {
    /// The name of the script that is there.
    pub(super) fn now(&self, session: &SessionHandle) -> String {
        if self.opened == session.opened() { self.name.clone() } else { String::new() }
    }
}

/// The field that saves the script.
pub(super) fn save_form(
    session: &SessionHandle,
    name: &UseStateHandle<Name>,
    set: &Callback<Doing>,
    autofocus: bool,
) -> Html {
    let onsubmit = {
        let (session, name) = (session.clone(), name.setter());
        on_name(
            set,
            move |new| if named::find(&new).is_some() { Doing::Replace(new, None) } else { save(&session, &name, new) },
        )
    };
    html! {
        <form {onsubmit}>
            <label for="script-name">{ "Save this script as" }</label>
            <input id="script-name" name="name" maxlength={MOST_NAME.to_string()} required=true autocomplete="off" {autofocus} />
            <button class="plain">{ "Save" }</button>
        </form>
    }
}

/// Asks for a yes, or says what was done.
pub(super) fn said(doing: &Doing, session: &SessionHandle, name: &UseStateHandle<Name>, set: &Callback<Doing>) -> Html {
    let never_mind = set.reform(|_: MouseEvent| Doing::Nothing);
    let content = match doing {
        Doing::Replace(new, other) => {
            let (session, name) = (session.clone(), name.setter());
            let (new, other) = (new.clone(), other.clone());
            let replace = {
                let new = new.clone();
                set.reform(move |_: MouseEvent| match &other {
                    Some(other) => rename(other, &new),
                    None => save(&session, &name, new.clone()),
                })
            };
            html! { <>
                <p>{ format!("There is a script “{new}” already.") }</p>
                <button class="link" onclick={replace}>{ "Replace it" }</button>
                <button class="link" onclick={never_mind}>{ "Leave it" }</button>
            </> }
        }
        Doing::Done(what, changes) => {
            let changes = changes.clone();
            let undo = set.reform(
                move |_: MouseEvent| {
                    if named::undo(&changes) { Doing::Nothing } else { Doing::Failed(CHANGED) }
                },
            );
            html! { <><p>{ what }</p><button class="link" onclick={undo}>{ "Undo" }</button></> }
        }
        Doing::Failed(why) => html! { <p>{ *why }</p> },
        Doing::Nothing | Doing::Forget | Doing::Rename(_) => Html::default(),
    };
    html! { <div class="said" role="status">{ content }</div> }
}

/// A script with its name, or the field for another one.
pub(super) fn named_row(record: &Record, doing: &Doing, set: &Callback<Doing>, open: &Callback<MouseEvent>) -> Html {
    let name = record.slot.clone();
    if matches!(doing, Doing::Rename(old) if *old == name) {
        return rename_form(name, set);
    }
    let ask = {
        let name = name.clone();
        set.reform(move |_: MouseEvent| Doing::Rename(name.clone()))
    };
    let delete = {
        let name = name.clone();
        set.reform(move |_: MouseEvent| done(format!("“{name}” is deleted."), named::remove(&name)))
    };
    html! {
        <li key={name.clone()}>
            <button onclick={open}><code>{ &name }</code><small>{ size_and_date(record) }</small></button>
            <button class="quiet" onclick={ask} aria-label={format!("Rename {name}")}>{ "Rename" }</button>
            <button class="quiet" onclick={delete} aria-label={format!("Delete {name}")}>{ "Delete" }</button>
        </li>
    }
}

fn rename_form(old: String, set: &Callback<Doing>) -> Html {
    let key = old.clone();
    let value = old.clone();
    let onsubmit = on_name(set, move |new| {
        if new == old {
            Doing::Nothing
        } else if named::find(&new).is_some() {
            Doing::Replace(new, Some(old.clone()))
        } else {
            rename(&old, &new)
        }
    });
    html! {
        <li {key}>
            <form {onsubmit}>
                <input name="name" data-name={value} maxlength={MOST_NAME.to_string()} required=true autocomplete="off" aria-label="New name" />
                <button class="plain">{ "Rename" }</button>
                <button type="button" class="quiet" onclick={set.reform(|_: MouseEvent| Doing::Nothing)}>{ "Cancel" }</button>
            </form>
        </li>
    }
}

fn save(session: &SessionHandle, name: &UseStateSetter<Name>, new: String) -> Doing {
    let record = Record { slot: new, time: now(), at: session.place(), text: session.text().clone() };
    let saved = named::save(&record);
    if saved.is_ok() {
        name.set(Name { opened: session.opened(), name: record.slot.clone() });
    }
    done(format!("Saved as “{}”.", record.slot), saved)
}

fn rename(old: &str, new: &str) -> Doing {
    done(format!("“{old}” is now “{new}”."), named::rename(old, new))
}

fn done(what: String, changes: Result<Vec<Change>, &'static str>) -> Doing {
    match changes {
        Ok(changes) => Doing::Done(what, changes),
        Err(why) => Doing::Failed(why),
    }
}

/// What a form does with the name that was typed into it.
fn on_name(set: &Callback<Doing>, act: impl Fn(String) -> Doing + 'static) -> Callback<SubmitEvent> {
    let set = set.clone();
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlElement>();
        let field = form.and_then(|form| form.query_selector("input").ok().flatten());
        let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return };
        let name = field.value().trim().to_owned();
        if !name.is_empty() {
            set.emit(act(name));
        }
    })
}
