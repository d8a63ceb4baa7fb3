//! `shutter random`

use std::io;
use std::path::Path;

use shutter_core::workload::{self, Workload};

use crate::args::UsageError;
use crate::output::write;
use crate::status::Status;
use crate::{Streams, refuse};

/// Writes a script made by chance.
pub(crate) fn random(wanted: &Workload, file: Option<&Path>, streams: &mut Streams<'_>) -> io::Result<Status> {
    match workload::script(wanted) {
        Ok(text) => write(file, streams.output, |output| output.write_all(text.as_bytes())).map(|()| Status::Fine),
        Err(unfit) => Ok(refuse(&UsageError(unfit.to_string()), streams)),
    }
}
