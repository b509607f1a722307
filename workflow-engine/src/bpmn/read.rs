//! From the XML tree to the typed model.

use super::kinds::{condition, data, kind, repeats, resolve, trigger};
use super::model::{
    Association, Definitions, Element, Extension, ExtensionElement, Flow, Lane, Process, Scope,
};
use super::xml::{Node, tree};
use super::{ANTOU, BPMN};
use crate::Problem;

/// Most flow nodes directly in one process or sub-process.
pub const MAX_NODES: usize = 2_000;
/// Most sequence flows directly in one process or sub-process.
pub const MAX_FLOWS: usize = 8_000;

/// BPMN names inside a process that are not flow nodes and mean nothing to a run.
const NOT_RUN: [&str; 24] = [
    "association",
    "auditing",
    "category",
    "completionCondition",
    "correlationSubscription",
    "dataInput",
    "dataInputAssociation",
    "dataObject",
    "dataObjectReference",
    "dataOutput",
    "dataOutputAssociation",
    "dataStoreReference",
    "documentation",
    "extensionElements",
    "group",
    "incoming",
    "ioSpecification",
    "laneSet",
    "monitoring",
    "outgoing",
    "property",
    "sequenceFlow",
    "supportedInterfaceRef",
    "textAnnotation",
];

/// BPMN names of what holds a variable.
const DATA: [&str; 3] = ["dataObject", "dataObjectReference", "property"];

/// BPMN names of the tasks that a call activity can call.
const GLOBAL: [&str; 5] = [
    "globalBusinessRuleTask",
    "globalManualTask",
    "globalScriptTask",
    "globalTask",
    "globalUserTask",
];

/// Reads a BPMN 2.0 file. What it says is kept in the model even when it cannot be run; what
/// cannot is named by [`check`](super::check).
///
/// # Errors
/// [`Problem::TooLarge`], [`Problem::Xml`] with line and column, or [`Problem::NoProcess`] when
/// the root is not BPMN definitions.
pub fn read(bytes: &[u8]) -> Result<Definitions, Problem> {
    let root = tree(bytes)?;
    if root.space != BPMN || root.name != "definitions" {
        return Err(Problem::NoProcess {
            reason: format!("`{}` is not BPMN 2.0 definitions", root.name),
        });
    }
    let mut definitions = Definitions {
        id: text_of(&root, "id"),
        name: text_of(&root, "name"),
        expression_language: root.attribute("expressionLanguage").map(str::to_owned),
        ..Definitions::default()
    };
    for message in root.named("message") {
        definitions
            .messages
            .insert(id_of(message)?, text_of(message, "name"));
    }
    for error in root.named("error") {
        definitions
            .errors
            .insert(id_of(error)?, text_of(error, "errorCode"));
    }
    for signal in root.named("signal") {
        definitions
            .signals
            .insert(id_of(signal)?, text_of(signal, "name"));
    }
    for escalation in root.named("escalation") {
        definitions
            .escalations
            .insert(id_of(escalation)?, text_of(escalation, "escalationCode"));
    }
    for node in root.nodes.iter().filter(|node| node.space == BPMN) {
        if let (Some(trigger), Some(id)) = (trigger(node), node.attribute("id")) {
            definitions.events.insert(id.to_owned(), trigger);
        }
        if GLOBAL.contains(&node.name.as_str()) {
            definitions.globals.push(element(node)?);
        }
    }
    for node in root.named("process") {
        let mut process = process(node)?;
        resolve(&mut process.body, &definitions.events);
        definitions.processes.push(process);
    }
    Ok(definitions)
}

fn process(node: &Node) -> Result<Process, Problem> {
    let mut lanes = Vec::new();
    for set in node.named("laneSet") {
        collect_lanes(set, &mut lanes)?;
    }
    Ok(Process {
        id: id_of(node)?,
        name: text_of(node, "name"),
        documentation: documentation(node),
        executable: node.attribute("isExecutable") != Some("false"),
        lanes,
        extension: extension(node),
        body: scope(node)?,
    })
}

