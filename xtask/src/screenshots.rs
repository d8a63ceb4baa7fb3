//! `cargo xtask screenshots`: the README's pictures, taken of the published page.

use std::fs;

use anyhow::Result;

use crate::{
    dist,
    setup::{chrome::Browser, node::Node},
    workspace::Workspace,
};

/// Builds the page, opens it, and writes docs/pictures/.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let node = Node::ready(workspace)?;
    let browser = Browser::ready()?;
    dist::build(workspace, Some(&node), Some(&browser.chrome))?;
    let pictures = workspace.root().join("docs/pictures");
    fs::create_dir_all(&pictures)?;
    node.command()
        .arg("screenshots.mjs")
        .arg(pictures)
        .env("CHROME", browser.chrome)
        .env("DIST", workspace.dist())
        .run()
}
