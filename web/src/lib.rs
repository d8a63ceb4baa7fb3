//! The page: a Yew app around the pure core and the pure diagrams.
//!
//! [`session`] is the state and how it changes; [`components`] draw it; [`hooks`] are what both need of the browser.

mod base64;
pub mod components;
mod download;
mod export;
pub mod hooks;
mod keeper;
mod link;
mod named;
mod number;
pub mod session;
mod storage;

pub use components::App;
