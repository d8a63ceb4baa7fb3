//! What a node can be asked to do, beside it.

use gloo::events::EventListener;
use shutter_core::cluster::Payload;
use shutter_core::script::{ChannelName, Command};
use shutter_core::{Amount, NodeId};
use shutter_diagram::explain::grouped;
use shutter_diagram::geometry::Point;
use shutter_diagram::network::Size;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::acts::command_at;
use super::network::colour;
use crate::hooks::page_px;
use crate::session::{Action, SessionHandle};

/// What the menu needs.
#[derive(Properties, PartialEq)]
pub(super) struct NodeMenuProps {
    pub(super) session: SessionHandle,
    pub(super) node: NodeId,
    pub(super) balance: Amount,
    /// The centre of the node, its radius, and the picture that it is in.
    pub(super) at: Point,
    pub(super) radius: f64,
    pub(super) size: Size,
    /// When this changes, the focus goes into the menu; 0 leaves it where it is.
    pub(super) focus: u32,
    /// Why the node can be asked for nothing.
    pub(super) reason: Option<&'static str>,
    /// Called when it is to be closed.
    pub(super) on_close: Callback<()>,
}

/// Channels that one can choose from; more are in the picture.
const CHANNELS: usize = 12;

/// The menu: a dialog that leaves the rest of the page in use.
#[component]
pub(super) fn NodeMenu(props: &NodeMenuProps) -> Html {
    let (root, amount) = (use_node_ref(), use_node_ref());
    let node = props.node;
    let typed = use_state(|| props.balance.get().min(100).to_string());
    {
        let (root, amount, on_close) = (root.clone(), amount.clone(), props.on_close.clone());
        use_effect_with(props.focus, move |&focus| {
            if focus > 0 {
                take_focus(&root, &amount);
            }
            // A press elsewhere closes it. Nodes have their own way.
            let listener = EventListener::new(&gloo::utils::document(), "pointerdown", move |event| {
                if !is_own(event.target()) {
                    on_close.emit(());
                }
            });
            move || drop(listener)
        });
    }
    let close = {
        let on_close = props.on_close.clone();
        Callback::from(move |()| {
            focus_node(node);
            on_close.emit(());
        })
    };
    let act = {
        let (close, dispatcher) = (close.clone(), props.session.dispatcher());
        Callback::from(move |command: Command| {
            close.emit(());
            dispatcher.dispatch(Action::Act(command));
        })
    };
    let onclick = {
        let (act, close) = (act.clone(), close.clone());
        Callback::from(move |event: MouseEvent| {
            let Some(target) = event.target_dyn_into::<Element>() else { return };
            if let Some(command) = command_at(&target) {
                act.emit(command);
            } else if target.class_name() == "quiet" {
                close.emit(());
            }
        })
    };
    let onkeydown = {
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                close.emit(());
            }
        })
    };
    let onfocusout = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: FocusEvent| {
            if event.related_target().is_some_and(|target| !is_own(Some(target))) {
                on_close.emit(());
            }
        })
    };
    let (class, style) = place(props);
    html! {
        <div class={classes!("menu-place", class)} {style}>
            <div class="menu-column">
                <div class="node-menu" role="dialog" aria-labelledby="node-menu-title" tabindex="-1" data-own-keys="" ref={root}
                    {onclick} {onkeydown} {onfocusout}>
                    <header>
                        <h2 id="node-menu-title">{ format!("Node {node} · {}", grouped(props.balance.get())) }</h2>
                        <button class="quiet" aria-label="Close">{ "✕" }</button>
                    </header>
                    if let Some(reason) = props.reason {
                        <p class="hint">{ reason }</p>
                    } else {
                        { send(props, amount, &typed, &act) }
                        { receives(props) }
                        { row(Command::BeginSnapshot { node }, "Begin a snapshot".to_owned(), Html::default()) }
                    }
                </div>
            </div>
        </div>
    }
}

fn take_focus(root: &NodeRef, amount: &NodeRef) {
    if let Some(amount) = amount.cast::<HtmlInputElement>() {
        let _ = amount.focus();
        amount.select();
    } else if let Some(root) = root.cast::<HtmlElement>() {
        let _ = root.focus();
    }
}

fn is_own(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(".node-menu, .node").is_ok_and(|found| found.is_some()))
}

