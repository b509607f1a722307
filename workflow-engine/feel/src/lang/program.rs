//! One text, read once, evaluated often.

use super::builtins::Builtin;
use super::eval::{Limits, Machine, Now, Reason};
use super::expr::{Expr, Kind, Ref, Span};
use super::parser::{self, Parsed, Vocabulary};
use super::val::Val;
use crate::Problem;
use crate::dmn::{Place, passed};
use std::fmt;
use std::sync::Arc;

/// A compiled text. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Compiled(Arc<Inner>);

struct Inner {
    text: String,
    expr: Expr,
    reads: Vec<Arc<str>>,
    /// Offsets in the text, and where in a file these are.
    marks: Vec<(usize, Place)>,
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
            marks: Vec::new(),
        }))
    }

    /// The same, whose text stands in a file: offsets in the text and their places, sorted.
    pub(crate) fn standing(self, marks: Vec<(usize, Place)>) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(inner) => Self(Arc::new(Inner { marks, ..inner })),
            Err(shared) => Self(shared),
        }
    }

    /// Where in its file an offset of the text stands, when that is known.
    #[must_use]
    pub fn place(&self, at: u32) -> Option<Place> {
        place_in(&self.0.marks, &self.0.text, at as usize)
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

    /// Its value over these inputs, which stand in the order of [`Compiled::reads`], with why there
    /// are nulls and how many steps it took.
    #[must_use]
    pub fn eval(
        &self,
        inputs: &[Val],
        limits: Limits,
        now: Option<&Now>,
    ) -> (Val, Vec<Reason>, u64) {
        let mut machine = Machine::new(inputs, limits).at(now);
        let value = machine.eval(&self.0.expr);
        let steps = machine.steps();
        let (value, reasons) = machine.ended(value);
        (value, reasons, steps)
    }
}

/// The place of an offset of a text, from the nearest mark before it.
pub(crate) fn place_in(marks: &[(usize, Place)], text: &str, at: usize) -> Option<Place> {
    let (from, place) = marks.iter().rfind(|(from, _)| *from <= at)?;
    Some(passed(*place, text.get(*from..at)?))
}

fn builtin_of(meaning: &Ref) -> Option<Builtin> {
    match meaning {
        Ref::Builtin(builtin) => Some(*builtin),
        Ref::Entry { otherwise, .. } => builtin_of(otherwise),
        Ref::Local(_) | Ref::Input(_) | Ref::Unknown => None,
    }
}
