//! Draws the network picture.

use std::rc::Rc;

use shutter_core::script::Command;
use shutter_core::{NodeId, SnapshotId};
use shutter_diagram::explain::grouped;
use shutter_diagram::geometry::Point;
use shutter_diagram::network::{Anchor, Label, Lane, NetworkPicture, NodeMark, NodeRecord, Size};
use shutter_diagram::space_time::Hue;
use web_sys::Element;
use yew::prelude::*;

use super::acts::command_at;
use super::messages::messages;
use super::node_menu::{NodeMenu, focus_node};
use super::tables::network_tables;
use crate::number::short as px;
use crate::session::{Action, SessionHandle};

/// What the network needs.
#[derive(Properties, PartialEq)]
pub struct NetworkProps {
    /// The state of the page.
    pub session: SessionHandle,
    /// The width of the picture in pixels.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// The menu that is open.
#[derive(Clone, Copy, PartialEq)]
struct Opened {
    node: NodeId,
    /// Goes up when the focus is to go into it; 0 while it has not.
    focus: u32,
}

/// So many nodes, and so many heads of channels, can be reached by the tabulator key one by one.
pub(super) const TAB_STOPS: usize = 40;
/// Nodes at least so large have words on them.
const READABLE: f64 = 15.0;
/// Nodes at least so large have their records beside them.
const ROOMY: f64 = 26.0;

/// The picture.
#[component]
pub fn Network(props: &NetworkProps) -> Html {
    let session = &props.session;
    let size = Size { width: props.width, height: props.height };
    let picture = Rc::new(NetworkPicture::of(&session.history(), size, session.selected()));
    let stops = picture.nodes.len() <= TAB_STOPS;
    let reason = session.obstacle().or_else(|| picture.ended.then_some("KillAll has ended this bank."));
    let menu = use_state_eq(|| None::<Opened>);
    let on_close = {
        let menu = menu.setter();
        Callback::from(move |()| menu.set(None))
    };
    let press = Press { session: session.clone(), menu: menu.clone(), blocked: reason.is_some() };
    let onkeydown = {
        let press = press.clone();
        Callback::from(move |event: KeyboardEvent| {
            let alone = !(event.repeat() || event.ctrl_key() || event.meta_key() || event.alt_key());
            let target = event.target_dyn_into::<Element>().filter(|_| alone);
            if target.is_some_and(|target| press.on(&target, &event.key())) {
                event.prevent_default();
            }
        })
    };
    let onclick = Callback::from(move |event: MouseEvent| {
        if let Some(target) = event.target_dyn_into::<Element>() {
            // A click that no pointer made is one of a screen reader.
            press.on(&target, if event.detail() == 0 { "Enter" } else { "" });
        }
    });
    let opened = (*menu).and_then(|open| Some((open, picture.nodes.iter().find(|mark| mark.id == open.node)?)));
    html! {
        <>
            <svg class={classes!("picture", picture.ended.then_some("ended"))} width={px(props.width)} height={px(props.height)}
                viewBox={format!("0 0 {} {}", px(props.width), px(props.height))} role="group" aria-label="Network" {onclick} {onkeydown}>
                <g class="lanes" aria-hidden="true">{ for picture.lanes.iter().map(lane) }</g>
                <g class="nodes">
                    { for picture.nodes.iter().map(|mark| node(mark, &picture, (session.selected(), *menu), (stops, !session.is_looked_at()))) }
                </g>
                <g class="labels" aria-hidden="true">{ for picture.nodes.iter().map(|mark| labels(mark, picture.radius, picture.size.width)) }</g>
                { messages(&picture, session.moment().events, reason.is_none()) }
            </svg>
            if let Some((open, mark)) = opened {
                <NodeMenu key={open.node.get()} session={session.clone()} node={open.node} balance={mark.balance} at={mark.at}
                    radius={picture.radius} size={picture.size} focus={open.focus} {reason} {on_close} />
            }
            // What changes with every frame cannot be read out.
            if !session.is_dragged() {
                { network_tables(&picture) }
            }
            if picture.ended {
                <p class="note">{ "KillAll has ended this bank. What it came to stays on show." }</p>
            } else if let Some(note) = &picture.note {
                <p class="note">{ note }</p>
            }
        </>
    }
}

/// What happens when a part of the picture is pressed on: one for all, since there may be thousands.
#[derive(Clone)]
struct Press {
    session: SessionHandle,
    menu: UseStateHandle<Option<Opened>>,
    blocked: bool,
}

impl Press {
    /// Answers to a key, or to a click, which is no key; says whether there was something to do.
    fn on(&self, target: &Element, key: &str) -> bool {
        let pressed = key.is_empty() || key == "Enter";
        if let Some(command) = command_at(target).filter(|_| pressed) {
            // A message that is delivered goes: the focus follows it into the node.
            if let (false, Command::Receive { to, .. }) = (key.is_empty(), command) {
                focus_node(to);
            }
            self.session.dispatch(Action::Act(command));
            return true;
        }
        let Some(node) = node_at(target) else {
            if pressed {
                self.session.dispatch(Action::Select(None));
            }
            return false;
        };
        let open = (*self.menu).filter(|open| open.node == node);
        match key {
            "r" if !self.blocked => self.session.dispatch(Action::Act(Command::Receive { to: node, from: None })),
            "b" if !self.blocked => self.session.dispatch(Action::Act(Command::BeginSnapshot { node })),
            "Escape" => self.menu.set(None),
            _ if self.session.is_looked_at() => {
                if pressed {
                    self.session.dispatch(Action::Select(Some(node).filter(|_| self.session.selected() != Some(node))));
                }
                return pressed;
            }
            _ if pressed && open.is_some() => {
                self.menu.set(None);
                self.session.dispatch(Action::Select(None));
            }
            "" | "Enter" | "s" | "r" | "b" => {
                let focus = if key.is_empty() { 0 } else { open.map_or(1, |open| open.focus + 1) };
                self.menu.set(Some(Opened { node, focus }));
                self.session.dispatch(Action::Select(Some(node)));
            }
            _ => return false,
        }
        true
    }
}

fn node_at(target: &Element) -> Option<NodeId> {
    let node = target.closest("[data-node]").ok()??.get_attribute("data-node")?;
    node.parse().ok().map(NodeId::new)
}

/// The class that gives a snapshot its colour.
pub fn colour(snapshot: SnapshotId) -> &'static str {
    Hue::of(snapshot).class()
}

