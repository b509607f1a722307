//! The form of a pack: the variables that it gives to the flow, and its own expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use feel::{Program, Type, Types};
use form_model::schema::Dialect;
use form_model::{
    Component, Form, Kind, Options, Part, Problem, Setting, Severity, Subtype, TODAY,
};
use workflow_engine::bpmn::model::Place;

use super::known::{Sure, Variable, Variables};
use super::{FORM, Finding, Weight, spoken};

/// Where the form is not written as form-js writes it, aside from what this office adds knowingly
/// (`docs/formats/form.md`): other tools refuse it or lose something.
pub(super) fn schema(bytes: &[u8], found: &mut Vec<Finding>) {
    // What cannot be read at all was said already.
    let faults = form_model::schema::check(bytes, Dialect::Antou).unwrap_or_default();
    found.extend(faults.into_iter().map(|fault| {
        let sentence = fault.sentence();
        let mut new = Finding::new(FORM, Weight::Error, fault.code, sentence).of(&fault.path);
        let facts = fault.facts.into_iter();
        new.facts = facts.map(|(name, fact)| (name.to_owned(), fact)).collect();
        new
    }));
}

/// Says where in the file the findings about the form stand: at the property that they name, else
/// at their element.
pub(super) fn place(bytes: &[u8], found: &mut [Finding]) {
    let of_form = |finding: &&mut Finding| finding.file == FORM && finding.place.is_none();
    let mut all: Vec<_> = found
        .iter_mut()
        .filter(of_form)
        .map(|finding| {
            let property = finding.facts.get("property");
            let inner =
                property.map(|name| format!("{}/{}", finding.element, name.replace('.', "/")));
            (finding.element.clone(), inner, finding)
        })
        .collect();
    let pointers = all
        .iter()
        .flat_map(|(element, inner, _)| inner.iter().chain([element]).map(String::as_str));
    let places: BTreeMap<String, Place> = form_model::places(bytes, pointers)
        .into_iter()
        .map(|(pointer, form_model::Place { line, column })| {
            (pointer.to_owned(), Place { line, column })
        })
        .collect();
    for (element, inner, finding) in &mut all {
        let nearest = inner.as_ref().and_then(|inner| places.get(inner));
        finding.place = nearest.or_else(|| places.get(&*element)).copied();
    }
}

/// Why a form cannot be read.
pub(super) fn unread(problem: &Problem) -> Finding {
    let number = |name: &str| problem.facts.get(name)?.parse().ok();
    let place = number("line").zip(number("column"));
    Finding {
        place: place.map(|(line, column)| Place { line, column }),
        ..said(problem, Weight::Error)
    }
}

fn said(problem: &Problem, weight: Weight) -> Finding {
    let sentence = sentence(problem.code()).to_owned();
    let mut new = Finding::new(FORM, weight, problem.code(), sentence).of(&problem.path);
    let facts = problem.facts.iter();
    new.facts = facts
        .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
        .collect();
    new
}

fn sentence(code: &str) -> &'static str {
    match code {
        "form-too-large" => "the form is too large to be read",
        "form-unreadable" => "the form is no JSON that can be read",
        "form-too-deep" => "the components nest too deep",
        "form-too-many" => "the form has too many components",
        "form-expression" => "the expression cannot be read",
        "form-pattern" => "the pattern cannot be used, so no answer passes",
        "form-kind-unknown" => "this type of component is not known here and is not shown",
        "form-kind-plain" => "this is shown as plain text only",
        "form-part-unknown" => "this use of a field is not known here",
        "form-key" => "the answer cannot be kept under this key",
        "form-path-taken" => "another field stands under this path, or above it",
        "form-circle" => "conditions or expressions depend on each other in a circle",
        "form-files-at-station" => "a station cannot attach files: it signs what it fills in",
        "form-options" => "there is nothing to choose from",
        "form-option-twice" => "an option stands twice",
        "form-columns" => "a component is 1 to 16 columns wide",
        "form-name-twice" => "a name stands twice, and only the last counts",
        _ => "the document is no form, or not a whole one",
    }
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
    let mut scope = types(form);
    scope.insert(TODAY.to_owned(), Type::Date);
    level(form.components(), &scope, found);
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
struct Tree(BTreeMap<String, Branch>);

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
                    let answers = types.iter().filter(|(name, _)| *name != TODAY);
                    let entries = answers.map(|(n, of)| (Arc::from(n.as_str()), of.clone()));
                    Type::Context(entries.collect::<Vec<_>>().into())
                };
                let mut inner = scope.clone();
                inner.insert("i".to_owned(), Type::Number);
                inner.insert("this".to_owned(), context(&own));
                inner.insert("parent".to_owned(), context(scope));
                inner.extend(own);
                inner.insert(TODAY.to_owned(), Type::Date);
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
