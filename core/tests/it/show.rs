//! Events and faults as text that stays the same, for expectations that people read.

use shutter_core::event::{Delivery, Event};
use shutter_core::history::History;
use shutter_core::script::{Explanation, Fault, Level, Script};

/// A text of lines, each with its line end.
pub(crate) fn lines(lines: impl IntoIterator<Item: std::fmt::Display>) -> String {
    lines.into_iter().map(|line| format!("{line}\n")).collect::<Vec<_>>().concat()
}

/// The events of a run, one on a line, each after the number of the line that caused it.
pub(crate) fn events(history: &History) -> Vec<String> {
    let log = history.log();
    let line_of = |command| log.line_of_command(command) + 1;
    let of_command = |command| log.events()[log.events_of_command(command)].iter().map(move |event| (command, event));
    let all = (0..log.command_count()).flat_map(of_command);
    let said = all.map(|(command, event)| {
        let what = match event {
            Event::SnapshotPrinted { snapshot, collected_at } => {
                let collected = line_of(log.command_of_event(*collected_at));
                format!("s{snapshot} printed as collected on line {collected}")
            }
            _ => show_event(event),
        };
        format!("{} {what}", line_of(command))
    });
    said.collect()
}

fn show_event(event: &Event) -> String {
    match *event {
        Event::MasterStarted => "master started".to_owned(),
        Event::NodeCreated { node, balance } => format!("node {node} created with {balance}"),
        Event::TransferSent { message, from, to, amount } => format!("m{message} {from}->{to} sent: {amount}"),
        Event::SendRejected { from, to, amount } => format!("{from}->{to} rejected: {amount}"),
        Event::TransferReceived { message, from, to, amount, by } => {
            format!("m{message} {from}->{to} received{}: {amount}", show_delivery(by))
        }
        Event::WaitStarted { wait, node, from: Some(from) } => format!("w{wait}: {node} waits for {from}"),
        Event::WaitStarted { wait, node, from: None } => format!("w{wait}: {node} waits for any"),
        Event::SnapshotStarted { snapshot, initiator } => format!("s{snapshot} begun at {initiator}"),
        Event::StateRecorded { snapshot, node, balance } => format!("s{snapshot}: {node} records {balance}"),
        Event::MarkerSent { message, from, to, snapshot } => {
            format!("m{message} {from}->{to} sent: marker s{snapshot}")
        }
        Event::MarkerReceived { message, from, to, snapshot, by } => {
            format!("m{message} {from}->{to} received{}: marker s{snapshot}", show_delivery(by))
        }
        Event::MessageRecorded { snapshot, message, from, to } => {
            format!("s{snapshot}: {from}->{to} records m{message}")
        }
        Event::ChannelClosed { snapshot, from, to } => format!("s{snapshot}: {from}->{to} closed"),
        Event::SnapshotCompleted { snapshot } => format!("s{snapshot} complete"),
        Event::StateCollected { snapshot } => format!("s{snapshot} collected"),
        Event::SnapshotPrinted { snapshot, collected_at } => format!("s{snapshot} printed as of {collected_at}"),
        Event::Killed => "killed".to_owned(),
    }
}

const fn show_delivery(by: Delivery) -> &'static str {
    match by {
        Delivery::Receive => "",
        Delivery::Wait => " by a wait",
        Delivery::ReceiveAll => " by ReceiveAll",
    }
}

/// All faults of a text and of its run, by line.
pub(crate) fn all_faults(text: &str, script: &Script, history: &History) -> Vec<Fault> {
    let in_run = history.faults().into_iter().map(|fault| fault.locate(script.line_text(text, fault.line)));
    let mut all: Vec<_> = script.faults().iter().cloned().chain(in_run).collect();
    all.sort_by_key(|fault| fault.span.line);
    all
}

/// A fault in words: line and columns (the first is 1, the last is not in it), level, code, sentence; then help, fix
/// and related line, each on a line of its own.
pub(crate) fn fault(text: &str, script: &Script, fault: &Fault) -> Vec<String> {
    let level = match fault.kind.level() {
        Level::TextError => "text error",
        Level::RunError => "run error",
        Level::Warning => "warning",
    };
    let said = fault.explain(script.line_text(text, fault.span.line));
    let Explanation { message, help, fix, related } = said;
    let span = |span: shutter_core::script::Span| format!("{}:{}..{}", span.line + 1, span.start + 1, span.end + 1);
    let mut lines = vec![format!("{} {level} {}: {message}", span(fault.span), fault.kind.code())];
    lines.extend(help.map(|help| format!("  help: {help}")));
    lines.extend(fix.map(|fix| format!("  fix: {}: {} {:?}", fix.label, span(fix.span), fix.replacement)));
    lines.extend(related.map(|related| format!("  see line {}: {}", related.line + 1, related.note)));
    lines
}
