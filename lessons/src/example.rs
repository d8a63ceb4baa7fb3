//! Examples: scripts that are worth looking at.

use crate::place::Place;
use crate::section::sections;

/// A script, and what to look for in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it is among.
    pub group: String,
    /// What it is called.
    pub title: String,
    /// A sentence: what to look for.
    pub look: String,
    /// Whose run it is, if it is not ours.
    pub from: String,
    /// When to look.
    pub at: Place,
    /// The script.
    pub script: String,
}

/// The examples of a text (see [`crate::section`]). The first level of headings is groups; the fields of an example are `look`, `from`,
/// `at`, a [`Place`], and `shows`, which is for tests; its body is the script.
pub fn examples(text: &str) -> Vec<Example> {
    let mut group = String::new();
    let mut all = Vec::new();
    for section in sections(text) {
        if section.is_outer {
            group = section.title;
            continue;
        }
        let (look, from) = (section.get("look").to_owned(), section.get("from").to_owned());
        let at = Place::parse(section.get("at")).unwrap_or(Place::End);
        let script = section.body + "\n";
        all.push(Example { group: group.clone(), title: section.title, look, from, at, script });
    }
    all
}

impl Example {
    /// Whether all words of a search, in lower case, are in what is said of the example.
    pub fn matches(&self, words: &str) -> bool {
        let said = [&*self.group, &self.title, &self.look, &self.from].join(" ").to_lowercase();
        words.split_whitespace().all(|word| said.contains(word))
    }
}
