//! What components need of the browser.

mod dialog;
mod keep;
mod keys;
mod link;
mod media;
mod playback;
mod presenter;
mod print;
mod said;
mod size;
mod theme;

pub use dialog::use_dialog;
pub use keep::use_kept_session;
pub use keys::use_keys;
pub use link::{page_address, use_embedded_session, use_full_link};
pub use media::use_media;
pub use playback::{use_playback, use_work};
pub use presenter::{page_px, picture_scale, use_presenter};
pub use print::use_print;
pub use said::{Said, use_said};
pub use size::{use_picture_size, use_size};
pub use theme::{Theme, show_theme, use_theme};
