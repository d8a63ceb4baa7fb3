//! `shutter svg FILE`

use std::fs;
use std::io;
use std::path::Path;

use shutter_core::event::Event;
use shutter_core::history::History;
use shutter_diagram::network::{NetworkPicture, Size};
use shutter_diagram::space_time::{Axis, SpaceTime, Timeline, View as Window, cut_of_snapshot};
use shutter_diagram::svg::{self, DrawnCut, Shown};

use crate::args::{SvgOptions, UsageError, View};
use crate::execution::Execution;
use crate::input::Source;
use crate::reporter::{Reporter, on_one_line};
use crate::status::Status;
use crate::{Streams, refuse, unless_nobody_reads};

const NETWORK: Size = Size { width: 960.0, height: 600.0 };
/// Cuts that are drawn at most, the newest: more lines would show nothing.
const MOST_CUTS: usize = 100;

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
    let events = execution.history.end().events;
    let is_in_run = options.at.is_none_or(|at| at <= events);
    if execution.status != Status::TextError && is_in_run {
        let picture = draw(&mut execution.history, &source.name(), options);
        write(&picture, options.output.as_deref(), streams.output)?;
    }
    reporter.execution(&source.name(), &execution);
    drop(reporter);
    if execution.status == Status::TextError || is_in_run {
        return Ok(execution.status);
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

fn draw(history: &mut History, name: &str, options: &SvgOptions) -> String {
    let end = history.end().events;
    let events = options.at.unwrap_or(end);
    let moment = options.at.map_or(history.end(), |at| history.moment_of_event(at));
    let title = |what| format!("{name}: {what} after {events} of {end} events");
    match options.view {
        View::Network => {
            history.seek(moment);
            svg::network(&NetworkPicture::of(history, NETWORK, None), &title("network"))
        }
        View::SpaceTime => {
            let cuts = cuts(history, events);
            let timeline = Timeline::of(history.log());
            let axis = Axis::order(history.log(), &timeline);
            let window = Window::fit(&axis, size(&timeline));
            let diagram = SpaceTime::of(history.log(), &timeline, &axis, window);
            svg::space_time(&diagram, Shown { events, cuts: &cuts }, &title("space-time diagram"))
        }
    }
}

/// As wide and high as the run needs, within reason: what does not fit is drawn smaller.
#[allow(clippy::cast_precision_loss)] // small next to what a float can count
fn size(timeline: &Timeline) -> Size {
    let (events, rows) = (timeline.event_count() as f64, timeline.row_count().max(1) as f64);
    let row = (900.0 / rows).clamp(14.0, 64.0);
    Size { width: (events * 14.0 + 140.0).clamp(640.0, 2400.0), height: rows * row + 48.0 }
}

/// The cuts of the snapshots that are complete after so many events, in all banks until then.
fn cuts(history: &mut History, events: usize) -> Vec<DrawnCut> {
    let log = history.log().events()[..events].iter();
    let kills = log.enumerate().filter(|(_, event)| **event == Event::Killed).map(|(at, _)| at);
    let mut moments: Vec<usize> = kills.collect();
    moments.push(events);
    let mut cuts = Vec::new();
    for moment in moments.into_iter().rev() {
        history.seek(history.moment_of_event(moment));
        let cluster = history.state().cluster();
        // What ended has been seen at the moment before its end.
        if cluster.is_ended() {
            continue;
        }
        let complete = cluster.snapshots().rev().filter(|snapshot| snapshot.completed_at().is_some());
        cuts.extend(
            complete.take(MOST_CUTS - cuts.len()).map(|snapshot| DrawnCut {
                snapshot: Some(snapshot.id()),
                positions: cut_of_snapshot(cluster, snapshot),
            }),
        );
        if cuts.len() >= MOST_CUTS {
            break;
        }
    }
    cuts
}
