//! What the page is made of, a file each.

pub mod app;
pub mod bank;
pub mod editor;
pub mod explanation;
pub mod faults;
pub mod header;
pub mod icons;
pub mod keys;
pub mod network;
pub mod snapshots;
pub mod splitter;
pub mod stage;
pub mod tables;
pub mod transcript;
pub mod transport;
pub mod virtual_list;

pub use app::App;
