//! `cargo xtask bless`: takes the output of data-driven tests as it is now for what is expected.

use anyhow::Result;

use crate::{terminal, test, workspace::Workspace};

/// Runs the native tests with the switch that makes them write rather than compare.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    test::rust::native_tests(workspace).env("UPDATE_EXPECT", "1").run()?;
    terminal::note("what changed is in `git diff`; read it before you commit it");
    Ok(())
}
