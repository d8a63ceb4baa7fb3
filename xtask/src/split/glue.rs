//! The script that wasm-bindgen wrote for a module, changed to fit a module in two parts.

use anyhow::{Result, ensure};

use super::{divide, module::Module};

/// What loads the rest.
const LOADER: &str = include_str!("loader.js");
/// From where the module imports what the script offers.
const OFFERED: &str = "js";

/// Gives what the module imports from its script short names, in both: as wasm-bindgen writes them, they do not compress well. Comments and
/// indents go too. Returns the script.
pub(super) fn shortened(module: &mut Module, glue: &str) -> Result<String> {
    let mut glue = lean(glue);
    for (index, import) in module.imports.iter_mut().enumerate() {
        let offer = format!("\"{}\": import0", import.module);
        if glue.contains(&offer) {
            glue = glue.replace(&offer, &format!("{OFFERED}: import0"));
        }
        let name = short(index);
        glue = replaced(&glue, &format!("\n{}: ", import.name), &format!("\n{name}: "))?;
        import.name = name;
        import.module = OFFERED.into();
    }
    Ok(glue)
}

/// The script with the loader in it. `table` is the name under which the first part exports its table of functions.
pub(super) fn with_loader(glue: &str, table: &str) -> Result<String> {
    let (from, name) = divide::LOADER;
    let offer = format!("{OFFERED}: import0");
    let glue = replaced(
        glue,
        &offer,
        &format!("{OFFERED}: (restImports.{OFFERED} = import0), {from}: {{ {name}: restNow }}"),
    )?;
    Ok(glue + &lean(LOADER).replace("TABLE", table))
}

/// Replaces what is there once.
fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.matches(old).count() == 1, "the module's script does not have `{}` once", old.trim());
    Ok(text.replace(old, new))
}

/// A script without indents, empty lines and lines of comments. No text in the page's scripts goes over several lines.
pub(super) fn lean(script: &str) -> String {
    let mut out = String::new();
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    out
}

/// a, b, c ... z, ba, bb ...
fn short(index: usize) -> String {
    let letter = char::from(b"abcdefghijklmnopqrstuvwxyz"[index % 26]);
    if index < 26 { letter.to_string() } else { short(index / 26) + &letter.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::module::Import;

    const GLUE: &str = "/* eslint-disable */
function get_imports() {
    const import0 = {
        __wbg_log_0123456789abcdef: function(arg0) {
            // Says it.
            console.log(arg0);
        },
    };
    return {
        \"./page_bg.js\": import0,
    };
}
";

    fn module() -> Module {
        let import = |name: &str| Import {
            module: "./page_bg.js".into(),
            name: name.into(),
            what: wasmparser::TypeRef::Func(0),
        };
        Module { imports: vec![import("__wbg_log_0123456789abcdef")], ..Module::default() }
    }

    #[test]
    fn module_and_script_agree_on_short_names() {
        let mut module = module();
        let glue = shortened(&mut module, GLUE).unwrap();
        assert_eq!((module.imports[0].module.as_str(), module.imports[0].name.as_str()), ("js", "a"));
        assert!(
            glue.starts_with("function get_imports() {\nconst import0 = {\na: function(arg0) {\nconsole.log(arg0);\n"),
            "{glue}"
        );
        let glue = with_loader(&glue, "t0").unwrap();
        assert!(glue.contains("js: (restImports.js = import0), split: { load: restNow },"), "{glue}");
        assert!(glue.contains("wasm.t0.get("), "{glue}");
    }

    #[test]
    fn a_script_that_offers_something_else_is_an_error() {
        assert!(shortened(&mut module(), "const import0 = {};").is_err());
        assert!(with_loader("const import0 = {};", "t0").is_err());
    }

    #[test]
    fn short_names_differ() {
        assert_eq!([0, 25, 26, 27, 26 * 26].map(short), ["a", "z", "ba", "bb", "baa"]);
    }
}
