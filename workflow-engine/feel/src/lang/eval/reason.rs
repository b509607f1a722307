//! Why a value is null.

use crate::lang::expr::Span;
use std::collections::BTreeMap;
use std::fmt;

/// Codes of why a value can be null.
pub const CODES: &[&str] = &[
    "feel-argument",
    "feel-arguments",
    "feel-calls",
    "feel-clock",
    "feel-division-by-zero",
    "feel-domain",
    "feel-entry-twice",
    "feel-external",
    "feel-filter",
    "feel-index",
    "feel-name",
    "feel-name-unknown",
    "feel-no-entry",
    "feel-not-a-function",
    "feel-number-range",
    "feel-operand",
    "feel-operands",
    "feel-parameter-unknown",
    "feel-size",
    "feel-steps",
    "feel-syntax",
    "feel-too-deep",
    "feel-too-long",
    "feel-type",
    "dmn-aggregation",
    "dmn-input-not-allowed",
    "dmn-no-decision",
    "dmn-no-logic",
    "dmn-no-rule",
    "dmn-not-the-same",
    "dmn-not-unique",
    "dmn-output-not-allowed",
];

/// Why a value is null: a code, a place, and facts for the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Stable code.
    pub code: &'static str,
    /// Where in the expression.
    pub span: Span,
    /// Facts for the sentence.
    pub facts: BTreeMap<String, String>,
}

impl Reason {
    pub(super) fn new(code: &'static str, span: Span, facts: &[(&str, &str)]) -> Self {
        debug_assert!(CODES.contains(&code), "{code} is not among the codes");
        let facts = facts
            .iter()
            .map(|(name, fact)| ((*name).to_owned(), (*fact).to_owned()));
        Self {
            code,
            span,
            facts: facts.collect(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}..{}", self.code, self.span.start, self.span.end)?;
        for (name, fact) in &self.facts {
            write!(f, " {name}={fact}")?;
        }
        Ok(())
    }
}
