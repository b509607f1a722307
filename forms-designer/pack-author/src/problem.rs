//! Why something cannot be done to a service.

use std::collections::BTreeMap;
use std::fmt;

use workflow_engine::bpmn::xml::{EditProblem, XmlProblem};

/// Every code of this crate's own; those of the form, of FEEL, of XML and of the office come
/// besides.
pub const CODES: &[&str] = &[
    "manifest-key",
    "manifest-unreadable",
    "manifest-value",
    "pack-file-missing",
    "pack-not-ready",
    "pack-other-service",
    "pack-path",
    "pack-signature-broken",
    "pack-signer-unknown",
    "pack-signing",
    "pack-too-large",
    "pack-too-many",
    "pack-unreadable",
    "pack-version-old",
    "route-condition",
    "route-desk",
    "route-empty",
    "route-field",
    "route-key",
    "route-field-optional",
    "route-head-twice",
    "route-key-twice",
    "route-name",
    "route-not-linear",
    "route-side",
    "route-station",
    "route-station-unknown",
    "route-after-decision",
    "route-text-missing",
    "route-too-long",
    "route-unread",
    "route-urge",
    "route-vote",
    "table-cell",
    "table-column",
    "table-day",
    "table-name",
    "table-name-taken",
    "table-none",
    "table-row",
    "table-shape",
    "table-too-large",
    "texts-key",
    "texts-key-taken",
    "texts-language",
    "texts-missing",
    "texts-pattern",
    "texts-superfluous",
    "texts-too-large",
    "texts-twice",
    "texts-unreadable",
    "texts-variables",
];

/// A stable code, the file, and facts. The sentence is made where a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} in `{file}`{}", said(.facts))]
pub struct Problem {
    /// The file of the pack; empty for the pack as a whole.
    pub file: String,
    /// Stable, kebab-case.
    pub code: String,
    /// What the sentence needs, as text.
    pub facts: BTreeMap<String, String>,
}

fn said(facts: &BTreeMap<String, String>) -> String {
    let said = facts.iter().map(|(name, fact)| format!(" {name}={fact}"));
    said.collect()
}

impl Problem {
    /// A problem of this crate's own.
    pub(crate) fn new(file: &str, code: &'static str) -> Self {
        debug_assert!(CODES.contains(&code), "{code} is not listed");
        Self::coded(file, code)
    }

    /// A problem with another crate's code.
    pub(crate) fn coded(file: &str, code: &str) -> Self {
        Self {
            file: file.to_owned(),
            code: code.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    pub(crate) fn with(mut self, name: &str, fact: impl fmt::Display) -> Self {
        self.facts.insert(name.to_owned(), fact.to_string());
        self
    }

    /// What FEEL says of a text: code, `expression`, and `column` from 1, in characters.
    pub(crate) fn feel(file: &str, text: &str, problem: &feel::Problem) -> Self {
        let new = Self::coded(file, problem.code()).with("expression", text);
        let new = match problem {
            feel::Problem::Syntax {
                expected, found, ..
            } => new.with("expected", expected).with("found", found),
            other => new.with("reason", other),
        };
        match problem.at() {
            Some(at) => new.with("column", column(text, at)),
            None => new,
        }
    }

    /// What the form says: its own code, `path` and facts.
    pub(crate) fn form(problem: &form_model::Problem) -> Self {
        let mut new = Self::coded(crate::FORM, problem.code());
        for (name, fact) in &problem.facts {
            new = new.with(name, fact);
        }
        if problem.path.is_empty() {
            return new;
        }
        new.with("path", &problem.path)
    }

    pub(crate) fn xml(file: &str, problem: &XmlProblem) -> Self {
        let place = problem.place();
        Self::coded(file, problem.code())
            .with("line", place.line)
            .with("column", place.column)
            .with("reason", problem)
    }

    pub(crate) fn edit(file: &str, problem: &EditProblem) -> Self {
        Self::coded(file, problem.code()).with("reason", problem)
    }
}

/// The column of a byte of a text, from 1, in characters.
pub(crate) fn column(text: &str, at: usize) -> usize {
    let before = text.char_indices().take_while(|(start, _)| *start < at);
    before.count() + 1
}
