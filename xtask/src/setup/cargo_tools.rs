//! Tools that cargo builds: trunk and wasm-bindgen.
//!
//! They go to a folder of their own for each version, so that what a person has installed for other projects stays
//! as it is. A tool on the PATH of exactly the wanted version is used as it is.

use std::{env, path::PathBuf};

use anyhow::{Context, Result};

use crate::{
    process::{Cmd, on_path},
    terminal,
    workspace::Workspace,
};

/// The last release that builds with this project's `rust-version`.
const TRUNK: &str = "0.21.14";

/// Builds and serves the page. Returns the folder of the program.
pub(crate) fn trunk() -> Result<PathBuf> {
    let tool =
        Tool { package: "trunk", version: TRUNK.into(), programs: &["trunk"], why: "builds and serves the page" };
    tool.folder()
}

/// Joins a compiled module to JavaScript, and runs tests in a browser. Returns the folder of the programs.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<PathBuf> {
    let tool = Tool {
        package: "wasm-bindgen-cli",
        // Of another version it refuses the module.
        version: workspace.locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        why: "joins the compiled module to JavaScript",
    };
    tool.folder()
}

struct Tool {
    package: &'static str,
    version: String,
    programs: &'static [&'static str],
    why: &'static str,
}

impl Tool {
    /// The folder that holds the programs, after installing them if they are nowhere.
    fn folder(&self) -> Result<PathBuf> {
        let root = cache()?.join(format!("{}-{}", self.package, self.version));
        let cached = root.join("bin");
        let installed = on_path(self.programs[0]).and_then(|path| path.parent().map(PathBuf::from));
        for folder in installed.into_iter().chain([cached.clone()]) {
            if self.is_in(&folder) {
                return Ok(folder);
            }
        }
        terminal::heading(&format!("{} {} is missing; it {}", self.package, self.version, self.why));
        terminal::note("it is compiled now, once: some minutes on a small machine");
        terminal::note(format_args!("it goes to {}, and changes nothing else", root.display()));
        terminal::timed(self.package, || {
            self.install(&root, true).or_else(|error| {
                terminal::note(format_args!("{error:#}; trying with newer dependencies"));
                self.install(&root, false)
            })
        })
        .with_context(|| format!("{} {} is needed and could not be installed", self.package, self.version))?;
        Ok(cached)
    }

    fn is_in(&self, folder: &std::path::Path) -> bool {
        self.programs.iter().all(|program| {
            let path = folder.join(format!("{program}{}", env::consts::EXE_SUFFIX));
            let answer = Cmd::new(path).arg("--version").read();
            answer.is_ok_and(|answer| answer.split_whitespace().any(|word| word == self.version))
        })
    }

    fn install(&self, root: &std::path::Path, locked: bool) -> Result<()> {
        let mut command = Cmd::new("cargo").arg("install").arg(self.package).arg("--version").arg(&self.version);
        if locked {
            command = command.arg("--locked");
        }
        command
            .arg("--root")
            .arg(root)
            // These settings halve the time that it takes, and the tools are fast enough.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            .without_env("CARGO_TARGET_DIR")
            .run()
    }
}

/// Where this project keeps its tools.
fn cache() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .context("neither XDG_CACHE_HOME nor a home folder is known")?;
    Ok(cache.join("shutter-playground/tools"))
}
