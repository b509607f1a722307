//! Why a value is null.

use crate::lang::expr::Span;
use std::collections::BTreeMap;
use std::fmt;

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
