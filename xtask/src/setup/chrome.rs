//! Chrome or Chromium, and the driver of the same version that tests talk to.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::distribution::Package;
use crate::process::{Cmd, on_path};

/// A browser and its driver.
pub(crate) struct Browser {
    /// Chrome or Chromium.
    pub(crate) chrome: PathBuf,
    /// The chromedriver that fits it.
    pub(crate) driver: PathBuf,
}

const BROWSER: Package = Package {
    what: "a browser with its driver",
    why: "runs the tests of the page",
    debian: &["chromium", "chromium-driver"],
    ubuntu: Some(&["chromium-browser", "chromium-chromedriver"]),
    elsewhere: "Install Chrome or Chromium, and the chromedriver of the same version, then put them on the PATH or \
                name them in CHROME and CHROMEDRIVER. Fedora: `sudo dnf install chromium chromedriver`. macOS: \
                `brew install --cask google-chrome chromedriver`.",
};

/// In the order of preference.
const NAMES: [&str; 5] = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
const MAC_APP: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

impl Browser {
    /// Finds both, or installs both.
    pub(crate) fn ready() -> Result<Self> {
        if let Some(found) = Self::find()? {
            return Ok(found);
        }
        BROWSER.install()?;
        Self::find()?.context("the browser was installed, and still cannot be found")
    }

    /// A browser, with or without a driver, if there is one.
    pub(crate) fn chrome() -> Result<Option<PathBuf>> {
        Ok(named_in("CHROME")?.or_else(|| installed().into_iter().next()))
    }

    /// A pair of one version, if there is one. An error says what does not fit.
    fn find() -> Result<Option<Self>> {
        let Some(driver) = named_in("CHROMEDRIVER")?.or_else(|| on_path("chromedriver")) else {
            return Ok(None);
        };
        let browsers = match named_in("CHROME")? {
            Some(chrome) => vec![chrome],
            None => installed(),
        };
        if browsers.is_empty() {
            return Ok(None);
        }
        let wanted = version(&driver)?;
        for chrome in &browsers {
            if version(chrome)? == wanted {
                return Ok(Some(Self { chrome: chrome.clone(), driver }));
            }
        }
        let seen: Vec<_> = browsers.iter().map(|path| path.display().to_string()).collect();
        bail!(
            "{} is of version {wanted}, and no browser is: {}. Name a pair that fits in CHROME and CHROMEDRIVER",
            driver.display(),
            seen.join(", ")
        )
    }
}

fn named_in(variable: &str) -> Result<Option<PathBuf>> {
    match env::var_os(variable).map(PathBuf::from) {
        Some(path) if !path.is_file() => bail!("{variable} is {}, which is not a file", path.display()),
        path => Ok(path),
    }
}

fn installed() -> Vec<PathBuf> {
    let on_path = NAMES.iter().filter_map(|name| on_path(name));
    let app = Some(PathBuf::from(MAC_APP)).filter(|app| app.is_file());
    on_path.chain(app).collect()
}

/// The first number of the version, the one that must agree.
fn version(program: &Path) -> Result<u32> {
    let text = Cmd::new(program).arg("--version").read()?;
    major(&text).with_context(|| format!("{} says `{text}` for a version", program.display()))
}

fn major(text: &str) -> Option<u32> {
    let version = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_browsers_and_drivers_are_read() {
        assert_eq!(major("Chromium 156.0.8078.79 built on Debian GNU/Linux 12"), Some(156));
        assert_eq!(major("ChromeDriver 156.0.8078.79 (0a1b2c-refs/branch-heads/8078@{#1})"), Some(156));
        assert_eq!(major("Google Chrome 141.0.1.2 "), Some(141));
        assert_eq!(major("something else"), None);
    }
}
