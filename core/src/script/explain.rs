//! Sentences for faults, and edits that mend them.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};

use super::command::{FieldName, Keyword};
use super::fault::{Fault, FaultKind, Incomplete, Span};
use super::parse::read_number;
use super::suggest::{closest_keyword, joined_keyword, plain_line, plain_number};
use super::text::{code, next_field, span};
use crate::ids::{Amount, NodeId};
use crate::limits::{MAX_COMMANDS, MAX_TEXT};

/// A fault in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong: a sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Edit>,
    /// Another line that has to do with it.
    pub related: Option<Related>,
}

/// A replacement of a part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; nothing when it starts where it ends.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// What a button that does this says.
    pub label: String,
}

/// A line that a fault refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The line, from 0.
    pub line: u32,
    /// What it has to do with the fault.
    pub note: String,
}

impl Explanation {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, fix: None, related: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn fix(mut self, span: Span, replacement: impl Into<String>, label: impl Into<String>) -> Self {
        self.fix = Some(Edit { span, replacement: replacement.into(), label: label.into() });
        self
    }

    fn related(mut self, line: u32, note: &str) -> Self {
        self.related = Some(Related { line, note: note.to_owned() });
        self
    }

    fn killed(self, line: Option<u32>) -> Self {
        match line {
            Some(line) => self.related(line, "KillAll ended every node and snapshot here"),
            None => self,
        }
    }
}

impl Fault {
    /// Says in words what is wrong. `line_text` is the line that the fault is on, without its line end.
    pub fn explain(&self, line_text: &str) -> Explanation {
        let word = line_text.get(self.span.start as usize..self.span.end as usize).unwrap_or("");
        match &self.kind {
            FaultKind::UnknownCommand => unknown_command(self.span, line_text, word),
            FaultKind::MissingField { keyword, field, after } => missing_field(*keyword, *field, *after),
            FaultKind::ExtraField { keyword } => {
                Explanation::new(format!("`{}` {}", keyword.name(), field_count(*keyword)))
                    .help(format!("write it as `{}`; a comment starts with #", keyword.usage()))
                    .fix(self.with_blank_before(line_text), "", format!("Remove `{}`", shorten(word)))
            }
            FaultKind::NotANumber { field } => self.not_a_number(line_text, word, *field),
            FaultKind::Negative { field } => {
                Explanation::new(format!("{} cannot be negative", field.noun())).help(field.expectation())
            }
            FaultKind::OutOfRange { field, max } => {
                Explanation::new(format!("`{}` is too large for {}", shorten(word), field.noun()))
                    .help(format!("the largest is {}", grouped(*max)))
            }
            FaultKind::TextTooLong { length } => Explanation::new(format!(
                "the script is {} bytes long; the limit is {}",
                grouped(*length as u64),
                grouped(MAX_TEXT as u64)
            ))
            .help("nothing of it runs; split it, or make it shorter"),
            FaultKind::TooManyCommands => {
                Explanation::new(format!("the limit is {} commands in a script", grouped(MAX_COMMANDS as u64)))
                    .help("this line and those after it do not run")
            }
            FaultKind::UnknownNode { node, killed } => Explanation::new(format!("there is no node {node} here"))
                .help(format!("create it first: `CreateNode {node} AMOUNT`"))
                .killed(*killed),
            FaultKind::NodeExists { node, created } => Explanation::new(format!("node {node} exists already"))
                .help("give the new node an id of its own")
                .related(*created, "created here"),
            FaultKind::SelfChannel { node } => Explanation::new(format!("node {node} has no channel to itself"))
                .help("sender and receiver must be different nodes"),
            FaultKind::TooMuchMoney { held } => too_much_money(*held),
            FaultKind::MasterRunning { started } => Explanation::new("the master runs already")
                .help("StartMaster can only be the first command, or the first after KillAll")
                .related(*started, "it has run since this command")
                .fix(whole_line(self.span.line, line_text), "", "Remove the line"),
            FaultKind::CreateDuringSnapshot { snapshot } => {
                Explanation::new(format!("a node cannot join while snapshot {snapshot} is under way"))
                    .help("create it before BeginSnapshot, or after every marker has been received")
            }
            FaultKind::NoSnapshot { killed } => Explanation::new("there is no snapshot to collect")
                .help("start one first: `BeginSnapshot ID`")
                .killed(*killed),
            FaultKind::UnknownSnapshot { snapshot, newest } => {
                Explanation::new(format!("there is no snapshot {snapshot}")).help(match newest.get() {
                    1 => "the only one so far is 1".to_owned(),
                    _ => format!("so far there are 1 to {newest}"),
                })
            }
            FaultKind::NothingCollected { newest, killed } => {
                let said = Explanation::new("nothing has been collected that could be printed").killed(*killed);
                match newest {
                    Some(_) => said.help("put `CollectState` before it").fix(
                        span(self.span.line, 0, 0),
                        "CollectState\n",
                        "Insert `CollectState` before",
                    ),
                    None => {
                        said.help("start a snapshot first, and collect it: `BeginSnapshot ID`, then `CollectState`")
                    }
                }
            }
            FaultKind::TooManyNodes { limit } => {
                Explanation::new(format!("the limit is {} nodes in a bank", grouped(u64::from(*limit))))
            }
            FaultKind::TooManyEvents { limit } => {
                Explanation::new(format!("the run would pass the limit of {} events", grouped(u64::from(*limit))))
                    .help("this line did nothing; use fewer nodes, snapshots or commands")
            }
            FaultKind::CollectedEarly(lack) => collected_early(self.span, lack),
            FaultKind::NeverServed { node, from, killed } => never_served(*node, *from, *killed),
        }
    }

