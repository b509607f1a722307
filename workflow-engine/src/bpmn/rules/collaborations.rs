//! Collaborations, message flows, conversations, choreographies.

use super::definitions::triggers;
use super::{Findings, Rule, rule};
use crate::bpmn::meaning::schema::{ARTIFACTS, CONVERSATION_NODES, Class};
use crate::bpmn::meaning::{Facts, Resolved};
use crate::bpmn::xml::ElementId;
use std::collections::BTreeSet;

const TO_ARTIFACT: Rule = rule(
    "message-flow-to-artifact",
    &["EXT008"],
    "8.3.1",
    "no message flow leads to an artifact",
);
const FROM_ARTIFACT: Rule = rule(
    "message-flow-from-artifact",
    &["EXT009"],
    "8.3.1",
    "no message flow leads from an artifact",
);
const CHOREOGRAPHY_REF: Rule = rule(
    "choreography-reference",
    &["EXT027"],
    "9.1",
    "only a collaboration refers to a choreography",
);
const MULTIPLICITY: Rule = rule(
    "participant-multiplicity",
    &["EXT028", "EXT029", "EXT030"],
    "9.2.2",
    "a participant's maximum is one or more and not less than its minimum",
);
const POOLS: Rule = rule(
    "message-flow-in-pool",
    &["EXT031"],
    "9.3",
    "a message flow connects two separate pools",
);
const GLOBAL: Rule = rule(
    "global-conversation-content",
    &["EXT032"],
    "9.4.8",
    "a global conversation holds no conversation nodes, artifacts or associations",
);
const CLOSED: Rule = rule(
    "choreography-closed",
    &["EXT033"],
    "9.5",
    "beside a closed choreography a collaboration has the choreography's message flows only",
);
const FROM_START: Rule = rule(
    "message-flow-from-start",
    &["EXT102"],
    "10.4.2",
    "no message flow leads from a start event",
);
const TO_START: Rule = rule(
    "message-flow-to-start",
    &["EXT103"],
    "10.4.2",
    "a message flow leads to a start event only if a message starts it",
);
const TO_END: Rule = rule(
    "message-flow-to-end",
    &["EXT108"],
    "10.4.3",
    "no message flow leads to an end event",
);
const FROM_END: Rule = rule(
    "message-flow-from-end",
    &["EXT109"],
    "10.4.3",
    "a message flow leads from an end event only if it sends a message",
);
const MIDDLE: Rule = rule(
    "message-flow-intermediate",
    &["EXT119"],
    "10.4.4",
    "a message flow leads to a catching message event or from a throwing one",
);
const LINK: Rule = rule(
    "conversation-link",
    &[],
    "9.4.6",
    "a conversation link connects a participant and a conversation node",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &TO_ARTIFACT,
    &FROM_ARTIFACT,
    &CHOREOGRAPHY_REF,
    &MULTIPLICITY,
    &POOLS,
    &GLOBAL,
    &CLOSED,
    &FROM_START,
    &TO_START,
    &TO_END,
    &FROM_END,
    &MIDDLE,
    &LINK,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for flow in facts.all("messageFlow") {
        message_flow(facts, *flow, found);
    }
    for element in facts.of_kinds(&["choreography", "globalConversation"]) {
        let refers = facts.part(element, "choreographyRef").is_some();
        found.add_if(refers, &CHOREOGRAPHY_REF, element);
    }
    for multiplicity in facts.all("participantMultiplicity") {
        let number = |name| facts.value(*multiplicity, name).parse::<i64>().ok();
        let good = match (number("minimum"), number("maximum")) {
            (Some(least), Some(most)) => least >= 0 && most >= 1 && most >= least,
            _ => false,
        };
        found.add_if(!good, &MULTIPLICITY, *multiplicity);
    }
    for conversation in facts.all("globalConversation") {
        global(facts, *conversation, found);
    }
    for collaboration in facts.all("collaboration") {
        closed(facts, *collaboration, found);
    }
    for link in facts.all("conversationLink") {
        let node = |name| {
            let end = facts.pointed(*link, name);
            end.map(|end| CONVERSATION_NODES.contains(&facts.kind(end)))
        };
        if let (Some(source), Some(target)) = (node("sourceRef"), node("targetRef")) {
            found.add_if(source == target, &LINK, *link);
        }
    }
}

