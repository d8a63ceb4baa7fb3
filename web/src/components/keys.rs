//! The list of keys.

use yew::prelude::*;

use crate::hooks::use_dialog;

/// What the list needs.
#[derive(Properties, PartialEq)]
pub struct KeysProps {
    /// Whether it is shown.
    pub open: bool,
    /// Called when it is closed, by whatever means.
    pub on_close: Callback<()>,
}

const KEYS: [(&[&str], &str); 20] = [
    (&["Space"], "Play or pause"),
    (&["→"], "Forward one event"),
    (&["←"], "Back one event"),
    (&["Shift", "→"], "Forward one command"),
    (&["Shift", "←"], "Back one command"),
    (&["Home"], "To the beginning"),
    (&["End"], "To the end"),
    (&["Enter"], "On a node: its menu. On a message: deliver it"),
    (&["S"], "On a node: send"),
    (&["R"], "On a node: receive"),
    (&["B"], "On a node: begin a snapshot"),
    (&["→", "←", "↑", "↓"], "On an event of the diagram: to the next one"),
    (&["Enter"], "On an event of the diagram: to the moment after it"),
    (&["D"], "On an event of the diagram: deliver what it sends"),
    (&["→", "←"], "On a line between parts, or a handle of a cut: move it"),
    (&["Ctrl or ⌘", "Z"], "Undo what was done in the picture"),
    (&["Ctrl or ⌘", "S"], "Save the script under a name"),
    (&["Ctrl or ⌘", "Enter"], "In the script: run to the end"),
    (&["P"], "Larger, for projectors, and back"),
    (&["Esc"], "Leave the script, close what is open"),
];

/// A dialog with all keys.
#[component]
pub fn Keys(props: &KeysProps) -> Html {
    let dialog = use_dialog(props.open);
    let on_close = &props.on_close;
    html! {
        <dialog class="keys" ref={dialog} onclose={on_close.reform(|_| ())} aria-labelledby="keys-title">
            <h2 id="keys-title">{ "Keys" }</h2>
            <dl>
                { for KEYS.iter().map(|(keys, what)| html! {
                    <div>
                        <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
                        <dd>{ *what }</dd>
                    </div>
                }) }
                <div><dt><kbd>{ "?" }</kbd></dt><dd>{ "This list" }</dd></div>
            </dl>
            <button class="plain" onclick={on_close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
        </dialog>
    }
}
