//! The examples of the page.

use std::collections::BTreeSet;

use shutter_core::history::History;
use shutter_core::script::{FaultKind, Script};
use shutter_lessons::section::{Section, sections};
use shutter_lessons::{Example, Place, examples};

use crate::claims;

const TEXT: &str = include_str!("../../content/examples.txt");

/// An example, and the section that it was read from.
fn all() -> Vec<(Example, Section)> {
    let sections = sections(TEXT).into_iter().filter(|section| !section.is_outer);
    let all: Vec<_> = examples(TEXT).into_iter().zip(sections).collect();
    assert!(all.len() >= 15);
    all
}

#[test]
fn every_field_is_one_that_is_read() {
    for section in sections(TEXT) {
        let known: &[&str] = if section.is_outer { &[] } else { &["look", "from", "at", "shows"] };
        for (key, _) in &section.fields {
            assert!(known.contains(&key.as_str()), "{}: {key}", section.title);
        }
        assert_eq!(section.body.is_empty(), section.is_outer, "{}", section.title);
    }
}

#[test]
fn titles_are_unique_and_sentences_are_sentences() {
    let mut titles = BTreeSet::new();
    for (example, _) in all() {
        let Example { group, title, look, .. } = &example;
        assert!(titles.insert(title.clone()), "{title} twice");
        assert!((5..=48).contains(&title.len()), "{title}");
        assert!((40..=170).contains(&look.chars().count()) && look.ends_with('.'), "{title}: {look}");
        assert!(!look.trim_end_matches('.').contains(". "), "one sentence: {look}");
        assert!(!group.is_empty(), "{title} is in no group");
    }
}

#[test]
fn every_example_runs_without_a_fault_and_shows_what_it_claims() {
    let mut wrong = Vec::new();
    for (example, section) in all() {
        let title = &example.title;
        let script = Script::parse(&example.script);
        assert!(script.faults().is_empty(), "{title}: {:?}", script.faults());
        let mut history = History::of(&script);
        let claimed = section.get("shows");
        assert!(!claimed.is_empty(), "{title} claims nothing");
        let early = claimed.contains("early");
        for fault in history.faults() {
            assert!(early && matches!(fault.kind, FaultKind::CollectedEarly(_)), "{title}: {fault:?}");
        }
        let at = Place::parse(section.get("at")).unwrap_or_else(|| panic!("{title}: at"));
        assert_eq!(at, example.at);
        if let Place::Line(line) | Place::Within(line, _) = at {
            let commands = script.commands();
            assert!(
                commands.iter().any(|command| command.line + 1 == line),
                "{title}: there is no command on line {line}"
            );
        }
        let moment = at.moment(&history);
        assert!(moment.events > 0 && moment.events <= history.end().events, "{title}: {moment:?}");
        history.seek(moment);
        for claim in claimed.split(", ") {
            if !claims::holds(&history, claim) {
                wrong.push(format!("{title}: {claim}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn numbers_in_a_sentence_are_in_the_script_or_claimed() {
    for (example, section) in all() {
        let plain = example.look.replace(',', "");
        for number in plain.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() > 1) {
            let is_in = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|word| word == number);
            assert!(is_in(&example.script) || is_in(section.get("shows")), "{}: {number}", example.title);
        }
    }
}

#[test]
fn a_search_finds_words_in_any_order_and_case() {
    let all = examples(TEXT);
    let found = |words: &str| all.iter().filter(|example| example.matches(&words.to_lowercase())).count();
    assert_eq!(found(""), all.len());
    assert_eq!(found("never OCCURRED"), 1);
    assert_eq!(found("1985 chandy"), 3);
    assert_eq!(found("fifty"), 1);
    assert_eq!(found("no such words"), 0);
}
