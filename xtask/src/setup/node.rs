//! Node, for the whole-page tests and for wasm-opt; and the packages that they use.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result, ensure};

use super::distribution::Package;
use crate::{
    process::{Cmd, on_path},
    terminal,
    workspace::Workspace,
};

const OLDEST: u32 = 18;

const NODE: Package = Package {
    what: "Node",
    why: "runs the whole-page tests and the optimiser of the published page",
    debian: &["nodejs"],
    ubuntu: None,
    elsewhere: ELSEWHERE,
};

const NPM: Package = Package {
    what: "npm",
    why: "installs what the whole-page tests use",
    debian: &["npm"],
    ubuntu: None,
    elsewhere: ELSEWHERE,
};

const ELSEWHERE: &str = "Install Node 18 or newer with npm, from https://nodejs.org or your system's packages. \
                         Fedora: `sudo dnf install nodejs npm`. macOS: `brew install node`.";

/// Node with the packages of tests/page.
pub(crate) struct Node {
    program: PathBuf,
    package: PathBuf,
}

impl Node {
    /// Finds Node and the packages, or installs what is missing.
    pub(crate) fn ready(workspace: &Workspace) -> Result<Self> {
        // npm comes with Node in some distributions, and apart from it in others.
        for (program, package) in [("node", &NODE), ("npm", &NPM)] {
            if on_path(program).is_none() {
                package.install()?;
            }
        }
        Self::with_packages(workspace)
    }

    /// The same, but `None` rather than an installation of Node, or where it is too old.
    pub(crate) fn present(workspace: &Workspace) -> Result<Option<Self>> {
        if on_path("npm").is_none() || program().is_err() {
            return Ok(None);
        }
        Self::with_packages(workspace).map(Some)
    }

    fn with_packages(workspace: &Workspace) -> Result<Self> {
        let node = Self { program: program()?, package: workspace.page_tests() };
        if node.is_stale() {
            terminal::heading("the packages of tests/page are missing or older than their lock file");
            terminal::timed("npm ci", || Cmd::new("npm").arg("ci").dir(&node.package).run())
                .context("the packages of the whole-page tests could not be installed")?;
        }
        Ok(node)
    }

    /// Whether npm has yet to install what the lock file says. Its own note of what it installed is the last thing
    /// that it writes.
    fn is_stale(&self) -> bool {
        let installed = changed(&self.package.join("node_modules/.package-lock.json"));
        installed.is_none() || installed < changed(&self.package.join("package-lock.json"))
    }

    /// `node`, run in tests/page.
    pub(crate) fn command(&self) -> Cmd {
        Cmd::new(&self.program).dir(&self.package)
    }

    /// A program of one of the packages, run in tests/page.
    pub(crate) fn tool(&self, path: &str) -> Cmd {
        self.command().arg(Path::new("node_modules").join(path))
    }
}

/// Node itself, new enough.
fn program() -> Result<PathBuf> {
    let program = on_path("node").with_context(|| format!("there is no Node. {ELSEWHERE}"))?;
    let version = Cmd::new(&program).arg("--version").read()?;
    ensure!(major(&version) >= Some(OLDEST), "Node is {version}, and {OLDEST} or newer is needed. {ELSEWHERE}");
    Ok(program)
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_compare_by_number() {
        assert!(major("v20.20.2") >= Some(OLDEST));
        assert!(major("v8.17.0") < Some(OLDEST));
        assert!(major("nonsense") < Some(OLDEST));
    }
}
