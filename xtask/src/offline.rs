//! The published page with the network off: the service worker gets to know what there is to keep.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
};

use anyhow::{Context, Result};

use crate::{files, workspace::Workspace};

/// Where the worker is, seen from the page.
const WORKER: &str = "sw.js";

/// Writes the worker into dist/, and into the page where it is. The last thing that is done to dist/: the worker's version is one
/// of the contents of all other files.
pub(crate) fn add(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).context("trunk built no page")?;
    fs::write(&index, with_worker(&page)?)?;

    let mut hasher = DefaultHasher::new();
    let mut addresses = Vec::new();
    for path in files::all(&dist)? {
        let address = files::address(&dist, &path)?;
        if address == WORKER {
            continue;
        }
        fs::read(&path)?.hash(&mut hasher);
        address.hash(&mut hasher);
        // Under its name, some servers answer with the address of the folder instead of the page.
        addresses.push(if address == "index.html" { "./".to_owned() } else { address });
    }
    let source = fs::read_to_string(workspace.root().join("web/sw.js")).context("web/sw.js is missing")?;
    fs::write(dist.join(WORKER), worker(hasher.finish(), &addresses, &source)?)?;
    Ok(())
}

fn with_worker(page: &str) -> Result<String> {
    let (head, rest) = page.split_once("</head>").context("the page has no head")?;
    Ok(format!("{head}<meta name=\"service-worker\" content=\"{WORKER}\"></head>{rest}"))
}

fn worker(version: u64, addresses: &[String], source: &str) -> Result<String> {
    let addresses = serde_json::to_string(addresses)?;
    Ok(format!("const VERSION = \"{version:016x}\";\nconst FILES = {addresses};\n{source}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_and_the_worker_know_of_each_other() {
        let page = with_worker("<head><title>T</title></head><body></body>").unwrap();
        assert_eq!(page, "<head><title>T</title><meta name=\"service-worker\" content=\"sw.js\"></head><body></body>");
        assert!(with_worker("<p>").is_err());
        let worker = worker(255, &["./".into(), "a \"b\".js".into()], "work();\n").unwrap();
        assert_eq!(
            worker,
            "const VERSION = \"00000000000000ff\";\nconst FILES = [\"./\",\"a \\\"b\\\".js\"];\nwork();\n"
        );
    }
}
