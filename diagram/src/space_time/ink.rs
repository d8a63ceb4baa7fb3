//! One path for all that looks the same: a browser draws a long path much quicker than thousands of elements.

use shutter_core::SnapshotId;

/// What a path shows. In the order in which they are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Lines of the processes, from their creation to their end.
    Life,
    /// How many events there are, where they are too close to be told apart. An area.
    Density,
    /// Transfers that a snapshot recorded in the state of a channel: a band under their arrows.
    InChannel,
    /// Transfers.
    Transfer,
    /// Markers.
    Marker,
    /// Messages that are never received.
    Unreceived,
    /// The points of the arrows of messages that are received. An area.
    Head,
    /// The points of the arrows of those that are not.
    OpenHead,
    /// A process is created.
    Created,
    /// A message is sent. An area.
    Sent,
    /// A message is received.
    Received,
    /// A send is refused.
    Refused,
    /// A process begins to wait.
    Waits,
    /// A snapshot is started. An area.
    Started,
    /// A process records its balance. An area.
    Recorded,
    /// A process records a message in the state of a channel.
    Noted,
    /// The recording of a channel ends.
    Closed,
    /// The observer or the master does something.
    Observer,
    /// A process ends.
    Ended,
}

const KINDS: usize = Kind::Ended as usize + 1;
/// Colours and dashes of snapshots; then they begin again.
const HUES: usize = 6;

impl Kind {
    const ALL: [Self; KINDS] = [
        Self::Life,
        Self::Density,
        Self::InChannel,
        Self::Transfer,
        Self::Marker,
        Self::Unreceived,
        Self::Head,
        Self::OpenHead,
        Self::Created,
        Self::Sent,
        Self::Received,
        Self::Refused,
        Self::Waits,
        Self::Started,
        Self::Recorded,
        Self::Noted,
        Self::Closed,
        Self::Observer,
        Self::Ended,
    ];

    /// The name of the class that gives a path of this kind its looks.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Life => "life",
            Self::Density => "density",
            Self::InChannel => "in-channel",
            Self::Transfer => "transfer",
            Self::Marker => "marker-line",
            Self::Unreceived => "unreceived",
            Self::Head => "head",
            Self::OpenHead => "open-head",
            Self::Created => "created",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Refused => "refused",
            Self::Waits => "waits",
            Self::Started => "started",
            Self::Recorded => "recorded",
            Self::Noted => "noted",
            Self::Closed => "closed",
            Self::Observer => "observer",
            Self::Ended => "ended",
        }
    }
}

/// The colour and dash of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hue(u8);

impl Hue {
    /// That of a snapshot, by its number.
    #[allow(clippy::cast_possible_truncation)] // there are six
    pub fn of(snapshot: SnapshotId) -> Self {
        Self(((snapshot.get().max(1) - 1) % HUES as u32) as u8)
    }

    /// The name of the class that gives something this colour: `s1` to `s6`.
    pub fn class(self) -> &'static str {
        ["s1", "s2", "s3", "s4", "s5", "s6"][usize::from(self.0)]
    }

    /// Its number, from 1.
    pub(crate) const fn number(self) -> u8 {
        self.0 + 1
    }

    /// Every colour.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..).take(HUES).map(Self)
    }

    /// The dashes of a line: the value of SVG's `stroke-dasharray`.
    pub fn dash(self) -> &'static str {
        ["6 4", "2 3", "10 4", "8 3 2 3", "4 2", "10 3 2 3 2 3"][usize::from(self.0)]
    }
}

/// All that has the same looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// What it shows.
    pub kind: Kind,
    /// The snapshot's colour; `None` for what belongs to none.
    pub hue: Option<Hue>,
    /// Where: the value of SVG's `d`.
    pub d: String,
}

/// The paths of a picture while it is made.
pub(super) struct Ink(Vec<String>);

impl Ink {
    pub(super) fn new() -> Self {
        Self(vec![String::new(); KINDS * (HUES + 1)])
    }

    pub(super) fn path(&mut self, kind: Kind, hue: Option<Hue>) -> &mut String {
        let colour = hue.map_or(0, |hue| usize::from(hue.0) + 1);
        &mut self.0[kind as usize * (HUES + 1) + colour]
    }

    /// Those that show something.
    pub(super) fn finish(self) -> Vec<Path> {
        let hues = [None, Some(0), Some(1), Some(2), Some(3), Some(4), Some(5)].map(|hue| hue.map(Hue));
        let kinds = Kind::ALL.into_iter().flat_map(|kind| hues.map(|hue| (kind, hue)));
        let drawn = kinds.zip(self.0).filter(|(_, d)| !d.is_empty());
        drawn.map(|((kind, hue), d)| Path { kind, hue, d }).collect()
    }
}
