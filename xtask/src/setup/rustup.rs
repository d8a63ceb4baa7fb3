//! Parts of the Rust toolchain that rustup adds: formatter, linter, standard libraries of other targets.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail};

use crate::{
    process::{Cmd, on_path},
    terminal,
};

/// Long enough for a slow line, short enough to notice that there is none.
const DOWNLOAD_LIMIT: Duration = Duration::from_mins(3);

/// Makes sure that `cargo fmt` works.
pub(crate) fn rustfmt() -> Result<()> {
    component("rustfmt", "fmt", "checks the layout of the code")
}

/// Makes sure that `cargo clippy` works.
pub(crate) fn clippy() -> Result<()> {
    component("clippy", "clippy", "looks for mistakes that compile")
}

fn component(name: &str, subcommand: &str, why: &str) -> Result<()> {
    if Cmd::new("cargo").arg(subcommand).arg("--version").read().is_ok() {
        return Ok(());
    }
    terminal::heading(&format!("{name} is missing; it {why}"));
    let advice = || {
        format!(
            "{name} is needed and could not be added; install it with `rustup component add {name}`, \
             or from the package of that name where Rust came from a distribution"
        )
    };
    if on_path("rustup").is_none() {
        bail!(advice());
    }
    terminal::timed(name, || add(&["component", "add", name])).with_context(advice)
}

/// Asks rustup for the standard library of a target. Fails soon where its server cannot be reached.
pub(crate) fn target(triple: &str) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!("this Rust did not come from rustup");
    }
    terminal::timed(triple, || add(&["target", "add", triple]))
}

/// Makes sure that the sources of the standard library are where cargo looks for them.
pub(crate) fn sources(sysroot: &Path) -> Result<()> {
    if sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").exists() {
        return Ok(());
    }
    terminal::heading("the sources of the standard library are missing; the published page builds its own");
    if on_path("rustup").is_none() {
        bail!("this Rust did not come from rustup");
    }
    terminal::timed("rust-src", || add(&["component", "add", "rust-src"]))
}

fn add(args: &[&str]) -> Result<()> {
    let mut command = Cmd::new("rustup").env("RUST_BACKTRACE", "0");
    for arg in args {
        command = command.arg(arg);
    }
    if std::env::var_os("RUSTUP_MAX_RETRIES").is_none() {
        command = command.env("RUSTUP_MAX_RETRIES", "1");
    }
    command.run_within(DOWNLOAD_LIMIT)
}
