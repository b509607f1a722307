//! Events: their flows, where they may stand, what they may be triggered by.

use super::definitions::triggers;
use super::flows::count;
use super::{Findings, Rule, rule};
use crate::bpmn::meaning::Facts;
use crate::bpmn::meaning::schema::{ACTIVITIES, SUB_PROCESSES};
use crate::bpmn::xml::ElementId;

const START_IN: Rule = rule(
    "start-event-incoming",
    &["EXT096"],
    "10.4.2",
    "no sequence flow leads to a start event",
);
const START_OUT: Rule = rule(
    "start-event-outgoing",
    &["EXT101"],
    "10.4.2",
    "a sequence flow leads out of a start event",
);
const START_TRIGGER: Rule = rule(
    "start-event-trigger",
    &["EXT098"],
    "10.4.2",
    "a process is started by nothing, message, timer, condition or signal",
);
const SUB_START: Rule = rule(
    "sub-process-start-trigger",
    &["EXT100"],
    "10.4.2",
    "the start event of a sub-process has no trigger",
);
const EVENT_SUB_STARTS: Rule = rule(
    "event-sub-process-starts",
    &["EXT058"],
    "10.2.5",
    "an event sub-process has one start event",
);
const EVENT_SUB_NONE: Rule = rule(
    "event-sub-process-no-trigger",
    &["EXT059", "EXT099", "EXT129"],
    "10.4.2",
    "the start event of an event sub-process has a trigger",
);
const EVENT_SUB_TRIGGER: Rule = rule(
    "event-sub-process-trigger",
    &["EXT059", "EXT099"],
    "10.4.2",
    "an event sub-process is started by message, timer, escalation, error, compensation, \
     condition or signal; by error and compensation only when it interrupts",
);
const END_OUT: Rule = rule(
    "end-event-outgoing",
    &["EXT104"],
    "10.4.3",
    "no sequence flow leads out of an end event",
);
const END_IN: Rule = rule(
    "end-event-incoming",
    &["EXT107"],
    "10.4.3",
    "a sequence flow leads to an end event",
);
const END_TRIGGER: Rule = rule(
    "end-event-result",
    &["EXT146"],
    "10.4.6",
    "an end event results in nothing, message, error, escalation, cancel, compensation, signal or \
     termination",
);
const END_CANCEL: Rule = rule(
    "cancel-end-event",
    &["EXT106"],
    "10.4.3",
    "a cancel end event stands in a transaction",
);
const BOUNDARY_TRIGGER: Rule = rule(
    "boundary-event-trigger",
    &["EXT110", "EXT147"],
    "10.4.4",
    "a boundary event waits for message, timer, escalation, error, cancel, compensation, \
     condition or signal; for error, cancel and compensation only when it interrupts",
);
const BOUNDARY_HOST: Rule = rule(
    "boundary-event-host",
    &["EXT111"],
    "10.4.4",
    "a boundary event stands beside the activity that it is attached to",
);
const BOUNDARY_IN: Rule = rule(
    "boundary-event-incoming",
    &["EXT112"],
    "10.4.4",
    "no sequence flow leads to a boundary event",
);
const BOUNDARY_OUT: Rule = rule(
    "boundary-event-outgoing",
    &["EXT113"],
    "10.4.4",
    "a sequence flow leads out of a boundary event",
);
const BOUNDARY_COMPENSATION: Rule = rule(
    "compensation-event-outgoing",
    &["EXT114"],
    "10.4.4",
    "no sequence flow leads out of a boundary event for compensation",
);
const BOUNDARY_CANCEL: Rule = rule(
    "cancel-boundary-event",
    &["EXT120"],
    "10.4.4",
    "a boundary event for cancel is attached to a transaction",
);
const MIDDLE_IN: Rule = rule(
    "intermediate-event-incoming",
    &["EXT115"],
    "10.4.4",
    "a sequence flow leads to an intermediate event in the flow",
);
const MIDDLE_OUT: Rule = rule(
    "intermediate-event-outgoing",
    &["EXT116"],
    "10.4.4",
    "a sequence flow leads out of an intermediate event in the flow",
);
const CATCH: Rule = rule(
    "catch-event-trigger",
    &["EXT148"],
    "10.4.4",
    "in the flow is caught: message, timer, condition, link or signal",
);
const CATCH_CANCEL: Rule = rule(
    "catch-cancel",
    &["EXT121", "EXT148"],
    "10.4.5",
    "cancel is caught at a boundary only",
);
const CATCH_COMPENSATION: Rule = rule(
    "catch-compensation",
    &["EXT122", "EXT148"],
    "10.4.5",
    "compensation is caught at a boundary only",
);
const THROW: Rule = rule(
    "throw-event-result",
    &["EXT149"],
    "10.4.4",
    "in the flow is thrown: nothing, message, escalation, compensation, link or signal",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &START_IN,
    &START_OUT,
    &START_TRIGGER,
    &SUB_START,
    &EVENT_SUB_STARTS,
    &EVENT_SUB_NONE,
    &EVENT_SUB_TRIGGER,
    &END_OUT,
    &END_IN,
    &END_TRIGGER,
    &END_CANCEL,
    &BOUNDARY_TRIGGER,
    &BOUNDARY_HOST,
    &BOUNDARY_IN,
    &BOUNDARY_OUT,
    &BOUNDARY_COMPENSATION,
    &BOUNDARY_CANCEL,
    &MIDDLE_IN,
    &MIDDLE_OUT,
    &CATCH,
    &CATCH_CANCEL,
    &CATCH_COMPENSATION,
    &THROW,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for event in facts.all("startEvent") {
        start(facts, *event, found);
    }
    for sub in facts
        .of_kinds(SUB_PROCESSES)
        .filter(|sub| facts.flag(*sub, "triggeredByEvent"))
    {
        let starts = facts.parts(sub, "startEvent").count();
        found.add_if(starts != 1, &EVENT_SUB_STARTS, sub);
    }
    for event in facts.all("endEvent") {
        end(facts, *event, found);
    }
    for event in facts.all("boundaryEvent") {
        boundary(facts, *event, found);
    }
    for event in facts.all("intermediateCatchEvent") {
        catch(facts, *event, found);
    }
    for event in facts.all("intermediateThrowEvent") {
        let allowed = ["message", "escalation", "compensate", "link", "signal"];
        only(facts, *event, &allowed, &THROW, found);
        middle(facts, *event, false, found);
    }
}

