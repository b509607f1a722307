//! Tables of Word: a grid of columns, cells that span some, and cells that continue the one above.

use std::collections::BTreeMap;

use super::control::control;
use super::{AROUND, Reader};
use crate::paper::{Block, Cell, MAX_COLUMNS, Paragraph, Piece, Row, Table};
use crate::problem::{Place, Problem};
use crate::xml::Element;

/// A row or a cell, and the control that it stands in.
type Held<'e> = (&'e Element, Option<Piece>);

/// The elements of a name inside, through what is only around them.
fn held<'e>(within: &'e Element, name: &str, inside: Option<&Piece>, out: &mut Vec<Held<'e>>) {
    for element in within.elements() {
        if element.name == name {
            out.push((element, inside.cloned()));
        } else if element.name == "sdt" {
            let own = control(element);
            if let Some(content) = element.child("sdtContent") {
                held(content, name, own.as_ref().or(inside), out);
            }
        } else if AROUND.contains(&element.name.as_str()) {
            held(element, name, inside, out);
        }
    }
}

/// A cell as it is written.
struct Written {
    cell: Cell,
    /// Whether it continues the cell above, or that to the left.
    is_below: bool,
    is_beside: bool,
    width: u64,
}

impl Reader {
    pub(super) fn table(&mut self, element: &Element) -> Result<Table, Problem> {
        let number = self.tally.table()?;
        let outer = self.tally.place;
        let mut table = Table::default();
        let mut tall = BTreeMap::new();
        let mut own_widths = Vec::new();
        let mut rows = Vec::new();
        held(element, "tr", None, &mut rows);
        for (row, _) in rows {
            if row.at(&["trPr", "del"]).is_some() {
                self.tally.left_out("import-deleted-left-out");
                continue;
            }
            let written = self.row(row, number, table.rows.len())?;
            own_widths.extend(
                written
                    .iter()
                    .filter(|one| one.cell.columns == 1)
                    .map(|Written { cell, width, .. }| (cell.column, *width)),
            );
            let height = row.at(&["trPr", "trHeight"]);
            table.rows.push(Row {
                height: height.and_then(|h| h.count("val")).unwrap_or(0) as u64,
                cells: Vec::new(),
            });
            place(&mut table, written, &mut tall);
        }
        let grid = element.child("tblGrid").into_iter();
        let columns = grid.flat_map(Element::elements);
        let columns = columns.filter(|column| column.name == "gridCol");
        let mut widths: Vec<u64> = columns
            .map(|column| column.count("w").unwrap_or(0) as u64)
            .take(MAX_COLUMNS)
            .collect();
        for (column, width) in own_widths {
            widths.resize(widths.len().max(column + 1), 0);
            if let Some(known) = widths.get_mut(column).filter(|known| **known == 0) {
                *known = width;
            }
        }
        table.measure(&widths);
        self.tally.place = outer;
        self.tally.table_ends();
        Ok(table)
    }

    fn row(
        &mut self,
        element: &Element,
        table: usize,
        row: usize,
    ) -> Result<Vec<Written>, Problem> {
        let before = element.at(&["trPr", "gridBefore"]);
        let before = before.and_then(|before| before.count("val"));
        let mut column = before.unwrap_or_default().min(MAX_COLUMNS);
        let mut cells = Vec::new();
        held(element, "tc", None, &mut cells);
        self.tally.cells(cells.len())?;
        let mut written: Vec<Written> = Vec::new();
        for (cell, inside) in cells {
            let settings = cell.child("tcPr");
            let continues = |name| {
                let merge = settings.and_then(|settings| settings.child(name));
                merge.is_some_and(|merge| merge.attribute("val") != Some("restart"))
            };
            let span = settings.and_then(|settings| settings.child("gridSpan"));
            let span = span.and_then(|span| span.count("val")).unwrap_or(1);
            let span = span.clamp(1, MAX_COLUMNS);
            if column + span > MAX_COLUMNS {
                break;
            }
            let own = written.iter().filter(|one| !one.is_below && !one.is_beside);
            self.tally.place = Some(Place {
                table,
                row: row + 1,
                cell: own.count() + 1,
            });
            let width = settings.and_then(|settings| settings.child("tcW"));
            let width = width.filter(|width| width.attribute("type") == Some("dxa"));
            written.push(Written {
                is_below: continues("vMerge"),
                is_beside: continues("hMerge"),
                width: width.and_then(|width| width.count("w")).unwrap_or(0) as u64,
                cell: Cell {
                    place: self.tally.place,
                    row,
                    column,
                    columns: span,
                    rows: 1,
                    blocks: self.cell(cell, inside)?,
                },
            });
            column += span;
        }
        Ok(written)
    }

    fn cell(&mut self, element: &Element, inside: Option<Piece>) -> Result<Vec<Block>, Problem> {
        if let Some(piece) = inside {
            return Ok(vec![Block::Paragraph(Paragraph {
                pieces: self.beside(piece, Some(element)),
                ..Paragraph::default()
            })]);
        }
        let mut blocks = Vec::new();
        self.blocks(element, &mut blocks)?;
        Ok(blocks)
    }
}

/// Puts the cells of a row into the table; `tall` says for each column which cell a continuation
/// belongs to.
fn place(table: &mut Table, written: Vec<Written>, tall: &mut BTreeMap<usize, (usize, usize)>) {
    for one in written {
        let row = one.cell.row;
        let column = one.cell.column;
        let above = tall.get(&column).copied().filter(|_| one.is_below);
        if let Some((at, number)) = above
            && let Some(cell) = table.rows.get_mut(at).and_then(|r| r.cells.get_mut(number))
            && cell.below() == row
            && cell.columns == one.cell.columns
        {
            cell.rows += 1;
            continue;
        }
        let Some(cells) = table.rows.get_mut(row).map(|row| &mut row.cells) else {
            return;
        };
        if one.is_beside
            && let Some(left) = cells.last_mut().filter(|left| left.end() == column)
        {
            left.columns += one.cell.columns;
            continue;
        }
        tall.insert(column, (row, cells.len()));
        cells.push(one.cell);
    }
}
