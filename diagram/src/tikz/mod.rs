//! Pictures for LaTeX, drawn with `TikZ`, to be read and changed by hand: what can move has a name, what looks alike a style,
//! and each part a comment that says what it is.
//!
//! ```
//! use shutter_core::{history::History, script::Script};
//! use shutter_diagram::network::{NetworkPicture, Size};
//! use shutter_diagram::tikz::{self, Form};
//!
//! let history = History::of(&Script::parse("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\n"));
//! let picture = NetworkPicture::of(&history, Size { width: 600.0, height: 400.0 }, None);
//! let text = tikz::network(&picture, "A send", Form::Document);
//! assert!(text.contains("\\draw[busy lane] (n1) to[bend right=10] node[coin, pos="));
//! assert!(text.contains("{3} (n2);"));
//! ```

mod network;
mod space_time;
mod writer;

pub use crate::space_time::MOST_EVENTS;
pub use network::network;
pub use space_time::space_time;

/// What a picture is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A document that LaTeX makes a page of.
    #[default]
    Document,
    /// A `tikzpicture` that another document includes with `\input`.
    Picture,
}
