//! A tall label at the left of several rows.

use super::ask::{Answer, Ask, Edge};
use super::cell::Reading;
use super::field::{Field, Kind, Room};
use super::label::Label;
use super::region::{Area, Sheet, grouped, signature};
use super::sign::{Sign, is_room, sign};
use crate::draft::Part;
use crate::paper::Cell;
use crate::problem::Note;

impl<'t> Sheet<'t> {
    /// A tall label at the left with more than one answer beside it.
    pub fn tall(
        &self,
        cell: &'t Cell,
        area: Area,
        parts: &mut Vec<Part>,
        notes: &mut Vec<Note>,
    ) -> Option<usize> {
        let label = self.label(cell).map(Label::of)?;
        if cell.column != area.left || cell.rows < 2 || cell.end() >= area.right {
            return None;
        }
        let inner = Area {
            top: cell.row,
            bottom: cell.below().min(area.bottom),
            left: cell.end(),
            depth: area.depth + 1,
            ..area
        };
        let cells: Vec<&Cell> = (inner.top..inner.bottom)
            .flat_map(|row| self.starting(row, inner))
            .collect();
        if cells.len() < 2 {
            return None;
        }
        if sign(&label.text) == Sign::Strong && cells.iter().all(|c| is_room(self.reading(c))) {
            notes.push(signature(cell, &label.text));
            return Some(inner.bottom);
        }
        if cells.iter().any(|cell| !self.is_fillable(cell)) {
            let inside = self.region(inner, notes);
            parts.extend(grouped(&label, inside, area.depth));
            return Some(inner.bottom);
        }
        let fields = self.together(&cells, &label, inner);
        parts.push(Part::Row(self.spread(
            fields,
            cell.column,
            area.right,
            area,
        )));
        Some(inner.bottom)
    }

    /// Cells without labels beside one label: from and to are one question, lines are one.
    fn together(&self, cells: &[&Cell], label: &Label, area: Area) -> Vec<Field> {
        let asks = |cell: &&&Cell| *self.reading(cell) != Reading::Blank;
        let asked = cells.iter().filter(asks);
        let mut fields: Vec<Field> = Vec::new();
        for field in asked.flat_map(|cell| self.fields(cell, label, area)) {
            match fields.last_mut() {
                Some(last) if last.edge == Some(Edge::From) && field.edge == Some(Edge::To) => {
                    last.kind = Kind::When;
                    last.edge = None;
                    last.total = field.total;
                }
                _ => fields.push(field),
            }
        }
        if fields.is_empty() {
            let room = Room {
                is_tall: true,
                is_wide: true,
            };
            let place = cells.first().and_then(|cell| cell.place);
            fields.push(Field::of(Ask::new("", Answer::Line), label, room, place));
        }
        fields
    }
}
