//! Rows as they stand in a file, before anybody asks what they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::fault::{Fault, Faults};

/// Most rows of a list.
pub const ROWS_MAX: usize = 200_000;
/// Longest field, in characters.
pub const FIELD_MAX: usize = 1_000;

/// One row: what it says in each column that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The line on which it begins, from 1.
    pub(super) at: u64,
    pub(super) says: BTreeMap<Column, String>,
}

impl Row {
    pub(super) fn get(&self, column: Column) -> Option<&str> {
        self.says.get(&column).map(String::as_str)
    }
}

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sheet {
    /// Columns that the file has, also where a row leaves one empty.
    pub(super) columns: BTreeSet<Column>,
    pub(super) rows: Vec<Row>,
}

impl Sheet {
    /// Adds a row. Answers false when there are too many.
    pub(super) fn add(&mut self, row: Row, faults: &mut Faults) -> bool {
        if self.rows.len() >= ROWS_MAX {
            faults.add(Fault::new(row.at, "", "people-rows").with("limit", ROWS_MAX));
            return false;
        }
        self.rows.push(row);
        true
    }
}

/// A field without blanks around it, if it is one that can be kept.
pub(super) fn field(text: &str, at: u64, column: Column) -> Result<String, Fault> {
    let text = text.trim_matches([' ', '\t', '\r', '\u{3000}']);
    let fault = |code| Err(Fault::new(at, column.english(), code));
    if text.chars().count() > FIELD_MAX {
        return fault("people-field-long").map_err(|f: Fault| f.with("limit", FIELD_MAX));
    }
    if text.chars().any(char::is_control) {
        return fault("people-field-control");
    }
    Ok(text.to_owned())
}
