//! The documents of `--json`, against their description in `docs/json.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use expect_test::expect_file;
use serde_json::{Value, json};

use crate::support::{Finished, Scratch, create, mesh, run};
use crate::transcript::{README_SCRIPT, README_TRANSCRIPT};

/// Every kind of event is in the run of this.
const ALL_KINDS: &str = "\
StartMaster
CreateNode 1 10
CreateNode 2 20
Send 2 1 4
Send 2 1 100
BeginSnapshot 1
Receive 2 1
Receive 2
ReceiveAll
CollectState
PrintSnapshot
KillAll
";

fn read(finished: &Finished) -> Value {
    assert!(finished.stdout.ends_with("}\n"));
    assert_eq!(finished.stderr, "");
    let document: Value = serde_json::from_str(&finished.stdout).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["status"], finished.status);
    document
}

fn run_json(script: impl AsRef<[u8]>) -> Value {
    let scratch = Scratch::new().with("a.script", script);
    read(&scratch.shutter(&["run", "--json", "a.script"]))
}

const DOCUMENTATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/json.md");

fn documentation() -> String {
    fs::read_to_string(DOCUMENTATION).unwrap()
}

/// The words between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The first two cells of the rows of the table under a heading, without its head.
fn table<'d>(documentation: &'d str, heading: &str) -> Vec<(&'d str, &'d str)> {
    let (_, section) = documentation.split_once(heading).unwrap();
    let lines = section.lines().skip(1).take_while(|line| !line.starts_with('#'));
    let rows = lines.filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| (row.split('|').nth(1).unwrap(), row.split('|').nth(2).unwrap())).collect()
}

fn fields(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

fn documented_fields<'d>(documentation: &'d str, heading: &str) -> BTreeSet<&'d str> {
    table(documentation, heading).into_iter().flat_map(|(names, _)| quoted(names)).collect()
}

#[test]
fn every_field_is_documented() {
    let documentation = documentation();
    let document = run_json(format!("{ALL_KINDS}CreateNode 1 1\nReceive 1\n"));
    assert_eq!(fields(&document), documented_fields(&documentation, "## `run`"));
    assert_eq!(fields(&document["snapshots"][0]), documented_fields(&documentation, "### Snapshots"));
    assert_eq!(fields(&document["verdicts"][0]), documented_fields(&documentation, "### Verdicts"));
    assert_eq!(fields(&document["diagnostics"][0]), documented_fields(&documentation, "### Diagnostics"));
    let checked = read(&Scratch::new().with("a", "").shutter(&["check", "--json", "a"]));
    assert_eq!(fields(&checked), documented_fields(&documentation, "## `check`"));
}

#[test]
fn every_kind_of_event_is_documented() {
    let documentation = documentation();
    let rows = table(&documentation, "### Events").into_iter();
    let documented: BTreeMap<_, BTreeSet<_>> =
        rows.map(|(kind, fields)| (quoted(kind).next().unwrap(), quoted(fields).collect())).collect();
    let document = run_json(ALL_KINDS);
    let mut seen = BTreeMap::new();
    for event in document["events"].as_array().unwrap() {
        let mut fields = fields(event);
        for name in ["index", "line", "kind"] {
            assert!(fields.remove(name), "{event}");
        }
        seen.insert(event["kind"].as_str().unwrap(), fields);
    }
    assert_eq!(seen, documented);
}

/// All but the codes of the limits that take long to reach.
#[test]
fn codes_are_documented_with_their_levels() {
    let documentation = documentation();
    let scripts = [
        "nonsense\nSend\nKillAll 1\nReceive x\nReceive -1\nReceive 5000000000\n",
        "Receive 1\n",
        "CreateNode 1 1\nCreateNode 1 1\n",
        "CreateNode 1 1\nSend 1 1 1\n",
        "CreateNode 1 9007199254740991\nCreateNode 2 1\n",
        "StartMaster\nStartMaster\n",
        "CreateNode 1 1\nCreateNode 2 1\nBeginSnapshot 1\nCreateNode 3 1\n",
        "CollectState\n",
        "CreateNode 1 1\nBeginSnapshot 1\nCollectState 2\n",
        "PrintSnapshot\n",
        "CreateNode 1 1\nCreateNode 2 1\nBeginSnapshot 1\nCollectState\nReceive 1\n",
        "\0",
        &create(20_001),
    ];
    let mut seen = BTreeSet::new();
    for script in scripts {
        for fault in run_json(script)["diagnostics"].as_array().unwrap() {
            let (level, code) = (fault["level"].as_str().unwrap(), fault["code"].as_str().unwrap());
            let listed = format!("- `{level}`: ");
            let (_, codes) = documentation.split_once(&listed).unwrap();
            let codes = codes.split_once("\n- ").map_or(codes, |(codes, _)| codes);
            assert!(quoted(codes).any(|documented| documented == code), "{level} {code}");
            seen.insert(code.to_owned());
        }
    }
    assert_eq!(seen.len(), 19);
}

