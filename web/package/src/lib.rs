//! Scripts, run for JavaScript. What is here is wrapped by `js/shutter.js`, described by `js/shutter.d.ts` and by `docs/package.md`.
//!
//! Everything is a function of its arguments: nothing is kept from one call to the next. Whatever arguments come, what is wrong with
//! them is thrown as an error that names the function and the option.

mod options;

use js_sys::{Error, RangeError, TypeError};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use shutter_core::NodeId;
use shutter_core::causality::Cut;
use shutter_core::script::Level;
use shutter_formats::json::{self, Parts, level_name};
use shutter_formats::picture::{self, Form, Scene, Size, Theme, View};
use shutter_formats::{Execution, mermaid, shiviz};
use wasm_bindgen::prelude::*;

use options::Options;

/// What a script is called that was not given a name.
const NAME: &str = "script";

/// Runs a script: `run(script, options)`.
#[wasm_bindgen(skip_typescript)]
pub fn run(script: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let known = ["name", "keepGoing", "at", "events", "snapshots", "verdicts", "transcript"];
    let options = Options::of("run", options, &known)?;
    let name = options.text("name", NAME)?;
    let parts = Parts {
        events: options.flag("events", true)?,
        snapshots: options.flag("snapshots", true)?,
        verdicts: options.flag("verdicts", true)?,
        transcript: options.flag("transcript", true)?,
    };
    let execution = up_to_moment(read(script, &options)?, &options)?;
    let document = json::run_in_parts(&name, &execution, parts);
    document.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// Draws a moment of a run: `draw(script, options)`.
#[wasm_bindgen(skip_typescript)]
pub fn draw(script: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let known = [
        "name",
        "keepGoing",
        "at",
        "picture",
        "format",
        "theme",
        "width",
        "height",
        "node",
        "axis",
        "from",
        "to",
        "cut",
    ];
    let options = Options::of("draw", options, &known)?;
    let name = options.text("name", NAME)?;
    let view = options.choice("picture", &[("network", View::Network), ("space-time", View::SpaceTime)])?;
    let formats = [("svg", None), ("tikz", Some(Form::Document)), ("tikz-picture", Some(Form::Picture))];
    let tikz = options.choice("format", &formats)?;
    let themes = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];
    let theme = options.choice("theme", &themes)?;
    let size = match (options.number("width")?, options.number("height")?) {
        (Some(width), Some(height)) if width >= LEAST && height >= LEAST => Some(Size { width, height }),
        (None, None) => None,
        _ => {
            return Err(options.wrong("a picture is given both `width` and `height`, of 40 pixels or more, or neither"));
        }
    };
    let window = match (options.number("from")?, options.number("to")?) {
        (Some(from), Some(to)) if from < to => Some((from, to)),
        (None, None) => None,
        _ => return Err(options.wrong("`from` and `to` come together, and `from` is less")),
    };
    let by_depth = options.choice("axis", &[("order", false), ("depth", true)])?;
    let (node, cut) = (options.count("node")?.map(NodeId::new), options.pairs("cut")?);
    let cut = cut.map(|pairs| Cut::new(pairs.into_iter().map(|(node, at)| (NodeId::new(node), at as usize))));
    let mut execution = read_what_runs(script, &options)?;
    let events = at(&execution, &options)?.unwrap_or(execution.history().end().events);
    let scene = Scene { name: &name, view, events, size, theme, node, by_depth, window, cut: cut.as_ref() };
    let history = execution.history_mut();
    Ok(match tikz {
        None => picture::svg(history, &scene),
        Some(form) => picture::tikz(history, &scene, form),
    })
}

/// Pixels below which there is nothing to see.
const LEAST: f64 = 40.0;

/// Writes a run in the form of another program: `exportRun(script, options)`.
#[wasm_bindgen(js_name = exportRun, skip_typescript)]
pub fn export_run(script: &JsValue, options: &JsValue) -> Result<String, JsValue> {
    let options = Options::of("exportRun", options, &["name", "keepGoing", "at", "format"])?;
    let name = options.text("name", NAME)?;
    let formats = [("json", Format::Json), ("shiviz", Format::ShiViz), ("mermaid", Format::Mermaid)];
    let format = options.choice("format", &formats)?;
    // What is wrong with a script has a place in its document, and in no other form.
    let execution = if format == Format::Json { read(script, &options)? } else { read_what_runs(script, &options)? };
    let execution = up_to_moment(execution, &options)?;
    let (log, events) = (execution.history().log(), execution.history().end().events);
    let mut text = Vec::new();
    // Memory takes everything.
    let _ = match format {
        Format::Json => json::write(&json::run(&name, &execution), &mut text),
        Format::ShiViz => shiviz::write(log, events, &mut text),
        Format::Mermaid => return Ok(mermaid::text(log, events, &name)),
    };
    Ok(String::from_utf8(text).unwrap_or_default())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    ShiViz,
    Mermaid,
}

fn read(script: &JsValue, options: &Options) -> Result<Execution, JsValue> {
    let keep_going = options.flag("keepGoing", false)?;
    let Some(text) = script.as_string() else {
        return Err(TypeError::new(&options.said("the script is not a string")).into());
    };
    Ok(if keep_going { Execution::of_all_lines(text) } else { Execution::of(text) })
}

/// The run of a script, if there is one to be shown: with an error in its text, a script only runs if it is to keep going.
fn read_what_runs(script: &JsValue, options: &Options) -> Result<Execution, JsValue> {
    let execution = read(script, options)?;
    let first = json::diagnostics(&execution).next().filter(|first| first.level == level_name(Level::TextError));
    match first {
        Some(first) if !options.flag("keepGoing", false)? => {
            let line = first.place.line.unwrap_or(1);
            let said = options.said(&format!("nothing of the script runs: line {line}: {}", first.message));
            Err(Error::new(&said).into())
        }
        _ => Ok(execution),
    }
}

/// A run up to the moment that the options name.
fn up_to_moment(mut execution: Execution, options: &Options) -> Result<Execution, JsValue> {
    if let Some(at) = at(&execution, options)? {
        execution.cut(at);
    }
    Ok(execution)
}

/// The moment that the options name.
fn at(execution: &Execution, options: &Options) -> Result<Option<usize>, JsValue> {
    let at = options.count("at")?.map(|at| at as usize);
    let events = execution.history().end().events;
    if at.is_some_and(|at| at > events) {
        let said = options.said(&format!("`at` is beyond the run, which has {events} events"));
        return Err(RangeError::new(&said).into());
    }
    Ok(at)
}
