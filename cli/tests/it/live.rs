//! `shutter run -` is a conversation.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::support::{Finished, Scratch};

/// Long enough for any machine; only a failure takes so long.
const PATIENCE: Duration = Duration::from_mins(1);

struct Conversation {
    child: Child,
    stdin: Option<ChildStdin>,
    printed: Receiver<String>,
    said: Receiver<String>,
    _scratch: Scratch,
}

impl Conversation {
    fn new() -> Self {
        let scratch = Scratch::new();
        let mut child = scratch.command(&["run", "-"]).spawn().unwrap();
        let printed = lines_of(child.stdout.take().unwrap());
        let said = lines_of(child.stderr.take().unwrap());
        Self { stdin: child.stdin.take(), child, printed, said, _scratch: scratch }
    }

    fn write(&mut self, text: &str) {
        self.stdin.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
    }

    fn printed(&self) -> String {
        self.printed.recv_timeout(PATIENCE).expect("a line on standard output")
    }

    fn said(&self) -> String {
        self.said.recv_timeout(PATIENCE).expect("a line on standard error")
    }

    fn end(mut self) -> i32 {
        drop(self.stdin.take());
        self.child.wait().unwrap().code().unwrap()
    }
}

fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    receiver
}

#[test]
fn each_line_prints_before_the_next_is_written() {
    let mut shutter = Conversation::new();
    shutter.write("CreateNode 1 10\nCreateNode 2 0\nSend 1 2 11\n");
    assert_eq!(shutter.printed(), "ERR_SEND");
    shutter.write("Receive 2\nSend 1 2 3\n");
    assert_eq!(shutter.printed(), "1 Transfer 3");
    shutter.write("BeginSnap");
    shutter.write("shot 1\r");
    assert_eq!(shutter.printed(), "Started by Node 1");
    shutter.write("\nReceiveAll\r\nCollectState\r\nPrintSnapshot");
    shutter.write("\r\n");
    assert_eq!(shutter.printed(), "---Node states");
    assert_eq!(shutter.end(), 0);
}

#[test]
fn a_warning_comes_when_its_line_does() {
    let mut shutter = Conversation::new();
    shutter.write("CreateNode 1 10\nCreateNode 2 0\nBeginSnapshot 1\nCollectState\n");
    assert_eq!(shutter.printed(), "Started by Node 1");
    assert!(shutter.said().starts_with("warning: snapshot 1 is not complete"));
    shutter.write("BeginSnapshot 2\n");
    assert_eq!(shutter.printed(), "Started by Node 2");
    assert_eq!(shutter.end(), 0);
}

#[test]
fn an_error_ends_it_though_more_could_come() {
    for (line, status) in [("nonsense\n", 2), ("Send 1 2 3\n", 3)] {
        let mut shutter = Conversation::new();
        shutter.write("CreateNode 1 10\nBeginSnapshot 1\n");
        assert_eq!(shutter.printed(), "Started by Node 1");
        shutter.write(line);
        assert!(shutter.said().starts_with("error: "));
        assert_eq!(shutter.child.wait().unwrap().code(), Some(status));
    }
}

#[test]
fn the_last_line_needs_no_line_end() {
    let mut shutter = Conversation::new();
    shutter.write("CreateNode 1 10\nBeginSnapshot 1");
    drop(shutter.stdin.take());
    assert_eq!(shutter.printed(), "Started by Node 1");
}

#[test]
fn it_ends_quietly_when_nobody_reads_any_more() {
    let scratch = Scratch::new();
    let mut child = scratch.command(&["run", "-"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"CreateNode 1 10\nBeginSnapshot 1\n").unwrap();
    // Standard input stays open: the write alone must end it.
    let finished = Finished::of(child);
    assert_eq!((finished.stderr.as_str(), finished.status), ("", 0));
}

#[test]
fn it_waits_for_nothing_when_there_is_no_input() {
    let scratch = Scratch::new();
    let child = scratch.command(&["run", "-"]).stdin(Stdio::null()).spawn().unwrap();
    let finished = Finished::of(child);
    assert_eq!((finished.stdout.as_str(), finished.stderr.as_str(), finished.status), ("", "", 0));
}