fn lane(lane: &Lane) -> Html {
    let Lane { start, end, .. } = *lane;
    let neck = end.ahead(start, 9.0, 0.0);
    let (left, right) = (end.ahead(start, 10.0, -4.5), end.ahead(start, 10.0, 4.5));
    let state = if lane.messages.is_empty() { "empty" } else { "busy" };
    html! {
        <g class={classes!("lane", state)} key={format!("{}-{}", lane.channel.from, lane.channel.to)}>
            <title>{ &lane.words }</title>
            { for lane.recording.iter().enumerate().map(|(index, record)| html! {
                <line class={classes!("band", colour(record.snapshot))} style={format!("stroke-width: {}px", 11 + 7 * index)}
                    x1={px(start.x)} y1={px(start.y)} x2={px(neck.x)} y2={px(neck.y)} />
            }) }
            <line class="line" x1={px(start.x)} y1={px(start.y)} x2={px(neck.x)} y2={px(neck.y)} />
            <path class="tip" d={format!("M{} {}L{} {}L{} {}Z", px(end.x), px(end.y), px(left.x), px(left.y), px(right.x), px(right.y))} />
            if let Some((snapshot, text, at)) = lane.recorded_so_far() {
                <text class={classes!("recorded", colour(snapshot))} x={px(at.x)} y={px(at.y)} text-anchor="middle" dominant-baseline="central">{ text }</text>
            }
        </g>
    }
}

