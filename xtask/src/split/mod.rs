//! Splits the published page's module: what a first visit gets to comes first, everything else comes when the first picture stands.
//!
//! - [`visit`] has a browser visit the page and notes what it got to, with the counters of [`count`];
//! - [`outline`] makes functions of what it did not get to in the middle of other functions, with the help of [`liveness`];
//! - [`divide`] divides the module;
//! - [`glue`] teaches the page's script to put the parts together;
//! - [`module`] and [`code`] read and write modules and their instructions.
//!
//! A program that is divided does what it did before, whatever the visit was: what has not come yet is fetched when it is called.

mod code;
mod count;
mod divide;
mod glue;
mod liveness;
mod module;
mod outline;
#[cfg(test)]
mod tests;
mod visit;

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use self::module::Module;
use crate::{files, setup::node::Node, terminal, wasm_opt, workspace::Workspace};

/// What the name of the module that comes later ends with.
pub(crate) const REST: &str = "_rest.wasm";
const FIRST: &str = "_bg.wasm";

/// Splits the module in dist/, in place, and optimises both parts.
pub(crate) fn page(workspace: &Workspace, node: &Node, chrome: &Path) -> Result<()> {
    let dist = workspace.dist();
    let paths = files::all(&dist)?;
    let is_module = |path: &&PathBuf| path.parent() == Some(&dist) && path.to_string_lossy().ends_with(FIRST);
    let path = paths.iter().find(is_module).context("trunk built no module")?;
    let stem = path.to_string_lossy().trim_end_matches(FIRST).to_owned();
    let glue = fs::read_to_string(format!("{stem}.js")).context("trunk built no script for the module")?;
    let whole = Module::read(&fs::read(path)?)?;

    let visited = terminal::timed("visits", || visit::visited(workspace, node, chrome, &whole, path, &glue))?;
    let (first, rest, glue) = split(whole, &visited, &glue)?;
    let [first_path, rest_path] = [FIRST, REST].map(|end| format!("{stem}{end}"));
    fs::write(&first_path, first.write())?;
    fs::write(&rest_path, rest.write())?;
    fs::write(format!("{stem}.js"), &glue)?;
    for path in [&first_path, &rest_path] {
        wasm_opt::module(node, Path::new(path))?;
    }
    for path in
        paths.iter().filter(|path| path.parent() == Some(&dist) && path.extension().is_some_and(|end| end == "js"))
    {
        fs::write(path, glue::lean(&fs::read_to_string(path)?))?;
    }
    rename(&dist, &stem)
}

/// The first part, the rest, and the script that puts them together.
fn split(mut whole: Module, visited: &[bool], glue: &str) -> Result<(Module, Module, String)> {
    let mut later = Vec::new();
    let mut points = visited;
    for own in 0..whole.functions.len() {
        let count = count::points(&whole.functions[own])?;
        let (here, others) = points.split_at_checked(count).context("there are fewer counters than points")?;
        points = others;
        later.push(!here[0]);
        if here[0] {
            outline::outline(&mut whole, own, here)?;
        }
    }
    let regions = whole.functions.len() - later.len();
    let functions = later.iter().filter(|later| **later).count();
    terminal::note(format_args!(
        "{functions} of {} functions, and {regions} parts of others, can come later",
        later.len()
    ));
    later.resize(whole.functions.len(), true);
    let glue = glue::shortened(&mut whole, glue)?;
    let (first, rest, table) = divide::divide(&whole, &later)?;
    Ok((first, rest, glue::with_loader(&glue, &table)?))
}

/// Names the parts and their script after what is in them now, so that no browser puts parts of different versions together.
fn rename(dist: &Path, stem: &str) -> Result<()> {
    let ends = [FIRST, REST, ".js"];
    let mut hasher = DefaultHasher::new();
    for end in ends {
        fs::read(format!("{stem}{end}"))?.hash(&mut hasher);
    }
    let old = Path::new(stem).file_name().context("the module has no name")?.to_string_lossy().into_owned();
    let kind = old.rsplit_once('-').map_or(old.as_str(), |(kind, _)| kind);
    let new = format!("{kind}-{:016x}", hasher.finish());
    for end in ends {
        fs::rename(format!("{stem}{end}"), dist.join(format!("{new}{end}")))?;
    }
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).context("trunk built no page")?;
    fs::write(&index, page.replace(&old, &new))?;
    Ok(())
}