    fn not_a_number(&self, line_text: &str, word: &str, field: FieldName) -> Explanation {
        if let Some(joined) = self.joined(line_text, word) {
            return joined;
        }
        let said = Explanation::new(format!("`{}` is not {}", shorten(word), field.noun())).help(field.expectation());
        if let Some(plain) = plain_number(word).filter(|plain| read_number(plain.as_bytes(), field).is_ok()) {
            let label = format!("Change to `{plain}`");
            return said.fix(self.span, plain, label);
        }
        match plain_line(line_text) {
            Some(plain) => offer_plain_line(said, self.span.line, line_text, plain),
            None => said,
        }
    }

    /// For `Receive All`, which is `Receive` with a strange first field.
    fn joined(&self, line_text: &str, word: &str) -> Option<Explanation> {
        let (start, end) = next_field(line_text.as_bytes(), 0)?;
        next_field(line_text.as_bytes(), end).filter(|&(second, _)| second == self.span.start as usize)?;
        let keyword = joined_keyword(&line_text[start..end], word)?;
        let name = keyword.name();
        let both = Span { start: span(0, start, end).start, ..self.span };
        Some(Explanation::new(format!("`{name}` is one word")).help(format!("did you mean `{name}`?")).fix(
            both,
            name,
            format!("Change to `{name}`"),
        ))
    }

    fn with_blank_before(&self, line_text: &str) -> Span {
        let Some(before) = line_text.get(..self.span.start as usize) else { return self.span };
        #[allow(clippy::cast_possible_truncation)] // shorter than the line
        Span { start: before.trim_end().len() as u32, ..self.span }
    }
}

fn unknown_command(place: Span, line_text: &str, word: &str) -> Explanation {
    let after = next_field(line_text.as_bytes(), place.end as usize);
    if let Some((keyword, end)) =
        after.and_then(|(start, end)| Some((joined_keyword(word, line_text.get(start..end)?)?, end)))
    {
        let name = keyword.name();
        let both = Span { end: span(0, 0, end).end, ..place };
        return Explanation::new(format!("`{name}` is one word")).help(format!("did you mean `{name}`?")).fix(
            both,
            name,
            format!("Change to `{name}`"),
        );
    }
    let said = Explanation::new(format!("there is no command `{}`", shorten(word)));
    if let Some(plain) = plain_line(line_text) {
        let help = format!("did you mean `{plain}`?");
        return offer_plain_line(said.help(help), place.line, line_text, plain);
    }
    if let Some(keyword) = closest_keyword(word) {
        let name = keyword.name();
        let help = if word.eq_ignore_ascii_case(name) {
            format!("capitals count: write `{name}`")
        } else {
            format!("did you mean `{name}`?")
        };
        return said.help(help).fix(place, name, format!("Change to `{name}`"));
    }
    let names = Keyword::ALL.map(Keyword::name).join(", ");
    said.help(format!("the commands are {names}"))
}

