//! One expression over the office's values, compiled once.

use crate::lang::check::{self, Finding, Types};
use crate::lang::expr::{Kind, Ref};
use crate::lang::{Compiled, Limits, Reason, Type, Val, Vocabulary};
use crate::{Context, Problem, Value, border};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Longest name of a variable, in bytes.
pub const MAX_NAME: usize = 256;

/// What an evaluation gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The value; null when it could not be computed.
    pub value: Value,
    /// Why there is a null in it, in English, for a log.
    pub reason: Option<String>,
    /// Why there are nulls, each with its code, its place and its facts.
    pub reasons: Vec<Reason>,
}

impl Outcome {
    pub(crate) fn of(value: &Val, reasons: Vec<Reason>) -> Self {
        let mut reason = None;
        let value = border::leave(value, &mut reason);
        let first = reasons.first().map(ToString::to_string);
        let unsaid = "the expression has no value".to_owned();
        let reason = reason.or_else(|| value.is_null().then(|| first.unwrap_or(unsaid)));
        Self {
            value,
            reason,
            reasons,
        }
    }
}

/// A compiled expression. Cheap to clone, to share between threads and to evaluate.
#[derive(Clone)]
pub struct Program(Arc<Inner>);

struct Inner {
    compiled: Compiled,
    reads: Vec<String>,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Program({:?})", self.text())
    }
}

impl PartialEq for Program {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text() && self.0.reads == other.0.reads
    }
}

/// Compiles one FEEL expression (DMN 1.5 §10.3, grammar rule 1).
///
/// `names` are the variables that an evaluation may give; FEEL names may hold spaces, so the
/// grammar depends on them. What stands inside a context is named by a dotted path (`申請.級別`),
/// which matters where such a name holds spaces. Nothing reads a clock: the time is a variable.
///
/// # Errors
/// [`Problem::TooLong`], [`Problem::TooDeep`], [`Problem::Name`], [`Problem::Clock`],
/// [`Problem::External`], or [`Problem::Syntax`].
pub fn compile(text: &str, names: &BTreeSet<String>) -> Result<Program, Problem> {
    names.iter().try_for_each(|name| check_name(name))?;
    let compiled = Compiled::expression(text, &vocabulary(names))?;
    compiled.without_clock()?;
    let mut reads: Vec<String> = compiled.reads().iter().map(ToString::to_string).collect();
    reads.sort_unstable();
    Ok(Program(Arc::new(Inner { compiled, reads })))
}

/// The names and dotted paths that an expression may read when nothing is declared. Names of
/// several words are not found; who has such names gives them to [`compile`] beside these.
#[must_use]
pub fn names_in(text: &str) -> BTreeSet<String> {
    let open = Vocabulary {
        open: true,
        ..Vocabulary::default()
    };
    let Ok(compiled) = Compiled::expression(text, &open) else {
        return BTreeSet::new();
    };
    let mut found = BTreeSet::new();
    let mut inner = BTreeSet::new();
    compiled.expr().walk(&mut |part| {
        let path = path_of(part);
        if let Kind::Path(of, _) = &part.kind {
            inner.extend(path_of(of));
        }
        found.extend(path);
    });
    &found - &inner
}

/// The dotted path that an expression is, when it is one from an input.
fn path_of(expr: &crate::lang::expr::Expr) -> Option<String> {
    match &expr.kind {
        Kind::Name(name, meaning) => is_outside(meaning).then(|| name.to_string()),
        Kind::Path(of, name) => Some(format!("{}.{name}", path_of(of)?)),
        _ => None,
    }
}

/// Whether a name may be an input: inside of a filter it may be an entry of the item as well.
fn is_outside(meaning: &Ref) -> bool {
    match meaning {
        Ref::Input(_) | Ref::Unknown => true,
        Ref::Entry { otherwise, .. } => is_outside(otherwise),
        Ref::Local(_) | Ref::Builtin(_) => false,
    }
}

fn vocabulary(names: &BTreeSet<String>) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for path in names {
        let mut steps = path.split('.').map(str::to_owned);
        vocabulary.inputs.extend(steps.next());
        vocabulary.entries.extend(steps);
    }
    vocabulary.inputs.dedup();
    vocabulary
}

/// What is wrong with an expression over variables of these types, which may each be null too.
///
/// Only what is certain is found: an unknown name or function, an operand, argument or condition
/// of a kind that never fits, a comparison that is never true or false.
#[must_use]
pub fn check(program: &Program, types: &Types) -> Vec<Finding> {
    check::check(program.compiled().expr(), types).1
}

/// The type of what an expression gives, [`Type::Any`] where that is not known. Each value may be
/// null too.
#[must_use]
pub fn type_of(program: &Program, types: &Types) -> Type {
    check::check(program.compiled().expr(), types).0
}

pub(crate) fn check_name(name: &str) -> Result<(), Problem> {
    if name.is_empty() || name.len() > MAX_NAME {
        return Err(Problem::Name {
            bytes: name.len(),
            limit: MAX_NAME,
        });
    }
    Ok(())
}

impl Program {
    /// The expression as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.compiled.text()
    }

    /// The declared variables that the expression reads, sorted.
    #[must_use]
    pub fn reads(&self) -> &[String] {
        &self.0.reads
    }

    /// The variables of which the expression itself asks whether they have a value.
    #[must_use]
    pub fn asks_for(&self) -> BTreeSet<&str> {
        check::asked_for(self.0.compiled.expr())
    }

    /// The expression itself, for those who look into it.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        &self.0.compiled
    }

    /// Evaluates the expression over these variables; those that were not declared are unseen,
    /// those that are missing are null.
    #[must_use]
    pub fn eval(&self, variables: &Context) -> Outcome {
        let reads = self.0.compiled.reads().iter();
        let inputs: Vec<Val> = reads
            .map(|name| variables.get(&**name).map(border::enter).into())
            .collect();
        let (value, reasons) = self.0.compiled.eval(&inputs, Limits::default(), None);
        Outcome::of(&value, reasons)
    }
}
