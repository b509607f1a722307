//! A part of a table's grid as rows of questions. What spans it is a caption, what stands tall at
//! its left is the name of a group; each is a smaller part again.

use std::collections::BTreeMap;

use super::ask::{Answer, Ask};
use super::cell::{Reading, of_cell};
use super::field::{Field, Kind, Room};
use super::label::Label;
use crate::draft::{Line, Part, Placed};
use crate::paper::{Cell, Table};
use crate::problem::Note;

/// Deepest nesting of groups; a form may have 32.
const MAX_GROUPS: usize = 6;
/// Least height of a cell in which several lines fit, in twentieths of a point: 1.8 cm.
const TALL: u64 = 1_020;
/// Empty paragraphs that make a cell tall.
const TALL_LINES: usize = 3;

/// A part of the grid: from a row and column to those behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub top: usize,
    pub bottom: usize,
    pub left: usize,
    pub right: usize,
    /// In how many groups it stands.
    pub depth: usize,
}

/// A table and what its cells say.
pub(super) struct Sheet<'t> {
    pub table: &'t Table,
    readings: BTreeMap<(usize, usize), Reading>,
}

/// The parts of a table.
pub(crate) fn parts(table: &Table, depth: usize, notes: &mut Vec<Note>) -> Vec<Part> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let readings = cells.map(|cell| ((cell.row, cell.column), of_cell(cell)));
    let sheet = Sheet {
        table,
        readings: readings.collect(),
    };
    let area = Area {
        top: 0,
        bottom: table.rows.len(),
        left: 0,
        right: table.columns(),
        depth,
    };
    sheet.region(area, notes)
}

impl<'t> Sheet<'t> {
    pub fn reading(&self, cell: &Cell) -> &Reading {
        const NOTHING: &Reading = &Reading::Blank;
        let found = self.readings.get(&(cell.row, cell.column));
        found.unwrap_or(NOTHING)
    }

