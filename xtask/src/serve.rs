//! `cargo xtask serve`: the page, rebuilt at each change of a file.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

use crate::{
    package::{self, Profile},
    page::Builder,
    terminal,
    workspace::Workspace,
};

/// What `serve` can be told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Optimised, as it is published: slower to build, much faster to run.
    pub(crate) release: bool,
    /// Where to listen, or the first port to try.
    pub(crate) port: u16,
    /// Whether to open a browser.
    pub(crate) open: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { release: false, port: 8080, open: false }
    }
}

/// Serves until it is interrupted.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let builder = Builder::ready(workspace)?;
    let port = free_port(options.port).with_context(|| format!("no port from {} on is free", options.port))?;
    if port != options.port {
        terminal::note(format_args!("port {} is taken: using {port}", options.port));
    }
    let profile = if options.release { Profile::Web } else { Profile::Dev };
    let package = package::build(&builder, workspace, None, profile)?;
    terminal::heading(&format!("http://127.0.0.1:{port}/ shows the page when it is built; Ctrl-C ends"));
    let mut trunk = builder.trunk(workspace)?.words("serve --port").arg(port.to_string()).envs([package]);
    // Not in dist/, which may be under test at the same time.
    trunk = trunk.arg("--dist").arg(workspace.web_target().join("serve"));
    if options.release {
        trunk = trunk.arg("--release");
    }
    if options.open {
        trunk = trunk.arg("--open");
    }
    trunk.run()
}

fn free_port(first: u16) -> Option<u16> {
    (first..=u16::MAX).find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(free_port(port).is_none_or(|free| free > port));
    }
}
