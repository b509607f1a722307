//! Data: items, inputs and outputs, associations, what events carry.

use super::definitions::definitions;
use super::services::{Item, io, item};
use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::Facts;
use crate::bpmn::meaning::schema::{CALLABLE, EVENTS, SUB_PROCESSES};
use crate::bpmn::xml::ElementId;
use std::collections::BTreeSet;

const OBJECT: Rule = formality(
    "data-object-collection",
    &["EXT020", "EXT077"],
    "10.3.1",
    "a data object is a collection if its item is one",
);
const INPUT: Rule = formality(
    "data-input-collection",
    &["EXT020", "EXT081"],
    "10.3.1",
    "a data input is a collection if its item is one",
);
const OUTPUT: Rule = formality(
    "data-output-collection",
    &["EXT020", "EXT083"],
    "10.3.1",
    "a data output is a collection if its item is one",
);
const STATE: Rule = rule("data-state-name", &[], "10.3.1", "a data state has a name");
const REFERENCE_NAME: Rule = formality(
    "data-object-reference-name",
    &["EXT076"],
    "10.3.1",
    "a reference with a state is named like its data object with the state in square brackets",
);
const OBJECT_REFERENCE: Rule = rule(
    "data-object-reference",
    &["EXT075"],
    "10.3.1",
    "a data object reference names its data object",
);
const EMBEDDED: Rule = rule(
    "sub-process-data",
    &["EXT079"],
    "10.3.1",
    "an embedded sub-process defines no inputs and outputs of its own",
);
const INTO_INPUT: Rule = formality(
    "data-input-target",
    &["EXT080"],
    "10.3.1",
    "no data association leads to an input of a process",
);
const FROM_OUTPUT: Rule = formality(
    "data-output-source",
    &["EXT082"],
    "10.3.1",
    "no data association leads from an output of a process",
);
const INPUT_SET: Rule = rule(
    "data-input-set",
    &["EXT084"],
    "10.3.1",
    "a data input belongs to an input set",
);
const OUTPUT_SET: Rule = rule(
    "data-output-set",
    &["EXT088"],
    "10.3.1",
    "a data output belongs to an output set",
);
const OPTIONAL_IN: Rule = rule(
    "optional-input",
    &["EXT085"],
    "10.3.1",
    "an optional input is an input of the same set",
);
const EXECUTING_IN: Rule = rule(
    "while-executing-input",
    &["EXT086"],
    "10.3.1",
    "an input taken while executing is an input of the same set",
);
const OPTIONAL_OUT: Rule = rule(
    "optional-output",
    &["EXT089"],
    "10.3.1",
    "an optional output is an output of the same set",
);
const EXECUTING_OUT: Rule = rule(
    "while-executing-output",
    &["EXT090"],
    "10.3.1",
    "an output given while executing is an output of the same set",
);
const PAIRED: Rule = rule(
    "set-pairing",
    &["EXT087"],
    "10.3.1",
    "an input set and an output set name each other or neither does",
);
const ASSOCIATED: Rule = formality(
    "data-association-item",
    &["EXT091"],
    "10.3.1",
    "without a transformation both ends of a data association have the same item",
);
const SOURCES: Rule = rule(
    "data-association-sources",
    &["EXT092"],
    "10.3.1",
    "without a transformation a data association has one source",
);
const CARRIED: Rule = rule(
    "event-data-count",
    &["EXT093"],
    "10.4.1",
    "an event with several definitions has data for each that carries some",
);
const CARRIED_ITEM: Rule = rule(
    "event-data-item",
    &["EXT094"],
    "10.4.1",
    "the data of an event is what its definition carries",
);
const LOOP_DATA: Rule = rule(
    "loop-data",
    &["EXT068"],
    "10.2.8",
    "a task repeats over a collection among its own inputs and outputs",
);
const LOOP_OUT: Rule = rule(
    "loop-output-item",
    &["EXT069"],
    "10.2.8",
    "an output item is one of the collection that it is put into",
);
const LOOP_IN: Rule = rule(
    "loop-input-item",
    &["EXT070"],
    "10.2.8",
    "an input item is one of the collection that it is taken from",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &OBJECT,
    &INPUT,
    &OUTPUT,
    &STATE,
    &REFERENCE_NAME,
    &OBJECT_REFERENCE,
    &EMBEDDED,
    &INTO_INPUT,
    &FROM_OUTPUT,
    &INPUT_SET,
    &OUTPUT_SET,
    &OPTIONAL_IN,
    &EXECUTING_IN,
    &OPTIONAL_OUT,
    &EXECUTING_OUT,
    &PAIRED,
    &ASSOCIATED,
    &SOURCES,
    &CARRIED,
    &CARRIED_ITEM,
    &LOOP_DATA,
    &LOOP_OUT,
    &LOOP_IN,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    let kinds = [
        ("dataObject", &OBJECT),
        ("dataInput", &INPUT),
        ("dataOutput", &OUTPUT),
    ];
    for (kind, rule) in kinds {
        for data in facts.all(kind) {
            let several = item(facts, *data, "itemSubjectRef").map(|item| item.several);
            let own = facts.flag(*data, "isCollection");
            found.add_if(several.is_some_and(|several| several != own), rule, *data);
        }
    }
    for state in facts.all("dataState") {
        found.add_if(facts.value(*state, "name").is_empty(), &STATE, *state);
    }
    for reference in facts.all("dataObjectReference") {
        let named = facts.written(*reference, "dataObjectRef").is_some();
        found.add_if(!named, &OBJECT_REFERENCE, *reference);
        reference_name(facts, *reference, found);
    }
    for sub in facts.of_kinds(SUB_PROCESSES) {
        let own = io(facts, sub, "dataInput").len() + io(facts, sub, "dataOutput").len();
        found.add_if(own > 0, &EMBEDDED, sub);
    }
    for specification in facts.all("ioSpecification") {
        sets(facts, *specification, found);
    }
    let kinds = [
        "dataInputAssociation",
        "dataOutputAssociation",
        "dataAssociation",
    ];
    for association in facts.of_kinds(&kinds) {
        associated(facts, association, found);
    }
    for event in facts.of_kinds(EVENTS) {
        carried(facts, event, found);
    }
    for marker in facts.all("multiInstanceLoopCharacteristics") {
        repeated(facts, *marker, found);
    }
}

