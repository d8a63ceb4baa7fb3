//! The form in which a snapshot is predicted.

use std::rc::Rc;

use shutter_core::history::History;
use shutter_diagram::explain::grouped;
use shutter_lessons::prediction::{Field, Judged, Question, judge, open, questions, to_veiled};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::session::{Action, Outcome, SessionHandle};

/// What the form needs.
#[derive(Properties, PartialEq)]
pub(super) struct PredictionProps {
    pub(super) session: SessionHandle,
    /// The script that is asked about.
    pub(super) text: Rc<str>,
}

/// What is asked, and all that is needed to judge.
struct Exercise {
    open: History,
    questions: Vec<Question>,
}

/// What was filled in for the snapshot on show, and what was said of it.
#[derive(Clone, Default, PartialEq)]
struct Sheet {
    at: usize,
    answers: Vec<String>,
    judged: Vec<Judged>,
}

impl Sheet {
    fn is_right(&self) -> bool {
        !self.judged.is_empty() && self.judged.iter().all(|judged| judged.right)
    }
}

/// A field for each node and for each channel that carries money. Snapshots come one after the other.
#[component]
pub(super) fn Prediction(props: &PredictionProps) -> Html {
    let session = &props.session;
    let exercise = use_memo(props.text.clone(), |text| {
        let open = open(text);
        Exercise { questions: questions(&open), open }
    });
    let sheet = use_state_eq(Sheet::default);
    // Of another text, other things are right.
    use_effect_with(props.text.clone(), {
        let sheet = sheet.clone();
        move |_| {
            if !sheet.judged.is_empty() {
                sheet.set(Sheet { judged: Vec::new(), ..(*sheet).clone() });
            }
        }
    });
    let reveal = |outcome: Outcome| {
        let dispatcher = session.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Reveal(outcome)))
    };
    let count = exercise.questions.len();
    let Some(question) = exercise.questions.get(sheet.at) else {
        return html! {
            <div class="prediction">
                <p>{ "No snapshot of this script becomes complete, so there is nothing to predict." }</p>
                <button class="plain" onclick={reveal(Outcome::Shown)}>{ "Show all" }</button>
            </div>
        };
    };
    let onsubmit = {
        let (sheet, exercise, dispatcher) = (sheet.clone(), exercise.clone(), session.dispatcher());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(question) = exercise.questions.get(sheet.at) else { return };
            let judged = judge(&exercise.open, question, &sheet.answers);
            let next = Sheet { judged, ..(*sheet).clone() };
            if next.is_right() && sheet.at + 1 == exercise.questions.len() {
                dispatcher.dispatch(Action::Reveal(Outcome::Right));
            }
            sheet.set(next);
        })
    };
    let oninput = {
        let (sheet, fields) = (sheet.clone(), question.fields.len());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let mut next = (*sheet).clone();
            next.answers.resize(fields, String::new());
            let place = input.id().rsplit('-').next().and_then(|place| place.parse::<usize>().ok());
            if let Some(answer) = place.and_then(|place| next.answers.get_mut(place)) {
                *answer = input.value();
                sheet.set(next);
            }
        })
    };
    let next = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| sheet.set(Sheet { at: sheet.at + 1, ..Sheet::default() }))
    };
    let title = match count {
        1 => format!("Snapshot {}", question.snapshot),
        _ => format!("Snapshot {} ({} of {count})", question.snapshot, sheet.at + 1),
    };
    let has_next = sheet.is_right() && sheet.at + 1 < count;
    html! {
        <form class="prediction" {onsubmit} {oninput} aria-labelledby="prediction-title" autocomplete="off" data-testid="prediction" novalidate=true>
            <h3 id="prediction-title">{ title }</h3>
            { for question.fields.iter().enumerate().map(|(place, &field)| {
                row(session, &exercise, place, field, sheet.answers.get(place), sheet.judged.get(place))
            }) }
            if question.left_out > 0 {
                <p class="minor">{ left_out(question.left_out) }</p>
            }
            <p role="status">{ said(&sheet.judged) }</p>
            <div class="choices">
                if has_next {
                    <button type="button" class="plain strong" onclick={next}>{ "Next snapshot" }</button>
                } else {
                    <button type="submit" class="plain strong">{ "Check" }</button>
                }
                <button type="button" class="quiet" onclick={reveal(Outcome::Shown)}>{ "Show the answer" }</button>
            </div>
        </form>
    }
}

fn left_out(count: usize) -> String {
    match count {
        1 => "The other state is not asked about.".to_owned(),
        _ => format!(
            "The other {} states are not asked about: channels without any transfer are empty.",
            grouped(count as u64)
        ),
    }
}

/// What the live region says.
fn said(judged: &[Judged]) -> String {
    let right = judged.iter().filter(|judged| judged.right).count();
    match judged.len() {
        0 => String::new(),
        all if right == all => "✓ All right.".to_owned(),
        all => format!("{right} of {all} are right. What decides the others is said below each."),
    }
}

fn row(
    session: &SessionHandle,
    exercise: &Rc<Exercise>,
    place: usize,
    field: Field,
    answer: Option<&String>,
    judged: Option<&Judged>,
) -> Html {
    let (id, why) = (format!("prediction-{place}"), format!("prediction-why-{place}"));
    let (name, hint) = match field {
        Field::Node(node) => (format!("node {node} records"), ""),
        Field::Channel(channel) => (format!("in channel {} → {}", channel.from, channel.to), "nothing"),
    };
    let wrong = judged.filter(|judged| !judged.right);
    let show = |judged: &Judged| {
        let (dispatcher, exercise, after) = (session.dispatcher(), exercise.clone(), judged.at.get() as usize + 1);
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::SeekEvent(to_veiled(&exercise.open, after)));
        })
    };
    html! {
        <div key={place} class={classes!("field", judged.map(|judged| if judged.right { "good" } else { "bad" }))}>
            <label for={id.clone()}>{ &name }</label>
            <span class="sign">
                { match judged {
                    Some(Judged { right: true, .. }) => html! { <><span aria-hidden="true">{ "✓" }</span><span class="unseen">{ "right" }</span></> },
                    Some(_) => html! { <><span aria-hidden="true">{ "✕" }</span><span class="unseen">{ "wrong" }</span></> },
                    None => html! {},
                } }
            </span>
            <input {id} type="text" inputmode="numeric" placeholder={hint} value={answer.cloned().unwrap_or_default()}
                aria-invalid={wrong.map(|_| "true")} aria-describedby={wrong.map(|_| why.clone())} />
            if let Some(judged) = wrong {
                <p id={why}>
                    { &judged.why }{ " " }
                    <button type="button" class="link" onclick={show(judged)} aria-label={format!("Show me what decides: {name}")}>{ "Show me" }</button>
                </p>
            }
        </div>
    }
}
