//! Where what was made goes.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::reporter::on_one_line;
use crate::unless_nobody_reads;

/// Writes something to a file, or to standard output when there is none.
pub(crate) fn write(
    file: Option<&Path>,
    output: &mut dyn Write,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let Some(file) = file else {
        return unless_nobody_reads(content(&mut *output).and_then(|()| output.flush()));
    };
    let named = |error| io::Error::other(format!("{}: {error}", on_one_line(&file.to_string_lossy())));
    let mut writer = BufWriter::new(File::create(file).map_err(named)?);
    content(&mut writer).and_then(|()| writer.flush()).map_err(named)
}
