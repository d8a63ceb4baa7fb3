//! Vector clocks.

use alloc::vec::Vec;

use super::order::Order;
use crate::ids::{EventIndex, NodeId};

impl Order {
    /// The vector clock of an event: for each process that has a part in its past, how many of its events are in it, the event
    /// itself included; ascending by process. Empty for what no process did.
    ///
    /// An event happened before another if and only if its clock is less: nowhere more, and somewhere less. Colin Fidge, "Timestamps
    /// in Message-Passing Systems That Preserve the Partial Ordering", 1988; Friedemann Mattern, "Virtual Time and Global
    /// States of Distributed Systems", 1989, section 5.
    ///
    /// A clock is as long as the bank has processes, so it is not kept for every event but made from its past.
    pub fn vector_clock(&self, event: EventIndex) -> Vec<(NodeId, u32)> {
        let past = self.past(event);
        let entries = self.processes().iter().map(|process| {
            let first = EventIndex::new(process.first);
            let own = core::iter::successors(Some(first), |&event| self.next(event));
            (process.id, own.take_while(|&event| past.contains(event)).zip(1..).last().map_or(0, |(_, count)| count))
        });
        entries.filter(|&(_, count)| count > 0).collect()
    }
}
