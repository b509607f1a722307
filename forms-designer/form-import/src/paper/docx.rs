//! Word's files: WordprocessingML (ECMA-376 part 1, 17). Old form fields are 17.16, content
//! controls 17.5.2, the box to tick among them [MS-DOCX] 2.6.1.

mod control;
mod line;
mod table;

use self::control::control;
use self::line::Line;
use super::style::{Style, Styles, names_heading};
use super::{Block, Paper, Paragraph, Piece, Tally};
use crate::archive::Archive;
use crate::problem::Problem;
use crate::xml::{self, Element};

/// Elements that say something of what they hold and are no content themselves.
const AROUND: &[&str] = &[
    "bdo",
    "body",
    "customXml",
    "dir",
    "fldSimple",
    "hyperlink",
    "ins",
    "moveTo",
    "sdtContent",
    "smartTag",
];

/// The part of the archive that holds the text, where it is a file of this kind.
///
/// # Errors
/// As of reading a part.
pub(crate) fn main_part(archive: &mut Archive<'_>) -> Result<Option<String>, Problem> {
    const RELATIONS: &str = "_rels/.rels";
    if archive.has(RELATIONS) {
        let relations = xml::read(&archive.part(RELATIONS)?, RELATIONS)?;
        let of_text = |element: &&Element| {
            let kind = element.attribute("Type").unwrap_or_default();
            kind.ends_with("/officeDocument")
        };
        let target = relations.elements().find(of_text);
        let target = target.and_then(|element| element.attribute("Target"));
        let name = target.map(|target| target.trim_start_matches('/').to_owned());
        if let Some(name) = name.filter(|name| archive.has(name)) {
            return Ok(Some(name));
        }
    }
    let usual = "word/document.xml";
    Ok(archive.has(usual).then(|| usual.to_owned()))
}

/// Reads a file.
///
/// # Errors
/// `import-unknown` where the part is no text of Word; otherwise as of reading a part.
pub(crate) fn read(archive: &mut Archive<'_>, main: &str) -> Result<Paper, Problem> {
    let root = xml::read(&archive.part(main)?, main)?;
    let body = (root.name == "document")
        .then(|| root.child("body"))
        .flatten()
        .ok_or_else(|| Problem::new("import-unknown"))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let of_styles = format!("{folder}/styles.xml");
    let styles = if archive.has(&of_styles) {
        styles(&xml::read(&archive.part(&of_styles)?, &of_styles)?)
    } else {
        Styles::default()
    };
    let mut reader = Reader {
        styles,
        tally: Tally::default(),
    };
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks)?;
    Ok(Paper {
        blocks,
        notes: reader.tally.notes,
    })
}

fn styles(root: &Element) -> Styles {
    let mut styles = Styles::default();
    for element in root.elements().filter(|element| element.name == "style") {
        let Some(id) = element.attribute("styleId") else {
            continue;
        };
        let settings = element.child("pPr");
        let named = element.value("name").is_some_and(names_heading);
        let style = Style {
            parent: element.value("basedOn").map(str::to_owned),
            is_heading: (named || settings.is_some_and(is_outlined)).then_some(true),
            is_centred: settings.and_then(centred),
            is_underlined: element.child("rPr").and_then(underlined),
            length: None,
        };
        styles.known.insert(id.to_owned(), style);
    }
    styles
}

/// Level 9 is that of plain text.
fn is_outlined(settings: &Element) -> bool {
    let level = settings.value("outlineLvl");
    level.is_some_and(|level| level.parse::<u8>().is_ok_and(|level| level < 9))
}

fn centred(settings: &Element) -> Option<bool> {
    settings.value("jc").map(|place| place == "center")
}

fn underlined(settings: &Element) -> Option<bool> {
    settings.child("u").map(|_| settings.is_on("u"))
}

/// The branch of an alternative that is read: the first.
fn branch(element: &Element) -> Option<&Element> {
    element.child("Choice").or(element.child("Fallback"))
}

struct Reader {
    styles: Styles,
    tally: Tally,
}

impl Reader {
    fn blocks(&mut self, within: &Element, out: &mut Vec<Block>) -> Result<(), Problem> {
        for element in within.elements() {
            match element.name.as_str() {
                "p" => {
                    let paragraph = self.paragraph(element);
                    out.push(Block::Paragraph(paragraph));
                }
                "tbl" => out.push(Block::Table(self.table(element)?)),
                "sdt" => {
                    let content = element.child("sdtContent");
                    let holds_table = content.is_some_and(|content| content.find("tbl").is_some());
                    match control(element).filter(|_| !holds_table) {
                        Some(piece) => out.push(Block::Paragraph(Paragraph {
                            pieces: self.beside(piece, content),
                            ..Paragraph::default()
                        })),
                        None => self.inner(content, out)?,
                    }
                }
                "AlternateContent" => self.inner(branch(element), out)?,
                "del" | "moveFrom" => self.tally.left_out("import-deleted-left-out"),
                name if AROUND.contains(&name) => self.blocks(element, out)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn inner(&mut self, within: Option<&Element>, out: &mut Vec<Block>) -> Result<(), Problem> {
        within.map_or(Ok(()), |within| self.blocks(within, out))
    }

    /// A control in place of its content; a box stands before the words that it may hold too.
    fn beside(&mut self, piece: Piece, content: Option<&Element>) -> Vec<Piece> {
        let mut pieces = vec![piece];
        if matches!(pieces.first(), Some(Piece::Mark { .. })) {
            let paragraphs = content.into_iter().flat_map(Element::elements);
            for paragraph in paragraphs.filter(|element| element.name == "p") {
                let words = self.paragraph(paragraph).pieces.into_iter();
                pieces.extend(words.filter_map(|piece| match piece {
                    Piece::Text(text) => {
                        let text = text.trim_start_matches(crate::read::token::is_box);
                        Some(Piece::Text(text.to_owned()))
                    }
                    _ => None,
                }));
            }
        }
        pieces
    }

    fn paragraph(&mut self, element: &Element) -> Paragraph {
        let settings = element.child("pPr");
        let style = settings.and_then(|settings| settings.value("pStyle"));
        let is_heading = settings.is_some_and(is_outlined)
            || self.styles.find(style, |style| style.is_heading) == Some(true);
        let is_centred = settings
            .and_then(centred)
            .or_else(|| self.styles.find(style, |style| style.is_centred));
        let mut line = Line::new(&self.styles, &mut self.tally);
        line.runs(element);
        Paragraph {
            pieces: line.pieces,
            is_heading,
            is_centred: is_centred.unwrap_or_default(),
        }
    }
}
