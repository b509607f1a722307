//! Drawn pages into PDF/A-2b (ISO 19005-2, level B), tagged for readers that read aloud.

use crate::fonts::{Fonts, Setter};
use crate::gate;
use crate::print::art::Code;
use crate::print::layout::{Ink, Kind, Layout, Node};
use crate::print::lines::{Line, Look};
use crate::print::pages::{self, Op, Pages};
use crate::print::{Filled, Sheet};
use crate::problem::Problem;
use jiff::Timestamp;
use jiff::tz::Offset;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// Lightness of a grey ground, of 255.
const GROUND: u8 = 236;

/// What the PDF says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Title of the document.
    pub title: String,
    /// BCP 47, such as `zh-TW`.
    pub language: String,
    /// When it was made, in milliseconds since 1970 UTC; written as Taipei time.
    pub created_ms: i64,
    /// What it is a print of: the same for each print of the same state of a case. The identifiers in
    /// the file follow from it.
    pub document_id: String,
}

/// A finished PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Lays out `filled` on `sheet` and writes it as PDF/A-2b. The same input and fonts give the same
/// bytes.
///
/// # Errors
/// `print-value-missing`, `print-choice-unknown`, `print-text-too-long`, `print-glyph-missing`,
/// `print-too-many-pages`, `pdf-refused`, `pdf-not-archivable`.
pub fn make(sheet: &Sheet, filled: &Filled, fonts: &Fonts, meta: &Meta) -> Result<Pdf, Problem> {
    filled.check_size()?;
    let setter = Setter::new(fonts);
    let pages = pages::of(&Layout {
        sheet,
        filled,
        setter: &setter,
        page: None,
        here: None,
    })?;
    let bytes = write(&pages, fonts, meta)?;
    let findings = gate::check(&bytes);
    if !findings.is_empty() {
        return Err(Problem::NotArchivable { findings });
    }
    Ok(Pdf {
        bytes,
        pages: pages.pages.len(),
    })
}

fn refused(why: impl ToString) -> Problem {
    Problem::PdfRefused {
        why: why.to_string(),
    }
}

