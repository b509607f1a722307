//! What is wrong with a form or with what was filled in.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// Every code of what is wrong with a form, as [`Form::read`](crate::Form::read) and
/// [`Form::problems`](crate::Form::problems) have them.
pub const CODES: &[&str] = &[
    "form-circle",
    "form-columns",
    "form-expression",
    "form-files-at-station",
    "form-key",
    "form-kind-plain",
    "form-kind-unknown",
    "form-name-twice",
    "form-option-twice",
    "form-options",
    "form-part-unknown",
    "form-path-taken",
    "form-pattern",
    "form-section-unknown",
    "form-shape",
    "form-table-unknown",
    "form-too-deep",
    "form-too-large",
    "form-too-many",
    "form-unreadable",
];

/// How much something matters to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to know.
    Notice,
    /// It may not do what is meant.
    Warning,
    /// A person could not fill it in as it stands.
    Error,
}

/// A place, a stable code and facts. The sentence is made where a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{code} at `{path}`{}", said(.facts))]
pub struct Problem {
    /// Of answers the dotted path, list positions counted from 0: `trips[0].place`.
    /// Of a form the JSON pointer (RFC 6901): `/components/3`.
    pub path: String,
    /// Stable, kebab-case.
    pub code: &'static str,
    /// What the sentence needs, as text.
    pub facts: BTreeMap<&'static str, String>,
}

fn said(facts: &BTreeMap<&'static str, String>) -> String {
    facts
        .iter()
        .map(|(name, value)| format!(" {name}={value}"))
        .collect()
}

impl Problem {
    pub(crate) fn new(path: impl Into<String>, code: &'static str) -> Self {
        debug_assert!(
            CODES.contains(&code) || !code.starts_with("form-"),
            "{code} is not listed"
        );
        Self {
            path: path.into(),
            code,
            facts: BTreeMap::new(),
        }
    }

    pub(crate) fn with(mut self, fact: &'static str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact, value.to_string());
        self
    }

    pub(crate) fn coded(self, code: &'static str) -> Self {
        Self { code, ..self }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// How much it matters to those who publish the form.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.code {
            "form-kind-plain" => Severity::Notice,
            "form-columns" | "form-option-twice" | "form-part-unknown" => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
