//! Writes SVG. Text is text, and every value is escaped.

use super::measure::{Point, Rect, Shown, Tenths};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A picture that is being drawn.
#[derive(Default)]
pub(super) struct Svg {
    body: String,
    /// Names of the symbols and arrow heads that it uses.
    used: BTreeSet<&'static str>,
}

impl Svg {
    /// Puts a piece as it is.
    pub fn put(&mut self, piece: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(piece);
        self.body.push('\n');
    }

    /// A group that can be told by its element, with the whole name for who points at it.
    pub fn open(&mut self, class: &str, element: &str, title: &str) {
        let (element, title) = (escaped(element), escaped(title));
        self.put(format_args!(
            "<g class=\"{class}\" data-element=\"{element}\">"
        ));
        if !title.is_empty() {
            self.put(format_args!("<title>{title}</title>"));
        }
    }

    pub fn close(&mut self) {
        self.put(format_args!("</g>"));
    }

    pub fn rect(&mut self, class: &str, at: Rect, round: Tenths) {
        let (x, y) = (Shown(at.x), Shown(at.y));
        let (width, height, round) = (Shown(at.width), Shown(at.height), Shown(round));
        self.put(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>"
        ));
    }

    pub fn circle(&mut self, class: &str, centre: Point, radius: Tenths) {
        let (x, y, r) = (Shown(centre.x), Shown(centre.y), Shown(radius));
        self.put(format_args!(
            "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>"
        ));
    }

    pub fn path(&mut self, class: &str, path: &str) {
        self.put(format_args!("<path class=\"{class}\" d=\"{path}\"/>"));
    }

    /// One of the [`symbols`](super::symbols), fitted into a rectangle.
    pub fn symbol(&mut self, name: &'static str, class: &str, at: Rect) {
        self.used.insert(name);
        let (x, y) = (Shown(at.x), Shown(at.y));
        let (width, height) = (Shown(at.width), Shown(at.height));
        self.put(format_args!(
            "<use class=\"{class}\" href=\"#{name}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ));
    }

    /// Notes that an arrow head is used.
    pub fn head(&mut self, name: &'static str) -> &'static str {
        self.used.insert(name);
        name
    }

    /// Lines of text around a centre; `turned` from bottom to top.
    pub fn lines(
        &mut self,
        class: &str,
        lines: &[String],
        centre: Point,
        size: Tenths,
        turned: bool,
    ) {
        let step = size * 5 / 4;
        let count = i64::try_from(lines.len()).unwrap_or(i64::MAX / step.max(1));
        // A line's base is about a third of the type below its middle.
        let first = centre.y - step * (count - 1) / 2 + size * 36 / 100;
        let turn = match turned {
            true => format!(
                " transform=\"rotate(-90 {} {})\"",
                Shown(centre.x),
                Shown(centre.y)
            ),
            false => String::new(),
        };
        let (x, size) = (Shown(centre.x), Shown(size));
        let _ = write!(
            self.body,
            "<text class=\"{class}\" font-size=\"{size}\"{turn}>"
        );
        for (line, number) in lines.iter().zip(0..) {
            let y = Shown(first + step * number);
            let line = escaped(line);
            let _ = write!(self.body, "<tspan x=\"{x}\" y=\"{y}\">{line}</tspan>");
        }
        self.put(format_args!("</text>"));
    }

    /// The whole file.
    pub fn finish(self, extent: Rect, title: &str) -> String {
        let mut out = String::with_capacity(self.body.len() + 8192);
        let (x, y) = (Shown(extent.x), Shown(extent.y));
        let (width, height) = (Shown(extent.width), Shown(extent.height));
        let title = escaped(title);
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">"
        );
        if !title.is_empty() {
            let _ = writeln!(out, "<title>{title}</title>");
        }
        let _ = writeln!(out, "<style>{}</style>", super::style::STYLE);
        let _ = writeln!(out, "<defs>");
        for name in self.used {
            out.push_str(super::symbols::definition(name));
            out.push('\n');
        }
        let _ = writeln!(out, "</defs>");
        let _ = writeln!(
            out,
            "<rect class=\"paper\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
        out.push_str(&self.body);
        out.push_str("</svg>\n");
        out
    }
}

/// Text for XML; characters that XML has no place for become spaces.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
