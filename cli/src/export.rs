//! `shutter export FILE`, and `shutter svg FILE`

use std::fs;
use std::io::{self, Write};

use shutter_formats::picture::{self, Scene};
use shutter_formats::{Execution, Outcome, json, mermaid, shiviz};

use crate::args::{ExportOptions, Format, UsageError};
use crate::input::Source;
use crate::output::write;
use crate::reporter::Reporter;
use crate::status::Status;
use crate::{Streams, refuse};

/// Runs a script as a whole, and writes it, or a moment of it, in another form.
pub(crate) fn export(source: &Source, options: &ExportOptions, streams: &mut Streams<'_>) -> io::Result<Status> {
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
    let was_run = execution.outcome() != Outcome::TextError;
    if was_run && is_in_run {
        let name = source.name();
        let scene = Scene { name: &name, view: options.view, events: options.at.unwrap_or(events), ..Scene::default() };
        write(options.output.as_deref(), streams.output, |output| {
            write_as(options.format, &mut execution, &scene, output)
        })?;
    }
    reporter.execution(&source.name(), &execution);
    drop(reporter);
    if !was_run || is_in_run {
        return Ok(execution.outcome().into());
    }
    let plural = if events == 1 { "event" } else { "events" };
    Ok(refuse(&UsageError(format!("`--at` is beyond the run, which has {events} {plural}")), streams))
}

fn write_as(format: Format, execution: &mut Execution, scene: &Scene<'_>, output: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Svg => output.write_all(picture::svg(execution.history_mut(), scene).as_bytes()),
        Format::Tikz(form) => output.write_all(picture::tikz(execution.history_mut(), scene, form).as_bytes()),
        Format::Json => json::write(&json::run(scene.name, execution), output),
        Format::ShiViz => shiviz::write(execution.history().log(), scene.events, output),
        Format::Mermaid => {
            let text = mermaid::text(execution.history().log(), scene.events, scene.name);
            output.write_all(text.as_bytes())
        }
    }
}

/// A slip of the hand that would cost somebody a script.
fn replaced_script(source: &Source, options: &ExportOptions) -> Option<UsageError> {
    let (Source::File(script), Some(output)) = (source, &options.output) else { return None };
    let is_same = fs::canonicalize(script).ok()? == fs::canonicalize(output).ok()?;
    is_same.then(|| UsageError(format!("`-o` would replace the script `{}`", script.to_string_lossy())))
}