/// Adds a finding for each trigger that is not allowed.
fn only(
    facts: &Facts<'_>,
    event: ElementId,
    allowed: &[&str],
    rule: &'static Rule,
    found: &mut Findings<'_>,
) {
    for trigger in triggers(facts, event) {
        if !allowed.contains(&trigger.as_str()) {
            found.add_with(rule, event, [("trigger", trigger)]);
        }
    }
}

fn start(facts: &Facts<'_>, event: ElementId, found: &mut Findings<'_>) {
    found.add_if(!facts.incoming(event).is_empty(), &START_IN, event);
    found.add_if(count(facts, event, "outgoing") == 0, &START_OUT, event);
    let Some(level) = facts.document.parent(event) else {
        return;
    };
    let kind = facts.kind(level);
    if kind == "process" {
        let allowed = ["message", "timer", "conditional", "signal"];
        only(facts, event, &allowed, &START_TRIGGER, found);
    } else if SUB_PROCESSES.contains(&kind) && facts.flag(level, "triggeredByEvent") {
        let interrupts = facts.flag(event, "isInterrupting");
        let always = ["message", "timer", "escalation", "conditional", "signal"];
        let also = ["error", "compensate"];
        let allowed: Vec<&str> = always
            .into_iter()
            .chain(also.into_iter().filter(|_| interrupts))
            .collect();
        only(facts, event, &allowed, &EVENT_SUB_TRIGGER, found);
        found.add_if(triggers(facts, event).is_empty(), &EVENT_SUB_NONE, event);
    } else if SUB_PROCESSES.contains(&kind) {
        only(facts, event, &[], &SUB_START, found);
    }
}

