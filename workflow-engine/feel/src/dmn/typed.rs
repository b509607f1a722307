//! Whether the expressions of a model fit what it declares: names, types of inputs, entries and
//! outputs (DMN 1.5 §7.3.2, §10.3.2.9).

use super::boxed::{Boxed, BoxedFunction, Logic};
use super::decide::Decisions;
use super::graph::Role;
use super::link::{Element, Elements, spelled};
use super::reads::reads;
use super::table::{Aggregation, HitPolicy, Table};
use super::xml::Place;
use crate::lang::check::{self, Finding, Types};
use crate::lang::expr::Span;
use crate::lang::program::Compiled;
use crate::lang::types::Type;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An expression of a model that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Name of the decision or knowledge model.
    pub decision: String,
    /// Where in the file, when that is known.
    pub place: Option<Place>,
    /// The expression.
    pub text: String,
    /// What is wrong with it. `dmn-type` (wanted, kind) where its value is never of the type that
    /// is declared.
    pub finding: Finding,
}

/// What came of a check.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// How many expressions were looked at.
    pub expressions: usize,
    /// What does not fit.
    pub misfits: Vec<Misfit>,
}

impl Decisions {
    /// Looks at the names and types of every expression of the model.
    #[must_use]
    pub fn check_types(&self) -> Checked {
        let mut typing = Typing::of(self.elements());
        for (key, element) in self.elements().iter().filter(|(key, _)| self.is_main(key)) {
            typing.element(key, element);
        }
        typing.checked
    }

    /// The inputs on which a decision depends, by whatever way, with their types; none when there
    /// is no such decision. An input that is required and never looked at, because its column lets
    /// everything pass, is not among them.
    #[must_use]
    pub fn needs(&self, decision: &str) -> Option<Types> {
        let (key, _) = self.find(Role::Decision, decision)?;
        let mut found = Types::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = vec![key];
        while let Some(key) = open.pop() {
            let Some(element) = self.elements().get(key).filter(|_| seen.insert(key)) else {
                continue;
            };
            if element.role == Role::Input {
                found.insert(element.name.to_string(), element.of.clone());
            }
            let read = reads(element);
            let needed = element.requires.iter().filter(|required| {
                let name = required.import.as_ref().unwrap_or(&required.name);
                read.contains(&**name)
            });
            open.extend(needed.map(|required| required.key.as_str()));
        }
        Some(found)
    }

    /// The type of what a decision comes to: the declared one, else that of its logic.
    #[must_use]
    pub fn gives(&self, decision: &str) -> Option<Type> {
        let (key, _) = self.find(Role::Decision, decision)?;
        Some(Typing::of(self.elements()).type_of(key))
    }
}

struct Typing<'e> {
    elements: &'e Elements,
    /// Types of decisions, once they are known.
    known: BTreeMap<String, Type>,
    checked: Checked,
    /// The decision that is looked at.
    decision: String,
}

impl<'e> Typing<'e> {
    fn of(elements: &'e Elements) -> Self {
        Self {
            elements,
            known: BTreeMap::new(),
            checked: Checked::default(),
            decision: String::new(),
        }
    }

    /// The type of a part as those see it that require it.
    fn type_of(&mut self, key: &str) -> Type {
        let Some(element) = self.elements.get(key) else {
            return Type::Any;
        };
        if let Some(known) = self.known.get(key) {
            return known.clone();
        }
        let of = match element.role {
            Role::Input => element.of.clone(),
            Role::Decision if !matches!(element.of, Type::Any) => element.of.clone(),
            Role::Decision => stacker::maybe_grow(128 * 1024, 1024 * 1024, || {
                let mut inner = Typing::of(self.elements);
                inner.known = std::mem::take(&mut self.known);
                let of = inner.logic(element);
                self.known = inner.known;
                of
            }),
            Role::Knowledge => element.function.as_deref().map_or(Type::Any, signature),
            Role::Service => self.service(element),
        };
        self.known.insert(key.to_owned(), of.clone());
        of
    }

    fn service(&self, element: &Element) -> Type {
        let Some(service) = &element.service else {
            return Type::Any;
        };
        let keys = service.inputs.iter().chain(&service.input_decisions);
        let params = keys.filter_map(|key| self.elements.get(key));
        let params: Vec<Type> = params.map(|element| element.of.clone()).collect();
        Type::Function(params.into(), Arc::new(element.of.clone()))
    }

    /// What a part sees; what it sees of an import is inside one context, and not looked at.
    fn scope(&mut self, element: &Element) -> Types {
        let mut scope = Types::new();
        for required in &element.requires {
            let of = self.type_of(&required.key);
            match &required.import {
                Some(import) => scope.insert(import.to_string(), Type::Any),
                None => scope.insert(required.name.to_string(), of),
            };
        }
        scope
    }

