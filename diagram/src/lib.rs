//! Pictures and sentences of a run: pure geometry and words, which the page, an SVG file or a terminal can show.
//!
//! - [`network`] is the bank at a moment: nodes, lanes, what is in flight, what is recorded.
//! - [`space_time`] is the run as a diagram: processes, events, messages, cuts.
//! - [`svg`] makes a file of either, [`tikz`] one for LaTeX.
//! - [`table`] is the run in rows.
//! - [`explain`] says what just happened, and which rule it follows.
//!
//! Nothing here knows a browser.

pub mod explain;
pub mod geometry;
pub mod network;
pub mod space_time;
pub mod svg;
pub mod table;
pub mod tikz;
