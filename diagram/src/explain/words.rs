//! Numbers, lists and emphasis.

use std::fmt::Display;

use shutter_core::{Amount, NodeId, SnapshotId};

use super::Run;

/// How many things a list names when there are no more; of longer lists one fewer is named, and the rest counted.
const NAMED: usize = 4;

/// A number with commas between groups of three digits.
///
/// ```
/// assert_eq!(shutter_diagram::explain::grouped(1_050_u64), "1,050");
/// ```
pub fn grouped(number: impl Into<u128>) -> String {
    let digits = number.into().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(super) fn money(amount: Amount) -> String {
    grouped(amount.get())
}

/// How many there are of something.
pub(super) fn count(number: usize) -> String {
    grouped(number as u64)
}

/// "1 channel", "3 channels".
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// The name of a channel.
pub(super) fn channel(from: NodeId, to: NodeId) -> String {
    format!("{from} → {to}")
}

/// "a, b and c", or "a, b, c and 41 more". `total` is how many names there are; only the first few are asked for.
pub(super) fn listed<T: Display>(names: impl Iterator<Item = T>, total: usize) -> String {
    let shown = if total > NAMED { NAMED - 1 } else { NAMED };
    let mut parts: Vec<_> = names.take(shown).map(|name| name.to_string()).collect();
    if total > parts.len() {
        parts.push(format!("{} more", count(total - parts.len())));
    }
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Clauses of one sentence: "a and b", or "a, b, and c", whose parts may be lists themselves.
pub(super) fn clauses(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

/// "snapshot 1", "snapshots 1 and 2".
pub(super) fn snapshots(ids: &[SnapshotId]) -> String {
    let noun = if ids.len() == 1 { "snapshot" } else { "snapshots" };
    format!("{noun} {}", listed(ids.iter(), ids.len()))
}

/// "node 1", "nodes 1 and 2".
pub(super) fn nodes(ids: impl Iterator<Item = NodeId>, total: usize) -> String {
    let noun = if total == 1 { "node" } else { "nodes" };
    format!("{noun} {}", listed(ids, total))
}

/// The sentence with a capital letter first.
pub(super) fn capitalised(text: &str) -> String {
    let mut capitalised = text.to_owned();
    if let Some(first) = capitalised.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    capitalised
}

/// What a channel holds, as a sum: "**100**", "100 + 50 = **150**", "41 transfers, **5,000** in all". Not for an empty one.
pub(super) fn sum(parts: impl ExactSizeIterator<Item = Amount>, total: u128) -> String {
    let total = grouped(total);
    match parts.len() {
        1 => format!("**{total}**"),
        2..=NAMED => format!("{} = **{total}**", parts.map(money).collect::<Vec<_>>().join(" + ")),
        many => format!("{} transfers, **{total}** in all", count(many)),
    }
}

/// Text in which `**` starts and ends emphasis, as runs.
pub(super) fn runs(marked: &str) -> Vec<Run> {
    let parts = marked.split("**").enumerate().filter(|(_, text)| !text.is_empty());
    parts
        .map(|(index, text)| if index % 2 == 0 { Run::Plain(text.to_owned()) } else { Run::Strong(text.to_owned()) })
        .collect()
}
