//! Examples, lessons and exercises: for those who have no script of their own, or one for others.

mod content;
mod examples;
mod lessons;
mod panel;
mod predict;
mod progress;

pub use examples::{Examples, look};
pub use lessons::Lessons;
pub use panel::Panel;
