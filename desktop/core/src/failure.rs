//! Why a command did not do what was asked: a stable code and facts. The page
//! makes the sentence of them, from the texts files.

use std::collections::BTreeMap;
use std::fmt;

use office::{Fault, Refusal};
use serde::Serialize;

/// A code (kebab-case, stable) with the facts that its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Stable code.
    pub code: String,
    /// Names and numbers as text.
    pub facts: BTreeMap<String, String>,
}

impl Failure {
    /// A failure without facts.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    /// The same failure with one more fact.
    #[must_use]
    pub fn with(mut self, fact: &str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact.to_owned(), value.to_string());
        self
    }

    /// A code with facts that another crate made.
    #[must_use]
    pub fn of(code: &str, facts: BTreeMap<String, String>) -> Self {
        Self {
            code: code.to_owned(),
            facts,
        }
    }

    /// The failure as a fault of a [`office::World`], which carries it through a decision.
    #[must_use]
    pub fn into_fault(self) -> Fault {
        Box::new(self)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        self.facts
            .iter()
            .try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for Failure {}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self {
            code: refusal.code,
            facts: refusal.facts,
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault.downcast::<Self>() {
            Ok(failure) => *failure,
            Err(other) => Self::new("world-unreadable").with("detail", other),
        }
    }
}

macro_rules! coded {
    ($($error:ty),* $(,)?) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::of(error.code(), error.facts())
            }
        }
    )*};
}

coded!(
    sync::envelope::SealFailed,
    sync::envelope::Refused,
    sync::verdict::Doubted,
    sync::event::Broken,
    sync::certificate::Untrusted,
);
