//! What a first visit gets to.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::{count, module::Module};
use crate::{files, setup::node::Node, workspace::Workspace};

/// Has a browser visit the page in dist/, whose module and script are given. Returns for each point of the module whether it got there.
pub(super) fn visited(
    workspace: &Workspace,
    node: &Node,
    chrome: &Path,
    module: &Module,
    path: &Path,
    glue: &str,
) -> Result<Vec<bool>> {
    let (dist, copy) = (workspace.dist(), workspace.web_target().join("visit"));
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    for file in files::all(&dist)? {
        let to = copy.join(file.strip_prefix(&dist)?);
        fs::create_dir_all(to.parent().context("a file is nowhere")?)?;
        fs::copy(&file, to)?;
    }
    let at = copy.join(path.strip_prefix(&dist)?);
    fs::write(&at, count::with_counters(module)?.write())?;
    // How the visitor gets at the counters.
    let script = at.to_string_lossy().replace("_bg.wasm", ".js");
    fs::write(script, format!("{glue}\nexport const visited = () => wasm.{}.buffer;\n", count::EXPORT))?;
    let result = workspace.web_target().join("visited");
    node.command().arg("firstvisit.mjs").arg(&copy).arg(&result).env("CHROME", chrome).run()?;
    let visited: Vec<_> = fs::read(&result)?.into_iter().map(|byte| byte != 0).collect();
    ensure!(visited.contains(&true), "the visit of the page got nowhere");
    Ok(visited)
}
