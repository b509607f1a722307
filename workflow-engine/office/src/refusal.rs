//! Why an operation did not become true: a stable code and facts. The sentence
//! is made where a person reads it, from the texts files. 退件原因

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A code with the facts that its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable, kebab-case, listed in `desktop/ui/texts`.
    pub code: String,
    /// Names and numbers as text. The end of a fact's name says how it is
    /// written: `_date`, `_ms`, `_minutes`; `person` and `unit` hold ids.
    pub facts: BTreeMap<String, String>,
}

impl Refusal {
    /// A refusal without facts.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    /// The same refusal with one more fact.
    #[must_use]
    pub fn with(mut self, fact: &str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        self.facts
            .iter()
            .try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for Refusal {}
