//! `cargo xtask dist`: the page as it is published.

use std::fs;

use anyhow::{Context, Result};

use crate::{
    csp, offline,
    package::{self, Profile},
    page::Builder,
    setup::node::Node,
    terminal, test, wasm_opt,
    workspace::Workspace,
};

/// Builds dist/. Without Node it leaves one optimisation out, and says so.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let node = Node::present(workspace)?;
    build(workspace, node.as_ref())?;
    test::budget::report(workspace)?;
    if node.is_none() {
        terminal::heading("the module was not optimised by wasm-opt: that needs Node 18 or newer, with npm");
        terminal::note("the page works, but it is larger and slower than it could be");
    }
    Ok(())
}

/// Builds dist/ with exactly the tools given.
pub(crate) fn build(workspace: &Workspace, node: Option<&Node>) -> Result<()> {
    let builder = Builder::for_publishing(workspace)?;
    let package = package::build(&builder, workspace, node, Profile::Web)?;
    builder.trunk(workspace)?.words("build --release").envs([package]).run()?;
    if let Some(node) = node {
        wasm_opt::folder(node, &workspace.dist())?;
    }
    let index = workspace.dist().join("index.html");
    let page = fs::read_to_string(&index).context("trunk built no page")?;
    fs::write(&index, csp::with_policy(&page)?)?;
    offline::add(workspace)
}
