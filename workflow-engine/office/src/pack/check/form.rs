//! The form of a pack: the variables that it gives to the flow, and its own expressions.

use std::sync::Arc;

use feel::{Program, Type, Types};
use form_model::schema::Dialect;
use form_model::{Component, Form, Kind, Options, Part, Problem, Setting, Severity, Subtype};

use super::known::{Sure, Variable, Variables};
use super::{FORM, Finding, Weight, spoken};

/// Codes of what the form model finds in a form (`Form::read`, `Form::problems`).
pub(super) const PROBLEMS: &[&str] = &[
    "form-columns",
    "form-expression",
    "form-key",
    "form-kind-plain",
    "form-kind-unknown",
    "form-name-twice",
    "form-option-twice",
    "form-options",
    "form-part-unknown",
    "form-path-taken",
    "form-pattern",
    "form-shape",
    "form-too-deep",
    "form-too-large",
    "form-too-many",
    "form-unreadable",
];

/// Codes of where a form is not written as the schema of form-js wants it.
pub(super) const SCHEMA: &[&str] = &[
    "schema-choice",
    "schema-columns",
    "schema-default",
    "schema-kind",
    "schema-missing",
    "schema-not-allowed",
    "schema-pattern-missing",
    "schema-spelling",
    "schema-too-large",
    "schema-too-small",
    "schema-type",
];

/// Where the form is not written as form-js writes it: it is run here, but another tool may refuse
/// it or lose something.
pub(super) fn schema(bytes: &[u8], found: &mut Vec<Finding>) {
    // What cannot be read at all was said already.
    let faults = form_model::schema::check(bytes, Dialect::Antou).unwrap_or_default();
    found.extend(faults.into_iter().map(|fault| {
        let sentence = fault.sentence();
        let mut new = Finding::new(FORM, Weight::Warning, fault.code, sentence).of(&fault.path);
        let facts = fault.facts.into_iter();
        new.facts = facts.map(|(name, fact)| (name.to_owned(), fact)).collect();
        new
    }));
}

/// Why a form cannot be read.
pub(super) fn unread(problem: &Problem) -> Finding {
    said(problem, Weight::Error)
}

fn said(problem: &Problem, weight: Weight) -> Finding {
    let sentence = problem.to_string();
    let mut new = Finding::new(FORM, weight, problem.code(), sentence).of(&problem.path);
    let facts = problem.facts.iter();
    new.facts = facts
        .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
        .collect();
    new
}

/// What is wrong with the form alone.
pub(super) fn check(form: &Form, found: &mut Vec<Finding>) {
    found.extend(form.problems().iter().map(|problem| {
        let weight = match problem.severity() {
            Severity::Notice => Weight::Notice,
            Severity::Warning => Weight::Warning,
            Severity::Error => Weight::Error,
        };
        said(problem, weight)
    }));
    level(form.components(), &types(form), found);
}

/// The fields as variables of the flow. A field has a value for certain where it must be filled in
/// and nothing can hide it.
pub(super) fn variables(form: &Form) -> Variables {
    let mut sure = Vec::new();
    required(form.components(), &mut sure);
    let variable = |(name, of): (String, Type)| {
        let sure = if sure.contains(&name) {
            Sure::Always
        } else {
            Sure::Unless
        };
        (name, Variable { of, sure })
    };
    types(form).into_iter().map(variable).collect()
}

/// The first names of the paths that surely have an answer.
fn required(components: &[Component], names: &mut Vec<String>) {
    for component in components.iter().filter(|c| !c.hide.is_set()) {
        let always = component.rules.required == Setting::Fixed(true.into())
            || component.part == Some(Part::Deputy);
        if component.is_field() && always {
            let first = component.path.split('.').next();
            names.extend(first.map(str::to_owned));
        }
        if component.kind == Kind::Group {
            required(&component.children, names);
        }
    }
}

/// The types of the answers by the first name of their paths.
pub(super) fn types(form: &Form) -> Types {
    let mut tree = Tree::default();
    tree.add(form.components());
    tree.types()
}

/// Answers by the names of their paths.
#[derive(Default)]
struct Tree(std::collections::BTreeMap<String, Branch>);

enum Branch {
    Leaf(Type),
    Inside(Tree),
}

impl Tree {
    fn add(&mut self, components: &[Component]) {
        for component in components {
            match component.kind {
                Kind::Group => self.add(&component.children),
                Kind::DynamicList => {
                    let mut item = Self::default();
                    item.add(&component.children);
                    let of = Type::List(Arc::new(item.context()));
                    self.put(&component.path, of);
                }
                _ if component.is_field() => self.put(&component.path, answer(component)),
                _ => {}
            }
        }
    }

