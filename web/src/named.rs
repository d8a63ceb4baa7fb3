//! Scripts that a person gave a name, a record each, under `shutter.named.NAME`.
//!
//! Whatever is done to them can be taken back, as long as no other page has changed the same since.

use crate::storage::{self, MOST_TEXT, Record, local};

/// So many have a name.
const MOST: usize = 100;
/// So many characters has a name.
pub(crate) const MOST_NAME: usize = 60;

const PREFIX: &str = "shutter.named.";

const NO_ROOM: &str = "This browser has no room for it. Download the script, or delete another.";
const TOO_MANY: &str = "A hundred scripts have a name. Delete one first.";
const TOO_LARGE: &str = "A script over 1 MB is not kept: download it.";
const NOTHING: &str = "The script is empty.";

/// What became of a name: what was kept under it, and what is kept now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// All of them, by name.
pub(crate) fn all() -> Vec<Record> {
    let mut all = storage::under(PREFIX);
    all.sort_by_key(|record| record.slot.to_ascii_lowercase());
    all
}

/// The script of this name.
pub(crate) fn find(name: &str) -> Option<Record> {
    storage::read(name, &get(name)?)
}

/// Keeps a script under a name. The record's slot is the name.
pub(crate) fn save(record: &Record) -> Result<Vec<Change>, &'static str> {
    if record.text.trim().is_empty() {
        Err(NOTHING)
    } else if record.text.len() > MOST_TEXT {
        Err(TOO_LARGE)
    } else if find(&record.slot).is_none() && all().len() >= MOST {
        Err(TOO_MANY)
    } else {
        change([(record.slot.clone(), Some(storage::written(record)))])
    }
}

/// Forgets the script of this name.
pub(crate) fn remove(name: &str) -> Result<Vec<Change>, &'static str> {
    change([(name.to_owned(), None)])
}

/// Gives a script another name.
pub(crate) fn rename(name: &str, new: &str) -> Result<Vec<Change>, &'static str> {
    let value = get(name);
    change([(name.to_owned(), None), (new.to_owned(), value)])
}

/// Takes changes back; whether that could be done.
pub(crate) fn undo(changes: &[Change]) -> bool {
    let untouched = changes.iter().all(|Change { name, after, .. }| get(name) == *after);
    untouched && change(changes.iter().rev().map(|Change { name, before, .. }| (name.clone(), before.clone()))).is_ok()
}

/// Makes all of these changes, or none.
fn change(wanted: impl IntoIterator<Item = (String, Option<String>)>) -> Result<Vec<Change>, &'static str> {
    let mut made = Vec::new();
    for (name, after) in wanted {
        let before = get(&name);
        if !set(&name, after.as_deref()) {
            for Change { name, before, .. } in made.iter().rev() {
                set(name, before.as_deref());
            }
            return Err(NO_ROOM);
        }
        made.push(Change { name, before, after });
    }
    Ok(made)
}

fn key(name: &str) -> String {
    [PREFIX, name].concat()
}

fn get(name: &str) -> Option<String> {
    local()?.get_item(&key(name)).ok().flatten()
}

fn set(name: &str, value: Option<&str>) -> bool {
    let Some(storage) = local() else { return false };
    match value {
        Some(value) => storage.set_item(&key(name), value),
        None => storage.remove_item(&key(name)),
    }
    .is_ok()
}
