//! Light and dark.

use yew::prelude::*;

use crate::storage::local;

/// Which colours the page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Those that the system has.
    System,
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
}

const KEY: &str = "shutter.theme";

impl Theme {
    /// All, in the order in which the switch goes through them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    fn stored() -> Self {
        let name = local().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or(Self::System)
    }

    fn show(self) {
        show_theme(match self {
            Self::System => None,
            Self::Light => Some(false),
            Self::Dark => Some(true),
        });
    }
}

/// Gives the page light or dark colours, or those that the system has.
pub fn show_theme(dark: Option<bool>) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    let _ = match dark {
        None => root.remove_attribute("data-theme"),
        Some(dark) => root.set_attribute("data-theme", if dark { "dark" } else { "light" }),
    };
}

/// The theme, and a way to change it. The choice is kept.
#[hook]
pub fn use_theme() -> (Theme, Callback<Theme>) {
    let theme = use_state_eq(Theme::stored);
    use_effect_with(*theme, |theme| theme.show());
    let set = {
        let theme = theme.clone();
        Callback::from(move |new: Theme| {
            // Where it cannot be kept, it holds until the page is closed.
            let _ = local().map(|storage| storage.set_item(KEY, new.name()));
            theme.set(new);
        })
    };
    (*theme, set)
}
