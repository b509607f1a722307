//! Labels side by side over the row of their answers, and the row in which people sign.

use super::label::Label;
use super::region::{Area, Sheet, signature};
use super::sign::{is_room, is_row};
use crate::draft::Part;
use crate::paper::Cell;
use crate::problem::Note;

impl<'t> Sheet<'t> {
    /// Labels side by side, one row of answers below them.
    pub fn above(
        &self,
        row: usize,
        area: Area,
        cells: &[&'t Cell],
        parts: &mut Vec<Part>,
    ) -> Option<usize> {
        let next = cells.first().map(|cell| cell.below())?;
        if next >= area.bottom || cells.iter().any(|cell| cell.below() != next) {
            return None;
        }
        let below = self.starting(next, area);
        let same = below.len() == cells.len()
            && below
                .iter()
                .zip(cells)
                .all(|(below, above)| (below.column, below.end()) == (above.column, above.end()));
        let fills = below.iter().all(|cell| self.is_fillable(cell));
        if !same || !fills || cells.iter().any(|cell| self.label(cell).is_none()) {
            return None;
        }
        let mut placed = Vec::new();
        for (below, above) in below.iter().zip(cells) {
            let label = self.label(above).map(Label::of).unwrap_or_default();
            let fields = self.fields(below, &label, area);
            placed.extend(self.spread(fields, above.column, above.end(), area).fields);
        }
        parts.push(Part::Row(self.line(placed, area)));
        debug_assert!(next > row);
        below.iter().map(|cell| cell.below()).max()
    }

    /// A row in which only people sign, or a row of their titles and the room below it.
    pub fn signatures(
        &self,
        row: usize,
        area: Area,
        cells: &[&'t Cell],
        notes: &mut Vec<Note>,
    ) -> Option<usize> {
        let labels: Vec<&str> = cells.iter().filter_map(|cell| self.label(cell)).collect();
        let others = cells.iter().filter(|cell| self.label(cell).is_none());
        let others: Vec<&&Cell> = others.collect();
        if labels.is_empty()
            || !is_row(labels.iter().copied())
            || !others.iter().all(|cell| is_room(self.reading(cell)))
        {
            return None;
        }
        let end = cells
            .iter()
            .map(|cell| cell.below())
            .max()
            .unwrap_or(row + 1);
        let end = if others.is_empty() {
            // Titles alone sign in the row below, if there is room in all of it.
            let below = self.starting(end, area);
            let room = end < area.bottom && !below.is_empty();
            if !room || !below.iter().all(|cell| is_room(self.reading(cell))) {
                return None;
            }
            below.iter().map(|cell| cell.below()).max().unwrap_or(end)
        } else {
            let deputy = |label: &&str| label.ends_with("代理人");
            if labels.iter().any(deputy) {
                return None;
            }
            end
        };
        for cell in cells {
            if let Some(label) = self.label(cell) {
                notes.push(signature(cell, &Label::of(label).text));
            }
        }
        Some(end.min(area.bottom))
    }
}
