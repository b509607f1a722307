//! A sheet and its values into rows of set lines, before there are pages.

use super::filled::Filled;
use super::lines::{self, JOINER, Line, Look};
use super::sheet::{
    Align, Block, Border, Cell, Choices, Grid, GridRow, Role, Sheet, Table, Text, Valign,
};
use super::template::Values;
use crate::fonts::{Setter, Style};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;
/// Distance of baselines in sizes.
const LEADING: f32 = 1.45;
/// Between the side of a box and its text, in points.
const PAD_X: f32 = 1.9 * MM;
/// Between the top of a box and its text, in points.
const PAD_Y: f32 = 1.1 * MM;

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
}

/// A piece of the document's structure; parents come before their children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) parent: Option<usize>,
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
}

impl Set {
    pub(crate) fn leading(&self) -> f32 {
        self.look.size * LEADING
    }

    pub(crate) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.leading()
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
}

/// Lays out blocks.
pub(crate) struct Layout<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) filled: &'a Filled,
    pub(crate) setter: &'a Setter<'a>,
    /// Page and pages, for a header or footer, which have no structure.
    pub(crate) page: Option<(usize, usize)>,
}

/// What stays the same for all boxes of a grid or table.
#[derive(Clone, Copy)]
struct Boxes {
    size: f32,
    boxed: bool,
    row: Option<usize>,
}

