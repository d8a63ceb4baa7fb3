//! The line at the top.

use yew::prelude::*;

use super::random::use_random;
use super::share::use_share;
use crate::export::export;
use crate::hooks::{Theme, use_presenter, use_said, use_theme};
use crate::session::SessionHandle;

/// What the header needs.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The state of the page.
    pub session: SessionHandle,
    /// Whether there is no room for a row of buttons.
    pub narrow: bool,
    /// Asks for the examples.
    pub on_examples: Callback<()>,
    /// Asks for the lessons.
    pub on_lessons: Callback<()>,
    /// Asks for the list of keys.
    pub on_help: Callback<()>,
}

/// The name, and an entry for each thing that can be done with the page as a whole: a row, or where that is too wide, a menu.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let (theme, set_theme) = use_theme();
    let (large, present) = use_presenter(props.narrow);
    let (share, share_dialog) = use_share(&props.session);
    let (random, random_dialog) = use_random(&props.session);
    let at = Theme::ALL.iter().position(|other| *other == theme).unwrap_or(0);
    let next = Theme::ALL[(at + 1) % Theme::ALL.len()];
    let exported = use_said("Export…");
    let on_export = {
        let (session, said) = (props.session.clone(), exported.setter());
        Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            if session.is_veiled() {
                return said.set("Not before it is predicted");
            }
            export(&session, move || said.set("Could not be loaded"));
        })
    };
    html! {
        <header class="header">
            <h1>{ "Shutter" }</h1>
            <p class="tagline">{ "Distributed snapshots, step by step" }</p>
            if props.narrow {
                <button class="quiet" popovertarget="entries">{ "Menu" }</button>
            }
            // As a popover it closes by itself: on Escape, on a press elsewhere, and when a dialog opens.
            <div id="entries" class="entries" popover={props.narrow.then_some("auto")}>
                <button class="quiet" onclick={props.on_examples.reform(|_| ())} aria-haspopup="dialog">{ "Examples" }</button>
                <button class="quiet" onclick={props.on_lessons.reform(|_| ())} aria-haspopup="dialog">{ "Lessons" }</button>
                { random }
                { share }
                <button class="quiet" onclick={on_export} aria-haspopup="dialog"><span aria-live="polite">{ *exported }</span></button>
                if !props.narrow {
                    <button class="quiet" onclick={present} aria-keyshortcuts="P" aria-pressed={large.to_string()}
                        title="Larger type and marks, for projectors (P)">{ "Present" }</button>
                }
                <button class="quiet" onclick={set_theme.reform(move |_| next)}>
                    { "Theme: " }{ theme.name().to_ascii_lowercase() }<span class="unseen">{ format!(", change to {}", next.name()) }</span>
                </button>
                <button class="quiet" onclick={props.on_help.reform(|_| ())} aria-keyshortcuts="?" aria-haspopup="dialog">
                    <kbd aria-hidden="true">{ "?" }</kbd>{ " Keys" }
                </button>
            </div>
            { random_dialog }
            { share_dialog }
        </header>
    }
}
