//! A cell as wide as what it stands in: a title, a caption, a note, or questions of its own.

use super::ask::{Answer, Ask};
use super::cell::Reading;
use super::field::{Field, Kind, Room};
use super::label::{Label, is_note};
use super::region::{Area, Sheet, grouped, names_itself, signature};
use super::sign::{Sign, is_row, sign};
use crate::draft::Part;
use crate::paper::Cell;
use crate::problem::Note;

/// How the title of a form ends.
const TITLES: &[&str] = &["單", "表", "書", "申請", "登記簿", "紀錄", "卡", "條"];

/// Whether words are the title of a form.
pub(super) fn is_title(text: &str) -> bool {
    TITLES.iter().any(|end| text.ends_with(end))
}

impl<'t> Sheet<'t> {
    /// A cell as wide as the area: a caption of what is below it, a note, or questions.
    pub fn caption(
        &self,
        cell: &'t Cell,
        area: Area,
        parts: &mut Vec<Part>,
        notes: &mut Vec<Note>,
    ) -> usize {
        let below = cell.below().min(area.bottom);
        match self.reading(cell) {
            Reading::Blank => {
                let is_empty = cell.tables().next().is_none();
                if is_empty && self.room(cell, area).is_tall {
                    notes.push(Note::new("import-cell-without-label", cell.place));
                }
            }
            Reading::Prose(lines) => parts.push(Part::Text(lines.clone())),
            Reading::Asks { asks, prose } => {
                self.asked_alone(cell, asks, prose, area, parts, notes);
            }
            Reading::Label { text, is_open } => {
                let label = Label::of(text);
                if sign(&label.text) == Sign::Strong {
                    notes.push(signature(cell, &label.text));
                } else if let Some(next) = self.answer_below(cell, &label, area, parts) {
                    return next;
                } else if *is_open {
                    let room = self.room(cell, area);
                    let field = Field::of(Ask::new("", Answer::Line), &label, room, cell.place);
                    parts.push(self.whole(field, area));
                } else {
                    return self.captioned(cell, &label, area, parts, notes);
                }
            }
        }
        self.nested(cell, "", area, parts, notes);
        below
    }

    /// A label above one cell as wide as itself.
    fn answer_below(
        &self,
        cell: &Cell,
        label: &Label,
        area: Area,
        parts: &mut Vec<Part>,
    ) -> Option<usize> {
        let row = cell.below();
        let below = self.starting(row, area);
        let [below] = below.as_slice() else {
            return None;
        };
        let as_wide = below.column == cell.column && below.end() == cell.end();
        let fits = row < area.bottom && as_wide && self.is_fillable(below);
        if !fits {
            return None;
        }
        let mut fields = self.fields(below, label, area);
        let mut end = below.below();
        // Rows of lines to write on are one answer.
        if *self.reading(below) == Reading::Blank {
            while end < area.bottom
                && let [next] = self.starting(end, area).as_slice()
                && (next.column, next.end()) == (below.column, below.end())
                && *self.reading(next) == Reading::Blank
            {
                end = next.below();
            }
        }
        for field in fields.iter_mut().filter(|_| end > below.below()) {
            if field.kind == Kind::Line {
                field.kind = Kind::Lines;
            }
        }
        let line = self.spread(fields, cell.column, cell.end(), area);
        parts.push(Part::Row(line));
        Some(end)
    }

    /// What stands below a caption, to the next one.
    fn captioned(
        &self,
        cell: &'t Cell,
        label: &Label,
        area: Area,
        parts: &mut Vec<Part>,
        notes: &mut Vec<Note>,
    ) -> usize {
        let below = cell.below().min(area.bottom);
        if cell.row == 0 && area.depth == 0 && is_title(&label.text) {
            parts.push(Part::Heading(label.text.clone()));
            self.nested(cell, "", area, parts, notes);
            return below;
        }
        let ends = |row: &usize| match self.starting(*row, area).as_slice() {
            [next] if next.column == area.left && next.end() >= area.right => {
                matches!(
                    self.reading(next),
                    Reading::Label { .. } | Reading::Prose(_)
                )
            }
            _ => false,
        };
        let end = (below..area.bottom).find(ends).unwrap_or(area.bottom);
        let inner = Area {
            top: below,
            bottom: end,
            depth: area.depth + 1,
            ..area
        };
        let mut inside = Vec::new();
        self.nested(cell, "", inner, &mut inside, notes);
        inside.extend(self.region(inner, notes));
        parts.extend(grouped(label, inside, area.depth));
        end
    }

    /// Questions of a cell that no label stands beside.
    pub fn asked_alone(
        &self,
        cell: &Cell,
        asks: &[Ask],
        prose: &[String],
        area: Area,
        parts: &mut Vec<Part>,
        notes: &mut Vec<Note>,
    ) {
        let labels = asks.iter().map(|ask| ask.label.as_str());
        if asks.len() > 1 && is_row(labels.clone()) {
            notes.extend(labels.map(|label| signature(cell, label)));
            return;
        }
        let mut prose = prose.to_vec();
        let nameless = |ask: &Ask| {
            ask.label.is_empty() && !matches!(&ask.answer, Answer::Choices(c) if c.items.len() == 1)
        };
        let mut outer = Label::default();
        if asks.first().is_some_and(nameless) && prose.first().is_some_and(|line| !is_note(line)) {
            outer = Label::of(&prose.remove(0));
        }
        if !prose.is_empty() {
            parts.push(Part::Text(prose));
        }
        let room = self.room(cell, area);
        let mut fields = Vec::new();
        for ask in asks {
            let own = if nameless(ask) {
                &outer
            } else {
                &Label::default()
            };
            let field = Field::of(
                ask.clone(),
                own,
                Room {
                    is_tall: false,
                    ..room
                },
                cell.place,
            );
            if sign(&field.label.text) == Sign::Strong {
                notes.push(signature(cell, &field.label.text));
            } else if field.label.text.is_empty() && !names_itself(&field) {
                notes.push(Note::new("import-cell-without-label", cell.place));
            } else {
                fields.push(field);
            }
        }
        if !fields.is_empty() {
            let line = self.spread(fields, cell.column, cell.end().min(area.right), area);
            parts.push(Part::Row(line));
        }
    }
}