fn write(pages: &Pages, fonts: &Fonts, meta: &Meta) -> Result<Vec<u8>, Problem> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_B)
        .finish()
        .map_err(|error| refused(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut read_order: Vec<Vec<Identifier>> = vec![Vec::new(); pages.nodes.len()];
    for ops in &pages.pages {
        let (width, height) = pages.extent;
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| refused("no page"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for op in ops {
            draw(op, fonts, &mut surface, &mut read_order)?;
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tag_tree(&pages.nodes, read_order, meta));
    document.set_metadata(metadata(meta)?);
    document
        .finish()
        .map_err(|error| refused(format!("{error:?}")))
}

fn metadata(meta: &Meta) -> Result<Metadata, Problem> {
    let moment = Timestamp::from_millisecond(meta.created_ms).map_err(refused)?;
    let made = Offset::constant(8).to_datetime(moment);
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let date = DateTime::new(u16::try_from(made.year()).map_err(refused)?)
        .month(part(made.month()))
        .day(part(made.day()))
        .hour(part(made.hour()))
        .minute(part(made.minute()))
        .second(part(made.second()))
        .utc_offset_hour(8)
        .utc_offset_minute(0);
    Ok(Metadata::new()
        .title(meta.title.clone())
        .language(meta.language.clone())
        .creator("Antou".to_owned())
        .creation_date(date)
        .document_id(meta.document_id.clone()))
}

fn color(ink: Ink) -> rgb::Color {
    match ink {
        Ink::Black => rgb::Color::new(0, 0, 0),
        // 印泥, the red of a seal.
        Ink::Seal => rgb::Color::new(178, 24, 32),
    }
}

fn fill(ink: Ink) -> Fill {
    Fill {
        paint: color(ink).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }
}

fn stroke(ink: Ink, weight: f32) -> Stroke {
    Stroke {
        paint: color(ink).into(),
        width: weight,
        ..Stroke::default()
    }
}

fn draw(
    op: &Op,
    fonts: &Fonts,
    surface: &mut Surface<'_>,
    read_order: &mut [Vec<Identifier>],
) -> Result<(), Problem> {
    let mut path = PathBuilder::new();
    match op {
        Op::Text {
            x,
            baseline,
            line,
            look,
            ink,
            node,
        } => {
            let tag = match node {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let identifier = surface.start_tagged(tag);
            if let Some(order) = node.and_then(|node| read_order.get_mut(node)) {
                order.push(identifier);
            }
            surface.set_fill(Some(fill(*ink)));
            draw_line(line, *look, *ink, (*x, *baseline), fonts, surface);
            surface.end_tagged();
            return Ok(());
        }
        Op::Stroke { from, to, weight } => {
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.set_stroke(Some(stroke(Ink::Black, *weight)));
        }
        Op::Frame { sides, weight, ink } => {
            let (left, top, right, bottom) = *sides;
            let rect = Rect::from_ltrb(left, top, right, bottom).ok_or_else(|| refused("frame"))?;
            path.push_rect(rect);
            surface.set_stroke(Some(stroke(*ink, *weight)));
        }
        Op::Ground { sides } => {
            let (left, top, right, bottom) = *sides;
            let rect =
                Rect::from_ltrb(left, top, right, bottom).ok_or_else(|| refused("ground"))?;
            path.push_rect(rect);
            surface.set_stroke(None);
            surface.set_fill(Some(Fill {
                paint: rgb::Color::new(GROUND, GROUND, GROUND).into(),
                opacity: NormalizedF32::ONE,
                ..Fill::default()
            }));
        }
        Op::Code { x, y, code } => return draw_code((*x, *y), code, surface, read_order),
    }
    if !matches!(op, Op::Ground { .. }) {
        surface.set_fill(None);
    }
    let layout = Artifact::with_kind(ArtifactType::Layout);
    surface.start_tagged(ContentTag::Artifact(layout));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.end_tagged();
    Ok(())
}

/// Draws the dark modules of a QR code, each run of a row as one square.
fn draw_code(
    at: (f32, f32),
    code: &Code,
    surface: &mut Surface<'_>,
    read_order: &mut [Vec<Identifier>],
) -> Result<(), Problem> {
    let (step, quiet) = (code.step(), code.quiet());
    let mut path = PathBuilder::new();
    for (line, modules) in code.modules.iter().enumerate() {
        let top = at.1 + quiet + line as f32 * step;
        let mut column = 0;
        for run in modules.chunk_by(|a, b| a == b) {
            let left = at.0 + quiet + column as f32 * step;
            column += run.len();
            if run.first() == Some(&true) {
                let right = at.0 + quiet + column as f32 * step;
                let rect = Rect::from_ltrb(left, top, right, top + step);
                path.push_rect(rect.ok_or_else(|| refused("code"))?);
            }
        }
    }
    let tag = match code.node {
        Some(_) => ContentTag::Other,
        None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
    };
    let identifier = surface.start_tagged(tag);
    if let Some(order) = code.node.and_then(|node| read_order.get_mut(node)) {
        order.push(identifier);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(fill(Ink::Black)));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.end_tagged();
    Ok(())
}

/// Draws a line, one run for each font.
fn draw_line(
    line: &Line,
    look: Look,
    ink: Ink,
    at: (f32, f32),
    fonts: &Fonts,
    surface: &mut Surface<'_>,
) {
    /// Weight of the stroke that makes a letter heavier, in ems.
    const HEAVIER: f32 = 0.03;
    let (mut x, y) = at;
    for run in line.glyphs.chunk_by(|a, b| a.face == b.face) {
        let mut text = String::new();
        let mut glyphs = Vec::with_capacity(run.len());
        let mut width = 0.0;
        for glyph in run {
            let from = text.len();
            text.push(glyph.character);
            text.extend(glyph.variant);
            let advance = glyph.advance + line.extra / look.size;
            width += advance * look.size;
            let id = GlyphId::new(glyph.id);
            let range = from..text.len();
            glyphs.push(KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, range, None));
        }
        let id = run[0].face;
        if let Some(face) = fonts.face(id) {
            let heavier = look.bold && !id.is_heavy();
            surface.set_stroke(heavier.then(|| stroke(ink, HEAVIER * look.size)));
            let start = Point::from_xy(x, y);
            surface.draw_glyphs(start, &glyphs, face.font.clone(), &text, look.size, false);
        }
        x += width;
    }
}

fn tag(node: &Node, title: &str) -> TagKind {
    match node.kind {
        Kind::Paragraph => Tag::P.into(),
        Kind::Title => Tag::Hn(NonZeroU16::MIN, Some(title.to_owned())).into(),
        Kind::Heading => Tag::Hn(NonZeroU16::MIN.saturating_add(1), None).into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Data => Tag::TD.into(),
        Kind::Figure => Tag::Figure(node.instead.clone()).into(),
    }
}

/// The structure with the text that belongs to each piece.
fn tag_tree(nodes: &[Node], read_order: Vec<Vec<Identifier>>, meta: &Meta) -> TagTree {
    let mut groups: Vec<TagGroup> = nodes
        .iter()
        .zip(read_order)
        .map(|(node, order)| {
            let mut group = TagGroup::new(tag(node, &meta.title));
            for identifier in order {
                group.push(identifier);
            }
            group
        })
        .collect();
    let mut tree = TagTree::new().with_lang(Some(meta.language.clone()));
    let mut roots = Vec::new();
    // Parents come before their children, so going backwards each group is whole when it is moved.
    while let Some(group) = groups.pop() {
        match nodes[groups.len()].parent {
            Some(parent) => groups[parent].children.insert(0, group.into()),
            None => roots.push(group),
        }
    }
    for group in roots.into_iter().rev() {
        tree.push(group);
    }
    tree
}
