//! The reference's reading of a text.

use std::collections::BTreeSet;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Nothing, or a comment.
    Blank,
    /// A command, its fields apart by one space.
    Command(String),
    /// What is wrong, as codes.
    Wrong(BTreeSet<&'static str>),
}

/// Each keyword with its fields: `i` is an id or the number of a snapshot, `a` an amount; capitals must be there.
const COMMANDS: [(&str, &str); 9] = [
    ("StartMaster", ""),
    ("CreateNode", "IA"),
    ("Send", "IIA"),
    ("Receive", "Ii"),
    ("ReceiveAll", ""),
    ("BeginSnapshot", "I"),
    ("CollectState", "i"),
    ("PrintSnapshot", ""),
    ("KillAll", ""),
];

/// Reads a text, line by line.
pub(crate) fn read_text(text: &str) -> Vec<Line> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(read_line).collect()
}

fn read_line(line: &str) -> Line {
    let line = line.split('#').next().unwrap_or_default();
    let line = line.split("//").next().unwrap_or_default();
    let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    let Some((&keyword, fields)) = words.split_first() else { return Line::Blank };
    let Some((_, kinds)) = COMMANDS.iter().find(|(name, _)| *name == keyword) else {
        return Line::Wrong(BTreeSet::from(["unknown-command"]));
    };
    let mut wrong = BTreeSet::new();
    let mut plain = vec![keyword.to_owned()];
    for (field, kind) in fields.iter().zip(kinds.chars()) {
        match read_number(field, if kind == 'A' { 9_007_199_254_740_991 } else { 4_294_967_295 }) {
            Ok(number) => plain.push(number.to_string()),
            Err(code) => _ = wrong.insert(code),
        }
    }
    if fields.len() > kinds.len() {
        wrong.insert("extra-field");
    }
    if fields.len() < kinds.chars().filter(char::is_ascii_uppercase).count() {
        wrong.insert("missing-field");
    }
    if wrong.is_empty() { Line::Command(plain.join(" ")) } else { Line::Wrong(wrong) }
}

fn read_number(field: &str, most: u128) -> Result<u128, &'static str> {
    let digits = field.strip_prefix('-').unwrap_or(field);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err("not-a-number");
    }
    if digits != field {
        return Err("negative");
    }
    // More digits than any limit has, once zeros in front are gone.
    let significant = digits.trim_start_matches('0');
    if significant.len() > 20 {
        return Err("out-of-range");
    }
    let number: u128 = format!("0{significant}").parse().expect("digits only");
    if number > most { Err("out-of-range") } else { Ok(number) }
}
