//! What holds of every script. Each law takes a text; the tests give them texts that people wrote and texts made by
//! chance.

use shutter_core::history::History;
use shutter_core::script::{Edit, Fault, Script, parse_line, render};

use crate::observe::{Observation, observe};
use crate::reference::{Line, Reference, read_text};
use crate::show;

/// A text means what the reference makes of it, as long as nothing runs into a limit.
pub(crate) fn core_agrees_with_the_reference(text: &str) {
    let script = Script::parse(text);
    let reference = Reference::watch(script.commands());
    let mut history = History::default();
    for (&line, &end) in script.commands().iter().zip(&reference.ends) {
        let before = history.log().events().len();
        let outcome = history.execute(line);
        let after = history.log().events().len();
        assert_eq!(history.log().events()[before..], reference.events[before..end], "{line:?}");
        assert!(outcome.is_ok() || before == after, "{line:?} was refused and did something");
        let seen = end.checked_sub(1).map_or_else(Observation::default, |last| reference.seen[last].clone());
        assert_eq!(observe(&history), seen, "after {line:?}");
    }
    assert_eq!(history.faults(), reference.faults());
    assert_eq!(history.transcript().to_string(), reference.transcript());
    history.seek(history.moment_of_event(0));
    for (index, seen) in reference.seen.iter().enumerate() {
        assert!(history.step());
        assert_eq!(&observe(&history), seen, "after event {index}: {:?}", history.last_event());
    }
}

/// The same, for texts that are too long to look at every moment: the same run, and the same moments here and there.
pub(crate) fn core_agrees_with_the_reference_now_and_then(text: &str) {
    let script = Script::parse(text);
    let reference = Reference::run_blind(script.commands());
    let mut history = History::of(&script);
    assert_eq!(history.log().events(), reference.events);
    assert_eq!(history.faults(), reference.faults());
    assert_eq!(history.transcript().to_string(), reference.transcript());
    assert_eq!(observe(&history), reference.observe());
    let count = script.commands().len();
    for part in [7, 2, 9, 0, 5, 1, 8, 3, 10, 4, 6] {
        let commands = count * part / 10;
        history.seek(history.moment_of_command(commands));
        let shorter = Reference::run_blind(&script.commands()[..commands]);
        assert_eq!(observe(&history), shorter.observe(), "after {commands} commands");
    }
}

/// The parser and the reference read the same commands and find the same faults on each line.
pub(crate) fn parser_agrees_with_the_reference(text: &str) {
    let script = Script::parse(text);
    let lines = read_text(text);
    assert_eq!(script.line_count(), lines.len());
    let mut commands = script.commands().iter().peekable();
    for (number, line) in (0_u32..).zip(&lines) {
        let here = commands.next_if(|command| command.line == number).map(|command| command.command.to_string());
        let faults = script.faults().iter().filter(|fault| fault.span.line == number);
        let codes: std::collections::BTreeSet<_> = faults.map(|fault| fault.kind.code()).collect();
        let (command, wrong) = match line {
            Line::Blank => (None, [].into()),
            Line::Command(plain) => (Some(plain.clone()), [].into()),
            Line::Wrong(wrong) => (None, wrong.clone()),
        };
        assert_eq!(here, command, "line {number}: {:?}", script.line_text(text, number));
        assert_eq!(codes, wrong, "line {number}: {:?}", script.line_text(text, number));
    }
    assert_eq!(commands.next(), None);
}

/// Every fault has a place in the text, and can be put into words and drawn.
pub(crate) fn faults_have_places_and_words(text: &str) {
    let script = Script::parse(text);
    let history = History::of(&script);
    for fault in show::all_faults(text, &script, &history) {
        let line = script.line_text(text, fault.span.line);
        let (start, end) = (fault.span.start as usize, fault.span.end as usize);
        assert!(line.get(start..end).is_some(), "{fault:?} is not within {line:?}");
        assert!(line.is_empty() || start < end, "{fault:?} points at nothing in {line:?}");
        let said = fault.explain(line);
        assert!(!said.message.is_empty() && !said.message.ends_with('.'), "{said:?}");
        let fix = said.fix.iter().map(|fix| &fix.label);
        let shown = fix.chain([&said.message]).chain(&said.help);
        assert!(shown.flat_map(|text| text.chars()).all(|c| !c.is_control()), "{said:?} could command a terminal");
        if let Some(Edit { span, label, .. }) = &said.fix {
            assert_eq!(span.line, fault.span.line);
            assert!(line.get(span.start as usize..span.end as usize).is_some(), "{span:?} is not within {line:?}");
            assert!(!label.is_empty());
        }
        if let Some(related) = &said.related {
            assert!(related.line != fault.span.line && (related.line as usize) < script.line_count(), "{said:?}");
        }
        let drawn = render(&fault, "name", line);
        assert_eq!(drawn.lines().count(), 5 + usize::from(said.related.is_some()), "{drawn}");
    }
}

