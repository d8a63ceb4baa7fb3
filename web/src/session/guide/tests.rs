use std::rc::Rc;

use shutter_core::NodeId;
use shutter_core::script::Command;
use shutter_lessons::{Lesson, lessons};

use crate::session::{Action, Outcome, Session};

const OWN: &str = "CreateNode 7 1\n";
/// One transfer is recorded, in event 9 of 14.
const RUN: &str = "CreateNode 1 10\nCreateNode 2 5\nSend 2 1 3\nBeginSnapshot 1\nReceive 1 2\nReceiveAll\n";

fn lesson() -> Rc<Lesson> {
    let text = format!(
        "== L\nabout: .\n= One\nat: 2\ndo: deliver\n\n---\n{RUN}\n= Two\nat: 4\ndo: begin\n\n= Three\ndo: send\n\n= Four\nat: 5\npredict: yes\n"
    );
    Rc::new(lessons(&text).remove(0))
}

fn in_lesson(step: usize) -> Session {
    Session::of(OWN).apply(Action::Turn(lesson(), step))
}

fn events(session: &Session) -> (usize, usize) {
    (session.moment().events, session.end().events)
}

#[test]
fn a_step_sets_the_stage_and_the_next_one_goes_on_from_there() {
    let first = in_lesson(0);
    assert_eq!((&**first.text(), first.opened(), first.is_given()), (RUN, 1, true));
    assert_eq!(first.moment().events, 2);
    let lesson = first.guide().unwrap().lesson.clone();
    let second = first.apply(Action::Turn(lesson.clone(), 1));
    assert_eq!((second.moment().events, second.opened(), second.loads()), (6, 1, first.loads()));
    let stayed = second.apply(Action::First).apply(Action::Turn(lesson.clone(), 2));
    assert_eq!(stayed.moment().events, 0, "a step without a stage of its own changes nothing");
    assert_eq!(stayed.apply(Action::Turn(lesson, 1)).moment().events, 6, "on the way back it has one");
}

#[test]
fn what_a_step_asks_for_is_noticed_once_and_for_all() {
    let start = in_lesson(0);
    assert!(!start.guide().unwrap().done);
    let sent = start.apply(Action::StepCommand);
    assert!(!sent.guide().unwrap().done);
    let done = sent.apply(Action::Last);
    assert!(done.guide().unwrap().done);
    assert!(done.apply(Action::First).guide().unwrap().done);
}

#[test]
fn what_a_person_typed_in_a_lesson_is_kept_like_any_script() {
    let start = in_lesson(0);
    let lesson = start.guide().unwrap().lesson.clone();
    let typed = start.apply(Action::SetText("CreateNode 1 1\n".into()));
    assert!(!typed.is_given() && typed.guide().is_some());
    let next = typed.apply(Action::Turn(lesson, 1));
    assert_eq!((next.opened(), next.is_given(), &**next.text()), (2, true, RUN));
    let over = next.apply(Action::EndLesson);
    assert!(over.guide().is_none() && over.is_given());
    let act = Action::Act(Command::BeginSnapshot { node: NodeId::new(2) });
    assert!(next.apply(act.clone()).is_given());
    let over = next.apply(Action::EndLesson);
    assert!(!over.apply(act).is_given());
    assert_eq!(&**over.text(), RUN);
}

#[test]
fn another_script_ends_a_lesson_and_lifts_the_veil() {
    let hidden = in_lesson(3);
    assert!(hidden.is_veiled());
    for action in [
        Action::Load(OWN.into()),
        Action::LoadAt(OWN.into(), None),
        Action::Replace(OWN.into()),
        Action::Open(OWN.into(), 0),
    ] {
        let after = hidden.apply(action);
        assert!(after.guide().is_none() && !after.is_veiled() && !after.is_given());
        assert_eq!(after.end().events, 1);
        // States share the run: the next one starts from there.
        let again = after.apply(Action::Turn(lesson(), 3));
        assert!(again.is_veiled());
    }
}

#[test]
fn an_exercise_and_what_it_becomes_are_at_the_same_moment() {
    let open = Session::of(RUN);
    let (_, all) = events(&open);
    for at in 0..all {
        let hidden = Session::default().apply(Action::Exercise(RUN.into(), Some(at)));
        assert!(hidden.is_veiled());
        assert_eq!(hidden.end().events, all - 1);
        let balances = |session: &Session| session.history().state().nodes().collect::<Vec<_>>();
        let there = balances(&Session::resumed(RUN.into(), Some(at)));
        assert_eq!(balances(&hidden), there, "{at}");
        let shown = hidden.apply(Action::Reveal(Outcome::Right));
        assert_eq!((shown.is_veiled(), shown.outcome(), shown.end().events), (false, Some(Outcome::Right), all));
        assert_eq!(balances(&shown), there, "{at}");
        assert_eq!(shown.apply(Action::Load(OWN.into())).outcome(), None);
    }
    let end = Session::default().apply(Action::Exercise(RUN.into(), None)).apply(Action::Reveal(Outcome::Shown));
    assert_eq!(end.moment(), end.end());
}

#[test]
fn what_has_nothing_to_predict_is_no_exercise() {
    let session = Session::default().apply(Action::Exercise(OWN.into(), Some(1)));
    assert!(!session.is_veiled());
    assert_eq!(&**session.text(), OWN);
    assert_eq!(session.apply(Action::Reveal(Outcome::Shown)).outcome(), None);
}

#[test]
fn a_veil_stays_while_one_acts_and_types() {
    let hidden = Session::default().apply(Action::Exercise(RUN.into(), Some(4)));
    let typed = hidden.apply(Action::SetText([RUN, "Send 1 2 1\n"].concat().into()));
    assert!(typed.is_veiled());
    assert!(Session::resumed(RUN.into(), Some(3)).under_veil().is_veiled());
}
