//! What a BPMN file means, apart from how it is spelled.
//!
//! Two files say the same when their [`Meaning`]s are equal: prefixes, the order of attributes,
//! spacing, comments, default values that are written or left out, and the spelling of references
//! make no difference; elements, their order, values, references, extensions and the diagram do.

pub mod facts;
pub mod schema;
mod statement;
#[cfg(test)]
mod tests;

pub use facts::{Facts, Resolved};
pub use statement::{BPMNDI, Statement};

use crate::bpmn::xml::Document;
use std::fmt;

/// What a file says, statement by statement, in file order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The statements; [`Statement::depth`] makes them a tree.
    pub statements: Vec<Statement>,
}

impl Meaning {
    /// Reads the meaning of a document. It need not be right, nor BPMN: what is not known is kept
    /// with its namespace and names.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            statements: statement::statements(&Facts::of(document)),
        }
    }

    /// The first place where two meanings differ, one line each; none when they are equal.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<(String, String)> {
        let long = self.statements.len().max(other.statements.len());
        let line = |meaning: &Self, at: usize| {
            meaning
                .statements
                .get(at)
                .map_or_else(String::new, |s| s.to_string())
        };
        let differs = |at: &usize| self.statements.get(*at) != other.statements.get(*at);
        let at = (0..long).find(differs)?;
        Some((line(self, at), line(other, at)))
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.statements
            .iter()
            .try_for_each(|statement| writeln!(f, "{statement}"))
    }
}
