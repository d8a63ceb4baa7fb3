//! Events to the lines that the course's master prints.

use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use crate::cluster::{Cluster, Machine, short};
use crate::event::{Delivery, Event};
use crate::ids::EventIndex;
use crate::snapshot::{Report, ReportLine};

/// Which events print. Everything that prints prints one line, but for reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prints {
    events: Vec<u32>,
    reports: Vec<ReportPrint>,
}

/// A report, and how many lines it and those before it have beyond the first of each.
#[derive(Clone, Copy, Debug)]
struct ReportPrint {
    print: u32,
    extra: usize,
}

impl Prints {
    /// Takes note of an event that just happened in this bank.
    #[inline]
    pub(crate) fn note<'a>(&mut self, at: usize, event: &Event, bank: impl FnOnce() -> &'a Cluster) {
        if !prints(event) {
            return;
        }
        if let Event::SnapshotPrinted { snapshot, .. } = event {
            let members = bank().snapshot(*snapshot).map_or(0, crate::snapshot::Snapshot::member_count);
            let before = self.reports.last().map_or(0, |report| report.extra);
            let extra = before + Report::line_count_for(members) - 1;
            self.reports.push(ReportPrint { print: short(self.events.len()), extra });
        }
        self.events.push(short(at));
    }

    pub(crate) fn cut(&mut self, events: usize) {
        self.events.truncate(self.events.partition_point(|&at| (at as usize) < events));
        let prints = short(self.events.len());
        self.reports.truncate(self.reports.partition_point(|report| report.print < prints));
    }

    pub(crate) fn memory(&self) -> usize {
        size_of_val(&*self.events) + size_of_val(&*self.reports)
    }

    /// The first line of a print; the number of all lines, for the one after the last.
    fn first_line(&self, print: usize) -> usize {
        let before = self.reports.partition_point(|report| (report.print as usize) < print);
        print + before.checked_sub(1).map_or(0, |last| self.reports[last].extra)
    }
}

/// Whether an event prints something.
fn prints(event: &Event) -> bool {
    match event {
        Event::SendRejected { .. } | Event::SnapshotStarted { .. } | Event::SnapshotPrinted { .. } => true,
        Event::TransferReceived { by, .. } | Event::MarkerReceived { by, .. } => match by {
            Delivery::Receive | Delivery::Wait => true,
            Delivery::ReceiveAll => false,
        },
        Event::MasterStarted
        | Event::NodeCreated { .. }
        | Event::TransferSent { .. }
        | Event::WaitStarted { .. }
        | Event::StateRecorded { .. }
        | Event::MarkerSent { .. }
        | Event::MessageRecorded { .. }
        | Event::ChannelClosed { .. }
        | Event::SnapshotCompleted { .. }
        | Event::StateCollected { .. }
        | Event::Killed => false,
    }
}

/// What was printed up to a moment. Any line can be had without those before it.
#[derive(Clone, Copy)]
pub struct Transcript<'a> {
    machine: &'a Machine,
    prints: &'a Prints,
    count: usize,
}

/// A printed line. Its text is what `Display` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedLine {
    /// The event that printed it.
    pub event: EventIndex,
    /// What it says.
    pub content: Content,
}

/// What a printed line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A line that one event prints by itself.
    Event(Event),
    /// A line of a report.
    Report(ReportLine),
}

impl PrintedLine {
    /// Whether it says `ERR_SEND`.
    pub fn is_rejection(&self) -> bool {
        matches!(self.content, Content::Event(Event::SendRejected { .. }))
    }
}

impl fmt::Display for PrintedLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.content {
            Content::Event(Event::SnapshotStarted { initiator, .. }) => write!(f, "Started by Node {initiator}"),
            Content::Event(Event::SendRejected { .. }) => f.write_str("ERR_SEND"),
            Content::Event(Event::TransferReceived { from, amount, .. }) => write!(f, "{from} Transfer {amount}"),
            Content::Event(Event::MarkerReceived { from, .. }) => write!(f, "{from} SnapshotToken -1"),
            Content::Event(_) => Ok(()),
            Content::Report(line) => line.fmt(f),
        }
    }
}

impl<'a> Transcript<'a> {
    pub(crate) fn new(machine: &'a Machine, prints: &'a Prints, events: usize) -> Self {
        let count = prints.events.partition_point(|&at| (at as usize) < events);
        Self { machine, prints, count }
    }

    /// How many lines were printed up to the moment.
    pub fn line_count(&self) -> usize {
        self.prints.first_line(self.count)
    }

    /// How many lines are printed in the whole run.
    pub fn line_count_of_run(&self) -> usize {
        self.prints.first_line(self.prints.events.len())
    }

    /// How many lines were printed in the first so many events of the run.
    pub fn line_count_within(&self, events: usize) -> usize {
        self.prints.first_line(self.prints.events.partition_point(|&at| (at as usize) < events))
    }

    /// The lines in a range.
    pub fn lines(self, range: Range<usize>) -> impl Iterator<Item = PrintedLine> + 'a {
        let end = range.end.min(self.line_count());
        let mut print = self.print_of_line(range.start);
        let mut skip = range.start.saturating_sub(self.prints.first_line(print));
        let mut left = end.saturating_sub(range.start);
        core::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            let lines = self.lines_of_print(print, skip, left);
            skip = 0;
            print += 1;
            left -= lines.len();
            Some(lines)
        })
        .flatten()
    }

    /// Every line up to the moment.
    pub fn all(self) -> impl Iterator<Item = PrintedLine> + 'a {
        self.lines(0..self.line_count())
    }

    /// The print that a line belongs to.
    fn print_of_line(&self, line: usize) -> usize {
        let mut low = 0;
        let mut high = self.prints.events.len();
        while low < high {
            let middle = low + (high - low) / 2;
            if self.prints.first_line(middle + 1) <= line { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn lines_of_print(&self, print: usize, skip: usize, most: usize) -> PrintedLines<'a> {
        let at = self.prints.events[print];
        let event = self.machine.log().events()[at as usize];
        let index = EventIndex::new(at);
        let report = match event {
            Event::SnapshotPrinted { snapshot, collected_at } => {
                let cluster = self.machine.bank_at(self.machine.log().bank_of_event(index));
                // Before the first event nothing is known of any process.
                let known_at = if self.machine.log().is_veiled() { EventIndex::new(0) } else { collected_at };
                cluster.snapshot(snapshot).map(|record| Report::new(cluster, record, Some(known_at)))
            }
            _ => None,
        };
        let count = report.as_ref().map_or(1, Report::line_count);
        let end = count.min(skip.saturating_add(most));
        PrintedLines { event: index, content: event, report, next: skip, end }
    }
}

/// The lines that one event prints.
struct PrintedLines<'a> {
    event: EventIndex,
    content: Event,
    report: Option<Report<'a>>,
    next: usize,
    end: usize,
}

impl Iterator for PrintedLines<'_> {
    type Item = PrintedLine;

    fn next(&mut self) -> Option<PrintedLine> {
        if self.next >= self.end {
            return None;
        }
        let content = match &self.report {
            Some(report) => Content::Report(report.line(self.next)?),
            None => Content::Event(self.content),
        };
        self.next += 1;
        Some(PrintedLine { event: self.event, content })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end.saturating_sub(self.next);
        (left, Some(left))
    }
}

impl ExactSizeIterator for PrintedLines<'_> {}

/// The whole text, each line with its line end.
impl fmt::Display for Transcript<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all().try_for_each(|line| writeln!(f, "{line}"))
    }
}
