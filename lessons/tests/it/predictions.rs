//! Questions and the judging of answers.

use shutter_core::NodeId;
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::{ChannelName, Script};
use shutter_core::workload::{Workload, script};
use shutter_lessons::prediction::{
    Field, Judged, Question, judge, open, questions, solution, to_open, to_veiled, veiled,
};

const README: &str = "CreateNode 1 1000\nCreateNode 2 500\nCreateNode 3 300\nSend 1 2 300\nSend 2 1 100\nCreateNode 4 600\n\
    Send 1 3 100\nSend 1 2 400\nBeginSnapshot 1\nSend 4 2 100\nReceive 2 1\nSend 4 1 700\nReceive 3\nSend 2 4 50\nReceiveAll\n";

fn only(text: &str) -> (History, Question) {
    let history = open(text);
    let mut questions = questions(&history);
    assert_eq!(questions.len(), 1);
    (history, questions.remove(0))
}

/// What is said when the answer to one field is this and all others are right.
fn answer(text: &str, field: usize, answer: &str) -> (Judged, Event) {
    let (history, question) = only(text);
    let mut answers = solution(&history, &question);
    answer.clone_into(&mut answers[field]);
    let judged = judge(&history, &question, &answers);
    assert!(judged.iter().enumerate().all(|(at, judged)| judged.right || at == field));
    let judged = judged[field].clone();
    let event = history.log().events()[judged.at.get() as usize];
    (judged, event)
}

#[test]
fn nodes_and_the_channels_that_carry_money_are_asked_about() {
    let (history, question) = only(README);
    let name = |field: &Field| match field {
        Field::Node(node) => node.to_string(),
        Field::Channel(ChannelName { from, to }) => format!("{from}>{to}"),
    };
    let names: Vec<_> = question.fields.iter().map(name).collect();
    assert_eq!(names, ["1", "2", "3", "4", "1>2", "1>3", "2>1", "2>4", "4>2"]);
    assert_eq!(question.left_out, 7);
    assert_eq!(solution(&history, &question), ["200", "1050", "400", "500", "0", "0", "100", "50", "100"]);
}

#[test]
fn a_wrong_balance_leads_to_where_the_node_records() {
    let (judged, event) = answer(README, 1, "1,050");
    assert!(judged.right);
    assert!(matches!(event, Event::StateRecorded { node, .. } if node == NodeId::new(2)));
    let says = |field, text: &str, end: &str| {
        let (judged, event) = answer(README, field, text);
        assert!(!judged.right && judged.why.ends_with(end), "{judged:?}");
        assert!(matches!(event, Event::StateRecorded { .. }));
    };
    says(1, "400", "Node 2 has that before, and something happens to it until then.");
    says(1, "1150", "Node 2 has that only later.");
    says(1, "7", "That is not what it has then.");
    says(1, " ", "Nothing is filled in.");
    says(1, "a lot", "A balance is one number.");
    says(
        0,
        "1000",
        "Node 1 begins the snapshot and records at once. Node 1 has that before, and something happens to it until then.",
    );
}

#[test]
fn a_wrong_channel_leads_to_the_delivery_that_decides_it() {
    // Two cross, one came before, one is sent after the marker.
    const TEXT: &str = "CreateNode 1 10\nCreateNode 2 99\nSend 2 1 11\nReceive 1\nSend 2 1 22\nBeginSnapshot 1\nSend 2 1 33\n\
        Receive 2\nSend 2 1 5\nReceiveAll\n";
    let channel = 2;
    for right in ["22, 33", "22 + 33", "55", "22 33"] {
        assert!(answer(TEXT, channel, right).0.right, "{right}");
    }
    let received =
        |event, wanted: u64| matches!(event, Event::TransferReceived { amount, .. } if amount.get() == wanted);
    let (judged, event) = answer(TEXT, channel, "11, 22, 33");
    assert!(judged.why.ends_with("11 comes before node 1 records: it is in its balance."), "{judged:?}");
    assert!(received(event, 11));
    let (judged, event) = answer(TEXT, channel, "22, 33, 5");
    assert!(judged.why.ends_with("5 is sent after the marker of node 2."), "{judged:?}");
    assert!(matches!(event, Event::TransferSent { amount, .. } if amount.get() == 5));
    for (text, wanted) in [("22", 33), ("33", 22), ("", 22), ("0", 22), ("1000", 22)] {
        let (judged, event) = answer(TEXT, channel, text);
        assert!(judged.why.ends_with("Something does.") && received(event, wanted), "{text}: {judged:?} {event:?}");
    }
    assert!(answer(TEXT, channel, "33, 22").0.why.ends_with("or in another order."));
    assert!(answer(TEXT, channel, "much").0.why.ends_with("Write the transfers one by one, or their sum."));
}

