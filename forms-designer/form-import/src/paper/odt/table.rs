//! Tables of OpenDocument: columns and cells that repeat, cells that span and cells that are
//! covered.

use super::{Reader, named};
use crate::paper::{Cell, MAX_CELLS, MAX_COLUMNS, Row, Table};
use crate::problem::{Place, Problem};
use crate::xml::Element;

/// What only groups columns or rows.
const GROUPS: &[&str] = &[
    "table-column-group",
    "table-columns",
    "table-header-columns",
    "table-header-rows",
    "table-row-group",
    "table-rows",
];

fn held<'e>(within: &'e Element, name: &str, out: &mut Vec<&'e Element>) {
    for element in within.elements() {
        if element.name == name {
            out.push(element);
        } else if GROUPS.contains(&element.name.as_str()) {
            held(element, name, out);
        }
    }
}

/// How often an element counts.
fn times(element: &Element, name: &str, most: usize) -> usize {
    element.count(name).unwrap_or(1).clamp(1, most)
}

impl Reader {
    pub(super) fn table(&mut self, element: &Element) -> Result<Table, Problem> {
        let number = self.tally.table()?;
        let outer = self.tally.place;
        let mut table = Table::default();
        let mut rows = Vec::new();
        held(element, "table-row", &mut rows);
        for row in rows {
            let height = self.length("table-row", row);
            for _ in 0..times(row, "number-rows-repeated", MAX_CELLS + 1) {
                let cells = self.row(row, number, table.rows.len())?;
                table.rows.push(Row {
                    height: height.unwrap_or(0),
                    cells,
                });
            }
        }
        let count = table.rows.len();
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            cell.rows = cell.rows.min(count - cell.row);
        }
        let mut columns = Vec::new();
        held(element, "table-column", &mut columns);
        let mut widths = Vec::new();
        for column in columns {
            let width = self.length("table-column", column).unwrap_or(0);
            let count = times(column, "number-columns-repeated", MAX_COLUMNS);
            widths.extend(std::iter::repeat_n(width, count));
            widths.truncate(MAX_COLUMNS);
        }
        table.measure(&widths);
        self.tally.place = outer;
        self.tally.table_ends();
        Ok(table)
    }

    fn length(&self, family: &str, element: &Element) -> Option<u64> {
        let style = named(family, element.attribute("style-name")?);
        self.styles.find(Some(&style), |style| style.length)
    }

    fn row(&mut self, element: &Element, table: usize, row: usize) -> Result<Vec<Cell>, Problem> {
        // A row without a cell counts as one, so that rows cannot repeat without end.
        self.tally.cells(1)?;
        let (mut column, mut cells) = (0, Vec::<Cell>::new());
        for element in element.elements() {
            let count = times(element, "number-columns-repeated", MAX_COLUMNS);
            match element.name.as_str() {
                "covered-table-cell" => column += count,
                "table-cell" => {
                    for _ in 0..count {
                        self.tally.cells(1)?;
                        let columns = times(element, "number-columns-spanned", MAX_COLUMNS);
                        if column + columns > MAX_COLUMNS {
                            return Ok(cells);
                        }
                        self.tally.place = Some(Place {
                            table,
                            row: row + 1,
                            cell: cells.len() + 1,
                        });
                        let mut blocks = Vec::new();
                        self.blocks(element, &mut blocks)?;
                        cells.push(Cell {
                            place: self.tally.place,
                            row,
                            column,
                            columns,
                            rows: times(element, "number-rows-spanned", MAX_CELLS),
                            blocks,
                        });
                        column += 1;
                    }
                }
                _ => {}
            }
        }
        Ok(cells)
    }
}