/// Offers this for all of the line but its comment.
fn offer_plain_line(said: Explanation, line: u32, line_text: &str, plain: String) -> Explanation {
    let label = format!("Change to `{plain}`");
    said.fix(span(line, 0, code(line_text).len()), plain, label)
}

fn missing_field(keyword: Keyword, field: FieldName, after: Option<FieldName>) -> Explanation {
    let place = match after {
        Some(before) => format!(" after the {}", before.short()),
        None => String::new(),
    };
    Explanation::new(format!("`{}` expects {}{place}", keyword.name(), field.noun()))
        .help(format!("write it as `{}`", keyword.usage()))
}

fn field_count(keyword: Keyword) -> String {
    match (keyword.required_fields(), keyword.fields().len()) {
        (_, 0) => "takes nothing after it".to_owned(),
        (least, most) if least < most => format!("takes at most {most} field{}", if most == 1 { "" } else { "s" }),
        (_, 1) => "takes one field".to_owned(),
        (_, most) => format!("takes {most} fields"),
    }
}

fn too_much_money(held: Amount) -> Explanation {
    let room = Amount::MAX.get() - held.get();
    Explanation::new(format!("the bank would hold more than {}", grouped(Amount::MAX.get()))).help(format!(
        "it holds {} already; at most {} can be added",
        grouped(held.get()),
        grouped(room)
    ))
}

fn collected_early(place: Span, lack: &Incomplete) -> Explanation {
    let mut parts = alloc::vec::Vec::new();
    if lack.node_count > 0 {
        let names = lack.nodes.iter().map(ToString::to_string);
        let which = listed(names, lack.node_count, lack.nodes.len());
        let (noun, verb) = if lack.node_count == 1 { ("node", "has") } else { ("nodes", "have") };
        parts.push(format!("{noun} {which} {verb} not recorded"));
    }
    if lack.channel_count > 0 {
        let names = lack.channels.iter().map(|channel| format!("{} -> {}", channel.from, channel.to));
        let which = listed(names, lack.channel_count, lack.channels.len());
        let (noun, verb) = if lack.channel_count == 1 { ("channel", "is") } else { ("channels", "are") };
        parts.push(format!("{noun} {which} {verb} still being recorded"));
    }
    Explanation::new(format!("snapshot {} is not complete: {}", lack.snapshot, parts.join("; ")))
        .help("deliver the markers first, with Receive or ReceiveAll")
        .fix(span(place.line, 0, 0), "ReceiveAll\n", "Insert `ReceiveAll` before")
}

fn listed(names: impl Iterator<Item = String>, count: usize, shown: usize) -> String {
    let mut all = names.collect::<alloc::vec::Vec<_>>();
    if count > shown {
        all.push(format!("{} more", count - shown));
    }
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn never_served(node: NodeId, from: Option<NodeId>, killed: Option<u32>) -> Explanation {
    let source = match from {
        Some(from) => format!(" from node {from}"),
        None => String::new(),
    };
    let said = Explanation::new(format!("node {node} waits here for a message{source} that never comes"))
        .help("there was nothing for it to take, then or later");
    match killed {
        Some(line) => said.related(line, "KillAll ended the wait here"),
        None => said,
    }
}

impl FieldName {
    const fn noun(self) -> &'static str {
        match self {
            Self::Node => "a node id",
            Self::Sender => "the sender's id",
            Self::Receiver => "the receiver's id",
            Self::Amount => "an amount",
            Self::Snapshot => "the number of a snapshot",
        }
    }

    const fn short(self) -> &'static str {
        match self {
            Self::Node => "node id",
            Self::Sender => "sender's id",
            Self::Receiver => "receiver's id",
            Self::Amount => "amount",
            Self::Snapshot => "number of the snapshot",
        }
    }

    fn expectation(self) -> String {
        format!("expects a whole number from 0 to {}", grouped(self.max()))
    }
}

fn whole_line(line: u32, line_text: &str) -> Span {
    span(line, 0, line_text.len())
}

/// A word as it is quoted: of a long one the beginning, with an ellipsis, and nothing in it that a terminal would obey.
fn shorten(word: &str) -> String {
    const MOST: usize = 40;
    let mut rest = word.chars();
    let mut short: String =
        rest.by_ref().take(MOST).map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect();
    if rest.next().is_some() {
        short.push('…');
    }
    short
}

/// A number with commas between groups of three digits.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
