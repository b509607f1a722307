//! Decision tables of `rules.dmn` as grids (DMN 1.5 §8). 決策表
//!
//! A grid is read from the file and changed in it: what a command does not name stays byte for
//! byte, diagrams, annotations and other tools' extensions too.

mod cell;
mod change;
mod columns;
mod days;
mod model;
mod require;
#[cfg(test)]
mod tests;

pub use cell::check_cell;
pub use change::Command;
pub(crate) use change::apply;
pub use days::{Effect, effect_of};
pub(crate) use model::{Model, NEW_MODEL};
pub(crate) use require::{require, types};

use feel::dmn::{Decisions, HitPolicy};

use crate::files::RULES;
use crate::{Files, Problem};

/// Most rules of a table that is edited.
pub const MAX_RULES: usize = 2_000;
/// Most columns of a table that is edited.
pub const MAX_COLUMNS: usize = 64;
/// Longest cell, in bytes.
pub const MAX_CELL: usize = 16 * 1024;

/// A column of conditions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    /// What stands above it; may be empty.
    pub label: String,
    /// What is looked at, in FEEL.
    pub expression: String,
    /// The type of it, such as `number`; may be empty.
    pub of: String,
    /// The values that may come, as unary tests; may be empty.
    pub allowed: String,
}

/// A column of what follows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Output {
    /// What stands above it; may be empty.
    pub label: String,
    /// The entry of the value that it is; may be empty where it is the only one.
    pub name: String,
    /// Its type; may be empty.
    pub of: String,
    /// The values that it may have, as unary tests; may be empty.
    pub allowed: String,
    /// What holds where no rule matches, in FEEL; may be empty.
    pub default: String,
}

/// A row. Each list has as many cells as the grid has columns of the kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// Unary tests; `-` lets everything pass.
    pub inputs: Vec<String>,
    /// Expressions.
    pub outputs: Vec<String>,
    /// What a person should know, such as regulation and article.
    pub annotations: Vec<String>,
}

/// A decision table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Name of the decision.
    pub decision: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Which of several rules that match counts.
    pub policy: HitPolicy,
    /// Columns of conditions.
    pub inputs: Vec<Input>,
    /// Columns of what follows.
    pub outputs: Vec<Output>,
    /// Names of the columns of annotations.
    pub annotations: Vec<String>,
    /// Rows.
    pub rules: Vec<Rule>,
}

/// A column of a grid, by its place among those of its kind, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Of conditions.
    Input(usize),
    /// Of what follows.
    Output(usize),
    /// Of annotations.
    Annotation(usize),
}

/// A decision of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name, by which a flow asks it.
    pub name: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Whether it is a table, which can be shown as a grid.
    pub is_table: bool,
}

/// Rules that leave something open or contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// `dmn-gap`, `dmn-overlap`, `dmn-rule-unreachable` or `dmn-not-checked`.
    pub code: &'static str,
    /// The rules concerned, from 0.
    pub rules: Vec<usize>,
    /// For which values it is so: expression of the input, and value or range.
    pub values: Vec<(String, String)>,
}

/// The decisions of a service, in the order of the file.
///
/// # Errors
/// What [`Document::read`](workflow_engine::bpmn::xml::Document::read) refuses. Without a file
/// there are none.
pub fn decisions(files: &Files) -> Result<Vec<Listed>, Problem> {
    if !files.contains_key(RULES) {
        return Ok(Vec::new());
    }
    Ok(Model::of(files)?.listed())
}

/// The table of a decision.
///
/// # Errors
/// `table-none` (decision) where there is no such decision or it is no table; `table-shape`
/// (reason, line, column), `table-too-large` (limit), and as [`decisions`].
pub fn read(files: &Files, decision: &str) -> Result<Grid, Problem> {
    Model::of(files)?.grid(decision)
}

/// Gaps, overlaps and rules that are never reached, as FEEL finds them.
#[must_use]
pub fn doubts(files: &Files, decision: &str) -> Vec<Doubt> {
    let rules = files.get(RULES).map(|bytes| Decisions::read(bytes));
    let Some(Ok(rules)) = rules else {
        return Vec::new();
    };
    let found = rules.check().into_iter();
    found
        .filter(|finding| finding.decision == decision)
        .map(|finding| Doubt {
            code: finding.code,
            rules: finding
                .rules
                .iter()
                .map(|rule| rule.saturating_sub(1))
                .collect(),
            values: finding.values,
        })
        .collect()
}

/// Puts a new table at the end of the file, of one column of what follows and no rule.
///
/// # Errors
/// `table-name` (limit), `table-name-taken` (name), and as [`decisions`].
pub(crate) fn put_new(files: &mut Files, name: &str) -> Result<(), Problem> {
    let bytes = files.get(RULES).map_or(NEW_MODEL.as_bytes(), Vec::as_slice);
    let mut model = Model::read(bytes)?;
    if name.trim() != name || name.is_empty() || name.len() > feel::MAX_NAME {
        return Err(Problem::new(RULES, "table-name").with("limit", feel::MAX_NAME));
    }
    if model.decision(name).is_some() {
        return Err(Problem::new(RULES, "table-name-taken").with("name", name));
    }
    let put = model.put_table(name);
    put.map_err(|problem| Problem::edit(RULES, &problem))?;
    model.write(files);
    Ok(())
}