fn node(
    mark: &NodeMark,
    picture: &NetworkPicture,
    (selected, menu): (Option<NodeId>, Option<Opened>),
    (stops, menus): (bool, bool),
) -> Html {
    let id = mark.id;
    let radius = picture.radius;
    let recorded = mark.snapshots.iter().rev().find(|record| record.balance.is_some());
    let class = classes!(
        "node",
        recorded.map(|record| colour(record.snapshot)),
        recorded.is_some().then_some("recorded"),
        mark.active.then_some("active"),
        mark.refused.is_some().then_some("refused"),
    );
    html! {
        <g {class} key={id.get()} data-node={id.to_string()} role="button" tabindex={if stops { "0" } else { "-1" }}
            aria-label={mark.words.clone()} aria-pressed={(selected == Some(id)).to_string()} aria-haspopup={menus.then_some("dialog")}
            aria-expanded={menus.then(|| menu.is_some_and(|open| open.node == id).to_string())}>
            <title>{ &mark.words }</title>
            <circle cx={px(mark.at.x)} cy={px(mark.at.y)} r={px(radius)} />
            if radius >= READABLE {
                { inscription(mark, radius) }
            }
        </g>
    }
}

/// Id and balance on a node; the larger, the more.
#[allow(clippy::cast_precision_loss)] // a handful of characters
fn inscription(mark: &NodeMark, radius: f64) -> Html {
    let Point { x, y } = mark.at;
    let balance = grouped(mark.balance.get());
    let fits = radius * 1.5 / (balance.len() as f64 * 0.62);
    let size = (radius * 0.58).min(fits).max(8.0);
    let id = mark.id.to_string();
    let name = if radius >= ROOMY && id.len() < 5 { format!("node {id}") } else { id };
    html! {
        <g aria-hidden="true">
            <text class="name" x={px(x)} y={px(y - radius * 0.4)} style={format!("font-size: {}px", px((radius * 0.32).clamp(9.0, 12.0)))}>{ name }</text>
            <text class="balance" x={px(x)} y={px(y + radius * 0.18)} style={format!("font-size: {}px", px(size))}>{ balance }</text>
        </g>
    }
}

/// What stands beside a node: its records, what it waits for, what was refused.
fn labels(mark: &NodeMark, radius: f64, width: f64) -> Html {
    let mut lines: Vec<(Classes, String)> = Vec::new();
    if let Some(amount) = mark.refused {
        lines.push((classes!("refusal"), format!("✕ cannot send {}", grouped(amount.get()))));
    }
    let several = mark.snapshots.len() > 1;
    // Where nodes are small, they stand too close for more than what is out of the ordinary.
    for record in mark.snapshots.iter().filter(|_| radius >= ROOMY) {
        lines.extend(record_lines(record, several));
    }
    if !mark.waits.is_empty() {
        lines.push((classes!("waits"), mark.waits.clone()));
    }
    let anchor = match mark.label.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let lines: Vec<_> = lines
        .iter()
        .flat_map(|(class, text)| {
            let (parts, size) = mark.label.fit(text, !class.contains("minor"), width);
            parts
                .into_iter()
                .map(move |part| (class, part, (size < Label::TYPE).then(|| format!("font-size: {}px", px(size)))))
        })
        .collect();
    let count = lines.len();
    html! {
        <g class="label" key={mark.id.get()}>
            { for lines.into_iter().enumerate().map(|(index, (class, text, style))| {
                let Point { x, y } = mark.label.line(index, count);
                html! { <text class={class.clone()} x={px(x)} y={px(y)} text-anchor={anchor} dominant-baseline="central" {style}>{ text }</text> }
            }) }
        </g>
    }
}

fn record_lines(record: &NodeRecord, several: bool) -> Vec<(Classes, String)> {
    let NodeRecord { snapshot, balance, open } = *record;
    let prefix = if several { format!("{snapshot}: ") } else { String::new() };
    let Some(balance) = balance else {
        return vec![(classes!("minor"), format!("{prefix}not recorded yet"))];
    };
    let mut lines =
        vec![(classes!("record", colour(snapshot)), format!("{prefix}recorded {}", grouped(balance.get())))];
    if open > 0 {
        let channels = if open == 1 { "channel" } else { "channels" };
        lines.push((classes!("minor"), format!("recording {} {channels}", grouped(open))));
    }
    lines
}
