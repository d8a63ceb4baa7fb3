//! The page inside another page: stage and transport alone, as large as the frame that it is given. Nothing is kept, so that
//! what others embed leaves no trace among a person's own scripts.

use yew::prelude::*;

use super::explanation::Explanation;
use super::notice::{Note, notice};
use super::space_time::SpaceTimeDiagram;
use super::stage::Stage;
use super::transport::Transport;
use crate::hooks::{show_theme, use_embedded_session, use_full_link, use_keys, use_playback, use_work};

/// What the address asks for: `?embed`, `?embed=diagram` or `?embed=both`, and then `&edit` and `&theme=dark`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Embedding {
    network: bool,
    diagram: bool,
    edit: bool,
    dark: Option<bool>,
}

impl Embedding {
    /// What the query of an address asks for, if it asks for this page at all.
    pub(super) fn asked_for(query: &str) -> Option<Self> {
        let fields =
            || query.trim_start_matches('?').split('&').map(|field| field.split_once('=').unwrap_or((field, "")));
        let value = |name: &str| fields().find(|field| field.0 == name).map(|field| field.1);
        let view = value("embed")?;
        let dark = match value("theme") {
            Some("dark") => Some(true),
            Some("light") => Some(false),
            _ => None,
        };
        Some(Self {
            network: view != "diagram",
            diagram: matches!(view, "diagram" | "both"),
            edit: value("edit").is_some(),
            dark,
        })
    }

    /// The query that asks for this.
    pub(super) fn query(view: &str, edit: bool) -> String {
        let view = if view == "network" { String::new() } else { ["=", view].concat() };
        ["?embed", &view, if edit { "&edit" } else { "" }].concat()
    }
}

/// What the page needs.
#[derive(Properties, PartialEq)]
pub(super) struct EmbedProps {
    pub(super) asked: Embedding,
}

/// The page.
#[component]
pub(super) fn Embed(props: &EmbedProps) -> Html {
    let Embedding { network, diagram, edit, dark } = props.asked;
    let note = use_state_eq(|| None::<Note>);
    let set_note = {
        let note = note.setter();
        Callback::from(move |new| note.set(new))
    };
    let session = use_embedded_session(edit, &set_note.reform(Some));
    use_playback(&session);
    use_work(&session);
    use_keys(&session);
    use_effect_with(dark, |&dark| show_theme(dark));
    let full = use_full_link(&session);
    let part = |id: &'static str, label: &'static str, content: Html| {
        html! { <section {id} class={id} tabindex="-1" role="region" aria-label={label}>{ content }</section> }
    };
    html! {
        <div class="page embed" data-narrow="true">
            <main>
                <h1 class="unseen">{ "Shutter" }</h1>
                if network {
                    { part("stage", "Network", html! { <Stage session={session.clone()} /> }) }
                }
                if diagram {
                    { part("diagram", "Diagram", html! { <SpaceTimeDiagram session={session.clone()} /> }) }
                }
                <Transport session={session.clone()} timeline={!diagram}>
                    <a class="quiet full" href={full} target="_blank" rel="noopener">{ "Open in Shutter" }</a>
                </Transport>
                // For those who listen.
                <div class="unseen"><Explanation session={session.clone()} /></div>
            </main>
            { notice(note.as_ref(), &set_note) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_says_what_is_shown() {
        let asked =
            |query| Embedding::asked_for(query).map(|asked| (asked.network, asked.diagram, asked.edit, asked.dark));
        assert_eq!(asked(""), None);
        assert_eq!(asked("?embedded=1&edit"), None);
        assert_eq!(asked("?embed"), Some((true, false, false, None)));
        assert_eq!(asked("?embed=strange&theme=pink"), Some((true, false, false, None)));
        assert_eq!(asked("?edit&theme=dark&embed=both"), Some((true, true, true, Some(true))));
        assert_eq!(asked(&Embedding::query("diagram", true)), Some((false, true, true, None)));
        assert_eq!(Embedding::query("network", false), "?embed");
    }
}
