//! Evaluating. Nothing in here fails: what cannot be computed is null, with a reason; what would
//! take too much is cut off, with a reason.

mod arithmetic;
mod call;
mod collection;
mod compare;
mod hits;
mod path;
mod reason;

pub use hits::Hit;
pub(crate) use hits::Trace;
pub use reason::{CODES, Reason};

use super::expr::{Expr, Kind, Ref, Span, Test};
use super::val::{End, Entries, Range, Val};
use std::sync::Arc;

pub(crate) use compare::{contains, equal, order};

/// How much an evaluation may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Steps: one a node and one an item of every list that is made.
    pub steps: u64,
    /// Calls inside calls.
    pub calls: u32,
    /// Bytes of texts that are made.
    pub text: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 5_000_000,
            calls: 1_000,
            text: 64 * 1024 * 1024,
        }
    }
}

/// Reasons that are kept; later ones follow from the first.
const MAX_REASONS: usize = 8;

/// The moment that `now` and `today` give.
pub type Now = super::time::DateTime;

/// One evaluation.
pub struct Machine<'m> {
    inputs: &'m [Val],
    locals: Vec<Val>,
    limits: Limits,
    steps: u64,
    text: u64,
    calls: u32,
    stopped: bool,
    now: Option<&'m Now>,
    reasons: Vec<Reason>,
    /// Where reasons of a function are to be placed.
    place: Span,
    /// Which rules of tables count, when it is asked for.
    pub(crate) trace: Option<Box<Trace>>,
}

impl<'m> Machine<'m> {
    /// An evaluation over these inputs.
    #[must_use]
    pub fn new(inputs: &'m [Val], limits: Limits) -> Self {
        Self {
            inputs,
            locals: Vec::new(),
            limits,
            steps: 0,
            text: 0,
            calls: 0,
            stopped: false,
            now: None,
            reasons: Vec::new(),
            place: Span::default(),
            trace: None,
        }
    }

    /// Gives `now` and `today` a moment; without one they are null.
    #[must_use]
    pub fn at(mut self, now: Option<&'m Now>) -> Self {
        self.now = now;
        self
    }