fn reference_name(facts: &Facts<'_>, reference: ElementId, found: &mut Findings<'_>) {
    let object = facts.pointed(reference, "dataObjectRef");
    let state = facts
        .part(reference, "dataState")
        .map(|state| facts.value(state, "name"));
    if let (Some(object), Some(state)) = (object, state) {
        let close = |text: &str| text.split_whitespace().collect::<String>();
        let due = format!("{}[{state}]", facts.value(object, "name"));
        let name = facts.value(reference, "name");
        if close(&name) != close(&due) {
            found.add_with(&REFERENCE_NAME, reference, [("name", name)]);
        }
    }
}

fn sets(facts: &Facts<'_>, specification: ElementId, found: &mut Findings<'_>) {
    let sides = [
        ("dataInput", "inputSet", "dataInputRefs", &INPUT_SET),
        ("dataOutput", "outputSet", "dataOutputRefs", &OUTPUT_SET),
    ];
    for (data, set, members, rule) in sides {
        let sets = facts.parts(specification, set);
        let held: BTreeSet<ElementId> = sets
            .flat_map(|set| facts.pointed_inside(set, members))
            .collect();
        for data in facts.parts(specification, data) {
            found.add_if(!held.contains(&data), rule, data);
        }
    }
    let among = [
        (
            "inputSet",
            "dataInputRefs",
            "optionalInputRefs",
            &OPTIONAL_IN,
        ),
        (
            "inputSet",
            "dataInputRefs",
            "whileExecutingInputRefs",
            &EXECUTING_IN,
        ),
        (
            "outputSet",
            "dataOutputRefs",
            "optionalOutputRefs",
            &OPTIONAL_OUT,
        ),
        (
            "outputSet",
            "dataOutputRefs",
            "whileExecutingOutputRefs",
            &EXECUTING_OUT,
        ),
    ];
    for (kind, members, special, rule) in among {
        for set in facts.parts(specification, kind) {
            let all: BTreeSet<ElementId> = facts.pointed_inside(set, members).into_iter().collect();
            let stray = facts
                .pointed_inside(set, special)
                .iter()
                .any(|data| !all.contains(data));
            found.add_if(stray, rule, set);
        }
    }
    paired(facts, specification, found);
}

fn paired(facts: &Facts<'_>, specification: ElementId, found: &mut Findings<'_>) {
    let pairs = |kind, name| -> BTreeSet<(ElementId, ElementId)> {
        let sets = facts.parts(specification, kind);
        let pair = |set| {
            facts
                .pointed_inside(set, name)
                .into_iter()
                .map(move |o| (set, o))
        };
        sets.flat_map(pair).collect()
    };
    let (inward, outward) = (
        pairs("outputSet", "inputSetRefs"),
        pairs("inputSet", "outputSetRefs"),
    );
    for (pairs, others) in [(&inward, &outward), (&outward, &inward)] {
        let lone = pairs
            .iter()
            .filter(|(set, other)| !others.contains(&(*other, *set)));
        let lone: BTreeSet<ElementId> = lone.map(|(set, _)| *set).collect();
        for set in lone {
            found.add(&PAIRED, set);
        }
    }
}

