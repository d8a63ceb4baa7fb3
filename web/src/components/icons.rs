//! The signs of the transport.

use yew::prelude::*;

/// A sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// To the beginning.
    First,
    /// Back by a command.
    BackCommand,
    /// Back by an event.
    Back,
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// On by an event.
    Step,
    /// On by a command.
    StepCommand,
    /// To the end.
    Last,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::First => "M5 5h2v14H5zM20 5v14L8.5 12z",
            Self::BackCommand => "M12 5v14L2.5 12zM21.5 5v14L12 12z",
            Self::Back => "M17 5v14L6 12z",
            Self::Play => "M7 4.5v15L20 12z",
            Self::Pause => "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
            Self::Step => "M7 5v14l11-7z",
            Self::StepCommand => "M12 5v14l9.5-7zM2.5 5v14L12 12z",
            Self::Last => "M17 5h2v14h-2zM4 5v14l11.500-7z",
        }
    }
}

/// Draws a sign.
pub fn sign(icon: Icon) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={icon.path()} /></svg>
    }
}
