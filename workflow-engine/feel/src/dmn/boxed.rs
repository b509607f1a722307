//! Boxed expressions (DMN 1.5 §10.2.2), compiled.

use super::table::Table;
use crate::lang::expr::Param;
use crate::lang::program::Compiled;
use crate::lang::types::Type;
use crate::lang::val::{Callable, Entries, Function, Val};
use crate::lang::{Machine, names};
use std::sync::Arc;

/// Values by spelled name; later ones hide earlier ones.
pub(super) type Scope = Vec<(Arc<str>, Val)>;

/// A boxed expression with the type that its value must have.
#[derive(Debug)]
pub(super) struct Boxed {
    pub of: Type,
    pub logic: Logic,
}

#[derive(Debug)]
pub(super) enum Logic {
    Literal(Compiled),
    Table(Box<Table>),
    /// Entries with their names; one without is the result.
    Context(Vec<(Option<Arc<str>>, Boxed)>),
    Invocation(Compiled, Vec<(Arc<str>, Boxed)>),
    List(Vec<Boxed>),
    /// Columns, and rows of as many cells.
    Relation(Vec<Arc<str>>, Vec<Vec<Boxed>>),
    Function(Arc<BoxedFunction>),
    Conditional(Box<[Boxed; 3]>),
    /// What is filtered, and the condition, which is over `item` and its entries.
    Filter(Box<Boxed>, Arc<Boxed>),
    /// Variable, what it goes through, and what is made of each.
    For(Arc<str>, Box<[Boxed; 2]>),
    /// Whether all must satisfy, variable, what it goes through, and what is to be satisfied.
    Quantified(bool, Arc<str>, Box<[Boxed; 2]>),
    /// No expression is given.
    Nothing,
}

/// A function that a box defines.
#[derive(Debug)]
pub(super) struct BoxedFunction {
    pub params: Vec<Param>,
    pub result: Type,
    pub body: Boxed,
}

/// A boxed function with the values around it.
struct Closure {
    function: Arc<BoxedFunction>,
    around: Scope,
}

impl Callable for Closure {
    fn params(&self) -> &[Param] {
        &self.function.params
    }

    fn result(&self) -> &Type {
        &self.function.result
    }

    fn call(&self, machine: &mut Machine<'_>, arguments: Vec<Val>) -> Val {
        let mut scope = self.around.clone();
        let params = self
            .function
            .params
            .iter()
            .map(|param| spelled(&param.name));
        scope.extend(params.zip(arguments));
        let value = self.function.body.value(machine, &mut scope);
        coerced(&self.function.result, value, machine)
    }
}

/// A boxed function as a value.
pub(super) fn closure(function: &Arc<BoxedFunction>, around: Scope) -> Val {
    let closure = Closure {
        function: Arc::clone(function),
        around,
    };
    Val::Function(Arc::new(Function::Host(Arc::new(closure))))
}

pub(super) fn spelled(name: &str) -> Arc<str> {
    names::spelled(name).into()
}

/// The value as one of the type, or null with a reason.
pub(super) fn coerced(of: &Type, value: Val, machine: &mut Machine<'_>) -> Val {
    match of.coerced(&value, machine) {
        Some(value) => value,
        None => machine.null("feel-type", &[("of_type", value.kind())]),
    }
}

/// The value of a compiled expression over what is in scope.
pub(super) fn value_of(machine: &mut Machine<'_>, program: &Compiled, scope: &Scope) -> Val {
    let inputs = inputs(program, scope);
    machine.within(&inputs, program.expr())
}

pub(super) fn inputs(program: &Compiled, scope: &Scope) -> Vec<Val> {
    let found = program.reads().iter().map(|name| {
        let value = scope.iter().rev().find(|(known, _)| known == name);
        value.map(|(_, value)| value.clone()).into()
    });
    found.collect()
}

impl Boxed {
    /// The value over what is in scope; the scope is left as it was.
    pub fn value(&self, machine: &mut Machine<'_>, scope: &mut Scope) -> Val {
        let depth = scope.len();
        let value = self.logic.value(machine, scope);
        scope.truncate(depth);
        coerced(&self.of, value, machine)
    }
}

