//! One expression, compiled once.

use crate::{Context, Problem, Value, bounds, foreign};
use dsntk_feel::context::FeelContext;
use dsntk_feel::{Evaluator, FeelScope, Name};
use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The reason given when the evaluator itself fails on an input.
const EVALUATOR_FAILED: &str = "the evaluator failed on this input";

/// What an evaluation gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The value; null when it could not be computed.
    pub value: Value,
    /// Why there is a null in it, as the evaluator puts it (English, for a log or a designer,
    /// not for the office).
    pub reason: Option<String>,
}

/// A compiled expression. Cheap to clone, to share between threads and to evaluate.
#[derive(Clone)]
pub struct Program(Arc<Compiled>);

struct Compiled {
    text: String,
    evaluator: Evaluator,
    reads: Vec<String>,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Program({:?})", self.0.text)
    }
}

impl PartialEq for Program {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text && self.0.reads == other.0.reads
    }
}

/// Compiles one FEEL expression (DMN 1.5 §10.3, grammar rule 1).
///
/// `names` are the variables that an evaluation may give; FEEL names may hold spaces, so the
/// grammar depends on them. A variable that is not named here is null in every evaluation. What
/// stands inside a context is named by a dotted path (`申請.級別`); without it the parser takes
/// the words after the point for the name, so that `申請.級別 in [1..3]` is not understood.
///
/// # Errors
/// What [`bounds::check`] refuses, [`Problem::Name`], or [`Problem::Syntax`].
pub fn compile(text: &str, names: &BTreeSet<String>) -> Result<Program, Problem> {
    bounds::check(text)?;
    names.iter().try_for_each(|name| bounds::check_name(name))?;
    let mut reads = BTreeSet::new();
    let mut context = FeelContext::default();
    for path in names.iter().filter(|name| may_be_read(name, text)) {
        let steps: Vec<Name> = path.split('.').map(Name::from).collect();
        reads.extend(path.split('.').next().map(str::to_owned));
        context.create_entries(&steps, dsntk_feel::values::Value::Null(None));
    }
    let scope = FeelScope::from(context);
    let built = catch_unwind(AssertUnwindSafe(|| {
        dsntk_feel_parser::parse_expression(&scope, text, false)
            .map(|tree| dsntk_feel_evaluator::prepare(&tree))
            .map_err(|problem| problem.to_string())
    }));
    let evaluator = built
        .unwrap_or_else(|_| Err("the parser failed on this text".to_owned()))
        .map_err(|reason| Problem::Syntax { reason })?;
    Ok(Program(Arc::new(Compiled {
        text: text.to_owned(),
        evaluator,
        reads: reads.into_iter().collect(),
    })))
}

/// Whether the first word of the name stands in the text; a name may be spelled with other
/// spaces than it was declared with, its first word may not.
fn may_be_read(name: &str, text: &str) -> bool {
    let word: String = name
        .trim()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    text.contains(&word)
}

impl Program {
    /// The expression as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The declared variables that the expression can read.
    #[must_use]
    pub fn reads(&self) -> &[String] {
        &self.0.reads
    }

    /// Evaluates the expression over these variables; those that were not declared are unseen,
    /// those that are missing are null.
    #[must_use]
    pub fn eval(&self, variables: &Context) -> Outcome {
        let null = Value::Null;
        let read = self
            .0
            .reads
            .iter()
            .map(|name| (name, variables.get(name).unwrap_or(&null)));
        let scope = FeelScope::from(foreign::enter_context(read));
        guarded(|| (self.0.evaluator)(&scope))
    }
}

/// Runs the evaluator; what panics in it becomes a null with a reason.
pub(crate) fn guarded(evaluate: impl FnOnce() -> dsntk_feel::values::Value) -> Outcome {
    match catch_unwind(AssertUnwindSafe(evaluate)) {
        Ok(value) => {
            let (value, reason) = foreign::leave(value);
            Outcome { value, reason }
        }
        Err(_) => Outcome {
            value: Value::Null,
            reason: Some(EVALUATOR_FAILED.to_owned()),
        },
    }
}
