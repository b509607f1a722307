//! Whether a document is a form by the schema of form-js (schema version 19): which types of
//! components there are, which properties each may and must have, and what a property may hold.
//!
//! The schema says what is well made. What this program can run is another question:
//! [`Form::problems`](crate::Form::problems). Reading a form is never stricter than the schema,
//! its limits aside.

mod finding;
mod own;
mod shape;
mod table;
mod walk;

pub use finding::{CODES, Finding, Keyword, Said};
pub use own::published;

use crate::form::MAX_FORM;
use crate::json::Json;
use crate::problem::Problem;

/// Newest schema version that is known.
pub const SCHEMA_VERSION: i64 = 19;
/// Most findings about one document.
pub const MAX_FINDINGS: usize = 1_000;

/// Whose component types there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Those of form-js.
    FormJs,
    /// Those and our own, each held to the rules of the form-js type as which it is kept; and the
    /// properties that this office has besides: `validate.required` as an expression, the
    /// `description` of a file picker, and the objects `antou` ([`published`]).
    Antou,
}

/// What the schema finds wrong with a document, in its order; empty when nothing is, and no more
/// than [`MAX_FINDINGS`].
///
/// # Errors
/// `form-too-large` (limit) and `form-unreadable` (reason, line, column), as for
/// [`Form::read`](crate::Form::read).
pub fn check(bytes: &[u8], dialect: Dialect) -> Result<Vec<Finding>, Problem> {
    if bytes.len() > MAX_FORM {
        return Err(Problem::new("", "form-too-large").with("limit", MAX_FORM));
    }
    let json = Json::read_loosely(bytes).map_err(|problem| problem.coded("form-unreadable"))?;
    Ok(check_document(&json, dialect))
}

/// What the schema finds wrong with a document that has been read; as [`check`].
#[must_use]
pub fn check_document(json: &Json, dialect: Dialect) -> Vec<Finding> {
    walk::document(json, dialect)
}

#[cfg(test)]
mod tests;
