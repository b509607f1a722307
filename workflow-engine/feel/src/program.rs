//! One expression over the office's values, compiled once.

use crate::lang::builtins::Builtin;
use crate::lang::check::{self, Finding, Types};
use crate::lang::expr::{Expr, Kind, Ref};
use crate::lang::{Compiled, Limits, Reason, Type, Val, Vocabulary};
use crate::{Context, Problem, Value, border};
use std::borrow::Cow;
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
    /// How many steps it took ([`Limits::steps`]).
    pub steps: u64,
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
            steps: 0,
        }
    }

    /// Why the evaluation was cut off, when it would have taken more than its limits.
    #[must_use]
    pub fn cut_off(&self) -> Option<&Reason> {
        let cut =
            |reason: &&Reason| ["feel-steps", "feel-size", "feel-calls"].contains(&reason.code);
        self.reasons.first().filter(cut)
    }
}

/// What an expression reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Read {
    /// A dotted path from a variable: `days.amount`. What stands under it may be read too.
    pub path: String,
    /// Whether only the number of its items counts, as in `count(days)`.
    pub counts: bool,
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
        values_only: true,
        ..Vocabulary::default()
    };
    let Ok(compiled) = Compiled::expression(text, &open) else {
        return BTreeSet::new();
    };
    let reads = reads_of(compiled.expr());
    reads.into_iter().map(|read| read.path).collect()
}

fn reads_of(expr: &Expr) -> BTreeSet<Read> {
    fn collect(expr: &Expr, found: &mut BTreeSet<Read>) {
        let counted = match &expr.kind {
            Kind::Call(function, arguments) if is_count(function) => {
                arguments.first().and_then(path_of)
            }
            _ => None,
        };
        let counts = counted.is_some();
        match counted.or_else(|| path_of(expr)) {
            Some(path) => {
                found.insert(Read { path, counts });
            }
            None => expr
                .parts()
                .into_iter()
                .for_each(|part| collect(part, found)),
        }
    }
    let mut found = BTreeSet::new();
    collect(expr, &mut found);
    found
}

fn is_count(function: &Expr) -> bool {
    let Kind::Name(_, Ref::Builtin(builtin)) = &function.kind else {
        return false;
    };
    Some(*builtin) == Builtin::named("count")
}

/// The dotted path that an expression is, when it is one from an input.
fn path_of(expr: &Expr) -> Option<String> {
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
    let mut vocabulary = Vocabulary {
        values_only: true,
        ..Vocabulary::default()
    };
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

    /// The dotted paths from its variables that the expression reads; more than it does read where
    /// that depends on the values.
    #[must_use]
    pub fn paths(&self) -> BTreeSet<Read> {
        reads_of(self.0.compiled.expr())
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
        let read = |name: &str| variables.get(name).map(Cow::Borrowed);
        self.eval_over(&read, Limits::default())
    }

    /// As [`Program::eval`], with each variable asked for by its name, and within limits.
    #[must_use]
    pub fn eval_over<'v>(
        &self,
        read: &dyn Fn(&str) -> Option<Cow<'v, Value>>,
        limits: Limits,
    ) -> Outcome {
        let reads = self.0.compiled.reads().iter();
        let enter = |name: &std::sync::Arc<str>| read(name).map(|value| border::enter(&value));
        let inputs: Vec<Val> = reads.map(|name| enter(name).into()).collect();
        let (value, reasons, steps) = self.0.compiled.eval(&inputs, limits, None);
        Outcome {
            steps,
            ..Outcome::of(&value, reasons)
        }
    }
}
