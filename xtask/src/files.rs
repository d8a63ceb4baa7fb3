//! The files of a folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// All files in a folder and the folders in it, in the order of their paths.
pub(crate) fn all(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    Ok(files)
}

/// The address of a file relative to a folder above it.
pub(crate) fn address(folder: &Path, file: &Path) -> Result<String> {
    let names: Vec<_> = file.strip_prefix(folder)?.iter().map(|name| name.to_string_lossy()).collect();
    Ok(names.join("/"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
