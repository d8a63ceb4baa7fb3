//! The bank: processes, FIFO channels, messages, and what each event does to them.

mod directory;
mod log;
mod machine;
mod ranks;
mod state;
mod table;
mod view;
mod waits;

pub use log::{Log, Payload};
pub use state::Cluster;
pub use view::{GlobalState, Node, Recorded};

pub(crate) use log::{NEVER, short};
pub(crate) use machine::{Keyframe, Machine, Refusal};
