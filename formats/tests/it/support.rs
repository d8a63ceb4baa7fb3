//! Runs to write.

use shutter_core::history::History;
use shutter_core::script::Script;
use shutter_core::workload::{self, Numbers, Workload};

/// The run of a text.
pub(crate) fn run(text: &str) -> History {
    History::of(&Script::parse(text))
}

/// Many scripts: of one bank or of several, with waits, refused sends and overlapping snapshots; some end early.
pub(crate) fn scripts(count: u64) -> impl Iterator<Item = String> {
    (0..count).map(|seed| {
        let mut numbers = Numbers::new(seed);
        let mut below = |bound| u32::try_from(numbers.below(bound)).unwrap();
        let mut text = String::new();
        for _ in 0..=below(3) {
            let (nodes, commands) = (2 + below(5), below(50));
            let snapshots = below(4).min(commands);
            let bank = workload::script(&Workload { nodes, commands, snapshots, seed }).unwrap();
            let lines = bank.lines().count().saturating_sub(if below(2) == 0 { below(12) as usize } else { 0 });
            bank.lines().take(lines).for_each(|line| text = format!("{text}{line}\n"));
            text += "KillAll\n";
        }
        if below(2) == 0 { text.trim_end_matches("KillAll\n").to_owned() } else { text }
    })
}
