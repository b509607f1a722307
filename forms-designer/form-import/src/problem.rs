//! Why a file gives no form, and what was left out or guessed of one that does.

use std::collections::BTreeMap;
use std::fmt;

/// Every code of a [`Problem`].
pub const PROBLEM_CODES: &[&str] = &[
    "import-damaged",
    "import-doctype",
    "import-encrypted",
    "import-form-too-large",
    "import-not-zip",
    "import-nothing-to-fill",
    "import-old-word",
    "import-tables-too-deep",
    "import-too-deep",
    "import-too-large",
    "import-too-many-cells",
    "import-too-many-elements",
    "import-too-much-text",
    "import-unfolds",
    "import-unknown",
];

/// Every code of a [`Note`].
pub const NOTE_CODES: &[&str] = &[
    "import-cell-without-label",
    "import-choice-guessed",
    "import-deleted-left-out",
    "import-detail-left-out",
    "import-kind-guessed",
    "import-label-alone",
    "import-list-guessed",
    "import-number-column-left-out",
    "import-picture-left-out",
    "import-required-guessed",
    "import-signature-left-out",
    "import-table-inside",
    "import-text-cut",
    "import-total-left-out",
];

/// A stable code and facts. The sentence is made where a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}{}", said(.facts))]
pub struct Problem {
    /// Stable, kebab-case; one of [`PROBLEM_CODES`].
    pub code: &'static str,
    /// What the sentence needs, as text.
    pub facts: BTreeMap<&'static str, String>,
}

fn said(facts: &BTreeMap<&'static str, String>) -> String {
    let facts = facts.iter();
    facts
        .map(|(name, value)| format!(" {name}={value}"))
        .collect()
}

impl Problem {
    pub(crate) fn new(code: &'static str) -> Self {
        debug_assert!(PROBLEM_CODES.contains(&code), "{code} is not listed");
        Self {
            code,
            facts: BTreeMap::new(),
        }
    }

    pub(crate) fn with(mut self, fact: &'static str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact, value.to_string());
        self
    }
}

/// Where something stands on the paper, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The table, in the order in which tables begin in the file, those inside cells included.
    pub table: usize,
    /// The row of the table.
    pub row: usize,
    /// The cell of the row, among those that begin in it.
    pub cell: usize,
}

/// Something that was left out, or guessed and may have to be put right.
///
/// | code | what is so | facts |
/// |---|---|---|
/// | `import-cell-without-label` | a cell to fill in that no words belong to was left out | |
/// | `import-choice-guessed` | boxes were taken for one choice or for several | `label`, `key`, `kind` |
/// | `import-deleted-left-out` | text that a tracked change deletes was left out | |
/// | `import-detail-left-out` | what a choice within a list asks besides was left out | `key`, `label` |
/// | `import-kind-guessed` | what is asked for was read from the label alone | `label`, `key`, `kind` |
/// | `import-label-alone` | words with nothing to fill in became a text | `label` |
/// | `import-list-guessed` | equal rows below a head became a list | `key`, `rows` |
/// | `import-number-column-left-out` | a column of row numbers was left out of a list | `label` |
/// | `import-picture-left-out` | a picture, a text box or an object was left out | |
/// | `import-required-guessed` | a star at the label was read as "required" | `label`, `key` |
/// | `import-signature-left-out` | a place to sign was left out: the route does that | `label` |
/// | `import-table-inside` | what a table inside a cell asks stands below the cell's row | |
/// | `import-text-cut` | a text was longer than a form should hold and was cut | `limit` |
/// | `import-total-left-out` | a total beside from and to was left out: it is reckoned | `text` |
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Stable, kebab-case; one of [`NOTE_CODES`].
    pub code: &'static str,
    /// What the sentence needs, as text; `key` names the component.
    pub facts: BTreeMap<&'static str, String>,
    /// The cell; none outside of tables.
    pub place: Option<Place>,
}

impl Note {
    pub(crate) fn new(code: &'static str, place: Option<Place>) -> Self {
        debug_assert!(NOTE_CODES.contains(&code), "{code} is not listed");
        Self {
            code,
            facts: BTreeMap::new(),
            place,
        }
    }

    pub(crate) fn with(mut self, fact: &'static str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact, value.to_string());
        self
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some(Place { table, row, cell }) = self.place {
            write!(f, " at {table}/{row}/{cell}")?;
        }
        f.write_str(&said(&self.facts))
    }
}
