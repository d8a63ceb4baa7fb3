//! Programs that come as packages of the operating system.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{
    process::{Cmd, on_path},
    terminal,
};

/// Something to install, and what to say where it cannot be installed from here.
pub(crate) struct Package {
    /// What it is, for people.
    pub(crate) what: &'static str,
    /// What it is needed for, for people.
    pub(crate) why: &'static str,
    /// The packages' names in Debian.
    pub(crate) debian: &'static [&'static str],
    /// The packages' names in Ubuntu, where they differ.
    pub(crate) ubuntu: Option<&'static [&'static str]>,
    /// How to get it on other systems.
    pub(crate) elsewhere: &'static str,
}

impl Package {
    /// Installs the packages through apt-get, or explains what to install.
    pub(crate) fn install(&self) -> Result<()> {
        terminal::heading(&format!("{} is missing; it {}", self.what, self.why));
        if on_path("apt-get").is_none() {
            bail!("{} is needed. {}", self.what, self.elsewhere);
        }
        let names = self.names();
        terminal::timed(self.what, || {
            // The lists of packages are often older than the packages.
            apt_get("install", names).or_else(|_| {
                apt_get("update", &[])?;
                apt_get("install", names)
            })
        })
        .with_context(|| {
            format!(
                "{} is needed and could not be installed; try `sudo apt-get install {}`. {}",
                self.what,
                names.join(" "),
                self.elsewhere
            )
        })
    }

    fn names(&self) -> &'static [&'static str] {
        let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        match self.ubuntu {
            Some(names) if release.lines().any(|line| line == "ID=ubuntu") => names,
            _ => self.debian,
        }
    }
}

fn apt_get(action: &str, packages: &[&str]) -> Result<()> {
    let mut command = match (is_root(), on_path("sudo")) {
        (true, _) => Cmd::new("apt-get"),
        (false, Some(sudo)) => Cmd::new(sudo).words("-n apt-get"),
        (false, None) => bail!("only root can install packages here, and there is no sudo"),
    };
    command = command.env("DEBIAN_FRONTEND", "noninteractive").arg(action);
    if !packages.is_empty() {
        command = command.words("--yes --no-install-recommends");
    }
    packages.iter().fold(command, Cmd::arg).run()
}

fn is_root() -> bool {
    Cmd::new("id").arg("-u").read().is_ok_and(|id| id == "0")
}
