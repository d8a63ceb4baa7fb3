use shutter_core::history::{History, Moment};
use shutter_core::script::{Command, Script};
use shutter_core::snapshot::Snapshot;
use shutter_core::{Amount, NodeId};

use crate::session::{Action, EXAMPLE, Replaced, Session, Stage};

/// Everything that can go wrong with where a line starts and ends.
const RAGGED: &str = "\u{feff}# a bank\r\n\r\nCreateNode 1 10\r\nCreateNode 2 5 # two\r\nrecieve 1\r\nSend 9 1 1\r\n\
                      Receive 1\r\nBeginSnapshot 2\r\n# later\r\nSend 1 2 3\r\nReceiveAll // all\r\nSend 2 1 1\r\n# the end";

fn node(id: u32) -> NodeId {
    NodeId::new(id)
}

fn send(from: u32, to: u32, amount: u64) -> Command {
    Command::Send { from: node(from), to: node(to), amount: Amount::new(amount).unwrap() }
}

fn after(session: &Session, actions: impl IntoIterator<Item = Action>) -> Session {
    actions.into_iter().fold(session.clone(), |session, action| session.apply(action))
}

/// What a bank looks like to a person: what it has, what is on its way, what was recorded.
fn state(history: &History) -> String {
    let state = history.state();
    let channels: Vec<_> = state.busy_channels().map(|name| (name, state.channel(name).collect::<Vec<_>>())).collect();
    let snapshots: Vec<_> = state.cluster().snapshots().map(Snapshot::recorded_count).collect();
    let nodes: Vec<_> = state.nodes().collect();
    format!("{nodes:?} {channels:?} {snapshots:?} {:?}", state.cluster().waits().collect::<Vec<_>>())
}

/// Acts at every moment of a run: the state must be that of a new run of the new text, and undo must bring back all.
fn check_everywhere(text: &str, command: Command) {
    let session = Session::of(text);
    let end = session.end();
    let mut moments: Vec<Moment> = (0..=end.events).map(|events| session.history().moment_of_event(events)).collect();
    moments.extend((0..=end.commands).map(|commands| session.history().moment_of_command(commands)));
    for moment in moments {
        let here = Session::of(text).at(moment);
        let whole = !here.history().is_within_command();
        let mut expected = here.history().clone();
        let _ = expected.execute(Script::parse(&command.to_string()).commands()[0]);

        let acted = here.apply(Action::Act(command));
        let fresh = Session::of(acted.text());
        let what = format!("{command} at {moment:?} of {text:?}: {:?}", acted.text());
        assert_eq!(acted.moment(), acted.end(), "{what}");
        assert_eq!(acted.moment(), fresh.moment(), "{what}");
        assert_eq!(state(&acted.history()), state(&fresh.history()), "{what}");
        assert_eq!(acted.faults(), fresh.faults(), "{what}");
        assert_eq!(acted.script().commands().last().map(|line| line.command), Some(command), "{what}");
        if whole {
            assert_eq!(state(&acted.history()), state(&expected), "{what}");
        }
        let back = acted.apply(Action::Undo);
        assert_eq!(**back.text(), *text, "{what}");
        assert_eq!(back.moment(), moment, "{what}");
        assert_eq!(back.end(), end, "{what}");
        assert_eq!(state(&back.history()), state(&Session::of(text).at(moment).history()), "{what}");
        assert!(!back.can_undo() && back.replaced().is_none());
    }
}

impl Session {
    fn at(mut self, moment: Moment) -> Self {
        self.walk(|history| history.seek(moment));
        self
    }
}

#[test]
fn at_any_moment_the_state_is_that_of_the_script_and_undo_brings_all_back() {
    let waits = "CreateNode 1 10\nCreateNode 2 5\nCreateNode 3 1\nReceive 3\nReceive 2 3\nBeginSnapshot 1\nSend 2 1 2\n\
                 Send 1 2 2\nBeginSnapshot 2\nReceiveAll\nReceiveAll\nCollectState\nPrintSnapshot";
    let texts =
        [EXAMPLE, RAGGED, waits, "", "# only this", "CreateNode 1 10\rCreateNode 2 5\rSend 1 2 3\r", "\u{feff}"];
    for text in texts {
        for command in [
            send(1, 2, 1),
            Command::Receive { to: node(2), from: None },
            Command::BeginSnapshot { node: node(1) },
            Command::CreateNode { node: node(7), balance: Amount::ZERO },
        ] {
            check_everywhere(text, command);
        }
    }
}

