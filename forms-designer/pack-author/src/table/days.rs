//! Dates of effect: a row that ends on a day, and its successor. 施行日期

use jiff::civil::Date;

use super::{Grid, Input, MAX_RULES, Rule};
use crate::Problem;
use crate::files::RULES;

/// From when until when a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effect {
    /// The first day; none where it always held.
    pub from: Option<Date>,
    /// The first day on which it no longer holds; none where it holds on.
    pub until: Option<Date>,
}

impl Effect {
    fn written(self) -> String {
        let day = |day: Date| format!("date(\"{day}\")");
        match (self.from, self.until) {
            (None, None) => "-".to_owned(),
            (Some(from), None) => format!(">= {}", day(from)),
            (None, Some(until)) => format!("< {}", day(until)),
            (Some(from), Some(until)) => format!("[{}..{})", day(from), day(until)),
        }
    }
}

/// The dates of effect that a cell of the column of days says; none where it says something else.
#[must_use]
pub fn effect_of(cell: &str) -> Option<Effect> {
    let cell: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let (from, until) = if cell.is_empty() || cell == "-" {
        (None, None)
    } else if let Some(rest) = cell.strip_prefix(">=") {
        (Some(day(rest)?), None)
    } else if let Some(rest) = cell.strip_prefix("<=") {
        (None, Some(day(rest)?.tomorrow().ok()?))
    } else if let Some(rest) = cell.strip_prefix('<') {
        (None, Some(day(rest)?))
    } else {
        let (from, until) = cell.strip_prefix('[')?.split_once("..")?;
        let from = day(from)?;
        let end = until.strip_suffix([')', '[']);
        let until = match end {
            Some(until) => day(until)?,
            None => day(until.strip_suffix(']')?)?.tomorrow().ok()?,
        };
        (Some(from), Some(until))
    };
    Some(Effect { from, until })
}

fn day(text: &str) -> Option<Date> {
    let inner = text
        .strip_prefix("date(\"")
        .and_then(|rest| rest.strip_suffix("\")"));
    let at = || {
        text.strip_prefix("@\"")
            .and_then(|rest| rest.strip_suffix('"'))
    };
    inner.or_else(at)?.parse().ok()
}

/// Ends a row the day before and gives the row that holds from the day on, which begins as the same.
///
/// # Errors
/// `table-day` (row, day): no column of days, a cell that says something else, a day outside.
pub(super) fn succeeded(grid: &Grid, row: usize, on: Date) -> Result<(Rule, Rule), Problem> {
    let wrong = || {
        Problem::new(RULES, "table-day")
            .with("row", row.saturating_add(1))
            .with("day", on)
    };
    if grid.rules.len() >= MAX_RULES {
        return Err(Problem::new(RULES, "table-too-large").with("limit", MAX_RULES));
    }
    let dated = |input: &Input| input.of == "date" || input.expression == office::pack::DAY_ASKED;
    let column = grid.inputs.iter().position(dated).ok_or_else(wrong)?;
    let rule = grid.rules.get(row).ok_or_else(wrong)?;
    let cell = rule.inputs.get(column).ok_or_else(wrong)?;
    let effect = effect_of(cell).ok_or_else(wrong)?;
    let inside =
        effect.from.is_none_or(|from| from < on) && effect.until.is_none_or(|until| on < until);
    if !inside {
        return Err(wrong());
    }
    let with = |effect: Effect| {
        let mut rule = rule.clone();
        if let Some(cell) = rule.inputs.get_mut(column) {
            *cell = effect.written();
        }
        rule
    };
    let (before, after) = (
        Effect {
            until: Some(on),
            ..effect
        },
        Effect {
            from: Some(on),
            ..effect
        },
    );
    Ok((with(before), with(after)))
}
