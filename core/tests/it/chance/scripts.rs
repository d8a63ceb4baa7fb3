//! Scripts that can be read, and mostly run: made so that what is rare in a careless mix really happens.

use proptest::collection::vec;
use proptest::prelude::*;
use shutter_core::script::{CommandLine, Script};

use crate::show;

/// What a line is about. The letters of a [`Style`] name these.
const KINDS: &[u8] = b"SZMORFABCNPJKHUX";

/// How often each kind of line occurs, one letter for each chance.
#[derive(Clone, Copy, Debug)]
struct Style(&'static [u8]);

/// A bit of everything.
const EVEN: Style = Style(b"SSSSSSZMRRRRFFFABBCNPJKHUX");
/// More receives than sends, so that many wait.
const WAITING: Style = Style(b"SSSSSSRRRRRRRRFFFFFFFFBBBAM");
/// Snapshots upon snapshots, collected and printed at all times.
const RECORDING: Style = Style(b"SSSSSSSSRRRRRRRRFFFFBBBBCCNNPPA");
/// Starts upon starts.
const RESTARTING: Style = Style(b"SSSSRRRFFBBCPKKJHU");
/// Banks that grow while money moves.
const GROWING: Style = Style(b"SSSSSSRRRFAABCNPPJJJJ");

/// Ids at the edges of everything that looks at ids.
const IDS: [u32; 9] = [0, 1, 2, 3, 9, 10, 65_535, 65_536, u32::MAX];

/// The raw material of a line: which kind, which two nodes, and a number.
type Raw = (u16, u8, u8, u16);

/// The text of a script.
pub(super) fn script(lines: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let style = prop_oneof![Just(EVEN), Just(WAITING), Just(RECORDING), Just(RESTARTING), Just(GROWING)];
    let ids = Just(IDS.to_vec()).prop_shuffle();
    let raws = vec(any::<Raw>(), lines);
    (style, ids, 1_usize..6, raws).prop_map(|(style, ids, count, raws)| write_script(style, &ids, count, &raws))
}

/// The commands of a script.
pub(super) fn commands(lines: std::ops::Range<usize>) -> impl Strategy<Value = Vec<CommandLine>> {
    script(lines).prop_map(|text| Script::parse(&text).commands().to_vec())
}

fn write_script(style: Style, ids: &[u32], count: usize, raws: &[Raw]) -> String {
    let mut text = String::new();
    let (ids, others) = ids.split_at(count);
    for (index, id) in ids.iter().enumerate() {
        text += &format!("CreateNode {id} {}\n", 100 * index);
    }
    for &raw in raws {
        text += &write_line(style, ids, others, raw);
    }
    text
}

/// The next but `skip` of these nodes after that one: another one, unless there is no other.
fn other(ids: &[u32], a: u8, skip: u8) -> (u32, u32) {
    let from = usize::from(a) % ids.len();
    let step = 1 + usize::from(skip) % (ids.len() - 1).max(1);
    (ids[from], ids[(from + step) % ids.len()])
}

fn write_line(style: Style, ids: &[u32], others: &[u32], (roll, a, b, number): Raw) -> String {
    let kind = style.0[usize::from(roll) % style.0.len()];
    assert!(KINDS.contains(&kind));
    let (from, to) = other(ids, a, b);
    let stranger = others[usize::from(b) % others.len()];
    match kind {
        b'S' => format!("Send {from} {to} {}\n", number % 40),
        b'Z' => format!("Send {from} {to} 0\n"),
        b'M' => format!("Send {from} {to} {}\n", 1000 + u32::from(number)),
        b'O' => format!("Send {from} {from} {number}\n"),
        b'R' => format!("Receive {to}\n"),
        b'F' => format!("Receive {to} {from}\n"),
        b'A' => "ReceiveAll\n".to_owned(),
        b'B' => format!("BeginSnapshot {from}\n"),
        b'C' => "CollectState\n".to_owned(),
        b'N' => format!("CollectState {}\n", number % 5),
        b'P' => "PrintSnapshot\n".to_owned(),
        b'J' => format!("CreateNode {stranger} {number}\n"),
        b'K' => restart(ids, number),
        b'H' => format!("# {number}\n\nStartMaster\n"),
        b'U' => format!("Send {from} {stranger} 1\nReceive {stranger}\nReceive {to} {to}\nBeginSnapshot {stranger}\n"),
        _ => format!("KillAll\nReceive {from}\nReceiveAll\nCollectState\nPrintSnapshot\nCreateNode {from} {number}\n"),
    }
}

/// Ends everything, and starts again with some of the nodes, in another order.
fn restart(ids: &[u32], number: u16) -> String {
    let chosen = ids.iter().rev().enumerate().filter(|&(index, _)| number >> index & 3 != 3);
    let nodes = chosen.map(|(index, id)| format!("CreateNode {id} {}", 50 * index));
    show::lines(["KillAll".to_owned()].into_iter().chain(nodes))
}
