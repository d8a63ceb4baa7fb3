//! Checks that a browser makes.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::rust::BROWSER_PACKAGES;
use crate::{
    setup::{
        cargo_tools,
        chrome::Browser,
        compiler::{Compiler, Target, shouted},
        node::Node,
    },
    workspace::Workspace,
};

/// Wide: a small machine starts Chrome in seconds, and a busy one takes many.
const DRIVER_SECONDS: &str = "60";
const TEST_SECONDS: &str = "300";

/// Runs the tests that are compiled for a browser, in headless Chrome.
pub(super) fn wasm(workspace: &Workspace) -> Result<()> {
    let browser = Browser::ready()?;
    let compiler = Compiler::ready(workspace, Target::Page)?;
    let triple = Target::Page.triple();
    let runner = format!("wasm-bindgen-test-runner{}", env::consts::EXE_SUFFIX);
    workspace
        .cargo()
        .words("test --no-fail-fast --tests")
        .words(BROWSER_PACKAGES)
        .arg("--target")
        .arg(triple)
        .envs(compiler.env())
        .env("CARGO_TARGET_DIR", workspace.web_target())
        .env(format!("CARGO_TARGET_{}_RUNNER", shouted(triple)), cargo_tools::wasm_bindgen(workspace)?.join(runner))
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(workspace, &browser)?)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_SECONDS)
        .env("WASM_BINDGEN_TEST_TIMEOUT", TEST_SECONDS)
        .run()
}

/// tests/webdriver.json with the browser that was found put in.
fn capabilities(workspace: &Workspace, browser: &Browser) -> Result<PathBuf> {
    let source = workspace.root().join("tests/webdriver.json");
    let text = fs::read_to_string(&source).with_context(|| format!("could not read {}", source.display()))?;
    let mut capabilities: Value = serde_json::from_str(&text)?;
    capabilities["goog:chromeOptions"]["binary"] = browser.chrome.to_string_lossy().into();
    let target = workspace.web_target();
    fs::create_dir_all(&target)?;
    let path = target.join("webdriver.json");
    fs::write(&path, capabilities.to_string())?;
    Ok(path)
}

/// Opens the published page in Chrome and uses it.
pub(super) fn page(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    ensure!(dist.join("index.html").is_file(), "dist/ is not built: run `cargo xtask dist`, or the step `dist`");
    Node::ready(workspace)?
        .command()
        .words("--test --test-reporter=spec")
        .env("CHROME", Browser::ready()?.chrome)
        .env("DIST", dist)
        .run()
}
