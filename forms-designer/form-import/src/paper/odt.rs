//! OpenDocument text (ISO/IEC 26300-1): paragraphs 5, tables 9, forms 13.

mod form;
mod line;
mod table;

use std::collections::BTreeMap;

use self::line::Line;
use super::length::twips;
use super::style::{Style, Styles, names_heading};
use super::{Block, Paper, Paragraph, Piece, Tally};
use crate::archive::Archive;
use crate::problem::Problem;
use crate::xml::{self, Element};

const MANIFEST: &str = "META-INF/manifest.xml";
/// The part that holds the text.
pub(crate) const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
/// Elements that say something of what they hold and are no content themselves.
const AROUND: &[&str] = &[
    "a",
    "index-body",
    "list",
    "list-header",
    "list-item",
    "meta",
    "numbered-paragraph",
    "ruby",
    "ruby-base",
    "section",
    "soft-page-break",
    "span",
];
/// Drawings beside the hollow ones.
const DRAWN: &[&str] = &[
    "circle",
    "connector",
    "custom-shape",
    "ellipse",
    "frame",
    "g",
    "line",
    "object",
    "path",
    "polygon",
    "polyline",
    "rect",
];

/// Reads a file.
///
/// # Errors
/// `import-encrypted`; `import-unknown` where it is no text but a sheet or slides; otherwise as
/// of reading a part.
pub(crate) fn read(archive: &mut Archive<'_>) -> Result<Paper, Problem> {
    if archive.has(MANIFEST) {
        let manifest = xml::read(&archive.part(MANIFEST)?, MANIFEST)?;
        if manifest.find("encryption-data").is_some() {
            return Err(Problem::new("import-encrypted"));
        }
    }
    let root = xml::read(&archive.part(CONTENT)?, CONTENT)?;
    let body = root.at(&["body", "text"]);
    let body = body.ok_or_else(|| Problem::new("import-unknown"))?;
    let mut styles = Styles::default();
    if archive.has(STYLES) {
        let common = xml::read(&archive.part(STYLES)?, STYLES)?;
        styles_of(common.child("styles"), &mut styles);
    }
    styles_of(root.child("automatic-styles"), &mut styles);
    let mut controls = BTreeMap::new();
    if let Some(forms) = body.child("forms") {
        form::controls(forms, &mut controls);
    }
    let mut reader = Reader {
        styles,
        controls,
        tally: Tally::default(),
    };
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks)?;
    Ok(Paper {
        blocks,
        notes: reader.tally.notes,
    })
}

/// Names of styles count within their family.
fn named(family: &str, name: &str) -> String {
    format!("{family}/{name}")
}

fn styles_of(within: Option<&Element>, styles: &mut Styles) {
    let elements = within.into_iter().flat_map(Element::elements);
    for element in elements.filter(|element| element.name == "style") {
        let text = |name| element.attribute(name);
        let (Some(name), Some(family)) = (text("name"), text("family")) else {
            continue;
        };
        let of = |child: &str, attribute| element.child(child)?.attribute(attribute);
        let width = of("table-column-properties", "column-width");
        let share = of("table-column-properties", "rel-column-width");
        let share = share.and_then(|share| share.trim_end_matches('*').parse().ok());
        let least = of("table-row-properties", "min-row-height");
        let height = of("table-row-properties", "row-height").or(least);
        let shown = text("display-name").unwrap_or(name);
        let level = element.attribute("default-outline-level");
        let outlined = level.is_some_and(|level| !level.is_empty());
        let style = Style {
            parent: text("parent-style-name").map(|parent| named(family, parent)),
            is_heading: (names_heading(shown) || outlined).then_some(true),
            is_centred: of("paragraph-properties", "text-align").map(|place| place == "center"),
            is_underlined: of("text-properties", "text-underline-style").map(|s| s != "none"),
            length: width.or(height).and_then(twips).or(share),
        };
        styles.known.insert(named(family, name), style);
    }
}

struct Reader {
    styles: Styles,
    /// What the controls of the file's forms are, by their ids.
    controls: BTreeMap<String, Vec<Piece>>,
    tally: Tally,
}

impl Reader {
    fn blocks(&mut self, within: &Element, out: &mut Vec<Block>) -> Result<(), Problem> {
        for element in within.elements() {
            match element.name.as_str() {
                "p" | "h" => {
                    let paragraph = self.paragraph(element);
                    out.push(Block::Paragraph(paragraph));
                }
                "table" => out.push(Block::Table(self.table(element)?)),
                "tracked-changes" if !element.children.is_empty() => {
                    self.tally.left_out("import-deleted-left-out");
                }
                name if DRAWN.contains(&name) => self.tally.left_out("import-picture-left-out"),
                name if AROUND.contains(&name) => self.blocks(element, out)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element) -> Paragraph {
        let style = element.attribute("style-name");
        let style = style.map(|style| named("paragraph", style));
        let find = |read: fn(&Style) -> Option<bool>| self.styles.find(style.as_deref(), read);
        let is_heading = element.name == "h" || find(|style| style.is_heading) == Some(true);
        let is_centred = find(|style| style.is_centred) == Some(true);
        let mut line = Line::new(&self.styles, &self.controls, &mut self.tally);
        line.pieces_of(element, false);
        Paragraph {
            pieces: line.pieces,
            is_heading,
            is_centred,
        }
    }
}
