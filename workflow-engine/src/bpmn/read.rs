//! From the XML tree to the typed model.

use super::model::{
    Association, Condition, Definitions, Element, Extension, ExtensionElement, Flow, Kind, Lane,
    Process, Scope, TimerForm, TimerText, Trigger,
};
use super::xml::{Node, tree};
use super::{ANTOU, BPMN};
use crate::Problem;

/// Most flow nodes directly in one process or sub-process.
pub const MAX_NODES: usize = 2_000;
/// Most sequence flows directly in one process or sub-process.
pub const MAX_FLOWS: usize = 8_000;

/// BPMN names inside a process that are not flow nodes and mean nothing to a run.
const NOT_RUN: [&str; 21] = [
    "association",
    "auditing",
    "category",
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
    "textAnnotation",
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
    for node in root.named("process") {
        definitions.processes.push(process(node)?);
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

fn scope(node: &Node) -> Result<Scope, Problem> {
    let mut scope = Scope::default();
    for flow in node.named("sequenceFlow") {
        scope.flows.push(Flow {
            id: id_of(flow)?,
            name: text_of(flow, "name"),
            from: text_of(flow, "sourceRef"),
            to: text_of(flow, "targetRef"),
            condition: flow.named("conditionExpression").next().map(|c| Condition {
                text: c.text.trim().to_owned(),
                language: c.attribute("language").map(str::to_owned),
            }),
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
        repeats: node
            .nodes
            .iter()
            .find(|n| n.space == BPMN && n.name.ends_with("LoopCharacteristics"))
            .map(|n| n.name.clone()),
        quantities: ["startQuantity", "completionQuantity"]
            .into_iter()
            .filter_map(|name| node.attribute(name))
            .filter(|quantity| quantity.trim() != "1")
            .map(str::to_owned)
            .collect(),
        extension: extension(node),
    })
}

fn kind(node: &Node) -> Result<Kind, Problem> {
    Ok(match node.name.as_str() {
        "startEvent" => Kind::Start {
            triggers: triggers(node),
        },
        "endEvent" => Kind::End {
            triggers: triggers(node),
        },
        "intermediateCatchEvent" => Kind::Catch {
            triggers: triggers(node),
        },
        "intermediateThrowEvent" => Kind::Throw {
            triggers: triggers(node),
        },
        "boundaryEvent" => Kind::Boundary {
            triggers: triggers(node),
            attached_to: text_of(node, "attachedToRef"),
            interrupting: flag(node, "cancelActivity", true),
        },
        "userTask" => Kind::UserTask,
        "serviceTask" => Kind::ServiceTask,
        "businessRuleTask" => Kind::RuleTask,
        "scriptTask" => Kind::ScriptTask {
            format: text_of(node, "scriptFormat"),
            script: node
                .named("script")
                .map(|s| s.text.trim())
                .collect::<String>(),
        },
        "exclusiveGateway" => Kind::Exclusive,
        "parallelGateway" => Kind::Parallel,
        "subProcess" => Kind::SubProcess {
            body: scope(node)?,
            by_event: flag(node, "triggeredByEvent", false),
        },
        _ => Kind::Other,
    })
}

fn triggers(node: &Node) -> Vec<Trigger> {
    let reference = |n: &Node, name: &str| n.attribute(name).map(str::to_owned);
    node.nodes
        .iter()
        .filter(|n| n.space == BPMN)
        .filter_map(|n| {
            Some(match n.name.as_str() {
                "messageEventDefinition" => Trigger::Message(reference(n, "messageRef")),
                "timerEventDefinition" => Trigger::Timer(timer(n)),
                "errorEventDefinition" => Trigger::Error(reference(n, "errorRef")),
                "terminateEventDefinition" => Trigger::Terminate,
                "compensateEventDefinition" => Trigger::Compensate(reference(n, "activityRef")),
                other if other.ends_with("EventDefinition") => Trigger::Other(other.to_owned()),
                "eventDefinitionRef" => Trigger::Other("eventDefinitionRef".to_owned()),
                _ => return None,
            })
        })
        .collect()
}

fn timer(node: &Node) -> Option<TimerText> {
    let forms = [
        ("timeDate", TimerForm::Date),
        ("timeDuration", TimerForm::Duration),
        ("timeCycle", TimerForm::Cycle),
    ];
    let mut texts = forms.into_iter().flat_map(|(name, form)| {
        node.named(name).map(move |n| TimerText {
            form,
            text: n.text.trim().to_owned(),
        })
    });
    match (texts.next(), texts.next()) {
        (Some(text), None) => Some(text),
        _ => None,
    }
}

fn extension(node: &Node) -> Extension {
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

fn text_of(node: &Node, name: &str) -> String {
    node.attribute(name).unwrap_or_default().to_owned()
}

fn flag(node: &Node, name: &str, default: bool) -> bool {
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
