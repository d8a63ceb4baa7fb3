//! Makes functions of what was never reached inside functions that were, so that it can go to the rest as they do.
//!
//! Large functions draw a part of the page in every case there is, and a first visit sees few cases. A region of such a function can be moved when
//! nothing jumps out of it, and when it leaves the stack of operands as it was. It takes the locals that it uses as parameters, and
//! returns those that it sets.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use wasmparser::{BlockType, ContType, FrameKind, FuncType, ModuleArity, Operator, RefType, SubType, ValType};

use super::{
    code::{END, GET_LOCAL, SET_LOCAL, call, instructions, with_index},
    liveness::Liveness,
    module::{Function, Module, number},
};

/// How many bytes a region must be larger than what remains in its place, so that it is worth a call.
const GAIN: usize = 12;

/// An instruction of a function, with what is known of it.
pub(super) struct Line<'a> {
    pub(super) operator: Operator<'a>,
    bytes: &'a [u8],
    /// Whether a visit got here.
    reached: bool,
    /// How many operands there are before it; nothing where no program can get.
    height: Option<u32>,
    /// How many operands it takes.
    takes: u32,
    /// Where its construct ends, if it begins one; where the next arm begins, if it is the first of two.
    pub(super) end: usize,
    pub(super) other: Option<usize>,
    /// Whether it, or something in its construct, jumps out of the construct.
    escapes: bool,
}

/// Moves regions of a function that were not reached to functions of their own, which are appended to the module.
/// `reached` says of each point, see [`super::count::is_point`], whether a visit got there.
pub(super) fn outline(module: &mut Module, own: usize, reached: &[bool]) -> Result<()> {
    let function = module.functions[own].clone();
    let lines = read(module, &function, reached)?;
    let mut regions = Vec::new();
    search(&lines, 0..lines.len() - 1, &mut regions);
    if regions.is_empty() {
        return Ok(());
    }
    let kinds = locals(module, &function);
    let liveness = Liveness::of(&lines, kinds.len());
    let mut code = Vec::with_capacity(function.code.len());
    let mut next = 0;
    for (from, to) in regions {
        let region = Region::new(&lines, from, to, &kinds, &liveness);
        if region.cost() + GAIN > region.size() {
            continue;
        }
        code.extend(lines[next..from].iter().flat_map(|line| line.bytes));
        next = to;
        let index = module.first_own() + number(module.functions.len());
        let made = region.function(module, &kinds);
        module.functions.push(made);
        region.parameters.iter().for_each(|&local| with_index(&mut code, GET_LOCAL, local));
        call(&mut code, index);
        region.results.iter().rev().for_each(|&local| with_index(&mut code, SET_LOCAL, local));
    }
    code.extend(lines[next..].iter().flat_map(|line| line.bytes));
    module.functions[own].code = code;
    Ok(())
}

/// The types of all locals, parameters first.
fn locals(module: &Module, function: &Function) -> Vec<ValType> {
    let own = function.locals.iter().flat_map(|&(count, kind)| std::iter::repeat_n(kind, count as usize));
    module.signature(function.kind).0.iter().copied().chain(own).collect()
}

