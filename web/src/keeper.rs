//! Keeps the script of one open page, so that nothing typed is lost.
//!
//! Each page writes to a slot of its own, so pages never overwrite each other. A page that is left leaves the name of its
//! slot to its tab: reloaded, it goes on with what is there. Any other page opens with what was changed last, and writes
//! that to a slot of its own once it is changed. When another script takes the place of one, the slot stays with the old
//! one and the page takes a new one: all slots together are what was there recently.

use std::rc::Rc;

use crate::session::{EXAMPLE, Session};
use crate::storage::{self, MOST_TEXT, Record};

const NOTHING: &str = "This browser keeps nothing for this page: copy your script before you leave.";
const TOO_LARGE: &str = "A script over 1 MB is not kept: download it before you leave.";

/// The slot of a page, and what belongs into it.
pub(crate) struct Keeper {
    now: Record,
    /// The text in the slot, or the one that the page opened with.
    saved: Rc<str>,
    /// Whether the slot has been written to since the page has it.
    wrote: bool,
    opened: u32,
    /// Whether the text is that of a lesson, which comes with the page.
    given: bool,
    away: bool,
    told: &'static str,
}

impl Keeper {
    /// Opens a page: the state to start with, and its keeper.
    pub(crate) fn open() -> (Session, Self) {
        let all = storage::all();
        let left = storage::take_slot();
        let fresh = left.as_deref() == Some("");
        let own = all.iter().find(|record| Some(&record.slot) == left.as_ref());
        let slot = own.map_or_else(storage::new_slot, |record| record.slot.clone());
        storage::show_slot(&slot);
        let session = match own.or(all.first()).filter(|_| !fresh) {
            Some(record) if storage::is_exercise(&record.text) => {
                Session::resumed(record.text.clone(), record.at).under_veil()
            }
            Some(record) => Session::resumed(record.text.clone(), record.at),
            None => Session::default(),
        };
        let now = own.cloned().unwrap_or_else(|| Record {
            slot,
            time: all.first().map_or(0, |record| record.time),
            at: None,
            text: session.text().clone(),
        });
        let saved = now.text.clone();
        (session, Self { now, saved, wrote: false, opened: 0, given: false, away: false, told: "" })
    }

    /// Goes on to this state, which may be another script altogether. Whether the text changed, and what a person should
    /// be told.
    pub(crate) fn follow(&mut self, session: &Session) -> (bool, Option<&'static str>) {
        let mut note = None;
        let mut changed = self.now.text != *session.text();
        if self.opened != session.opened() {
            self.opened = session.opened();
            note = self.save(false);
            self.renew();
            changed = true;
        }
        self.now.text = session.text().clone();
        self.now.at = session.place();
        self.given = session.is_given();
        (changed, note)
    }

    fn renew(&mut self) {
        self.now.slot = storage::new_slot();
        storage::show_slot(&self.now.slot);
        self.saved = "".into();
        self.wrote = false;
    }

    /// Saves what changed, and when the page is about to go the moment too. What a person should be told, but once.
    pub(crate) fn save(&mut self, going: bool) -> Option<&'static str> {
        let changed = self.now.text != self.saved;
        let untouched = !self.wrote && &*self.now.text == EXAMPLE;
        if self.given || self.now.text.trim().is_empty() || !(changed || going && !untouched) {
            return None;
        }
        if self.now.text.len() > MOST_TEXT {
            return self.tell(TOO_LARGE);
        }
        if changed {
            // What is left after most was deleted is another script, for all one knows.
            if self.now.text.len() * 2 < self.saved.len() {
                self.renew();
            }
            self.now.time = storage::now();
        }
        if !storage::put(&self.now) {
            return self.tell(NOTHING);
        }
        self.saved = self.now.text.clone();
        if !std::mem::replace(&mut self.wrote, true) {
            storage::prune(&self.now.slot);
        }
        None
    }

    fn tell(&mut self, note: &'static str) -> Option<&'static str> {
        (std::mem::replace(&mut self.told, note) != note).then_some(note)
    }

    /// The page goes, and may come back.
    pub(crate) fn leave(&mut self) {
        self.away = true;
        storage::leave_slot(&self.now.slot);
    }

    /// A page that went is there again. If another page of this tab has its slot by now, it takes a new one.
    pub(crate) fn come_back(&mut self) {
        if std::mem::take(&mut self.away) && storage::take_slot().as_ref() != Some(&self.now.slot) {
            self.renew();
        }
    }
}
