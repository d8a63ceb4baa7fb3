//! Writing `TikZ`: what is around a picture, colours, coordinates.

use super::Form;
use crate::geometry::Point;
use crate::space_time::Hue;
use crate::svg::light;

/// What a picture needs besides `TikZ` itself.
const LIBRARIES: &str = "arrows.meta, shapes.geometric, shapes.misc";

/// A `TikZ` text while it is written.
pub(super) struct Writer {
    text: String,
    form: Form,
}

impl Writer {
    /// Begins a picture with these colours, of the page's names, and these options, each on a line. What is written next is in it.
    pub(super) fn begin(form: Form, title: &str, colours: &[&'static str], options: &str) -> Self {
        let mut tikz = Self { text: String::new(), form };
        tikz.comment(title);
        match form {
            Form::Document => {
                tikz.line("\\documentclass[tikz, border=6pt]{standalone}");
                tikz.line(&format!("\\usetikzlibrary{{{LIBRARIES}}}"));
                tikz.line("\\begin{document}");
            }
            Form::Picture => {
                tikz.comment("For a document of your own, which needs in its preamble:");
                tikz.comment(&format!("\\usepackage{{tikz}} \\usetikzlibrary{{{LIBRARIES}}}"));
            }
        }
        for name in colours.iter().copied().chain(Hue::all().map(Hue::token)) {
            let hex = light(name).trim_start_matches('#').to_uppercase();
            tikz.line(&format!("\\definecolor{{{}}}{{HTML}}{{{hex}}}", colour(name)));
        }
        tikz.line("\\begin{tikzpicture}[");
        for option in options.trim().lines() {
            tikz.line(&format!("  {}", with_colours(option)));
        }
        for hue in Hue::all() {
            tikz.line(&format!("  {}/.style={{color={}}},", snapshot(hue), colour(hue.token())));
            tikz.line(&format!("  dashed {}/.style={{dash pattern={}}},", hue.number(), dashes(hue)));
        }
        tikz.line("]");
        tikz
    }

    /// A line.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line that LaTeX does not read, whatever is in it.
    pub(super) fn comment(&mut self, comment: &str) {
        self.text.push_str("% ");
        self.text.extend(comment.chars().map(|letter| if is_line_end(letter) { ' ' } else { letter }));
        self.text.push('\n');
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.line("\\end{tikzpicture}");
        if self.form == Form::Document {
            self.line("\\end{document}");
        }
        self.text
    }
}

/// LaTeX knows more ends of lines than one.
fn is_line_end(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

impl Hue {
    fn token(self) -> &'static str {
        ["snapshot-1", "snapshot-2", "snapshot-3", "snapshot-4", "snapshot-5", "snapshot-6"]
            [usize::from(self.number()) - 1]
    }
}

/// The name of the style that gives something the colour of a snapshot.
pub(super) fn snapshot(hue: Hue) -> String {
    format!("snapshot {}", hue.number())
}

/// The name of a colour of the page in LaTeX: `money-line` is `shutterMoneyLine`.
pub(super) fn colour(name: &str) -> String {
    let mut out = String::from("shutter");
    for part in name.split('-') {
        let mut letters = part.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// An option in which a `$` stands before the name of a colour, with what LaTeX calls it.
fn with_colours(option: &str) -> String {
    let mut parts = option.split('$');
    let mut out = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        out += &colour(name);
        out += rest;
    }
    out
}

/// The dashes of a snapshot as `TikZ` has them, half a point for each pixel.
fn dashes(hue: Hue) -> String {
    let parts = hue.dash().split(' ').enumerate().map(|(index, length)| {
        let half = length.parse().unwrap_or(2.0) / 2.0;
        format!("{} {}pt", if index % 2 == 0 { "on" } else { "off" }, number(half))
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// A number with two decimals at most.
pub(super) fn number(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A place in the coordinates of the picture.
pub(super) fn point(at: Point) -> String {
    format!("({}, {})", number(at.x), number(at.y))
}

#[cfg(test)]
mod tests {
    use super::{colour, dashes, number, with_colours};
    use crate::space_time::Hue;

    #[test]
    fn names_and_numbers() {
        assert_eq!(colour("money-line"), "shutterMoneyLine");
        assert_eq!(with_colours("a={draw=$money-line, fill=$paper}"), "a={draw=shutterMoneyLine, fill=shutterPaper}");
        assert_eq!([0.0, -0.001, 1.5, -2.0, 0.125].map(number), ["0", "0", "1.5", "-2", "0.12"]);
        assert_eq!(Hue::all().next().map(dashes).as_deref(), Some("on 3pt off 2pt"));
    }
}