    fn put(&mut self, path: &str, of: Type) {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        if first.is_empty() {
            return;
        }
        let slot = self.0.entry(first.to_owned());
        match rest {
            None => {
                slot.or_insert(Branch::Leaf(of));
            }
            Some(rest) => {
                if let Branch::Inside(inside) = slot.or_insert(Branch::Inside(Self::default())) {
                    inside.put(rest, of);
                }
            }
        }
    }

    fn types(self) -> Types {
        let branches = self.0.into_iter();
        branches
            .map(|(name, branch)| match branch {
                Branch::Leaf(of) => (name, of),
                Branch::Inside(inside) => (name, inside.context()),
            })
            .collect()
    }

    fn context(self) -> Type {
        let entries = self.types().into_iter();
        let entries: Vec<(Arc<str>, Type)> = entries.map(|(n, of)| (n.into(), of)).collect();
        Type::Context(entries.into())
    }
}

/// The type of an answer.
fn answer(component: &Component) -> Type {
    if component.part == Some(Part::When) {
        let moment = |name: &str| (Arc::from(name), Type::DateTime);
        return Type::Context(Arc::from([moment("from"), moment("to")]));
    }
    match &component.kind {
        Kind::Number => Type::Number,
        Kind::Datetime(Subtype::Date) => Type::Date,
        Kind::Datetime(Subtype::Time) => Type::Time,
        Kind::Datetime(Subtype::DateTime) => Type::DateTime,
        Kind::Checkbox => Type::Bool,
        Kind::Textfield | Kind::Textarea | Kind::Radio | Kind::Select => Type::Text,
        Kind::Checklist | Kind::Taglist | Kind::Filepicker => Type::List(Arc::new(Type::Text)),
        _ => Type::Any,
    }
}

fn level(components: &[Component], scope: &Types, found: &mut Vec<Finding>) {
    for component in components {
        settings(component, scope, found);
        match component.kind {
            Kind::DynamicList => {
                let mut tree = Tree::default();
                tree.add(&component.children);
                let own = tree.types();
                let context = |types: &Types| {
                    let entries = types.iter();
                    let entries = entries.map(|(n, of)| (Arc::from(n.as_str()), of.clone()));
                    Type::Context(entries.collect::<Vec<_>>().into())
                };
                let mut inner = scope.clone();
                inner.insert("i".to_owned(), Type::Number);
                inner.insert("this".to_owned(), context(&own));
                inner.insert("parent".to_owned(), context(scope));
                inner.extend(own);
                level(&component.children, &inner, found);
            }
            _ => level(&component.children, scope, found),
        }
    }
}

fn settings(component: &Component, scope: &Types, found: &mut Vec<Finding>) {
    let rules = &component.rules;
    let list = Type::List(Arc::new(Type::Any));
    let own = answer(component);
    let mut all: Vec<(&str, &Setting, &Type)> = vec![
        ("conditional.hide", &component.hide, &Type::Bool),
        ("disabled", &component.disabled, &Type::Bool),
        ("readonly", &component.readonly, &Type::Bool),
        ("validate.required", &rules.required, &Type::Bool),
        ("validate.minLength", &rules.min_length, &Type::Number),
        ("validate.maxLength", &rules.max_length, &Type::Number),
        ("validate.min", &rules.min, &Type::Number),
        ("validate.max", &rules.max, &Type::Number),
        ("expression", &component.expression, &own),
    ];
    if let Options::Computed(setting) = &component.options {
        all.push(("valuesExpression", setting, &list));
    }
    for (property, setting, wanted) in all {
        if let Setting::Computed(program) = setting {
            let place = (&*component.pointer, property);
            one(program, scope, wanted, place, found);
        }
    }
}

fn one(
    program: &Program,
    scope: &Types,
    wanted: &Type,
    (pointer, property): (&str, &str),
    found: &mut Vec<Finding>,
) {
    for finding in feel::check(program, scope) {
        let new = spoken(FORM, Weight::Error, &finding, program.text());
        found.push(new.of(pointer).with("property", property));
    }
    let of = feel::type_of(program, scope);
    let open = |of: &Type| matches!(of, Type::Any | Type::Null);
    if !open(&of) && !open(wanted) && of.name() != wanted.name() {
        let sentence = "the expression never gives what is wanted of it".to_owned();
        found.push(
            Finding::new(FORM, Weight::Error, "form-type", sentence)
                .of(pointer)
                .with("property", property)
                .with("expression", program.text())
                .with("wanted_type", wanted.name())
                .with("of_type", of.name()),
        );
    }
}
