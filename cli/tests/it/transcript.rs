//! What a run prints when nothing is wrong.

use crate::support::{check_prints, run};

pub(crate) const README_SCRIPT: &str = "\
CreateNode 1 1000
CreateNode 2 500
CreateNode 3 300
Send 1 2 300
Send 2 1 100
CreateNode 4 600
Send 1 3 100
Send 1 2 400
BeginSnapshot 1
Send 4 2 100
Receive 2 1
Send 4 1 700
Receive 3
Send 2 4 50
ReceiveAll
CollectState
PrintSnapshot
KillAll
";

pub(crate) const README_TRANSCRIPT: &str = "\
Started by Node 1
1 Transfer 300
ERR_SEND
1 Transfer 100
---Node states
node 1 = 200
node 2 = 1050
node 3 = 400
node 4 = 500
---Channel states
channel (1 -> 2) = 0
channel (1 -> 3) = 0
channel (1 -> 4) = 0
channel (2 -> 1) = 100
channel (2 -> 3) = 0
channel (2 -> 4) = 50
channel (3 -> 1) = 0
channel (3 -> 2) = 0
channel (3 -> 4) = 0
channel (4 -> 1) = 0
channel (4 -> 2) = 100
channel (4 -> 3) = 0
";

#[test]
fn readme_example() {
    check_prints(README_SCRIPT, README_TRANSCRIPT);
}

#[test]
fn nothing_and_comments_print_nothing() {
    check_prints("", "");
    check_prints("# a comment\n\n   // another\n", "");
}

#[test]
fn a_failed_send_is_a_normal_outcome() {
    check_prints("CreateNode 1 5\nCreateNode 2 0\nSend 1 2 6\nSend 1 2 5\nReceive 2\n", "ERR_SEND\n1 Transfer 5\n");
}

#[test]
fn a_wait_prints_when_it_is_served() {
    check_prints(
        "CreateNode 1 5\nCreateNode 2 0\nReceive 2\nSend 2 1 1\nBeginSnapshot 1\nReceive 1\n",
        "ERR_SEND\nStarted by Node 1\n1 SnapshotToken -1\n2 SnapshotToken -1\n",
    );
}

#[test]
fn largest_numbers() {
    check_prints(
        "CreateNode 4294967295 9007199254740991\nCreateNode 0 0\nSend 4294967295 0 9007199254740991\nReceive 0\n",
        "4294967295 Transfer 9007199254740991\n",
    );
}

#[test]
fn after_kill_all_everything_starts_afresh() {
    let snapshot = "StartMaster\nCreateNode 7 1\nBeginSnapshot 7\nCollectState\nPrintSnapshot\nKillAll\n";
    let printed = "Started by Node 7\n---Node states\nnode 7 = 1\n---Channel states\n";
    check_prints(snapshot.repeat(3), &printed.repeat(3));
}

#[test]
fn reports_of_a_snapshot_that_was_collected_twice() {
    let script = "CreateNode 1 10\nCreateNode 2 20\nSend 2 1 4\nBeginSnapshot 1\nCollectState\nPrintSnapshot\n\
                  ReceiveAll\nCollectState 1\nPrintSnapshot\n";
    let finished = run(script);
    let early = "node 1 = 10\nnode 2 = ?\n---Channel states\nchannel (1 -> 2) = ?\nchannel (2 -> 1) = 0\n";
    let late = "node 1 = 10\nnode 2 = 16\n---Channel states\nchannel (1 -> 2) = 0\nchannel (2 -> 1) = 4\n";
    assert_eq!(finished.stdout, format!("Started by Node 1\n---Node states\n{early}---Node states\n{late}"));
    assert!(finished.stderr.starts_with("warning: "), "{}", finished.stderr);
    assert_eq!(finished.status, 0);
}
