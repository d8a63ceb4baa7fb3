//! The log for `ShiViz`, read by the rules of its own reader.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use shutter_core::EventIndex;
use shutter_core::causality::Order;
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_formats::shiviz::{DELIMITER, PARSER, write, write_within};

use crate::support::{run, scripts};

fn log_of(history: &History) -> String {
    let mut text = Vec::new();
    write(history.log(), history.end().events, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// An event as `ShiViz` reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    host: String,
    clock: BTreeMap<String, u32>,
    event: String,
}

/// What the reader makes of a file: its first line is the expression for events, its second that for what separates executions, and
/// what matches neither is passed over.
fn read(file: &str) -> Vec<(String, Vec<Read>)> {
    let mut lines = file.lines();
    assert_eq!(lines.next(), Some(PARSER));
    let delimiter = lines.next().unwrap();
    assert!(delimiter.is_empty() || delimiter == DELIMITER);
    let mut executions = vec![(String::new(), Vec::new())];
    for line in lines {
        let label = line.strip_prefix("=== ").and_then(|line| line.strip_suffix(" ==="));
        if let Some(label) = label.filter(|_| !delimiter.is_empty()) {
            executions.push((label.to_owned(), Vec::new()));
        } else if let Some(event) = read_event(line) {
            executions.last_mut().unwrap().1.push(event);
        }
    }
    // An execution with nothing in it is passed over, too.
    executions.retain(|(_, events)| !events.is_empty());
    let labels: BTreeSet<_> = executions.iter().map(|(label, _)| label).collect();
    assert_eq!(labels.len(), executions.len(), "executions of the same name hide each other");
    executions
}

/// A line that matches the expression.
fn read_event(line: &str) -> Option<Read> {
    let (host, rest) = line.split_once(' ')?;
    let clock = rest.strip_prefix('{')?;
    let (clock, event) = clock.split_once("} ")?;
    assert!(!host.is_empty() && !host.contains(char::is_whitespace) && !clock.contains('}'), "{line}");
    let clock: serde_json::Map<_, _> = serde_json::from_str(&format!("{{{clock}}}")).expect("the clock is JSON");
    let count = |value: serde_json::Value| u32::try_from(value.as_u64().expect("it is a number")).unwrap();
    let clock = clock.into_iter().map(|(host, value)| (host, count(value))).collect();
    Some(Read { host: host.to_owned(), clock, event: event.to_owned() })
}

/// What the reader insists on, and what its diagram relies on, in an execution.
fn check_execution(events: &[Read]) {
    let mut by_host: BTreeMap<&str, Vec<&Read>> = BTreeMap::new();
    for event in events {
        assert!(event.clock.contains_key(&event.host), "the host is missing from its own clock: {event:?}");
        by_host.entry(&event.host).or_default().push(event);
    }
    for (host, events) in &by_host {
        for (event, time) in events.iter().zip(1..) {
            assert_eq!(event.clock[*host], time, "clocks of a host start at 1 and increase by 1: {event:?}");
        }
    }
    for event in events {
        for (other, &time) in &event.clock {
            let known = by_host.get(other.as_str()).map_or(0, Vec::len);
            assert!(known > 0, "a clock has an entry for a host without events: {event:?}");
            assert!((1..=known).contains(&(time as usize)), "a clock is ahead of its host: {event:?}");
            // Whatever happened before this event, all that happened before that did too.
            let cause = by_host[other.as_str()][time as usize - 1];
            assert!(
                cause.clock.iter().all(|(host, count)| event.clock.get(host) >= Some(count)),
                "{cause:?} does not precede {event:?}"
            );
            assert!(other == &event.host || cause.clock.get(&event.host) < event.clock.get(&event.host), "a circle");
        }
    }
}

/// The clocks are those that the causality module makes, in another way, from the past of each event.
fn check_clocks(history: &History, executions: &[(String, Vec<Read>)]) {
    let mut read = executions.iter().flat_map(|(_, events)| events);
    let mut start = 0;
    let events = history.log().events();
    while start < events.len() {
        let end =
            events[start..].iter().position(|event| *event == Event::Killed).map_or(events.len(), |at| start + at);
        // Clocks are those of the bank at the end.
        let order = Order::of(&events[..end]);
        for (at, event) in (0..).zip(&events[..end]).skip(start) {
            let Some(node) = event.node() else { continue };
            let read = read.next().expect("it is in the log");
            assert_eq!(read.host, format!("node{node}"));
            let clock = order.vector_clock(EventIndex::new(at));
            let clock: BTreeMap<_, _> = clock.into_iter().map(|(node, count)| (format!("node{node}"), count)).collect();
            assert_eq!(read.clock, clock, "{}", read.event);
        }
        start = end + 1;
    }
    assert_eq!(read.next(), None);
}

#[test]
fn shiviz_accepts_every_log() {
    let (mut several, mut events) = (0, 0);
    for script in scripts(200) {
        let history = run(&script);
        let executions = read(&log_of(&history));
        several += usize::from(executions.len() > 1);
        for (_, execution) in &executions {
            events += execution.len();
            check_execution(execution);
        }
        check_clocks(&history, &executions);
    }
    assert!(several > 80 && events > 20_000, "{several} {events}");
}

#[test]
fn a_log_of_one_bank() {
    let history = run("CreateNode 1 10\nCreateNode 2 5\nSend 2 1 5\nBeginSnapshot 1\nReceiveAll\nCollectState\n");
    expect![[r#"
        ^(?<host>\S+) (?<clock>\{[^}]*\}) (?<event>.*)$

        node1 {"node1":1} Node 1 joins with a balance of 10
        node2 {"node2":1} Node 2 joins with a balance of 5
        node2 {"node2":2} Node 2 sends 5 to node 1
        node1 {"node1":2} The observer asks node 1 to start snapshot 1
        node1 {"node1":3} Node 1 records its balance 10 for snapshot 1
        node1 {"node1":4} Node 1 sends a marker of snapshot 1 to node 2
        node1 {"node1":5,"node2":2} Node 1 receives 5 from node 2
        node1 {"node1":6,"node2":2} Node 1 records 5 in channel 2 → 1 for snapshot 1
        node2 {"node1":4,"node2":3} Node 2 receives a marker of snapshot 1 from node 1
        node2 {"node1":4,"node2":4} Node 2 records its balance 0 for snapshot 1
        node2 {"node1":4,"node2":5} Node 2 closes channel 1 → 2 for snapshot 1
        node2 {"node1":4,"node2":6} Node 2 sends a marker of snapshot 1 to node 1
        node1 {"node1":7,"node2":6} Node 1 receives a marker of snapshot 1 from node 2
        node1 {"node1":8,"node2":6} Node 1 closes channel 2 → 1 for snapshot 1
    "#]]
    .assert_eq(&log_of(&history));
}

#[test]
fn banks_are_executions() {
    let history = run("KillAll\nCreateNode 1 10\nKillAll\nStartMaster\nKillAll\nCreateNode 1 20\nCreateNode 7 5\n");
    expect![[r#"
        ^(?<host>\S+) (?<clock>\{[^}]*\}) (?<event>.*)$
        ^=== (?<trace>.*) ===$
        === bank 1 ===
        node1 {"node1":1} Node 1 joins with a balance of 10
        === bank 2 ===
        node1 {"node1":1} Node 1 joins with a balance of 20
        node7 {"node7":1} Node 7 joins with a balance of 5
    "#]]
    .assert_eq(&log_of(&history));
}

#[test]
fn part_of_a_run_is_a_run() {
    for script in scripts(20) {
        let history = run(&script);
        for events in (0..history.end().events).step_by(17) {
            let mut text = Vec::new();
            write(history.log(), events, &mut text).unwrap();
            for (_, events) in read(&String::from_utf8(text).unwrap()) {
                check_execution(&events);
            }
        }
    }
}

#[test]
fn what_is_too_long_is_cut_off_and_says_so() {
    let history = run("CreateNode 1 10\nCreateNode 2 5\nSend 2 1 5\nBeginSnapshot 1\nReceiveAll\nCollectState\n");
    let mut text = Vec::new();
    write_within(history.log(), 100, 12, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.ends_with("\n# 5 more events are left out.\n"), "{text}");
    let executions = read(&text);
    assert_eq!(executions[0].1.len(), 9);
    check_execution(&executions[0].1);
}
