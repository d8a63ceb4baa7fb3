//! Who did what, and when: the events of a run by the process in which they happened.

use shutter_core::NodeId;
use shutter_core::cluster::Log;
use shutter_core::event::Event;

use super::buckets::{Buckets, NOWHERE};

/// The rows of a run, each with its events: an index that every picture of the run looks things up in.
///
/// There is a row for each id that a process of the run has, ascending, whatever number of banks it lives in. Before them is
/// one for the observer, if there is an event that happens in no process.
///
/// It is made in one pass through the run, must be made anew when the run changes, and takes some four bytes an event.
#[derive(Clone, Debug)]
pub struct Timeline {
    nodes: Vec<u32>,
    /// The rank of each id, where ids are small enough for a table.
    ranks: Vec<u32>,
    observer: bool,
    length: usize,
    by_row: Buckets,
    births: Buckets,
    kills: Vec<u32>,
}

impl Timeline {
    /// The rows of a run.
    pub fn of(log: &Log) -> Self {
        let nodes = sorted_ids(log.events());
        let observer = log.events().iter().any(|event| event.node().is_none());
        let mut timeline = Self {
            ranks: table(&nodes),
            nodes,
            observer,
            length: log.events().len(),
            by_row: Buckets::default(),
            births: Buckets::default(),
            kills: Vec::new(),
        };
        timeline.sort(log.events());
        timeline
    }

    #[allow(clippy::cast_possible_truncation)] // runs are limited to far less
    fn sort(&mut self, events: &[Event]) {
        let mut rows: Vec<u32> =
            events.iter().map(|event| self.row_of(event).map_or(NOWHERE, |row| row as u32)).collect();
        self.by_row = Buckets::of(&rows, self.row_count());
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::NodeCreated { .. } => continue,
                Event::Killed => self.kills.push(at as u32),
                _ => {}
            }
            rows[at] = NOWHERE;
        }
        self.births = Buckets::of(&rows, self.row_count());
    }

    /// How many events the run has.
    pub fn event_count(&self) -> usize {
        self.length
    }

    /// How many rows there are.
    pub fn row_count(&self) -> usize {
        self.nodes.len() + usize::from(self.observer)
    }

    /// The process of a row; `None` is the observer, or no row.
    pub fn node_of_row(&self, row: usize) -> Option<NodeId> {
        let rank = row.checked_sub(usize::from(self.observer))?;
        Some(NodeId::new(*self.nodes.get(rank)?))
    }

    /// The row of a process; `None` when the run has no such process.
    pub fn row_of_node(&self, node: NodeId) -> Option<usize> {
        let rank = match self.ranks.get(node.get() as usize) {
            Some(&rank) => Some(rank as usize).filter(|_| rank != NOWHERE),
            None => self.nodes.binary_search(&node.get()).ok(),
        };
        Some(rank? + usize::from(self.observer))
    }

    /// The row of an event of the run: that of its process, or the observer's.
    pub fn row_of(&self, event: &Event) -> Option<usize> {
        match event.node() {
            Some(node) => self.row_of_node(node),
            None => self.observer.then_some(0),
        }
    }

    /// The events of a row as indices, ascending.
    pub fn events_of_row(&self, row: usize) -> &[u32] {
        self.by_row.get(row)
    }

    /// The events in which the process of a row was created, ascending.
    pub(super) fn births(&self, row: usize) -> &[u32] {
        self.births.get(row)
    }

    /// Whether a row is the observer's.
    pub(super) fn is_observer(&self, row: usize) -> bool {
        self.observer && row == 0
    }

    /// The event that ended the bank that an event happened in.
    pub(super) fn kill_after(&self, event: u32) -> Option<u32> {
        self.kills.get(self.kills.partition_point(|&kill| kill < event)).copied()
    }
}

/// The ids of all processes of a run, ascending, each once. Sorted by a counting pass for each byte: a run may have
/// millions, in any order.
fn sorted_ids(events: &[Event]) -> Vec<u32> {
    let born = |event: &Event| if let Event::NodeCreated { node, .. } = event { Some(node.get()) } else { None };
    let mut ids: Vec<u32> = events.iter().filter_map(born).collect();
    if !ids.is_sorted() {
        for shift in [0, 8, 16, 24] {
            let digits: Vec<u32> = ids.iter().map(|id| id >> shift & 0xff).collect();
            ids = Buckets::of(&digits, 256).items().iter().map(|&at| ids[at as usize]).collect();
        }
    }
    ids.dedup();
    ids
}

/// The rank of each id up to the largest; empty when that would take much more room than the ids.
#[allow(clippy::cast_possible_truncation)] // runs are limited to far less
fn table(ids: &[u32]) -> Vec<u32> {
    let Some(&last) = ids.last().filter(|&&last| (last as usize) < ids.len() * 4 + 1024) else { return Vec::new() };
    let mut ranks = vec![NOWHERE; last as usize + 1];
    for (rank, &id) in ids.iter().enumerate() {
        ranks[id as usize] = rank as u32;
    }
    ranks
}
