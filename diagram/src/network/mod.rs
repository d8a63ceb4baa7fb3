//! The network at a moment: nodes, a lane for each direction of each channel, and what is on its way.
//!
//! [`NetworkPicture::of`] takes the state and the size of the picture and gives places and words; it draws nothing. A lane is a line a little to the right
//! of the straight way, so that the two directions between two nodes lie side by side, and messages stand on it in FIFO
//! order, the head nearest the receiver.

mod lanes;
mod layout;
mod words;

use shutter_core::cluster::GlobalState;
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::script::ChannelName;
use shutter_core::snapshot::Snapshot;
use shutter_core::{Amount, MessageId, NodeId, SnapshotId};

use crate::geometry::Point;

pub use lanes::coin_width;
pub use layout::Size;

/// So many snapshots are drawn on a lane that they record.
pub const MOST_RECORDS: usize = 3;
/// Above this many channels, empty ones are not drawn.
const ALL_CHANNELS: usize = 132;
/// Above this many, only those of one node are.
const MOST_LANES: usize = 240;

/// The network at a moment, as places and words.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkPicture {
    /// The size that it was made for.
    pub size: Size,
    /// The radius of a node.
    pub radius: f64,
    /// The nodes, by id.
    pub nodes: Vec<NodeMark>,
    /// The lanes that are drawn.
    pub lanes: Vec<Lane>,
    /// What leaves the picture with the event that just happened: a message that was taken.
    pub delivered: Option<Delivered>,
    /// What the picture does not show, in words.
    pub note: Option<String>,
    /// Whether `KillAll` has ended the bank.
    pub ended: bool,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeMark {
    /// Its id.
    pub id: NodeId,
    /// Its centre.
    pub at: Point,
    /// Its balance.
    pub balance: Amount,
    /// What each snapshot recorded of it, for those under way and the newest.
    pub snapshots: Vec<NodeRecord>,
    /// What it waits for, in words; empty when it does not.
    pub waits: String,
    /// The amount of a send that was refused just now.
    pub refused: Option<Amount>,
    /// Whether the event that just happened happened here.
    pub active: bool,
    /// Where its labels stand.
    pub label: Label,
    /// All of this in words.
    pub words: String,
}

/// What a snapshot has of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeRecord {
    /// The snapshot.
    pub snapshot: SnapshotId,
    /// The recorded balance, if there is one yet.
    pub balance: Option<Amount>,
    /// How many of its incoming channels are still recorded.
    pub open: u32,
}

/// Where labels of a node stand: the point that they are aligned to, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Where the lines meet the node.
    pub at: Point,
    /// Which end of each line is there.
    pub anchor: Anchor,
    /// Where there is room for more than one line.
    pub grows: Grows,
}

/// In which direction the lines of a label follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grows {
    /// The last line is at the point.
    Up,
    /// The first line is at the point.
    Down,
    /// The middle is at the point.
    BothWays,
}

impl Label {
    /// The height of a line.
    pub const LINE: f64 = 17.0;

    /// Where the middle of a line stands, of so many.
    #[allow(clippy::cast_precision_loss)] // a handful of lines
    pub fn line(&self, index: usize, count: usize) -> Point {
        let rise = match self.grows {
            Grows::Up => count as f64 - 1.0,
            Grows::Down => 0.0,
            Grows::BothWays => (count as f64 - 1.0) / 2.0,
        };
        Point::new(self.at.x, self.at.y + (index as f64 - rise) * Self::LINE)
    }
}

impl Label {
    /// The usual size of its type, in pixels.
    pub const TYPE: f64 = 13.0;

    /// A text in lines that end where a picture of this width does, and the size of their type. Which fonts there are is not
    /// known here, so it is taken to be a wide one.
    #[allow(clippy::cast_precision_loss)] // a few characters
    pub fn fit<'a>(&self, text: &'a str, bold: bool, width: f64) -> (Vec<&'a str>, f64) {
        const EDGE: f64 = 4.0;
        const LEAST: f64 = 0.8;
        let (left, right) = (self.at.x - EDGE, width - self.at.x - EDGE);
        let room = match self.anchor {
            Anchor::Start => right,
            Anchor::End => left,
            Anchor::Middle => 2.0 * left.min(right),
        };
        let most = room / (Self::TYPE * if bold { 0.69 } else { 0.53 });
        let fits = |text: &str| (most / text.chars().count().max(1) as f64).min(1.0);
        match text.rsplit_once(' ') {
            Some((first, last)) if fits(text) < LEAST => {
                (vec![first, last], Self::TYPE * fits(first).min(fits(last)).max(0.5))
            }
            _ => (vec![text], Self::TYPE * fits(text).max(0.5)),
        }
    }
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One direction of a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Which.
    pub channel: ChannelName,
    /// Where it leaves the sender.
    pub start: Point,
    /// Where it reaches the receiver.
    pub end: Point,
    /// The snapshots that record it, oldest first: at most the [`MOST_RECORDS`] newest.
    pub recording: Vec<LaneRecord>,
    /// What is on it, head first, as far as there is room.
    pub messages: Vec<MessageMark>,
    /// How many more there are behind those.
    pub more: usize,
    /// Where the number of those stands.
    pub more_at: Point,
    /// All of this in words.
    pub words: String,
}

