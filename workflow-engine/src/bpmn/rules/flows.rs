//! Sequence flows: what they connect, where they may lead, their conditions and lists.

use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::facts::SequenceFlow;
use crate::bpmn::meaning::schema::Class;
use crate::bpmn::meaning::schema::{
    ACTIVITIES, ARTIFACTS, CHOREOGRAPHY_ACTIVITIES, EVENTS, GATEWAYS, SUB_PROCESSES,
};
use crate::bpmn::meaning::{Facts, Resolved};
use crate::bpmn::xml::ElementId;
use std::collections::BTreeSet;

const TO_ARTIFACT: Rule = rule(
    "flow-to-artifact",
    &["EXT006"],
    "8.3.1",
    "no sequence flow leads to an artifact",
);
const FROM_ARTIFACT: Rule = rule(
    "flow-from-artifact",
    &["EXT007"],
    "8.3.1",
    "no sequence flow leads from an artifact",
);
const TO_EVENT_SUB: Rule = rule(
    "flow-to-event-sub-process",
    &["EXT022", "EXT057"],
    "10.2.5",
    "no sequence flow leads to an event sub-process",
);
const FROM_EVENT_SUB: Rule = rule(
    "flow-from-event-sub-process",
    &["EXT021", "EXT057"],
    "10.2.5",
    "no sequence flow leads from an event sub-process",
);
const CROSSES: Rule = rule(
    "flow-crosses-boundary",
    &["EXT152"],
    "7.5.1",
    "a sequence flow stays in its process or sub-process",
);
const LISTED: Rule = rule(
    "flow-lists",
    &["EXT023"],
    "8.3.13",
    "a flow node lists the flows that lead to it and out of it, and no others",
);
const CONDITION: Rule = rule(
    "condition-not-allowed",
    &["EXT024"],
    "8.3.13",
    "no condition on a flow out of an event, a parallel or an event-based gateway",
);
const ALONE: Rule = rule(
    "condition-alone",
    &["EXT025"],
    "8.3.13",
    "an activity with a conditional flow needs another flow out of it",
);
const DEFAULT: Rule = rule(
    "default-not-outgoing",
    &["EXT026"],
    "8.3.13",
    "the default flow is one that leads out of the element",
);
const DEFAULT_CONDITION: Rule = formality(
    "default-condition",
    &[],
    "8.3.13",
    "a default flow needs no condition",
);
const IMMEDIATE: Rule = formality(
    "flow-not-immediate",
    &[],
    "8.3.13",
    "in an executable process no flow is marked as not immediate",
);
const NO_WAY_IN: Rule = rule(
    "no-incoming-flow",
    &["EXT150"],
    "10.4.2",
    "where there is a start event, every flow object needs a flow to it",
);
const NO_WAY_OUT: Rule = rule(
    "no-outgoing-flow",
    &["EXT151"],
    "10.4.3",
    "where there is an end event, every flow object needs a flow out of it",
);
const NO_START: Rule = rule(
    "end-without-start",
    &["EXT097"],
    "10.4.2",
    "where there is an end event, there is a start event",
);
const NO_END: Rule = rule(
    "start-without-end",
    &["EXT105"],
    "10.4.3",
    "where there is a start event, there is an end event",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &TO_ARTIFACT,
    &FROM_ARTIFACT,
    &TO_EVENT_SUB,
    &FROM_EVENT_SUB,
    &CROSSES,
    &LISTED,
    &CONDITION,
    &ALONE,
    &DEFAULT,
    &DEFAULT_CONDITION,
    &IMMEDIATE,
    &NO_WAY_IN,
    &NO_WAY_OUT,
    &NO_START,
    &NO_END,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for flow in &facts.flows {
        artifacts(facts, flow, found);
        ends(facts, flow, found);
        condition(facts, flow, found);
    }
    for element in &facts.elements {
        default(facts, *element, found);
    }
    lists(facts, found);
    let levels = ["process", "subProcess", "transaction"];
    for level in facts.of_kinds(&levels) {
        ways(facts, level, found);
    }
}

fn artifacts(facts: &Facts<'_>, flow: &SequenceFlow, found: &mut Findings<'_>) {
    for (name, rule) in [("sourceRef", &FROM_ARTIFACT), ("targetRef", &TO_ARTIFACT)] {
        let text = facts.written(flow.element, name).unwrap_or_default();
        if let Resolved::Here(end) = facts.resolve(flow.element, text.trim(), Class::Any)
            && ARTIFACTS.contains(&facts.kind(end))
        {
            found.add_with(rule, flow.element, [("artifact", facts.id(end))]);
        }
    }
}

fn by_event(facts: &Facts<'_>, element: ElementId) -> bool {
    SUB_PROCESSES.contains(&facts.kind(element)) && facts.flag(element, "triggeredByEvent")
}

