//! Instructions of WebAssembly, read and written.

use anyhow::Result;
use wasmparser::{BinaryReader, Operator, OperatorsReader};

pub(super) const END: u8 = 0x0b;
pub(super) const CALL_INDIRECT: u8 = 0x11;
pub(super) const GET_LOCAL: u8 = 0x20;
pub(super) const SET_LOCAL: u8 = 0x21;
pub(super) const GET_GLOBAL: u8 = 0x23;
pub(super) const SET_GLOBAL: u8 = 0x24;
const CALL: u8 = 0x10;
const I32_CONST: u8 = 0x41;

/// Goes through the instructions of a function. The second of each pair are its bytes.
pub(super) fn instructions(code: &[u8]) -> impl Iterator<Item = Result<(Operator<'_>, &[u8])>> {
    let mut reader = OperatorsReader::new(BinaryReader::new(code, 0));
    std::iter::from_fn(move || {
        if reader.eof() {
            return None;
        }
        let from = reader.original_position();
        Some(match reader.read() {
            Ok(operator) => Ok((operator, &code[from..reader.original_position()])),
            Err(error) => Err(error.into()),
        })
    })
}

/// Writes an instruction with an index.
pub(super) fn with_index(out: &mut Vec<u8>, instruction: u8, index: u32) {
    out.push(instruction);
    unsigned(out, index);
}

/// Writes a call.
pub(super) fn call(out: &mut Vec<u8>, function: u32) {
    with_index(out, CALL, function);
}

/// Writes a constant of 32 bits.
pub(super) fn constant(out: &mut Vec<u8>, value: u32) {
    out.push(I32_CONST);
    signed(out, value.cast_signed());
}

/// Writes an unsigned number in LEB128.
pub(super) fn unsigned(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Writes a signed number in LEB128.
fn signed(out: &mut Vec<u8>, mut number: i32) {
    loop {
        let low = number.to_le_bytes()[0] & 0x7f;
        number >>= 7;
        let last = (number == 0 && low & 0x40 == 0) || (number == -1 && low & 0x40 != 0);
        out.push(if last { low } else { low | 0x80 });
        if last {
            return;
        }
    }
}
