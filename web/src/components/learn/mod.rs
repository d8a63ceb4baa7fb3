//! Examples and lessons: what the page has to show to those who have no script of their own.

mod content;
mod examples;

pub use examples::{Examples, look};
