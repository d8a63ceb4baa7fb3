//! Examples, lessons and predictions, without a page to show them.
//!
//! - [`section`] is the form of the texts in `lessons/content/`, which come with the page and are no part of the program.
//! - An [`Example`] is a script and a moment of it that is worth looking at.
//! - A [`Lesson`] is some steps, which ask for something: a [`Goal`], or a prediction.
//! - [`prediction`] asks what a snapshot will record, and judges the answers.
//!
//! Nothing here knows a browser.

mod example;
mod goal;
mod lesson;
mod place;
pub mod prediction;
pub mod section;

pub use example::{Example, examples};
pub use goal::{Done, Goal};
pub use lesson::{Lesson, Step, lessons};
pub use place::Place;
