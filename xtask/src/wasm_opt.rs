//! The last optimisation of a module, by binaryen's wasm-opt.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{setup::node::Node, terminal};

/// For speed: after the compiler's own `opt-level = "z"`, `-Oz` compresses to the same size within 0.1 %.
const LEVEL: &str = "-Oz";

/// What the compiler uses of WebAssembly. The module does not say it any more when it comes here.
const FEATURES: &str = "--enable-bulk-memory --enable-bulk-memory-opt --enable-call-indirect-overlong \
                        --enable-multivalue --enable-mutable-globals --enable-nontrapping-float-to-int \
                        --enable-reference-types --enable-sign-ext";

/// Optimises every module in a folder, in place.
pub(crate) fn folder(node: &Node, folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            module(node, &path)?;
        }
    }
    Ok(())
}

/// Optimises a module, in place.
pub(crate) fn module(node: &Node, path: &Path) -> Result<()> {
    let before = fs::metadata(path)?.len();
    node.tool("binaryen/bin/wasm-opt").arg(LEVEL).words(FEATURES).arg(path).arg("--output").arg(path).run()?;
    let after = fs::metadata(path)?.len();
    terminal::note(format_args!("{} bytes are {} now", terminal::bytes(before), terminal::bytes(after)));
    Ok(())
}
