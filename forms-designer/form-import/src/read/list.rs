//! Rows that repeat below a head, and tables of rows and columns that both have names.

use super::cell::Reading;
use super::field::Field;
use super::label::Label;
use super::region::{Area, Sheet};
use super::words;
use crate::draft::{Part, Placed};
use crate::paper::Cell;
use crate::problem::Note;

/// Labels of a column that only counts the rows.
const NUMBERS: &[&str] = &[
    "項次", "序號", "次序", "NO", "No", "NO.", "No.", "no", "#", "項",
];
/// Labels of the corner over names of rows.
const CORNERS: &[&str] = &[
    "項目",
    "欄位",
    "變更項目",
    "異動項目",
    "類別",
    "事項",
    "資料項目",
];
/// Longest number of a row, in characters.
const MAX_NUMBER: usize = 4;

/// A column of a head.
struct Column {
    label: Label,
    from: usize,
    to: usize,
}

impl<'t> Sheet<'t> {
    /// A head and at least two equal rows to fill in below it; the row behind them.
    pub fn list(
        &self,
        row: usize,
        area: Area,
        parts: &mut Vec<Part>,
        notes: &mut Vec<Note>,
    ) -> Option<usize> {
        let (columns, first) = self.head(row, area)?;
        let mut rows = 0;
        let mut numbered = true;
        while let Some(cells) = self.data(first + rows, area, &columns) {
            let start = cells.first()?;
            let counts = self.label(start).is_some_and(is_number);
            if !cells.iter().skip(1).all(|cell| self.is_fillable(cell))
                || !(counts || self.is_fillable(start))
            {
                break;
            }
            numbered &= counts;
            rows += 1;
        }
        let by_label = columns
            .first()
            .is_some_and(|c| NUMBERS.contains(&c.label.text.as_str()));
        let counts = rows > 0 && (numbered || by_label) && columns.len() > 1;
        if rows < 2 && !(rows == 1 && counts) {
            return None;
        }
        let cells = self.data(first, area, &columns)?;
        let mut placed = Vec::new();
        for (place, (column, cell)) in columns.iter().zip(cells).enumerate() {
            if place == 0 && counts {
                let note = Note::new("import-number-column-left-out", cell.place);
                notes.push(note.with("label", &column.label.text));
                continue;
            }
            placed.extend(self.column(column, cell, area));
        }
        parts.push(Part::List {
            label: String::new(),
            line: self.line(placed, area),
            rows,
            place: self.starting(row, area).first().and_then(|cell| cell.place),
        });
        Some(first + rows)
    }

    fn column(&self, column: &Column, cell: &Cell, area: Area) -> Vec<Placed> {
        let fields = self.fields(cell, &column.label, area).into_iter();
        // An item of a list is one line of the paper.
        let fields: Vec<Field> = fields
            .map(|field| match field.kind {
                super::field::Kind::Lines => Field {
                    kind: super::field::Kind::Line,
                    ..field
                },
                _ => field,
            })
            .collect();
        self.spread(fields, column.from, column.to, area).fields
    }

    /// A head of one row, or of two where some labels stand over several.
    fn head(&self, row: usize, area: Area) -> Option<(Vec<Column>, usize)> {
        let cells = self.starting(row, area);
        let covers = cells.first()?.column == area.left
            && cells.windows(2).all(|pair| match pair {
                [one, next] => one.end() == next.column,
                _ => true,
            })
            && cells.last()?.end() == area.right;
        if !covers || cells.len() < 2 {
            return None;
        }
        let height = cells.iter().map(|cell| cell.rows).max()?;
        if height > 2 || row + height >= area.bottom {
            return None;
        }
        let mut columns = Vec::new();
        for cell in cells {
            let label = Label::of(self.closed(cell)?);
            if cell.rows == height {
                columns.push(Column {
                    label,
                    from: cell.column,
                    to: cell.end(),
                });
                continue;
            }
            let under = Area {
                left: cell.column,
                right: cell.end(),
                ..area
            };
            let below = self.starting(row + 1, under);
            let width: usize = below.iter().map(|cell| cell.columns).sum();
            if width != cell.columns || below.iter().any(|cell| cell.rows != 1) {
                return None;
            }
            for below in below {
                columns.push(Column {
                    label: Label::of(self.closed(below)?).within(&label),
                    from: below.column,
                    to: below.end(),
                });
            }
        }
        Some((columns, row + height))
    }