/// The item of a data element; a reference to a data object has its object's.
fn item_of(facts: &Facts<'_>, data: ElementId) -> Option<Item> {
    let object = facts
        .pointed(data, "dataObjectRef")
        .or(facts.pointed(data, "dataStoreRef"));
    let own = item(facts, data, "itemSubjectRef");
    own.or_else(|| item(facts, object?, "itemSubjectRef"))
}

fn associated(facts: &Facts<'_>, association: ElementId, found: &mut Findings<'_>) {
    let sources = facts.pointed_inside(association, "sourceRef");
    let targets = facts.pointed_inside(association, "targetRef");
    let of_process = |data: &ElementId| {
        let specification = facts.document.parent(*data);
        specification.is_some_and(|s| CALLABLE.contains(&facts.kind_around(s)))
    };
    let input = |data: &ElementId| facts.kind(*data) == "dataInput" && of_process(data);
    let output = |data: &ElementId| facts.kind(*data) == "dataOutput" && of_process(data);
    found.add_if(targets.iter().any(input), &INTO_INPUT, association);
    found.add_if(sources.iter().any(output), &FROM_OUTPUT, association);
    let has = |kind| facts.part(association, kind).is_some();
    if has("transformation") || has("assignment") {
        return;
    }
    found.add_if(sources.len() > 1, &SOURCES, association);
    if let ([source], [target]) = (sources.as_slice(), targets.as_slice())
        && let (Some(from), Some(to)) = (item_of(facts, *source), item_of(facts, *target))
    {
        found.add_if(from.structure != to.structure, &ASSOCIATED, association);
    }
}

/// What a definition's message, signal, error or escalation carries.
fn payload(facts: &Facts<'_>, definition: ElementId) -> Option<Item> {
    let (reference, holder) = match facts.kind(definition) {
        "messageEventDefinition" => ("messageRef", "itemRef"),
        "signalEventDefinition" => ("signalRef", "structureRef"),
        "errorEventDefinition" => ("errorRef", "structureRef"),
        "escalationEventDefinition" => ("escalationRef", "structureRef"),
        _ => return None,
    };
    item(facts, facts.pointed(definition, reference)?, holder)
}

fn carried(facts: &Facts<'_>, event: ElementId, found: &mut Findings<'_>) {
    let throws = matches!(
        facts.kind(event),
        "endEvent" | "intermediateThrowEvent" | "implicitThrowEvent"
    );
    let kind = if throws { "dataInput" } else { "dataOutput" };
    let data: Vec<ElementId> = facts.parts(event, kind).collect();
    let definitions = definitions(facts, event);
    let items: Vec<Item> = definitions
        .iter()
        .filter_map(|d| payload(facts, *d))
        .collect();
    if data.is_empty() && !facts.executable(event) {
        return;
    }
    if definitions.len() > 1 {
        let counts = [
            ("definitions", items.len().to_string()),
            ("data", data.len().to_string()),
        ];
        if items.len() != data.len() {
            found.add_with(&CARRIED, event, counts);
        }
        return;
    }
    if let ([sent], [data]) = (items.as_slice(), data.as_slice()) {
        let own = item(facts, *data, "itemSubjectRef");
        found.add_if(own.as_ref() != Some(sent), &CARRIED_ITEM, event);
    }
}

fn repeated(facts: &Facts<'_>, marker: ElementId, found: &mut Findings<'_>) {
    let Some(activity) = facts.document.parent(marker) else {
        return;
    };
    let sides = [
        ("loopDataInputRef", "inputDataItem", "dataInput", &LOOP_IN),
        (
            "loopDataOutputRef",
            "outputDataItem",
            "dataOutput",
            &LOOP_OUT,
        ),
    ];
    for (reference, single, kind, rule) in sides {
        let Some(collection) = facts.pointed_inside(marker, reference).first().copied() else {
            continue;
        };
        let own = io(facts, activity, kind).contains(&collection);
        let sub = SUB_PROCESSES.contains(&facts.kind(activity));
        found.add_if(!own && !sub, &LOOP_DATA, activity);
        let Some(one) = facts.part(marker, single) else {
            continue;
        };
        let (whole, part) = (item_of(facts, collection), item_of(facts, one));
        let broken = match (whole, part) {
            (Some(whole), Some(part)) => {
                whole.structure != part.structure || !whole.several || part.several
            }
            (_, part) => facts.flag(one, "isCollection") || part.is_some_and(|part| part.several),
        };
        found.add_if(broken, rule, activity);
    }
}
