//! The state of the page.

use shutter_web::session::{Action, EXAMPLE, EXAMPLE_LINE, Session, Stage};
use wasm_bindgen_test::wasm_bindgen_test;

const FOUR_LINES: &str = "CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n";

fn after(session: &Session, actions: &[Action]) -> Session {
    actions.iter().fold(session.clone(), |session, action| session.apply(action.clone()))
}

/// Works until there is no work left; every slice must bring it on.
fn finished(mut session: Session) -> Session {
    for _ in 0..10_000 {
        if matches!(session.stage(), Stage::Done | Stage::Cancelled { .. }) {
            return session;
        }
        session = session.apply(Action::Work);
    }
    panic!("it never ends");
}

#[wasm_bindgen_test]
fn the_page_opens_in_the_middle_of_an_example() {
    let session = Session::default();
    assert_eq!(&**session.text(), EXAMPLE);
    assert_eq!(session.current_line(), Some(EXAMPLE_LINE));
    assert!(session.faults().is_empty());
    assert!(session.moment() < session.end());
}

#[wasm_bindgen_test]
fn steps_go_on_and_back_and_stop_at_the_ends() {
    let session = Session::of(FOUR_LINES);
    assert_eq!(session.moment(), session.end());
    let back = after(&session, &[Action::Back]);
    assert_eq!(back.moment().events, session.end().events - 1);
    assert_eq!(after(&back, &[Action::Step, Action::Step, Action::Step]).moment(), session.end());
    let first = after(&back, &[Action::First, Action::Back, Action::BackCommand]);
    assert_eq!(first.moment().events, 0);
    assert_eq!(first.current_line(), None);
    assert_eq!(after(&first, &[Action::StepCommand, Action::StepCommand]).current_line(), Some(1));
    assert_eq!(after(&first, &[Action::SeekLine(2)]).current_line(), Some(2));
    assert_eq!(after(&first, &[Action::SeekEvent(usize::MAX)]).moment(), session.end());
}

#[wasm_bindgen_test]
fn typing_keeps_the_moment() {
    let session = after(&Session::of(FOUR_LINES), &[Action::SeekLine(1)]);
    let typed = after(&session, &[Action::SetText(format!("{FOUR_LINES}Send 2 1 1\n").into())]);
    assert_eq!(typed.moment(), session.moment());
    assert_eq!(typed.end().commands, 5);
    // A change before the moment: the moment stays at its line.
    let changed = after(&typed, &[Action::SetText(FOUR_LINES.replace("10", "20").into())]);
    assert_eq!(changed.current_line(), Some(1));
    assert_eq!(changed.history().state().cluster().total().get(), 25);
}

#[wasm_bindgen_test]
fn typing_at_the_end_stays_at_the_end() {
    let session = Session::of(FOUR_LINES);
    let typed = after(&session, &[Action::SetText(format!("{FOUR_LINES}Send 2 1 1\n").into())]);
    assert_eq!(typed.moment(), typed.end());
    assert_eq!(typed.end().commands, 5);
}

#[wasm_bindgen_test]
fn a_run_is_that_of_its_text_whatever_was_there_before() {
    let texts = [FOUR_LINES, EXAMPLE, "", "CreateNode 1 10\nSend 1 2 3\n", "nonsense\n", FOUR_LINES];
    let mut session = Session::default();
    for text in texts {
        session = after(&session, &[Action::SetText(text.into()), Action::Last]);
        let fresh = Session::of(text);
        assert_eq!(session.history().transcript().to_string(), fresh.history().transcript().to_string());
        assert_eq!(session.faults(), fresh.faults());
        assert_eq!(session.end(), fresh.end());
    }
}

#[wasm_bindgen_test]
fn half_a_script_runs_and_says_what_is_wrong() {
    let session = Session::of("CreateNode 1 10\nCreateNode 2\nSend 1 2 3\nCreateNode 3 5\n");
    let codes: Vec<_> = session.faults().iter().map(|fault| (fault.span.line, fault.kind.code())).collect();
    assert_eq!(codes, [(1, "missing-field"), (2, "unknown-node")]);
    assert_eq!(session.history().state().cluster().node_count(), 2);
}

#[wasm_bindgen_test]
fn playing_ends_at_the_end_and_starts_over_from_there() {
    let session = after(&Session::of(FOUR_LINES), &[Action::TogglePlay]);
    assert!(session.is_playing());
    assert_eq!(session.moment().events, 0);
    let played = (0..4).fold(session, |session, _| session.apply(Action::Tick));
    assert_eq!(played.moment(), played.end());
    assert!(!played.is_playing());
    assert!(!Session::of("").apply(Action::TogglePlay).is_playing());
}

#[wasm_bindgen_test]
fn a_long_run_comes_in_slices() {
    let text = format!("CreateNode 1 10\nCreateNode 2 5\n{}", "Send 1 2 0\nReceive 2\n".repeat(100_000));
    let session = Session::of(&text);
    assert!(matches!(session.stage(), Stage::Reading { .. } | Stage::Running { .. }));
    let done = finished(session);
    assert_eq!(done.end().commands, 200_002);
    assert_eq!(done.moment(), done.end());
}

#[wasm_bindgen_test]
fn a_long_run_can_be_cancelled_and_replaced() {
    let text = format!("CreateNode 1 10\nCreateNode 2 5\n{}", "Send 1 2 0\nReceive 2\n".repeat(100_000));
    let cancelled = Session::of(&text).apply(Action::Work).apply(Action::Cancel);
    assert!(matches!(cancelled.stage(), Stage::Cancelled { .. }));
    assert!(cancelled.end().commands < 200_002);
    let replaced = Session::of(&text).apply(Action::Work).apply(Action::Replace(FOUR_LINES.into()));
    assert_eq!(finished(replaced).end().commands, 4);
}
