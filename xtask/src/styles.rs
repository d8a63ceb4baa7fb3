//! The style sheets of the published page as two files, which compress better than many: what the first picture needs, and what it does
//! not. `web/boot.js` asks for the second.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use anyhow::{Context, Result, ensure};

use crate::workspace::Workspace;

/// The first of the style sheets that can wait.
const LATER: &str = "node_menu";

/// Joins the style sheets in dist/, in their order.
pub(crate) fn join(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).context("trunk built no page")?;
    let (page, sheets) = without_sheets(&page);
    let later = sheets.iter().position(|sheet| sheet.starts_with(LATER)).context("no style sheet can wait")?;
    let (first, later) = sheets.split_at(later);
    ensure!(!first.is_empty(), "the page has no style sheet");
    let links = format!(
        "<link rel=\"stylesheet\" href=\"./{}\"><meta name=\"later-styles\" content=\"./{}\">",
        joined(&dist, first, "style")?,
        joined(&dist, later, "later")?
    );
    fs::write(&index, page.replacen(PLACE, &links, 1))?;
    Ok(())
}

/// Makes one file of these, and returns its name.
fn joined(dist: &Path, sheets: &[String], name: &str) -> Result<String> {
    let mut all = String::new();
    for sheet in sheets {
        let path = dist.join(sheet);
        all += &fs::read_to_string(&path).with_context(|| format!("{sheet} is missing"))?;
        fs::remove_file(path)?;
    }
    let mut hasher = DefaultHasher::new();
    all.hash(&mut hasher);
    let name = format!("{name}-{:016x}.css", hasher.finish());
    fs::write(dist.join(&name), all)?;
    Ok(name)
}

/// Where the links were.
const PLACE: &str = "<!--styles-->";

/// The page without its links to style sheets, and where they led.
fn without_sheets(page: &str) -> (String, Vec<String>) {
    let mut sheets = Vec::new();
    let mut out = String::new();
    let mut rest = page;
    while let Some(start) = rest.find("<link") {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let (before, link) = (&rest[..start], &rest[start..end]);
        out += before;
        match attribute(link, "href") {
            Some(address) if attribute(link, "rel") == Some("stylesheet") => {
                if sheets.is_empty() {
                    out += PLACE;
                }
                sheets.push(address.trim_start_matches("./").to_owned());
            }
            _ => out += link,
        }
        rest = &rest[end..];
    }
    (out + rest, sheets)
}

/// The value of an attribute, with or without quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}="))?;
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([' ', '>']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_style_sheets_are_taken_out() {
        let page = "<head><link rel=stylesheet href=./a-1.css><link rel=\"icon\" href=\"i.svg\">\
                    <link rel=\"stylesheet\" href=\"./b-2.css\" /><title>T</title></head>";
        let (page, sheets) = without_sheets(page);
        assert_eq!(page, "<head><!--styles--><link rel=\"icon\" href=\"i.svg\"><title>T</title></head>");
        assert_eq!(sheets, ["a-1.css", "b-2.css"]);
    }
}
