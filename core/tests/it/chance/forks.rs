//! Going to any moment, and on from there in another way.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use shutter_core::history::{History, Moment};
use shutter_core::script::CommandLine;

use super::{cases, scripts};
use crate::observe::{Observation, observe};

fn run(commands: &[CommandLine]) -> History {
    let mut history = History::default();
    go_on(&mut history, commands);
    history
}

fn go_on(history: &mut History, commands: &[CommandLine]) {
    for &command in commands {
        let _ = history.execute(command);
    }
}

/// What can be seen after each number of events, by stepping through the run.
fn all_seen(history: &History) -> Vec<Observation> {
    let mut walker = history.clone();
    walker.seek(Moment::default());
    let mut seen = vec![observe(&walker)];
    while walker.step() {
        seen.push(observe(&walker));
    }
    seen
}

/// Two histories are the same: at their ends, on the way there, and in what they say went wrong.
fn assert_same(one: &History, other: &History) {
    assert_eq!(one.log().events(), other.log().events());
    assert_eq!(one.end(), other.end());
    assert_eq!(one.moment(), other.moment());
    assert_eq!(one.faults(), other.faults());
    assert_eq!(observe(one), observe(other));
    assert_eq!(one.transcript().line_count_of_run(), other.transcript().line_count_of_run());
    assert_eq!(all_seen(one), all_seen(other));
    let mut events = 0;
    for command in 0..one.end().commands {
        // The commands share the events out among them.
        assert_eq!(one.log().events_of_command(command).start, events);
        events = one.log().events_of_command(command).end;
        assert_eq!(one.log().line_of_command(command), other.log().line_of_command(command));
        assert_eq!(one.log().events_of_command(command), other.log().events_of_command(command));
    }
    assert_eq!(events, one.log().events().len());
    for message in (0..).take(one.log().message_count()).map(shutter_core::MessageId::new) {
        assert_eq!(one.log().sent_at(message), other.log().sent_at(message));
        assert_eq!(one.log().received_at(message), other.log().received_at(message));
        assert_eq!(one.log().payload(message), other.log().payload(message));
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_moment_is_the_same_from_wherever_one_comes(
        commands in scripts::commands(0..40),
        places in vec(any::<Index>(), 1..12),
    ) {
        let mut history = run(&commands);
        let seen = all_seen(&history);
        for place in places {
            let events = place.index(seen.len());
            let moment = history.moment_of_event(events);
            history.seek(moment);
            prop_assert_eq!(history.moment(), moment);
            prop_assert_eq!(&observe(&history), &seen[events]);
            prop_assert_eq!(history.last_event().map(|(at, event)| (at.get() as usize + 1, *event)),
                events.checked_sub(1).map(|last| (events, history.log().events()[last])));
        }
    }

    #[test]
    fn a_moment_between_commands_is_the_end_of_a_shorter_run(
        commands in scripts::commands(0..40),
        places in vec(any::<Index>(), 1..6),
    ) {
        let mut history = run(&commands);
        for place in places {
            let count = place.index(commands.len() + 1);
            let shorter = run(&commands[..count]);
            history.seek(history.moment_of_command(count));
            prop_assert_eq!(history.moment(), shorter.end());
            prop_assert!(!history.is_within_command());
            prop_assert_eq!(history.current_line(), shorter.current_line());
            prop_assert_eq!(observe(&history), observe(&shorter));
            if let Some(line) = history.current_line() {
                prop_assert_eq!(history.moment_of_line(line), history.moment());
            }
        }
    }

    #[test]
    fn a_fork_between_commands_is_a_fresh_run(
        commands in scripts::commands(0..30),
        forks in vec((any::<Index>(), scripts::commands(0..15)), 1..4),
    ) {
        let mut history = run(&commands);
        let mut script = commands;
        for (place, others) in forks {
            let count = place.index(script.len() + 1);
            history.seek(history.moment_of_command(count));
            script.truncate(count);
            // Lines go on from where the run was cut.
            let first = script.last().map_or(0, |last| last.line + 1);
            script.extend(others.iter().map(|other| CommandLine { line: first + other.line, ..*other }));
            go_on(&mut history, &script[count..]);
            if script.len() == count {
                history.cut();
            }
            assert_same(&history, &run(&script));
        }
    }

    /// Within a command there is no fresh run to compare with, but two ways to get there.
    #[test]
    fn a_fork_within_a_command_does_not_depend_on_the_way_there(
        commands in scripts::commands(5..30),
        place in any::<Index>(),
        others in scripts::commands(0..15),
    ) {
        let mut far = run(&commands);
        let moment = far.moment_of_event(place.index(far.end().events + 1));
        let mut near = run(&commands[..moment.commands]);
        for history in [&mut far, &mut near] {
            history.seek(moment);
            history.cut();
            prop_assert_eq!(history.end(), moment);
            prop_assert!(!history.is_within_command());
        }
        assert_same(&far, &near);
        let first = commands[moment.commands.saturating_sub(1)].line + 1;
        let others: Vec<_> = others.iter().map(|other| CommandLine { line: first + other.line, ..*other }).collect();
        go_on(&mut far, &others);
        go_on(&mut near, &others);
        assert_same(&far, &near);
    }
}
