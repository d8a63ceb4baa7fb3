//! Buttons that say for a while what they did.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

const WHILE: u32 = 2000;

/// What a button says.
pub type Said = UseStateHandle<&'static str>;

/// What a button says: this, or for a while what it is set to.
#[hook]
pub fn use_said(name: &'static str) -> Said {
    let said = use_state_eq(|| name);
    {
        let said = said.clone();
        use_effect_with(*said, move |&now| {
            let timeout = (now != name).then(|| Timeout::new(WHILE, move || said.set(name)));
            move || drop(timeout)
        });
    }
    said
}
