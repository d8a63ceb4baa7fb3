//! The sequence diagram: every message is sent before it arrives, once, and what it says is what happened.

use std::collections::BTreeSet;

use expect_test::expect;
use shutter_core::event::Event;
use shutter_formats::mermaid::{MOST_TEXT, text};

use crate::support::{run, scripts};

const SCRIPT: &str = "\
CreateNode 1 1000
CreateNode 2 500
CreateNode 3 0
Send 1 2 300
Send 3 1 1
BeginSnapshot 2
Receive 3 1
Send 1 3 2
ReceiveAll
CollectState
Send 1 2 4
KillAll
CreateNode 7 1
";

fn diagram(script: &str) -> String {
    let history = run(script);
    text(history.log(), history.end().events, "a; title\n<b>#1: %%{init}%%")
}

#[test]
fn a_run() {
    expect![[r#"
        sequenceDiagram
            title a#59; title #60;b#62;#35;1#58; #37;#37;#123;init#125;#37;#37;
            participant n1 as Node 1
            participant n2 as Node 2
            participant n3 as Node 3
            participant n7 as Node 7
            Note over n1: joins with 1,000
            Note over n2: joins with 500
            Note over n3: joins with 0
            Note over n1: sends 300 to 2 [m1]
            Note over n3: cannot send 1 to 1 (ERR_SEND)
            Note over n2: is asked to start snapshot 1<br/>snapshot 1: records 500<br/>sends marker 1 to 1 [m2], 3 [m3]
            Note over n3: waits for 1
            Note over n1: sends 2 to 3 [m4]
            n1-)n3: 2 [m4]
            n2--)n1: marker 1 [m2]
            Note over n1: snapshot 1: records 698<br/>snapshot 1: closes 2 → 1<br/>sends marker 1 to 2 [m5], 3 [m6]
            n1-)n2: 300 [m1]
            Note over n2: snapshot 1: records [m1] in 1 → 2
            n1--)n2: marker 1 [m5]
            Note over n2: snapshot 1: closes 1 → 2
            n1--)n3: marker 1 [m6]
            Note over n3: snapshot 1: records 2<br/>snapshot 1: closes 1 → 3<br/>sends marker 1 to 1 [m7], 2 [m8]
            n2--)n3: marker 1 [m3]
            Note over n3: snapshot 1: closes 2 → 3
            n3--)n1: marker 1 [m7]
            Note over n1: snapshot 1: closes 3 → 1
            n3--)n2: marker 1 [m8]
            Note over n2: snapshot 1: closes 3 → 2
            Note over n1,n3: snapshot 1 is complete
            Note over n1,n3: the observer collects snapshot 1
            Note over n1: sends 4 to 2 [m9]
            Note over n1,n3: lost:<br/>1 → 2: 4 [m9]
            Note over n1,n3: KillAll ends every node
            Note over n7: joins with 1
    "#]]
    .assert_eq(&diagram(SCRIPT));
}

/// The numbers of messages in a part of a diagram.
fn messages(line: &str) -> Vec<u32> {
    line.split("[m").skip(1).map(|rest| rest.split(']').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn every_message_is_sent_before_it_arrives() {
    let mut arrows = 0;
    for script in scripts(150) {
        let history = run(&script);
        let log = history.log();
        let diagram = diagram(&script);
        if diagram.contains("left out") {
            continue;
        }
        let (mut sent, mut arrived, mut not) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for line in diagram.lines().map(str::trim) {
            if let Some(note) = line.strip_prefix("Note over ") {
                let (_, note) = note.split_once(": ").unwrap();
                if note.starts_with("lost:") || note.starts_with("on the way:") {
                    not.extend(messages(note));
                }
                for line in note.split("<br/>").filter(|line| line.starts_with("sends ")) {
                    assert!(messages(line).into_iter().all(|message| sent.insert(message)), "{line}");
                }
            } else if line.contains("-)") {
                let [message] = messages(line)[..] else { panic!("{line}") };
                assert!(sent.contains(&message) && arrived.insert(message), "{line}");
                arrows += 1;
            }
        }
        assert_eq!(sent.len(), log.message_count());
        let received = log
            .events()
            .iter()
            .filter(|event| matches!(event, Event::TransferReceived { .. } | Event::MarkerReceived { .. }));
        assert_eq!(arrived.len(), received.count());
        assert!(not.is_disjoint(&arrived) && not.iter().all(|message| sent.contains(message)));
    }
    assert!(arrows > 3000, "{arrows}");
}

#[test]
fn lines_are_of_few_forms() {
    for script in scripts(50) {
        let diagram = diagram(&script);
        let mut lines = diagram.lines();
        assert_eq!(lines.next(), Some("sequenceDiagram"));
        for line in lines {
            let line = line.strip_prefix("    ").unwrap();
            let is_arrow = line.starts_with('n') && line.contains("-)n") && line.contains(": ");
            let is_known =
                ["title ", "participant n", "Note over n", "%% "].iter().any(|start| line.starts_with(start));
            assert!(is_arrow || is_known, "{line}");
            assert!(line.starts_with("title ") || !line.contains([';', '#']), "{line}");
        }
    }
}

#[test]
fn long_and_wide_runs_are_cut_off_and_say_so() {
    let long = format!("{SCRIPT}CreateNode 8 1\n{}", "Send 7 8 1\nSend 8 7 1\nReceiveAll\n".repeat(2000));
    let nodes: Vec<_> = (1..=500).map(|node| format!("CreateNode {node} 1\n")).collect();
    let (wide, mesh) = (nodes.concat(), nodes[..90].concat() + "BeginSnapshot 1\nReceiveAll\n");
    for (script, left) in [(long, "more events are left out: "), (wide, "    %% 400 more events"), (mesh, "left out: ")]
    {
        let diagram = diagram(&script);
        assert!(diagram.len() <= MOST_TEXT, "{}", diagram.len());
        assert!(diagram.lines().last().unwrap().contains(left), "{:?}", diagram.lines().last());
    }
    let huge = format!("CreateNode 4294967295 {0}\nCreateNode 4294967294 0\n{1}", 9_007_199_254_740_991_u64, {
        "Send 4294967295 4294967294 9007199254740991\nSend 4294967294 4294967295 9007199254740991\nReceiveAll\n"
            .repeat(1000)
    });
    assert!(diagram(&huge).len() <= MOST_TEXT);
}

#[test]
fn a_title_without_a_word_is_none() {
    let history = run("CreateNode 1 1\n");
    for title in ["", " \n\t"] {
        let diagram = text(history.log(), 1, title);
        assert_eq!(diagram, "sequenceDiagram\n    participant n1 as Node 1\n    Note over n1: joins with 1\n");
    }
}

#[test]
fn nothing_is_a_diagram_too() {
    assert_eq!(diagram("").lines().count(), 2);
    assert_eq!(diagram("StartMaster\n").lines().count(), 2);
}
