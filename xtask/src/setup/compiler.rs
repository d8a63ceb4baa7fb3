//! A Rust compiler for the browser, and one for machines without an operating system.
//!
//! Ordinarily that is the compiler that builds everything else, with a standard library that rustup adds. Some
//! machines do not reach rustup's server, but do reach a mirror of Debian: there, `rustc-web` is a current compiler
//! and `rust-web-src` has the sources of its standard library, which cargo then builds as part of the program. That
//! compiler is used for these targets alone.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use super::{distribution::Package, rustup};
use crate::{
    process::{Cmd, on_path},
    terminal,
    workspace::Workspace,
};

/// What to compile for.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    /// A browser.
    Page,
    /// A processor with nothing under the program: no operating system, no `std`.
    Bare,
}

impl Target {
    /// Its name in Rust.
    pub(crate) fn triple(self) -> &'static str {
        match self {
            Self::Page => "wasm32-unknown-unknown",
            Self::Bare => "thumbv7em-none-eabi",
        }
    }

    /// The crates of the standard library that exist for it.
    fn standard_crates(self) -> &'static str {
        match self {
            Self::Page => "std,panic_abort",
            Self::Bare => "core,alloc",
        }
    }
}

/// The compiler for a target, ready to be used.
pub(crate) enum Compiler {
    /// The default one.
    Ordinary,
    /// The distribution's, which builds its standard library itself.
    Distribution {
        /// For which target.
        target: Target,
        /// The program that links WebAssembly.
        linker: PathBuf,
    },
}

/// Where the distribution's packages put things.
const RUSTC: &str = "/usr/bin/rustc";
const CARGO_CLIPPY: &str = "/usr/bin/cargo-clippy";
const SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

const COMPILER: Package = Package {
    what: "a compiler for this target",
    why: "comes from the distribution, as rustup could not help",
    debian: &["rustc-web", "rust-web-src"],
    ubuntu: None,
    elsewhere: "Make `rustup target add wasm32-unknown-unknown thumbv7em-none-eabi` work.",
};

const CLIPPY: Package = Package {
    what: "the linter of the distribution's compiler",
    why: "checks the page's code as it is for a browser",
    debian: &["rust-web-clippy"],
    ubuntu: None,
    elsewhere: "Make `rustup target add wasm32-unknown-unknown` work.",
};

impl Compiler {
    /// Finds the compiler for a target, or installs it.
    pub(crate) fn ready(workspace: &Workspace, target: Target) -> Result<Self> {
        let triple = target.triple();
        if ordinary_has(triple) {
            return Ok(Self::Ordinary);
        }
        if distribution_rustc(workspace).is_ok() {
            return Self::distribution(target);
        }
        terminal::heading(&format!("the Rust target {triple} is missing: asking rustup for it"));
        match rustup::target(triple) {
            Ok(()) => Ok(Self::Ordinary),
            Err(error) => {
                terminal::note(format_args!("{error:#}"));
                COMPILER.install()?;
                distribution_rustc(workspace)?;
                terminal::note("its standard library is built with the first build: about half a minute more, once");
                Self::distribution(target)
            }
        }
    }

    /// Finds the compiler for the page, or installs it, with the sources of its standard library.
    pub(crate) fn with_sources(workspace: &Workspace) -> Result<Self> {
        let compiler = Self::ready(workspace, Target::Page)?;
        if let Self::Distribution { .. } = compiler {
            return Ok(compiler);
        }
        match rustup::sources(&sysroot()?) {
            Ok(()) => Ok(compiler),
            Err(error) => {
                terminal::note(format_args!("{error:#}"));
                COMPILER.install()?;
                distribution_rustc(workspace)?;
                Self::distribution(Target::Page)
            }
        }
    }

    /// What to add to the environment, besides [`Compiler::env`], so that the standard library is built with the page and for it:
    /// small, and without the texts of panics, which nobody reads there. A failure stops the module, which the page notices.
    /// This compresses to a fifth less. `docs/performance.md` has the numbers.
    pub(crate) fn small_library() -> Vec<(String, OsString)> {
        vec![
            // To build the standard library is not a stable feature of cargo yet, nor are these of the compiler.
            ("RUSTC_BOOTSTRAP".into(), "1".into()),
            ("CARGO_UNSTABLE_BUILD_STD".into(), Target::Page.standard_crates().into()),
            ("CARGO_UNSTABLE_BUILD_STD_FEATURES".into(), "optimize_for_size".into()),
            (
                format!("CARGO_TARGET_{}_RUSTFLAGS", shouted(Target::Page.triple())),
                "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none".into(),
            ),
        ]
    }

