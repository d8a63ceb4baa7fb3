//! A run as a log for `ShiViz`, which draws it as a space-time diagram that can be searched and compared:
//! Beschastnikh, Wang, Brun and Ernst, "Debugging Distributed Systems", Communications of the ACM 59(8), 2016.
//!
//! The first line is the expression that `ShiViz` reads the log with, the second the one that separates executions, as it
//! expects of a file. Then each event of a process is a line: the process, its vector clock, what happened. What no process
//! did is not there. Each bank is an execution of its own.
//!
//! ```
//! use shutter_core::{history::History, script::Script};
//! use shutter_formats::shiviz;
//!
//! let history = History::of(&Script::parse("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n"));
//! let mut text = Vec::new();
//! shiviz::write(history.log(), 4, &mut text).unwrap();
//! let text = String::from_utf8(text).unwrap();
//! assert!(text.ends_with("\nnode2 {\"node1\":2,\"node2\":2} Node 2 receives 3 from node 1\n"));
//! ```

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use shutter_core::cluster::Log;
use shutter_core::event::Event;
use shutter_core::{EventIndex, MessageId, NodeId};
use shutter_diagram::explain::{grouped, sentence};

/// The expression that reads a line of the log, in the regular expressions of JavaScript with the flag `m`.
pub const PARSER: &str = r"^(?<host>\S+) (?<clock>\{[^}]*\}) (?<event>.*)$";
/// The expression for a line between two executions. A log of one bank has no such line, and needs no expression.
pub const DELIMITER: &str = r"^=== (?<trace>.*) ===$";

/// Entries of vector clocks that a log has at most. A clock has one for each process that is in the past of its event, so that
/// a log can be much longer than its run.
pub const MOST_ENTRIES: usize = 10_000_000;

/// Writes the first events of a run as a log, as many as [`MOST_ENTRIES`] allows. A last line, which `ShiViz` does not take for an event,
/// says how many are left out.
pub fn write(log: &Log, events: usize, output: &mut dyn Write) -> io::Result<()> {
    write_within(log, events, MOST_ENTRIES, output)
}

/// The same with so many entries at most.
pub fn write_within(log: &Log, events: usize, most_entries: usize, output: &mut dyn Write) -> io::Result<()> {
    let events = &log.events()[..events.min(log.events().len())];
    let several = has_several_banks(events);
    writeln!(output, "{PARSER}\n{}", if several { DELIMITER } else { "" })?;
    let mut clocks = Clocks::default();
    let (mut entries, mut banks, mut is_named) = (0, 0, false);
    for (at, event) in (0..).zip(events) {
        if matches!(event, Event::Killed) {
            clocks = Clocks::default();
            is_named = false;
        }
        let Some(node) = event.node() else { continue };
        let clock = clocks.tick(node, event);
        entries += clock.len();
        if entries > most_entries {
            return left_out(events, at as usize, output);
        }
        if several && !is_named {
            banks += 1;
            is_named = true;
            writeln!(output, "=== bank {banks} ===")?;
        }
        let clock: Vec<_> = clock.iter().map(|(node, count)| format!("\"node{node}\":{count}")).collect();
        writeln!(output, "node{node} {{{}}} {}", clock.join(","), sentence(log, EventIndex::new(at)))?;
    }
    Ok(())
}

fn left_out(events: &[Event], from: usize, output: &mut dyn Write) -> io::Result<()> {
    let count = events[from..].iter().filter(|event| event.node().is_some()).count();
    let events = if count == 1 { "event is" } else { "events are" };
    writeln!(output, "# {} more {events} left out.", grouped(count as u64))
}

/// Whether processes do something both before and after a `KillAll`.
fn has_several_banks(events: &[Event]) -> bool {
    let is_of_process = |event: &Event| event.node().is_some();
    let Some(first) = events.iter().position(is_of_process) else { return false };
    let Some(kill) = events[first..].iter().position(|event| matches!(event, Event::Killed)) else { return false };
    events[first + kill..].iter().any(is_of_process)
}

/// A vector clock: for each process with a part in the past of an event, how many of its events are in it.
type Clock = BTreeMap<NodeId, u32>;

/// The clocks of a bank, event by event.
#[derive(Default)]
struct Clocks {
    of_processes: HashMap<NodeId, Clock>,
    /// What each message that is in flight brings along.
    of_messages: HashMap<MessageId, Clock>,
}

impl Clocks {
    /// Takes the next event of a process into its clock, and gives that.
    fn tick(&mut self, node: NodeId, event: &Event) -> &Clock {
        let clock = self.of_processes.entry(node).or_default();
        *clock.entry(node).or_default() += 1;
        match event {
            Event::TransferSent { message, .. } | Event::MarkerSent { message, .. } => {
                self.of_messages.insert(*message, clock.clone());
            }
            Event::TransferReceived { message, .. } | Event::MarkerReceived { message, .. } => {
                for (node, count) in self.of_messages.remove(message).unwrap_or_default() {
                    let known = clock.entry(node).or_default();
                    *known = count.max(*known);
                }
            }
            _ => {}
        }
        clock
    }
}
