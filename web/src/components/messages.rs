//! Draws messages on their lanes. The head of a channel is a button that delivers it.

use shutter_core::cluster::Payload;
use shutter_core::script::Command;
use shutter_diagram::explain::grouped;
use shutter_diagram::network::{Delivered, Lane, MessageMark, NetworkPicture, coin_width};
use yew::prelude::*;

use super::network::{TAB_STOPS, colour};
use crate::number::short as px;

/// The messages in flight, and the one that was taken in this event. With `deliver`, heads are buttons.
pub(super) fn messages(picture: &NetworkPicture, event: usize, deliver: bool) -> Html {
    let busy = picture.lanes.iter().filter(|lane| !lane.messages.is_empty());
    html! {
        <g class="messages">
            { for busy.enumerate().flat_map(|(index, lane)| {
                let tab = if index < TAB_STOPS { "0" } else { "-1" };
                lane.messages.iter().enumerate().map(move |(at, mark)| message(mark, lane, (deliver && at == 0).then_some(tab)))
            }) }
            { for picture.lanes.iter().filter(|lane| lane.more > 0).map(more) }
            { for picture.delivered.iter().map(|taken| delivered(taken, event)) }
        </g>
    }
}

/// A message, which moves when its place changes: the style sheet says how.
fn message(mark: &MessageMark, lane: &Lane, head: Option<&'static str>) -> Html {
    let (dx, dy) = (mark.from.x - mark.at.x, mark.from.y - mark.at.y);
    let style = format!(
        "transform: translate({}px, {}px); --dx: {}px; --dy: {}px",
        px(mark.at.x),
        px(mark.at.y),
        px(dx),
        px(dy)
    );
    let Some(tabindex) = head else {
        return html! {
            <g class="message" key={mark.message.get()} {style} aria-hidden="true"><g class="moving">{ sign(mark.payload) }</g></g>
        };
    };
    let (from, to) = (lane.channel.from, lane.channel.to);
    let what = match mark.payload {
        Payload::Transfer(amount) => grouped(amount.get()),
        Payload::Marker(snapshot) => format!("marker {snapshot}"),
    };
    let words = format!("Deliver {what} from node {from} to node {to}");
    let command = Command::Receive { to, from: Some(from) }.to_string();
    html! {
        <g class="message head" key={mark.message.get()} {style} role="button" {tabindex}
            data-command={command} aria-label={words.clone()}>
            <g class="moving">{ sign(mark.payload) }</g>
            <title>{ words }</title>
            // What is hit is larger than what is seen.
            <rect class="hit" x="-15" y="-15" width="30" height="30" rx="15" />
        </g>
    }
}

fn sign(payload: Payload) -> Html {
    match payload {
        Payload::Transfer(amount) => {
            let number = grouped(amount.get());
            let width = coin_width(&number);
            html! {
                <g class="coin">
                    <rect x={px(-width / 2.0)} y="-12" width={px(width)} height="24" rx="12" />
                    <text>{ number }</text>
                </g>
            }
        }
        Payload::Marker(snapshot) => html! {
            <g class={classes!("marker", colour(snapshot))}>
                <path d="M0 -14L14 0L0 14L-14 0Z" />
                <text>{ snapshot.to_string() }</text>
            </g>
        },
    }
}

fn more(lane: &Lane) -> Html {
    html! {
        <text class="more" aria-hidden="true" x={px(lane.more_at.x)} y={px(lane.more_at.y)}>{ format!("+{}", grouped(lane.more as u64)) }</text>
    }
}

/// A message that has just been taken goes into its node and is gone.
fn delivered(taken: &Delivered, event: usize) -> Html {
    let Delivered { mark, to } = *taken;
    let (dx, dy) = (mark.at.x - to.x, mark.at.y - to.y);
    let style = format!("transform: translate({}px, {}px); --dx: {}px; --dy: {}px", px(to.x), px(to.y), px(dx), px(dy));
    html! {
        <g class="message taken" key={format!("taken-{event}")} {style} aria-hidden="true"><g class="moving">{ sign(mark.payload) }</g></g>
    }
}
