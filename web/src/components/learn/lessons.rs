//! The list of lessons.

use std::rc::Rc;

use shutter_lessons::{Lesson, lessons};
use yew::prelude::*;

use super::content::{ListProps, use_content};
use super::progress::steps_done;
use crate::hooks::use_dialog;
use crate::session::Action;

fn read(text: &str) -> Vec<Rc<Lesson>> {
    lessons(text).into_iter().map(Rc::new).collect()
}

/// A dialog with all lessons, and how far one has come in each.
#[component]
pub fn Lessons(props: &ListProps) -> Html {
    let dialog = use_dialog(props.open);
    let content = use_content("lessons/lessons.txt", props.open, read);
    let close = props.on_close.clone();
    let list = match &*content {
        None => html! { <p class="minor" role="status">{ "Loading …" }</p> },
        Some(Err(())) => {
            html! { <p class="minor" role="status">{ "The lessons could not be loaded. Close this and open it again to try once more." }</p> }
        }
        Some(Ok(all)) => html! { <ol>{ for all.iter().map(|lesson| row(lesson, props)) }</ol> },
    };
    html! {
        <dialog class="keys catalogue" ref={dialog} onclose={close.reform(|_| ())} aria-labelledby="lessons-title">
            <h2 id="lessons-title">{ "Lessons" }</h2>
            <p class="minor">{ "A few steps each, with something to do or to predict. Your script is kept under Recent." }</p>
            if props.open {
                <div class="catalogue-list">
                    { list }
                    <section class="own-exercise" aria-label="An exercise of your own">
                        <h3>{ "An exercise of your own" }</h3>
                        <p>{ "Any script can be one. “Share…” has a link that shows the run and hides what its snapshots record until it is predicted." }</p>
                    </section>
                </div>
            }
            <button class="plain" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
        </dialog>
    }
}

fn row(lesson: &Rc<Lesson>, props: &ListProps) -> Html {
    let (done, all) = (steps_done(lesson), lesson.steps.len());
    let onclick = {
        let (dispatcher, lesson, close) = (props.session.dispatcher(), lesson.clone(), props.on_close.clone());
        // What is finished begins again.
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::Turn(lesson.clone(), done % all));
            close.emit(());
        })
    };
    let state = match done {
        0 => format!("{all} steps"),
        _ if done == all => "✓ done".to_owned(),
        _ => format!("go on with step {} of {all}", done + 1),
    };
    html! {
        <li key={lesson.title.clone()}>
            <button {onclick}>
                <strong>{ &lesson.title }</strong>
                <span>{ &lesson.about }</span>
                <small>{ state }</small>
            </button>
        </li>
    }
}
