//! A line of a script to pieces, each with one ink and at most one underline.

use shutter_core::script::{Fault, FieldName, Level, TokenKind, tokens};

/// What a piece is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Blanks, and words that have no place where they are.
    Plain,
    Keyword,
    Id,
    Amount,
    Comment,
}

impl Ink {
    pub(super) const fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Keyword => Some("keyword"),
            Self::Id => Some("id"),
            Self::Amount => Some("amount"),
            Self::Comment => Some("comment"),
        }
    }

    fn of(kind: TokenKind, text: &str) -> Self {
        match kind {
            TokenKind::Keyword => Self::Keyword,
            // Amounts are bold. In a monospaced font that changes no width, but only its own characters are sure to be
            // there in bold.
            TokenKind::Field(FieldName::Amount) if text.is_ascii() => Self::Amount,
            TokenKind::Field(FieldName::Amount) | TokenKind::Stray => Self::Plain,
            TokenKind::Field(_) => Self::Id,
            TokenKind::Comment => Self::Comment,
        }
    }
}

/// How bad what is wrong with something is. An error hides a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::components) enum Badness {
    Warning,
    Error,
}

impl Badness {
    pub(in crate::components) fn of(fault: &Fault) -> Self {
        match fault.kind.level() {
            Level::TextError | Level::RunError => Self::Error,
            Level::Warning => Self::Warning,
        }
    }

    pub(in crate::components) const fn class(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    pub(in crate::components) const fn word(self) -> &'static str {
        match self {
            Self::Warning => "Warning",
            Self::Error => "Error",
        }
    }

    pub(in crate::components) const fn sign(self) -> &'static str {
        match self {
            Self::Warning => "!",
            Self::Error => "✕",
        }
    }
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) ink: Ink,
    pub(super) underline: Option<Badness>,
}

/// The part of a line that is looked at; the rest is one plain piece.
const PAINTED: usize = 4096;

/// The pieces of a line, which together are the line. `faults` are those on it.
pub(super) fn pieces<'t>(line: &'t str, faults: &[Fault]) -> Vec<Piece<'t>> {
    let painted = line.floor_char_boundary(PAINTED);
    let mut spans = vec![];
    for token in tokens(&line[..painted]) {
        spans.push((token.start, token.end, Ink::of(token.kind, &line[token.start..token.end])));
    }
    let mut cuts = vec![0];
    let boundaries = spans.iter().flat_map(|&(start, end, _)| [start, end]).chain([painted, line.len()]);
    let underlines = faults.iter().flat_map(|fault| [fault.span.start as usize, fault.span.end as usize]);
    for cut in boundaries.chain(underlines).filter(|&cut| cut <= line.len() && line.is_char_boundary(cut)) {
        // Nearly all come in order.
        if let Err(place) = cuts.binary_search(&cut) {
            cuts.insert(place, cut);
        }
    }

    let mut spans = spans.into_iter().peekable();
    let mut pieces = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        while spans.next_if(|span| span.1 <= start).is_some() {}
        let ink = spans.peek().filter(|span| span.0 <= start).map_or(Ink::Plain, |span| span.2);
        pieces.push(Piece { text: &line[start..end], ink, underline: underline(faults, start) });
    }
    pieces
}

fn underline(faults: &[Fault], at: usize) -> Option<Badness> {
    let here = faults.iter().filter(|fault| (fault.span.start as usize..fault.span.end as usize).contains(&at));
    here.map(Badness::of).max()
}

/// The faults on a line, of a list that is sorted by line.
pub(super) fn faults_on(faults: &[Fault], line: u32) -> &[Fault] {
    let start = faults.partition_point(|fault| fault.span.line < line);
    let count = faults[start..].partition_point(|fault| fault.span.line == line);
    &faults[start..start + count]
}

/// How many columns of a monospaced font a line takes, more or less: enough to tell which line is the widest.
pub(super) fn columns(line: &str) -> usize {
    if line.bytes().all(|byte| byte.is_ascii() && byte != b'\t') {
        return line.len();
    }
    line.chars().fold(0, |at, c| match c {
        '\t' => (at / TAB + 1) * TAB,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => at,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f000}'.. => at + 2,
        _ => at + 1,
    })
}

/// The style sheet's `tab-size`.
const TAB: usize = 4;

/// The widest line of a text.
pub(super) fn widest_line(text: &str) -> &str {
    text.split(['\n', '\r']).max_by_key(|line| columns(line)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use shutter_core::script::Script;

    use super::*;

    fn painted(line: &str) -> String {
        let script = Script::parse(line);
        let shown = pieces(line, script.faults()).into_iter().map(|piece| {
            let underline = piece.underline.map_or("", Badness::sign);
            format!("{}{underline}[{}]", piece.ink.class().unwrap_or(""), piece.text)
        });
        shown.collect()
    }

    #[test]
    fn each_part_has_its_ink() {
        assert_eq!(painted("Send 1 2 300 # rent"), "keyword[Send][ ]id[1][ ]id[2][ ]amount[300][ ]comment[# rent]");
        assert_eq!(painted(""), "");
    }

    #[test]
    fn faults_are_underlined_where_they_are() {
        assert_eq!(painted("\trecieve 1"), "[\t]✕[recieve][ ][1]");
        assert_eq!(painted("Send 1 ü 3"), "keyword[Send][ ]id[1][ ]id✕[ü][ ]amount[3]");
        assert_eq!(painted("KillAll now then"), "keyword[KillAll][ ]✕[now]✕[ ]✕[then]");
    }

    #[test]
    fn the_end_of_a_very_long_line_is_plain() {
        let line = format!("Send 1 2 3 {}", "é".repeat(5000));
        let pieces = pieces(&line, &[]);
        assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), line);
        assert_eq!(pieces.last().unwrap().ink, Ink::Plain);
    }

    #[test]
    fn the_widest_line_is_found_by_columns() {
        assert_eq!(widest_line("Send 1 2 3\r\n漢字漢字漢字\néééééééé"), "漢字漢字漢字");
        assert_eq!(widest_line("\t\t\tx\nSend 1 2 3"), "\t\t\tx");
    }

    #[test]
    fn the_faults_of_a_line_are_found_among_all() {
        let script = Script::parse("a\nKillAll\nb\nSend x y z\n");
        let counts: Vec<_> = (0..5).map(|line| faults_on(script.faults(), line).len()).collect();
        assert_eq!(counts, [1, 0, 1, 3, 0]);
    }
}
