//! Guesses at what somebody meant. A guess is only ever offered, never run.

use alloc::string::String;

use super::command::Keyword;
use super::parse::parse_line;
use super::text::code;

/// The keyword that a word is closest to, if it is close: at most a third of the longer one's letters differ, in the
/// sense of Damerau's and Levenshtein's edit distance, and case does not count.
pub(super) fn closest_keyword(word: &str) -> Option<Keyword> {
    if word.len() > 32 {
        return None;
    }
    let nearest =
        Keyword::ALL.into_iter().map(|keyword| (distance(word.as_bytes(), keyword.name().as_bytes()), keyword));
    let (distance, keyword) = nearest.min_by_key(|&(distance, _)| distance)?;
    (distance * 3 <= word.len().max(keyword.name().len())).then_some(keyword)
}

/// Optimal string alignment distance, letters compared without their case.
fn distance(a: &[u8], b: &[u8]) -> usize {
    const WIDTH: usize = 34;
    let mut before_last = [0_usize; WIDTH];
    let mut last: [usize; WIDTH] = core::array::from_fn(|column| column);
    for (i, x) in a.iter().enumerate() {
        let mut row = [0_usize; WIDTH];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let same = x.eq_ignore_ascii_case(y);
            let mut best = (last[j] + usize::from(!same)).min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && x.eq_ignore_ascii_case(&b[j - 1]) && a[i - 1].eq_ignore_ascii_case(y);
            if swapped {
                best = best.min(before_last[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        before_last = last;
        last = row;
    }
    last[b.len()]
}

/// The keyword that two words make together: `Receive All`, `begin snapshot`.
pub(super) fn joined_keyword(first: &str, second: &str) -> Option<Keyword> {
    let joined = first.bytes().chain(second.bytes());
    Keyword::ALL.into_iter().find(|keyword| {
        let name = keyword.name().as_bytes();
        name.len() == first.len() + second.len() && joined.clone().zip(name).all(|(a, b)| a.eq_ignore_ascii_case(b))
    })
}

/// A number without what people put into numbers: `1,000`, `1_000`, `$300`.
pub(super) fn plain_number(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let rest_is_decoration =
        word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '_' | '\'' | '$' | '€' | '£' | ';' | '+'));
    (!digits.is_empty() && digits.len() < word.len() && rest_is_decoration).then_some(digits)
}

/// Whether a character outside ASCII is punctuation, a symbol or a blank, and no letter: by block, without the tables that say it of each.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}'..='\u{bf}' | '×' | '÷'
        | '\u{1680}' | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2bff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{feff}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// The line without its comment, with everything but letters, digits and signs made a space, if that makes it a command:
/// for `Send(1, 2, 300);` and for blanks that only look like blanks.
pub(super) fn plain_line(line_text: &str) -> Option<String> {
    let code = code(line_text);
    if code.chars().any(|c| !c.is_ascii() && !is_sign(c)) {
        // Letters of another script mean something, and would be lost.
        return None;
    }
    let mut plain = String::with_capacity(code.len());
    for word in code.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|word| !word.is_empty()) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    (plain != code && matches!(parse_line(&plain, 1), Ok(Some(_)))).then_some(plain)
}
