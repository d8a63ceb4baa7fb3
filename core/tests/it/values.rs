//! Small things that everything else stands on.

use shutter_core::event::{Delivery, Event};
use shutter_core::script::{FieldName, Keyword, Level, Script};
use shutter_core::{Amount, EventIndex, MessageId, NodeId, SnapshotId, WaitId};

#[test]
fn an_amount_is_exact_in_javascript() {
    assert_eq!(Amount::MAX.get(), (1 << 53) - 1);
    assert_eq!(Amount::new(1 << 53), None);
    assert_eq!(Amount::new(Amount::MAX.get()), Some(Amount::MAX));
    assert_eq!((Amount::ZERO.get(), Amount::default()), (0, Amount::ZERO));
    assert_eq!(Amount::MAX.to_string(), "9007199254740991");
}

#[test]
fn sums_and_differences_of_amounts_stay_in_range() {
    let amount = |number| Amount::new(number).unwrap();
    assert_eq!(amount(3).checked_add(amount(4)), Some(amount(7)));
    assert_eq!(Amount::MAX.checked_add(Amount::ZERO), Some(Amount::MAX));
    assert_eq!(Amount::MAX.checked_add(amount(1)), None);
    assert_eq!(Amount::MAX.checked_add(Amount::MAX), None);
    assert_eq!(amount(4).checked_sub(amount(3)), Some(amount(1)));
    assert_eq!(amount(4).checked_sub(amount(4)), Some(Amount::ZERO));
    assert_eq!(amount(3).checked_sub(amount(4)), None);
}

#[test]
fn keywords_are_the_words_of_their_usage() {
    for keyword in Keyword::ALL {
        assert_eq!(Keyword::from_bytes(keyword.name().as_bytes()), Some(keyword));
        assert_eq!(Keyword::from_bytes(keyword.name().to_lowercase().as_bytes()), None);
        let words: Vec<_> = keyword.usage().split(' ').collect();
        assert_eq!(words[0], keyword.name());
        assert_eq!(words.len() - 1, keyword.fields().len());
        let optional = words.iter().filter(|word| word.starts_with('[')).count();
        assert_eq!(keyword.required_fields(), keyword.fields().len() - optional);
        for (word, field) in words[1..].iter().zip(keyword.fields()) {
            let name = match field {
                FieldName::Node => "ID",
                FieldName::Sender => "FROM",
                FieldName::Receiver => "TO",
                FieldName::Amount => "AMOUNT",
                FieldName::Snapshot => "SNAPSHOT",
            };
            assert_eq!(word.trim_matches(['[', ']']), name);
        }
        let text = words.join(" ").replace(['[', ']'], "").replace(|c: char| c.is_ascii_uppercase(), "1");
        let text = format!("{}{}", keyword.name(), &text[keyword.name().len()..]);
        let text =
            text.split(' ').map(|word| if word.starts_with('1') { "1" } else { word }).collect::<Vec<_>>().join(" ");
        let script = Script::parse(&text);
        assert_eq!(script.faults(), []);
        assert_eq!((script.commands()[0].command.keyword(), script.commands()[0].command.to_string()), (keyword, text));
    }
    assert_eq!(Keyword::ALL.map(Keyword::name).len(), 9);
}

#[test]
fn levels_are_ordered_by_how_early_they_stop_a_script() {
    assert!(Level::TextError < Level::RunError && Level::RunError < Level::Warning);
}

/// Every kind of event with the node and the snapshot that it is about.
#[test]
fn an_event_knows_its_node_and_its_snapshot() {
    let (from, to, amount) = (NodeId::new(4), NodeId::new(5), Amount::ZERO);
    let (message, snapshot, by) = (MessageId::new(1), SnapshotId::new(2), Delivery::Wait);
    let table = [
        (Event::MasterStarted, None, None),
        (Event::NodeCreated { node: from, balance: amount }, Some(4), None),
        (Event::TransferSent { message, from, to, amount }, Some(4), None),
        (Event::SendRejected { from, to, amount }, Some(4), None),
        (Event::TransferReceived { message, from, to, amount, by }, Some(5), None),
        (Event::WaitStarted { wait: WaitId::new(0), node: to, from: Some(from) }, Some(5), None),
        (Event::SnapshotStarted { snapshot, initiator: from }, Some(4), Some(2)),
        (Event::StateRecorded { snapshot, node: from, balance: amount }, Some(4), Some(2)),
        (Event::MarkerSent { message, from, to, snapshot }, Some(4), Some(2)),
        (Event::MarkerReceived { message, from, to, snapshot, by }, Some(5), Some(2)),
        (Event::MessageRecorded { snapshot, message, from, to }, Some(5), Some(2)),
        (Event::ChannelClosed { snapshot, from, to }, Some(5), Some(2)),
        (Event::SnapshotCompleted { snapshot }, None, Some(2)),
        (Event::StateCollected { snapshot }, None, Some(2)),
        (Event::SnapshotPrinted { snapshot, collected_at: EventIndex::new(9) }, None, Some(2)),
        (Event::Killed, None, None),
    ];
    for (event, node, about) in table {
        assert_eq!(event.node().map(NodeId::get), node, "{event:?}");
        assert_eq!(event.snapshot().map(SnapshotId::get), about, "{event:?}");
    }
}

#[test]
fn every_code_is_a_word_of_its_own() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/script/fault.rs")).unwrap();
    let codes: Vec<_> = text.lines().filter_map(|line| line.split("=> \"").nth(1)?.strip_suffix("\",")).collect();
    assert_eq!(codes.len(), 21);
    for (index, code) in codes.iter().enumerate() {
        assert!(code.chars().all(|c| c == '-' || c.is_ascii_lowercase()), "{code}");
        assert!(!codes[..index].contains(code), "{code} is there twice");
    }
}