    fn element(&mut self, key: &str, element: &Element) {
        self.decision = element.name.to_string();
        if element.logic.is_some() {
            let of = self.logic(element);
            self.declared(element, &of);
            self.known.entry(key.to_owned()).or_insert(of);
        }
        if let Some(function) = &element.function {
            let mut scope = self.scope(element);
            scope.insert(element.name.to_string(), signature(function));
            self.function(function, &scope);
        }
    }

    fn declared(&mut self, element: &Element, of: &Type) {
        if let Some(logic) = &element.logic {
            self.meets(logic, of, &element.of);
        }
    }

    fn logic(&mut self, element: &Element) -> Type {
        let scope = self.scope(element);
        match &element.logic {
            Some(logic) => self.boxed(logic, &scope),
            None => Type::Any,
        }
    }

    fn function(&mut self, function: &BoxedFunction, scope: &Types) {
        let mut scope = scope.clone();
        for param in &function.params {
            scope.insert(spelled(&param.name), param.of.clone());
        }
        let of = self.boxed(&function.body, &scope);
        self.meets(&function.body, &of, &function.result);
    }

    /// The type of a box, which is looked at with all that it holds.
    fn boxed(&mut self, boxed: &Boxed, scope: &Types) -> Type {
        let of = self.inside(&boxed.logic, scope);
        self.meets(boxed, &of, &boxed.of);
        match &boxed.of {
            Type::Any => of,
            declared => declared.clone(),
        }
    }

    fn inside(&mut self, logic: &Logic, scope: &Types) -> Type {
        match logic {
            Logic::Literal(program) => self.program(program, scope),
            Logic::Table(table) => self.table(table, scope),
            Logic::Context(entries) => self.context(entries, scope),
            Logic::Invocation(function, bindings) => {
                let called = self.program(function, scope);
                for (_, binding) in bindings {
                    self.boxed(binding, scope);
                }
                match called {
                    Type::Function(_, result) => (*result).clone(),
                    _ => Type::Any,
                }
            }
            Logic::List(items) => {
                let items: Vec<Type> = items.iter().map(|item| self.boxed(item, scope)).collect();
                let item = items.into_iter().reduce(|a, b| a.or(&b));
                Type::List(Arc::new(item.unwrap_or_default()))
            }
            Logic::Relation(columns, rows) => self.relation(columns, rows, scope),
            Logic::Function(function) => {
                self.function(function, scope);
                signature(function)
            }
            Logic::Conditional(parts) => {
                let [condition, then, otherwise] = &**parts;
                let of = self.boxed(condition, scope);
                self.meets(condition, &of, &Type::Bool);
                let then = self.boxed(then, scope);
                then.or(&self.boxed(otherwise, scope))
            }
            Logic::Filter(list, condition) => {
                let list = self.boxed(list, scope);
                let item = item(&list);
                let mut scope = scope.clone();
                scope.insert("item".to_owned(), item.clone());
                self.entries_of(&item, condition, scope);
                Type::List(Arc::new(item))
            }
            Logic::For(variable, parts) => {
                let [list, body] = &**parts;
                let list = self.boxed(list, scope);
                let mut scope = scope.clone();
                scope.insert("partial".to_owned(), Type::List(Arc::new(Type::Any)));
                scope.insert(variable.to_string(), item(&list));
                Type::List(Arc::new(self.boxed(body, &scope)))
            }
            Logic::Quantified(_, variable, parts) => {
                let [list, body] = &**parts;
                let list = self.boxed(list, scope);
                let mut scope = scope.clone();
                scope.insert(variable.to_string(), item(&list));
                let of = self.boxed(body, &scope);
                self.meets(body, &of, &Type::Bool);
                Type::Bool
            }
            Logic::Nothing => Type::Any,
        }
    }

    /// The condition of a filter sees the entries of the item; of an unknown item it may see any.
    fn entries_of(&mut self, item: &Type, condition: &Boxed, mut scope: Types) {
        match plain(item) {
            Type::Context(entries) if !entries.is_empty() => {
                let entries = entries.iter();
                scope.extend(entries.map(|(name, of)| (spelled(name), of.clone())));
                self.boxed(condition, &scope);
            }
            Type::Any | Type::Null | Type::Context(_) => {}
            _ => {
                self.boxed(condition, &scope);
            }
        }
    }

    fn context(&mut self, entries: &[(Option<Arc<str>>, Boxed)], scope: &Types) -> Type {
        let mut scope = scope.clone();
        let mut made = Vec::new();
        for (name, boxed) in entries {
            let of = self.boxed(boxed, &scope);
            let Some(name) = name else {
                return of;
            };
            scope.insert(spelled(name), of.clone());
            made.push((Arc::clone(name), of));
        }
        Type::Context(made.into())
    }

    fn relation(&mut self, columns: &[Arc<str>], rows: &[Vec<Boxed>], scope: &Types) -> Type {
        let mut of = vec![Type::Null; columns.len()];
        for row in rows {
            for (cell, of) in row.iter().zip(&mut of) {
                *of = of.or(&self.boxed(cell, scope));
            }
        }
        let entries = columns.iter().cloned().zip(of);
        let entries: Vec<(Arc<str>, Type)> = entries.collect();
        Type::List(Arc::new(Type::Context(entries.into())))
    }