fn collect_lanes(set: &Node, lanes: &mut Vec<Lane>) -> Result<(), Problem> {
    for lane in set.named("lane") {
        lanes.push(Lane {
            id: id_of(lane)?,
            name: text_of(lane, "name"),
            elements: lane
                .named("flowNodeRef")
                .map(|node| node.text.trim().to_owned())
                .collect(),
            extension: extension(lane),
        });
        for inner in lane.named("childLaneSet") {
            collect_lanes(inner, lanes)?;
        }
    }
    Ok(())
}

pub(super) fn scope(node: &Node) -> Result<Scope, Problem> {
    let mut scope = Scope::default();
    for flow in node.named("sequenceFlow") {
        scope.flows.push(Flow {
            id: id_of(flow)?,
            name: text_of(flow, "name"),
            from: text_of(flow, "sourceRef"),
            to: text_of(flow, "targetRef"),
            condition: condition(flow, "conditionExpression"),
            extension: extension(flow),
        });
    }
    for association in node.named("association") {
        scope.associations.push(Association {
            id: text_of(association, "id"),
            from: text_of(association, "sourceRef"),
            to: text_of(association, "targetRef"),
        });
    }
    let holds_data = |n: &&Node| DATA.contains(&n.name.as_str()) && n.space == BPMN;
    scope.data = node.nodes.iter().filter(holds_data).map(data).collect();
    for inner in &node.nodes {
        let loops = inner.name.ends_with("LoopCharacteristics");
        if inner.space == BPMN && !loops && !NOT_RUN.contains(&inner.name.as_str()) {
            scope.elements.push(element(inner)?);
        }
    }
    if scope.elements.len() > MAX_NODES || scope.flows.len() > MAX_FLOWS {
        return Err(Problem::Xml {
            line: node.place.line,
            column: node.place.column,
            reason: format!("`{}` holds too many elements", node.name),
        });
    }
    Ok(scope)
}

fn element(node: &Node) -> Result<Element, Problem> {
    Ok(Element {
        id: id_of(node)?,
        name: text_of(node, "name"),
        documentation: documentation(node),
        place: node.place,
        tag: node.name.clone(),
        kind: kind(node)?,
        default: node.attribute("default").map(str::to_owned),
        for_compensation: flag(node, "isForCompensation", false),
        repeats: repeats(node),
        quantities: ["startQuantity", "completionQuantity"]
            .into_iter()
            .map(|name| node.attribute(name).unwrap_or("1").to_owned())
            .collect(),
        extension: extension(node),
    })
}

pub(super) fn extension(node: &Node) -> Extension {
    Extension {
        attributes: node
            .attributes
            .iter()
            .filter(|(space, _, _)| space == ANTOU)
            .map(|(_, name, value)| (name.clone(), value.clone()))
            .collect(),
        elements: node
            .named("extensionElements")
            .flat_map(extension_elements)
            .collect(),
    }
}

fn extension_elements(node: &Node) -> Vec<ExtensionElement> {
    node.nodes
        .iter()
        .filter(|n| n.space == ANTOU)
        .map(|n| ExtensionElement {
            name: n.name.clone(),
            attributes: n
                .attributes
                .iter()
                .filter(|(space, _, _)| space.is_empty())
                .map(|(_, name, value)| (name.clone(), value.clone()))
                .collect(),
            text: n.text.trim().to_owned(),
            elements: extension_elements(n),
        })
        .collect()
}

fn documentation(node: &Node) -> String {
    let parts: Vec<&str> = node.named("documentation").map(|d| d.text.trim()).collect();
    parts.join("\n")
}

pub(super) fn text_of(node: &Node, name: &str) -> String {
    node.attribute(name).unwrap_or_default().to_owned()
}

pub(super) fn flag(node: &Node, name: &str, default: bool) -> bool {
    match node.attribute(name).map(str::trim) {
        Some("true" | "1") => true,
        Some("false" | "0") => false,
        _ => default,
    }
}

fn id_of(node: &Node) -> Result<String, Problem> {
    match node.attribute("id") {
        Some(id) if !id.trim().is_empty() => Ok(id.to_owned()),
        _ => Err(Problem::Xml {
            line: node.place.line,
            column: node.place.column,
            reason: format!("`{}` has no id", node.name),
        }),
    }
}
