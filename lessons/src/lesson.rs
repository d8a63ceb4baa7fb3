//! Lessons: a few steps that build one idea.

use crate::goal::Goal;
use crate::place::Place;
use crate::section::{Section, sections};

/// Some steps, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// What it is called.
    pub title: String,
    /// A sentence: what it is about.
    pub about: String,
    /// At least one.
    pub steps: Vec<Step>,
}

/// One step: a stage, something to notice, something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub title: String,
    /// What is told, in paragraphs.
    pub text: Vec<String>,
    /// What to notice.
    pub notice: String,
    /// What is asked.
    pub ask: String,
    /// When that is done.
    pub goal: Option<Goal>,
    /// Whether what the snapshots record is hidden and to be filled in.
    pub predicts: bool,
    /// The moment; `None` when it stays as it is.
    pub at: Option<Place>,
    /// The script; `None` when it stays as it is.
    pub script: Option<String>,
}

/// The lessons of a text (see [`crate::section`]). The first level of headings is lessons, with a field `about`; the second is steps,
/// whose fields are `at`, a [`Place`]; `notice`; `ask`; `do`, a [`Goal`]; `predict`, which may say anything; and `by`,
/// which is for tests. The body of a step is what is told, and after a line `---` its script.
pub fn lessons(text: &str) -> Vec<Lesson> {
    let mut all: Vec<Lesson> = Vec::new();
    for section in sections(text) {
        if section.is_outer {
            let about = section.get("about").to_owned();
            all.push(Lesson { title: section.title, about, steps: Vec::new() });
        } else if let Some(lesson) = all.last_mut() {
            lesson.steps.push(step(section));
        }
    }
    all.retain(|lesson| !lesson.steps.is_empty());
    all
}

fn step(section: Section) -> Step {
    let (told, script) = match section.body.split_once("---\n") {
        Some((told, script)) => (told, Some([script.trim_start_matches('\n'), "\n"].concat())),
        None => (&*section.body, None),
    };
    let paragraphs = told.split("\n\n").map(|lines| lines.split_whitespace().collect::<Vec<_>>().join(" "));
    Step {
        text: paragraphs.filter(|paragraph| !paragraph.is_empty()).collect(),
        notice: section.get("notice").to_owned(),
        ask: section.get("ask").to_owned(),
        goal: Goal::parse(section.get("do")),
        predicts: !section.get("predict").is_empty(),
        at: Place::parse(section.get("at")),
        script,
        title: section.title,
    }
}

impl Lesson {
    /// The script and the moment of a step: its own, or those of the last step before it that has one.
    pub fn setting(&self, step: usize) -> (&str, Place) {
        let before = || self.steps.iter().take(step + 1).rev();
        let script = before().find_map(|step| step.script.as_deref()).unwrap_or_default();
        (script, before().find_map(|step| step.at).unwrap_or(Place::End))
    }
}
