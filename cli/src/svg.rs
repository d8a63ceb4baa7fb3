//! `shutter svg FILE`

use std::fs;
use std::io;
use std::path::Path;

use shutter_formats::picture::{self, Scene};
use shutter_formats::{Execution, Outcome};

use crate::args::{SvgOptions, UsageError};
use crate::input::Source;
use crate::reporter::{Reporter, on_one_line};
use crate::status::Status;
use crate::{Streams, refuse, unless_nobody_reads};

/// Runs a script as a whole, and draws a moment of it.
pub(crate) fn svg(source: &Source, options: &SvgOptions, streams: &mut Streams<'_>) -> io::Result<Status> {
    if let Some(error) = replaced_script(source, options) {
        return Ok(refuse(&error, streams));
    }
    let mut reporter = Reporter::new(streams.errors);
    let text = match source.read(streams.input) {
        Ok(text) => text,
        Err(fault) => {
            reporter.input(&source.name(), &fault);
            return Ok(fault.status());
        }
    };
    let mut execution = Execution::of(text);
    let events = execution.history().end().events;
    let is_in_run = options.at.is_none_or(|at| at <= events);
    let can_be_drawn = execution.outcome() != Outcome::TextError;
    if can_be_drawn && is_in_run {
        let name = source.name();
        let scene = Scene { name: &name, view: options.view, events: options.at.unwrap_or(events), ..Scene::default() };
        let picture = picture::svg(execution.history_mut(), &scene);
        write(&picture, options.output.as_deref(), streams.output)?;
    }
    reporter.execution(&source.name(), &execution);
    drop(reporter);
    if !can_be_drawn || is_in_run {
        return Ok(execution.outcome().into());
    }
    let plural = if events == 1 { "event" } else { "events" };
    Ok(refuse(&UsageError(format!("`--at` is beyond the run, which has {events} {plural}")), streams))
}

/// A slip of the hand that would cost somebody a script.
fn replaced_script(source: &Source, options: &SvgOptions) -> Option<UsageError> {
    let (Source::File(script), Some(output)) = (source, &options.output) else { return None };
    let is_same = fs::canonicalize(script).ok()? == fs::canonicalize(output).ok()?;
    is_same.then(|| UsageError(format!("`-o` would replace the script `{}`", script.to_string_lossy())))
}

fn write(picture: &str, file: Option<&Path>, output: &mut dyn io::Write) -> io::Result<()> {
    let Some(file) = file else {
        return unless_nobody_reads(output.write_all(picture.as_bytes()).and_then(|()| output.flush()));
    };
    let named = |error| io::Error::other(format!("{}: {error}", on_one_line(&file.to_string_lossy())));
    fs::write(file, picture).map_err(named)
}
