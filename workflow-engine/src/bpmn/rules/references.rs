//! Ids and references.

use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::schema::{
    ACTIVITIES, Class, EVENT_DEFINITIONS, EVENTS, GATEWAYS, ITEM_AWARE,
};
use crate::bpmn::meaning::{BPMNDI, Facts, Resolved};

const TWICE: Rule = rule(
    "id-twice",
    &["EXT002"],
    "8.2.1",
    "an id belongs to one element",
);
const NO_ID: Rule = rule(
    "id-missing",
    &["EXT003"],
    "8.2.1",
    "an element that is referred to, or meant to be, needs an id",
);
const MISSING: Rule = rule(
    "reference-missing",
    &["REF"],
    "15.3",
    "a reference must lead to an element",
);
const KIND: Rule = rule(
    "reference-kind",
    &["REF"],
    "15.3",
    "a reference must lead to an element of the right kind",
);
const SOURCE: Rule = rule(
    "sequence-flow-source",
    &["EXT021", "REF"],
    "8.3.13",
    "a sequence flow begins at an event, an activity, a choreography activity or a gateway",
);
const TARGET: Rule = rule(
    "sequence-flow-target",
    &["EXT022", "REF"],
    "8.3.13",
    "a sequence flow ends at an event, an activity, a choreography activity or a gateway",
);
const REUSED: Rule = rule(
    "event-definition-not-reusable",
    &["EXT095"],
    "10.4.1",
    "a referred event definition stands directly in the definitions",
);
const IMPORT: Rule = rule(
    "import-incomplete",
    &["EXT001"],
    "8.1.2",
    "an import names its type, its namespace and its place",
);
const DIAGRAM: Rule = formality(
    "diagram-reference",
    &["REF"],
    "12.2",
    "what a diagram shows is in the file",
);
const FORMAT: Rule = rule(
    "documentation-format",
    &["EXT004"],
    "8.2.2",
    "a text format is a MIME type",
);
const ANNOTATION: Rule = rule(
    "annotation-format",
    &["EXT010"],
    "8.3.1",
    "a text format is a MIME type",
);

/// Kinds, beside those of the tables, that nothing but a reference gives a use.
const REFERRED: &[&str] = &[
    "sequenceFlow",
    "message",
    "error",
    "escalation",
    "signal",
    "itemDefinition",
    "process",
    "categoryValue",
    "operation",
    "interface",
    "resource",
    "participant",
    "messageFlow",
];

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &TWICE,
    &NO_ID,
    &MISSING,
    &KIND,
    &SOURCE,
    &TARGET,
    &REUSED,
    &IMPORT,
    &DIAGRAM,
    &FORMAT,
    &ANNOTATION,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    ids(facts, found);
    references(facts, found);
    diagram(facts, found);
    for import in facts.all("import") {
        let has = |name| {
            facts
                .written(*import, name)
                .is_some_and(|v| !v.trim().is_empty())
        };
        let whole = has("importType") && has("namespace") && has("location");
        found.add_if(!whole, &IMPORT, *import);
    }
    for (kind, rule) in [("documentation", &FORMAT), ("textAnnotation", &ANNOTATION)] {
        for element in facts.all(kind) {
            let format = facts.value(*element, "textFormat");
            if !is_mime(&format) {
                found.add_with(rule, *element, [("format", format)]);
            }
        }
    }
}

fn diagram(facts: &Facts<'_>, found: &mut Findings<'_>) {
    let document = facts.document;
    let shown = document
        .within(document.root())
        .filter(|e| document.space(*e) == BPMNDI);
    for shape in shown {
        let Some(text) = document.attribute(shape, "bpmnElement") else {
            continue;
        };
        if facts.resolve(shape, text.trim(), Class::Any) == Resolved::Missing {
            found.add_with(&DIAGRAM, shape, [("reference", text.into_owned())]);
        }
    }
}

fn ids(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for (id, elements) in facts.ids() {
        for element in elements.iter().skip(1) {
            found.add_with(&TWICE, *element, [("id", id.clone())]);
        }
    }
    let tables = [ACTIVITIES, EVENTS, GATEWAYS, ITEM_AWARE, REFERRED];
    for element in &facts.elements {
        let kind = facts.kind(*element);
        // Input and output items of a loop have the loop around them to be known by.
        let known = tables.iter().any(|table| table.contains(&kind)) && !kind.ends_with("DataItem");
        found.add_if(known && facts.id(*element).is_empty(), &NO_ID, *element);
    }
}

fn references(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for reference in &facts.references {
        let flow = facts.kind(reference.owner) == "sequenceFlow";
        let said = [
            ("name", reference.name.to_owned()),
            ("reference", reference.text.clone()),
        ];
        match reference.target {
            Resolved::Here(target) if !reference.class.holds(facts.kind(target)) => {
                let rule = match reference.name {
                    "sourceRef" if flow => &SOURCE,
                    "targetRef" if flow => &TARGET,
                    _ => &KIND,
                };
                found.add_with(rule, reference.owner, said);
            }
            Resolved::Missing => {
                found.add_with(&MISSING, reference.owner, said);
                // What is called may be published apart; a type's name needs no definition.
                let apart = matches!(reference.name, "calledElement" | "structureRef");
                found.lessen_if(apart);
            }
            Resolved::Here(target) => {
                let definition = reference.name == "eventDefinitionRef"
                    && Class::Of(&[EVENT_DEFINITIONS]).holds(facts.kind(target));
                let inside = facts.kind_around(target) != "definitions";
                if definition && inside {
                    found.add_with(&REUSED, reference.owner, said);
                }
            }
            Resolved::Elsewhere => {}
        }
    }
}

/// `type/subtype` of RFC 6838, parameters allowed.
fn is_mime(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let token = |part: &str| {
        let good = |c: char| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c);
        !part.is_empty() && part.chars().all(good)
    };
    essence
        .split_once('/')
        .is_some_and(|(a, b)| token(a) && token(b))
}
