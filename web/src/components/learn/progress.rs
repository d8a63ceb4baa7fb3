//! How far a person has come in each lesson, as the browser keeps it: a line each, the number of steps and the title.

use shutter_lessons::Lesson;

use crate::storage::local;

const KEY: &str = "shutter.lessons";

fn kept() -> String {
    local().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default()
}

/// So many steps of a lesson are done. What is kept may be nonsense.
pub(super) fn steps_done(lesson: &Lesson) -> usize {
    read(&kept(), &lesson.title).min(lesson.steps.len())
}

fn read(kept: &str, title: &str) -> usize {
    let found = kept.lines().find_map(|line| line.split_once(' ').filter(|(_, other)| *other == title));
    found.and_then(|(steps, _)| steps.parse().ok()).unwrap_or(0)
}

/// Keeps that so many steps are done, if they are more than before.
pub(super) fn keep(lesson: &Lesson, steps: usize) {
    let kept = kept();
    if steps > read(&kept, &lesson.title) {
        // Where it cannot be kept, the list of lessons says so by not having it.
        let _ = local().map(|storage| storage.set_item(KEY, &written(&kept, &lesson.title, steps)));
    }
}

fn written(kept: &str, title: &str, steps: usize) -> String {
    // Of what is there, so many lines are kept: there may be anything.
    const MOST: usize = 100;
    let is_other = |line: &&str| line.split_once(' ').is_some_and(|(_, other)| other != title);
    let mut lines = vec![format!("{steps} {title}")];
    lines.extend(kept.lines().filter(is_other).take(MOST).map(str::to_owned));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_and_nonsense_is_nothing() {
        let kept = written("2 One\nnonsense", "Two words", 1);
        assert_eq!(kept, "1 Two words\n2 One");
        assert_eq!((read(&kept, "One"), read(&kept, "Two words"), read(&kept, "words")), (2, 1, 0));
        assert_eq!(read(&written(&kept, "One", 3), "One"), 3);
        for nonsense in ["", "\n", "One", "x One", "-1 One", "99999999999999999999999 One"] {
            assert_eq!(read(nonsense, "One"), 0, "{nonsense:?}");
        }
    }
}
