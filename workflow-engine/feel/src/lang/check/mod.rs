//! What can be said of an expression before it is evaluated: the type of its value, names that
//! nobody gives, operands and arguments that never fit.
//!
//! Only what is certain is said. Of what has no known type, and of what may be null, nothing is.

mod calls;
mod kinds;
mod nearest;
mod signatures;
mod tests_of;

use super::expr::{Domain, Expr, Kind, Ref, Span};
use super::types::Type;
use super::val::Val;
use kinds::Entry;
pub use nearest::nearest;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use kinds::{fits, joined, name as type_name, same};

/// The variables that an expression may read, with their types.
pub type Types = BTreeMap<String, Type>;

/// Codes of what can be found.
pub const CODES: &[&str] = &[
    "feel-name-unknown",
    "feel-function-unknown",
    "feel-no-entry",
    "feel-operands",
    "feel-operand",
    "feel-never",
    "feel-not-boolean",
    "feel-argument",
    "feel-arguments",
    "feel-parameter-unknown",
    "feel-not-a-function",
    "feel-no-value",
    "feel-filter",
    "feel-domain",
    "feel-entry-twice",
];

/// Something that an expression cannot mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code.
    pub code: &'static str,
    /// Where in the expression.
    pub span: Span,
    /// Facts for the sentence.
    pub facts: BTreeMap<&'static str, String>,
}

/// The type of the value of an expression over these inputs, and what is wrong with it.
pub(crate) fn check(expr: &Expr, inputs: &Types) -> (Type, Vec<Finding>) {
    checked(expr, inputs, None)
}

/// What is wrong with unary tests of a value of this type.
pub(crate) fn check_tests(expr: &Expr, inputs: &Types, value: &Type) -> Vec<Finding> {
    checked(expr, inputs, Some(value)).1
}

fn checked(expr: &Expr, inputs: &Types, value: Option<&Type>) -> (Type, Vec<Finding>) {
    let mut checker = Checker {
        inputs,
        locals: value.cloned().into_iter().collect(),
        findings: Vec::new(),
        asked: 0,
    };
    let of = checker.of(expr);
    (of, checker.findings)
}

/// The inputs of which an expression itself asks whether they have a value: those that it compares
/// with null, and those that stand alone in `is(…)` or `instance of`.
pub(crate) fn asked_for(expr: &Expr) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    expr.walk(&mut |part| {
        let asked: Vec<&Expr> = match &part.kind {
            Kind::Comparison(_, a, b) if is_null(b) => vec![a],
            Kind::Comparison(_, a, b) if is_null(a) => vec![b],
            Kind::InstanceOf(value, _) => vec![value],
            Kind::Call(function, arguments) if is_asking(function) => arguments.iter().collect(),
            _ => Vec::new(),
        };
        for mut expr in asked {
            while let Kind::Path(of, _) = &expr.kind {
                expr = of;
            }
            if let Kind::Name(name, _) = &expr.kind {
                found.insert(&**name);
            }
        }
    });
    found
}

fn is_asking(function: &Expr) -> bool {
    matches!(&function.kind, Kind::Name(_, Ref::Builtin(builtin)) if builtin.name() == "is")
}

struct Checker<'c> {
    inputs: &'c Types,
    /// Types of what is bound, by place.
    locals: Vec<Type>,
    findings: Vec<Finding>,
    /// Above zero inside of what is asked whether it has a value at all.
    asked: usize,
}

