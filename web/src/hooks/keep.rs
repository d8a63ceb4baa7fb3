//! Saving while one types, and when the page goes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::link::follow_links;
use crate::components::notice::Note;
use crate::keeper::Keeper;
use crate::session::{Session, SessionHandle};

/// Milliseconds without a change after which it is saved.
const REST: u32 = 300;

/// What keeps the script, the state that it begins with, and what saves it soon.
struct Keeping {
    keeper: Keeper,
    first: Option<Session>,
    soon: Option<Timeout>,
}

type Shared = Rc<RefCell<Keeping>>;

/// The state of the page, which starts as it was left or as a link says, and is kept from now on.
#[hook]
pub fn use_kept_session(tell: &Callback<Note>) -> SessionHandle {
    let keeping = use_mut_ref(|| {
        let (session, keeper) = Keeper::open();
        Keeping { keeper, first: Some(session), soon: None }
    });
    let session = use_reducer_eq({
        let keeping = keeping.clone();
        move || keeping.borrow_mut().first.take().unwrap_or_default()
    });
    use_effect_with(session.revision(), {
        let (session, keeping, tell) = (session.clone(), keeping.clone(), tell.clone());
        move |_| follow(&session, &keeping, &tell)
    });
    use_effect_with((), {
        let (session, dispatcher, tell) = (session.clone(), session.dispatcher(), tell.clone());
        move |()| {
            let listeners = listen(&session, &keeping, &tell);
            let links = follow_links(dispatcher, tell, false);
            move || drop((listeners, links))
        }
    });
    session
}

fn follow(session: &Session, keeping: &Shared, tell: &Callback<Note>) {
    let mut now = keeping.borrow_mut();
    let (changed, note) = now.keeper.follow(session);
    if changed {
        let (keeping, tell) = (keeping.clone(), tell.clone());
        now.soon = Some(Timeout::new(REST, move || save(&keeping, &tell, false)));
    }
    drop(now);
    say(tell, note);
}

fn listen(session: &SessionHandle, keeping: &Shared, tell: &Callback<Note>) -> [EventListener; 3] {
    // What happens to the document is heard by the window, too.
    ["visibilitychange", "pagehide", "pageshow"].map(|name| {
        let (session, keeping, tell) = (session.clone(), keeping.clone(), tell.clone());
        EventListener::new(&gloo::utils::window(), name, move |_| match name {
            "pagehide" => {
                // What was typed a moment ago may not be drawn yet. A handle gives the state as it is now.
                follow(&session, &keeping, &tell);
                save(&keeping, &tell, true);
                keeping.borrow_mut().keeper.leave();
            }
            "pageshow" => keeping.borrow_mut().keeper.come_back(),
            _ if gloo::utils::document().hidden() => save(&keeping, &tell, true),
            _ => {}
        })
    })
}

fn save(keeping: &Shared, tell: &Callback<Note>, going: bool) {
    let note = keeping.borrow_mut().keeper.save(going);
    say(tell, note);
}

fn say(tell: &Callback<Note>, note: Option<&'static str>) {
    if let Some(note) = note {
        tell.emit(note.into());
    }
}
