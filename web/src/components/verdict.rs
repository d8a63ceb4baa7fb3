//! What is to be said of a complete snapshot, and whether its state ever was.

use std::cell::RefCell;
use std::rc::Rc;

use shutter_core::causality::{EquivalentRun, Verdict, occurred};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::{EventIndex, SnapshotId};
use shutter_diagram::explain::{Judgement, Witness, grouped, judgements, unreachable};
use yew::prelude::*;

use crate::session::{Action, SessionHandle, Stage};

/// What the verdict needs.
#[derive(Properties, PartialEq)]
pub struct VerdictProps {
    /// The state of the page.
    pub session: SessionHandle,
    /// The snapshot, which is complete.
    pub snapshot: SnapshotId,
    /// The event that starts it.
    pub started: EventIndex,
    /// What is known of the run.
    pub known: Rc<Known>,
}

/// The verdicts on snapshots of a run, so that whoever goes back and forth in it does not wait for them again.
#[derive(Default, PartialEq)]
pub struct Known(RefCell<Vec<(EventIndex, Rc<[Judgement; 3]>)>>);

impl Known {
    fn verdict(&self, events: &[Event], started: EventIndex) -> Option<Rc<[Judgement; 3]>> {
        let mut known = self.0.borrow_mut();
        if let Some((_, judged)) = known.iter().find(|&&(other, _)| other == started) {
            return Some(judged.clone());
        }
        let judged = Rc::new(judgements(&Verdict::of(events, started)?, events));
        known.push((started, judged.clone()));
        Some(judged)
    }
}

/// In runs with more events, whether a state occurred is only looked for when somebody asks.
const AT_ONCE: usize = 200_000;

/// Whether the run goes through a recorded state.
enum Reach {
    Unknown,
    /// After so many events.
    Occurred(usize),
    /// It does not, but an equivalent run does.
    Never(EquivalentRun),
    Impossible(String),
}

/// Three lines, and whether the state occurred. It is worked out once for a run, and not while that is being made.
#[component]
pub fn SnapshotVerdict(props: &VerdictProps) -> Html {
    let session = &props.session;
    let started = props.started;
    let asked = use_state_eq(|| None::<u32>);
    let refused = use_state_eq(|| None::<u32>);
    let done = matches!(session.stage(), Stage::Done | Stage::Cancelled { .. });
    let run = session.run();
    let judged = done.then(|| props.known.verdict(session.history().log().events(), started)).flatten();
    let looks = done && (session.end().events <= AT_ONCE || *asked == Some(run));
    let reach = use_memo((run, started, looks), |&(_, started, looks)| {
        let history = session.history();
        if looks { look(&history, started) } else { Reach::Unknown }
    });
    let Some(judged) = judged else { return html! {} };
    let ask = Callback::from(move |_: MouseEvent| asked.set(Some(run)));
    let open = {
        let (session, reach, refused) = (session.clone(), Rc::clone(&reach), refused.setter());
        Callback::from(move |_: MouseEvent| {
            let Reach::Never(equivalent) = &*reach else { return };
            // A handle keeps every state that it was asked for.
            let script = equivalent.script(session.clone().history().log().events());
            match script {
                Some(script) => session.dispatch(Action::Open(script.text.into(), script.line)),
                None => refused.set(Some(run)),
            }
        })
    };
    html! { <>
        { lines(session, &*judged) }
        <div class="reach">
            { match &*reach {
                Reach::Unknown => html! { <button class="link" onclick={ask}>{ "Did this state ever occur?" }</button> },
                Reach::Occurred(after) => html! {
                    <p>{ "This state occurred " }{ go(session, *after, format!("after event {}", grouped(*after as u64))) }{ "." }</p>
                },
                Reach::Never(_) => never(session, props, &open),
                Reach::Impossible(why) => html! {
                    <p>{ format!("This exact state never occurred in this run, nor in an equivalent one: {why}.") }</p>
                },
            } }
            if *refused == Some(run) {
                <p role="alert">{ "It is too long for a script." }</p>
            }
        </div>
    </> }
}

fn look(history: &History, started: EventIndex) -> Reach {
    let events = history.log().events();
    match occurred(events, started) {
        Some(after) => Reach::Occurred(after),
        None => match EquivalentRun::of(events, started) {
            Ok(run) => Reach::Never(run),
            Err(why) => Reach::Impossible(unreachable(why)),
        },
    }
}

fn never(session: &SessionHandle, props: &VerdictProps, open: &Callback<MouseEvent>) -> Html {
    let show = {
        let (dispatcher, started) = (session.dispatcher(), props.started);
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ShowExchanges(started)))
    };
    html! { <>
        <p>{ "This exact state never occurred in this run; here is a run in which it does." }</p>
        <button class="plain" onclick={show} aria-label={format!("Show how snapshot {} is reached", props.snapshot)}>{ "Show how" }</button>
        <button class="plain" onclick={open.clone()} aria-label={format!("Open as a script: a run that reaches snapshot {}", props.snapshot)}>{ "Open as a script" }</button>
    </> }
}

/// A verdict, a line for each question. A witness leads to its event.
pub fn lines(session: &SessionHandle, judged: &[Judgement]) -> Html {
    html! { <ul class="judgements">{ for judged.iter().map(|judgement| line(session, judgement)) }</ul> }
}

fn line(session: &SessionHandle, judgement: &Judgement) -> Html {
    let (class, sign) = if judgement.holds { ("good", "✓ ") } else { ("bad", "✕ ") };
    html! {
        <li>
            <span {class}><span aria-hidden="true">{ sign }</span>{ judgement.word }</span>{ format!(": {}", judgement.reason) }
            if !judgement.witnesses.is_empty() {
                <ul>
                    { for judgement.witnesses.iter().map(|witness| html! { <li>{ said(session, witness) }</li> }) }
                    if judgement.more > 0 {
                        <li>{ format!("and {} more", grouped(judgement.more as u64)) }</li>
                    }
                </ul>
            }
        </li>
    }
}

fn said(session: &SessionHandle, witness: &Witness) -> Html {
    match witness.at {
        Some(at) => go(session, at.get() as usize + 1, witness.words.clone()),
        None => html! { &witness.words },
    }
}

/// A button to the moment after so many events.
fn go(session: &SessionHandle, after: usize, words: String) -> Html {
    let dispatcher = session.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::SeekEvent(after)));
    html! { <button class="link" {onclick}>{ words }</button> }
}
