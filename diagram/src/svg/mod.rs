//! Pictures as SVG files: each stands on its own, with its colours for light and dark, a title and a description.
//!
//! There is no script in them, nothing is loaded from anywhere, and colours are written where they are used, since many programs that
//! read SVG know no CSS variables.
//!
//! ```
//! use shutter_core::{history::History, script::Script};
//! use shutter_diagram::network::{NetworkPicture, Size};
//! use shutter_diagram::svg;
//!
//! let history = History::of(&Script::parse("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\n"));
//! let picture = NetworkPicture::of(&history, Size { width: 600.0, height: 400.0 }, None);
//! let text = svg::network(&picture, "A send", svg::Theme::Auto);
//! assert!(text.starts_with("<svg ") && text.contains("<title>A send</title>"));
//! ```

mod network;
mod space_time;
mod style;
mod writer;

pub use network::network;
pub use space_time::{DrawnCut, Shown, space_time};
pub use style::Theme;
pub(crate) use style::light;
