//! A table with a row for each of many.

use super::grid::Boxes;
use super::layout::{Flow, Ink, Item, Kind, Layout, MM, PAD_X, PAD_Y, Row, Set};
use super::lines;
use super::sheet::{Align, Cell, GridRow, Table, Valign};
use crate::problem::Problem;
use std::collections::BTreeMap;

impl Layout<'_, '_> {
    pub(crate) fn table(&self, table: &Table, flow: &mut Flow) -> Result<(), Problem> {
        let (_, rows) = self.rows(&table.rows);
        let group = flow.group();
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
            ..GridRow::default()
        };
        let width = table.columns.iter().map(|column| column.width).sum();
        let boxes = Boxes {
            size: table.size.unwrap_or(self.sheet.size),
            boxed: true,
            heads: false,
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
                art: None,
                shade: false,
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
