//! Where things are in this repository.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::process::Cmd;

/// The repository's folders.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The workspace that this program belongs to, wherever it was called from.
    pub(crate) fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&package).parent().context("xtask is not inside a workspace")?.to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => env::current_dir()?.join(dir),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The folder that holds everything.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the published page goes.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The page tests, a package of npm.
    pub(crate) fn page_tests(&self) -> PathBuf {
        self.root.join("tests/page")
    }

    /// Where builds for WebAssembly go. Not where native builds go: the compiler may be another one,
    /// and a server that rebuilds shall not make a test wait.
    pub(crate) fn web_target(&self) -> PathBuf {
        self.target.join("web")
    }

    /// `cargo`, run at the root.
    pub(crate) fn cargo(&self) -> Cmd {
        Cmd::new("cargo").dir(&self.root)
    }

    /// The version of a package that Cargo.lock holds this workspace to.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        locked_version(&lock, package)
    }
}

fn locked_version(lock: &str, package: &str) -> Result<String> {
    let name = format!("name = \"{package}\"");
    let mut versions =
        lock.split("[[package]]").filter(|entry| entry.lines().any(|line| line == name)).filter_map(|entry| {
            let version = entry.lines().find_map(|line| line.strip_prefix("version = \""))?;
            version.strip_suffix('"')
        });
    match (versions.next(), versions.next()) {
        (Some(version), None) => Ok(version.to_owned()),
        (None, _) => bail!("Cargo.lock has no {package}"),
        (Some(one), Some(other)) => bail!("Cargo.lock has two versions of {package}: {one} and {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "twice"
version = "1.0.0"

[[package]]
name = "twice"
version = "2.0.0"

[[package]]
name = "wasm-bindgen"
version = "0.2.126"
dependencies = [
 "once",
]
"#;

    #[test]
    fn the_locked_version_is_found() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").unwrap(), "0.2.126");
        assert!(locked_version(LOCK, "wasm").is_err());
        assert!(locked_version(LOCK, "twice").is_err());
    }
}