fn end(facts: &Facts<'_>, flow: ElementId, name: &str) -> Option<ElementId> {
    let text = facts.written(flow, name)?;
    match facts.resolve(flow, text.trim(), Class::Any) {
        Resolved::Here(end) => Some(end),
        _ => None,
    }
}

/// The pool that an element is in: its participant, else its process.
fn pool(facts: &Facts<'_>, element: ElementId) -> Option<ElementId> {
    if facts.kind(element) == "participant" {
        return Some(element);
    }
    let process = facts.process_of(element)?;
    facts.participant_of(process).or(Some(process))
}

fn message_flow(facts: &Facts<'_>, flow: ElementId, found: &mut Findings<'_>) {
    let (source, target) = (end(facts, flow, "sourceRef"), end(facts, flow, "targetRef"));
    let artifact = |e: Option<ElementId>| e.is_some_and(|e| ARTIFACTS.contains(&facts.kind(e)));
    found.add_if(artifact(source), &FROM_ARTIFACT, flow);
    found.add_if(artifact(target), &TO_ARTIFACT, flow);
    if let (Some(source), Some(target)) = (source, target) {
        let pools = (pool(facts, source), pool(facts, target));
        found.add_if(pools.0.is_some() && pools.0 == pools.1, &POOLS, flow);
    }
    let message = |event| {
        triggers(facts, event)
            .iter()
            .any(|trigger| trigger == "message")
    };
    if let Some(source) = source {
        match facts.kind(source) {
            "startEvent" => found.add(&FROM_START, flow),
            "endEvent" => found.add_if(!message(source), &FROM_END, flow),
            "intermediateCatchEvent" | "boundaryEvent" => found.add(&MIDDLE, flow),
            "intermediateThrowEvent" => found.add_if(!message(source), &MIDDLE, flow),
            _ => {}
        }
    }
    if let Some(target) = target {
        match facts.kind(target) {
            "startEvent" => found.add_if(!message(target), &TO_START, flow),
            "endEvent" => found.add(&TO_END, flow),
            "intermediateThrowEvent" => found.add(&MIDDLE, flow),
            "intermediateCatchEvent" | "boundaryEvent" => {
                found.add_if(!message(target), &MIDDLE, flow);
            }
            _ => {}
        }
    }
}

fn global(facts: &Facts<'_>, conversation: ElementId, found: &mut Findings<'_>) {
    for part in facts.document.children(conversation) {
        let kind = facts.kind(part);
        let associations = [
            "conversationAssociation",
            "participantAssociation",
            "messageFlowAssociation",
        ];
        let forbidden = CONVERSATION_NODES.contains(&kind)
            || ARTIFACTS.contains(&kind)
            || associations.contains(&kind);
        found.add_if(forbidden, &GLOBAL, conversation);
    }
}

fn closed(facts: &Facts<'_>, collaboration: ElementId, found: &mut Findings<'_>) {
    let choreographies = facts.pointed_inside(collaboration, "choreographyRef");
    if !choreographies
        .iter()
        .any(|choreography| facts.flag(*choreography, "isClosed"))
    {
        return;
    }
    let known: BTreeSet<ElementId> = facts
        .parts(collaboration, "messageFlowAssociation")
        .filter_map(|association| facts.pointed(association, "outerMessageFlowRef"))
        .collect();
    for flow in facts.parts(collaboration, "messageFlow") {
        found.add_if(!known.contains(&flow), &CLOSED, flow);
    }
}
