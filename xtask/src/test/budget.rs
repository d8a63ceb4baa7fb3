//! The size of the published page, compressed as a server sends it.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::{files, split, terminal, workspace::Workspace};

/// What a first visit may cost: all files that show the page, in bytes. `docs/performance.md` says what takes the room.
const LIMIT: u64 = 200_000;

/// What the page may come to with what it fetches later, the package for JavaScript apart.
const WHOLE_LIMIT: u64 = 450_000;

/// How files are called that are not needed to show the page: fetched when the first picture stands, when somebody installs it or asks for
/// something.
const LATER: [&str; 6] = ["export/", "icons/", "later-", "lessons/", "manifest.webmanifest", "sw.js"];

/// The package for JavaScript, which the page fetches when something is exported, and what all of it may come to.
const PACKAGE: &str = "package/";
const PACKAGE_LIMIT: u64 = 170_000;

struct File {
    name: String,
    plain: u64,
    compressed: u64,
}

/// Fails when the page is larger than it may be.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let Sizes { first, whole, package } = report(workspace)?;
    for (what, size, limit) in
        [("a first visit", first, LIMIT), ("the page", whole, WHOLE_LIMIT), ("the package", package, PACKAGE_LIMIT)]
    {
        ensure!(
            size <= limit,
            "{what} is {} bytes, compressed; it may be {}",
            terminal::bytes(size),
            terminal::bytes(limit)
        );
    }
    Ok(())
}

/// Bytes, compressed.
pub(crate) struct Sizes {
    /// What shows the page.
    first: u64,
    /// This, and what comes later.
    whole: u64,
    package: u64,
}

/// Prints the size of each file, and returns the sums of the compressed sizes.
pub(crate) fn report(workspace: &Workspace) -> Result<Sizes> {
    let dist = workspace.dist();
    let mut files = measure(&dist).context("dist/ is not built: run `cargo xtask dist`, or the step `dist`")?;
    files.sort_by_key(|file| std::cmp::Reverse(file.compressed));
    let is_later =
        |file: &File| file.name.ends_with(split::REST) || LATER.iter().any(|name| file.name.starts_with(name));
    let (package, page): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.name.starts_with(PACKAGE));
    let (later, first): (Vec<_>, Vec<_>) = page.into_iter().partition(|file| is_later(file));
    let later = rows(&later, "for later");
    let package = rows(&package, "package for JavaScript");
    let first = rows(&first, "to show the page");
    terminal::note(format_args!("{} % of the limit of {} bytes", first * 100 / LIMIT, terminal::bytes(LIMIT)));
    Ok(Sizes { first, whole: first + later, package })
}

fn rows(files: &[&File], name: &str) -> u64 {
    for file in files {
        row(&file.name, file.plain, file.compressed);
    }
    let total = files.iter().map(|file| file.compressed).sum();
    row(name, files.iter().map(|file| file.plain).sum(), total);
    total
}

fn row(name: &str, plain: u64, compressed: u64) {
    let (plain, compressed) = (terminal::bytes(plain), terminal::bytes(compressed));
    terminal::note(format_args!("{plain:>11} {compressed:>11} gzip  {name}"));
}

fn measure(folder: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in files::all(folder)? {
        let content = fs::read(&path)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&content)?;
        files.push(File {
            name: files::address(folder, &path)?,
            plain: content.len() as u64,
            compressed: encoder.finish()?.len() as u64,
        });
    }
    ensure!(!files.is_empty(), "there is no file");
    Ok(files)
}
