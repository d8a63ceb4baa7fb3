//! The clock.

use gloo::timers::callback::{Interval, Timeout};
use yew::prelude::*;

use crate::session::{Action, SessionHandle, Stage};

/// Ticks while the run plays.
#[hook]
pub fn use_playback(session: &SessionHandle) {
    let dispatcher = session.dispatcher();
    use_effect_with((session.is_playing(), session.speed()), move |&(playing, speed)| {
        let interval = playing.then(|| Interval::new(speed.period(), move || dispatcher.dispatch(Action::Tick)));
        move || drop(interval)
    });
}

/// Goes on with a long run, a slice at a time, with room for the browser in between.
#[hook]
pub fn use_work(session: &SessionHandle) {
    let dispatcher = session.dispatcher();
    let working = matches!(session.stage(), Stage::Reading { .. } | Stage::Running { .. });
    let next = working.then(|| session.revision());
    use_effect_with(next, move |next| {
        let timeout = next.map(|_| Timeout::new(0, move || dispatcher.dispatch(Action::Work)));
        move || drop(timeout)
    });
}
