//! What is wrong with a scenario's file.

use std::collections::BTreeMap;
use std::fmt;

/// Why a file is no scenario: a stable code, where, and facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable code.
    pub code: &'static str,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// What a sentence about it needs.
    pub facts: BTreeMap<&'static str, String>,
}

impl Problem {
    pub(super) fn with(mut self, name: &'static str, fact: impl ToString) -> Self {
        self.facts.insert(name, fact.to_string());
        self
    }

    /// What is so, in English; a person's sentence is made of code and facts.
    #[must_use]
    pub fn sentence(&self) -> String {
        let fact = |name: &str| self.facts.get(name).map_or("", String::as_str);
        match self.code {
            "scenario-too-large" => format!("the file has more than {} bytes", fact("limit")),
            "scenario-too-long" => format!("there are more than {} steps", fact("limit")),
            "scenario-too-deep" => format!("values nest deeper than {}", fact("limit")),
            "scenario-toml" => fact("reason").to_owned(),
            "scenario-missing" => format!("`{}` is missing", fact("key")),
            "scenario-unknown" => format!("nothing is known of `{}`", fact("key")),
            "scenario-type" => format!("`{}` must be {}", fact("key"), fact("expected")),
            "scenario-kind" => format!("there is no kind `{}` of scenarios", fact("kind")),
            "scenario-command" => {
                format!("`{}` is no command: {}", fact("command"), fact("reason"))
            }
            _ => self.code.to_owned(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, .. } = self;
        write!(f, "{line}:{column}: {}", self.sentence())
    }
}
