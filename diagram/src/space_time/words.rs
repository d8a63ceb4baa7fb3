//! The picture in words.

use super::{Detail, Scale, SpaceTime};
use crate::explain::grouped;

/// What a picture is called.
pub(super) const TITLE: &str = "Space-time diagram";

impl SpaceTime<'_> {
    /// What the picture shows, for those who do not see it.
    pub(super) fn words(&self, detail: Detail) -> String {
        let events = self.timeline.event_count();
        if events == 0 {
            return "Nothing has happened.".to_owned();
        }
        let nodes = self.timeline.row_count() - usize::from(self.timeline.is_observer(0));
        let scale = match self.axis.scale() {
            Scale::Order => "in the order of the run",
            Scale::Depth => "each as far left as its causes allow",
        };
        let how = match detail {
            Detail::Events => "Each event is a mark",
            Detail::Density => "Bars show how many events there are",
        };
        format!(
            "{} and {}, from left to right, {scale}. {how}; each process has a line, and each message is an arrow from its sender to its receiver.",
            counted(nodes, "process", "processes"),
            counted(events, "event", "events"),
        )
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count as u64), if count == 1 { one } else { many })
}

/// What the picture does not show, in words.
pub(super) fn note(detail: Detail, crowded: bool) -> Option<&'static str> {
    match (detail, crowded) {
        (Detail::Density, _) => Some("More events than pixels: zoom in to see each."),
        (Detail::Events, true) => Some("More messages than can be drawn: zoom in to see each."),
        (Detail::Events, false) => None,
    }
}
