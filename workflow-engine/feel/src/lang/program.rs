//! One text, read once, evaluated often.

use super::builtins::Builtin;
use super::eval::{Limits, Machine, Now, Reason};
use super::expr::{Expr, Kind, Ref, Span};
use super::parser::{self, Parsed, Vocabulary};
use super::val::Val;
use crate::Problem;
use std::fmt;
use std::sync::Arc;

/// A compiled text. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Compiled(Arc<Inner>);

struct Inner {
    text: String,
    expr: Expr,
    reads: Vec<Arc<str>>,
}

impl fmt::Debug for Compiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Compiled({:?})", self.0.text)
    }
}

impl Compiled {
    /// Compiles an expression.
    ///
    /// # Errors
    /// As [`parser::expression`].
    pub fn expression(text: &str, vocabulary: &Vocabulary) -> Result<Self, Problem> {
        parser::expression(text, vocabulary).map(|parsed| Self::of(text, parsed))
    }

    /// Compiles unary tests.
    ///
    /// # Errors
    /// As [`parser::unary_tests`].
    pub fn unary_tests(text: &str, vocabulary: &Vocabulary) -> Result<Self, Problem> {
        parser::unary_tests(text, vocabulary).map(|parsed| Self::of(text, parsed))
    }

    /// A text that could not be read, as an expression without value.
    #[must_use]
    pub fn broken(text: &str, code: &'static str) -> Self {
        let expr = Expr {
            span: Span::default(),
            kind: Kind::Broken(code),
        };
        let reads = Vec::new();
        Self::of(text, Parsed { expr, reads })
    }

    fn of(text: &str, parsed: Parsed) -> Self {
        Self(Arc::new(Inner {
            text: text.to_owned(),
            expr: parsed.expr,
            reads: parsed.reads,
        }))
    }

    /// The text as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The expression.
    #[must_use]
    pub fn expr(&self) -> &Expr {
        &self.0.expr
    }

    /// The names of the inputs that it reads, in the order of their places.
    #[must_use]
    pub fn reads(&self) -> &[Arc<str>] {
        &self.0.reads
    }

    /// Whether it asks for the clock.
    ///
    /// # Errors
    /// [`Problem::Clock`] with the word by which it asks.
    pub fn without_clock(&self) -> Result<(), Problem> {
        let mut word = None;
        self.expr().walk(&mut |part| {
            if let Kind::Name(name, meaning) = &part.kind
                && let Some("now" | "today") = builtin_of(meaning).map(Builtin::name)
            {
                word = Some(name.to_string());
            }
        });
        word.map_or(Ok(()), |word| Err(Problem::Clock { word }))
    }

    /// Its value over these inputs, which stand in the order of [`Compiled::reads`].
    #[must_use]
    pub fn eval(&self, inputs: &[Val], limits: Limits, now: Option<&Now>) -> (Val, Vec<Reason>) {
        let mut machine = Machine::new(inputs, limits).at(now);
        let value = machine.eval(&self.0.expr);
        (value, machine.into_reasons())
    }
}

fn builtin_of(meaning: &Ref) -> Option<Builtin> {
    match meaning {
        Ref::Builtin(builtin) => Some(*builtin),
        Ref::Entry { otherwise, .. } => builtin_of(otherwise),
        Ref::Local(_) | Ref::Input(_) | Ref::Unknown => None,
    }
}
