//! The form that examples and lessons are written in.
//!
//! ```text
//! What stands before the first heading is for those who read the file.
//!
//! == A heading of the first level
//! key: a value,
//!   which may go on in lines that are set in
//!
//! = A heading of the second level
//! key: value
//!
//! The body: all lines from the first empty one to the next heading.
//! ```

/// A heading with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Whether its heading is of the first level.
    pub is_outer: bool,
    /// The words of the heading.
    pub title: String,
    /// Keys and values, in their order.
    pub fields: Vec<(String, String)>,
    /// The lines after the fields, without empty ones at either end.
    pub body: String,
}

impl Section {
    /// The value of a key; empty when there is none.
    pub fn get(&self, key: &str) -> &str {
        self.fields.iter().find(|field| field.0 == key).map_or("", |field| &field.1)
    }
}

/// The sections of a text, in their order.
pub fn sections(text: &str) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    let mut in_fields = false;
    for line in text.lines() {
        let inner = line.strip_prefix("= ");
        if let Some(title) = line.strip_prefix("== ").or(inner) {
            let title = title.trim().to_owned();
            all.push(Section { is_outer: inner.is_none(), title, fields: Vec::new(), body: String::new() });
            in_fields = true;
            continue;
        }
        let Some(section) = all.last_mut() else { continue };
        in_fields &= !line.trim().is_empty();
        if !in_fields {
            section.body.push_str(line);
            section.body.push('\n');
        } else if let (true, Some(field)) = (line.starts_with(' '), section.fields.last_mut()) {
            field.1.push(' ');
            field.1.push_str(line.trim());
        } else if let Some((key, value)) = line.split_once(':') {
            section.fields.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    for section in &mut all {
        section.body = section.body.trim_matches('\n').to_owned();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_fields_and_bodies_are_told_apart() {
        let all = sections(
            "for readers\n\n== Group\n= One\nlook: this\n  and that\nat: 3\n\nCreateNode 1 10\n\n# x: y\n\n\n= Two\n",
        );
        let [group, one, two] = &*all else { panic!("{all:#?}") };
        assert!(group.is_outer && !one.is_outer && !two.is_outer);
        assert_eq!((one.title.as_str(), one.get("look"), one.get("at")), ("One", "this and that", "3"));
        assert_eq!(one.body, "CreateNode 1 10\n\n# x: y");
        assert_eq!((two.get("look"), two.body.as_str()), ("", ""));
    }
}