#[test]
fn an_empty_channel_leads_to_its_marker() {
    let (judged, event) = answer(README, 5, "12");
    assert!(judged.why.starts_with("The marker on this channel is the first that comes to node 3"), "{judged:?}");
    assert!(judged.why.ends_with("Nothing does."), "{judged:?}");
    assert!(matches!(event, Event::MarkerReceived { .. }));
    assert!(answer(README, 5, "").0.right && answer(README, 5, "0").0.right);
}

/// What is said does not give the answer away: every number in it is one of the person's own, or the name of a node.
#[test]
fn reasons_do_not_tell_the_answer() {
    for seed in 0..60 {
        let history = open(&script(&Workload { nodes: 3, commands: 30, snapshots: 2, seed }).unwrap());
        for question in questions(&history) {
            let right = solution(&history, &question);
            assert!(judge(&history, &question, &right).iter().all(|judged| judged.right), "{seed}");
            let wrong: Vec<_> = right.iter().map(|right| format!("9000{right}")).collect();
            for judged in judge(&history, &question, &wrong) {
                let numbers = judged.why.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
                let told = numbers.filter(|number| number.parse::<u32>().unwrap() > 3).count();
                assert!(!judged.right && told == 0, "{seed}: {judged:?}");
            }
        }
    }
}

#[test]
fn each_complete_snapshot_of_each_bank_has_a_question() {
    let history = open(
        "CreateNode 1 5\nBeginSnapshot 1\nKillAll\nCreateNode 1 6\nCreateNode 2 7\nSend 1 2 2\nBeginSnapshot 2\nBeginSnapshot 1\n\
         ReceiveAll\nBeginSnapshot 2\n",
    );
    let all: Vec<_> = questions(&history).iter().map(|question| solution(&history, question).join(" ")).collect();
    assert_eq!(all, ["5", "4 7 2", "4 9 0"]);
    assert!(questions(&open("CreateNode 1 5\n")).is_empty());
}

#[test]
fn moments_of_the_veiled_run_are_those_of_the_open_one() {
    for seed in 0..40 {
        let text = script(&Workload { nodes: 3, commands: 40, snapshots: 3, seed }).unwrap();
        let open = open(&text);
        let mut hidden = veiled();
        for &command in Script::parse(&text).commands() {
            hidden.execute(command).unwrap();
        }
        let count = hidden.end().events;
        assert_eq!(to_veiled(&open, open.end().events), count);
        assert_eq!(to_open(&open, count), open.end().events);
        for at in 0..=count {
            let there = to_open(&open, at);
            assert_eq!(to_veiled(&open, there), at);
            let (mut one, mut other) = (open.clone(), hidden.clone());
            one.seek(one.moment_of_event(there));
            other.seek(other.moment_of_event(at));
            assert!(one.state().nodes().eq(other.state().nodes()));
            assert_eq!(one.last_event().map(|(at, _)| at.get() + 1), u32::try_from(there).ok().filter(|&at| at > 0));
        }
    }
}

#[test]
fn very_long_runs_are_not_asked_about() {
    let mesh = (0..2000).map(|node| format!("CreateNode {node} 1\n")).collect::<Vec<_>>().concat();
    let many = "Send 1 2 0\n".repeat(30_000);
    for text in [mesh + "BeginSnapshot 1\nReceiveAll\n", format!("{README}{many}")] {
        let history = open(&text);
        assert_eq!(history.end().events, 0);
        assert!(questions(&history).is_empty());
        assert_eq!((to_open(&history, 5), to_veiled(&history, 5)), (0, 0));
    }
    let snapshots = "BeginSnapshot 1\nReceiveAll\n".repeat(5000);
    let history = open(&format!("CreateNode 1 5\nCreateNode 2 5\n{snapshots}"));
    assert_eq!(questions(&history).len(), 8);
}
