//! What the page is made of, a file each.

mod acts;
pub mod app;
pub mod bank;
pub mod editor;
mod embed;
pub mod event_table;
pub mod exchanges;
pub mod explanation;
pub mod faults;
pub mod header;
pub mod icons;
pub mod keys;
pub mod learn;
mod messages;
pub mod network;
mod node_menu;
pub mod notice;
mod random;
mod share;
pub mod snapshots;
pub mod space_time;
pub mod splitter;
pub mod stage;
pub mod tables;
pub mod transcript;
pub mod transport;
pub mod verdict;
pub mod virtual_list;

pub use app::App;
pub(crate) use transcript::copy;
