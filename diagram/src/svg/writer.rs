//! Writing SVG: elements, and texts that may hold anything.

use crate::geometry::{Point, push_number};
use crate::network::Size;

/// An SVG text while it is written.
pub(super) struct Writer(String);

impl Writer {
    /// Begins a picture of this size. What is written next is in it.
    pub(super) fn begin(size: Size, title: &str, description: &str, style: &str) -> Self {
        let mut svg = Self(String::new());
        svg.tag("svg").attribute("xmlns", "http://www.w3.org/2000/svg").number("width", size.width);
        svg.number("height", size.height).attribute("viewBox", "0 0 ");
        // Within the attribute that was just written.
        svg.0.pop();
        push_number(&mut svg.0, size.width);
        svg.0.push(' ');
        push_number(&mut svg.0, size.height);
        svg.0.push('"');
        svg.attribute("role", "img").end();
        svg.leaf("title", title).leaf("desc", description).leaf("style", style);
        svg.tag("rect").attribute("class", "paper").number("width", size.width).number("height", size.height).close();
        svg
    }

    /// Starts a tag, on a line of its own. Attributes follow, then one of [`Writer::end`], [`Writer::close`] and [`Writer::text`].
    pub(super) fn tag(&mut self, name: &str) -> &mut Self {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push('<');
        self.0.push_str(name);
        self
    }

    /// A tag with a class.
    pub(super) fn tag_of(&mut self, name: &str, class: &str) -> &mut Self {
        self.tag(name).attribute("class", class)
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.escaped(value);
        self.0.push('"');
        self
    }

    pub(super) fn number(&mut self, name: &str, value: f64) -> &mut Self {
        self.attribute(name, "");
        self.0.pop();
        push_number(&mut self.0, value);
        self.0.push('"');
        self
    }

    /// Two attributes that say where something is.
    pub(super) fn at(&mut self, x: &str, y: &str, point: Point) -> &mut Self {
        self.number(x, point.x).number(y, point.y)
    }

    /// Ends the tag; what follows is within the element until [`Writer::leave`].
    pub(super) fn end(&mut self) {
        self.0.push('>');
    }

    /// Ends the tag of an element with nothing in it.
    pub(super) fn close(&mut self) {
        self.0.push_str("/>");
    }

    /// Ends the tag of an element of this name with a text in it.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.end();
        self.escaped(text);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element with a text in it and no attributes.
    pub(super) fn leaf(&mut self, name: &str, text: &str) -> &mut Self {
        self.tag(name).text(name, text);
        self
    }

    /// Begins a group.
    pub(super) fn group(&mut self, class: &str) {
        self.tag_of("g", class).end();
    }

    /// Ends an element that was begun with [`Writer::end`].
    pub(super) fn leave(&mut self, name: &str) {
        self.0.push_str("\n</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.leave("svg");
        self.0.push('\n');
        self.0
    }

    fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\n' => self.0.push('\n'),
                // XML has no way to write these.
                '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => self.0.push('\u{fffd}'),
                _ => self.0.push(letter),
            }
        }
    }
}
