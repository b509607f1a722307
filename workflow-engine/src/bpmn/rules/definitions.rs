//! Event definitions: what they must say.

use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::schema::EVENT_DEFINITIONS;
use crate::bpmn::meaning::{Facts, Resolved};
use crate::bpmn::xml::ElementId;
use std::collections::BTreeMap;

const ESCALATION: Rule = rule(
    "escalation-code",
    &["EXT011"],
    "8.3.4",
    "an event of an executable process throws an escalation that has a code",
);
const ERROR: Rule = rule(
    "error-code",
    &[],
    "8.3.3",
    "an event of an executable process throws an error that has a code",
);
const MESSAGE: Rule = formality(
    "message-event-message",
    &["EXT127"],
    "10.4.5",
    "a message event of an executable process names its message",
);
const OPERATION: Rule = formality(
    "message-event-operation",
    &["EXT128"],
    "10.4.5",
    "a message event of an executable process names its operation",
);
const SIGNAL: Rule = rule(
    "signal-event-signal",
    &["EXT130"],
    "10.4.5",
    "a signal event of an executable process names its signal",
);
const TIMER: Rule = rule(
    "timer-twice",
    &["EXT131"],
    "10.4.5",
    "a timer says a date, a duration or a cycle, only one of them",
);
const TIMER_NONE: Rule = rule(
    "timer-nothing",
    &["EXT132"],
    "10.4.5",
    "a timer of an executable process says when",
);
const CONDITION: Rule = rule(
    "conditional-event-condition",
    &["EXT123"],
    "10.4.5",
    "a conditional event of an executable process has a formal condition",
);
const COMPENSATES: Rule = rule(
    "compensation-handler-missing",
    &["EXT143"],
    "10.6.1",
    "a boundary event for compensation is associated with one compensation activity",
);
const HANDLER: Rule = rule(
    "compensation-handler-unmarked",
    &["EXT143", "EXT144"],
    "10.6.1",
    "what a boundary event for compensation is associated with is marked for compensation",
);
const HANDLER_FLOW: Rule = rule(
    "compensation-handler-flow",
    &["EXT145"],
    "10.6.1",
    "no sequence flow leads to or out of a compensation activity",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &ESCALATION,
    &ERROR,
    &MESSAGE,
    &OPERATION,
    &SIGNAL,
    &TIMER,
    &TIMER_NONE,
    &CONDITION,
    &COMPENSATES,
    &HANDLER,
    &HANDLER_FLOW,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    let referring = referring(facts);
    for definition in facts.of_kinds(EVENT_DEFINITIONS) {
        // One that stands for itself is executed where an executable process refers to it.
        let own = facts.document.parent(definition);
        let own = own.filter(|event| facts.kind(*event).ends_with("Event"));
        let referring = referring.get(&definition).into_iter().flatten().copied();
        let uses: Vec<ElementId> = own.into_iter().chain(referring).collect();
        let executable = uses.iter().any(|event| facts.executable(*event));
        timer(facts, definition, executable, found);
        if executable {
            let throws = uses
                .iter()
                .any(|event| matches!(facts.kind(*event), "endEvent" | "intermediateThrowEvent"));
            executed(facts, definition, throws, found);
        }
    }
    let partners = partners(facts);
    for event in facts.all("boundaryEvent") {
        if triggers(facts, *event)
            .iter()
            .any(|trigger| trigger == "compensate")
        {
            let partners = partners.get(event).map_or(&[][..], Vec::as_slice);
            compensation(facts, *event, partners, found);
        }
    }
    for element in &facts.elements {
        let flows = !facts.incoming(*element).is_empty() || !facts.outgoing(*element).is_empty();
        let handler = facts.flag(*element, "isForCompensation");
        found.add_if(handler && flows, &HANDLER_FLOW, *element);
    }
}

/// What an event waits for or throws: the names of its definitions without `EventDefinition`,
/// those that it refers to included.
pub(super) fn triggers(facts: &Facts<'_>, event: ElementId) -> Vec<String> {
    definitions(facts, event)
        .into_iter()
        .map(|definition| {
            facts
                .kind(definition)
                .trim_end_matches("EventDefinition")
                .to_owned()
        })
        .collect()
}

