//! Script text to commands, with a place and a sentence for every fault.
//!
//! [`Script::parse`] reads a whole text in one pass and finds all of its faults; [`Parser`] does the same a
//! slice at a time, for callers that must not be away for long; [`parse_line`] reads one line, for callers
//! that have only one. What is wrong is a [`Fault`]: a place and a kind. [`Fault::explain`] makes sentences and a
//! suggested edit of it, and [`render`] draws it under its source line.

mod command;
mod explain;
mod fault;
mod parse;
mod plain;
mod render;
mod suggest;
mod text;
mod token;

pub use command::{Command, FieldName, Keyword};
pub(crate) use explain::grouped;
pub use explain::{Edit, Explanation, Related};
pub use fault::{ChannelName, Fault, FaultKind, Incomplete, Level, Span};
pub use parse::{CommandLine, Parser, Script, parse_line};
pub use render::render;
pub use text::{Column, field_span, find_char_column};
pub use token::{Token, TokenKind, tokens};
