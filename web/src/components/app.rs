//! The page: which part stands where, wide and narrow.

use yew::prelude::*;

use super::bank::bank;
use super::editor::Editor;
use super::embed::{Embed, Embedding};
use super::exchanges::ExchangesPanel;
use super::explanation::Explanation;
use super::header::Header;
use super::keys::Keys;
use super::learn::{Examples, Lessons, Panel, look};
use super::notice::{Note, notice};
use super::snapshots::Snapshots;
use super::space_time::{SpaceTimeDiagram, cut_card};
use super::splitter::Splitter;
use super::stage::Stage;
use super::transcript::Transcript;
use super::transport::Transport;
use crate::hooks::{use_kept_session, use_keys, use_media, use_playback, use_print, use_work};
use crate::number::short;
use crate::session::SessionHandle;
use crate::storage::keep_exercise;

/// The parts that a narrow page shows one at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Script,
    Stage,
    Diagram,
    Explanation,
}

impl Part {
    const ALL: [Self; 4] = [Self::Script, Self::Stage, Self::Diagram, Self::Explanation];

    const fn name(self) -> &'static str {
        match self {
            Self::Script => "Script",
            Self::Stage => "Network",
            Self::Diagram => "Diagram",
            Self::Explanation => "Explanation",
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Stage => "stage",
            Self::Diagram => "diagram",
            Self::Explanation => "explanation",
        }
    }
}

/// A list to choose from, in a dialog.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Catalogue {
    Examples,
    Lessons,
}

/// Below this, the parts are tabs.
const NARROW: &str = "screen and (max-width: 61.99rem)";

/// The whole page, or what its address asks for instead.
#[component(App)]
pub fn app() -> Html {
    match Embedding::asked_for(&gloo::utils::window().location().search().unwrap_or_default()) {
        Some(asked) => html! { <Embed {asked} /> },
        None => html! { <Page /> },
    }
}

