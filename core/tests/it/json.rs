//! What the `serde` feature makes of events, commands and their parts. Pages and tools rely on these names.

use expect_test::{Expect, expect};
use serde_json::to_string;
use shutter_core::cluster::Payload;
use shutter_core::event::Delivery;
use shutter_core::history::History;
use shutter_core::script::{Level, Script};
use shutter_core::{Amount, EventIndex, SnapshotId};

fn check(lines: impl IntoIterator<Item = serde_json::Result<String>>, expected: &Expect) {
    let lines: Vec<_> = lines.into_iter().map(Result::unwrap).collect();
    expected.assert_eq(&lines.join("\n"));
}

/// Every kind of event once, in the order in which they are first met.
#[test]
fn events() {
    let script = Script::parse(
        "StartMaster\nCreateNode 1 10\nCreateNode 2 20\nReceive 2\nReceive 1 2\nSend 1 2 3\nSend 1 2 99\nBeginSnapshot 1
Send 2 1 4\nReceive 2 1\nReceiveAll\nCollectState\nPrintSnapshot\nKillAll\n",
    );
    let history = History::of(&script);
    let mut kinds = Vec::new();
    let mut first = |line: &String| {
        let kind = line.split(',').next().unwrap().to_owned();
        let new = !kinds.contains(&kind);
        kinds.push(kind);
        new
    };
    let lines = history.log().events().iter().map(to_string).map(Result::unwrap);
    let lines: Vec<_> = lines.filter(|line| first(line) || line.contains("by\":\"receive-all")).collect();
    expect![[r#"
        {"kind":"master-started"}
        {"kind":"node-created","node":1,"balance":10}
        {"kind":"wait-started","wait":0,"node":2,"from":null}
        {"kind":"transfer-sent","message":0,"from":1,"to":2,"amount":3}
        {"kind":"transfer-received","message":0,"from":1,"to":2,"amount":3,"by":"wait"}
        {"kind":"send-rejected","from":1,"to":2,"amount":99}
        {"kind":"snapshot-started","snapshot":1,"initiator":1}
        {"kind":"state-recorded","snapshot":1,"node":1,"balance":7}
        {"kind":"marker-sent","message":1,"from":1,"to":2,"snapshot":1}
        {"kind":"message-recorded","snapshot":1,"message":2,"from":2,"to":1}
        {"kind":"marker-received","message":1,"from":1,"to":2,"snapshot":1,"by":"receive"}
        {"kind":"channel-closed","snapshot":1,"from":1,"to":2}
        {"kind":"marker-received","message":3,"from":2,"to":1,"snapshot":1,"by":"receive-all"}
        {"kind":"snapshot-completed","snapshot":1}
        {"kind":"state-collected","snapshot":1}
        {"kind":"snapshot-printed","snapshot":1,"collected_at":21}
        {"kind":"killed"}"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn commands() {
    let script = Script::parse(
        "StartMaster\nCreateNode 1 10\nSend 1 2 3\nReceive 1\nReceive 1 2\nReceiveAll\nBeginSnapshot 1\nCollectState
CollectState 4\nPrintSnapshot\nKillAll\n",
    );
    check(
        script.commands().iter().map(|line| to_string(&line.command)),
        &expect![[r#"
            {"command":"StartMaster"}
            {"command":"CreateNode","node":1,"balance":10}
            {"command":"Send","from":1,"to":2,"amount":3}
            {"command":"Receive","to":1,"from":null}
            {"command":"Receive","to":1,"from":2}
            {"command":"ReceiveAll"}
            {"command":"BeginSnapshot","node":1}
            {"command":"CollectState","snapshot":null}
            {"command":"CollectState","snapshot":4}
            {"command":"PrintSnapshot"}
            {"command":"KillAll"}"#]],
    );
}

#[test]
fn parts() {
    check(
        [
            to_string(&[Delivery::Receive, Delivery::Wait, Delivery::ReceiveAll]),
            to_string(&[Level::TextError, Level::RunError, Level::Warning]),
            to_string(&[Payload::Transfer(Amount::MAX), Payload::Marker(SnapshotId::new(3))]),
            to_string(&EventIndex::new(7)),
        ],
        &expect![[r#"
            ["receive","wait","receive-all"]
            ["text-error","run-error","warning"]
            [{"transfer":9007199254740991},{"marker":3}]
            7"#]],
    );
}