/// Gives the focus to a node in the picture.
pub(super) fn focus_node(node: NodeId) {
    let found = gloo::utils::document().query_selector(&format!(".node[data-node='{node}']")).ok().flatten();
    if let Some(element) = found {
        // Elements of pictures can have the focus too, by the same name.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Where the menu stands: beside the node, where there is room for it, or else below or above. The style sheet keeps it within
/// the stage. These are distances from the edges that the classes name.
fn place(props: &NodeMenuProps) -> (Classes, String) {
    const WIDTH: f64 = 272.0;
    let (Point { x, y }, Size { width, height }) = (props.at, props.size);
    let gap = props.radius + 12.0;
    let (left, top) = (x * 2.0 > width, y * 2.0 > height);
    let (from_side, from_end) = (if left { width - x } else { x }, if top { height - y } else { y });
    let beside = width - from_side - gap > WIDTH;
    let (across, down) =
        if beside { (from_side + gap, from_end - 24.0) } else { (from_side - WIDTH / 2.0, from_end + gap) };
    let style = format!("--across: {}; --down: {}", page_px(across.max(0.0)), page_px(down.max(0.0)));
    (classes!(left.then_some("from-right"), top.then_some("from-bottom")), style)
}

fn send(props: &NodeMenuProps, amount: NodeRef, typed: &UseStateHandle<String>, act: &Callback<Command>) -> Html {
    let from = props.node;
    let history = props.session.history();
    let others: Vec<NodeId> = history.state().cluster().node_ids().filter(|&id| id != from).collect();
    if others.is_empty() {
        return html! { <p class="hint">{ "There is no other node to send to." }</p> };
    }
    let read = read_amount(typed);
    let hint = match read {
        Err(words) => words,
        Ok(amount) if amount > props.balance => "More than it has: the send will fail, and print ERR_SEND.",
        Ok(_) => "",
    };
    let receiver = NodeRef::default();
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(input.value());
            }
        })
    };
    let options = others.iter().map(|id| html! { <option>{ id.to_string() }</option> }).collect::<Html>();
    let onsubmit = {
        let (act, receiver) = (act.clone(), receiver.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let index = receiver.cast::<HtmlSelectElement>().map_or(0, |select| select.selected_index());
            let to = usize::try_from(index).ok().and_then(|index| others.get(index));
            if let (Ok(amount), Some(&to)) = (read, to) {
                act.emit(Command::Send { from, to, amount });
            }
        })
    };
    html! {
        <form {onsubmit}>
            <input ref={amount} value={(**typed).clone()} {oninput} inputmode="numeric" autocomplete="off" aria-label="Amount"
                aria-invalid={read.is_err().to_string()} aria-describedby="node-menu-hint" />
            { "to" }
            <select ref={receiver} aria-label="Receiver">{ options }</select>
            <button class="plain">{ "Send" }</button>
            <p id="node-menu-hint" class={classes!("hint", read.is_err().then_some("error"))} role="status">{ hint }</p>
        </form>
    }
}

/// The amount that a text says, or what is wrong with it.
fn read_amount(text: &str) -> Result<Amount, &'static str> {
    let digits = text.trim().replace(',', "");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("An amount is a whole number, such as 100.");
    }
    let number = digits.parse().ok().and_then(Amount::new);
    number.ok_or("An amount is at most 9,007,199,254,740,991.")
}

/// A row to receive whatever comes, and one for each channel that holds something.
fn receives(props: &NodeMenuProps) -> Html {
    let to = props.node;
    let history = props.session.history();
    let state = history.state();
    let mut channels: Vec<ChannelName> = state.busy_channels_to(to).take(CHANNELS + 1).collect();
    let more = channels.len() > CHANNELS;
    channels.truncate(CHANNELS);
    let wait = if channels.is_empty() { "will wait" } else { "" };
    let any = html! { <span class="hint">{ wait }</span> };
    html! { <>
        { row(Command::Receive { to, from: None }, "Receive from any".to_owned(), any) }
        { for channels.into_iter().filter_map(|name| {
            let (class, what) = match state.channel(name).next()?.1 {
                Payload::Transfer(amount) => (classes!("chip"), grouped(amount.get())),
                Payload::Marker(snapshot) => (classes!("chip", "marker-chip", colour(snapshot)), format!("marker {snapshot}")),
            };
            let head = html! { <><span class="unseen">{ ": " }</span><span {class}>{ what }</span></> };
            Some(row(Command::Receive { to, from: Some(name.from) }, format!("Receive from {}", name.from), head))
        }) }
        if more {
            <p class="hint">{ "More messages are on their way: click on one." }</p>
        }
    </> }
}

fn row(command: Command, words: String, what: Html) -> Html {
    html! { <button class="menu-row" data-command={command.to_string()}><span>{ words }</span>{ what }</button> }
}

#[cfg(test)]
mod tests {
    use super::read_amount;

    #[test]
    fn amounts_are_whole_numbers_in_range() {
        assert_eq!(read_amount(" 1,000 ").map(shutter_core::Amount::get), Ok(1_000));
        assert_eq!(read_amount("9007199254740991").map(shutter_core::Amount::get), Ok(9_007_199_254_740_991));
        for wrong in ["", ",", "-1", "+1", "1.5", "1e3", "ten", "9007199254740992", "99999999999999999999999"] {
            assert!(read_amount(wrong).is_err(), "{wrong}");
        }
    }
}
