//! A snapshot whose records are kept from those who look, for exercises.

use alloc::vec::Vec;

use super::algorithm::{Algorithm, Effect, Incoming, Process};
use super::chandy_lamport::ChandyLamport;
use crate::ids::{Amount, SnapshotId};

/// Chandy and Lamport's algorithm with a veil over what it records: every marker goes its way and every snapshot completes when it
/// would, but a recorded balance is 0 and no recorded message is noted.
///
/// What is not in the run cannot be read off it. [`Log::is_veiled`](crate::cluster::Log::is_veiled) says that its records are none;
/// reports of it print `?`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Veiled;

impl Algorithm for Veiled {
    fn name(&self) -> &'static str {
        ChandyLamport.name()
    }

    fn is_veiled(&self) -> bool {
        true
    }

    fn on_initiate(&self, process: Process<'_>, snapshot: SnapshotId, effects: &mut Vec<Effect>) {
        ChandyLamport.on_initiate(process, snapshot, effects);
        veil(effects);
    }

    fn on_receive(&self, process: Process<'_>, incoming: Incoming, effects: &mut Vec<Effect>) {
        ChandyLamport.on_receive(process, incoming, effects);
        veil(effects);
    }
}

fn veil(effects: &mut Vec<Effect>) {
    effects.retain_mut(|effect| match effect {
        Effect::RecordState { balance, .. } => {
            *balance = Amount::ZERO;
            true
        }
        Effect::RecordMessage { .. } => false,
        Effect::SendMarker { .. } | Effect::CloseChannel { .. } => true,
    });
}
