//! A sheet and its values into rows of set lines, before there are pages.

use super::art::Art;
use super::filled::Filled;
use super::lines::{self, Line, Look};
use super::sheet::{Align, Block, Each, Role, Sheet, Text, Valign};
use super::template::Values;
use crate::fonts::{Setter, Style};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;
/// Distance of baselines in sizes.
const LEADING: f32 = 1.45;
/// Between the side of a box and its text, in points.
pub(crate) const PAD_X: f32 = 1.9 * MM;
/// Between the top of a box and its text, in points.
pub(crate) const PAD_Y: f32 = 1.1 * MM;

/// What a piece of text is, for a reader that reads aloud (ISO 32000-1, 14.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Paragraph,
    Title,
    Heading,
    Table,
    Row,
    ColumnHead,
    RowHead,
    Data,
    Figure,
}

/// A piece of the document's structure; parents come before their children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) parent: Option<usize>,
    /// What is read instead of a figure.
    pub(crate) instead: Option<String>,
}

/// What colour something has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    Seal,
}

/// Text set in a box.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Set {
    pub(crate) lines: Vec<Line>,
    pub(crate) look: Look,
    pub(crate) valign: Valign,
    pub(crate) ink: Ink,
    /// A frame is drawn around the lines.
    pub(crate) framed: bool,
    /// Printed again when the row goes on over a page break.
    pub(crate) repeats: bool,
    /// From the left margin, in points, padding inside.
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) pad_x: f32,
    /// Its place in the structure; none for what is not part of the content.
    pub(crate) node: Option<usize>,
    /// What is drawn with the lines.
    pub(crate) art: Option<Art>,
    /// A light grey ground.
    pub(crate) shade: bool,
}

impl Set {
    pub(crate) fn leading(&self) -> f32 {
        self.look.size * LEADING
    }

    /// Height of the lines alone, in points.
    pub(crate) fn text_height(&self) -> f32 {
        self.lines.len() as f32 * self.leading()
    }

    pub(crate) fn height(&self) -> f32 {
        match &self.art {
            None => self.text_height(),
            Some(Art::Code(code)) => code.side + self.text_height(),
            Some(Art::Seal { side }) => side.max(self.text_height()),
        }
    }
}

/// Boxes side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) sets: Vec<Set>,
    /// Sides of the boxes from the left margin in points; empty without lines.
    pub(crate) edges: Vec<f32>,
    /// Least height in points.
    pub(crate) least: f32,
    pub(crate) pad_y: f32,
    /// The frame that it belongs to.
    pub(crate) group: Option<usize>,
    /// Stays on the page of what follows.
    pub(crate) keep: bool,
}

impl Row {
    pub(crate) fn height(&self) -> f32 {
        let text = self.sets.iter().map(Set::height).fold(0.0, f32::max);
        self.least.max(text + 2.0 * self.pad_y)
    }
}

/// One thing under another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Row(Row),
    Space(f32),
    Rule(f32),
    PageBreak,
}

/// A laid-out sheet without pages.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub(crate) items: Vec<Item>,
    /// Rows repeated on each page of a group.
    pub(crate) heads: BTreeMap<usize, Row>,
    pub(crate) nodes: Vec<Node>,
    groups: usize,
}

impl Flow {
    /// A number for a new frame.
    pub(crate) fn group(&mut self) -> usize {
        self.groups += 1;
        self.groups
    }
}

/// A row of many that blocks are printed for.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub(crate) row: &'a BTreeMap<String, String>,
    /// Where rows inside it stand, such as `trips.0`.
    pub(crate) at: &'a str,
}

/// Lays out blocks.
#[derive(Clone, Copy)]
pub(crate) struct Layout<'a, 'f> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) filled: &'a Filled,
    pub(crate) setter: &'a Setter<'f>,
    /// Page and pages, for a header or footer, which have no structure.
    pub(crate) page: Option<(usize, usize)>,
    /// The row that the blocks are printed for.
    pub(crate) here: Option<Here<'a>>,
}

impl Layout<'_, '_> {
    /// Lays out blocks one under another.
    ///
    /// # Errors
    /// `print-value-missing`, `print-choice-unknown`, `print-glyph-missing`, `print-qr-too-long`.
    pub(crate) fn flow(&self, blocks: &[Block]) -> Result<Flow, Problem> {
        let mut flow = Flow::default();
        self.blocks(blocks, &mut flow)?;
        Ok(flow)
    }

