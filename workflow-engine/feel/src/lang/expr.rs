//! Expressions as they are evaluated: one tree, names resolved, every node with its place.

use super::builtins::Builtin;
use super::types::Type;
use super::val::Val;
use std::sync::Arc;

/// A place in the text, in bytes from its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub of: Type,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Ref {
    /// A value bound inside the expression, by its place.
    Local(u32),
    /// A value given from outside, by its place among those that the program reads.
    Input(u32),
    /// A function of the language.
    Builtin(Builtin),
    /// An entry of the item that a filter looks at, else what the name means outside.
    Entry {
        /// The places of the items, innermost first.
        items: Vec<u32>,
        /// What it is when none of them has such an entry.
        otherwise: Box<Ref>,
    },
    /// Nothing that is known here.
    Unknown,
}

/// Arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `**`
    Power,
}

/// Comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// What a variable of `for`, `some` or `every` goes through.
#[derive(Clone, Debug)]
pub enum Domain {
    /// A list, or what counts as one.
    List(Expr),
    /// From one number or day to another, up or down.
    FromTo(Expr, Expr),
}

/// A test that a value passes or not (DMN 1.5 grammar rule 7).
#[derive(Clone, Debug)]
pub enum Test {
    /// It equals the value, lies in the range, is one of the list, or the expression over `?` is
    /// true.
    Value(Expr),
    /// It is different from the value.
    Not(Expr),
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A value as it is written.
    Literal(Val),
    /// What could not be read, with the code of why; it has no value.
    Broken(&'static str),
    /// A name.
    Name(Arc<str>, Ref),
    /// `[…]`
    List(Vec<Expr>),
    /// `{…}`; each entry is bound for those after it.
    Context(Vec<(Arc<str>, Expr)>),
    /// `(= a)`, the range of one value.
    Point(Box<Expr>),
    /// `[a..b]`; an end that is not written is open.
    Range {
        /// The lower end and whether it belongs to the range.
        start: Option<(Box<Expr>, bool)>,
        /// The upper end and whether it belongs to the range.
        end: Option<(Box<Expr>, bool)>,
    },
    /// `-a`
    Negation(Box<Expr>),
    /// `a + b`
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `a < b`
    Comparison(Comparison, Box<Expr>, Box<Expr>),
    /// `a and b`
    And(Box<Expr>, Box<Expr>),
    /// `a or b`
    Or(Box<Expr>, Box<Expr>),
    /// `a between b and c`
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `a in (…)`
    In(Box<Expr>, Vec<Test>),
    /// `a instance of type`
    InstanceOf(Box<Expr>, Type),
    /// `a.name`
    Path(Box<Expr>, Arc<str>),
    /// `a[…]`; the item is bound at the place that is named.
    Filter(Box<Expr>, u32, Box<Expr>),
    /// `if a then b else c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `for … return …`
    For {
        /// The place of the first variable; `partial` has the one after the last.
        at: u32,
        /// What the variables go through.
        domains: Vec<Domain>,
        /// Whether the results so far are asked for.
        partial: bool,
        /// What each round gives.
        body: Box<Expr>,
    },
    /// `some … satisfies …` and `every … satisfies …`.
    Quantified {
        /// Whether all must satisfy it.
        every: bool,
        /// The place of the first variable.
        at: u32,
        /// What the variables go through.
        domains: Vec<Domain>,
        /// What is to be satisfied.
        satisfies: Box<Expr>,
    },
    /// `function(…) …`
    Function {
        /// Its parameters.
        params: Arc<[Param]>,
        /// What it computes.
        body: Arc<Expr>,
        /// The place of its own name, when it is an entry of a context.
        itself: Option<u32>,
        /// The place of its first parameter.
        at: u32,
    },
    /// `f(a, b)`
    Call(Box<Expr>, Vec<Expr>),
    /// `f(x: a, y: b)`
    CallNamed(Box<Expr>, Vec<(Arc<str>, Expr)>),
    /// Unary tests over the value at the place that is named; `-` when there are none.
    Tests {
        /// The place of `?`.
        at: u32,
        /// The tests, of which one must be passed.
        tests: Vec<Test>,
        /// Whether none may be passed.
        negated: bool,
    },
}

impl Expr {
    /// Visits this expression and all inside it.
    pub fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        for part in self.parts() {
            part.walk(visit);
        }
    }

    /// The expressions directly inside.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        match &self.kind {
            Kind::Literal(_) | Kind::Broken(_) | Kind::Name(..) => Vec::new(),
            Kind::List(items) => items.iter().collect(),
            Kind::Context(entries) => entries.iter().map(|(_, value)| value).collect(),
            Kind::Range { start, end } => {
                let ends = [start, end].into_iter().flatten();
                ends.map(|(end, _)| &**end).collect()
            }
            Kind::Negation(a) | Kind::Point(a) | Kind::InstanceOf(a, _) | Kind::Path(a, _) => {
                vec![a]
            }
            Kind::Arithmetic(_, a, b)
            | Kind::Comparison(_, a, b)
            | Kind::And(a, b)
            | Kind::Or(a, b)
            | Kind::Filter(a, _, b) => vec![a, b],
            Kind::Between(a, b, c) | Kind::If(a, b, c) => vec![a, b, c],
            Kind::In(value, tests) => std::iter::once(&**value).chain(of_tests(tests)).collect(),
            Kind::For { domains, body, .. } => of_domains(domains, body),
            Kind::Quantified {
                domains, satisfies, ..
            } => of_domains(domains, satisfies),
            Kind::Function { body, .. } => vec![body],
            Kind::Call(function, arguments) => {
                std::iter::once(&**function).chain(arguments).collect()
            }
            Kind::CallNamed(function, arguments) => {
                let arguments = arguments.iter().map(|(_, value)| value);
                std::iter::once(&**function).chain(arguments).collect()
            }
            Kind::Tests { tests, .. } => of_tests(tests).collect(),
        }
    }
}

fn of_tests(tests: &[Test]) -> impl Iterator<Item = &Expr> {
    tests.iter().map(|test| match test {
        Test::Value(value) | Test::Not(value) => value,
    })
}

fn of_domains<'e>(domains: &'e [Domain], last: &'e Expr) -> Vec<&'e Expr> {
    let mut parts = Vec::new();
    for domain in domains {
        match domain {
            Domain::List(list) => parts.push(list),
            Domain::FromTo(from, to) => parts.extend([from, to]),
        }
    }
    parts.push(last);
    parts
}
