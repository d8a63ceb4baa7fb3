//! Moments that no event led to: the start, and lines that did nothing.

use shutter_core::history::{History, RunFault};
use shutter_core::script::Level;

use super::Subject;
use super::scene::Said;
use super::words::{capitalised, counted};

/// The moment before everything.
pub(super) fn start(history: &History) -> Said {
    let said = Said::new("Nothing has happened yet.");
    let end = history.end();
    if end.events > 0 {
        let events = counted(end.events, "event", "events");
        return said.add(format!("The run has {events}. Step forward or play to see the first."));
    }
    if end.commands > 0 {
        return said.add("None of the commands in the script can be done as they stand: see what is wrong with each.");
    }
    said.add("Write a first command in the script, such as **CreateNode 1 1000**.")
}

/// What the line says that had its turn last, if its command caused no event.
pub(super) fn without_event(history: &History) -> Option<(Subject, Said)> {
    let last = history.moment().commands.checked_sub(1)?;
    if !history.log().events_of_command(last).is_empty() {
        return None;
    }
    let line = history.log().line_of_command(last);
    let refusal = history.refusal_on_line(line).filter(|fault| match fault.kind.level() {
        Level::TextError | Level::RunError => true,
        Level::Warning => false,
    });
    Some(match refusal {
        Some(fault) => (Subject::Refusal(line), refused(fault)),
        None => (Subject::Nothing(line), nothing_to_do(history, line)),
    })
}

fn refused(fault: &RunFault) -> Said {
    // Only faults in the text quote the line, and none of those gets as far as a run.
    let explanation = fault.locate("").explain("");
    let said = Said::new(format!("Line {} did nothing: {}.", shown(fault.line), code_as_strong(&explanation.message)));
    let related = explanation.related.map(|related| format!("Line {}: {}.", shown(related.line), related.note));
    let help = explanation.help.map(|help| format!("{}.", capitalised(&code_as_strong(&help))));
    said.add_if(related).add_if(help)
}

/// People count lines from 1.
fn shown(line: u32) -> u64 {
    u64::from(line) + 1
}

/// What is quoted as code is emphasised.
fn code_as_strong(text: &str) -> String {
    text.replace('`', "**")
}

/// Only `ReceiveAll` and `KillAll` can find nothing to do, and `KillAll` only in a bank that has ended.
fn nothing_to_do(history: &History, line: u32) -> Said {
    let cluster = history.state().cluster();
    if cluster.is_ended() {
        return Said::new(format!("Line {} did nothing: KillAll has ended every node already.", shown(line)))
            .add("A new bank starts with **StartMaster** or **CreateNode**.");
    }
    if cluster.messages_in_flight() > 0 {
        return Said::new(format!("Line {} changed nothing.", shown(line)));
    }
    if cluster.node_count() < 2 {
        return Said::new("There are no channels yet, so there is nothing to deliver.")
            .add("Nodes get their channels when **CreateNode** creates them.");
    }
    Said::new("Every channel is empty, so there is nothing to deliver.")
        .add("**ReceiveAll** delivers until nothing is in flight, and nothing is.")
}