fn end(facts: &Facts<'_>, event: ElementId, found: &mut Findings<'_>) {
    found.add_if(!facts.outgoing(event).is_empty(), &END_OUT, event);
    found.add_if(count(facts, event, "incoming") == 0, &END_IN, event);
    let allowed = [
        "message",
        "error",
        "escalation",
        "cancel",
        "compensate",
        "signal",
        "terminate",
    ];
    only(facts, event, &allowed, &END_TRIGGER, found);
    let cancels = triggers(facts, event)
        .iter()
        .any(|trigger| trigger == "cancel");
    let inside = facts
        .around(event)
        .any(|around| facts.kind(around) == "transaction");
    found.add_if(cancels && !inside, &END_CANCEL, event);
}

fn boundary(facts: &Facts<'_>, event: ElementId, found: &mut Findings<'_>) {
    let interrupts = facts.flag(event, "cancelActivity");
    let always = ["message", "timer", "escalation", "conditional", "signal"];
    let also = ["error", "cancel", "compensate"];
    let allowed: Vec<&str> = always
        .into_iter()
        .chain(also.into_iter().filter(|_| interrupts))
        .collect();
    only(facts, event, &allowed, &BOUNDARY_TRIGGER, found);
    let triggers = triggers(facts, event);
    let has = |name: &str| triggers.iter().any(|trigger| trigger == name);
    if triggers.is_empty() {
        found.add_with(&BOUNDARY_TRIGGER, event, [("trigger", "none".to_owned())]);
    }
    found.add_if(!facts.incoming(event).is_empty(), &BOUNDARY_IN, event);
    let out = facts.outgoing(event).len();
    found.add_if(out == 0 && !has("compensate"), &BOUNDARY_OUT, event);
    found.add_if(out > 0 && has("compensate"), &BOUNDARY_COMPENSATION, event);
    let host = facts.pointed(event, "attachedToRef");
    let transaction = host.is_some_and(|host| facts.kind(host) == "transaction");
    found.add_if(has("cancel") && !transaction, &BOUNDARY_CANCEL, event);
    let beside = host.is_none_or(|host| {
        ACTIVITIES.contains(&facts.kind(host))
            && facts.document.parent(host) == facts.document.parent(event)
    });
    let named = facts.written(event, "attachedToRef").is_some();
    found.add_if(!beside || !named, &BOUNDARY_HOST, event);
}

fn catch(facts: &Facts<'_>, event: ElementId, found: &mut Findings<'_>) {
    let triggers = triggers(facts, event);
    for trigger in &triggers {
        let rule = match trigger.as_str() {
            "message" | "timer" | "conditional" | "link" | "signal" => continue,
            "cancel" => &CATCH_CANCEL,
            "compensate" => &CATCH_COMPENSATION,
            _ => &CATCH,
        };
        found.add_with(rule, event, [("trigger", trigger.clone())]);
    }
    if triggers.is_empty() {
        found.add_with(&CATCH, event, [("trigger", "none".to_owned())]);
    }
    middle(facts, event, true, found);
}

fn middle(facts: &Facts<'_>, event: ElementId, catches: bool, found: &mut Findings<'_>) {
    let link = triggers(facts, event)
        .iter()
        .any(|trigger| trigger == "link");
    let lost = count(facts, event, "incoming") == 0 && !(link && catches);
    found.add_if(lost, &MIDDLE_IN, event);
    let stuck = count(facts, event, "outgoing") == 0 && (!link || catches);
    found.add_if(stuck, &MIDDLE_OUT, event);
}
