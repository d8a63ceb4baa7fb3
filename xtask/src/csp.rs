//! The content security policy of the published page.
//!
//! It is written into the page when it is published, and not before: `trunk serve` adds an inline script that reloads
//! the page after a change, which this policy forbids.

use anyhow::{Context, Result};

/// Nothing but what comes with the page; no inline scripts or style sheets. Style attributes may stay: they place
/// things that move.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
                      connect-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; \
                      img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
                      base-uri 'none'; form-action 'none'";

/// The page with the policy in its head, right after the character set: what comes before is not bound by it.
pub(crate) fn with_policy(page: &str) -> Result<String> {
    let charset = page.find("<meta charset").context("the page does not begin with its character set")?;
    let end = charset + page[charset..].find('>').context("the page is cut off")? + 1;
    let (head, rest) = page.split_at(end);
    Ok(format!("{head}\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_after_the_character_set() {
        let page = with_policy("<html><head><meta charset=\"utf-8\"><title>T</title>").unwrap();
        assert!(page.starts_with("<html><head><meta charset=\"utf-8\">\n    <meta http-equiv="), "{page}");
        assert!(page.ends_with("form-action 'none'\"><title>T</title>"), "{page}");
        assert!(with_policy("<html><title>T</title>").is_err());
    }
}