fn ends(facts: &Facts<'_>, flow: &SequenceFlow, found: &mut Findings<'_>) {
    let sub = |end: Option<ElementId>| end.is_some_and(|end| by_event(facts, end));
    found.add_if(sub(flow.source), &FROM_EVENT_SUB, flow.element);
    found.add_if(sub(flow.target), &TO_EVENT_SUB, flow.element);
    if let (Some(source), Some(target)) = (flow.source, flow.target) {
        let crosses = facts.document.parent(source) != facts.document.parent(target);
        found.add_if(crosses, &CROSSES, flow.element);
    }
    let immediate = facts.written(flow.element, "isImmediate");
    let no = matches!(immediate.as_deref(), Some("false" | "0"));
    found.add_if(
        no && facts.executable(flow.element),
        &IMMEDIATE,
        flow.element,
    );
}

fn condition(facts: &Facts<'_>, flow: &SequenceFlow, found: &mut Findings<'_>) {
    let Some(source) = flow.source else {
        return;
    };
    if facts.part(flow.element, "conditionExpression").is_none() {
        return;
    }
    let kind = facts.kind(source);
    let forbidden =
        EVENTS.contains(&kind) || kind == "parallelGateway" || kind == "eventBasedGateway";
    if forbidden {
        found.add(&CONDITION, flow.element);
        // A parallel gateway takes all ways without looking at conditions (10.5.4).
        found.lessen_if(kind == "parallelGateway");
    }
    let alone = ACTIVITIES.contains(&kind) && facts.outgoing(source).len() == 1;
    found.add_if(alone, &ALONE, flow.element);
    let default = facts.pointed(source, "default") == Some(flow.element);
    found.add_if(default, &DEFAULT_CONDITION, flow.element);
}

fn default(facts: &Facts<'_>, element: ElementId, found: &mut Findings<'_>) {
    if let Some(flow) = facts.pointed(element, "default")
        && !facts
            .outgoing(element)
            .iter()
            .any(|out| out.element == flow)
    {
        found.add_with(&DEFAULT, element, [("flow", facts.id(flow))]);
    }
}

/// True for what sequence flows connect.
pub(super) fn is_flow_node(kind: &str) -> bool {
    let tables = [ACTIVITIES, EVENTS, GATEWAYS, CHOREOGRAPHY_ACTIVITIES];
    tables.iter().any(|table| table.contains(&kind))
}

/// The schema lets a file leave the lists out, and then they say nothing; a node that has one
/// must have it right.
fn lists(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for node in facts
        .elements
        .iter()
        .copied()
        .filter(|e| is_flow_node(facts.kind(*e)))
    {
        let sides = [
            ("incoming", facts.incoming(node)),
            ("outgoing", facts.outgoing(node)),
        ];
        for (name, flows) in sides {
            let Some(first) = facts.part(node, name) else {
                continue;
            };
            let listed: BTreeSet<ElementId> =
                facts.pointed_inside(node, name).into_iter().collect();
            let real: BTreeSet<ElementId> = flows.iter().map(|flow| flow.element).collect();
            let dangling = facts.parts(node, name).count() > facts.pointed_inside(node, name).len();
            if listed != real || dangling {
                let list = facts.text(first);
                found.add_with(&LISTED, node, [("list", name.to_owned()), ("first", list)]);
            }
        }
    }
}

/// The number of flows into (or out of) a node. Where a process writes the lists, a node without
/// one has no flows on that side.
pub(super) fn count(facts: &Facts<'_>, node: ElementId, name: &'static str) -> usize {
    let flows = if name == "incoming" {
        facts.incoming(node)
    } else {
        facts.outgoing(node)
    };
    let level = facts.document.parent(node);
    let written = level.is_some_and(|level| facts.writes_lists(level));
    if written {
        flows.len().min(facts.parts(node, name).count())
    } else {
        flows.len()
    }
}

/// Rules for the flow objects of one process or sub-process.
fn ways(facts: &Facts<'_>, level: ElementId, found: &mut Findings<'_>) {
    let nodes: Vec<ElementId> = facts
        .document
        .children(level)
        .filter(|node| is_flow_node(facts.kind(*node)))
        .collect();
    let has = |kind: &str| nodes.iter().any(|node| facts.kind(*node) == kind);
    let (start, end) = (has("startEvent"), has("endEvent"));
    found.add_if(end && !start, &NO_START, level);
    found.add_if(start && !end, &NO_END, level);
    for node in nodes {
        let kind = facts.kind(node);
        let apart = facts.flag(node, "isForCompensation") || by_event(facts, node);
        let link = facts.part(node, "linkEventDefinition").is_some();
        let begins = matches!(kind, "startEvent" | "boundaryEvent")
            || (link && kind == "intermediateCatchEvent")
            || facts.flag(node, "instantiate");
        let closes = kind == "endEvent"
            || (link && kind == "intermediateThrowEvent")
            || (kind == "boundaryEvent" && facts.part(node, "compensateEventDefinition").is_some());
        let lost = start && !apart && !begins && facts.incoming(node).is_empty();
        found.add_if(lost, &NO_WAY_IN, node);
        let stuck = end && !apart && !closes && facts.outgoing(node).is_empty();
        found.add_if(stuck, &NO_WAY_OUT, node);
    }
}