/// What a snapshot has recorded of a lane so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneRecord {
    /// The snapshot.
    pub snapshot: SnapshotId,
    /// The first amounts, in the order of arrival.
    pub amounts: Vec<Amount>,
    /// How many there are in all.
    pub count: usize,
}

/// A message on a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MessageMark {
    /// Which.
    pub message: MessageId,
    /// Money, or a marker.
    pub payload: shutter_core::cluster::Payload,
    /// Its centre.
    pub at: Point,
    /// Where its lane starts, for pictures that move.
    pub from: Point,
}

/// A message that a node has just taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delivered {
    /// The message, where it was.
    pub mark: MessageMark,
    /// The node that took it.
    pub to: Point,
}

impl NetworkPicture {
    /// The picture of the moment on show. `selected` is the node whose channels are drawn when there are too many for all.
    pub fn of(history: &History, size: Size, selected: Option<NodeId>) -> Self {
        let state = history.state();
        let places = layout::places(state.cluster().node_count(), size);
        let event = history.last_event().map(|(_, event)| *event);
        let attended = selected.filter(|&node| state.cluster().balance(node).is_some());
        let attended = attended.or_else(|| event.as_ref().and_then(Event::node));
        let nodes = nodes(state, &places, event, size);
        let (lanes, note) = lanes::lanes(state, &places, attended);
        let delivered = event.and_then(|event| delivered(state, &places, event));
        Self { size, radius: places.radius, nodes, lanes, delivered, note, ended: state.cluster().is_ended() }
    }
}

fn nodes(state: GlobalState<'_>, places: &layout::Places, event: Option<Event>, size: Size) -> Vec<NodeMark> {
    let cluster = state.cluster();
    let shown = shown_snapshots(state);
    let active = event.as_ref().and_then(Event::node);
    state
        .nodes()
        .zip(&places.points)
        .map(|(node, &at)| {
            let snapshots: Vec<_> = shown
                .iter()
                .filter_map(|&snapshot| cluster.snapshot(snapshot))
                .map(|snapshot| NodeRecord {
                    snapshot: snapshot.id(),
                    balance: cluster.recorded_balance(snapshot, node.id),
                    open: cluster.open_channels(snapshot, node.id),
                })
                .collect();
            let waits = words::waits(state, node.id);
            let refused = match event {
                Some(Event::SendRejected { from, amount, .. }) if from == node.id => Some(amount),
                _ => None,
            };
            let words = words::node(node, &snapshots, &waits);
            let label = layout::label(at, places, size);
            let active = active == Some(node.id);
            NodeMark { id: node.id, at, balance: node.balance, snapshots, waits, refused, active, label, words }
        })
        .collect()
}

/// The snapshots whose records stand beside the nodes: those under way, or else the newest; three at most.
fn shown_snapshots(state: GlobalState<'_>) -> Vec<SnapshotId> {
    const MOST: usize = 3;
    if state.log().is_veiled() {
        return Vec::new();
    }
    let newest_first = || state.cluster().snapshots().rev();
    let mut shown: Vec<_> =
        newest_first().filter(|snapshot| snapshot.completed_at().is_none()).map(Snapshot::id).take(MOST).collect();
    if shown.is_empty() {
        shown.extend(newest_first().next().map(Snapshot::id));
    }
    shown.reverse();
    shown
}

fn delivered(state: GlobalState<'_>, places: &layout::Places, event: Event) -> Option<Delivered> {
    let (Event::TransferReceived { message, from, to, .. } | Event::MarkerReceived { message, from, to, .. }) = event
    else {
        return None;
    };
    let find = |node: NodeId| state.cluster().node_ids().position(|id| id == node).map(|rank| places.points[rank]);
    let (start, end) = lanes::ends(find(from)?, find(to)?, places.radius);
    let at = end.ahead(start, places.radius * 0.6, 0.0);
    let mark = MessageMark { message, payload: state.log().payload(message), at, from: start };
    Some(Delivered { mark, to: find(to)? })
}
