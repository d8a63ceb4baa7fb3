//! What the steps need, provided before the first of them runs.

use anyhow::{Result, anyhow};

use super::Step;
use crate::{
    setup::{
        cargo_tools,
        chrome::Browser,
        compiler::{Compiler, Target},
        node::Node,
        rustup,
    },
    terminal,
    workspace::Workspace,
};

/// A tool that a step cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Rustfmt,
    Clippy,
    PageCompiler,
    PageSources,
    PageClippy,
    BareCompiler,
    WasmBindgen,
    Trunk,
    Node,
    Browser,
}

impl Need {
    fn provide(self, workspace: &Workspace) -> Result<()> {
        match self {
            Self::Rustfmt => rustup::rustfmt(),
            Self::Clippy => rustup::clippy(),
            Self::PageCompiler => Compiler::ready(workspace, Target::Page).map(drop),
            Self::PageSources => Compiler::with_sources(workspace).map(drop),
            Self::PageClippy => Compiler::ready(workspace, Target::Page)?.clippy(workspace).map(drop),
            Self::BareCompiler => Compiler::ready(workspace, Target::Bare).map(drop),
            Self::WasmBindgen => cargo_tools::wasm_bindgen(workspace).map(drop),
            Self::Trunk => cargo_tools::trunk().map(drop),
            Self::Node => Node::ready(workspace).map(drop),
            Self::Browser => Browser::ready().map(drop),
        }
    }
}

/// What could be provided, and why the rest could not.
pub(super) struct Provided(Vec<(Need, Result<()>)>);

impl Provided {
    /// Provides what the steps need, each thing once. What fails here fails the steps that need it, not the others.
    pub(super) fn for_steps(workspace: &Workspace, steps: &[Step]) -> Self {
        let mut provided: Vec<(Need, Result<()>)> = Vec::new();
        for &need in steps.iter().flat_map(|step| step.needs()) {
            if provided.iter().all(|(known, _)| *known != need) {
                let result = need.provide(workspace);
                if let Err(error) = &result {
                    terminal::failure(&format!("{error:#}"));
                }
                provided.push((need, result));
            }
        }
        Self(provided)
    }

    /// Fails when something that the step needs could not be provided.
    pub(super) fn all_for(&self, step: Step) -> Result<()> {
        for (need, result) in &self.0 {
            if let (true, Err(error)) = (step.needs().contains(need), result) {
                return Err(anyhow!("not run: {error:#}"));
            }
        }
        Ok(())
    }
}
