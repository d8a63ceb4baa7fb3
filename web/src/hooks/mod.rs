//! What components need of the browser.

mod keys;
mod media;
mod playback;
mod size;
mod theme;

pub use keys::use_keys;
pub use media::use_media;
pub use playback::{use_playback, use_work};
pub use size::use_size;
pub use theme::{Theme, use_theme};
