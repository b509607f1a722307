//! Tasks that call services, and what a call activity passes.

use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::Facts;
use crate::bpmn::meaning::schema::CALLABLE;
use crate::bpmn::xml::ElementId;
use std::collections::BTreeSet;

const SERVICE_SETS: Rule = rule(
    "service-task-sets",
    &["EXT042", "EXT043"],
    "10.2.3",
    "a service task with an operation has one input set and at most one output set",
);
const SERVICE_DATA: Rule = formality(
    "service-task-data",
    &["EXT042", "EXT043"],
    "10.2.3",
    "a service task with an operation has one data input, and one data output if the operation \
     answers",
);
const SERVICE_IN: Rule = rule(
    "service-task-input",
    &["EXT044"],
    "10.2.3",
    "the data input of a service task is what the operation's message holds",
);
const SERVICE_OUT: Rule = formality(
    "service-task-output",
    &["EXT045"],
    "10.2.3",
    "the data output of a service task is what the operation's answer holds",
);
const SEND_SETS: Rule = rule(
    "send-task-sets",
    &["EXT046"],
    "10.2.3",
    "a send task has at most one input set",
);
const SEND_DATA: Rule = formality(
    "send-task-data",
    &["EXT047"],
    "10.2.3",
    "a send task has at most one data input",
);
const SEND_ITEM: Rule = rule(
    "send-task-item",
    &["EXT048"],
    "10.2.3",
    "the data input of a send task is what its message holds",
);
const RECEIVE_SETS: Rule = rule(
    "receive-task-sets",
    &["EXT050"],
    "10.2.3",
    "a receive task has at most one output set",
);
const RECEIVE_DATA: Rule = rule(
    "receive-task-data",
    &["EXT051"],
    "10.2.3",
    "a receive task has at most one data output",
);
const RECEIVE_ITEM: Rule = rule(
    "receive-task-item",
    &["EXT052"],
    "10.2.3",
    "the data output of a receive task is what its message holds",
);
const CALL: Rule = formality(
    "call-activity-data",
    &["EXT063"],
    "10.2.6",
    "a call activity passes and takes what the called element has as inputs and outputs",
);
const INTERFACE: Rule = rule(
    "interface-unbound",
    &["EXT064"],
    "10.2.6",
    "an element that supports an interface binds its inputs and outputs to each operation",
);
const BOUND_IN: Rule = rule(
    "binding-input",
    &["EXT065"],
    "10.3.2",
    "a bound input is what the operation's message holds",
);
const BOUND_OUT: Rule = rule(
    "binding-output",
    &["EXT066"],
    "10.3.2",
    "a bound output is what the operation's answer holds",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &SERVICE_SETS,
    &SERVICE_DATA,
    &SERVICE_IN,
    &SERVICE_OUT,
    &SEND_SETS,
    &SEND_DATA,
    &SEND_ITEM,
    &RECEIVE_SETS,
    &RECEIVE_DATA,
    &RECEIVE_ITEM,
    &CALL,
    &INTERFACE,
    &BOUND_IN,
    &BOUND_OUT,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for task in facts.all("serviceTask") {
        service(facts, *task, found);
    }
    for task in facts.all("sendTask") {
        let rules = (&SEND_SETS, &SEND_DATA, &SEND_ITEM);
        message_task(facts, *task, ("inputSet", "dataInput"), rules, found);
    }
    for task in facts.all("receiveTask") {
        let rules = (&RECEIVE_SETS, &RECEIVE_DATA, &RECEIVE_ITEM);
        message_task(facts, *task, ("outputSet", "dataOutput"), rules, found);
    }
    for call in facts.all("callActivity") {
        call_activity(facts, *call, found);
    }
    for callable in facts.of_kinds(CALLABLE) {
        interfaces(facts, callable, found);
    }
}

/// What an item is: its structure and whether it is several. Two definitions that say the same
/// are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item {
    /// The structure's name, or the definition's id where it has no structure.
    pub structure: String,
    pub several: bool,
}

/// The item that an element is about, by this reference.
pub(super) fn item(facts: &Facts<'_>, element: ElementId, reference: &str) -> Option<Item> {
    let definition = facts.pointed(element, reference)?;
    let structure = facts.value(definition, "structureRef");
    let structure = if structure.is_empty() {
        facts.id(definition)
    } else {
        structure
    };
    Some(Item {
        structure,
        several: facts.flag(definition, "isCollection"),
    })
}

