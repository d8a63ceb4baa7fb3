//! Pictures for LaTeX: everything that is named is there, whatever is drawn. That LaTeX reads them was tried by hand; the expected
//! files are documents that can be compiled.

use std::collections::BTreeSet;

use expect_test::expect_file;
use shutter_core::causality::Order;
use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_core::workload::{Workload, script};
use shutter_diagram::network::{NetworkPicture, Size};
use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View, cut_of_snapshot};
use shutter_diagram::svg::{DrawnCut, Shown};
use shutter_diagram::tikz::{self, Form};

use crate::space_time::README;

const SIZE: Size = Size { width: 960.0, height: 540.0 };

fn network(text: &str, events: usize, title: &str, form: Form) -> String {
    let mut history = History::of(&Script::parse(text));
    history.seek(history.moment_of_event(events));
    let tikz = tikz::network(&NetworkPicture::of(&history, SIZE, None), title, form);
    check(&tikz);
    tikz
}

/// The diagram; by causal depth, if so, and of a part of it, if there is one.
fn space_time(text: &str, events: usize, depth: bool, part: Option<(f64, f64)>) -> String {
    let mut history = History::of(&Script::parse(text));
    history.seek(history.moment_of_event(events));
    let (log, cluster) = (history.log(), history.state().cluster());
    let cut = |snapshot| cut_of_snapshot(cluster, snapshot);
    let cuts: Vec<_> = cluster
        .snapshots()
        .map(|snapshot| DrawnCut { snapshot: Some(snapshot.id()), positions: cut(snapshot) })
        .chain(cluster.snapshots().next().map(|snapshot| DrawnCut { snapshot: None, positions: cut(snapshot) }))
        .collect();
    let timeline = Timeline::of(log);
    let axis =
        if depth { Axis::depth(log, &timeline, Order::of(log.events()).depths()) } else { Axis::order(log, &timeline) };
    let mut view = View::fit(&axis, SIZE);
    if let Some((from, to)) = part {
        (view.from, view.to) = (from, to);
    }
    let diagram = SpaceTime::of(log, &timeline, &axis, view);
    let tikz = tikz::space_time(&diagram, Shown { events, cuts: &cuts }, "README example", Form::Document);
    check(&tikz);
    tikz
}

/// What LaTeX would stumble over.
fn check(tikz: &str) {
    let lines = || tikz.lines().map(|line| line.split_once('%').map_or(line, |(code, _)| code));
    let code: String = lines().flat_map(|line| [line, "\n"]).collect();
    assert_eq!(code.matches("\\begin{").count(), code.matches("\\end{").count());
    for (open, close) in [('{', '}'), ('[', ']')] {
        let mut depth = 0;
        for letter in code.chars() {
            depth += i32::from(letter == open) - i32::from(letter == close);
            assert!(depth >= 0, "{close} without {open}");
        }
        assert_eq!(depth, 0, "{open} without {close}");
    }
    assert!(code.chars().all(|letter| letter == '\n' || letter == ' ' || letter.is_ascii_graphic()), "{code}");
    assert!(!code.contains(['#', '&', '_', '~']), "{code}");
    let mut named = BTreeSet::new();
    for line in lines() {
        let name = line.strip_prefix("\\coordinate (").or_else(|| line.split_once("] (").map(|(_, rest)| rest));
        let name = name.and_then(|rest| rest.split_once(") at ")).map(|(name, _)| name);
        if let Some(name) = name {
            assert!(named.insert(name), "{name} has two places");
        }
        for part in line.split('(').skip(1) {
            let reference = part.split(')').next().unwrap_or_default();
            let is_place = reference.split(", ").filter(|number| number.parse::<f64>().is_ok()).count() == 2;
            let shifted = reference.starts_with("[shift={");
            assert!(is_place || shifted || reference.is_empty() || named.contains(reference), "{reference}: {line}");
        }
        // What TeX can measure, in the units of either picture.
        for number in line.split(['(', ')', ',', ' ']).filter_map(|part| part.parse::<f64>().ok()) {
            assert!(number.abs() < 4_000.0, "{line}");
        }
    }
    assert!(tikz.len() < 1_000_000, "{}", tikz.len());
}

