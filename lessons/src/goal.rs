//! What a lesson asks a person to do, and whether it is done.

use shutter_core::causality::{Cut, Division, Epoch};
use shutter_core::event::Event;
use shutter_core::history::History;

use crate::place::Place;

/// What is to be done in a step of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To come to a moment, or beyond it: `reach PLACE`.
    Reach(Place),
    /// To begin a snapshot: `begin`.
    Begin,
    /// To send money: `send`.
    Send,
    /// To deliver a message: `deliver`.
    Deliver,
    /// To deliver a marker: `marker`.
    Marker,
    /// To complete a snapshot: `complete`.
    Complete,
    /// To draw a slanted cut that is consistent: `cut consistent`.
    Consistent,
    /// To draw a consistent cut that money crosses: `cut crossed`.
    Crossed,
    /// To draw an inconsistent one: `cut inconsistent`.
    Inconsistent,
    /// To play the exchanges that lead to a recorded state to their end: `exchange`.
    Exchange,
}

/// What a person has come to.
#[derive(Clone, Copy)]
pub struct Done<'a> {
    /// The run, at the moment on show.
    pub history: &'a History,
    /// How many events had happened when the step began.
    pub since: usize,
    /// The cut that is drawn by hand.
    pub cut: Option<&'a Cut>,
    /// Whether exchanges are on show and all are made.
    pub exchanged: bool,
}

impl Goal {
    /// Reads a goal; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "begin" => Self::Begin,
            "send" => Self::Send,
            "deliver" => Self::Deliver,
            "marker" => Self::Marker,
            "complete" => Self::Complete,
            "cut consistent" => Self::Consistent,
            "cut crossed" => Self::Crossed,
            "cut inconsistent" => Self::Inconsistent,
            "exchange" => Self::Exchange,
            _ => Self::Reach(Place::parse(text.strip_prefix("reach ")?)?),
        })
    }

    /// Whether it is done.
    pub fn is_done(self, done: Done<'_>) -> bool {
        let Done { history, since, cut, exchanged } = done;
        let moment = history.moment().events;
        let events = history.log().events();
        let happened = |is: fn(&Event) -> bool| events.get(since..moment).is_some_and(|new| new.iter().any(is));
        match self {
            Self::Reach(place) => moment >= place.moment(history).events,
            Self::Begin => happened(|event| matches!(event, Event::SnapshotStarted { .. })),
            Self::Send => happened(|event| matches!(event, Event::TransferSent { .. })),
            Self::Deliver => {
                happened(|event| matches!(event, Event::TransferReceived { .. } | Event::MarkerReceived { .. }))
            }
            Self::Marker => happened(|event| matches!(event, Event::MarkerReceived { .. })),
            Self::Complete => happened(|event| matches!(event, Event::SnapshotCompleted { .. })),
            Self::Consistent | Self::Crossed | Self::Inconsistent => cut.is_some_and(|cut| {
                let division = Division::of(Epoch::at(events, moment), cut);
                match (self, division.is_consistent()) {
                    (Self::Consistent, true) => is_slanted(cut),
                    (Self::Crossed, true) => !division.in_channels().is_empty(),
                    (Self::Inconsistent, is_consistent) => !is_consistent,
                    _ => false,
                }
            }),
            Self::Exchange => exchanged,
        }
    }
}

/// Whether processes are cut at different moments.
fn is_slanted(cut: &Cut) -> bool {
    let mut positions = cut.positions().map(|(_, position)| position);
    let first = positions.next();
    positions.any(|position| Some(position) != first)
}
