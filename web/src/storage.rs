//! What the browser keeps for the page: scripts, a record each, under `shutter.script.SLOT`.
//!
//! A record is a line with the time of the last change (milliseconds since 1970) and the moment on show (events, or `end`),
//! then the text. What is not such a record is left alone and not looked at.

use std::rc::Rc;

use web_sys::Storage;

/// So many scripts are kept.
pub(crate) const MOST: usize = 30;
/// A script with more bytes is not kept.
pub(crate) const MOST_TEXT: usize = 1_000_000;
/// All of them together, below what browsers allow.
const MOST_TOGETHER: usize = 4_000_000;

const PREFIX: &str = "shutter.script.";
const TAB: &str = "shutter.tab";
const EXERCISE: &str = "shutter.exercise";

/// A script that is kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    /// Where.
    pub(crate) slot: String,
    /// When it was changed last.
    pub(crate) time: u64,
    /// After how many events it was left, if not at its end.
    pub(crate) at: Option<usize>,
    /// The text.
    pub(crate) text: Rc<str>,
}

/// What is kept on this machine; `None` where it is forbidden.
pub(crate) fn local() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn of_tab() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

/// The slot that this tab left when it was last on the page, with an empty name when it is to start afresh. It is taken,
/// so that a copy of the tab does not get it too.
pub(crate) fn take_slot() -> Option<String> {
    let storage = of_tab()?;
    let slot = storage.get_item(TAB).ok().flatten();
    let _ = storage.remove_item(TAB);
    slot
}

/// Leaves the slot for when this tab comes back.
pub(crate) fn leave_slot(slot: &str) {
    // Where that is forbidden, the page opens with what was changed last, anywhere.
    let _ = of_tab().map(|storage| storage.set_item(TAB, slot));
}

/// Whether this tab left a page on which what this script records was hidden.
pub(crate) fn is_exercise(text: &str) -> bool {
    of_tab().and_then(|storage| storage.get_item(EXERCISE).ok()?).is_some_and(|exercise| exercise == text)
}

/// Remembers that for as long as the tab is there, or forgets it.
pub(crate) fn keep_exercise(text: Option<&str>) {
    let _ = of_tab().map(|storage| match text {
        Some(text) => storage.set_item(EXERCISE, text),
        None => storage.remove_item(EXERCISE),
    });
}

/// Says to `crash.js` which slot is the page's.
pub(crate) fn show_slot(slot: &str) {
    let _ = gloo::utils::document().document_element().map(|root| root.set_attribute("data-slot", slot));
}

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // for the next 285,000 years
    let now = js_sys::Date::now() as u64;
    now
}

/// A slot that no other page has.
pub(crate) fn new_slot() -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 2^53
    let number = (js_sys::Math::random() * 9e15) as u64;
    number.to_string()
}

/// The scripts that are kept, last changed first.
pub(crate) fn all() -> Vec<Record> {
    let mut all: Vec<Record> = Vec::new();
    for record in under(PREFIX) {
        let at = all.iter().take_while(|other| other.time >= record.time).count();
        all.insert(at, record);
    }
    all
}

/// The records under all names that begin so, without that.
pub(crate) fn under(prefix: &str) -> Vec<Record> {
    let Some(storage) = local() else { return Vec::new() };
    let value = |slot: &str| storage.get_item(&[prefix, slot].concat()).ok().flatten();
    slots(&storage, prefix).iter().filter_map(|slot| read(slot, &value(slot)?)).collect()
}

fn slots(storage: &Storage, prefix: &str) -> Vec<String> {
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
    keys.filter_map(|key| key.strip_prefix(prefix).map(str::to_owned)).collect()
}

/// Keeps a script; whether that could be done.
pub(crate) fn put(record: &Record) -> bool {
    let key = [PREFIX, &record.slot].concat();
    local().is_some_and(|storage| storage.set_item(&key, &written(record)).is_ok())
}

/// Forgets all scripts, and what stands in their place.
pub(crate) fn clear() {
    for slot in local().iter().flat_map(|storage| slots(storage, PREFIX)) {
        remove(&slot);
    }
}

fn remove(slot: &str) {
    let _ = local().map(|storage| storage.remove_item(&[PREFIX, slot].concat()));
}

/// Forgets what is there twice, and the oldest of what is too much, but never what is in this slot.
pub(crate) fn prune(own: &str) {
    let all = all();
    let stay = distinct(&all);
    for record in &all {
        if record.slot != own && !stay.iter().any(|other| other.slot == record.slot) {
            remove(&record.slot);
        }
    }
}

/// The newest of each text, as far as there is room.
pub(crate) fn distinct(all: &[Record]) -> Vec<Record> {
    let mut room = MOST_TOGETHER;
    let mut distinct: Vec<Record> = Vec::new();
    for record in all {
        if distinct.iter().any(|other| other.text == record.text) {
            continue;
        }
        let Some(left) = room.checked_sub(record.text.len()).filter(|_| distinct.len() < MOST) else { break };
        room = left;
        distinct.push(record.clone());
    }
    distinct
}

/// A record as it is kept.
pub(crate) fn written(record: &Record) -> String {
    let at = record.at.map_or("end".into(), |at| at.to_string());
    format!("{} {at}\n{}", record.time, record.text)
}

/// The record that was kept, if it is one.
pub(crate) fn read(slot: &str, value: &str) -> Option<Record> {
    let (head, text) = value.split_once('\n')?;
    let (time, at) = head.split_once(' ')?;
    let record = Record { slot: slot.into(), time: time.parse().ok()?, at: at.parse().ok(), text: text.into() };
    (text.len() <= MOST_TEXT && !text.trim().is_empty()).then_some(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(time: u64, text: &str) -> Record {
        Record { slot: time.to_string(), time, at: Some(3), text: text.into() }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut record = record(5, "KillAll\n\n# é");
        assert_eq!(read("5", &written(&record)), Some(record.clone()));
        record.at = None;
        assert_eq!(read("5", &written(&record)), Some(record));
    }

    #[test]
    fn nonsense_is_no_script() {
        for value in ["", "\n", "1 end", "1 end\n \n", "x end\nKillAll", "-1 end\nKillAll", "KillAll\nKillAll"] {
            assert_eq!(read("1", value), None, "{value:?}");
        }
    }

    #[test]
    fn the_newest_of_each_text_stays_as_far_as_there_is_room() {
        let kept = distinct(&[record(3, "a"), record(2, "b"), record(1, "a")]);
        assert_eq!(kept.iter().map(|record| record.time).collect::<Vec<_>>(), [3, 2]);
        let many: Vec<_> = (0..40).map(|time| record(time, &time.to_string())).collect();
        assert_eq!(distinct(&many).len(), MOST);
        let large: Vec<_> = (0..9).map(|time| record(time, &time.to_string().repeat(MOST_TEXT))).collect();
        assert_eq!(distinct(&large).len(), 4);
    }
}