/// The parts of this kind of an element's input and output specification.
pub(super) fn io(facts: &Facts<'_>, element: ElementId, kind: &str) -> Vec<ElementId> {
    let specifications = facts.parts(element, "ioSpecification");
    specifications
        .flat_map(|s| facts.parts(s, kind).collect::<Vec<_>>())
        .collect()
}

fn service(facts: &Facts<'_>, task: ElementId, found: &mut Findings<'_>) {
    let Some(operation) = facts.pointed(task, "operationRef") else {
        return;
    };
    let number = |kind| io(facts, task, kind).len();
    let sets = number("inputSet") == 1 && number("outputSet") <= 1;
    found.add_if(!sets, &SERVICE_SETS, task);
    let answer = facts.pointed_inside(operation, "outMessageRef");
    let data = number("dataInput") == 1 && (answer.is_empty() || number("dataOutput") == 1);
    found.add_if(!data, &SERVICE_DATA, task);
    let asked = facts.pointed_inside(operation, "inMessageRef");
    let sides = [
        ("dataInput", asked, &SERVICE_IN),
        ("dataOutput", answer, &SERVICE_OUT),
    ];
    for (kind, messages, rule) in sides {
        let item_of = |message: &ElementId| item(facts, *message, "itemRef");
        if let Some(sent) = messages.first().and_then(item_of) {
            for data in io(facts, task, kind) {
                found.add_if(
                    item(facts, data, "itemSubjectRef") != Some(sent.clone()),
                    rule,
                    data,
                );
            }
        }
    }
}

fn message_task(
    facts: &Facts<'_>,
    task: ElementId,
    (set, data): (&str, &str),
    (sets, several, other): (&'static Rule, &'static Rule, &'static Rule),
    found: &mut Findings<'_>,
) {
    found.add_if(io(facts, task, set).len() > 1, sets, task);
    let data = io(facts, task, data);
    found.add_if(data.len() > 1, several, task);
    let message = facts.pointed(task, "messageRef");
    let sent = message.and_then(|message| item(facts, message, "itemRef"));
    if let (Some(sent), [data]) = (sent, data.as_slice()) {
        found.add_if(
            item(facts, *data, "itemSubjectRef") != Some(sent),
            other,
            *data,
        );
    }
}

fn call_activity(facts: &Facts<'_>, call: ElementId, found: &mut Findings<'_>) {
    let Some(called) = facts.pointed(call, "calledElement") else {
        return;
    };
    for kind in ["dataInput", "dataOutput"] {
        let items = |element| {
            let mut items: Vec<Option<Item>> = io(facts, element, kind)
                .into_iter()
                .map(|data| item(facts, data, "itemSubjectRef"))
                .collect();
            items.sort();
            items
        };
        let number = |element| io(facts, element, kind).len();
        if number(call) != number(called) || items(call) != items(called) {
            let facts = [("data", kind.to_owned()), ("called", facts.id(called))];
            found.add_with(&CALL, call, facts);
        }
    }
}

fn interfaces(facts: &Facts<'_>, callable: ElementId, found: &mut Findings<'_>) {
    let bindings: Vec<ElementId> = facts.parts(callable, "ioBinding").collect();
    let bound: BTreeSet<ElementId> = bindings
        .iter()
        .filter_map(|b| facts.pointed(*b, "operationRef"))
        .collect();
    for interface in facts.pointed_inside(callable, "supportedInterfaceRef") {
        for operation in facts.parts(interface, "operation") {
            if !bound.contains(&operation) {
                found.add_with(&INTERFACE, callable, [("operation", facts.id(operation))]);
            }
        }
    }
    for binding in bindings {
        let Some(operation) = facts.pointed(binding, "operationRef") else {
            continue;
        };
        let sides = [
            ("inputDataRef", "inMessageRef", "dataInputRefs", &BOUND_IN),
            (
                "outputDataRef",
                "outMessageRef",
                "dataOutputRefs",
                &BOUND_OUT,
            ),
        ];
        for (data, message, members, rule) in sides {
            let messages = facts.pointed_inside(operation, message);
            let sent = messages.first().and_then(|m| item(facts, *m, "itemRef"));
            let Some(end) = facts.pointed(binding, data) else {
                continue;
            };
            // The standard binds a set; the schema's users bind the data itself.
            let inside = facts.pointed_inside(end, members);
            let bound = if facts.kind(end).ends_with("Set") {
                inside
            } else {
                vec![end]
            };
            let differs = bound
                .iter()
                .any(|d| item(facts, *d, "itemSubjectRef") != sent);
            found.add_if(sent.is_some() && differs, rule, binding);
        }
    }
}
