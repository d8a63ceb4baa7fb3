//! The direction of dependencies: `web -> diagram -> core`, `cli, web/package -> formats -> diagram`, and a core that leans on nothing.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{terminal, workspace::Workspace};

/// A package: its folder, its name, and the packages of this workspace that it may use.
type Place = (&'static str, &'static str, &'static [&'static str]);

const CORE: &str = "shutter-core";
const DIAGRAM: &str = "shutter-diagram";
const FORMATS: &str = "shutter-formats";
const LESSONS: &str = "shutter-lessons";
const CLI: &str = "shutter-cli";
const WEB: &str = "shutter-web";
const PACKAGE: &str = "shutter-package";
const TESTS: &str = "shutter-tests";

const PLACES: [Place; 9] = [
    ("core", CORE, &[]),
    ("diagram", DIAGRAM, &[CORE]),
    ("formats", FORMATS, &[CORE, DIAGRAM]),
    ("lessons", LESSONS, &[CORE, DIAGRAM]),
    ("cli", CLI, &[CORE, DIAGRAM, FORMATS]),
    ("web", WEB, &[CORE, DIAGRAM, LESSONS]),
    ("web/package", PACKAGE, &[CORE, DIAGRAM, FORMATS]),
    ("tests", TESTS, &[CORE, DIAGRAM, FORMATS, CLI, WEB]),
    ("xtask", "xtask", &[]),
];

/// The packages that may know of a browser.
const IN_A_BROWSER: [&str; 3] = [WEB, PACKAGE, TESTS];

/// The only package from elsewhere that the core may use, and only by choice.
const CORE_MAY_USE: &str = "serde";

/// Fails with everything that points the wrong way.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let json = workspace.cargo().words("metadata --format-version 1 --all-features").read()?;
    let graph = Graph::read(&serde_json::from_str(&json)?, workspace.root()).context("metadata of another shape")?;
    let wrong = graph.violations();
    for violation in &wrong {
        terminal::note(violation);
    }
    ensure!(wrong.is_empty(), "{} dependencies or folders are not as ARCHITECTURE.md has them", wrong.len());
    Ok(())
}

/// What `cargo metadata` says that matters here.
struct Graph {
    members: Vec<Member>,
    /// For each package, by id, those that it cannot do without.
    edges: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, String>,
}

struct Member {
    id: String,
    name: String,
    folder: String,
    dependencies: Vec<Dependency>,
}

struct Dependency {
    name: String,
    only_for_tests: bool,
    optional: bool,
}

impl Graph {
    fn read(json: &Value, root: &Path) -> Option<Self> {
        let ids: Vec<&str> = json["workspace_members"].as_array()?.iter().filter_map(Value::as_str).collect();
        let packages = json["packages"].as_array()?;
        let members = packages
            .iter()
            .filter(|package| package["id"].as_str().is_some_and(|id| ids.contains(&id)))
            .map(|package| Member::read(package, root))
            .collect::<Option<_>>()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let names = packages.iter().filter_map(|package| Some((text(&package["id"])?, text(&package["name"])?)));
        let nodes = json["resolve"]["nodes"].as_array()?.iter();
        let edges = nodes.filter_map(|node| {
            let needed = node["deps"].as_array()?.iter().filter(|dependency| is_needed_to_run(dependency));
            Some((text(&node["id"])?, needed.filter_map(|dependency| text(&dependency["pkg"])).collect()))
        });
        Some(Self { members, edges: edges.collect(), names: names.collect() })
    }

    fn violations(&self) -> Vec<String> {
        self.members.iter().flat_map(|member| self.violations_of(member)).collect()
    }

    fn violations_of(&self, member: &Member) -> Vec<String> {
        let name = &member.name;
        let place = PLACES.iter().find(|(folder, package, _)| *folder == member.folder && package == name);
        let Some((_, _, allowed)) = place else {
            return vec![format!("{name} in {}/ has no place in the architecture", member.folder)];
        };
        let mut wrong = Vec::new();
        for dependency in &member.dependencies {
            let other = dependency.name.as_str();
            let in_workspace = PLACES.iter().any(|(_, package, _)| *package == other);
            if in_workspace && !allowed.contains(&other) {
                wrong.push(format!("{name} -> {other}: this arrow points the wrong way"));
            }
            if name == CORE && !dependency.only_for_tests && !(other == CORE_MAY_USE && dependency.optional) {
                wrong.push(format!("{name} -> {other}: the core uses nothing but {CORE_MAY_USE}, as an option"));
            }
            if !IN_A_BROWSER.contains(&name.as_str()) && is_of_the_browser(other) {
                wrong.push(format!("{name} -> {other}: only {} know of a browser", IN_A_BROWSER.join(" and ")));
            }
        }
        if !IN_A_BROWSER.contains(&name.as_str()) {
            wrong.extend(self.way_to_the_browser(&member.id).map(|way| format!("{way}: a browser in disguise")));
        }
        wrong
    }

