//! `shutter export` and `shutter svg`

use std::fs;

use expect_test::expect;

use crate::support::{Finished, Scratch, create, mesh};
use crate::transcript::README_SCRIPT;

fn draw(script: &str, options: &[&str]) -> Finished {
    let scratch = Scratch::new().with("a.script", script);
    scratch.shutter(&[&["svg", "a.script"], options].concat())
}

fn title(svg: &str) -> &str {
    svg.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0
}

fn count(svg: &str, part: &str) -> usize {
    svg.matches(part).count()
}

#[test]
fn the_network_at_the_end_goes_to_standard_output() {
    let finished = draw(README_SCRIPT, &[]);
    assert_eq!((finished.stderr.as_str(), finished.status), ("", 0));
    assert!(finished.stdout.starts_with("<svg ") && finished.stdout.ends_with("</svg>\n"));
    assert_eq!(title(&finished.stdout), "a.script: network after 65 of 65 events");
    assert_eq!(count(&finished.stdout, "<circle "), 4);
    assert!(finished.stdout.contains("KillAll has ended this bank."));
}

#[test]
fn a_format_that_has_a_command_of_its_own_is_the_same() {
    let scratch = Scratch::new().with("a.script", README_SCRIPT);
    let export = |format: &str| scratch.shutter(&["export", "--format", format, "a.script"]).to_string();
    assert_eq!(export("svg"), scratch.shutter(&["svg", "a.script"]).to_string());
    assert_eq!(export("json"), scratch.shutter(&["run", "--json", "a.script"]).to_string());
}

#[test]
fn any_moment_of_the_run() {
    let svg = draw(README_SCRIPT, &["--at", "8"]).stdout;
    assert_eq!(title(&svg), "a.script: network after 8 of 65 events");
    assert_eq!((count(&svg, "message coin"), count(&svg, ">300<")), (4, 2));
    assert_eq!(count(&draw(README_SCRIPT, &["--at=0"]).stdout, "<circle "), 0);
    assert_eq!(draw(README_SCRIPT, &["--view", "network", "--at", "65"]).stdout, draw(README_SCRIPT, &[]).stdout);
}

#[test]
fn the_run_in_space_and_time_with_the_cut_of_its_snapshot() {
    let finished = draw(README_SCRIPT, &["--view", "space-time"]);
    assert_eq!((finished.stderr.as_str(), finished.status), ("", 0));
    assert_eq!(title(&finished.stdout), "a.script: space-time diagram after 65 of 65 events");
    assert_eq!(count(&finished.stdout, "class=\"name\""), 5);
    assert_eq!(count(&finished.stdout, "class=\"cut hue s1\""), 1);
    assert_eq!(count(&finished.stdout, "class=\"moment\""), 0);
    let early = draw(README_SCRIPT, &["--view=space-time", "--at", "30"]).stdout;
    assert_eq!((count(&early, "class=\"cut"), count(&early, "class=\"moment\"")), (0, 1));
}

#[test]
fn cuts_of_all_banks_are_drawn_once() {
    let bank = "CreateNode 1 5\nCreateNode 2 5\nBeginSnapshot 1\nReceiveAll\nBeginSnapshot 2\nReceiveAll\nKillAll\n";
    let svg = |script: &str| draw(script, &["--view", "space-time"]).stdout;
    assert_eq!(count(&svg(bank), "class=\"cut hue s1\""), 1);
    let three = svg(&bank.repeat(3));
    assert_eq!((count(&three, "class=\"cut hue s1\""), count(&three, "class=\"cut hue s2\"")), (3, 3));
    let many = format!("CreateNode 1 5\n{}", "BeginSnapshot 1\n".repeat(500));
    assert_eq!(count(&svg(&many), "class=\"cut "), 100);
}

#[test]
fn a_file_is_written_and_nothing_else() {
    let scratch = Scratch::new().with("a.script", README_SCRIPT);
    let finished = scratch.shutter(&["svg", "-o", "out.svg", "a.script"]);
    assert_eq!((finished.stdout.as_str(), finished.stderr.as_str(), finished.status), ("", "", 0));
    let printed = scratch.shutter(&["svg", "a.script", "-o", "-"]).stdout;
    assert_eq!(fs::read_to_string(scratch.path().join("out.svg")).unwrap(), printed);
    assert_eq!(
        scratch.shutter_with_input(&["svg", "-"], README_SCRIPT.as_bytes()).stdout,
        printed.replace("a.script", "&lt;stdin&gt;")
    );
}

#[test]
fn a_file_that_cannot_be_written() {
    let finished = draw(README_SCRIPT, &["-o", "nowhere/out.svg"]);
    assert!(
        finished.stderr.starts_with("error: the output cannot be written: nowhere/out.svg: "),
        "{}",
        finished.stderr
    );
    assert_eq!((finished.stdout.as_str(), finished.status), ("", 74));
}

#[test]
fn the_script_is_never_replaced() {
    let scratch = Scratch::new().with("a.script", README_SCRIPT);
    let finished = scratch.shutter(&["svg", "a.script", "-o", "./a.script"]);
    assert!(finished.stderr.starts_with("error: `-o` would replace the script `a.script`\n"), "{}", finished.stderr);
    assert_eq!(finished.status, 64);
    assert_eq!(fs::read_to_string(scratch.path().join("a.script")).unwrap(), README_SCRIPT);
}

