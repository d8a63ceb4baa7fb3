//! Texts that were written in a hurry, and texts that are no scripts at all.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use shutter_core::cluster::Payload;
use shutter_core::script::{Command, CommandLine, Parser, Script, TokenKind, tokens};
use shutter_core::{Amount, NodeId, SnapshotId};

use super::{cases, scripts};
use crate::{laws, show};

/// Whatever may stand in a line.
const PIECES: [&str; 62] = [
    "StartMaster",
    "CreateNode",
    "Send",
    "Receive",
    "ReceiveAll",
    "BeginSnapshot",
    "CollectState",
    "PrintSnapshot",
    "KillAll",
    "Receive",
    "All",
    "Start",
    "Snapshot",
    "send",
    "RECEIVE",
    "Recieve",
    "Recieve1",
    "KillAl",
    "0",
    "1",
    "2",
    "007",
    "300",
    "1,000",
    "1_0",
    "$3",
    "+5",
    "-1",
    "-",
    "--2",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "99999999999999999999999",
    "1.5",
    "x",
    "é",
    "🏦",
    "١",
    "\u{feff}",
    "\u{a0}",
    "\u{2028}",
    "\u{0}",
    "(",
    ")",
    ",",
    ";",
    "->",
    "/",
    "#",
    "//",
    " ",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
];

/// Pieces of lines in any order.
fn soup() -> impl Strategy<Value = String> {
    let glue = prop_oneof![3 => Just(" "), 1 => Just("")];
    vec((select(&PIECES[..]), glue), 0..60)
        .prop_map(|parts| parts.iter().flat_map(|(piece, glue)| [*piece, *glue]).collect())
}

/// A script that can be read, with pieces of it replaced, inserted and taken away, and other line ends.
fn hasty() -> impl Strategy<Value = String> {
    let edits = vec((any::<prop::sample::Index>(), 0_u8..3, select(&PIECES[..])), 0..8);
    let line_end = select(&["\n", "\n", "\r\n", "\r"][..]);
    let mark = prop_oneof![4 => Just(""), 1 => Just("\u{feff}")];
    (scripts::script(1..25), edits, line_end, mark).prop_map(|(text, edits, line_end, mark)| {
        let mut text = text;
        for (place, how, piece) in edits {
            let at = place.index(text.len());
            let word = text[at..].find([' ', '\n']).map_or(text.len(), |next| at + next);
            match how {
                0 => text.insert_str(at, piece),
                1 => text.replace_range(at..word, piece),
                _ => text.replace_range(at..word, ""),
            }
            // What comes next must be cut where characters begin.
            if !text.is_ascii() {
                break;
            }
        }
        format!("{mark}{}", text.replace('\n', line_end))
    })
}

fn anything() -> impl Strategy<Value = String> {
    let bytes = vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof![any::<String>(), bytes, soup(), soup()]
}

fn any_command() -> impl Strategy<Value = Command> {
    let node = || any::<u32>().prop_map(NodeId::new);
    let amount = || (0..=Amount::MAX.get()).prop_map(|amount| Amount::new(amount).unwrap());
    prop_oneof![
        Just(Command::StartMaster),
        (node(), amount()).prop_map(|(node, balance)| Command::CreateNode { node, balance }),
        (node(), node(), amount()).prop_map(|(from, to, amount)| Command::Send { from, to, amount }),
        (node(), proptest::option::of(node())).prop_map(|(to, from)| Command::Receive { to, from }),
        Just(Command::ReceiveAll),
        node().prop_map(|node| Command::BeginSnapshot { node }),
        proptest::option::of(any::<u32>().prop_map(SnapshotId::new))
            .prop_map(|snapshot| Command::CollectState { snapshot }),
        Just(Command::PrintSnapshot),
        Just(Command::KillAll),
    ]
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn hasty_texts_obey_every_law(text in hasty()) {
        laws::all(&text);
    }
}