/// Finds the largest regions that can be moved in a sequence of instructions, and in the constructs in it.
fn search(lines: &[Line<'_>], range: std::ops::Range<usize>, regions: &mut Vec<(usize, usize)>) {
    let mut at = range.start;
    while at < range.end {
        let line = &lines[at];
        if let (false, Some(height)) = (line.reached, line.height) {
            let to = longest(lines, at, range.end, height);
            if to > at {
                regions.push((at, to));
                at = to;
                continue;
            }
        }
        if line.end > at {
            let middle = line.other.unwrap_or(line.end);
            search(lines, at + 1..middle, regions);
            if middle < line.end {
                search(lines, middle + 1..line.end, regions);
            }
        }
        at = line.end + 1;
    }
}

/// The end of the longest region from there on that leaves the operands as they are.
fn longest(lines: &[Line<'_>], from: usize, end: usize, height: u32) -> usize {
    let mut last = from;
    let mut at = from;
    while at < end {
        let line = &lines[at];
        let Some(now) = line.height else { break };
        if now == height {
            last = at;
        }
        if line.escapes || now < height + line.takes {
            return last;
        }
        at = line.end + 1;
    }
    if at == end && lines[end].height == Some(height) { end } else { last }
}

struct Region<'a, 'b> {
    lines: &'a [Line<'b>],
    /// Locals whose values it needs, by type, then by index.
    parameters: Vec<u32>,
    /// Locals that it sets and that are needed after it, in the same order.
    results: Vec<u32>,
}

impl<'a, 'b> Region<'a, 'b> {
    fn new(lines: &'a [Line<'b>], from: usize, to: usize, kinds: &[ValType], liveness: &Liveness) -> Self {
        let mut used = BTreeSet::new();
        let mut set = BTreeSet::new();
        for line in &lines[from..to] {
            match line.operator {
                Operator::LocalGet { local_index } => {
                    used.insert(local_index);
                }
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    used.insert(local_index);
                    set.insert(local_index);
                }
                _ => {}
            }
        }
        let in_order = |locals: BTreeSet<u32>, at: usize| {
            let mut locals: Vec<_> = locals.into_iter().filter(|&local| liveness.before(at, local)).collect();
            locals.sort_by_key(|&local| rank(kinds[local as usize]));
            pad(&mut locals, kinds);
            locals
        };
        Self { lines: &lines[from..to], parameters: in_order(used, from), results: in_order(set, to) }
    }

    fn size(&self) -> usize {
        self.lines.iter().map(|line| line.bytes.len()).sum()
    }

    /// About how many bytes remain in its place.
    fn cost(&self) -> usize {
        2 * (self.parameters.len() + self.results.len()) + 7
    }

    /// The region as a function. Its locals are numbered anew, parameters first.
    fn function(&self, module: &mut Module, kinds: &[ValType]) -> Function {
        let of = |locals: &[u32]| locals.iter().map(|&local| kinds[local as usize]).collect::<Vec<_>>();
        let kind = module.kind_of(&of(&self.parameters), &of(&self.results));
        let mut numbers = self.parameters.clone();
        let mut rename = |local: u32| {
            let known = numbers.iter().position(|&other| other == local);
            number(known.unwrap_or_else(|| {
                numbers.push(local);
                numbers.len() - 1
            }))
        };
        let mut code = Vec::new();
        for line in self.lines {
            match line.operator {
                Operator::LocalGet { local_index }
                | Operator::LocalSet { local_index }
                | Operator::LocalTee { local_index } => with_index(&mut code, line.bytes[0], rename(local_index)),
                _ => code.extend(line.bytes),
            }
        }
        self.results.iter().for_each(|&local| with_index(&mut code, GET_LOCAL, rename(local)));
        code.push(END);
        let locals = numbers[self.parameters.len()..].iter().map(|&local| (1, kinds[local as usize])).collect();
        Function { kind, locals, code }
    }
}

/// Names the last of the integers more than once, so that there are fewer types of functions: each costs more than what is passed too often.
fn pad(locals: &mut Vec<u32>, kinds: &[ValType]) {
    let count = locals.iter().take_while(|&&local| kinds[local as usize] == ValType::I32).count();
    if let (Some(&last), Some(&enough)) = (locals[..count].last(), COUNTS.iter().find(|&&enough| enough >= count)) {
        locals.splice(count..count, std::iter::repeat_n(last, enough - count));
    }
}

/// How many integers the types of outlined functions have.
const COUNTS: [usize; 9] = [2, 4, 6, 8, 12, 16, 24, 32, 64];

/// Equal types stand together, so that there are fewer types of functions.
fn rank(kind: ValType) -> u8 {
    match kind {
        ValType::I32 => 0,
        ValType::I64 => 1,
        ValType::F32 => 2,
        ValType::F64 => 3,
        ValType::V128 => 4,
        ValType::Ref(RefType::EXTERNREF) => 5,
        ValType::Ref(_) => 6,
    }
}

/// A construct that is open.
struct Frame {
    /// Where it began; nothing for the function itself.
    start: Option<usize>,
    block: BlockType,
    kind: FrameKind,
    /// How many operands there were before those that it takes.
    base: u32,
}