    fn table(&mut self, table: &Table, scope: &Types) -> Type {
        let mut given = Vec::new();
        for input in &table.inputs {
            let of = self.program(&input.expression, scope);
            self.meets_text(&input.expression, &of, &input.of);
            let of = match &input.of {
                Type::Any => of,
                declared => declared.clone(),
            };
            if let Some(allowed) = &input.allowed {
                self.tests(allowed, scope, &of);
            }
            given.push(of);
        }
        let mut outputs: Vec<Type> = table.outputs.iter().map(|_| Type::Null).collect();
        for rule in &table.rules {
            for (tests, of) in rule.tests.iter().zip(&given) {
                self.tests(tests, scope, of);
            }
            let cells = rule.outputs.iter().zip(&table.outputs).zip(&mut outputs);
            for ((entry, output), of) in cells {
                let entry_of = self.program(entry, scope);
                self.meets_text(entry, &entry_of, &output.of);
                *of = of.or(&entry_of);
            }
        }
        for (output, of) in table.outputs.iter().zip(&mut outputs) {
            if let Some(default) = &output.default {
                let default_of = self.program(default, scope);
                self.meets_text(default, &default_of, &output.of);
                *of = of.or(&default_of);
            }
            if !matches!(output.of, Type::Any) {
                *of = output.of.clone();
            }
            if let Some((allowed, _)) = &output.allowed {
                self.tests(allowed, scope, of);
            }
        }
        given_by(table, outputs)
    }

    fn program(&mut self, program: &Compiled, scope: &Types) -> Type {
        self.checked.expressions += 1;
        let (of, found) = check::check(program.expr(), scope);
        self.note(program, found);
        of
    }

    fn tests(&mut self, tests: &Compiled, scope: &Types, value: &Type) {
        self.checked.expressions += 1;
        let found = check::check_tests(tests.expr(), scope, value);
        self.note(tests, found);
    }

    fn note(&mut self, program: &Compiled, found: Vec<Finding>) {
        for finding in found {
            self.checked.misfits.push(Misfit {
                decision: self.decision.clone(),
                place: program.place(finding.span.start),
                text: program.text().to_owned(),
                finding,
            });
        }
    }

    /// Notes a box whose value is never of the type that is wanted.
    fn meets(&mut self, boxed: &Boxed, of: &Type, wanted: &Type) {
        match &boxed.logic {
            Logic::Literal(program) => self.meets_text(program, of, wanted),
            _ if !of.may_be(wanted) => {
                let nowhere = Compiled::broken("", "dmn-type");
                self.note(&nowhere, vec![misfit(Span::default(), of, wanted)]);
            }
            _ => {}
        }
    }

    fn meets_text(&mut self, program: &Compiled, of: &Type, wanted: &Type) {
        if !of.may_be(wanted) {
            self.note(program, vec![misfit(program.expr().span, of, wanted)]);
        }
    }
}

fn misfit(span: Span, of: &Type, wanted: &Type) -> Finding {
    let facts = [("wanted_type", wanted.name()), ("of_type", of.name())];
    let facts = facts
        .into_iter()
        .map(|(name, fact)| (name, fact.to_owned()));
    Finding {
        code: "dmn-type",
        span,
        facts: facts.collect(),
    }
}

fn signature(function: &BoxedFunction) -> Type {
    let params = function.params.iter().map(|param| param.of.clone());
    let params: Vec<Type> = params.collect();
    Type::Function(params.into(), Arc::new(function.result.clone()))
}

fn plain(of: &Type) -> &Type {
    match of {
        Type::Named(named) => plain(&named.base),
        other => other,
    }
}

fn item(list: &Type) -> Type {
    match plain(list) {
        Type::List(item) => (**item).clone(),
        other => other.clone(),
    }
}

/// What a table with these outputs comes to (DMN 1.5 §8.2.8).
fn given_by(table: &Table, outputs: Vec<Type>) -> Type {
    let row = match outputs.as_slice() {
        [one] => one.clone(),
        _ => {
            let names = table.outputs.iter();
            let names = names.map(|output| output.name.clone().unwrap_or_default());
            let entries: Vec<(Arc<str>, Type)> = names.zip(outputs.iter().cloned()).collect();
            Type::Context(entries.into())
        }
    };
    match table.policy {
        HitPolicy::Collect(Some(Aggregation::Count | Aggregation::Sum)) => Type::Number,
        HitPolicy::Collect(Some(Aggregation::Min | Aggregation::Max)) => row,
        HitPolicy::Collect(None) | HitPolicy::RuleOrder | HitPolicy::OutputOrder => {
            // Without a hit it is the default, which is no list.
            let has_default = table.outputs.iter().any(|output| output.default.is_some());
            if has_default {
                Type::Any
            } else {
                Type::List(Arc::new(row))
            }
        }
        HitPolicy::Unique | HitPolicy::Any | HitPolicy::Priority | HitPolicy::First => row,
    }
}