/// The text with an edit made in it.
pub(crate) fn apply(text: &str, script: &Script, edit: &Edit) -> String {
    let line = script.line_start(edit.span.line).expect("the line is there");
    let (start, end) = (line + edit.span.start as usize, line + edit.span.end as usize);
    format!("{}{}{}", &text[..start], edit.replacement, &text[end..])
}

/// An edit that is offered for a fault removes it, and brings no fault to another line of the text.
pub(crate) fn fixes_mend(text: &str) {
    let script = Script::parse(text);
    let history = History::of(&script);
    let before = show::all_faults(text, &script, &history);
    for fault in &before {
        let line = script.line_text(text, fault.span.line);
        let Some(edit) = fault.explain(line).fix else { continue };
        let mended = apply(text, &script, &edit);
        let again = Script::parse(&mended);
        let added = again.line_count() - script.line_count();
        let place = fault.span.line + u32::try_from(added).expect("few lines");
        let run = History::of(&again);
        let left = show::all_faults(&mended, &again, &run);
        let same = |other: &&Fault| {
            other.span.line == place && other.kind.code() == fault.kind.code() && other.span.start == fault.span.start
        };
        assert_eq!(left.iter().find(same), None, "{edit:?} leaves the fault in {mended:?}");
        let of_text = |faults: &[Fault], line| faults.iter().filter(|fault| fault.span.line == line).count();
        let (was, is) = (of_text(script.faults(), fault.span.line), of_text(again.faults(), place));
        // A keyword that is mended may show what is wrong with the rest of its line.
        let keyword = edit.span.start as usize == line.len() - line.trim_start_matches([' ', '\t']).len();
        assert!(keyword || is < was.max(1), "{edit:?} makes nothing better in {mended:?}");
        assert!((fault.span.line..place).all(|line| of_text(again.faults(), line) == 0), "{mended:?}");
    }
}

/// A line read alone is read as it is in its text.
pub(crate) fn lines_are_read_alone(text: &str) {
    let script = Script::parse(text);
    let mut commands = script.commands().iter().peekable();
    for number in (0_u32..).take(script.line_count()) {
        let faults: Vec<_> = script.faults().iter().filter(|fault| fault.span.line == number).cloned().collect();
        let command = commands.next_if(|command| command.line == number).map(|command| command.command);
        let alone = parse_line(script.line_text(text, number), number);
        assert_eq!(alone, if faults.is_empty() { Ok(command) } else { Err(faults) });
    }
}

/// What is observed on the way forward is observed on the way back, event by event.
pub(crate) fn every_event_can_be_taken_back(text: &str) {
    let mut history = History::of(&Script::parse(text));
    let end = observe(&history);
    let mut seen = vec![end];
    while history.moment().events > 0 {
        assert!(history.step_back());
        seen.push(observe(&history));
    }
    assert_eq!(seen.last(), Some(&Observation::default()));
    for (events, before) in seen.iter().rev().enumerate() {
        assert_eq!(history.moment().events, events);
        assert_eq!(&observe(&history), before, "after {events} events");
        assert_eq!(history.step(), events + 1 < seen.len());
    }
}

/// Money is neither made nor lost, as a whole and in each channel, and each complete snapshot holds all of it.
pub(crate) fn money_is_conserved(text: &str) {
    let mut history = History::of(&Script::parse(text));
    let end = history.end().events;
    history.seek(history.moment_of_event(0));
    let mut books = crate::money::Books::default();
    for at in 0..end {
        history.step();
        books.note(&history.log().events()[at], history.log());
        books.check(&history);
    }
}

/// Every law that holds of any text.
pub(crate) fn all(text: &str) {
    parser_agrees_with_the_reference(text);
    core_agrees_with_the_reference(text);
    faults_have_places_and_words(text);
    fixes_mend(text);
    lines_are_read_alone(text);
    every_event_can_be_taken_back(text);
    money_is_conserved(text);
}