#[test]
fn the_example_in_the_documentation_is_real() {
    let documentation = documentation();
    let block = |fence: &str| documentation.split_once(fence).unwrap().1.split_once("```").unwrap().0;
    let scratch = Scratch::new().with("example.script", block("```text\n"));
    let real = scratch.shutter(&["run", "--json", "example.script"]).stdout;
    expect_file![DOCUMENTATION].assert_eq(&documentation.replace(block("```json\n"), &real));
}

#[test]
fn readme_example() {
    let document = run_json(README_SCRIPT);
    let printed: Vec<_> = README_TRANSCRIPT.lines().collect();
    assert_eq!(document["transcript"], json!(printed));
    assert_eq!(document["diagnostics"], json!([]));
    assert_eq!(document["algorithm"], "Chandy-Lamport");
    let snapshot = &document["snapshots"][0];
    assert_eq!(snapshot["progress"], "collected");
    assert_eq!((&snapshot["node_sum"], &snapshot["channel_sum"]), (&json!(2150), &json!(250)));
    let channels: Vec<_> = snapshot["channels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|channel| json!([channel["from"], channel["to"], channel["state"], channel["sum"]]))
        .collect();
    let expected = json!([[2, 1, "closed", 100], [4, 2, "closed", 100], [2, 4, "closed", 50]]);
    assert_eq!(json!(channels), expected);
}

#[test]
fn events_are_in_order_with_the_lines_of_their_commands() {
    let document = run_json(format!("# first\n\n{ALL_KINDS}"));
    for (index, event) in document["events"].as_array().unwrap().iter().enumerate() {
        assert_eq!(event["index"], index);
    }
    assert_eq!(document["events"][0], json!({ "index": 0, "line": 3, "kind": "master-started" }));
    assert_eq!(document["events"][1]["line"], 4);
}

#[test]
fn a_snapshot_under_way_lists_open_channels_and_hides_nothing() {
    let document = run_json("CreateNode 3 7\nCreateNode 1 5\nCreateNode 2 9\nSend 1 3 2\nBeginSnapshot 3\nReceive 3\n");
    let snapshot = &document["snapshots"][0];
    assert_eq!((&snapshot["progress"], &snapshot["completed_at"]), (&json!("recording"), &Value::Null));
    let nodes = json!([
        { "node": 1, "balance": null, "recorded_at": null },
        { "node": 2, "balance": null, "recorded_at": null },
        { "node": 3, "balance": 7, "recorded_at": 5 },
    ]);
    assert_eq!(snapshot["nodes"], nodes);
    assert_eq!(snapshot["open_channels"], 2);
    let channels = json!([
        { "from": 1, "to": 3, "state": "open", "sum": 2, "messages": [{ "message": 0, "amount": 2 }] },
        { "from": 2, "to": 3, "state": "open", "sum": 0, "messages": [] },
    ]);
    assert_eq!(snapshot["channels"], channels);
}

#[test]
fn snapshots_of_all_banks() {
    let bank = "CreateNode 1 1\nBeginSnapshot 1\nBeginSnapshot 1\n";
    for (script, expected) in [
        (format!("{bank}KillAll\n{bank}"), json!([[1, 1], [1, 2], [2, 1], [2, 2]])),
        (format!("{bank}KillAll\n{bank}KillAll\n"), json!([[1, 1], [1, 2], [2, 1], [2, 2]])),
        (format!("KillAll\nCreateNode 1 1\nKillAll\n{bank}"), json!([[3, 1], [3, 2]])),
        (bank.to_owned(), json!([[1, 1], [1, 2]])),
    ] {
        let document = run_json(&script);
        let snapshots = document["snapshots"].as_array().unwrap().iter();
        let numbers: Vec<_> = snapshots.map(|snapshot| json!([snapshot["bank"], snapshot["number"]])).collect();
        assert_eq!(json!(numbers), expected);
        assert_eq!(document["transcript"].as_array().unwrap().len(), script.matches("Begin").count());
    }
}

#[test]
fn an_error_in_the_text_leaves_diagnostics_only() {
    let document = run_json("\u{feff}CreateNode 1 1\r\n\tß recieve 1\nrecieve  1\n");
    for list in ["events", "snapshots", "verdicts", "transcript"] {
        assert_eq!(document[list], json!([]));
    }
    assert_eq!(document["status"], 2);
    let second = &document["diagnostics"][0];
    assert_eq!((&second["line"], &second["column"], &second["end_column"]), (&json!(2), &json!(2), &json!(3)));
    let third = json!({
        "level": "text-error",
        "code": "unknown-command",
        "line": 3,
        "column": 1,
        "end_column": 8,
        "message": "there is no command `recieve`",
        "help": "did you mean `Receive`?",
        "fix": { "line": 3, "column": 1, "end_column": 8, "replacement": "Receive", "label": "Change to `Receive`" },
        "related": null,
    });
    assert_eq!(document["diagnostics"][1], third);
}

#[test]
fn an_error_in_the_run_ends_the_document_there() {
    let document = run_json("CreateNode 1 1\nCreateNode 1 1\nBeginSnapshot 1\n");
    assert_eq!(document["status"], 3);
    assert_eq!(document["events"].as_array().unwrap().len(), 1);
    let fault = &document["diagnostics"][0];
    assert_eq!((&fault["level"], &fault["code"]), (&json!("run-error"), &json!("node-exists")));
    assert_eq!(fault["related"], json!({ "line": 1, "note": "created here" }));
}

#[test]
fn a_file_that_is_no_script_is_a_document_too() {
    let scratch = Scratch::new().with("binary", b"CreateNode 1 1\n\xc3\xa4\xff");
    let document = read(&scratch.shutter(&["run", "--json", "binary"]));
    let fault = &document["diagnostics"][0];
    assert_eq!((&fault["level"], &fault["code"]), (&json!("text-error"), &json!("not-text")));
    assert_eq!((&fault["line"], &fault["column"], &fault["end_column"]), (&json!(2), &json!(2), &json!(3)));
    let document = read(&scratch.shutter(&["run", "--json", "nowhere"]));
    let fault = &document["diagnostics"][0];
    assert_eq!((&fault["level"], &fault["line"]), (&json!("input-error"), &Value::Null));
    assert_eq!(document["status"], 66);
}

#[test]
fn check_lists_files_in_order() {
    let scratch = Scratch::new().with("good", README_SCRIPT).with("wrong", "nonsense\n");
    let finished = scratch.shutter_with_input(&["check", "wrong", "-", "good", "--json"], b"Send 1 2 3\n");
    let document = read(&finished);
    let files = document["files"].as_array().unwrap().iter();
    let summary: Vec<_> =
        files.map(|file| json!([file["file"], file["status"], file["diagnostics"][0]["code"]])).collect();
    let expected = json!([["wrong", 2, "unknown-command"], ["<stdin>", 3, "unknown-node"], ["good", 0, null]]);
    assert_eq!(json!(summary), expected);
}

#[test]
fn standard_input_as_a_document() {
    let finished = Scratch::new().shutter_with_input(&["run", "--json", "-"], ALL_KINDS.as_bytes());
    let document = read(&finished);
    assert_eq!(document["file"], "<stdin>");
    assert_eq!(document["transcript"].as_array().unwrap().len(), run(ALL_KINDS).stdout.lines().count());
}

#[test]
fn complete_snapshots_of_many_nodes_are_small() {
    let document = run_json(mesh(100));
    assert_eq!(document["snapshots"][0]["nodes"].as_array().unwrap().len(), 100);
    assert_eq!(document["snapshots"][0]["channels"], json!([]));
}

#[test]
fn odd_texts_and_names_are_quoted() {
    let name = "a \"name\"\u{1b}\n.script";
    let scratch = Scratch::new().with(name, "<b>\"\\é</b>\n");
    let document = read(&scratch.shutter(&["run", "--json", name]));
    assert_eq!(document["file"], name);
    assert!(document["diagnostics"][0]["message"].as_str().unwrap().contains("<b>\"\\é<"));
}
