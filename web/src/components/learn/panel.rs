//! The lesson or the exercise that a person is in.

use shutter_lessons::Step;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::predict::Prediction;
use super::progress;
use crate::session::{Action, Guide, Outcome, SessionHandle};

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    /// The state of the page.
    pub session: SessionHandle,
    /// Called when a lesson is finished, to choose another.
    pub on_more: Callback<()>,
}

/// A step of a lesson, or an exercise; nothing where there is neither.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let session = &props.session;
    let card = use_node_ref();
    let small = use_state_eq(|| false);
    let (guide, veiled, outcome) = (session.guide(), session.is_veiled(), session.outcome());
    // What was pressed on may have gone.
    use_effect_with((guide.map(|guide| guide.at), veiled), {
        let card = card.clone();
        move |_| {
            let lost = gloo::utils::document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            if let Some(card) = card.cast::<HtmlElement>().filter(|_| lost) {
                let _ = card.focus();
            }
        }
    });
    use_effect_with(guide.map(|guide| (guide.lesson.clone(), guide.at + usize::from(guide.done))), |done| {
        if let Some((lesson, steps)) = done {
            progress::keep(lesson, *steps);
        }
    });
    if guide.is_none() && !veiled && outcome.is_none() {
        return html! {};
    }
    let (name, position) = match guide {
        Some(guide) => {
            (guide.lesson.title.clone(), format!("{}\u{a0}of\u{a0}{}", guide.at + 1, guide.lesson.steps.len()))
        }
        None => ("Exercise".to_owned(), String::new()),
    };
    let close = {
        let dispatcher = session.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::EndLesson))
    };
    let fold = {
        let small = small.clone();
        Callback::from(move |_: MouseEvent| small.set(!*small))
    };
    html! {
        <section class={classes!("lesson", small.then_some("small"))} ref={card} tabindex="-1" aria-label={name.clone()} data-testid="lesson">
            <header>
                <p>{ &name }{ if position.is_empty() { "" } else { " · " } }{ position }</p>
                <button class="quiet fold" aria-expanded={(!*small).to_string()} onclick={fold}>{ if *small { "More" } else { "Less" } }</button>
                <button class="quiet" onclick={close}>{ "Close" }</button>
            </header>
            { match guide.and_then(|guide| Some((guide, guide.step()?))) {
                Some((guide, step)) => told(guide, step),
                None if veiled => html! { <>
                    <h2>{ "What will be recorded?" }</h2>
                    <p class="ask">{ "What the snapshots of this script record is hidden. Fill it in; go through the run as you like." }</p>
                </> },
                None => html! {},
            } }
            if veiled {
                <Prediction key={guide.map_or(0, |guide| guide.at + 1)} session={session.clone()} text={session.text().clone()} />
            }
            <p class="outcome" role="status">{ said(guide, outcome) }</p>
            if let Some(guide) = guide {
                { moves(session, guide, &props.on_more) }
            }
        </section>
    }
}

/// What is to be noticed is seen after something was done, but before something is predicted.
fn told(guide: &Guide, step: &Step) -> Html {
    let part = |name: &'static str, words: &str| html! { <p class="told"><strong>{ name }</strong>{ words }</p> };
    html! { <>
        <h2>{ &step.title }</h2>
        <div class="told" key={guide.at}>{ for step.text.iter().map(|paragraph| html! { <p>{ paragraph }</p> }) }</div>
        if step.predicts && !step.notice.is_empty() {
            { part("Notice: ", &step.notice) }
        }
        <p class="ask"><strong>{ if step.predicts { "Predict: " } else { "Try it: " } }</strong>{ &step.ask }</p>
        if !step.predicts && !step.notice.is_empty() {
            { part("Then notice: ", &step.notice) }
        }
    </> }
}

/// What the live region says.
fn said(guide: Option<&Guide>, outcome: Option<Outcome>) -> &'static str {
    match (outcome, guide.is_some_and(|guide| guide.done)) {
        (Some(Outcome::Right), _) => "✓ All right. What was recorded is shown now.",
        (Some(Outcome::Shown), _) => "What was recorded is shown now.",
        (None, true) => "✓ Done.",
        (None, false) => "",
    }
}

/// The ways to the next step and to the one before.
fn moves(session: &SessionHandle, guide: &Guide, on_more: &Callback<()>) -> Html {
    let to = |at: usize| {
        let (dispatcher, lesson) = (session.dispatcher(), guide.lesson.clone());
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Turn(lesson.clone(), at)))
    };
    let last = guide.at + 1 == guide.lesson.steps.len();
    let finish = {
        let (dispatcher, lesson, on_more) = (session.dispatcher(), guide.lesson.clone(), on_more.clone());
        Callback::from(move |_: MouseEvent| {
            progress::keep(&lesson, lesson.steps.len());
            dispatcher.dispatch(Action::EndLesson);
            on_more.emit(());
        })
    };
    let class = classes!("plain", guide.done.then_some("strong"));
    html! {
        <div class="choices">
            if let Some(before) = guide.at.checked_sub(1) {
                <button class="plain" onclick={to(before)}>{ "Back" }</button>
            }
            if last {
                <button {class} onclick={finish}>{ "Finish" }</button>
            } else {
                <button {class} onclick={to(guide.at + 1)}>{ "Next" }</button>
            }
        </div>
    }
}
