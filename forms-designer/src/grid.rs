//! What the grid of a decision table shows.

use feel::dmn::{Aggregation, HitPolicy};
use jiff::civil::Date;
use pack_author::table::{Column, Doubt, Grid};

use crate::findings::Spot;
use crate::texts::Say;
use crate::ui;

/// The hit policies in the order of the list to choose from; their words are `policy-NAME`.
pub const POLICIES: [(&str, HitPolicy); 11] = [
    ("unique", HitPolicy::Unique),
    ("first", HitPolicy::First),
    ("any", HitPolicy::Any),
    ("priority", HitPolicy::Priority),
    ("rule-order", HitPolicy::RuleOrder),
    ("output-order", HitPolicy::OutputOrder),
    ("collect", HitPolicy::Collect(None)),
    ("sum", HitPolicy::Collect(Some(Aggregation::Sum))),
    ("count", HitPolicy::Collect(Some(Aggregation::Count))),
    ("min", HitPolicy::Collect(Some(Aggregation::Min))),
    ("max", HitPolicy::Collect(Some(Aggregation::Max))),
];

/// The column of a place of the grid.
#[must_use]
pub fn column_at(grid: &Grid, place: usize) -> Option<Column> {
    let (inputs, outputs) = (grid.inputs.len(), grid.outputs.len());
    if place < inputs {
        return Some(Column::Input(place));
    }
    if place < inputs + outputs {
        return Some(Column::Output(place - inputs));
    }
    let place = place - inputs - outputs;
    (place < grid.annotations.len()).then_some(Column::Annotation(place))
}

/// How many columns a grid has.
#[must_use]
pub fn columns(grid: &Grid) -> usize {
    grid.inputs.len() + grid.outputs.len() + grid.annotations.len()
}

/// What stands in a cell; nothing where there is none.
#[must_use]
pub fn cell(grid: &Grid, row: usize, place: usize) -> String {
    let Some(rule) = grid.rules.get(row) else {
        return String::new();
    };
    let mut cells = rule.inputs.iter().chain(&rule.outputs);
    let mut cells = cells.by_ref().chain(&rule.annotations);
    cells.nth(place).cloned().unwrap_or_default()
}

/// A day as people write it: `2026-01-01`, `2026/1/1`, or of the calendar of the Republic
/// `115.1.1`.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['-', '/', '.']).map(str::parse::<i16>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let year = if year < 1000 { year + 1911 } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A doubt as a line.
#[must_use]
pub fn doubt_line(doubt: &Doubt, decision: &str, say: &Say) -> ui::Trouble {
    let rows: Vec<String> = doubt
        .rules
        .iter()
        .map(|row| (row + 1).to_string())
        .collect();
    let values: Vec<String> = doubt
        .values
        .iter()
        .map(|(input, value)| format!("{input}: {value}"))
        .collect();
    let (rows, values) = (rows.join("、"), values.join("；"));
    let key = format!("doubt-{}", doubt.code);
    ui::Trouble {
        id: Spot::Decision(decision.to_owned()).id().into(),
        weight: 2,
        said: say
            .say_with(&key, &[("rows", &rows), ("values", &values)])
            .into(),
        place: rows.into(),
    }
}

/// What stands above a column.
#[must_use]
pub fn head(grid: &Grid, place: usize) -> Option<ui::Column> {
    let (kind, label, about) = match column_at(grid, place)? {
        Column::Input(at) => {
            let own = grid.inputs.get(at)?;
            (0, own.label.as_str(), own.expression.as_str())
        }
        Column::Output(at) => {
            let own = grid.outputs.get(at)?;
            (1, own.label.as_str(), own.name.as_str())
        }
        Column::Annotation(at) => (2, grid.annotations.get(at)?.as_str(), ""),
    };
    let (label, about) = match (label, about) {
        ("", about) => (about, ""),
        (label, about) if label == about => (label, ""),
        both => both,
    };
    Some(ui::Column {
        id: format!("{kind}/{place}").into(),
        kind,
        label: label.into(),
        about: about.into(),
    })
}

/// What can be changed of a column.
#[must_use]
pub fn column_detail(grid: &Grid, column: Column) -> ui::ColumnDetail {
    match column {
        Column::Input(at) => {
            let own = grid.inputs.get(at).cloned().unwrap_or_default();
            ui::ColumnDetail {
                kind: 0,
                label: own.label.into(),
                expression: own.expression.into(),
                of: own.of.into(),
                allowed: own.allowed.into(),
                default: "".into(),
            }
        }
        Column::Output(at) => {
            let own = grid.outputs.get(at).cloned().unwrap_or_default();
            ui::ColumnDetail {
                kind: 1,
                label: own.label.into(),
                expression: own.name.into(),
                of: own.of.into(),
                allowed: own.allowed.into(),
                default: own.default.into(),
            }
        }
        Column::Annotation(at) => ui::ColumnDetail {
            kind: 2,
            label: grid.annotations.get(at).cloned().unwrap_or_default().into(),
            ..ui::ColumnDetail::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        for (text, expected) in [
            ("2026-01-31", "2026-01-31"),
            ("2026/1/31", "2026-01-31"),
            ("115.1.31", "2026-01-31"),
            ("115/13/1", ""),
            ("115/1", ""),
            ("x", ""),
        ] {
            let read = day(text).map(|day| day.to_string()).unwrap_or_default();
            assert_eq!(read, expected, "{text}");
        }
    }
}