impl Layout<'_> {
    /// Lays out blocks one under another.
    ///
    /// # Errors
    /// `print-value-missing`, `print-choice-unknown`, `print-glyph-missing`.
    pub(crate) fn flow(&self, blocks: &[Block]) -> Result<Flow, Problem> {
        let mut flow = Flow::default();
        for (group, block) in blocks.iter().enumerate() {
            match block {
                Block::Text(text) if self.wanted(text.when.as_deref()) => {
                    self.text(text, &mut flow)?;
                }
                Block::Grid(grid) if self.wanted(grid.when.as_deref()) => {
                    self.grid(grid, group, &mut flow)?;
                }
                Block::Text(_) | Block::Grid(_) => {}
                Block::Table(table) => self.table(table, group, &mut flow)?,
                Block::Space(space) => flow.items.push(Item::Space(space * MM)),
                Block::Rule(rule) => flow.items.push(Item::Rule(rule.weight)),
                Block::PageBreak(true) => flow.items.push(Item::PageBreak),
                Block::PageBreak(false) => {}
            }
        }
        Ok(flow)
    }

    fn wanted(&self, when: Option<&str>) -> bool {
        when.is_none_or(|path| self.filled.has(path))
    }

    fn values<'v>(&'v self, row: Option<&'v BTreeMap<String, String>>) -> Values<'v> {
        Values {
            filled: self.filled,
            row,
            page: self.page,
        }
    }

    /// A new piece of structure; none in headers and footers.
    fn node(&self, flow: &mut Flow, kind: Kind, parent: Option<usize>) -> Option<usize> {
        if self.page.is_some() {
            return None;
        }
        flow.nodes.push(Node { kind, parent });
        Some(flow.nodes.len() - 1)
    }

    fn look(&self, size: f32, bold: bool, align: Align) -> Look {
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

    fn grid(&self, grid: &Grid, group: usize, flow: &mut Flow) -> Result<(), Problem> {
        let boxed = grid.border == Border::Box;
        let table = boxed.then(|| self.node(flow, Kind::Table, None)).flatten();
        for row in &grid.rows {
            if !self.wanted(row.when.as_deref()) {
                continue;
            }
            let node = match table {
                Some(_) => self.node(flow, Kind::Row, table),
                None => None,
            };
            let boxes = Boxes {
                size: grid.size.unwrap_or(self.sheet.size),
                boxed,
                row: node,
            };
            let mut row = self.grid_row(row, &grid.widths, boxes, flow)?;
            row.group = boxed.then_some(group);
            flow.items.push(Item::Row(row));
        }
        Ok(())
    }

    fn grid_row(
        &self,
        row: &GridRow,
        widths: &[f32],
        boxes: Boxes,
        flow: &mut Flow,
    ) -> Result<Row, Problem> {
        let mut sets = Vec::new();
        let mut edges = vec![0.0];
        let (mut x, mut column) = (0.0, 0);
        for cell in &row.cells {
            let span = cell.span.max(1);
            let width = widths.iter().skip(column).take(span).sum::<f32>() * MM;
            sets.push(self.cell(cell, x, width, boxes, flow)?);
            x += width;
            column += span;
            edges.push(x);
        }
        Ok(Row {
            sets,
            edges: if boxes.boxed { edges } else { Vec::new() },
            least: row.height * MM,
            pad_y: if boxes.boxed { PAD_Y } else { 0.0 },
            ..Row::default()
        })
    }

    fn cell(
        &self,
        cell: &Cell,
        x: f32,
        width: f32,
        boxes: Boxes,
        flow: &mut Flow,
    ) -> Result<Set, Problem> {
        let is_label = cell.label.is_some();
        let words = match (&cell.label, &cell.text, &cell.choice) {
            (Some(label), _, _) => label.clone(),
            (_, Some(text), _) => self.values(None).fill(text)?,
            (_, _, Some(choice)) => self.ticked(choice)?,
            (None, None, None) => String::new(),
        };
        let words = if cell.vertical {
            stacked(&words)
        } else {
            words
        };
        let centred = if is_label { Align::Center } else { Align::Left };
        let size = cell.size.unwrap_or(boxes.size);
        let look = self.look(size, cell.bold, cell.align.unwrap_or(centred));
        let kind = match (boxes.row, is_label) {
            (None, _) => Kind::Paragraph,
            (Some(_), true) => Kind::RowHead,
            (Some(_), false) => Kind::Data,
        };
        let pad_x = match (boxes.boxed, cell.vertical) {
            (true, false) => PAD_X,
            _ => 0.0,
        };
        Ok(Set {
            lines: lines::broken(&words, width - 2.0 * pad_x, look, self.setter)?,
            look,
            valign: cell.valign,
            ink: Ink::Black,
            framed: false,
            repeats: is_label,
            x,
            width,
            pad_x,
            node: self.node(flow, kind, boxes.row),
        })
    }

    /// ■ before what is chosen and □ before the rest; lines break between them, never inside one.
    fn ticked(&self, choices: &Choices) -> Result<String, Problem> {
        let value = self.values(None).fill(&format!("{{{}}}", choices.path))?;
        if !value.is_empty() && choices.of.iter().all(|choice| choice.value != value) {
            let path = choices.path.clone();
            return Err(Problem::ChoiceUnknown { path, value });
        }
        let one = |choice: &super::sheet::Choice| {
            let mark = if choice.value == value { '■' } else { '□' };
            let joined: Vec<String> = choice.text.chars().map(String::from).collect();
            format!("{mark}{}", joined.join(&String::from(JOINER)))
        };
        Ok(choices.of.iter().map(one).collect::<Vec<_>>().join("　"))
    }

    fn table(&self, table: &Table, group: usize, flow: &mut Flow) -> Result<(), Problem> {
        let rows = self
            .filled
            .rows
            .get(&table.rows)
            .map_or(&[][..], Vec::as_slice);
        if rows.is_empty() && table.empty.is_none() {
            return Ok(());
        }
        let node = self.node(flow, Kind::Table, None);
        let head = self.table_row(table, None, node, flow)?;
        flow.heads.insert(
            group,
            Row {
                group: Some(group),
                ..head.clone()
            },
        );
        flow.items.push(Item::Row(Row {
            group: Some(group),
            keep: true,
            ..head
        }));
        for row in rows {
            let row = self.table_row(table, Some(row), node, flow)?;
            flow.items.push(Item::Row(Row {
                group: Some(group),
                ..row
            }));
        }
        if let Some(empty) = table.empty.as_ref().filter(|_| rows.is_empty()) {
            let row = self.empty_row(table, empty, node, flow)?;
            flow.items.push(Item::Row(Row {
                group: Some(group),
                ..row
            }));
        }
        Ok(())
    }

    /// The one row of a table that has none.
    fn empty_row(
        &self,
        table: &Table,
        empty: &str,
        parent: Option<usize>,
        flow: &mut Flow,
    ) -> Result<Row, Problem> {
        let row = GridRow {
            height: table.height,
            cells: vec![Cell {
                text: Some(empty.to_owned()),
                align: Some(Align::Center),
                ..Cell::default()
            }],
            when: None,
        };
        let width = table.columns.iter().map(|column| column.width).sum();
        let boxes = Boxes {
            size: table.size.unwrap_or(self.sheet.size),
            boxed: true,
            row: self.node(flow, Kind::Row, parent),
        };
        self.grid_row(&row, &[width], boxes, flow)
    }

    /// A row of a table, or its head when there are no values.
    fn table_row(
        &self,
        table: &Table,
        row: Option<&BTreeMap<String, String>>,
        parent: Option<usize>,
        flow: &mut Flow,
    ) -> Result<Row, Problem> {
        let node = self.node(flow, Kind::Row, parent);
        let mut made = Row {
            edges: vec![0.0],
            least: table.height * MM,
            pad_y: PAD_Y,
            ..Row::default()
        };
        let mut x = 0.0;
        for column in &table.columns {
            let width = column.width * MM;
            let size = column.size.or(table.size).unwrap_or(self.sheet.size);
            let (words, look, kind) = match row {
                None => {
                    let size = table.size.unwrap_or(self.sheet.size);
                    let look = self.look(size, false, Align::Center);
                    (column.head.clone(), look, Kind::ColumnHead)
                }
                Some(_) => {
                    let look = self.look(size, column.bold || column.mark, column.align);
                    (self.values(row).fill(&column.text)?, look, Kind::Data)
                }
            };
            let mark = column.mark && row.is_some() && !words.is_empty();
            made.sets.push(Set {
                lines: lines::broken(&words, width - 2.0 * PAD_X, look, self.setter)?,
                look,
                valign: Valign::Middle,
                ink: if mark { Ink::Seal } else { Ink::Black },
                framed: mark,
                repeats: false,
                x,
                width,
                pad_x: PAD_X,
                node: self.node(flow, kind, node),
            });
            x += width;
            made.edges.push(x);
        }
        if row.is_none() {
            made.least = 0.0;
        }
        Ok(made)
    }
}

/// One character under the other.
fn stacked(text: &str) -> String {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    letters.join("\n")
}
