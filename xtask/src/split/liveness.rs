//! Which locals of a function are still needed, before each of its instructions.

use wasmparser::Operator;

use super::outline::Line;

/// For each instruction, a bit for each local.
pub(super) struct Liveness {
    words: usize,
    bits: Vec<u64>,
}

impl Liveness {
    /// Goes backward through a function, as often as its loops make something new known.
    pub(super) fn of(lines: &[Line<'_>], locals: usize) -> Self {
        let words = locals.div_ceil(64).max(1);
        let mut liveness = Self { words, bits: vec![0; words * (lines.len() + 1)] };
        let labels = labels(lines);
        while liveness.pass(lines, &labels) {}
        liveness
    }

    /// Whether the value that a local has before an instruction is needed.
    pub(super) fn before(&self, at: usize, local: u32) -> bool {
        let local = local as usize;
        self.bits[at * self.words + local / 64] >> (local % 64) & 1 == 1
    }

    fn pass(&mut self, lines: &[Line<'_>], labels: &[Vec<usize>]) -> bool {
        let mut changed = false;
        let mut now = vec![0; self.words];
        for at in (0..lines.len()).rev() {
            now.fill(0);
            successors(at, &lines[at], &labels[at], |next| {
                for (word, more) in now.iter_mut().zip(&self.bits[next * self.words..]) {
                    *word |= more;
                }
            });
            match lines[at].operator {
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    now[local_index as usize / 64] &= !(1 << (local_index % 64));
                }
                Operator::LocalGet { local_index } => now[local_index as usize / 64] |= 1 << (local_index % 64),
                _ => {}
            }
            let here = &mut self.bits[at * self.words..][..self.words];
            if here != now {
                here.copy_from_slice(&now);
                changed = true;
            }
        }
        changed
    }
}

/// Where each instruction may jump to.
fn labels(lines: &[Line<'_>]) -> Vec<Vec<usize>> {
    // Where a jump to each open construct leads; out of the function leads to after its last instruction.
    let mut open = vec![lines.len()];
    let mut labels = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let label = |depth: u32| open[open.len() - 1 - depth as usize];
        labels.push(match &line.operator {
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => vec![label(*relative_depth)],
            Operator::BrTable { targets } => {
                targets.targets().filter_map(Result::ok).chain([targets.default()]).map(label).collect()
            }
            // Past its first arm, an `if` goes on at its second, or at its end.
            Operator::If { .. } => vec![line.other.unwrap_or(line.end) + 1],
            // Here a first arm has come to its end.
            Operator::Else => vec![label(0)],
            _ => Vec::new(),
        });
        match line.operator {
            Operator::Block { .. } | Operator::If { .. } => open.push(line.end + 1),
            Operator::Loop { .. } => open.push(at),
            Operator::End => {
                open.pop();
            }
            _ => {}
        }
    }
    labels
}

fn successors(at: usize, line: &Line<'_>, labels: &[usize], mut each: impl FnMut(usize)) {
    labels.iter().copied().for_each(&mut each);
    match line.operator {
        Operator::Br { .. } | Operator::BrTable { .. } | Operator::Return | Operator::Unreachable | Operator::Else => {}
        _ => each(at + 1),
    }
}