/// The definitions of an event, those that it refers to included.
pub(super) fn definitions(facts: &Facts<'_>, event: ElementId) -> Vec<ElementId> {
    let own = facts
        .document
        .children(event)
        .filter(|child| EVENT_DEFINITIONS.contains(&facts.kind(*child)));
    own.chain(facts.pointed_inside(event, "eventDefinitionRef"))
        .collect()
}

/// The events that refer to each definition.
fn referring(facts: &Facts<'_>) -> BTreeMap<ElementId, Vec<ElementId>> {
    let mut events: BTreeMap<ElementId, Vec<ElementId>> = BTreeMap::new();
    for reference in facts
        .references
        .iter()
        .filter(|r| r.name == "eventDefinitionRef")
    {
        if let Resolved::Here(definition) = reference.target {
            events.entry(definition).or_default().push(reference.owner);
        }
    }
    events
}

fn timer(facts: &Facts<'_>, definition: ElementId, executable: bool, found: &mut Findings<'_>) {
    if facts.kind(definition) != "timerEventDefinition" {
        return;
    }
    let forms = ["timeDate", "timeDuration", "timeCycle"];
    let said = forms
        .iter()
        .filter(|form| facts.part(definition, form).is_some())
        .count();
    found.add_if(said > 1, &TIMER, definition);
    found.add_if(said == 0 && executable, &TIMER_NONE, definition);
}

fn executed(facts: &Facts<'_>, definition: ElementId, throws: bool, found: &mut Findings<'_>) {
    let named = |name: &str| {
        facts
            .written(definition, name)
            .is_some_and(|v| !v.trim().is_empty())
    };
    let coded = |reference: &str, code: &str| {
        let pointed = facts.pointed(definition, reference);
        pointed.is_some_and(|thing| !facts.value(thing, code).is_empty())
    };
    match facts.kind(definition) {
        "messageEventDefinition" => {
            found.add_if(!named("messageRef"), &MESSAGE, definition);
            let operation = facts.part(definition, "operationRef").is_some();
            found.add_if(!operation, &OPERATION, definition);
        }
        "signalEventDefinition" => found.add_if(!named("signalRef"), &SIGNAL, definition),
        "escalationEventDefinition" if throws => {
            let good = coded("escalationRef", "escalationCode");
            found.add_if(!good, &ESCALATION, definition);
        }
        "errorEventDefinition" if throws => {
            found.add_if(!coded("errorRef", "errorCode"), &ERROR, definition);
        }
        "conditionalEventDefinition" => {
            let condition = facts.part(definition, "condition");
            let formal = condition.is_some_and(|condition| {
                super::expressions::is_formal(facts, condition) && !facts.text(condition).is_empty()
            });
            found.add_if(!formal, &CONDITION, definition);
        }
        _ => {}
    }
}

/// The activities that each event is associated with, in either direction.
fn partners(facts: &Facts<'_>) -> BTreeMap<ElementId, Vec<ElementId>> {
    let mut partners: BTreeMap<ElementId, Vec<ElementId>> = BTreeMap::new();
    for association in facts.all("association") {
        let end = |name| facts.pointed(*association, name);
        if let (Some(source), Some(target)) = (end("sourceRef"), end("targetRef")) {
            for (event, activity) in [(source, target), (target, source)] {
                if facts.kind(event) == "boundaryEvent" && facts.is_activity(activity) {
                    partners.entry(event).or_default().push(activity);
                }
            }
        }
    }
    partners
}

fn compensation(
    facts: &Facts<'_>,
    event: ElementId,
    partners: &[ElementId],
    found: &mut Findings<'_>,
) {
    found.add_if(partners.len() != 1, &COMPENSATES, event);
    for partner in partners {
        let marked = facts.flag(*partner, "isForCompensation");
        found.add_if(!marked, &HANDLER, *partner);
    }
}
