//! The lessons of the page: each step can be done, and is not done before.

use std::collections::BTreeSet;

use shutter_core::NodeId;
use shutter_core::causality::{Cut, EquivalentRun, snapshots};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::{CommandLine, Script};
use shutter_lessons::prediction::{self, judge, questions, solution};
use shutter_lessons::section::{Section, sections};
use shutter_lessons::{Done, Goal, Lesson, Place, Step, lessons};

const TEXT: &str = include_str!("../../content/lessons.txt");

/// Each step with its lesson, its place in it, and the section that it was read from.
fn steps() -> Vec<(Lesson, usize, Section)> {
    let mut inner = sections(TEXT).into_iter().filter(|section| !section.is_outer);
    let all = lessons(TEXT);
    let steps = all.into_iter().flat_map(|lesson| (0..lesson.steps.len()).map(move |step| (lesson.clone(), step)));
    steps.map(|(lesson, step)| (lesson, step, inner.next().unwrap())).collect()
}

fn run(lesson: &Lesson, step: usize) -> History {
    let (text, at) = lesson.setting(step);
    let script = Script::parse(text);
    assert_eq!(script.faults(), [], "{}", lesson.title);
    let mut history = History::of(&script);
    assert_eq!(history.faults(), [], "{}", lesson.title);
    history.seek(at.moment(&history));
    history
}

#[test]
fn there_are_lessons_of_a_few_steps_and_of_few_words() {
    let all = lessons(TEXT);
    assert!(all.len() >= 6);
    let mut titles = BTreeSet::new();
    for lesson in &all {
        assert!((3..=5).contains(&lesson.steps.len()), "{}", lesson.title);
        assert!(lesson.about.len() <= 110 && lesson.about.ends_with('.'), "{}", lesson.about);
        assert!(lesson.steps[0].script.is_some() && lesson.steps[0].at.is_some(), "{}", lesson.title);
        assert!(titles.insert(&lesson.title));
        for Step { title, text, ask, notice, goal, predicts, .. } in &lesson.steps {
            assert!(titles.insert(title) && title.len() <= 32, "{title}");
            let words = text.iter().flat_map(|paragraph| paragraph.split(' ')).count();
            assert!((15..=105).contains(&words) && text.len() <= 3, "{title}: {words} words");
            assert!(ask.ends_with('.') && (20..=130).contains(&ask.len()), "{title}: {ask}");
            assert!(notice.len() <= 150, "{title}: {notice}");
            assert_ne!(goal.is_some(), *predicts, "{title}: an action or a prediction");
        }
    }
}

#[test]
fn every_field_is_one_that_is_read() {
    for section in sections(TEXT) {
        let known: &[&str] =
            if section.is_outer { &["about"] } else { &["at", "do", "by", "ask", "notice", "predict"] };
        for (key, value) in &section.fields {
            assert!(known.contains(&key.as_str()) && !value.is_empty(), "{}: {key}", section.title);
        }
        let (at, goal) = (section.get("at"), section.get("do"));
        assert!(at.is_empty() || Place::parse(at).is_some(), "{}: {at}", section.title);
        assert!(goal.is_empty() || Goal::parse(goal).is_some(), "{}: {goal}", section.title);
    }
}

/// The run after what a person does in a step, as its author says.
fn acted(mut history: History, by: &str) -> (History, Option<Cut>) {
    if let Some(cut) = by.strip_prefix("cut ") {
        let positions = cut.split(' ').map(|position| {
            let (node, events) = position.split_once('=').unwrap();
            (NodeId::new(node.parse().unwrap()), events.parse().unwrap())
        });
        return (history, Some(Cut::new(positions)));
    }
    for command in by.split("; ") {
        let script = Script::parse(command);
        assert_eq!(script.faults(), [], "{command}");
        history.execute(CommandLine { line: 1000, ..script.commands()[0] }).unwrap();
    }
    (history, None)
}

fn exchanged(history: &History) -> bool {
    let events = history.log().events();
    snapshots(events).any(|(started, _)| EquivalentRun::of(events, started).is_ok_and(|run| run.exchange_count() > 0))
}

#[test]
fn every_goal_can_be_reached_and_none_is_from_the_start() {
    for (lesson, at, section) in steps() {
        let step = &lesson.steps[at];
        let Some(goal) = step.goal else { continue };
        let history = run(&lesson, at);
        let since = history.moment().events;
        let start = Done { history: &history, since, cut: None, exchanged: false };
        assert!(!goal.is_done(start), "{}: done from the start", step.title);
        let by = section.get("by");
        if !by.is_empty() {
            let (after, cut) = acted(history.clone(), by);
            let done = Done { history: &after, since, cut: cut.as_ref(), exchanged: false };
            assert!(goal.is_done(done), "{}: not done by {by}", step.title);
        } else if goal == Goal::Exchange {
            assert!(exchanged(&history) && goal.is_done(Done { exchanged: true, ..start }), "{}", step.title);
        } else {
            let mut after = history.clone();
            after.seek(after.end());
            assert!(goal.is_done(Done { history: &after, ..start }), "{}: not done at the end", step.title);
        }
    }
}

#[test]
fn every_prediction_is_of_what_is_recorded_and_not_recorded_yet() {
    let mut count = 0;
    for (lesson, at, _) in steps() {
        let step = &lesson.steps[at];
        if !step.predicts {
            continue;
        }
        count += 1;
        let (text, _) = lesson.setting(at);
        let history = prediction::open(text);
        let questions = questions(&history);
        assert!(!questions.is_empty(), "{}", step.title);
        let complete = history.state().cluster().snapshots().filter(|snapshot| snapshot.completed_at().is_some());
        assert_eq!(complete.count(), questions.len(), "{}", step.title);
        for question in &questions {
            let right = solution(&history, question);
            assert!(judge(&history, question, &right).iter().all(|judged| judged.right), "{}", step.title);
            assert!(right.iter().any(|right| right != "0"), "{}", step.title);
        }
        let now = run(&lesson, at).moment().events;
        let completed =
            history.log().events().iter().position(|event| matches!(event, Event::SnapshotCompleted { .. }));
        assert!(completed.is_some_and(|completed| completed > now), "{}: it is complete already", step.title);
    }
    assert!(count >= 5);
}

/// Amounts that are told are amounts of the script, of balances, or sums that the author can show.
#[test]
fn numbers_that_are_told_are_in_the_run() {
    // 100 + 140, one too many.
    const SHOWN: [u64; 1] = [240];
    for (lesson, at, _) in steps() {
        let step = &lesson.steps[at];
        let mut history = run(&lesson, at);
        let mut known = BTreeSet::from(SHOWN);
        for events in 0..=history.end().events {
            history.seek(history.moment_of_event(events));
            known.extend(history.state().nodes().map(|node| node.balance.get()));
            known.insert(history.state().cluster().total().get());
        }
        for event in history.log().events() {
            if let Event::TransferSent { amount, .. } = event {
                known.insert(amount.get());
            }
        }
        let told = step
            .text
            .iter()
            .chain([&step.ask, &step.notice])
            .flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
        for number in told.filter_map(|number| number.parse::<u64>().ok()).filter(|&number| number > 9) {
            assert!(known.contains(&number), "{}: {number}", step.title);
        }
    }
}