    /// The cells that begin in a row of an area.
    pub fn starting(&self, row: usize, area: Area) -> Vec<&'t Cell> {
        let cells = self
            .table
            .rows
            .get(row)
            .into_iter()
            .flat_map(|row| &row.cells);
        let inside = |cell: &&Cell| (area.left..area.right).contains(&cell.column);
        cells.filter(inside).collect()
    }

    /// The words of a label.
    pub fn label(&self, cell: &Cell) -> Option<&str> {
        match self.reading(cell) {
            Reading::Label { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether a cell is there to be filled in and has no label of its own.
    pub fn is_fillable(&self, cell: &Cell) -> bool {
        match self.reading(cell) {
            Reading::Blank => cell.tables().next().is_none(),
            Reading::Asks { asks, .. } => asks.iter().all(|ask| ask.label.is_empty()),
            _ => false,
        }
    }

    pub fn room(&self, cell: &Cell, area: Area) -> Room {
        let rows = self.table.rows.iter().skip(cell.row).take(cell.rows);
        let height: u64 = rows.map(|row| row.height.min(100_000)).sum();
        let edge = |column| self.table.edge(column);
        let width = edge(cell.end()).saturating_sub(edge(cell.column));
        let whole = edge(area.right).saturating_sub(edge(area.left)).max(1);
        let lines = cell.paragraphs().count();
        let is_blank = *self.reading(cell) == Reading::Blank;
        Room {
            is_tall: (height >= TALL || (is_blank && lines >= TALL_LINES) || cell.rows > 1)
                && width * 4 >= whole,
            is_wide: width * 2 >= whole,
        }
    }

    /// A row of questions within an area.
    pub fn line(&self, fields: Vec<Placed>, area: Area) -> Line {
        Line {
            fields,
            left: self.table.edge(area.left),
            right: self.table.edge(area.right),
        }
    }

    pub fn region(&self, area: Area, notes: &mut Vec<Note>) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut row = area.top;
        while row < area.bottom {
            let cells = self.starting(row, area);
            let next = match cells.as_slice() {
                [] => None,
                [cell] if cell.column == area.left && cell.end() >= area.right => {
                    Some(self.caption(cell, area, &mut parts, notes))
                }
                _ => self
                    .signatures(row, area, &cells, notes)
                    .or_else(|| self.list(row, area, &mut parts, notes))
                    .or_else(|| self.matrix(row, area, &mut parts))
                    .or_else(|| self.tall(cells.first()?, area, &mut parts, notes))
                    .or_else(|| self.above(row, area, &cells, &mut parts)),
            };
            row = match next {
                Some(next) => next.max(row + 1),
                None => {
                    self.pairs(area, &cells, &mut parts, notes);
                    row + 1
                }
            };
        }
        parts
    }

    /// The questions of a cell with a label.
    pub fn fields(&self, cell: &Cell, label: &Label, area: Area) -> Vec<Field> {
        let room = self.room(cell, area);
        match self.reading(cell) {
            Reading::Asks { asks, prose } => {
                let hint = prose.join(" ");
                let mut fields: Vec<Field> = asks
                    .iter()
                    .map(|ask| {
                        let room = Room {
                            is_tall: false,
                            ..room
                        };
                        Field::of(ask.clone(), label, room, cell.place)
                    })
                    .collect();
                if let Some(first) = fields.first_mut().filter(|f| f.label.hint.is_empty()) {
                    first.label.hint = super::label::cut(&hint, 120);
                }
                fields
            }
            _ => vec![Field::of(
                Ask::new("", Answer::Line),
                label,
                room,
                cell.place,
            )],
        }
    }

    /// Questions that share the columns from one to another evenly.
    pub fn spread(&self, fields: Vec<Field>, from: usize, to: usize, area: Area) -> Line {
        let (left, right) = (self.table.edge(from), self.table.edge(to));
        let count = fields.len().max(1) as u64;
        let step = |number: u64| left + right.saturating_sub(left) * number / count;
        let placed = (0..).zip(fields).map(|(number, field)| Placed {
            field,
            left: step(number),
            right: step(number + 1),
        });
        let placed = placed.collect();
        self.line(placed, area)
    }

    pub fn whole(&self, field: Field, area: Area) -> Part {
        Part::Row(self.spread(vec![field], area.left, area.right, area))
    }

    /// The tables inside a cell, below the cell's row.
    pub fn nested(
        &self,
        cell: &Cell,
        label: &str,
        area: Area,
        parts: &mut Vec<Part>,
        notes: &mut Vec<Note>,
    ) {
        for table in cell.tables() {
            // A table around the whole form is only its frame.
            if self.table.columns() > 1 || self.table.rows.len() > 1 {
                notes.push(Note::new("import-table-inside", cell.place));
            }
            let frame = self.table.columns() == 1;
            let depth = area.depth + usize::from(!frame);
            let inside = super::region::parts(table, depth, notes);
            if label.is_empty() {
                parts.extend(inside);
            } else {
                parts.extend(grouped(&Label::of(label), inside, area.depth));
            }
        }
    }
}

/// Whether a question says by itself what it asks: a box does.
pub(super) fn names_itself(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Tick | Kind::Radio(_) | Kind::Checklist(_) | Kind::Leave(_) | Kind::Select(_)
    )
}

pub(super) fn signature(cell: &Cell, label: &str) -> Note {
    Note::new("import-signature-left-out", cell.place).with("label", label)
}

/// Parts under a caption. A list takes it as its own; without a question it is a text.
pub(super) fn grouped(label: &Label, mut parts: Vec<Part>, depth: usize) -> Vec<Part> {
    if let [Part::List { label: own, .. }] = parts.as_mut_slice()
        && own.is_empty()
    {
        own.clone_from(&label.text);
        return parts;
    }
    if !parts.iter().any(Part::asks) || depth >= MAX_GROUPS {
        let mut out = vec![Part::Text(vec![label.text.clone()])];
        out.append(&mut parts);
        return out;
    }
    let hint = Some(&label.hint).filter(|hint| !hint.is_empty());
    if let Some(hint) = hint {
        parts.insert(0, Part::Text(vec![hint.clone()]));
    }
    vec![Part::Group {
        label: label.text.clone(),
        parts,
    }]
}
