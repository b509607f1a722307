//! What a decision reads must be required by it (DMN 1.5 §6.3.6): inputs and other decisions.

use std::collections::BTreeMap;

use form_model::{Component, Form, Kind, Part, Subtype};
use workflow_engine::bpmn::xml::{Document, EditProblem, ElementId};

use super::Model;
use crate::Files;
use crate::files::FORM;
use crate::tree::Tree;

/// What stands before the requirements of a decision.
const BEFORE: [&str; 6] = [
    "description",
    "extensionElements",
    "question",
    "allowedAnswers",
    "variable",
    "informationRequirement",
];

/// Lets a decision require everything of these names. What is no input and no decision yet becomes
/// an input, of the type that a field of the form or the leave ledger gives it.
pub(crate) fn require(
    model: &mut Model,
    decision: ElementId,
    names: &[String],
    files: &Files,
) -> Result<(), EditProblem> {
    let types = types(files);
    for name in names {
        let root = model.document.root();
        let own = model.attribute(decision, "name");
        if *name == own {
            continue;
        }
        let named = |model: &Model, kind: &str| {
            let mut parts = model.parts(root, kind);
            parts.find(|part| model.attribute(*part, "name") == *name)
        };
        let (kind, part) = match (named(model, "inputData"), named(model, "decision")) {
            (Some(input), _) => ("requiredInput", input),
            (None, Some(decision)) => ("requiredDecision", decision),
            (None, None) => ("requiredInput", new_input(model, name, types.get(name))?),
        };
        let href = format!("#{}", id_of(&mut model.document, part)?);
        requirement(model, decision, kind, &href)?;
    }
    Ok(())
}

/// The id of an element, which gets one where it has none.
fn id_of(document: &mut Document, element: ElementId) -> Result<String, EditProblem> {
    if let Some(id) = document.attribute(element, "id") {
        return Ok(id.trim().to_owned());
    }
    let id = Document::fresh_id(document.local(element), &mut document.ids());
    document.set_attribute(element, "id", &id)?;
    Ok(id)
}

fn requirement(
    model: &mut Model,
    decision: ElementId,
    kind: &'static str,
    href: &str,
) -> Result<(), EditProblem> {
    let known = model
        .parts(decision, "informationRequirement")
        .any(|known| {
            let inside = model.part(known, kind);
            inside.is_some_and(|inside| model.attribute(inside, "href") == href)
        });
    if known {
        return Ok(());
    }
    let space = model.document.space(decision).to_owned();
    let before = model
        .document
        .children(decision)
        .find(|child| !BEFORE.contains(&model.document.local(*child)));
    let id = Document::fresh_id("requirement", &mut model.document.ids());
    let tree = Tree::new(space.clone(), "informationRequirement")
        .with("id", id)
        .holding([Tree::new(space, kind).with("href", href)]);
    tree.put(&mut model.document, decision, before).map(|_| ())
}

fn new_input(
    model: &mut Model,
    name: &str,
    of: Option<&&'static str>,
) -> Result<ElementId, EditProblem> {
    let root = model.document.root();
    let space = model.document.space(root).to_owned();
    let others = [
        "import",
        "itemDefinition",
        "inputData",
        "description",
        "extensionElements",
    ];
    let before = model
        .document
        .children(root)
        .find(|child| !others.contains(&model.document.local(*child)));
    let mut taken = model.document.ids();
    let id = Document::fresh_id("input", &mut taken);
    let variable = Tree::new(space.clone(), "variable")
        .with("id", format!("{id}_variable"))
        .with("name", name)
        .named("typeRef", of.copied().unwrap_or_default());
    let tree = Tree::new(space, "inputData")
        .with("id", id)
        .with("name", name)
        .holding([variable]);
    tree.put(&mut model.document, root, before)
}

/// The types of what a flow knows: the fields of the form, and what the leave ledger sets.
pub(crate) fn types(files: &Files) -> BTreeMap<String, &'static str> {
    let mut types: BTreeMap<String, &'static str> = ["days", "minutes", "grade"]
        .map(|name| (name.to_owned(), "number"))
        .into();
    types.insert(office::pack::DAY_ASKED.to_owned(), "date");
    if let Some(Ok(form)) = files.get(FORM).map(|bytes| Form::read(bytes)) {
        fields(form.components(), &mut types);
    }
    types
}

fn fields(components: &[Component], types: &mut BTreeMap<String, &'static str>) {
    for component in components {
        if component.is_field() && !component.path.contains('.') {
            types.insert(component.path.clone(), of(component));
        }
        if component.kind == Kind::Group {
            fields(&component.children, types);
        }
    }
}

fn of(component: &Component) -> &'static str {
    match &component.kind {
        _ if component.part == Some(Part::When) => "",
        Kind::Number => "number",
        Kind::Datetime(Subtype::Date) => "date",
        Kind::Datetime(Subtype::Time) => "time",
        Kind::Datetime(Subtype::DateTime) => "dateTime",
        Kind::Checkbox => "boolean",
        Kind::Textfield | Kind::Textarea | Kind::Radio | Kind::Select => "string",
        _ => "",
    }
}