proptest! {
    #![proptest_config(cases(30_000))]

    #[test]
    fn any_text_is_read_as_the_reference_reads_it(text in anything()) {
        laws::parser_agrees_with_the_reference(&text);
        laws::lines_are_read_alone(&text);
    }

    #[test]
    fn any_text_has_faults_with_places_words_and_edits_that_mend(text in anything()) {
        laws::faults_have_places_and_words(&text);
        laws::fixes_mend(&text);
    }

    #[test]
    fn a_command_is_read_as_it_was_written(commands in vec(any_command(), 0..20)) {
        let text = show::lines(&commands);
        let script = Script::parse(&text);
        prop_assert_eq!(script.faults(), []);
        let read: Vec<_> = script.commands().iter().map(|line| line.command).collect();
        prop_assert_eq!(&read, &commands);
        let lines: Vec<_> = script.commands().iter().map(|line| line.line as usize).collect();
        prop_assert_eq!(lines, (0..commands.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_text_can_be_read_in_slices(text in anything(), slices in vec(0_usize..5, 1..8)) {
        let mut parser = Parser::default();
        let mut script = Script::default();
        let mut sizes = slices.iter().copied().cycle();
        let mut before = 0;
        while !parser.advance(&text, sizes.next().unwrap(), &mut script) {
            prop_assert!(parser.offset() >= before && text.is_char_boundary(parser.offset()));
            before = parser.offset();
            if slices.iter().all(|&size| size == 0) {
                sizes = [1].iter().copied().cycle();
            }
        }
        prop_assert_eq!(parser.offset(), text.len());
        prop_assert_eq!(&script, &Script::parse(&text));
        prop_assert!(parser.advance(&text, 3, &mut script));
        prop_assert_eq!(&script, &Script::parse(&text));
    }

    #[test]
    fn lines_and_commands_are_found_by_number(text in anything()) {
        let script = Script::parse(&text);
        for line in (0_u32..).take(script.line_count()) {
            let start = script.line_start(line).unwrap();
            let shown = script.line_text(&text, line);
            prop_assert_eq!(&text[start..start + shown.len()], shown);
            prop_assert!(!shown.contains(['\n', '\r']));
            let first = script.commands().iter().position(|command| command.line >= line);
            prop_assert_eq!(script.command_at_or_after(line), first.unwrap_or(script.commands().len()));
        }
        let after = u32::try_from(script.line_count()).unwrap();
        prop_assert_eq!(script.line_start(after), None);
        prop_assert_eq!(script.line_text(&text, after), "");
        prop_assert_eq!(script.command_at_or_after(after), script.commands().len());
        // A text that is not the one that was read has no such lines, and that is all.
        for line in (0_u32..).take(script.line_count()) {
            prop_assert!(script.line_text("äö", line).len() <= 4);
        }
    }

    /// What is coloured is what is read: the tokens are the fields, in order, and a comment is all that is left.
    #[test]
    fn tokens_are_what_the_parser_reads(text in anything()) {
        let script = Script::parse(&text);
        for number in (0_u32..).take(script.line_count()) {
            let line = script.line_text(&text, number);
            let mut at = 0;
            let mut words = Vec::new();
            for token in tokens(line) {
                prop_assert!(token.start < token.end);
                prop_assert!(line[at..token.start].bytes().all(|byte| byte == b' ' || byte == b'\t'));
                at = token.end;
                words.push((&line[token.start..token.end], token.kind));
            }
            prop_assert!(line[at..].bytes().all(|byte| byte == b' ' || byte == b'\t'));
            let comment = words.pop_if(|(_, kind)| *kind == TokenKind::Comment).map(|(comment, _)| comment);
            prop_assert!(comment.is_none_or(|comment| comment.starts_with('#') || comment.starts_with("//")));
            prop_assert!(words.iter().all(|(word, _)| !word.contains('#') && !word.contains("//")));
            let command = script.commands().iter().find(|command| command.line == number);
            if let Some(CommandLine { command, .. }) = command {
                let keyword = command.keyword();
                let kinds: Vec<_> = words.iter().map(|&(_, kind)| kind).collect();
                let fields = keyword.fields().iter().map(|&field| TokenKind::Field(field));
                let expected: Vec<_> = std::iter::once(TokenKind::Keyword).chain(fields).take(kinds.len()).collect();
                prop_assert_eq!(kinds, expected);
                prop_assert_eq!(words[0].0, keyword.name());
                let numbers: Vec<u64> = words[1..].iter().map(|(word, _)| word.parse().unwrap()).collect();
                let plain = command.to_string();
                let plain: Vec<u64> = plain.split(' ').skip(1).map(|word| word.parse().unwrap()).collect();
                prop_assert_eq!(numbers, plain);
            }
            let stray = words.iter().any(|&(_, kind)| kind == TokenKind::Stray);
            let codes = script.faults().iter().filter(|fault| fault.span.line == number).map(|fault| fault.kind.code());
            let codes: Vec<_> = codes.collect();
            prop_assert_eq!(stray, codes.contains(&"unknown-command") || codes.contains(&"extra-field"));
        }
    }
}

#[test]
fn what_a_message_says_is_what_was_sent() {
    let script =
        Script::parse("CreateNode 1 9007199254740991\nCreateNode 2 0\nSend 1 2 9007199254740991\nBeginSnapshot 1\n");
    let history = shutter_core::history::History::of(&script);
    let said = [0, 1].map(|message| history.log().payload(shutter_core::MessageId::new(message)));
    assert_eq!(said, [Payload::Transfer(Amount::MAX), Payload::Marker(SnapshotId::new(1))]);
}