    /// A chain of at least three packages from this one to one that only works in a browser.
    fn way_to_the_browser(&self, id: &str) -> Option<String> {
        let mut ways = vec![vec![id]];
        let mut seen = vec![id];
        while let Some(way) = ways.pop() {
            for next in self.edges.get(*way.last()?).into_iter().flatten() {
                if seen.contains(&next.as_str()) {
                    continue;
                }
                seen.push(next);
                let longer: Vec<&str> = way.iter().copied().chain([next.as_str()]).collect();
                if is_of_the_browser(self.name(next)) && longer.len() > 2 {
                    let names: Vec<&str> = longer.iter().map(|id| self.name(id)).collect();
                    return Some(names.join(" -> "));
                }
                ways.push(longer);
            }
        }
        None
    }

    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.names.get(id).map_or(id, String::as_str)
    }
}

impl Member {
    fn read(package: &Value, root: &Path) -> Option<Self> {
        let manifest = Path::new(package["manifest_path"].as_str()?);
        let folder = manifest.parent()?.strip_prefix(root).ok()?;
        Some(Self {
            id: package["id"].as_str()?.to_owned(),
            name: package["name"].as_str()?.to_owned(),
            folder: folder.to_str()?.to_owned(),
            dependencies: package["dependencies"].as_array()?.iter().map(Dependency::read).collect::<Option<_>>()?,
        })
    }
}

impl Dependency {
    fn read(json: &Value) -> Option<Self> {
        Some(Self {
            name: json["name"].as_str()?.to_owned(),
            only_for_tests: json["kind"] == "dev",
            optional: json["optional"].as_bool()?,
        })
    }
}

/// A dependency of the program itself, not of its tests or its build script.
fn is_needed_to_run(dependency: &Value) -> bool {
    let kinds = dependency["dep_kinds"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
}

fn is_of_the_browser(package: &str) -> bool {
    let families = ["yew", "gloo", "wasm-bindgen"];
    let is_in = |family: &str| package == family || package.starts_with(&format!("{family}-"));
    families.into_iter().any(is_in) || ["web-sys", "js-sys", "serde-wasm-bindgen"].contains(&package)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn dependency(name: &str) -> Value {
        json!({ "name": name, "kind": null, "optional": false })
    }

    fn package(folder: &str, name: &str, dependencies: &[Value]) -> Value {
        json!({
            "id": name,
            "name": name,
            "manifest_path": format!("/here/{folder}/Cargo.toml"),
            "dependencies": dependencies,
        })
    }

    fn edges(from: &str, to: &[&str]) -> Value {
        let to: Vec<_> = to.iter().map(|to| json!({ "pkg": to, "dep_kinds": [{ "kind": null }] })).collect();
        json!({ "id": from, "deps": to })
    }

    fn violations(packages: &[Value], nodes: &[Value]) -> Vec<String> {
        let ids: Vec<_> = packages.iter().map(|package| package["id"].clone()).collect();
        let json = json!({ "workspace_members": ids, "packages": packages, "resolve": { "nodes": nodes } });
        Graph::read(&json, Path::new("/here")).unwrap().violations()
    }

    #[test]
    fn arrows_that_point_as_they_should_pass() {
        let serde = json!({ "name": "serde", "kind": null, "optional": true });
        let proptest = json!({ "name": "proptest", "kind": "dev", "optional": false });
        let packages = [
            package("core", CORE, &[serde, proptest]),
            package("diagram", DIAGRAM, &[dependency(CORE)]),
            package("web", WEB, &[dependency(CORE), dependency(DIAGRAM), dependency("yew")]),
        ];
        assert_eq!(violations(&packages, &[edges(WEB, &["yew"])]), Vec::<String>::new());
    }

    #[test]
    fn arrows_that_turn_are_named() {
        let packages = [
            package("core", CORE, &[dependency(DIAGRAM)]),
            package("diagram", DIAGRAM, &[dependency("js-sys")]),
            package("cli", CLI, &[dependency("clock")]),
            package("extra", "shutter-extra", &[]),
        ];
        let wrong = violations(&packages, &[edges(CLI, &["clock"]), edges("clock", &["js-sys"])]);
        let has = |text: &str| assert!(wrong.iter().any(|line| line.contains(text)), "{text} in {wrong:#?}");
        has("shutter-core -> shutter-diagram: this arrow");
        has("shutter-core -> shutter-diagram: the core uses nothing");
        has("shutter-diagram -> js-sys");
        has("shutter-cli -> clock -> js-sys");
        has("shutter-extra in extra/ has no place");
        assert_eq!(wrong.len(), 5, "{wrong:#?}");
    }

    #[test]
    fn the_core_may_use_serde_by_choice_only() {
        assert_eq!(violations(&[package("core", CORE, &[dependency("serde")])], &[]).len(), 1);
    }
}