    fn distribution(target: Target) -> Result<Self> {
        Ok(Self::Distribution { target, linker: linker()? })
    }

    /// What to add to the environment of `cargo`, or of a program that calls it.
    pub(crate) fn env(&self) -> Vec<(String, OsString)> {
        let Self::Distribution { target, linker } = self else {
            return Vec::new();
        };
        vec![
            ("RUSTC".into(), RUSTC.into()),
            // Building the standard library is not a stable feature of cargo yet.
            ("RUSTC_BOOTSTRAP".into(), "1".into()),
            ("CARGO_UNSTABLE_BUILD_STD".into(), target.standard_crates().into()),
            (format!("CARGO_TARGET_{}_LINKER", shouted(target.triple())), linker.into()),
        ]
    }

    /// `cargo clippy` of this compiler; the linter is installed if it must.
    pub(crate) fn clippy(&self, workspace: &Workspace) -> Result<Cmd> {
        match self {
            Self::Ordinary => Ok(workspace.cargo().arg("clippy")),
            Self::Distribution { .. } => {
                if !Path::new(CARGO_CLIPPY).exists() {
                    CLIPPY.install()?;
                }
                Ok(Cmd::new(CARGO_CLIPPY).arg("clippy").dir(workspace.root()).envs(self.env()))
            }
        }
    }
}

/// The middle of the names of cargo's variables about a target.
pub(crate) fn shouted(triple: &str) -> String {
    triple.replace('-', "_").to_uppercase()
}

fn ordinary_has(triple: &str) -> bool {
    let dir = Cmd::new("rustc").words("--print target-libdir --target").arg(triple).read();
    dir.is_ok_and(|dir| fs::read_dir(dir).is_ok_and(|mut files| files.next().is_some()))
}

/// Succeeds when the distribution's compiler is there, with its sources, and new enough.
fn distribution_rustc(workspace: &Workspace) -> Result<()> {
    ensure!(Path::new(SOURCES).exists(), "there are no sources of the standard library at {SOURCES}");
    let version = Cmd::new(RUSTC).arg("--version").read()?;
    let manifest = fs::read_to_string(workspace.root().join("Cargo.toml"))?;
    let wanted = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap_or_default();
    let (Some(have), Some(want)) = (release(&version), release(wanted)) else {
        bail!("could not compare `{version}` with rust-version {wanted}");
    };
    ensure!(
        have >= want,
        "the distribution's compiler is {version}, and this project needs {wanted}: update the distribution, \
         or make `rustup target add` work"
    );
    Ok(())
}

/// The first two numbers of the first version in the text.
fn release(text: &str) -> Option<(u32, u32)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = text[start..].split(|c: char| !c.is_ascii_digit()).map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn sysroot() -> Result<PathBuf> {
    Ok(PathBuf::from(Cmd::new("rustc").words("--print sysroot").read()?))
}

/// The linker that came with the default compiler, or one of LLVM's on the PATH.
fn linker() -> Result<PathBuf> {
    let sysroot = sysroot()?;
    let host = Cmd::new("rustc").words("--print host-tuple").read()?;
    let shipped = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
    if shipped.is_file() {
        return Ok(shipped);
    }
    on_path("wasm-ld").context("there is no linker for WebAssembly; install `lld`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_compare_by_number() {
        assert_eq!(release("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some((1, 96)));
        assert_eq!(release("\"1.95\""), Some((1, 95)));
        assert!(release("1.100.0") > release("1.95"));
        assert_eq!(release("no version"), None);
    }

    #[test]
    fn the_variables_name_the_target() {
        let compiler = Compiler::Distribution { target: Target::Page, linker: "/lld".into() };
        let names: Vec<_> = compiler.env().into_iter().map(|(name, _)| name).collect();
        assert!(names.contains(&"CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER".to_owned()), "{names:?}");
        assert!(Compiler::Ordinary.env().is_empty());
    }
}
