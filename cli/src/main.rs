//! The binary `shutter`. What it does is in the library beside it.

use std::io::{self, BufWriter};
use std::process::ExitCode;

use shutter_cli::Streams;

/// A report of 1,000 nodes has a million lines: they go out in pieces of this many bytes.
const BUFFER: usize = 1 << 16;

fn main() -> ExitCode {
    let mut output = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let streams = Streams { input: &mut io::stdin().lock(), output: &mut output, errors: &mut io::stderr().lock() };
    shutter_cli::run(std::env::args_os().skip(1), streams).into()
}
