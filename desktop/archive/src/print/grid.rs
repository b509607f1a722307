//! Boxes in rows.

use super::art::Space;
use super::layout::{Flow, Item, Kind, Layout, MM, PAD_X, PAD_Y, Row, Set};
use super::lines::{self, Look};
use super::sheet::{Align, Border, Cell, Choices, Grid, GridRow};
use crate::problem::Problem;

/// WORD JOINER between two characters: no line breaks there.
const JOIN: &str = "\u{2060}";

/// What stays the same for all boxes of a grid or table.
#[derive(Clone, Copy)]
pub(crate) struct Boxes {
    pub(crate) size: f32,
    pub(crate) boxed: bool,
    pub(crate) row: Option<usize>,
    /// The row holds nothing but labels, which name the boxes beneath them.
    pub(crate) heads: bool,
}

impl Layout<'_, '_> {
    pub(crate) fn grid(&self, grid: &Grid, flow: &mut Flow) -> Result<(), Problem> {
        let boxed = grid.border == Border::Box;
        let group = flow.group();
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
                heads: row.cells.iter().all(|cell| cell.label.is_some()),
            };
            let widths = match row.widths.as_slice() {
                [] => &grid.widths,
                own => own,
            };
            let mut row = self.grid_row(row, widths, boxes, flow)?;
            row.group = boxed.then_some(group);
            flow.items.push(Item::Row(row));
        }
        Ok(())
    }

    pub(crate) fn grid_row(
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
            keep: row.keep,
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
        let pad_x = match (boxes.boxed, cell.vertical) {
            (true, false) => PAD_X,
            _ => 0.0,
        };
        let centred = if is_label { Align::Center } else { Align::Left };
        let size = cell.size.unwrap_or(boxes.size);
        let look = self.look(size, cell.bold, cell.align.unwrap_or(centred));
        let kind = match (boxes.row, is_label) {
            (None, _) => Kind::Paragraph,
            (Some(_), true) if boxes.heads => Kind::ColumnHead,
            (Some(_), true) => Kind::RowHead,
            (Some(_), false) => Kind::Data,
        };
        let space = Space {
            x,
            width,
            pad_x,
            look,
            valign: cell.valign,
        };
        let node = self.node(flow, kind, boxes.row);
        if let Some(qr) = &cell.qr {
            return self.qr_set(qr, space, node, flow);
        }
        if let Some(stamp) = &cell.stamp {
            return self.stamp_set(stamp, space, node);
        }
        let words = match (&cell.label, &cell.text, &cell.choice) {
            (Some(label), _, _) => label.clone(),
            (_, Some(text), _) => self.values(None).fill(text)?,
            (_, _, Some(choice)) => self.ticked(choice, width - 2.0 * pad_x, look)?,
            (None, None, None) => String::new(),
        };
        let words = if cell.vertical {
            stacked(&words)
        } else {
            words
        };
        Ok(Set {
            lines: lines::broken(&words, width - 2.0 * pad_x, look, self.setter)?,
            repeats: is_label,
            shade: cell.shade,
            ..space.set(node)
        })
    }

    /// ■ before what is chosen and □ before the rest.
    fn ticked(&self, choices: &Choices, room: f32, look: Look) -> Result<String, Problem> {
        let value = self.values(None).fill(&format!("{{{}}}", choices.path))?;
        let ticks: Vec<&str> = match choices.many {
            true => value.split('\n').filter(|one| !one.is_empty()).collect(),
            false => [value.as_str()]
                .into_iter()
                .filter(|one| !one.is_empty())
                .collect(),
        };
        let unknown = |tick: &&&str| choices.of.iter().all(|choice| choice.value != **tick);
        if let Some(value) = ticks.iter().find(unknown) {
            return Err(Problem::ChoiceUnknown {
                path: choices.path.clone(),
                value: (*value).to_owned(),
            });
        }
        let mut all = Vec::new();
        for choice in &choices.of {
            let mark = match ticks.contains(&choice.value.as_str()) {
                true => '■',
                false => '□',
            };
            let words = format!("{mark}{}", choice.text);
            let lines = lines::broken(&words, f32::MAX, look, self.setter)?;
            let width = lines.iter().map(|line| line.width(look.size));
            all.push((words, width.fold(0.0, f32::max) / look.size));
        }
        Ok(arranged(&all, room / look.size))
    }
}

/// Boxes to tick on as few lines as they need: all on one, or in columns, or each on its own lines
/// where one is wider than the room. Widths are ems.
fn arranged(all: &[(String, f32)], room: f32) -> String {
    const GAP: f32 = 1.0;
    const SLACK: f32 = 0.05;
    let joined = |words: &str| {
        let letters: Vec<String> = words.chars().map(String::from).collect();
        letters.join(JOIN)
    };
    let widest = all.iter().map(|(_, width)| *width).fold(0.0, f32::max);
    let sum: f32 = all.iter().map(|(_, width)| width + GAP).sum();
    if sum - GAP <= room {
        let all = all.iter().map(|(words, _)| joined(words));
        return all.collect::<Vec<_>>().join("　");
    }
    if widest > room {
        let all = all.iter().map(|(words, _)| words.as_str());
        return all.collect::<Vec<_>>().join("\n");
    }
    let columns = ((room + GAP) / (widest + GAP)).floor().max(1.0) as usize;
    let lines = all.chunks(columns).map(|line| {
        let mut text = String::new();
        for (words, width) in line {
            text.push_str(&joined(words));
            let empty = (widest + GAP - width + SLACK).floor() as usize;
            text.push_str(&"　".repeat(empty));
        }
        text.trim_end_matches('　').to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// One character under the other.
fn stacked(text: &str) -> String {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    letters.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{JOIN, arranged};

    /// Each option is so many ems wide as its letters are.
    fn check(options: &str, room: f32, expected: &str) {
        let options: Vec<(String, f32)> = options
            .split(' ')
            .map(|option| (option.to_owned(), option.chars().count() as f32))
            .collect();
        let text = arranged(&options, room).replace(JOIN, "");
        assert_eq!(
            text.replace('\n', "/"),
            expected,
            "{options:?} on {room} ems"
        );
    }

    #[test]
    fn options_stand_in_columns() {
        check("□甲 □乙", 5.0, "□甲　□乙");
        check("□甲 □乙", 4.9, "□甲/□乙");
        check("□甲 □乙丙 □丁", 7.0, "□甲　　□乙丙/□丁");
        check("□甲 □乙丙 □丁", 6.9, "□甲/□乙丙/□丁");
        check("□甲乙丙丁 □戊", 4.0, "□甲乙丙丁/□戊");
        check("□甲", 1.0, "□甲");
    }
}