    /// A label that asks nothing by itself.
    fn closed(&self, cell: &Cell) -> Option<&str> {
        match self.reading(cell) {
            Reading::Label {
                text,
                is_open: false,
            } => Some(text),
            _ => None,
        }
    }

    /// The cells of a row, where it has exactly these columns.
    fn data(&self, row: usize, area: Area, columns: &[Column]) -> Option<Vec<&'t Cell>> {
        if row >= area.bottom {
            return None;
        }
        let cells = self.starting(row, area);
        let same = cells.len() == columns.len()
            && cells.iter().zip(columns).all(|(cell, column)| {
                (cell.column, cell.end(), cell.rows) == (column.from, column.to, 1)
            });
        same.then_some(cells)
    }

    /// A head, and rows that begin with a name: 變更項目, 變更前, 變更後. Every cell is a question.
    pub fn matrix(&self, row: usize, area: Area, parts: &mut Vec<Part>) -> Option<usize> {
        let cells = self.starting(row, area);
        let (corner, heads) = cells.split_first()?;
        let covers = corner.column == area.left && cells.last()?.end() == area.right;
        let corner = match self.reading(corner) {
            Reading::Blank => "",
            _ => self.closed(corner)?,
        };
        let enough = heads.len() > 1 || CORNERS.contains(&corner);
        if !covers || !enough || cells.iter().any(|cell| cell.rows != 1) {
            return None;
        }
        let labels: Option<Vec<Label>> = heads
            .iter()
            .map(|cell| self.closed(cell).map(Label::of))
            .collect();
        let labels = labels?;
        let mut next = row + 1;
        while next < area.bottom {
            let below = self.starting(next, area);
            let same = below.len() == cells.len()
                && below.iter().zip(&cells).all(|(below, above)| {
                    (below.column, below.end(), below.rows) == (above.column, above.end(), 1)
                });
            let Some((name, values)) = below.split_first().filter(|_| same) else {
                break;
            };
            let Some(name) = self.closed(name).filter(|name| !is_number(name)) else {
                break;
            };
            if !values.iter().all(|cell| self.is_fillable(cell)) {
                break;
            }
            let name = Label::of(name);
            let mut placed = Vec::new();
            for (label, cell) in labels.iter().zip(values) {
                let both = label.clone().within(&name);
                // What the head says counts before what the row is called.
                let says = words::is_known(&label.text) || words::guess(&label.text).is_some();
                let mut fields = self.fields(cell, if says { &both } else { &name }, area);
                for field in fields.iter_mut().filter(|_| !says) {
                    field.label = label.clone().within(&field.label);
                }
                placed.extend(self.spread(fields, cell.column, cell.end(), area).fields);
            }
            parts.push(Part::Row(self.line(placed, area)));
            next += 1;
        }
        (next > row + 1).then_some(next)
    }
}

/// Whether a text only counts: 1, 一, (1), ①, 1.
fn is_number(text: &str) -> bool {
    let counts = |c: char| {
        c.is_ascii_digit()
            || "一二三四五六七八九十()（）.、．".contains(c)
            || ('①'..='⑳').contains(&c)
            || ('０'..='９').contains(&c)
    };
    !text.is_empty() && text.chars().count() <= MAX_NUMBER && text.chars().all(counts)
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_of_rows() {
        let check = |text: &str, expected: bool| assert_eq!(is_number(text), expected, "{text}");
        check("1", true);
        check("(12)", true);
        check("十一、", true);
        check("③", true);
        check("一般", false);
        check("", false);
    }
}
