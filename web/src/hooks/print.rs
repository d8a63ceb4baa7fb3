//! The run on paper. What the page shows in lists that scroll is written out before it is printed, and taken away after that;
//! the rest is done by `styles/print.css`.

use gloo::events::EventListener;
use gloo::utils::{document, window};
use shutter_core::causality::Verdict;
use shutter_core::history::History;
use shutter_core::snapshot::{Progress, Report, Snapshot};
use shutter_diagram::explain::{grouped, judgements};
use web_sys::Element;
use yew::prelude::*;

use crate::session::{Session, SessionHandle};

/// Lines of a text that are printed: what is more fills no paper that anybody reads.
const MOST_LINES: usize = 2_000;
/// Snapshots that are printed, the first ones.
const MOST_SNAPSHOTS: usize = 50;

/// Writes the run out whenever the page is printed.
#[hook]
pub fn use_print(session: &SessionHandle) {
    let session = session.clone();
    use_effect_with((), move |()| {
        let before = EventListener::new(&window(), "beforeprint", move |_| {
            clear();
            // The newest state, and not the one that the page began with.
            let _ = write(&session.clone());
        });
        let after = EventListener::new(&window(), "afterprint", |_| clear());
        move || drop((before, after))
    });
}

fn clear() {
    while let Ok(Some(paper)) = document().query_selector(".paper") {
        paper.remove();
    }
}

fn write(session: &Session) -> Option<()> {
    let body = document().body()?;
    let script = add(&body, "div", "")?;
    script.set_class_name("paper");
    body.prepend_with_node_1(&script).ok()?;
    list(&script, "Script", (1..).zip(session.text().lines()).map(|(number, line)| format!("{number:>4}  {line}")))?;
    let (moment, end) = (session.moment().events, session.end().events);
    add(&script, "h2", &format!("After {} of {} events", grouped(moment as u64), grouped(end as u64)))?;

    let rest = add(&body, "div", "")?;
    rest.set_class_name("paper");
    let history = session.history();
    if !session.is_veiled() {
        let snapshots = history.state().cluster().snapshots();
        snapshots.take(MOST_SNAPSHOTS).try_for_each(|one| snapshot(&rest, &history, one))?;
    }
    list(&rest, "Transcript", history.transcript().all().map(|line| line.to_string()))
}

fn snapshot(paper: &Element, history: &History, snapshot: &Snapshot) -> Option<()> {
    let state = match snapshot.progress() {
        Progress::Recording => "is being recorded",
        Progress::Complete => "is complete",
        Progress::Collected => "is collected",
    };
    let cluster = history.state().cluster();
    let title = format!("Snapshot {}, started by node {}, {state}", snapshot.id(), snapshot.initiator());
    list(paper, &title, Report::new(cluster, snapshot, None).lines().map(|line| line.to_string()))?;
    let events = history.log().events();
    let complete = snapshot.completed_at().and_then(|_| Verdict::of(events, snapshot.started_at()));
    for judgement in complete.iter().flat_map(|verdict| judgements(verdict, events)) {
        add(paper, "p", &format!("{}: {}.", judgement.word, judgement.reason))?;
    }
    Some(())
}

/// A text under its title, line by line, as far as that can be printed.
fn list(paper: &Element, title: &str, mut lines: impl Iterator<Item = String>) -> Option<()> {
    add(paper, "h2", title)?;
    let mut text = String::new();
    for line in lines.by_ref().take(MOST_LINES) {
        text += &line;
        text.push('\n');
    }
    let more = lines.count();
    if more > 0 {
        text += &format!("and {} more lines", grouped(more as u64));
    }
    add(paper, "pre", &text).map(drop)
}

fn add(parent: &Element, tag: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_text_content(Some(text));
    parent.append_child(&element).ok()?;
    Some(element)
}
