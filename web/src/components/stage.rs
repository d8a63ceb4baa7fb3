//! The network, as large as there is room.

use yew::prelude::*;

use super::acts::acts;
use super::network::Network;
use crate::hooks::use_size;
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
    let size = use_size(&frame);
    let session = &props.session;
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
            } else if let Some((width, height)) = size.filter(|&(width, height)| width > LEAST && height > LEAST) {
                <Network session={session.clone()} {width} {height} />
            }
            { acts(session) }
        </div>
    }
}

fn step(session: &SessionHandle) -> Callback<MouseEvent> {
    let dispatcher = session.dispatcher();
    Callback::from(move |_| dispatcher.dispatch(Action::StepCommand))
}