#[test]
fn the_network_while_a_snapshot_is_under_way() {
    let tikz = network(README, 24, "README example", Form::Document);
    expect_file!["tikz/network.tex"].assert_eq(&tikz);
}

#[test]
fn the_whole_run_with_its_cut() {
    let tikz = space_time(README, 62, false, None);
    expect_file!["tikz/space_time.tex"].assert_eq(&tikz);
}

#[test]
fn a_picture_is_a_document_without_what_is_around_it() {
    let (document, picture) = (network(README, 24, "t", Form::Document), network(README, 24, "t", Form::Picture));
    let drawn = |tikz: &str| {
        let start = tikz.find("\\definecolor").unwrap();
        tikz[start..].replace("\\end{document}\n", "")
    };
    assert_eq!(drawn(&document), drawn(&picture));
    assert!(picture.starts_with("% t\n% For a document of your own") && picture.ends_with("\\end{tikzpicture}\n"));
    assert!(!picture.contains("\n\\documentclass") && !picture.contains("\n\\begin{document}"));
}

#[test]
fn a_title_cannot_get_out_of_its_comment() {
    let tikz = network("", 0, "a\nb\r\\input{c}\u{2028}d\u{85}e\u{b}", Form::Document);
    assert!(tikz.starts_with("% a b \\input{c} d e \n\\documentclass"), "{tikz}");
    assert!(tikz.contains("There is no node yet."));
}

#[test]
fn any_moment_of_any_run() {
    for seed in 0..40 {
        let [nodes, commands] = [2 + seed % 7, 10 + seed * 3 % 70];
        let wanted = Workload { nodes, commands, snapshots: seed % 5, seed: u64::from(seed) };
        let mut text = script(&wanted).unwrap();
        if seed % 3 == 0 {
            text += &format!("KillAll\nCreateNode 4294967295 9007199254740991\n{text}");
        }
        let end = History::of(&Script::parse(&text)).end().events;
        for events in (0..=end).step_by(end / 5 + 1).chain([end]) {
            network(&text, events, "", Form::Document);
            space_time(&text, events, seed % 2 == 0, None);
            space_time(&text, events, seed % 2 == 1, Some((3.5, 20.0)));
        }
    }
}

#[test]
fn what_is_far_to_the_right_is_counted_from_the_window() {
    let text = script(&Workload { nodes: 5, commands: 20_000, snapshots: 3, seed: 1 }).unwrap();
    for depth in [false, true] {
        let tikz = space_time(&text, 9010, depth, Some((8999.5, 9040.0)));
        assert!(!tikz.contains("Only the first"));
        if !depth {
            assert!(tikz.contains("\n\\coordinate (e9001) at (0, "), "{tikz}");
            assert!(tikz.contains("\\draw[moment] (9.5, -0.4)"), "{tikz}");
        }
    }
}

#[test]
fn large_ones_are_cut_off_and_say_so() {
    let many = script(&Workload { nodes: 20, commands: 20_000, snapshots: 5, seed: 1 }).unwrap();
    let nodes: Vec<_> = (0..3000).map(|node| format!("CreateNode {node} 1\n")).collect();
    let wide = nodes.concat() + "BeginSnapshot 5\n";
    for text in [&many, &wide] {
        let tikz = space_time(text, 500, false, None);
        assert!(tikz.contains("{Only the first events are drawn, 1,000 at most.}"));
        assert!(tikz.matches("\\coordinate").count() <= 1000);
    }
    let tikz = network(&wide, 3000, "", Form::Document);
    assert!(tikz.contains("{2,000 more nodes are not drawn.}"));
}
