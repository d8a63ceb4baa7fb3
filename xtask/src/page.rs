//! How the page is built: by trunk, with a compiler and a wasm-bindgen that fit.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::{
    process::Cmd,
    setup::{
        cargo_tools,
        compiler::{Compiler, Target},
    },
    workspace::Workspace,
};

/// Everything that builds the page, found or installed.
pub(crate) struct Builder {
    compiler: Compiler,
    library: Vec<(String, OsString)>,
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
}

impl Builder {
    /// Finds the tools, or installs them.
    pub(crate) fn ready(workspace: &Workspace) -> Result<Self> {
        Ok(Self {
            compiler: Compiler::ready(workspace, Target::Page)?,
            library: Vec::new(),
            trunk: cargo_tools::trunk()?,
            wasm_bindgen: cargo_tools::wasm_bindgen(workspace)?,
        })
    }

    /// Finds the tools that make the page as it is published, or installs them.
    pub(crate) fn for_publishing(workspace: &Workspace) -> Result<Self> {
        let compiler = Compiler::with_sources(workspace)?;
        Ok(Self { compiler, library: Compiler::small_library(), ..Self::ready(workspace)? })
    }

    /// trunk, in the environment that it needs.
    pub(crate) fn trunk(&self, workspace: &Workspace) -> Result<Cmd> {
        let command = self
            .with_compiler(Cmd::new(program(&self.trunk, "trunk")), workspace)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .path_first(&self.wasm_bindgen)?;
        // The convention is any value at all; trunk wants this one.
        Ok(match env::var_os("NO_COLOR") {
            Some(_) => command.env("NO_COLOR", "true"),
            None => command,
        })
    }

    /// A command of cargo for the page's target.
    pub(crate) fn cargo(&self, workspace: &Workspace) -> Cmd {
        self.with_compiler(Cmd::new("cargo"), workspace).env("CARGO_BUILD_TARGET", Target::Page.triple())
    }

    /// wasm-bindgen.
    pub(crate) fn wasm_bindgen(&self) -> Cmd {
        Cmd::new(program(&self.wasm_bindgen, "wasm-bindgen"))
    }

    fn with_compiler(&self, command: Cmd, workspace: &Workspace) -> Cmd {
        command
            .dir(workspace.root())
            .envs(self.compiler.env())
            .envs(self.library.clone())
            .env("CARGO_TARGET_DIR", workspace.web_target())
    }
}

fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}
