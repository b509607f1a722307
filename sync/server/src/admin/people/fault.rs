//! What is wrong with a list of people: all of it, with its rows.

use std::fmt;

use sync::Facts;

/// Faults that are told; more are only counted.
pub const FAULTS_MAX: usize = 100;

/// One thing that is wrong with a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, from 1, on which the row begins; 0 for the file as a whole.
    pub row: u64,
    /// The column, by its English name; empty where it is about the row.
    pub column: &'static str,
    /// Stable code.
    pub code: &'static str,
    /// Facts for the sentence.
    pub facts: Facts,
}

impl Fault {
    /// A fault of a row.
    #[must_use]
    pub fn new(row: u64, column: &'static str, code: &'static str) -> Self {
        Self {
            row,
            column,
            code,
            facts: Facts::new(),
        }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.facts.insert(name.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            0 => f.write_str(self.code)?,
            row => write!(f, "row {row}: {}", self.code)?,
        }
        if !self.column.is_empty() {
            write!(f, " column={}", self.column)?;
        }
        for (name, value) in &self.facts {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

/// What was found so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// The first of them, at most [`FAULTS_MAX`].
    pub listed: Vec<Fault>,
    /// How many there are in all.
    pub count: usize,
}

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        self.count += 1;
        if self.listed.len() < FAULTS_MAX {
            self.listed.push(fault);
        }
    }

    /// Only this fault.
    pub(super) fn one(fault: Fault) -> Self {
        Self {
            listed: vec![fault],
            count: 1,
        }
    }

    /// The value, when nothing was found.
    pub(super) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.count == 0 {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} faults in the list, nothing was changed", self.count)?;
        for fault in &self.listed {
            write!(f, "\n{fault}")?;
        }
        Ok(())
    }
}
