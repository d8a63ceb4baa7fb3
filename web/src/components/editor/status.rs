//! What a long run is doing, and a way to stop it.

use shutter_diagram::explain::grouped;
use yew::prelude::*;

use crate::session::{Action, SessionHandle, Stage};

/// A line below the script while it takes time to read or to run, and after that was cancelled.
pub(super) fn status(session: &SessionHandle) -> Html {
    let send = |action: Action| {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| session.dispatch(action.clone()))
    };
    let stage = session.stage();
    let (class, part, button) = match stage {
        Stage::Done => return html! {},
        Stage::Reading { done, all } | Stage::Running { done, all, .. } => {
            ("editor-status working", Some((done, all)), ("Cancel", send(Action::Cancel)))
        }
        Stage::Cancelled { .. } => ("editor-status", None, ("Go on", send(Action::Replace(session.text().clone())))),
    };
    html! {
        <div {class}>
            if let Some((done, all)) = part {
                <progress value={done.to_string()} max={all.max(1).to_string()} aria-label="Progress of the run" />
            }
            <p>{ words(stage) }</p>
            <button class="plain" onclick={button.1}>{ button.0 }</button>
        </div>
    }
}

fn words(stage: Stage) -> String {
    let so_many = |done: usize, all: usize| format!("{} of {}", grouped(done as u64), grouped(all as u64));
    match stage {
        Stage::Done => String::new(),
        Stage::Reading { done, all } => format!("Reading: {} of {} MB", megabytes(done), megabytes(all)),
        Stage::Running { delivering: true, .. } => "ReceiveAll is delivering; this may take a moment".to_owned(),
        Stage::Running { done, all, .. } => format!("Running: command {}", so_many(done, all)),
        Stage::Cancelled { done, all } => format!("Stopped after {} commands", so_many(done, all)),
    }
}

fn megabytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_far_it_is() {
        assert_eq!(words(Stage::Reading { done: 1_250_000, all: 20_000_000 }), "Reading: 1.2 of 20.0 MB");
        let running = Stage::Running { done: 412_000, all: 1_000_000, delivering: false };
        assert_eq!(words(running), "Running: command 412,000 of 1,000,000");
        let stopped = Stage::Cancelled { done: 412_000, all: 1_000_000 };
        assert_eq!(words(stopped), "Stopped after 412,000 of 1,000,000 commands");
    }
}
