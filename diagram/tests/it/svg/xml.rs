//! Whether a text is well-formed XML, as far as our pictures use it.

/// What is wrong with it, if something is.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut elements = 0;
    while let Some((before, tag)) = rest.split_once('<') {
        check_text(before)?;
        if open.is_empty() && !before.trim().is_empty() || open.is_empty() && elements > 0 && !tag.starts_with('/') {
            return Err(format!("something is outside the root: {before}<{tag}"));
        }
        let (tag, after) = tag.split_once('>').ok_or("a tag does not end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        elements += 1;
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        check_attributes(attributes)?;
        if !is_empty {
            open.push(name);
        }
    }
    match (open.last(), rest.trim()) {
        (None, "") if elements > 0 => Ok(()),
        (name, rest) => Err(format!("open at the end: {name:?}, then {rest}")),
    }
}

fn check_attributes(mut rest: &str) -> Result<(), String> {
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").ok_or(format!("no value: {rest}"))?;
        let (value, after) = after.split_once('"').ok_or(format!("no end: {rest}"))?;
        let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        if !is_name || name.is_empty() || names.contains(&name) {
            return Err(format!("not a name, or there already: {name}"));
        }
        check_text(value)?;
        names.push(name);
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    Ok(())
}

fn check_text(text: &str) -> Result<(), String> {
    let is_odd = |letter: char| letter.is_control() && letter != '\n' || matches!(letter, '\u{fffe}' | '\u{ffff}');
    if text.contains(is_odd) || text.contains(['<', '>']) {
        return Err(format!("a letter that may not be here: {text}"));
    }
    for after in text.split('&').skip(1) {
        if !["amp;", "lt;", "gt;", "quot;"].iter().any(|name| after.starts_with(name)) {
            return Err(format!("no such entity: &{after}"));
        }
    }
    Ok(())
}

#[test]
fn it_finds_what_is_wrong() {
    check("<a b=\"1\" c-d=\"&lt;\"><e/>x &amp; y</a>\n").unwrap();
    for wrong in [
        "",
        "x",
        "<a>",
        "</a>",
        "<a></b>",
        "<a/><a/>",
        "<a/>x",
        "<a b/>",
        "<a b=\"1/>",
        "<a b=\"\" b=\"\"/>",
        "<a>&</a>",
        "<a>\u{1}</a>",
        "<a>></a>",
        "<a b=\"<\"/>",
    ] {
        assert!(check(wrong).is_err(), "{wrong}");
    }
}
