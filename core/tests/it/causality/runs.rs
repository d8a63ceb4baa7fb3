//! Runs to look at: scripts made by chance that are dense in transfers under way and in snapshots.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_core::limits::Limits;
use shutter_core::script::Script;
use shutter_core::snapshot::{Algorithm, ChandyLamport};

/// The settings for a property: fixed, so that every run of the tests is the same, unless the environment says otherwise.
pub(super) fn cases(wanted: u32) -> Config {
    let config = Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { config.cases } else { wanted };
    let is_given = std::env::var_os("PROPTEST_RNG_SEED").is_some();
    let rng_seed = if is_given { config.rng_seed } else { RngSeed::Fixed(1978) };
    Config { cases, rng_seed, failure_persistence: None, ..config }
}

pub(super) fn run(algorithm: &'static dyn Algorithm, text: &str) -> History {
    let mut history = History::new(algorithm, Limits::default());
    for &command in Script::parse(text).commands() {
        // What is refused does nothing, as in the browser.
        let _ = history.execute(command);
    }
    history
}

/// The events of the right algorithm's run.
pub(super) fn events(text: &str) -> Vec<Event> {
    run(&ChandyLamport, text).log().events().to_vec()
}

/// The raw material of a line: which kind, which two processes, and a number.
type Raw = (u8, u8, u8, u8);

/// The text of a script with at least two processes, that ends with all messages received.
pub(super) fn script(lines: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    (2_u8..6, vec(any::<Raw>(), lines)).prop_map(|(count, raws)| write_script(count, &raws))
}

/// The text of a script by number, for those who search.
pub(super) fn script_of_seed(seed: u32) -> String {
    let mut state = seed.wrapping_mul(2_654_435_769).wrapping_add(1);
    let mut draw = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16).to_le_bytes()[0]
    };
    let count = 2 + draw() % 3;
    let lines = 8 + draw() % 40;
    let raws: Vec<Raw> = (0..lines).map(|_| (draw(), draw(), draw(), draw())).collect();
    write_script(count, &raws)
}

fn write_script(count: u8, raws: &[Raw]) -> String {
    let creations = |first: u8| (first..first + count).map(|id| format!("CreateNode {} {}\n", u32::from(id) * 7, 50));
    let mut text: String = creations(1).collect();
    for &(kind, a, b, number) in raws {
        let from = a % count;
        let to = (from + 1 + b % (count - 1)) % count;
        let (from, to) = (u32::from(from + 1) * 7, u32::from(to + 1) * 7);
        text += &match kind % 64 {
            0..24 => format!("Send {from} {to} {}\n", number % 12),
            24..40 => format!("Receive {to}\n"),
            40..54 => format!("Receive {to} {from}\n"),
            54..61 => format!("BeginSnapshot {from}\n"),
            61 => format!("ReceiveAll\nCollectState\nPrintSnapshot\nCreateNode {} {number}\n", number % 50),
            62 => "ReceiveAll\n".to_owned(),
            _ if number % 4 == 0 => format!("KillAll\nStartMaster\n{}", creations(1).collect::<String>()),
            _ => format!("Send {from} {to} 1000\n"),
        };
    }
    text + "ReceiveAll\nCollectState\n"
}
