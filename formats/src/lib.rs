//! What a run becomes outside of Shutter: documents and pictures for the command line, for JavaScript and for the page's exports.
//!
//! - [`Execution`] is a text, read and run, with all that is wrong with it.
//! - [`json`] is the document of a run, described in `docs/json.md`.
//! - [`mermaid`] is a run as a sequence diagram in Markdown.
//! - [`shiviz`] is the log of a run with vector clocks, for `ShiViz`.
//! - [`picture`] draws a moment of it as a file.
//!
//! ```
//! use shutter_formats::{Execution, json};
//!
//! let execution = Execution::of("CreateNode 1 10\nBeginSnapshot 1\n".to_owned());
//! let mut text = Vec::new();
//! json::write(&json::run("a.script", &execution), &mut text).unwrap();
//! assert!(text.starts_with(b"{\n \"version\":1,"));
//! ```
#![forbid(unsafe_code)]

mod execution;
pub mod json;
pub mod mermaid;
pub mod picture;
pub mod shiviz;

pub use execution::{Execution, Outcome, is_known};
