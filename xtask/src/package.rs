//! The package for JavaScript: web/package, compiled, with what is written by hand around it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{page::Builder, setup::node::Node, wasm_opt, workspace::Workspace};

/// Trunk's hook takes the built package from the folder that this variable names.
const VARIABLE: &str = "SHUTTER_PACKAGE";

/// How it is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quickly.
    Dev,
    /// As it is published.
    Web,
}

/// Builds it, and returns the variable that brings it into what trunk builds.
pub(crate) fn build(
    builder: &Builder,
    workspace: &Workspace,
    node: Option<&Node>,
    profile: Profile,
) -> Result<(String, std::ffi::OsString)> {
    let folder = workspace.web_target().join("package");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let (name, built) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Web => ("web", "web"),
    };
    builder.cargo(workspace).words("build --package shutter-package --profile").arg(name).run()?;
    let module = format!("wasm32-unknown-unknown/{built}/shutter_package.wasm");
    builder
        .wasm_bindgen()
        .words("--target web --no-typescript --omit-default-module-path --out-name shutter_wasm --out-dir")
        .arg(&folder)
        .arg(workspace.web_target().join(module))
        .run()?;
    if let Some(node) = node {
        wasm_opt::folder(node, &folder)?;
    }
    copy(&workspace.root().join("web/package/js"), &folder)?;
    number(&folder.join("package.json"), &workspace.locked_version("shutter-package")?)?;
    Ok((VARIABLE.to_owned(), folder.into()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("could not read {}", from.display()))? {
        let path: PathBuf = entry?.path();
        if let Some(name) = path.file_name() {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// Writes the version of the workspace where npm looks for it.
fn number(manifest: &Path, version: &str) -> Result<()> {
    let text = fs::read_to_string(manifest)?;
    let (before, after) = text.split_once("\"version\": \"0.0.0\"").context("package.json has another version")?;
    fs::write(manifest, format!("{before}\"version\": \"{version}\"{after}"))?;
    Ok(())
}
