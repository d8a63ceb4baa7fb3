//! Moments of a script, as its author names them.

use shutter_core::history::{History, Moment};

/// A moment of a script. It is written as `9`, the moment after line 9; `9+2`, two events into line 9; or `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// After this line, counted from 1, and all before it.
    Line(u32),
    /// After so many events of the line.
    Within(u32, usize),
    /// After everything.
    End,
}

impl Place {
    /// Reads a place; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "end" {
            return Some(Self::End);
        }
        match text.split_once('+') {
            Some((line, events)) => Some(Self::Within(line.parse().ok()?, events.parse().ok()?)),
            None => text.parse().ok().map(Self::Line),
        }
    }

    /// The moment in a run of the script.
    pub fn moment(self, history: &History) -> Moment {
        match self {
            Self::Line(line) => line.checked_sub(1).map_or(Moment::default(), |line| history.moment_of_line(line)),
            Self::Within(line, events) => {
                let before = history.moment_of_line(line.saturating_sub(2)).events;
                history.moment_of_event(before + events)
            }
            Self::End => history.end(),
        }
    }
}

#[cfg(test)]
mod tests {
    use shutter_core::script::Script;

    use super::*;

    #[test]
    fn places_are_read_and_found() {
        let history =
            History::of(&Script::parse("CreateNode 1 10\nCreateNode 2 5\n# nothing\nBeginSnapshot 1\nReceiveAll\n"));
        let events = |text| Place::parse(text).map(|place: Place| place.moment(&history).events);
        assert_eq!(events("0"), Some(0));
        assert_eq!(events("3"), Some(2));
        assert_eq!(events("4"), Some(5));
        assert_eq!(events("4+1"), Some(3));
        assert_eq!(events("end"), Some(history.end().events));
        for none in ["", "x", "-1", "4+", "+4"] {
            assert_eq!(Place::parse(none), None, "{none:?}");
        }
    }
}
