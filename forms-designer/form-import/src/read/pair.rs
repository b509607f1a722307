//! A row of labels, each with its answer beside it.

use super::ask::{Answer, Ask};
use super::cell::Reading;
use super::field::Field;
use super::label::Label;
use super::region::{Area, Sheet, names_itself, signature};
use super::sign::{Sign, is_room, sign};
use super::words;
use crate::draft::{Part, Placed};
use crate::paper::Cell;
use crate::problem::Note;

/// How words begin that say how to answer.
const HELPS: &[&str] = &["請", "如", "例", "限", "（", "(", "※", "檢附", "應", "須"];

/// A row that is being read.
struct Row<'r, 't> {
    sheet: &'r Sheet<'t>,
    area: Area,
    cells: &'r [&'t Cell],
    placed: Vec<Placed>,
    /// What stands below the row.
    after: Vec<Part>,
    /// A label that stands before the labels behind it, and whether it is as tall as they.
    outer: Option<(Label, bool)>,
}

impl<'t> Sheet<'t> {
    /// The questions of a row, label by label.
    pub fn pairs(
        &self,
        area: Area,
        cells: &[&'t Cell],
        parts: &mut Vec<Part>,
        notes: &mut Vec<Note>,
    ) {
        let mut row = Row {
            sheet: self,
            area,
            cells,
            placed: Vec::new(),
            after: Vec::new(),
            outer: None,
        };
        let mut at = 0;
        while let Some(cell) = cells.get(at) {
            at += row.next(at, cell, notes);
        }
        let Row { placed, after, .. } = row;
        if !placed.is_empty() {
            parts.push(Part::Row(self.line(placed, area)));
        }
        parts.extend(after);
    }
}

impl<'t> Row<'_, 't> {
    /// Reads a cell, and that beside it where they belong together; how many were read.
    fn next(&mut self, at: usize, cell: &'t Cell, notes: &mut Vec<Note>) -> usize {
        self.tall_before(cell);
        match self.sheet.reading(cell) {
            Reading::Label { text, is_open } => self.label(at, cell, text, *is_open, notes),
            Reading::Blank => {
                if cell.tables().next().is_some() {
                    self.nested(cell, "", notes);
                } else {
                    notes.push(Note::new("import-cell-without-label", cell.place));
                }
                1
            }
            Reading::Prose(lines) => {
                self.after.push(Part::Text(lines.clone()));
                self.nested(cell, "", notes);
                1
            }
            Reading::Asks { asks, prose } => {
                self.asked(cell, asks, prose, notes);
                1
            }
        }
    }

    /// A label that stands left of this row and began above it names what is in it.
    fn tall_before(&mut self, cell: &Cell) {
        let Some(before) = cell
            .column
            .checked_sub(1)
            .filter(|at| *at >= self.area.left)
        else {
            return;
        };
        let left = self.sheet.table.covering(cell.row, before);
        let left = left.filter(|left| left.row < cell.row && left.row >= self.area.top);
        if let Some(label) = left.and_then(|left| self.sheet.label(left)) {
            self.outer = Some((Label::of(label), true));
        }
    }

    fn label(
        &mut self,
        at: usize,
        cell: &'t Cell,
        text: &str,
        is_open: bool,
        notes: &mut Vec<Note>,
    ) -> usize {
        let own = Label::of(text);
        let next = self.cells.get(at + 1).copied();
        let next = next.filter(|next| next.column == cell.end());
        let answer = next.filter(|next| self.answers(next));
        if let Some(answer) = answer {
            if sign(&own.text) == Sign::Strong && is_room(self.sheet.reading(answer)) {
                notes.push(signature(cell, &own.text));
                return 2;
            }
            let label = self.named(&own);
            if *self.sheet.reading(answer) == Reading::Blank && answer.tables().next().is_some() {
                self.nested(answer, &label.text, notes);
                return 2;
            }
            let fields = self.sheet.fields(answer, &label, self.area);
            self.place(fields, cell.column, answer.end());
            self.nested(answer, &label.text, notes);
            return 2;
        }
        if let Some(help) = next
            .filter(|_| words::is_known(&own.text))
            .and_then(|n| self.help(n))
        {
            let mut label = self.named(&own);
            label.hint = super::label::cut(&help, 120);
            let end = next.map_or(cell.end(), Cell::end);
            let field = self.line(&label, cell);
            self.place(vec![field], cell.column, end);
            return 2;
        }
        if is_open {
            if sign(&own.text) == Sign::Strong {
                notes.push(signature(cell, &own.text));
                return 1;
            }
            let label = self.named(&own);
            let field = self.line(&label, cell);
            self.place(vec![field], cell.column, cell.end());
            return 1;
        }
        let behind = next.filter(|next| self.sheet.label(next).is_some());
        let answered = self
            .cells
            .get(at + 2)
            .is_some_and(|cell| self.answers(cell));
        if behind.is_some() && answered {
            self.outer = Some((own, cell.rows > 1));
            return 1;
        }
        if sign(&own.text) == Sign::Strong {
            notes.push(signature(cell, &own.text));
            return 1;
        }
        notes.push(Note::new("import-label-alone", cell.place).with("label", &own.text));
        self.after.push(Part::Text(vec![own.text]));
        self.nested(cell, "", notes);
        1
    }

    fn line(&self, label: &Label, cell: &Cell) -> Field {
        let room = self.sheet.room(cell, self.area);
        Field::of(Ask::new("", Answer::Line), label, room, cell.place)
    }

    /// Whether a cell is an answer to what stands before it.
    fn answers(&self, cell: &Cell) -> bool {
        matches!(
            self.sheet.reading(cell),
            Reading::Blank | Reading::Asks { .. }
        )
    }

    /// Words that say how to answer.
    fn help(&self, cell: &Cell) -> Option<String> {
        let text = match self.sheet.reading(cell) {
            Reading::Prose(lines) => lines.join(" "),
            Reading::Label { text, .. } => text.clone(),
            _ => return None,
        };
        HELPS
            .iter()
            .any(|help| text.starts_with(help))
            .then_some(text)
    }

    /// A label with that before it. One that everybody knows stands for itself, unless a tall label
    /// names the rows.
    fn named(&self, own: &Label) -> Label {
        match &self.outer {
            Some((outer, is_tall)) if *is_tall || !words::is_known(&own.text) => {
                own.clone().within(outer)
            }
            _ => own.clone(),
        }
    }

    fn asked(&mut self, cell: &'t Cell, asks: &[Ask], prose: &[String], notes: &mut Vec<Note>) {
        let outer = match &self.outer {
            Some((outer, true)) => outer.clone(),
            _ => Label::default(),
        };
        if outer.text.is_empty() {
            let mut parts = Vec::new();
            self.sheet
                .asked_alone(cell, asks, prose, self.area, &mut parts, notes);
            for part in parts {
                match part {
                    Part::Row(line) => self.placed.extend(line.fields),
                    other => self.after.push(other),
                }
            }
        } else {
            let fields = self.sheet.fields(cell, &outer, self.area);
            let named = |field: &Field| !field.label.text.is_empty() || names_itself(field);
            let fields = fields.into_iter().filter(named).collect();
            self.place(fields, cell.column, cell.end());
        }
        self.nested(cell, "", notes);
    }

    fn place(&mut self, fields: Vec<Field>, from: usize, to: usize) {
        let line = self.sheet.spread(fields, from, to, self.area);
        self.placed.extend(line.fields);
    }

    fn nested(&mut self, cell: &Cell, label: &str, notes: &mut Vec<Note>) {
        self.sheet
            .nested(cell, label, self.area, &mut self.after, notes);
    }
}
