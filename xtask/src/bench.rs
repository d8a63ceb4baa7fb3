//! `cargo xtask bench`: benchmarks, compiled for this machine and for a browser.

use std::fs;

use anyhow::Result;

use crate::{
    dist,
    page::Builder,
    process::Cmd,
    setup::{chrome::Browser, node::Node},
    terminal, wasm_opt,
    workspace::Workspace,
};

/// Measures everything, or what has the filter in its name.
pub(crate) fn run(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    native(workspace, filter)?;
    in_browser(workspace, filter)?;
    match filter {
        None | Some("page") => page(workspace),
        Some(_) => Ok(()),
    }
}

fn native(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    terminal::heading("the core, compiled for this machine");
    let mut command = workspace.cargo().words("bench --package shutter-core --benches");
    if let Some(filter) = filter {
        command = command.arg("--").arg(filter);
    }
    command.run()
}

/// Frames of the published page, while a run is dragged, zoomed and moved.
fn page(workspace: &Workspace) -> Result<()> {
    terminal::heading("the published page");
    let node = Node::ready(workspace)?;
    let browser = Browser::ready()?;
    dist::build(workspace, Some(&node), Some(&browser.chrome))?;
    node.command().arg("frames.mjs").env("CHROME", browser.chrome).run()
}

/// The module is built and optimised as the published page is, so that the numbers are the page's.
fn in_browser(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    terminal::heading("the same, compiled for a browser");
    let builder = Builder::for_publishing(workspace)?;
    let node = Node::ready(workspace)?;
    let browser = Browser::ready()?;
    builder.cargo(workspace).words("build --package shutter-tests --bin bench --profile web").run()?;
    let folder = workspace.web_target().join("bench");
    fs::create_dir_all(&folder)?;
    builder
        .wasm_bindgen()
        .words("--target web --no-typescript --out-dir")
        .arg(&folder)
        .arg(workspace.web_target().join("wasm32-unknown-unknown/web/bench.wasm"))
        .run()?;
    wasm_opt::folder(&node, &folder)?;
    fs::copy(workspace.page_tests().join("bench.html"), folder.join("index.html"))?;
    let command = node.command().arg("bench.mjs").arg(&folder).env("CHROME", browser.chrome);
    filter.into_iter().fold(command, Cmd::arg).run()
}
