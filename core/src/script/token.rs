//! The parts of a line, for colouring it.

use super::command::{FieldName, Keyword};
use super::text::next_field;

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The first word, when it is a command.
    Keyword,
    /// A field of a command, whether its value is sound or not.
    Field(FieldName),
    /// A word that has no place here: an unknown command and what follows it, or a field too many.
    Stray,
    /// A comment, to the end of the line.
    Comment,
}

/// A part of a line, in bytes from the line's start. Blanks lie between the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// The parts of a line, given without its line end.
pub fn tokens(line_text: &str) -> impl Iterator<Item = Token> + '_ {
    let bytes = line_text.as_bytes();
    let mut at = 0;
    let mut index = 0;
    let mut keyword = None;
    core::iter::from_fn(move || {
        let Some((start, end)) = next_field(bytes, at) else {
            let start = at + bytes[at..].iter().take_while(|&&byte| super::text::is_blank(byte)).count();
            at = bytes.len();
            return (start < bytes.len()).then_some(Token { start, end: bytes.len(), kind: TokenKind::Comment });
        };
        at = end;
        let kind = if index == 0 {
            keyword = Keyword::from_bytes(&bytes[start..end]);
            keyword.map_or(TokenKind::Stray, |_| TokenKind::Keyword)
        } else {
            let field = keyword.and_then(|keyword| keyword.fields().get(index - 1));
            field.map_or(TokenKind::Stray, |&field| TokenKind::Field(field))
        };
        index += 1;
        Some(Token { start, end, kind })
    })
}
