//! Counters: which parts of which functions does a program get to?

use anyhow::Result;
use wasmparser::{ExternalKind, MemoryType, Operator};

use super::{
    code::{constant, instructions, unsigned},
    module::{Function, Module, number},
};

/// The name under which the counters can be read from outside: a memory with a byte for each.
pub(super) const EXPORT: &str = "visited";

const PAGE: usize = 65536;

/// Adds counters to a module: a byte for each [`is_point`] of its own functions, in their order, which is 1 once the program was there.
pub(super) fn with_counters(module: &Module) -> Result<Module> {
    let mut counted = module.clone();
    let memory = number(module.memories.len());
    let mut next = 0;
    for function in &mut counted.functions {
        let mut code = Vec::with_capacity(function.code.len() * 3);
        mark(&mut code, memory, &mut next);
        let mut depth = 1;
        for instruction in instructions(&function.code) {
            let (operator, bytes) = instruction?;
            code.extend(bytes);
            if is_point(&operator, &mut depth) {
                mark(&mut code, memory, &mut next);
            }
        }
        function.code = code;
    }
    let pages = (next as usize).div_ceil(PAGE) as u64;
    counted.memories.push(MemoryType { initial: pages, maximum: Some(pages), ..module.memories[0] });
    counted.export(ExternalKind::Memory, memory, EXPORT)?;
    Ok(counted)
}

/// How many points a function has.
pub(super) fn points(function: &Function) -> Result<usize> {
    let (mut count, mut depth) = (1, 1);
    for instruction in instructions(&function.code) {
        count += usize::from(is_point(&instruction?.0, &mut depth));
    }
    Ok(count)
}

/// Whether a program may get to what comes after an instruction without having got to what was before it, or the other way round.
/// The beginning of a function is such a point too. `depth` is how deep the instruction is nested, 1 at the beginning.
pub(super) fn is_point(operator: &Operator<'_>, depth: &mut u32) -> bool {
    match operator {
        Operator::Block { .. } => *depth += 1,
        Operator::Loop { .. } | Operator::If { .. } => {
            *depth += 1;
            return true;
        }
        Operator::End => {
            *depth -= 1;
            return *depth > 0;
        }
        Operator::Else | Operator::BrIf { .. } => return true,
        _ => {}
    }
    false
}

/// Stores 1 in the next counter.
fn mark(code: &mut Vec<u8>, memory: u32, next: &mut u32) {
    constant(code, *next);
    // The value, then `i32.store8` without an offset, aligned by a byte, with the number of the memory said.
    code.extend([0x41, 1, 0x3a, 0x40]);
    unsigned(code, memory);
    code.push(0);
    *next += 1;
}
