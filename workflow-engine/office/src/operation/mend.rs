//! What an administrator asks for: the agency itself, or somebody whose unit does the work of the
//! office `system`. 系統管理

use std::collections::BTreeSet;

use feel::{Context, Value};
use minicbor::{Decode, Encode};
use workflow_engine::migration::Migration;
use workflow_engine::run::{ScopeId, TokenId};

use crate::Refusal;
use crate::ids::{CaseId, PackId};
use crate::pack::PackRef;

/// See [`Content::Mend`](super::Content::Mend).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Mend {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// What is done to its flow.
    #[n(2)]
    pub mending: Mending,
    /// Why, 1 to 500 characters; everybody who sees the case reads it.
    #[n(3)]
    pub reason: String,
}

/// What is done to a flow.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub enum Mending {
    /// What stopped a token was repaired: it is tried again, with corrected variables.
    #[n(1)]
    Retry(
        #[n(0)] TokenId,
        #[cbor(n(1), with = "feel::cbor::variables")] Context,
    ),
    /// A token goes on at another element.
    #[n(2)]
    Move(#[n(0)] TokenId, #[n(1)] String),
    /// A token is taken away.
    #[n(3)]
    Cancel(#[n(0)] TokenId),
    /// An element begins, again or beside what runs; in this scope, or the only one that holds it.
    #[n(4)]
    Begin(#[n(0)] String, #[n(1)] Option<ScopeId>),
    /// Variables get values, where the token stands or of the whole flow.
    #[n(5)]
    Set(
        #[n(0)] Option<TokenId>,
        #[cbor(n(1), with = "feel::cbor::variables")] Context,
    ),
}

/// See [`Content::GoOver`](super::Content::GoOver).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct GoOver {
    /// The case: one, for whoever may see a case receives the operations that changed it.
    #[n(1)]
    pub case: CaseId,
    /// The service.
    #[n(2)]
    pub service: PackId,
    /// The version by which they go on.
    #[n(3)]
    pub to: PackRef,
    /// Where what stands on each element goes.
    #[n(4)]
    pub migration: Migration,
    /// Why, 1 to 500 characters; everybody who sees the case reads it.
    #[n(5)]
    pub reason: String,
}

/// Values that an administrator writes, each as `NAME=FEEL`, such as `level=2`.
///
/// # Errors
/// `value-unreadable` with `name` and `reason`.
pub fn written<'t>(values: impl IntoIterator<Item = &'t str>) -> Result<Context, Refusal> {
    let value = |text: &'t str| {
        let (name, expression) = text.split_once('=').unwrap_or((text, ""));
        let name = name.trim();
        if expression.trim() == "null" {
            return Ok((name.to_owned(), Value::Null));
        }
        let wrong = |reason: String| {
            Refusal::new("value-unreadable")
                .with("name", name)
                .with("reason", reason)
        };
        let program = feel::compile(expression, &BTreeSet::new());
        let program = program.map_err(|problem| wrong(problem.to_string()))?;
        let outcome = program.eval(&Context::new());
        match (outcome.value, outcome.reason) {
            (Value::Null, Some(reason)) => Err(wrong(reason)),
            (value, _) => Ok((name.to_owned(), value)),
        }
    };
    values.into_iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn values_are_written_in_feel() {
        let check = |text: &str, expected: Result<Value, &str>| {
            let found = written([text]).map(|values| values.into_values().next().unwrap());
            let found = found.map_err(|refusal| refusal.code);
            assert_eq!(found, expected.map_err(str::to_owned), "{text}");
        };
        check("level=2", Ok(2.into()));
        check("結果 = \"done\"", Ok(Value::text("done")));
        check("gone=null", Ok(Value::Null));
        check("level", Err("value-unreadable"));
        check("level=", Err("value-unreadable"));
        check("level=1/0", Err("value-unreadable"));
        check("level=other", Err("value-unreadable"));
    }
}