impl Logic {
    fn value(&self, machine: &mut Machine<'_>, scope: &mut Scope) -> Val {
        match self {
            Self::Literal(program) => value_of(machine, program, scope),
            Self::Table(table) => table.value(machine, scope),
            Self::Context(entries) => context(entries, machine, scope),
            Self::Invocation(function, bindings) => {
                let called = value_of(machine, function, scope);
                let bound = bindings
                    .iter()
                    .map(|(name, boxed)| (Arc::clone(name), boxed.value(machine, scope)));
                let bound = bound.collect();
                match called {
                    Val::Function(called) => machine.apply_named(&called, bound),
                    other => machine.null("feel-not-a-function", &[("of_type", other.kind())]),
                }
            }
            Self::List(items) => Val::list(
                items
                    .iter()
                    .map(|item| item.value(machine, scope))
                    .collect(),
            ),
            Self::Relation(columns, rows) => {
                let row = |cells: &Vec<Boxed>| {
                    let cells = cells.iter().map(|cell| cell.value(machine, scope));
                    Val::context(columns.iter().cloned().zip(cells).collect())
                };
                Val::list(rows.iter().map(row).collect())
            }
            Self::Function(function) => closure(function, scope.clone()),
            Self::Conditional(parts) => {
                let [condition, then, otherwise] = &**parts;
                match condition.value(machine, scope) {
                    Val::Bool(true) => then.value(machine, scope),
                    _ => otherwise.value(machine, scope),
                }
            }
            Self::Filter(list, condition) => filter(list, condition, machine, scope),
            Self::For(variable, parts) => {
                let [list, body] = &**parts;
                let Some(items) = items(list.value(machine, scope)) else {
                    return Val::Null;
                };
                let mut made = Vec::new();
                for item in items.iter() {
                    scope.push(("partial".into(), Val::list(made.clone())));
                    scope.push((Arc::clone(variable), item.clone()));
                    made.push(body.value(machine, scope));
                    scope.truncate(scope.len() - 2);
                    if !machine.takes(made.len()) {
                        return Val::Null;
                    }
                }
                Val::list(made)
            }
            Self::Quantified(every, variable, parts) => {
                quantified(*every, variable, parts, machine, scope)
            }
            Self::Nothing => machine.null("dmn-no-logic", &[]),
        }
    }
}

fn items(value: Val) -> Option<Arc<[Val]>> {
    match value {
        Val::List(items) => Some(items),
        Val::Null => None,
        value => Some(Arc::from([value])),
    }
}

fn context(
    entries: &[(Option<Arc<str>>, Boxed)],
    machine: &mut Machine<'_>,
    scope: &mut Scope,
) -> Val {
    let mut made = Entries::new();
    for (name, boxed) in entries {
        let value = boxed.value(machine, scope);
        let Some(name) = name else {
            return value;
        };
        scope.push((spelled(name), value.clone()));
        made.put(Arc::clone(name), value);
    }
    Val::context(made)
}

fn filter(list: &Boxed, condition: &Boxed, machine: &mut Machine<'_>, scope: &mut Scope) -> Val {
    let Some(items) = items(list.value(machine, scope)) else {
        return Val::Null;
    };
    let mut kept = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let depth = scope.len();
        scope.push(("item".into(), item.clone()));
        if let Val::Context(entries) = item {
            scope.extend(
                entries
                    .iter()
                    .map(|(name, value)| (spelled(name), value.clone())),
            );
        }
        let passed = condition.value(machine, scope);
        scope.truncate(depth);
        match passed {
            Val::Bool(true) => kept.push(item.clone()),
            Val::Number(index) if number == 0 => {
                let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                let place = index
                    .to_i64()
                    .map(|at| if at < 0 { length + at } else { at - 1 });
                let found = place.and_then(|at| items.get(usize::try_from(at).ok()?));
                return found.cloned().into();
            }
            _ => {}
        }
        if !machine.takes(1) {
            return Val::Null;
        }
    }
    Val::list(kept)
}

fn quantified(
    every: bool,
    variable: &Arc<str>,
    parts: &[Boxed; 2],
    machine: &mut Machine<'_>,
    scope: &mut Scope,
) -> Val {
    let [list, body] = parts;
    let Some(items) = items(list.value(machine, scope)) else {
        return Val::Null;
    };
    let mut unsure = false;
    for item in items.iter() {
        scope.push((Arc::clone(variable), item.clone()));
        let passed = body.value(machine, scope);
        scope.pop();
        match passed {
            Val::Bool(passed) if passed != every => return Val::Bool(!every),
            Val::Bool(_) => {}
            _ => unsure = true,
        }
        if !machine.takes(1) {
            return Val::Null;
        }
    }
    if unsure { Val::Null } else { Val::Bool(every) }
}
