//! The network picture as tables, for those who do not see it.

use shutter_diagram::explain::grouped;
use shutter_diagram::network::NetworkPicture;
use yew::prelude::*;

/// Rows of each table; a person who listens to more is better served by the report.
const ROWS: usize = 60;

/// The same as the picture says: nodes and the channels that are not empty.
pub fn network_tables(picture: &NetworkPicture) -> Html {
    let busy = || picture.lanes.iter().filter(|lane| !lane.messages.is_empty() || !lane.recording.is_empty());
    let more = |count: usize| match count.checked_sub(ROWS) {
        None | Some(0) => html! {},
        Some(rest) => html! { <li>{ format!("and {} more", grouped(rest as u64)) }</li> },
    };
    html! {
        <div class="unseen">
            <h2>{ "The network in words" }</h2>
            <ul aria-label="Nodes">
                { for picture.nodes.iter().take(ROWS).map(|node| html! { <li>{ &node.words }</li> }) }
                { more(picture.nodes.len()) }
            </ul>
            <ul aria-label="Channels that hold or record something">
                { for busy().take(ROWS).map(|lane| html! { <li>{ &lane.words }</li> }) }
                { more(busy().count()) }
            </ul>
        </div>
    }
}