    fn blocks(&self, blocks: &[Block], flow: &mut Flow) -> Result<(), Problem> {
        for block in blocks {
            match block {
                Block::Text(text) if self.wanted(text.when.as_deref()) => self.text(text, flow)?,
                Block::Grid(grid) if self.wanted(grid.when.as_deref()) => self.grid(grid, flow)?,
                Block::Text(_) | Block::Grid(_) => {}
                Block::Table(table) => self.table(table, flow)?,
                Block::Each(each) => self.each(each, flow)?,
                Block::Qr(qr) => self.qr(qr, flow)?,
                Block::Stamp(stamp) => self.stamp(stamp, flow)?,
                Block::Space(space) => flow.items.push(Item::Space(space * MM)),
                Block::Rule(rule) => flow.items.push(Item::Rule(rule.weight)),
                Block::PageBreak(true) => flow.items.push(Item::PageBreak),
                Block::PageBreak(false) => {}
            }
        }
        Ok(())
    }

    fn each(&self, each: &Each, flow: &mut Flow) -> Result<(), Problem> {
        let (path, rows) = self.rows(&each.rows);
        for (at, row) in rows.iter().enumerate() {
            let here = Here {
                row,
                at: &format!("{path}.{at}"),
            };
            let inside = Layout {
                here: Some(here),
                ..*self
            };
            inside.blocks(&each.blocks, flow)?;
        }
        Ok(())
    }

    /// The rows at a path, those inside the row that is printed first, and where they stand.
    pub(crate) fn rows(&self, path: &str) -> (String, &[BTreeMap<String, String>]) {
        let inner = self.here.map(|here| format!("{}.{path}", here.at));
        let is_there = |path: &String| self.filled.rows.contains_key(path);
        let path = inner.filter(is_there).unwrap_or_else(|| path.to_owned());
        let rows = self.filled.rows.get(&path);
        (path, rows.map_or(&[][..], Vec::as_slice))
    }

    pub(crate) fn wanted(&self, when: Option<&str>) -> bool {
        let inside = |path: &str| {
            let here = self.here?;
            let text = here.row.get(path).is_some_and(|text| !text.is_empty());
            Some(text || self.filled.has(&format!("{}.{path}", here.at)))
        };
        when.is_none_or(|path| inside(path) == Some(true) || self.filled.has(path))
    }

    /// The values for a row of a table, or of what is printed.
    pub(crate) fn values<'v>(&'v self, row: Option<&'v BTreeMap<String, String>>) -> Values<'v> {
        Values {
            filled: self.filled,
            row,
            around: self.here.map(|here| here.row),
            page: self.page,
        }
    }

    /// A new piece of structure; none in headers and footers.
    pub(crate) fn node(&self, flow: &mut Flow, kind: Kind, parent: Option<usize>) -> Option<usize> {
        if self.page.is_some() {
            return None;
        }
        flow.nodes.push(Node {
            kind,
            parent,
            instead: None,
        });
        Some(flow.nodes.len() - 1)
    }

    pub(crate) fn look(&self, size: f32, bold: bool, align: Align) -> Look {
        let style: Style = self.sheet.style;
        Look {
            style,
            bold,
            size,
            align,
        }
    }

    fn text(&self, text: &Text, flow: &mut Flow) -> Result<(), Problem> {
        let size = text.size.unwrap_or(self.sheet.size);
        let look = self.look(size, text.bold, text.align);
        let width = self.sheet.paper.text_width() * MM;
        let words = self.values(None).fill(&text.text)?;
        let kind = match text.role {
            Role::Paragraph => Kind::Paragraph,
            Role::Title => Kind::Title,
            Role::Heading => Kind::Heading,
        };
        let set = Set {
            lines: lines::broken(&words, width, look, self.setter)?,
            look,
            valign: Valign::Top,
            ink: Ink::Black,
            framed: false,
            repeats: false,
            x: 0.0,
            width,
            pad_x: 0.0,
            node: self.node(flow, kind, None),
            art: None,
            shade: false,
        };
        flow.items.push(Item::Space(text.before * MM));
        flow.items.push(Item::Row(Row {
            sets: vec![set],
            keep: text.keep,
            ..Row::default()
        }));
        flow.items.push(Item::Space(text.after * MM));
        Ok(())
    }
}