#[component]
fn Page() -> Html {
    let note = use_state_eq(|| None::<Note>);
    let set_note = {
        let note = note.setter();
        Callback::from(move |new| note.set(new))
    };
    let tell = set_note.reform(Some);
    let session = use_kept_session(&tell);
    let help = use_state_eq(|| false);
    let catalogue = use_state_eq(|| None::<Catalogue>);
    // What nobody has asked for yet is not made.
    let used = use_state_eq(|| false);
    let part = use_state_eq(|| Part::Stage);
    let left = use_state_eq(|| 20.0);
    let right = use_state_eq(|| 21.0);
    let bottom = use_state_eq(|| 19.0);
    let narrow = use_media(NARROW);
    let tab_list = use_node_ref();

    // The exchanges are beside the diagram.
    use_effect_with(session.exchanges().is_some(), {
        let part = part.setter();
        move |&shown| {
            if shown {
                part.set(Part::Diagram);
            }
        }
    });
    use_playback(&session);
    use_work(&session);
    use_print(&session);
    let set_help = {
        let help = help.clone();
        Callback::from(move |open| help.set(open))
    };
    let set_catalogue = {
        let (catalogue, used) = (catalogue.setter(), used.setter());
        Callback::from(move |open| {
            used.set(true);
            catalogue.set(open);
        })
    };
    // A lesson begins with a look at the network.
    use_effect_with(session.guide().is_some() || session.is_veiled(), {
        let part = part.setter();
        move |&learns| {
            if learns {
                part.set(Part::Stage);
            }
        }
    });
    use_effect_with((session.is_veiled() && session.guide().is_none()).then(|| session.text().clone()), |text| {
        keep_exercise(text.as_deref());
    });
    use_keys(&session);

    let script = use_script(&session);

    let current = *part;
    let frame = |this: Part, content: Html| {
        let (id, role) = (this.id(), if narrow { "tabpanel" } else { "region" });
        html! {
            <section {id} class={id} hidden={narrow && current != this} tabindex="-1" {role} aria-label={this.name()}>
                { content }
            </section>
        }
    };
    let set = |state: &UseStateHandle<f64>| {
        let state = state.clone();
        Callback::from(move |width| state.set(width))
    };
    let columns =
        format!("--left: {}rem; --right: {}rem; --bottom: {}rem", short(*left), short(*right), short(*bottom));
    let learns = session.guide().is_some() || session.is_veiled() || session.outcome().is_some();
    let panel = html! {
        if learns {
            <Panel session={session.clone()} on_more={set_catalogue.reform(|()| Some(Catalogue::Lessons))} />
        }
    };
    html! {
        <div class="page" style={columns} data-narrow={narrow.to_string()}>
            <Header session={session.clone()} {narrow} on_help={set_help.reform(|()| true)}
                on_examples={set_catalogue.reform(|()| Some(Catalogue::Examples))} on_lessons={set_catalogue.reform(|()| Some(Catalogue::Lessons))} />
            <main>
                if narrow {
                    { panel.clone() }
                    { tabs(current, &Callback::from(move |new| part.set(new)), tab_list) }
                }
                { frame(Part::Script, script) }
                <Splitter label="Width of the script" value={*left} min={14.0} max={40.0} on_change={set(&left)} />
                { frame(Part::Stage, html! { <>{ look(&session) }<Stage session={session.clone()} /></> }) }
                <Transport session={session.clone()} timeline={narrow && current != Part::Diagram} />
                <Splitter label="Height of the diagram" value={*bottom} min={8.0} max={32.0} reverse=true upright=true on_change={set(&bottom)} />
                { frame(Part::Diagram, html! { <>
                    <ExchangesPanel session={session.clone()} />
                    <SpaceTimeDiagram session={session.clone()} />
                </> }) }
                <Splitter label="Width of the explanation" value={*right} min={15.0} max={36.0} reverse=true on_change={set(&right)} />
                { frame(Part::Explanation, html! { <>
                    if !narrow {
                        { panel }
                    }
                    <Explanation session={session.clone()} />
                    { cut_card(&session) }
                    <Snapshots session={session.clone()} />
                    { bank(&session) }
                </> }) }
            </main>
            { notice(note.as_ref(), &set_note) }
            <Keys open={*help} on_close={set_help.reform(|()| false)} />
            if *used {
                <Examples session={session.clone()} open={*catalogue == Some(Catalogue::Examples)} on_close={set_catalogue.reform(|()| None)} />
                <Lessons session={session.clone()} open={*catalogue == Some(Catalogue::Lessons)}
                    on_close={set_catalogue.reform(|()| None)} />
            }
        </div>
    }
}

/// The script and the transcript as they are, or while the moment is dragged as they were before: to scroll a long script with every frame
/// takes longer than a frame, and nobody reads it then.
#[hook]
fn use_script(session: &SessionHandle) -> Html {
    let kept = use_mut_ref(Html::default);
    if !session.is_dragged() {
        *kept.borrow_mut() = html! { <>
            <Editor session={session.clone()} />
            <Transcript session={session.clone()} />
        </> };
    }
    let kept = kept.borrow();
    kept.clone()
}

/// One tab for each part. `list` is their list, in which keys move the focus.
fn tabs(part: Part, on_change: &Callback<Part>, list: NodeRef) -> Html {
    let on_key = {
        let (on_change, list) = (on_change.clone(), list.clone());
        Callback::from(move |event: KeyboardEvent| {
            let count = Part::ALL.len();
            let at = Part::ALL.iter().position(|other| *other == part).unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % count,
                "ArrowLeft" => (at + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            on_change.emit(Part::ALL[next]);
            let buttons = list.cast::<web_sys::Element>().map(|list| list.children());
            let button = buttons.and_then(|buttons| buttons.item(u32::try_from(next).ok()?));
            if let Some(button) =
                button.and_then(|button| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(button).ok())
            {
                let _ = button.focus();
            }
        })
    };
    html! {
        <div class="tabs" role="tablist" aria-label="Parts of the page" ref={list} onkeydown={on_key}>
            { for Part::ALL.into_iter().map(|other| {
                let selected = other == part;
                html! {
                    <button role="tab" aria-selected={selected.to_string()} aria-controls={other.id()}
                        tabindex={if selected { "0" } else { "-1" }} onclick={on_change.reform(move |_| other)}>
                        { other.name() }
                    </button>
                }
            }) }
        </div>
    }
}
