//! The network, as large as there is room.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::acts::acts;
use super::network::Network;
use crate::hooks::use_picture_size;
use crate::session::{Action, SessionHandle};

/// What the stage needs.
#[derive(Properties, PartialEq)]
pub struct StageProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// Below this, in pixels, there is nothing to see.
const LEAST: f64 = 40.0;

/// The network picture with its text alternative, or what to do when there is no network.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let frame = use_node_ref();
    let size = use_picture_size(&frame);
    let session = &props.session;
    let network = use_network(session, size.filter(|&(width, height)| width > LEAST && height > LEAST));
    let nothing = session.end().commands == 0;
    let empty = session.history().state().cluster().node_count() == 0;
    html! {
        <div class="network" ref={frame}>
            if nothing {
                <p class="empty">
                    <strong>{ "There is no bank yet." }</strong>{ " Write a script, for example:" }
                    <code>{ "CreateNode 1 1000\nCreateNode 2 500\nSend 1 2 300\nBeginSnapshot 1\nReceiveAll" }</code>
                </p>
            } else if empty {
                <p class="empty">
                    { "No node exists yet at this moment. " }
                    <button class="plain" onclick={step(session)}>{ "One step forward" }</button>
                </p>
            } else {
                { network }
            }
            { acts(session) }
        </div>
    }
}

/// With more channels than this, a picture of the network takes longer than a frame.
const CROWDED: usize = 30;
/// A hand that holds still for so many milliseconds rests.
const REST: u32 = 90;

/// The picture. A crowded one waits, while the moment is dragged, until the hand rests: what moves must not stutter.
#[hook]
fn use_network(session: &SessionHandle, size: Option<(f64, f64)>) -> Html {
    let kept = use_mut_ref(Html::default);
    let rested = use_state_eq(|| 0);
    let nodes = session.history().state().cluster().node_count();
    let waits = session.is_dragged() && nodes * nodes.saturating_sub(1) > CROWDED && *rested != session.revision();
    use_effect_with(waits.then(|| session.revision()), {
        let rested = rested.setter();
        move |&revision| {
            let timeout = revision.map(|revision| Timeout::new(REST, move || rested.set(revision)));
            move || drop(timeout)
        }
    });
    if !waits {
        *kept.borrow_mut() = match size {
            Some((width, height)) => html! { <Network session={session.clone()} {width} {height} /> },
            None => Html::default(),
        };
    }
    let kept = kept.borrow();
    kept.clone()
}

fn step(session: &SessionHandle) -> Callback<MouseEvent> {
    let dispatcher = session.dispatcher();
    Callback::from(move |_| dispatcher.dispatch(Action::StepCommand))
}
