//! What goes into a sheet.

use crate::problem::Problem;
use std::collections::BTreeMap;

/// Most bytes of text, all values together.
pub const TEXT_LIMIT: usize = 512 * 1024;

/// Values for a sheet: text by path, and rows for its tables. All texts come ready for a person
/// (dates as 中華民國115年11月24日, kinds by name); a sheet only places them. A line feed in a value
/// begins a new line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Text by path, such as `applicant.name`.
    pub text: BTreeMap<String, String>,
    /// Rows by path, such as `signers`; each row is text by column path.
    pub rows: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

impl Filled {
    /// Adds a text.
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.text.insert(path.to_owned(), text.to_owned());
        self
    }

    /// Adds a row to the rows at `path`.
    pub fn with_row(mut self, path: &str, row: &[(&str, &str)]) -> Self {
        let row = row
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        self.rows.entry(path.to_owned()).or_default().push(row);
        self
    }

    /// True when there is something at `path`: a text that is not empty, or rows.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.text.get(path).is_some_and(|text| !text.is_empty())
            || self.rows.get(path).is_some_and(|rows| !rows.is_empty())
    }

    pub(crate) fn check_size(&self) -> Result<(), Problem> {
        let rows = self.rows.values().flatten().flat_map(BTreeMap::values);
        let bytes = self.text.values().chain(rows).map(String::len).sum();
        if bytes > TEXT_LIMIT {
            let limit = TEXT_LIMIT;
            return Err(Problem::TextTooLong { bytes, limit });
        }
        Ok(())
    }
}