/// What [`Operator::operator_arity`] asks for.
struct Arities<'a> {
    module: &'a Module,
    frames: Vec<Frame>,
}

impl ModuleArity for Arities<'_> {
    fn sub_type_at(&self, kind: u32) -> Option<&SubType> {
        self.module.types.get(kind as usize)
    }

    fn tag_type_arity(&self, _: u32) -> Option<(u32, u32)> {
        None
    }

    fn type_index_of_function(&self, function: u32) -> Option<u32> {
        Some(self.module.kind(function))
    }

    fn func_type_of_cont_type(&self, _: &ContType) -> Option<&FuncType> {
        None
    }

    fn sub_type_of_ref_type(&self, _: &RefType) -> Option<&SubType> {
        None
    }

    fn control_stack_height(&self) -> u32 {
        number(self.frames.len())
    }

    fn label_block(&self, depth: u32) -> Option<(BlockType, FrameKind)> {
        let frame = self.frames.iter().rev().nth(depth as usize)?;
        Some((frame.block, frame.kind))
    }
}

/// Reads the instructions of a function.
pub(super) fn read<'a>(module: &Module, function: &'a Function, reached: &[bool]) -> Result<Vec<Line<'a>>> {
    let whole = Frame { start: None, block: BlockType::FuncType(function.kind), kind: FrameKind::Block, base: 0 };
    let mut arities = Arities { module, frames: vec![whole] };
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut height = Some(0);
    let mut points = reached.iter();
    let mut point = || points.next().copied().context("there are fewer counters than points");
    let mut now = point()?;
    let mut depth = 1;
    for instruction in instructions(&function.code) {
        let (operator, bytes) = instruction?;
        let (takes, gives) = operator.operator_arity(&arities).context("an instruction of unknown effect")?;
        let at = lines.len();
        let mut line = Line {
            bytes,
            reached: now,
            height,
            takes,
            end: at,
            other: None,
            escapes: false,
            operator: operator.clone(),
        };
        match &operator {
            Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty } => {
                let kind = match operator {
                    Operator::Loop { .. } => FrameKind::Loop,
                    Operator::If { .. } => FrameKind::If,
                    _ => FrameKind::Block,
                };
                let base = height.unwrap_or(0).saturating_sub(takes);
                arities.frames.push(Frame { start: Some(at), block: *blockty, kind, base });
                height = height.map(|height| height - takes + gives);
            }
            Operator::Else => {
                let frame = arities.frames.last_mut().context("an arm of nothing")?;
                frame.kind = FrameKind::Else;
                let start = frame.start.context("an arm of nothing")?;
                height = lines[start].height.map(|_| frame.base + gives);
                lines[start].other = Some(at);
            }
            Operator::End => {
                let frame = arities.frames.pop().context("an end of nothing")?;
                if let Some(start) = frame.start {
                    lines[start].end = at;
                    height = lines[start].height.map(|_| frame.base + gives);
                }
            }
            Operator::Br { .. } | Operator::BrTable { .. } | Operator::Return | Operator::Unreachable => height = None,
            _ => height = height.map(|height| height - takes + gives),
        }
        line.escapes = escape(&operator, &arities, &mut lines);
        lines.push(line);
        if super::count::is_point(&operator, &mut depth) {
            now = point()?;
        }
    }
    Ok(lines)
}

/// Notes which constructs an instruction jumps out of. Returns whether it is a jump itself: alone, it always leaves what it is in.
fn escape(operator: &Operator<'_>, arities: &Arities<'_>, lines: &mut [Line<'_>]) -> bool {
    let out_of = match operator {
        Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => *relative_depth as usize,
        Operator::BrTable { targets } => {
            let all = targets.targets().filter_map(Result::ok).chain([targets.default()]);
            all.max().unwrap_or_default() as usize
        }
        Operator::Return => arities.frames.len(),
        // It is left where it is, for what comes after it depends on it.
        Operator::Unreachable => return true,
        _ => return false,
    };
    for frame in arities.frames.iter().rev().take(out_of) {
        if let Some(start) = frame.start {
            lines[start].escapes = true;
        }
    }
    true
}