impl Checker<'_> {
    fn find(&mut self, code: &'static str, span: Span, facts: &[(&'static str, &str)]) {
        if self.asked > 0 {
            return;
        }
        let facts = facts.iter().filter(|(_, fact)| !fact.is_empty());
        self.findings.push(Finding {
            code,
            span,
            facts: facts
                .map(|(name, fact)| (*name, (*fact).to_owned()))
                .collect(),
        });
    }

    /// The type of an expression. The depth of the recursion is that of the text, which the
    /// parser bounds, and its chains are counted too.
    fn of(&mut self, expr: &Expr) -> Type {
        stacker::maybe_grow(96 * 1024, 1024 * 1024, || self.compound(expr))
    }

    /// The type of an expression of which it is asked whether it has a value.
    fn of_asked(&mut self, expr: &Expr) -> Type {
        self.asked += 1;
        let of = self.of(expr);
        self.asked -= 1;
        of
    }

    fn compound(&mut self, expr: &Expr) -> Type {
        match &expr.kind {
            Kind::Literal(value) => kinds::of_value(value),
            Kind::Broken(_) => Type::Any,
            Kind::Name(name, meaning) => self.name(expr.span, name, meaning),
            Kind::List(items) => {
                let items: Vec<Type> = items.iter().map(|item| self.of(item)).collect();
                let item = items.into_iter().reduce(|a, b| joined(&a, &b));
                kinds::list(item.unwrap_or(Type::Any))
            }
            Kind::Context(entries) => self.context(expr.span, entries),
            Kind::Point(value) => Type::Range(self.of(value).into()),
            Kind::Range { start, end } => {
                let mut of = |end: &Option<(Box<Expr>, bool)>| {
                    end.as_ref().map_or(Type::Null, |(end, _)| self.of(end))
                };
                let (low, high) = (of(start), of(end));
                self.range(expr.span, &low, &high)
            }
            Kind::Negation(value) => self.negation(expr.span, value),
            Kind::Arithmetic(operator, a, b) => {
                let (left, right) = (self.of(a), self.of(b));
                let of = kinds::arithmetic(*operator, &left, &right);
                let never = of.is_none() || is_null(a) || is_null(b);
                if never {
                    self.operands("feel-operands", expr.span, &left, &right);
                }
                of.unwrap_or(Type::Null)
            }
            Kind::Comparison(operator, a, b) => self.comparison(expr.span, *operator, a, b),
            Kind::And(a, b) => self.junction(a, b, false),
            Kind::Or(a, b) => self.junction(a, b, true),
            Kind::Between(value, low, high) => {
                let value = self.of(value);
                for end in [low, high] {
                    let of = self.of(end);
                    if !kinds::can_be_ordered(&value, &of) {
                        self.operands("feel-never", end.span, &value, &of);
                    }
                }
                Type::Bool
            }
            Kind::In(value, tests) => {
                let of = self.of(value);
                self.tests(&of, tests, false);
                Type::Bool
            }
            Kind::Tests { at, tests, .. } => {
                let of = self.local(*at);
                self.tests(&of, tests, true);
                Type::Bool
            }
            Kind::InstanceOf(value, _) => {
                self.of_asked(value);
                Type::Bool
            }
            Kind::Path(value, name) => self.path(expr.span, value, name),
            Kind::Filter(list, at, condition) => self.filter(list, *at, condition),
            Kind::If(condition, then, otherwise) => {
                self.boolean(condition, "if");
                let (then, otherwise) = (self.of(then), self.of(otherwise));
                joined(&then, &otherwise)
            }
            Kind::For {
                at, domains, body, ..
            } => {
                let places = self.domains(*at, domains);
                self.bind(places, Type::List(Type::Any.into()));
                kinds::list(self.of(body))
            }
            Kind::Quantified {
                at,
                domains,
                satisfies,
                ..
            } => {
                self.domains(*at, domains);
                self.boolean(satisfies, "satisfies");
                Type::Bool
            }
            Kind::Function {
                params,
                body,
                itself,
                at,
            } => {
                if let Some(itself) = itself {
                    self.bind(*itself, kinds::function());
                }
                let of: Vec<Type> = params.iter().map(|param| param.of.clone()).collect();
                for (place, of) in (*at..).zip(&of) {
                    self.bind(place, of.clone());
                }
                let body = self.of(body);
                Type::Function(of.into(), body.into())
            }
            Kind::Call(function, arguments) => self.call(expr.span, function, arguments),
            Kind::CallNamed(function, given) => self.call_named(expr.span, function, given),
        }
    }

    fn local(&self, place: u32) -> Type {
        self.locals.get(place as usize).cloned().unwrap_or_default()
    }

    fn bind(&mut self, place: u32, of: Type) {
        self.locals.resize(place as usize, Type::Any);
        self.locals.push(of);
    }

    fn name(&mut self, span: Span, name: &str, meaning: &Ref) -> Type {
        match meaning {
            Ref::Local(place) => self.local(*place),
            Ref::Builtin(_) => kinds::function(),
            Ref::Input(_) | Ref::Unknown => match self.inputs.get(name) {
                Some(of) => of.clone(),
                None => {
                    let known = self.inputs.keys().map(String::as_str);
                    let near = nearest(name, known).unwrap_or_default();
                    self.find(
                        "feel-name-unknown",
                        span,
                        &[("name", name), ("nearest", near)],
                    );
                    Type::Any
                }
            },
            Ref::Entry { items, otherwise } => self.entry_or(span, name, items, otherwise),
        }
    }

    /// In a filter: the entry of an item, or what the name means outside.
    fn entry_or(&mut self, span: Span, name: &str, items: &[u32], otherwise: &Ref) -> Type {
        let mut known = Vec::new();
        for place in items {
            match self.local(*place) {
                Type::Any | Type::Null => return Type::Any,
                of => match kinds::entry(&of, name) {
                    Entry::Of(entry) if matches!(kinds::plain(&of), Type::Context(_)) => {
                        return entry;
                    }
                    Entry::Unknown => return Type::Any,
                    Entry::None(names) if matches!(kinds::plain(&of), Type::Context(_)) => {
                        known.extend(names);
                    }
                    Entry::Of(_) | Entry::None(_) => {}
                },
            }
        }
        let outside = match otherwise {
            Ref::Unknown | Ref::Input(_) => self.inputs.contains_key(name),
            _ => true,
        };
        if outside {
            return self.name(span, name, otherwise);
        }
        let names = known.iter().chain(self.inputs.keys());
        let near = nearest(name, names.map(String::as_str));
        let near = near.unwrap_or_default().to_owned();
        self.find(
            "feel-name-unknown",
            span,
            &[("name", name), ("nearest", &near)],
        );
        Type::Any
    }

    fn context(&mut self, span: Span, entries: &[(std::sync::Arc<str>, Expr)]) -> Type {
        let first = self.locals.len();
        let mut made: Vec<(std::sync::Arc<str>, Type)> = Vec::new();
        for (name, value) in entries {
            let place = u32::try_from(first + made.len()).unwrap_or(u32::MAX);
            let of = self.of(value);
            self.bind(place, of.clone());
            if made.iter().any(|(known, _)| known == name) {
                self.find("feel-entry-twice", span, &[("name", name)]);
            }
            made.push((name.clone(), of));
        }
        self.locals.truncate(first);
        Type::Context(made.into())
    }

    fn range(&mut self, span: Span, low: &Type, high: &Type) -> Type {
        if !kinds::can_be_ordered(low, high) || !kinds::alike(low, high) {
            self.operands("feel-operands", span, low, high);
        }
        Type::Range(joined(low, high).into())
    }

    fn negation(&mut self, span: Span, value: &Expr) -> Type {
        let of = self.of(value);
        match kinds::plain(&of) {
            Type::Any | Type::Null | Type::Number | Type::DayTime | Type::Months => {}
            other => {
                let kind = type_name(other);
                self.find("feel-operand", span, &[("of_type", kind)]);
            }
        }
        of
    }

    fn operands(&mut self, code: &'static str, span: Span, a: &Type, b: &Type) {
        let facts = [("left_type", type_name(a)), ("right_type", type_name(b))];
        self.find(code, span, &facts);
    }

    fn comparison(
        &mut self,
        span: Span,
        operator: super::expr::Comparison,
        a: &Expr,
        b: &Expr,
    ) -> Type {
        use super::expr::Comparison::{Equal, Unequal};
        let equality = matches!(operator, Equal | Unequal);
        // `a = null` asks whether `a` has a value.
        if equality && (is_null(a) || is_null(b)) {
            self.of_asked(a);
            self.of_asked(b);
            return Type::Bool;
        }
        let (left, right) = (self.of(a), self.of(b));
        let can = if equality {
            kinds::can_be_equal(&left, &right)
        } else {
            kinds::can_be_ordered(&left, &right) && !is_null(a) && !is_null(b)
        };
        if !can {
            self.operands("feel-never", span, &left, &right);
        }
        Type::Bool
    }

    /// Where the one side decides by itself, the other may be what it will.
    fn junction(&mut self, a: &Expr, b: &Expr, or: bool) -> Type {
        let decides = |expr: &Expr| matches!(expr.kind, Kind::Literal(Val::Bool(b)) if b == or);
        let operator = if or { "or" } else { "and" };
        for (this, other) in [(a, b), (b, a)] {
            if decides(other) {
                self.of(this);
            } else {
                self.boolean(this, operator);
            }
        }
        Type::Bool
    }

    /// What must be true or false.
    fn boolean(&mut self, expr: &Expr, operator: &str) {
        let of = self.of(expr);
        if !kinds::alike(&of, &Type::Bool) {
            let facts = [("operator", operator), ("of_type", type_name(&of))];
            self.find("feel-not-boolean", expr.span, &facts);
        }
    }

    fn path(&mut self, span: Span, value: &Expr, name: &str) -> Type {
        let of = self.of(value);
        match kinds::entry(&of, name) {
            Entry::Of(of) => of,
            Entry::Unknown => Type::Any,
            Entry::None(known) => {
                let near = nearest(name, known.iter().map(String::as_str));
                let near = near.unwrap_or_default();
                let facts = [
                    ("name", name),
                    ("of_type", type_name(&of)),
                    ("nearest", near),
                ];
                self.find("feel-no-entry", span, &facts);
                Type::Any
            }
        }
    }

    fn filter(&mut self, list: &Expr, at: u32, condition: &Expr) -> Type {
        let of = self.of(list);
        let item = kinds::item(&of);
        // Of items that are written out some may have entries that others have not.
        let written = matches!(list.kind, Kind::List(_));
        let loose = written && matches!(kinds::plain(&item), Type::Context(_));
        self.bind(
            at,
            if loose {
                kinds::context()
            } else {
                item.clone()
            },
        );
        let condition_of = self.of(condition);
        self.locals.truncate(at as usize);
        match kinds::plain(&condition_of) {
            Type::Number => item,
            Type::Bool => kinds::list(item),
            Type::Any | Type::Null => Type::Any,
            other => {
                let kind = type_name(other);
                self.find("feel-filter", condition.span, &[("of_type", kind)]);
                Type::Any
            }
        }
    }

    /// Binds the variables; the place behind them.
    fn domains(&mut self, at: u32, domains: &[Domain]) -> u32 {
        let mut place = at;
        for domain in domains {
            let of = match domain {
                Domain::List(list) => self.gone_through(list),
                Domain::FromTo(from, to) => {
                    let (a, b) = (self.of(from), self.of(to));
                    let of = joined(&a, &b);
                    if !matches!(
                        kinds::plain(&of),
                        Type::Any | Type::Null | Type::Number | Type::Date
                    ) || !kinds::alike(&a, &b)
                    {
                        self.operands("feel-domain", from.span, &a, &b);
                    }
                    of
                }
            };
            self.bind(place, of);
            place += 1;
        }
        place
    }

    fn gone_through(&mut self, list: &Expr) -> Type {
        let of = self.of(list);
        let Type::Range(end) = kinds::plain(&of) else {
            return kinds::item(&of);
        };
        if !matches!(
            kinds::plain(end),
            Type::Any | Type::Null | Type::Number | Type::Date
        ) {
            let facts = [("of_type", type_name(end))];
            self.find("feel-domain", list.span, &facts);
        }
        (**end).clone()
    }
}

/// Whether it is written `null`.
fn is_null(expr: &Expr) -> bool {
    matches!(&expr.kind, Kind::Literal(value) if value.is_null())
}
