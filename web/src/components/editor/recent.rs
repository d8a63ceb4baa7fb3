//! The scripts that were there recently.

use shutter_diagram::explain::grouped;
use yew::prelude::*;

use crate::hooks::use_dialog;
use crate::session::{Action, SessionHandle};
use crate::storage::{self, Record};

/// The button that opens the list, and the list.
#[hook]
pub(super) fn use_recent(session: &SessionHandle) -> Html {
    // And whether it was asked to forget them: what is forgotten is gone, so that takes two clicks.
    let shown = use_state(|| (None::<Vec<Record>>, false));
    let dialog = use_dialog(shown.0.is_some());
    let set = {
        let shown = shown.clone();
        Callback::from(move |new| shown.set(new))
    };
    let open = set.reform(|_: MouseEvent| (Some(storage::distinct(&storage::all())), false));
    let close = set.reform(|()| (None, false));
    let clear = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| {
            if shown.1 {
                storage::clear();
                shown.set((Some(Vec::new()), false));
            } else {
                shown.set((shown.0.clone(), true));
            }
        })
    };
    let list = shown.0.as_deref().unwrap_or_default();
    html! { <>
        <button class="quiet" onclick={open} aria-haspopup="dialog">{ "Recent" }</button>
        <dialog class="keys recent" ref={dialog} onclose={close.reform(|_| ())} aria-labelledby="recent-title">
            <h2 id="recent-title">{ "Recent scripts" }</h2>
            if list.is_empty() {
                <p>{ "What you type is kept here, in this browser." }</p>
            } else {
                <ul>{ for list.iter().map(|record| row(record, session, &close)) }</ul>
            }
            <button class="plain" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
            if !list.is_empty() {
                <button class="quiet" onclick={clear}>{ if shown.1 { "Forget them all" } else { "Clear" } }</button>
            }
        </dialog>
    </> }
}

fn row(record: &Record, session: &SessionHandle, close: &Callback<()>) -> Html {
    let (session, text, at) = (session.clone(), record.text.clone(), record.at);
    let lines = record.text.lines().count();
    let first = record.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    // More does not fit.
    let first: String = first.chars().take(80).collect();
    let plural = if lines == 1 { "" } else { "s" };
    let onclick = close.reform(move |_: MouseEvent| session.dispatch(Action::LoadAt(text.clone(), at)));
    html! {
        <li key={record.slot.clone()}>
            <button {onclick}>
                <code>{ first }</code>
                <small>{ format!("{} line{plural}, {}", grouped(lines as u64), date(record.time)) }</small>
            </button>
        </li>
    }
}

/// Such as `Nov 22 2026 11:28`, in the person's time zone.
fn date(time: u64) -> String {
    #[allow(clippy::cast_precision_loss)] // milliseconds since 1970
    let date = js_sys::Date::new(&(time as f64).into());
    // The standard says how this is written: day of the week, then what is wanted, then seconds and more.
    String::from(date.to_string()).get(4..21).unwrap_or_default().to_owned()
}
