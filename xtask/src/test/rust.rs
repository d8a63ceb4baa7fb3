//! Checks that the Rust toolchain makes.

use anyhow::Result;

use crate::{
    process::{Cmd, on_path},
    setup::compiler::{Compiler, Target},
    workspace::Workspace,
};

/// The packages that run in a browser.
pub(super) const BROWSER_PACKAGES: &str = "--package shutter-web --package shutter-package --package shutter-tests";

/// Checks the layout of the code.
pub(super) fn fmt(workspace: &Workspace) -> Result<()> {
    workspace.cargo().words("fmt --all --check").run()
}

/// Lints everything as it is for this machine, and what runs in a browser as it is there. The first does not keep the
/// second from being seen.
pub(super) fn clippy(workspace: &Workspace) -> Result<()> {
    let here = workspace.cargo().words("clippy --workspace --all-targets --all-features -- --deny warnings").run();
    let page = Compiler::ready(workspace, Target::Page)?
        .clippy(workspace)?
        .words(BROWSER_PACKAGES)
        .words("--all-targets --target")
        .arg(Target::Page.triple())
        .words("-- --deny warnings")
        .env("CARGO_TARGET_DIR", workspace.web_target())
        .run();
    here.and(page)
}

/// Builds the core for a machine that has no standard library to lean on.
pub(super) fn no_std(workspace: &Workspace) -> Result<()> {
    let compiler = Compiler::ready(workspace, Target::Bare)?;
    workspace
        .cargo()
        .words("build --package shutter-core --lib --no-default-features --target")
        .arg(Target::Bare.triple())
        .envs(compiler.env())
        .env("CARGO_TARGET_DIR", workspace.web_target())
        .run()
}

/// Builds the documentation of every package.
pub(super) fn docs(workspace: &Workspace) -> Result<()> {
    workspace.cargo().words("doc --workspace --no-deps --all-features").env("RUSTDOCFLAGS", "--deny warnings").run()
}

/// Runs the tests that need no browser, the largest of them optimised, then the examples in the documentation.
pub(super) fn native(workspace: &Workspace) -> Result<()> {
    native_tests(workspace).run()?;
    // Without optimisation the largest of these takes too long and is left out above, and fewer runs are made by chance.
    workspace.cargo().words("test --release --package shutter-core --test it -- exhaustive reach::chance").run()?;
    workspace.cargo().words("test --doc").words(NATIVE_PACKAGES).run()
}

/// All but the package whose tests need a browser.
const NATIVE_PACKAGES: &str = "--workspace --exclude shutter-tests --all-features";

/// The tests that need no browser, without the examples in the documentation.
pub(crate) fn native_tests(workspace: &Workspace) -> Cmd {
    let cargo = workspace.cargo();
    let cargo = match on_path("cargo-nextest") {
        Some(_) => cargo.words("nextest run --no-fail-fast"),
        None => cargo.words("test --lib --bins --tests --no-fail-fast"),
    };
    cargo.words(NATIVE_PACKAGES)
}
