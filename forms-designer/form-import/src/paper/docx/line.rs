//! The runs of a paragraph as text and controls.

use super::control::{control, old_field};
use super::{AROUND, Styles, branch, underlined};
use crate::paper::{Piece, Tally};
use crate::xml::{Element, Node};

/// The pieces of a paragraph so far.
pub(super) struct Line<'r> {
    pub pieces: Vec<Piece>,
    styles: &'r Styles,
    tally: &'r mut Tally,
    /// Of each field that is open, whether what it shows is only the answer of a control.
    fields: Vec<bool>,
}

impl<'r> Line<'r> {
    pub fn new(styles: &'r Styles, tally: &'r mut Tally) -> Self {
        Self {
            pieces: Vec::new(),
            styles,
            tally,
            fields: Vec::new(),
        }
    }

    /// What stands in a paragraph, or in something around runs.
    pub fn runs(&mut self, within: &Element) {
        for element in within.elements() {
            match element.name.as_str() {
                "r" => self.run(element),
                "sdt" => match control(element) {
                    Some(piece) => self.piece(piece),
                    None => element.child("sdtContent").into_iter().for_each(|content| {
                        self.runs(content);
                    }),
                },
                "AlternateContent" => branch(element).into_iter().for_each(|branch| {
                    self.runs(branch);
                }),
                "del" | "moveFrom" => self.tally.left_out("import-deleted-left-out"),
                name if AROUND.contains(&name) => self.runs(element),
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &Element) {
        let settings = run.child("rPr");
        if settings.is_some_and(|settings| settings.is_on("vanish")) {
            return;
        }
        let style = settings.and_then(|settings| settings.value("rStyle"));
        let is_underlined = settings
            .and_then(underlined)
            .or_else(|| self.styles.find(style, |style| style.is_underlined));
        let fonts = settings.and_then(|settings| settings.child("rFonts"));
        let font = fonts.and_then(|fonts| fonts.attribute("ascii"));
        let mut text = String::new();
        self.content(run, font.unwrap_or_default(), &mut text);
        self.text(&text, is_underlined.unwrap_or_default());
    }

    /// Text before a control of the same run is pushed before it.
    fn content(&mut self, run: &Element, font: &str, text: &mut String) {
        for element in run.elements() {
            match element.name.as_str() {
                "t" => {
                    for node in &element.children {
                        if let Node::Text(part) = node {
                            text.extend(part.chars().map(|c| drawn(c, font)));
                        }
                    }
                }
                "tab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "sym" => text.push(symbol(element)),
                "fldChar" => {
                    self.text(text, false);
                    text.clear();
                    self.field(element);
                }
                "drawing" | "pict" | "object" => self.tally.left_out("import-picture-left-out"),
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.content(branch, font, text);
                    }
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, mark: &Element) {
        match mark.attribute("fldCharType") {
            Some("begin") => {
                let control = mark.child("ffData").and_then(old_field);
                let is_control = control.is_some();
                control.into_iter().for_each(|piece| self.piece(piece));
                self.fields.push(is_control);
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn piece(&mut self, piece: Piece) {
        if !self.fields.contains(&true) {
            self.pieces.push(piece);
        }
    }

    /// Spaces that are underlined are a line to write on.
    fn text(&mut self, text: &str, is_underlined: bool) {
        if text.is_empty() {
            return;
        }
        let is_space = text.chars().all(|c| c.is_whitespace() && c != '\n');
        let text = if is_underlined && is_space {
            "__".repeat(text.chars().count())
        } else {
            text.to_owned()
        };
        match self.pieces.last_mut() {
            Some(Piece::Text(known)) if !self.fields.contains(&true) => known.push_str(&text),
            _ => self.piece(Piece::Text(text)),
        }
    }
}

/// A character as it is drawn: fonts of symbols have their boxes at places of their own.
fn drawn(c: char, font: &str) -> char {
    let is_symbols = font.starts_with("Wingdings");
    let code = match u32::from(c) {
        code @ 0xf020..=0xf0ff => code - 0xf000,
        code @ 0x20..=0xff if is_symbols => code,
        _ => return c,
    };
    match (font, code) {
        ("Wingdings 2", 0x2a | 0xa3) => '□',
        ("Wingdings 2", 0x52 | 0x53) => '☑',
        ("Wingdings 2", _) => c,
        (_, 0x6f | 0x71 | 0x72 | 0xa8) => '□',
        (_, 0x6e | 0xfd | 0xfe) => '☑',
        _ => c,
    }
}

fn symbol(element: &Element) -> char {
    let font = element.attribute("font").unwrap_or_default();
    let code = element.attribute("char").unwrap_or_default();
    let code = u32::from_str_radix(code, 16).ok();
    let c = code.and_then(char::from_u32).unwrap_or(' ');
    drawn(c, font)
}
