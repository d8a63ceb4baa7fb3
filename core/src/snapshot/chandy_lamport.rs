//! The algorithm of K. Mani Chandy and Leslie Lamport, "Distributed Snapshots: Determining Global States of Distributed
//! Systems", ACM Transactions on Computer Systems 3(1), 1985, section 3.1.

use alloc::vec::Vec;

use super::algorithm::{Algorithm, Effect, Incoming, Process};
use crate::cluster::Payload;
use crate::ids::SnapshotId;

/// Chandy and Lamport's two rules. They need channels that are FIFO and lose nothing.
///
/// - *Marker-sending rule*: a process records its state and, before it sends anything else, sends a marker on each of its
///   outgoing channels.
/// - *Marker-receiving rule*: on a marker, a process that has not recorded yet records its state and the state of the
///   channel that the marker came on as empty, and sends its own markers. One that has recorded closes that
///   channel: its state is what arrived on it since the process recorded.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChandyLamport;

impl Algorithm for ChandyLamport {
    fn name(&self) -> &'static str {
        "Chandy-Lamport"
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        effects.push(Effect::RecordState { snapshot, balance: process.balance() });
        send_markers(process, snapshot, effects);
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        let Incoming { message, from, payload } = incoming;
        match payload {
            Payload::Transfer(_) => {
                let open = process.recording().filter(|&snapshot| process.records_channel(snapshot, from));
                effects.extend(open.map(|snapshot| Effect::RecordMessage { snapshot, message, from }));
            }
            Payload::Marker(snapshot) if process.has_recorded(snapshot) => {
                effects.push(Effect::CloseChannel { snapshot, from });
            }
            Payload::Marker(snapshot) => {
                effects.push(Effect::RecordState { snapshot, balance: process.balance() });
                effects.push(Effect::CloseChannel { snapshot, from });
                send_markers(process, snapshot, effects);
            }
        }
    }
}

fn send_markers(process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
    effects.extend(process.peers().map(|to| Effect::SendMarker { snapshot, to }));
}
