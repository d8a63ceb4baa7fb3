//! Pictures as files.

mod xml;

use expect_test::{ExpectFile, expect_file};
use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_diagram::network::{NetworkPicture, Size};
use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View, cut_of_snapshot};
use shutter_diagram::svg::{self, DrawnCut, Shown};

use crate::space_time::README;

const SIZE: Size = Size { width: 960.0, height: 540.0 };

fn network(text: &str, events: usize, title: &str) -> String {
    let mut history = History::of(&Script::parse(text));
    history.seek(history.moment_of_event(events));
    svg::network(&NetworkPicture::of(&history, SIZE, None), title, svg::Theme::Auto)
}

fn space_time(text: &str, events: usize, title: &str) -> String {
    let mut history = History::of(&Script::parse(text));
    history.seek(history.moment_of_event(events));
    let (log, cluster) = (history.log(), history.state().cluster());
    let cuts: Vec<_> = cluster
        .snapshots()
        .map(|snapshot| DrawnCut { snapshot: Some(snapshot.id()), positions: cut_of_snapshot(cluster, snapshot) })
        .collect();
    let timeline = Timeline::of(log);
    let axis = Axis::order(log, &timeline);
    let diagram = SpaceTime::of(log, &timeline, &axis, View::fit(&axis, SIZE));
    svg::space_time(&diagram, Shown { events, cuts: &cuts }, title, svg::Theme::Auto)
}

#[allow(clippy::needless_pass_by_value)] // reads better where it is called
fn check(svg: &str, expected: ExpectFile) {
    xml::check(svg).unwrap();
    for absent in ["<script", "href", "url(", "http://", "var("] {
        assert!(!svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").contains(absent), "{absent}");
    }
    expected.assert_eq(svg);
}

#[test]
fn the_network_while_a_snapshot_is_under_way() {
    check(&network(README, 24, "README example"), expect_file!["svg/network.svg"]);
}

#[test]
fn the_network_of_an_ended_bank_with_refusals_and_waits() {
    let text = "CreateNode 1 10\nCreateNode 2 5\nReceive 1\nSend 2 1 6\nSend 2 1 4\nSend 2 1 1\nReceive 2 1\nBeginSnapshot 1\nReceive 1\nKillAll\n";
    let files: Vec<_> = (0..=20).map(|events| network(text, events, "")).collect();
    for svg in &files {
        xml::check(svg).unwrap();
    }
    for word in ["waits for 1", "cannot send 6", "network ended", "rec. "] {
        assert!(files.iter().any(|svg| svg.contains(word)), "{word}");
    }
    assert!(network("", 0, "").contains("There is no node yet."));
}

#[test]
fn the_run_with_the_cut_of_its_snapshot() {
    let text = README.replace("KillAll\n", "");
    check(&space_time(&text, 64, "README example"), expect_file!["svg/space_time.svg"]);
}

#[test]
fn the_run_at_a_moment() {
    let svg = space_time(README, 24, "README example");
    xml::check(&svg).unwrap();
    for class in ["in-flight", "future", "moment", "cut hue s1"] {
        assert!(svg.contains(&format!("class=\"{class}\"")), "{class}");
    }
}

#[test]
fn titles_may_hold_anything() {
    let title = "<b>\"a\" & 'b'</b>\u{0}\u{1b}[31m\u{ffff} é 節";
    for svg in [network(README, 20, title), space_time(README, 20, title)] {
        xml::check(&svg).unwrap();
        assert!(
            svg.contains("<title>&lt;b&gt;&quot;a&quot; &amp; 'b'&lt;/b&gt;\u{fffd}\u{fffd}[31m\u{fffd} é 節</title>")
        );
    }
}

#[test]
fn large_banks_and_long_runs_make_small_files() {
    let bank: String = (1..=1000).map(|node| format!("CreateNode {node} 1000\n")).collect::<Vec<_>>().concat();
    let sends = "Send 1 2 3\nSend 2 3 4\nReceive 3\n".repeat(3000);
    let text = format!("{bank}{sends}");
    for svg in [network(&text, usize::MAX, ""), space_time(&text, usize::MAX, "")] {
        xml::check(&svg).unwrap();
        assert!(svg.len() < 500_000, "{}", svg.len());
    }
}