    /// The moment of this evaluation.
    pub(crate) fn now(&self) -> Option<&'m Now> {
        self.now
    }

    /// Evaluates over other inputs, with what is left of the limits.
    pub fn within(&mut self, inputs: &[Val], expr: &Expr) -> Val {
        self.inner(inputs, |machine| machine.eval(expr))
    }

    /// Whether a value passes unary tests over other inputs.
    pub fn passes_within(&mut self, inputs: &[Val], tests: &Expr, value: &Val) -> bool {
        self.inner(inputs, |machine| machine.passes(tests, value))
    }

    pub(crate) fn inner<T>(
        &mut self,
        inputs: &[Val],
        work: impl FnOnce(&mut Machine<'_>) -> T,
    ) -> T {
        let mut inner = Machine {
            inputs,
            locals: Vec::new(),
            limits: self.limits,
            steps: self.steps,
            text: self.text,
            calls: self.calls,
            stopped: self.stopped,
            now: self.now,
            reasons: std::mem::take(&mut self.reasons),
            place: Span::default(),
            trace: self.trace.take(),
        };
        let value = work(&mut inner);
        (self.steps, self.text) = (inner.steps, inner.text);
        (self.stopped, self.reasons) = (inner.stopped, inner.reasons);
        self.trace = inner.trace;
        value
    }

    /// The value of the whole with why there are nulls, first ones first. When a limit was met the
    /// whole is null, and the limit is the first reason: half a value is none.
    #[must_use]
    pub fn ended(self, value: Val) -> (Val, Vec<Reason>) {
        let value = if self.stopped { Val::Null } else { value };
        (value, self.reasons)
    }

    /// A limit was met.
    pub(crate) fn stop(&mut self, code: &'static str, limit: String) {
        let reason = Reason::new(code, self.place, &[("limit", &limit)]);
        self.reasons.insert(0, reason);
        self.reasons.truncate(MAX_REASONS);
        self.stopped = true;
    }

    /// Whether a limit was met; then every further value is null.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Notes why the value here is null.
    pub fn null(&mut self, code: &'static str, facts: &[(&str, &str)]) -> Val {
        if self.reasons.len() < MAX_REASONS {
            self.reasons.push(Reason::new(code, self.place, facts));
        }
        Val::Null
    }

    pub(crate) fn null_at(
        &mut self,
        span: Span,
        code: &'static str,
        facts: &[(&str, &str)],
    ) -> Val {
        self.place = span;
        self.null(code, facts)
    }

    /// The steps that were taken.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    /// Takes so many steps; false when there are none left.
    pub(crate) fn takes(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_add(steps as u64);
        if self.steps > self.limits.steps && !self.stopped {
            self.stop("feel-steps", self.limits.steps.to_string());
        }
        !self.stopped
    }

    /// Makes a text of so many bytes; false when that is too much.
    pub(crate) fn writes(&mut self, bytes: usize) -> bool {
        self.text = self.text.saturating_add(bytes as u64);
        if self.text > self.limits.text && !self.stopped {
            self.stop("feel-size", self.limits.text.to_string());
        }
        !self.stopped
    }

    /// The value of an expression.
    pub fn eval(&mut self, expr: &Expr) -> Val {
        if !self.takes(1) {
            return Val::Null;
        }
        match &expr.kind {
            Kind::Literal(value) => value.clone(),
            Kind::Name(name, meaning) => self.name(expr.span, name, meaning),
            _ => stacker::maybe_grow(96 * 1024, 1024 * 1024, || self.compound(expr)),
        }
    }

    fn compound(&mut self, expr: &Expr) -> Val {
        match &expr.kind {
            Kind::Literal(value) => value.clone(),
            Kind::Name(name, meaning) => self.name(expr.span, name, meaning),
            Kind::Broken(code) => self.null_at(expr.span, code, &[]),
            Kind::List(items) => Val::list(items.iter().map(|item| self.eval(item)).collect()),
            Kind::Context(entries) => self.context(entries),
            Kind::Range { start, end } => self.range(expr.span, start.as_ref(), end.as_ref()),
            Kind::Point(value) => {
                let value = self.eval(value);
                let (start, end) = (End::Only(value.clone()), End::Only(value));
                Val::Range(Arc::new(Range { start, end }))
            }
            Kind::Negation(of) => {
                let value = self.eval(of);
                self.negated(expr.span, value)
            }
            Kind::Arithmetic(operator, left, right) => {
                let (left, right) = (self.eval(left), self.eval(right));
                self.arithmetic(expr.span, *operator, left, right)
            }
            Kind::Comparison(operator, left, right) => {
                let (left, right) = (self.eval(left), self.eval(right));
                self.comparison(expr.span, *operator, &left, &right)
            }
            Kind::And(left, right) => self.junction(left, right, false),
            Kind::Or(left, right) => self.junction(left, right, true),
            Kind::Between(value, low, high) => {
                let (value, low, high) = (self.eval(value), self.eval(low), self.eval(high));
                self.between(expr.span, &value, &low, &high)
            }
            Kind::In(value, tests) => {
                let value = self.eval(value);
                self.any_test(&value, tests, false)
            }
            Kind::InstanceOf(value, of) => {
                let value = self.eval(value);
                Val::Bool(of.is_kind_of(&value))
            }
            Kind::Path(value, name) => {
                let value = self.eval(value);
                self.path(expr.span, &value, name)
            }
            Kind::Filter(list, at, condition) => self.filter(expr.span, list, *at, condition),
            Kind::If(condition, then, otherwise) => {
                let chosen = match self.eval(condition) {
                    Val::Bool(true) => then,
                    _ => otherwise,
                };
                self.eval(chosen)
            }
            Kind::For {
                at,
                domains,
                partial,
                body,
            } => self.iteration(expr.span, *at, domains, *partial, body),
            Kind::Quantified {
                every,
                at,
                domains,
                satisfies,
            } => self.quantified(expr.span, *every, *at, domains, satisfies),
            Kind::Function {
                params,
                body,
                itself,
                at,
            } => self.defined(params, body, *itself, *at),
            Kind::Call(function, arguments) => self.call(expr.span, function, arguments),
            Kind::CallNamed(function, arguments) => self.call_named(expr.span, function, arguments),
            Kind::Tests { at, tests, negated } => self.unary_tests(*at, tests, *negated),
        }
    }

    fn name(&mut self, span: Span, name: &Arc<str>, meaning: &Ref) -> Val {
        match meaning {
            Ref::Local(place) => self
                .locals
                .get(*place as usize)
                .cloned()
                .unwrap_or_default(),
            Ref::Input(place) => self
                .inputs
                .get(*place as usize)
                .cloned()
                .unwrap_or_default(),
            Ref::Builtin(builtin) => builtin.value(),
            Ref::Entry { items, otherwise } => {
                for place in items {
                    if let Some(Val::Context(entries)) = self.locals.get(*place as usize)
                        && let Some(value) = entries.get(name)
                    {
                        return value.clone();
                    }
                }
                self.name(span, name, otherwise)
            }
            Ref::Unknown => self.null_at(span, "feel-name-unknown", &[("name", name)]),
        }
    }

    fn context(&mut self, entries: &[(Arc<str>, Expr)]) -> Val {
        let first = self.locals.len();
        let mut made = Entries::new();
        for (name, value) in entries {
            let value = self.eval(value);
            if made.get(name).is_some() {
                self.locals.truncate(first);
                return self.null("feel-entry-twice", &[("name", name)]);
            }
            self.locals.push(value.clone());
            made.put(name.clone(), value);
        }
        self.locals.truncate(first);
        Val::context(made)
    }

    fn range(
        &mut self,
        span: Span,
        start: Option<&(Box<Expr>, bool)>,
        end: Option<&(Box<Expr>, bool)>,
    ) -> Val {
        let mut made = |written: Option<&(Box<Expr>, bool)>| match written {
            None => End::Open,
            Some((value, true)) => End::Included(self.eval(value)),
            Some((value, false)) => End::Excluded(self.eval(value)),
        };
        let range = Range {
            start: made(start),
            end: made(end),
        };
        let (low, high) = (range.start.value(), range.end.value());
        let both = order(&low, &high);
        let alike = std::mem::discriminant(&low) == std::mem::discriminant(&high);
        let fits =
            low.is_null() || high.is_null() || alike && both.is_some_and(std::cmp::Ordering::is_le);
        if !fits {
            let facts = [("left_type", low.kind()), ("right_type", high.kind())];
            return self.null_at(span, "feel-operands", &facts);
        }
        Val::Range(Arc::new(range))
    }

    /// `and` and `or` over true, false and null.
    fn junction(&mut self, left: &Expr, right: &Expr, or: bool) -> Val {
        let first = self.eval(left);
        if matches!(first, Val::Bool(b) if b == or) {
            return Val::Bool(or);
        }
        let second = self.eval(right);
        match (first, second) {
            (_, Val::Bool(b)) if b == or => Val::Bool(or),
            (Val::Bool(_), Val::Bool(_)) => Val::Bool(!or),
            _ => Val::Null,
        }
    }

    fn unary_tests(&mut self, at: u32, tests: &[Test], negated: bool) -> Val {
        let value = self.locals.get(at as usize).cloned().unwrap_or_default();
        if tests.is_empty() {
            return Val::Bool(true);
        }
        match self.any_test(&value, tests, true) {
            Val::Bool(passed) => Val::Bool(passed != negated),
            other => other,
        }
    }

    /// Whether a value passes the unary tests.
    pub fn passes(&mut self, tests: &Expr, value: &Val) -> bool {
        let locals = std::mem::replace(&mut self.locals, vec![value.clone()]);
        let passed = self.eval(tests);
        self.locals = locals;
        matches!(passed, Val::Bool(true))
    }

    /// Whether a value passes one of the tests. In unary tests a test may also be an expression
    /// over `?` that is true.
    fn any_test(&mut self, value: &Val, tests: &[Test], unary: bool) -> Val {
        let mut unsure = false;
        for test in tests {
            let passed = match test {
                Test::Not(other) => {
                    let other = self.eval(other);
                    equal(value, &other).map(|same| !same)
                }
                Test::Value(test) => {
                    let asks = unary && asks_itself(test);
                    let test = self.eval(test);
                    match test {
                        Val::Bool(passed) if asks => Some(passed),
                        test => self.test(value, &test),
                    }
                }
            };
            match passed {
                Some(true) => return Val::Bool(true),
                Some(false) => {}
                None => unsure = true,
            }
        }
        if unsure && !unary {
            Val::Null
        } else {
            Val::Bool(false)
        }
    }

    fn test(&mut self, value: &Val, test: &Val) -> Option<bool> {
        match test {
            Val::Range(range) if !matches!(value, Val::Range(_)) => contains(range, value),
            Val::List(items) => {
                if let Val::List(_) = value
                    && equal(value, test) == Some(true)
                {
                    return Some(true);
                }
                if !self.takes(items.len()) {
                    return None;
                }
                let mut passed = Some(false);
                for item in items.iter() {
                    match self.test(value, item) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None if value.is_null() || item.is_null() => {}
                        None => passed = passed.and(Some(false)),
                    }
                }
                passed
            }
            test => equal(value, test),
        }
    }
}

/// Whether an expression reads `?`.
fn asks_itself(expr: &Expr) -> bool {
    let mut asks = false;
    expr.walk(&mut |part| asks |= matches!(&part.kind, Kind::Name(name, _) if &**name == "?"));
    asks
}
