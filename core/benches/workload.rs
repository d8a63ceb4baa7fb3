//! Scripts to measure with: made from a seed, so that native and browser benchmarks run the same.

use std::fmt::Write as _;

/// A small generator of numbers (xorshift64*, Vigna 2016): the same numbers on every machine.
pub struct Numbers(u64);

impl Numbers {
    /// Starts from a seed other than 0.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    }
}

/// A bank of `nodes` nodes and about `commands` commands: sends and receives in equal parts, and a snapshot now and then.
pub fn traffic(nodes: u64, commands: usize) -> String {
    let mut numbers = Numbers::new(42);
    let mut text = String::with_capacity(commands * 13);
    for node in 1..=nodes {
        let _ = writeln!(text, "CreateNode {node} 1000000");
    }
    for command in nodes as usize..commands {
        let from = 1 + numbers.below(nodes);
        let to = 1 + (from + numbers.below(nodes - 1)) % nodes;
        let _ = match command % 2 {
            _ if command % 100_000 == 99_999 => writeln!(text, "BeginSnapshot {from}"),
            0 => writeln!(text, "Send {from} {to} {}", numbers.below(1000)),
            _ => writeln!(text, "Receive {to}"),
        };
    }
    text
}

/// One snapshot on a full mesh of `nodes` nodes, delivered to the end: n·(n-1) markers.
pub fn mesh(nodes: u64) -> String {
    let mut text = String::new();
    for node in 1..=nodes {
        let _ = writeln!(text, "CreateNode {node} 1000");
    }
    text.push_str("BeginSnapshot 1\nReceiveAll\n");
    text
}
