//! `cargo xtask dist`: the page as it is published.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    csp, offline,
    package::{self, Profile},
    page::Builder,
    setup::{chrome::Browser, node::Node},
    split, styles, terminal, test, wasm_opt,
    workspace::Workspace,
};

/// Builds dist/. Without Node it leaves one optimisation out, and says so.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let node = Node::present(workspace)?;
    let chrome = Browser::chrome()?;
    build(workspace, node.as_ref(), chrome.as_deref())?;
    test::budget::report(workspace)?;
    if node.is_none() {
        terminal::heading("the module was not optimised by wasm-opt: that needs Node 18 or newer, with npm");
        terminal::note("the page works, but it is larger and slower than it could be");
    } else if chrome.is_none() {
        terminal::heading(
            "the module was not split into what a first visit needs and the rest: that needs Chrome or Chromium",
        );
        terminal::note("the page works, but its first picture comes later than it could");
    }
    Ok(())
}

/// Builds dist/ with exactly the tools given.
pub(crate) fn build(workspace: &Workspace, node: Option<&Node>, chrome: Option<&Path>) -> Result<()> {
    let builder = Builder::for_publishing(workspace)?;
    let package = package::build(&builder, workspace, node, Profile::Web)?;
    builder.trunk(workspace)?.words("build --release").envs([package]).run()?;
    styles::join(workspace)?;
    match (node, chrome) {
        (Some(node), Some(chrome)) => split::page(workspace, node, chrome)?,
        (Some(node), None) => wasm_opt::folder(node, &workspace.dist())?,
        (None, _) => {}
    }
    let index = workspace.dist().join("index.html");
    let page = fs::read_to_string(&index).context("trunk built no page")?;
    fs::write(&index, csp::with_policy(&page)?)?;
    offline::add(workspace)
}
