//! The steps of `cargo xtask test`.

use anyhow::{Context, Result};

use super::{arrows, browser, budget, need::Need, rust};
use crate::{
    dist,
    setup::{chrome::Browser, node::Node},
    workspace::Workspace,
};

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The layout of the code.
    Fmt,
    /// The direction of dependencies.
    Arrows,
    /// Mistakes that compile.
    Clippy,
    /// The core without a standard library.
    NoStd,
    /// The documentation.
    Docs,
    /// What runs without a browser.
    Native,
    /// Parts of the page in a browser.
    Wasm,
    /// The build for publication.
    Dist,
    /// The size of the published page.
    Budget,
    /// The published page in a browser.
    Page,
}

impl Step {
    /// In the order in which they run.
    pub(crate) const ALL: [Self; 10] = [
        Self::Fmt,
        Self::Arrows,
        Self::Clippy,
        Self::NoStd,
        Self::Docs,
        Self::Native,
        Self::Wasm,
        Self::Dist,
        Self::Budget,
        Self::Page,
    ];

    /// The step that the command line calls so.
    pub(crate) fn named(name: &str) -> Result<Self> {
        let names = || Self::ALL.map(Self::name).join(", ");
        let step = Self::ALL.into_iter().find(|step| step.name() == name);
        step.with_context(|| format!("there is no step `{name}`; there are {}", names()))
    }

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Arrows => "arrows",
            Self::Clippy => "clippy",
            Self::NoStd => "no-std",
            Self::Docs => "docs",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Dist => "dist",
            Self::Budget => "budget",
            Self::Page => "page",
        }
    }

    /// What it checks, for people.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Self::Fmt => "the code is laid out by rustfmt",
            Self::Arrows => "dependencies point one way, and the browser stays in web/",
            Self::Clippy => "the linter has nothing to say, here and for a browser",
            Self::NoStd => "the core builds for a machine without an operating system",
            Self::Docs => "the documentation builds, and its links lead somewhere",
            Self::Native => "the tests that need no browser, examples in the documentation included",
            Self::Wasm => "the tests of the page's parts in headless Chrome",
            Self::Dist => "the page builds as it is published",
            Self::Budget => "the published page is small",
            Self::Page => "the published page works in Chrome, and is accessible",
        }
    }

    /// What must be there before it can run.
    pub(super) fn needs(self) -> &'static [Need] {
        match self {
            Self::Fmt => &[Need::Rustfmt],
            Self::Arrows | Self::Docs | Self::Native | Self::Budget => &[],
            Self::Clippy => &[Need::Clippy, Need::PageCompiler, Need::PageClippy],
            Self::NoStd => &[Need::BareCompiler],
            Self::Wasm => &[Need::PageCompiler, Need::WasmBindgen, Need::Browser],
            Self::Dist => &[Need::PageSources, Need::WasmBindgen, Need::Trunk, Need::Node, Need::Browser],
            Self::Page => &[Need::Node, Need::Browser],
        }
    }

    /// Whether it looks at what the other step made.
    pub(super) fn builds_on(self, other: Self) -> bool {
        matches!((self, other), (Self::Budget | Self::Page, Self::Dist))
    }

    /// Runs it.
    pub(super) fn check(self, workspace: &Workspace) -> Result<()> {
        match self {
            Self::Fmt => rust::fmt(workspace),
            Self::Arrows => arrows::check(workspace),
            Self::Clippy => rust::clippy(workspace),
            Self::NoStd => rust::no_std(workspace),
            Self::Docs => rust::docs(workspace),
            Self::Native => rust::native(workspace),
            Self::Wasm => browser::wasm(workspace),
            Self::Dist => dist::build(workspace, Some(&Node::ready(workspace)?), Some(&Browser::ready()?.chrome)),
            Self::Budget => budget::check(workspace),
            Self::Page => browser::page(workspace),
        }
    }
}
