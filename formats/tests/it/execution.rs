//! Texts with something wrong in them, and runs that are cut off.

use shutter_formats::{Execution, Outcome};

const TEXT: &str = "nonsense\nCreateNode 1 10\nCreateNode 2 5\nReceive 2 1\nSend 1 9 1\nBeginSnapshot 1\nReceiveAll\n";

fn faults(execution: &Execution) -> Vec<(u32, &'static str)> {
    execution.faults().map(|(fault, _)| (fault.span.line + 1, fault.kind.code())).collect()
}

#[test]
fn with_an_error_in_the_text_nothing_runs_unless_all_lines_are_to() {
    let strict = Execution::of(TEXT.to_owned());
    assert_eq!((strict.outcome(), strict.history().end().events), (Outcome::TextError, 0));
    assert_eq!(faults(&strict), [(1, "unknown-command")]);

    let kept = Execution::of_all_lines(TEXT.to_owned());
    assert_eq!(kept.outcome(), Outcome::TextError);
    assert_eq!(faults(&kept), [(1, "unknown-command"), (5, "unknown-node")]);
    assert!(kept.history().state().cluster().snapshots().len() == 1);
}

#[test]
fn what_goes_on_after_an_error_in_the_run_says_so() {
    let text = "CreateNode 1 10\nCreateNode 1 10\nReceive 1\n";
    let kept = Execution::of_all_lines(text.to_owned());
    assert_eq!(kept.outcome(), Outcome::RunError);
    assert_eq!(faults(&kept), [(2, "node-exists"), (3, "never-served")]);
    let warned = Execution::of_all_lines("CreateNode 1 10\nReceive 1\n".to_owned());
    assert_eq!((warned.outcome(), faults(&warned)), (Outcome::Finished, vec![(2, "never-served")]));
}

#[test]
fn a_run_that_is_cut_is_the_beginning_of_what_it_was() {
    let whole = Execution::of_all_lines(TEXT.to_owned());
    let events = whole.history().log().events();
    for at in 0..=events.len() + 1 {
        let mut cut = Execution::of_all_lines(TEXT.to_owned());
        cut.cut(at);
        assert_eq!(cut.history().log().events(), &events[..at.min(events.len())]);
        assert_eq!(faults(&cut), faults(&whole));
    }
}
