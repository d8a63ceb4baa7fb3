//! What an event looks like.

use shutter_core::cluster::{Log, Payload};
use shutter_core::event::Event;
use shutter_core::{MessageId, NodeId};

use super::ink::{Hue, Ink, Kind};
use crate::geometry::{Point, push_point};

/// Puts the mark of an event at its place. The event of a message has the colour of the marker that it is, if it is one.
pub(super) fn mark(ink: &mut Ink, event: &Event, at: Point, small: bool) {
    let kind = kind(event);
    let hue = event.snapshot().filter(|_| kind != Kind::Observer).map(Hue::of);
    let d = ink.path(kind, hue);
    d.push('M');
    push_point(d, at.x, at.y);
    d.push_str(if small { small_shape(kind) } else { shape(kind) });
}

/// The kind of mark that an event has.
pub(super) const fn kind(event: &Event) -> Kind {
    match event {
        Event::NodeCreated { .. } => Kind::Created,
        Event::TransferSent { .. } | Event::MarkerSent { .. } => Kind::Sent,
        Event::TransferReceived { .. } | Event::MarkerReceived { .. } => Kind::Received,
        Event::SendRejected { .. } => Kind::Refused,
        Event::WaitStarted { .. } => Kind::Waits,
        Event::SnapshotStarted { .. } => Kind::Started,
        Event::StateRecorded { .. } => Kind::Recorded,
        Event::MessageRecorded { .. } => Kind::Noted,
        Event::ChannelClosed { .. } => Kind::Closed,
        Event::MasterStarted
        | Event::SnapshotCompleted { .. }
        | Event::StateCollected { .. }
        | Event::SnapshotPrinted { .. }
        | Event::Killed => Kind::Observer,
    }
}

/// The outline of a mark from its middle.
const fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Sent => "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
        Kind::Received => "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
        Kind::Refused => "m-4-4l8 8m0-8l-8 8",
        Kind::Waits => "m-3-5v10m6-10v10",
        Kind::Started => "m-4-5l9 5l-9 5z",
        Kind::Recorded => "m-6 0l6-6l6 6l-6 6z",
        Kind::Noted => "m-3-3h6v6h-6z",
        Kind::Created | Kind::Ended => "m0-7v14",
        Kind::Closed => "m0-5v10",
        _ => "m-3.5-3.5h7v7h-7z",
    }
}

/// The same where rows are low.
const fn small_shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Sent => "m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
        Kind::Received => "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
        Kind::Refused => "m-3-3l6 6m0-6l-6 6",
        Kind::Waits => "m-2-3v6m4-6v6",
        Kind::Started => "m-3-4l7 4l-7 4z",
        Kind::Recorded => "m-5 0l5-5l5 5l-5 5z",
        Kind::Noted => "m-2-2h4v4h-4z",
        Kind::Created | Kind::Ended => "m0-5v10",
        Kind::Closed => "m0-4v8",
        _ => "m-3-3h6v6h-6z",
    }
}

/// A process ends.
pub(super) fn end(ink: &mut Ink, at: Point, small: bool) {
    let d = ink.path(Kind::Ended, None);
    d.push('M');
    push_point(d, at.x, at.y);
    d.push_str(if small { small_shape(Kind::Ended) } else { shape(Kind::Ended) });
}

/// The ends of a message.
pub(super) fn ends(event: &Event) -> Option<(MessageId, NodeId, NodeId)> {
    match *event {
        Event::TransferSent { message, from, to, .. } | Event::MarkerSent { message, from, to, .. } => {
            Some((message, from, to))
        }
        _ => None,
    }
}

/// The snapshot's colour of a message that is a marker.
pub(super) fn hue(log: &Log, message: MessageId) -> Option<Hue> {
    match log.payload(message) {
        Payload::Transfer(_) => None,
        Payload::Marker(snapshot) => Some(Hue::of(snapshot)),
    }
}
