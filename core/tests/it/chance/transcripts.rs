//! Any part of a transcript is the part of the whole.

use proptest::prelude::*;
use proptest::sample::Index;
use shutter_core::event::Event;
use shutter_core::history::{History, Moment};
use shutter_core::script::Script;

use super::{cases, scripts};
use crate::show;

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn lines_in_a_range_are_those_of_the_whole(text in scripts::script(0..60), moment: Index, a: Index, b: Index) {
        let mut history = History::of(&Script::parse(&text));
        let run_lines = history.transcript().line_count();
        prop_assert_eq!(history.transcript().line_count_of_run(), run_lines);
        let events = moment.index(history.end().events + 1);
        history.seek(history.moment_of_event(events));
        let transcript = history.transcript();
        let all: Vec<_> = transcript.all().collect();
        prop_assert_eq!(transcript.line_count(), all.len());
        prop_assert_eq!(transcript.line_count_within(events), all.len());
        prop_assert_eq!(transcript.line_count_of_run(), run_lines);
        // More than there are, so that a range may begin or end beyond the last line.
        let ends = [0, 1, 2, 9, b.index(all.len() + 2), all.len(), all.len() + 1];
        for start in (0..40).chain([a.index(all.len() + 2), all.len()]) {
            for end in ends.into_iter().chain((0..4).map(|more| start + more)) {
                let part: Vec<_> = transcript.lines(start..end).collect();
                prop_assert_eq!(&part[..], all.get(start..end.min(all.len())).unwrap_or_default(), "{}..{}", start, end);
            }
        }
        prop_assert_eq!(transcript.to_string(), show::lines(&all));
        for line in &all {
            let event = history.log().events()[line.event.get() as usize];
            prop_assert_eq!(line.is_rejection(), matches!(event, Event::SendRejected { .. }));
        }
    }

    #[test]
    fn nothing_is_printed_before_the_first_event_and_lines_only_grow(text in scripts::script(0..60)) {
        let mut history = History::of(&Script::parse(&text));
        let whole = history.transcript().to_string();
        history.seek(Moment::default());
        prop_assert_eq!(history.transcript().line_count(), 0);
        let mut before = String::new();
        while history.step() {
            let now = history.transcript().to_string();
            prop_assert!(now.starts_with(&before));
            before = now;
        }
        prop_assert_eq!(before, whole);
    }
}