#[test]
fn faults_are_those_of_run() {
    let text = draw("CreateNode 1\n", &[]);
    assert_eq!((text.stdout.as_str(), text.status), ("", 2));
    assert!(text.stderr.ends_with("a.script: not run: 1 error in the text\n"));
    let run = draw("CreateNode 1 5\nCreateNode 2 5\nSend 1 3 1\nCreateNode 4 5\n", &[]);
    assert_eq!((count(&run.stdout, "<circle "), run.status), (2, 3));
    assert!(run.stderr.starts_with("error: there is no node 3 here") && run.stderr.ends_with("stopped at line 3\n"));
    let warning = draw("CreateNode 1 5\nReceive 1\n", &[]);
    assert!(warning.stderr.starts_with("warning: ") && warning.stdout.contains(">waits for any<"));
    assert_eq!(warning.status, 0);
    assert_eq!(Scratch::new().shutter(&["svg", "nowhere"]).status, 66);
}

#[test]
fn a_moment_that_the_run_does_not_have() {
    let scratch = Scratch::new().with("a.script", "CreateNode 1 5\n");
    let finished = scratch.shutter(&["svg", "a.script", "--at", "2", "-o", "out.svg"]);
    expect![[r#"
        [stdout]
        [stderr]
        error: `--at` is beyond the run, which has 1 event
        `shutter --help` says how it is used
        [status] 64
    "#]]
    .assert_eq(&finished.to_string());
    assert!(!scratch.path().join("out.svg").exists());
    assert_eq!(draw("CreateNode 1\n", &["--at", "2"]).status, 2);
}

#[test]
fn large_runs() {
    let svg = draw(&mesh(100), &["--view", "space-time"]).stdout;
    assert!(svg.contains("More events than pixels") && svg.len() < 300_000, "{}", svg.len());
    let many = draw(&create(1000), &["--view", "space-time"]).stdout;
    assert_eq!(count(&many, "class=\"name\""), 1000);
}

fn export(script: &str, format: &str, options: &[&str]) -> Finished {
    let scratch = Scratch::new().with("a.script", script);
    scratch.shutter(&[&["export", "--format", format, "a.script"], options].concat())
}

#[test]
fn a_picture_for_latex_of_any_moment() {
    let network = export(README_SCRIPT, "tikz", &["--at", "8"]);
    assert_eq!((network.stderr.as_str(), network.status), ("", 0));
    assert!(network.stdout.starts_with("% a.script: network after 8 of 65 events\n\\documentclass"));
    assert_eq!((count(&network.stdout, "node[coin"), count(&network.stdout, "(n4) at")), (4, 1));
    let diagram = export(README_SCRIPT, "tikz-picture", &["--view", "space-time"]).stdout;
    assert!(diagram.starts_with("% a.script: space-time diagram after 65 of 65 events\n% For a document"));
    assert_eq!((count(&diagram, "\\coordinate (e"), count(&diagram, "\\draw[cut")), (65, 1));
}

#[test]
fn a_picture_for_latex_of_a_long_run_has_what_led_to_the_moment() {
    let script = format!("{}{}", create(3), "Send 1 2 1\nReceive 2\n".repeat(2000));
    let diagram = |at| export(&script, "tikz", &["--view", "space-time", "--at", at]).stdout;
    let (early, late) = (diagram("900"), diagram("2900"));
    for (diagram, first, last) in [(&early, "(e1)", "(e1000)"), (&late, "(e1910)", "(e2900)")] {
        assert!([first, last].iter().all(|event| diagram.contains(event)));
        assert!(count(diagram, "\\coordinate (e") <= 1000);
    }
    assert!(!late.contains("(e1800)") && !late.contains("(e2999)") && !late.contains("Only the first"));
    assert!(early.contains("Only the first events are drawn"));
}

#[test]
fn a_log_for_shiviz() {
    let log = export(README_SCRIPT, "shiviz", &["--at", "2"]);
    expect![[r#"
        [stdout]
        ^(?<host>\S+) (?<clock>\{[^}]*\}) (?<event>.*)$

        node1 {"node1":1} Node 1 joins with a balance of 1,000
        node2 {"node2":1} Node 2 joins with a balance of 500
        [stderr]
        [status] 0
    "#]]
    .assert_eq(&log.to_string());
    assert_eq!(count(&export(README_SCRIPT, "shiviz", &[]).stdout, "\nnode"), 61);
}

#[test]
fn a_sequence_diagram_for_mermaid() {
    let diagram = export("CreateNode 1 5\nCreateNode 2 5\nSend 1 2 5\nSend 1 3 1\n", "mermaid", &["--at", "3"]);
    expect![[r#"
        [stdout]
        sequenceDiagram
            title a.script
            participant n1 as Node 1
            participant n2 as Node 2
            Note over n1: joins with 5
            Note over n2: joins with 5
            Note over n1: sends 5 to 2 [m1]
            Note over n1,n2: on the way:<br/>1 → 2: 5 [m1]
        [stderr]
        error: there is no node 3 here
         --> a.script:4:8
          |
        4 | Send 1 3 1
          |        ^ create it first: `CreateNode 3 AMOUNT`

        a.script: stopped at line 4
        [status] 3
    "#]]
    .assert_eq(&diagram.to_string());
}

#[test]
fn nothing_is_written_of_what_was_not_run() {
    for format in ["svg", "tikz", "tikz-picture", "json", "shiviz", "mermaid"] {
        let finished = export("CreateNode 1\n", format, &[]);
        assert_eq!((finished.stdout.as_str(), finished.status), ("", 2), "{format}");
    }
    for format in ["svg", "tikz", "tikz-picture", "shiviz", "mermaid"] {
        let finished = export("CreateNode 1 1\n", format, &["--at", "2"]);
        assert_eq!((finished.stdout.as_str(), finished.status), ("", 64), "{format}");
    }
}