#[test]
fn at_the_end_nothing_goes() {
    let text = "CreateNode 1 10\nCreateNode 2 5\n# to be continued";
    let acted = Session::of(text).apply(Action::Act(send(1, 2, 3)));
    assert_eq!(&**acted.text(), "CreateNode 1 10\nCreateNode 2 5\n# to be continued\nSend 1 2 3\n");
    assert_eq!(acted.replaced(), None);
    assert!(acted.can_undo());
    assert_eq!(acted.loads(), 1);
}

#[test]
fn in_the_middle_what_followed_goes() {
    let session = Session::of(RAGGED).apply(Action::SeekLine(5));
    let acted = session.apply(Action::Act(send(1, 2, 3)));
    let kept = "\u{feff}# a bank\r\n\r\nCreateNode 1 10\r\nCreateNode 2 5 # two\r\nrecieve 1\r\nSend 9 1 1\r\n";
    assert_eq!(&**acted.text(), format!("{kept}Send 1 2 3\r\n"));
    assert_eq!(acted.replaced(), Some(Replaced { after: 6, lines: 7 }));
    assert_eq!(acted.apply(Action::Act(send(2, 1, 1))).replaced(), None);
}

#[test]
fn at_the_start_the_head_of_the_script_stays() {
    let acted = Session::of(RAGGED).apply(Action::First).apply(Action::Act(send(1, 2, 3)));
    assert_eq!(&**acted.text(), "\u{feff}# a bank\r\n\r\nSend 1 2 3\r\n");
    assert_eq!(acted.replaced(), Some(Replaced { after: 2, lines: 11 }));
}

#[test]
fn a_half_done_receive_all_becomes_what_it_has_delivered() {
    let text = "CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nSend 1 2 4\nSend 2 1 1\nReceiveAll # all\n";
    let session = Session::of(text).apply(Action::SeekEvent(7));
    assert!(session.history().is_within_command());
    let acted = session.apply(Action::Act(send(1, 2, 0)));
    let kept = "CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nSend 1 2 4\nSend 2 1 1\n";
    assert_eq!(&**acted.text(), format!("{kept}Receive 1 2\nReceive 2 1\nSend 1 2 0\n"));
    assert_eq!(acted.replaced(), Some(Replaced { after: 5, lines: 1 }));
    assert_eq!(acted.history().transcript().to_string(), "2 Transfer 1\n1 Transfer 3\n");
}

#[test]
fn any_other_half_done_command_is_done() {
    let text = "CreateNode 1 10\nCreateNode 2 5\nCreateNode 3 1\nBeginSnapshot 1\nReceiveAll\n";
    let session = Session::of(text).apply(Action::SeekEvent(5));
    assert!(session.history().is_within_command());
    let acted = session.apply(Action::Act(send(1, 2, 3)));
    assert!(acted.text().ends_with("BeginSnapshot 1\nSend 1 2 3\n"));
    assert_eq!(acted.history().state().cluster().messages_in_flight(), 3);
}

#[test]
fn acts_are_taken_back_one_by_one() {
    let start = Session::of(EXAMPLE).apply(Action::SeekLine(4));
    let mut session = start.clone();
    for amount in 0..60 {
        session = session.apply(Action::Act(send(1, 2, amount)));
    }
    for _ in 0..50 {
        assert!(session.can_undo());
        session = session.apply(Action::Undo);
    }
    assert!(!session.can_undo());
    assert!(session.text().ends_with("Send 1 2 9\n"));
    assert_eq!(session.apply(Action::Undo).text(), session.text());
}

#[test]
fn typing_ends_what_can_be_undone_unless_it_undoes() {
    let start = Session::of(EXAMPLE).apply(Action::SeekLine(4));
    let once = start.apply(Action::Act(send(1, 2, 1)));
    let twice = once.apply(Action::Act(send(1, 2, 2)));
    let typed = twice.apply(Action::SetText(format!("{}# more", twice.text()).into()));
    assert!(!typed.can_undo() && typed.replaced().is_none());
    assert_eq!(typed.apply(Action::Undo).text(), typed.text());
    // The editor's own undo, once for each act.
    let undone = after(&twice, [Action::SetText(once.text().clone()), Action::SetText(start.text().clone())]);
    assert_eq!(undone.moment(), start.moment());
    assert!(!undone.can_undo());
    for other in [Action::Load("".into()), Action::Replace("".into())] {
        assert!(!once.apply(other).can_undo());
    }
}

#[test]
fn nothing_is_done_in_a_run_that_is_not_all_there() {
    let text = format!("CreateNode 1 10\nCreateNode 2 5\n{}", "Send 1 2 0\nReceive 2\n".repeat(100_000));
    let session = Session::of(&text);
    assert_ne!(session.stage(), Stage::Done);
    for session in [session.clone(), session.apply(Action::Cancel)] {
        assert!(session.obstacle().is_some());
        assert_eq!(session.apply(Action::Act(send(1, 2, 3))).text(), session.text());
    }
}
