//! A paragraph as text and controls.

use std::collections::BTreeMap;

use super::{AROUND, DRAWN, named};
use crate::paper::style::Styles;
use crate::paper::{Control, ControlKind, Piece, Tally};
use crate::xml::{Element, Node};

/// Most spaces that one element may stand for.
const MAX_SPACES: usize = 64;

/// The pieces of a paragraph so far.
pub(super) struct Line<'r> {
    pub pieces: Vec<Piece>,
    styles: &'r Styles,
    controls: &'r BTreeMap<String, Vec<Piece>>,
    tally: &'r mut Tally,
}

impl<'r> Line<'r> {
    pub fn new(
        styles: &'r Styles,
        controls: &'r BTreeMap<String, Vec<Piece>>,
        tally: &'r mut Tally,
    ) -> Self {
        Self {
            pieces: Vec::new(),
            styles,
            controls,
            tally,
        }
    }

    /// What stands in a paragraph, or in a part of one.
    pub fn pieces_of(&mut self, within: &Element, is_underlined: bool) {
        for node in &within.children {
            match node {
                Node::Text(text) => self.text(&spaced(text), is_underlined),
                Node::Element(element) => self.element(element, is_underlined),
            }
        }
    }

    fn element(&mut self, element: &Element, is_underlined: bool) {
        match element.name.as_str() {
            "s" => {
                let count = element.count("c").unwrap_or(1).min(MAX_SPACES);
                self.text(&" ".repeat(count), is_underlined);
            }
            "tab" => self.text("\t", is_underlined),
            "line-break" => self.text("\n", false),
            "control" => {
                let id = element.attribute("control").unwrap_or_default();
                let pieces = self.controls.get(id).cloned().unwrap_or_default();
                self.pieces.extend(pieces);
            }
            "drop-down" => {
                let labels = element.elements().filter(|item| item.name == "label");
                let texts = labels.filter_map(|label| label.attribute("value"));
                let texts = texts.map(str::to_owned).collect();
                self.control(element, ControlKind::Choice(texts));
            }
            "text-input" | "placeholder" => self.control(element, ControlKind::Line),
            "change" => self.tally.left_out("import-deleted-left-out"),
            name if DRAWN.contains(&name) => self.tally.left_out("import-picture-left-out"),
            name if AROUND.contains(&name) => {
                let style = element.attribute("style-name");
                let style = style.map(|style| named("text", style));
                let own = self
                    .styles
                    .find(style.as_deref(), |style| style.is_underlined);
                self.pieces_of(element, own.unwrap_or(is_underlined));
            }
            _ => {}
        }
    }

    fn control(&mut self, element: &Element, kind: ControlKind) {
        let name = element.attribute("description");
        let name = name.or_else(|| element.attribute("name"));
        let name = name.unwrap_or_default().to_owned();
        self.pieces.push(Piece::Control(Control { name, kind }));
    }

    /// Spaces that are underlined are a line to write on.
    fn text(&mut self, text: &str, is_underlined: bool) {
        if text.is_empty() {
            return;
        }
        let is_space = text.chars().all(char::is_whitespace);
        let text = if is_underlined && is_space {
            "__".repeat(text.chars().count())
        } else {
            text.to_owned()
        };
        match self.pieces.last_mut() {
            Some(Piece::Text(known)) => known.push_str(&text),
            _ => self.pieces.push(Piece::Text(text)),
        }
    }
}

/// Runs of blanks and ends of lines in the file count as one space (ISO/IEC 26300-1, 6.1.2);
/// ideographic spaces are letters to it.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let blank = matches!(c, ' ' | '\t' | '\r' | '\n');
        match (blank, out.ends_with(' ')) {
            (true, true) => {}
            (true, false) => out.push(' '),
            (false, _) => out.push(c),
        }
    }
    out
}
