//! Gateways.

use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::Facts;
use crate::bpmn::meaning::schema::GATEWAYS;
use crate::bpmn::xml::ElementId;

const CONVERGING: Rule = rule(
    "gateway-converging",
    &["EXT017"],
    "8.3.9",
    "a converging gateway has several flows to it and not several out of it",
);
const DIVERGING: Rule = rule(
    "gateway-diverging",
    &["EXT018"],
    "8.3.9",
    "a diverging gateway has several flows out of it and not several to it",
);
const MIXED: Rule = rule(
    "gateway-mixed",
    &["EXT019"],
    "8.3.9",
    "a mixed gateway has several flows to it and several out of it",
);
const UNCONNECTED: Rule = rule(
    "gateway-unconnected",
    &["EXT135"],
    "10.5.1",
    "a gateway is connected by sequence flows",
);
const ONE_WAY: Rule = formality(
    "gateway-one-way",
    &["EXT134"],
    "10.5.1",
    "a gateway has several flows to it or several out of it",
);
const EVENT_GATEWAY: Rule = rule(
    "event-gateway-choice",
    &["EXT136"],
    "10.5.6",
    "an event-based gateway has two or more flows out of it",
);
const EVENT_CONDITION: Rule = rule(
    "event-gateway-condition",
    &["EXT137"],
    "10.5.6",
    "no flow out of an event-based gateway has a condition",
);
const EVENT_TARGET: Rule = rule(
    "event-gateway-target",
    &["EXT138"],
    "10.5.6",
    "an event-based gateway leads to receive tasks and catching message, signal, timer, \
     conditional or multiple events",
);
const EVENT_MIX: Rule = rule(
    "event-gateway-mix",
    &["EXT139"],
    "10.5.6",
    "an event-based gateway leads to receive tasks or to message events, not to both",
);
const EVENT_BOUNDARY: Rule = rule(
    "event-gateway-boundary",
    &["EXT140"],
    "10.5.6",
    "a receive task after an event-based gateway has no boundary events",
);
const EVENT_OTHER: Rule = rule(
    "event-gateway-other-flow",
    &["EXT141"],
    "10.5.6",
    "what follows an event-based gateway has no other flow to it",
);
const EVENT_START: Rule = rule(
    "event-gateway-instantiates",
    &["EXT142"],
    "10.5.6",
    "an event-based gateway that begins a process has no flow to it",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &CONVERGING,
    &DIVERGING,
    &MIXED,
    &UNCONNECTED,
    &ONE_WAY,
    &EVENT_GATEWAY,
    &EVENT_CONDITION,
    &EVENT_TARGET,
    &EVENT_MIX,
    &EVENT_BOUNDARY,
    &EVENT_OTHER,
    &EVENT_START,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for gateway in facts.of_kinds(GATEWAYS) {
        let (into, out) = (facts.incoming(gateway).len(), facts.outgoing(gateway).len());
        let (rule, broken) = match facts.value(gateway, "gatewayDirection").as_str() {
            "Converging" => (&CONVERGING, into < 2 || out > 1),
            "Diverging" => (&DIVERGING, out < 2 || into > 1),
            "Mixed" => (&MIXED, into < 2 || out < 2),
            _ => (&MIXED, false),
        };
        if broken {
            let counts = [
                ("incoming", into.to_string()),
                ("outgoing", out.to_string()),
            ];
            found.add_with(rule, gateway, counts);
        }
        found.add_if(into == 0 && out == 0, &UNCONNECTED, gateway);
        found.add_if(into < 2 && out < 2, &ONE_WAY, gateway);
    }
    for gateway in facts.all("eventBasedGateway") {
        by_events(facts, *gateway, found);
    }
}

fn by_events(facts: &Facts<'_>, gateway: ElementId, found: &mut Findings<'_>) {
    let out = facts.outgoing(gateway);
    let converging = facts.value(gateway, "gatewayDirection") == "Converging";
    found.add_if(out.len() < 2 || converging, &EVENT_GATEWAY, gateway);
    let begins = facts.flag(gateway, "instantiate") && !facts.incoming(gateway).is_empty();
    found.add_if(begins, &EVENT_START, gateway);
    let mut receives = false;
    let mut messages = false;
    for flow in out {
        let condition = facts.part(flow.element, "conditionExpression").is_some();
        found.add_if(condition, &EVENT_CONDITION, flow.element);
        let Some(target) = flow.target else {
            continue;
        };
        let triggers = super::definitions::triggers(facts, target);
        let receive = facts.kind(target) == "receiveTask";
        let catch = facts.kind(target) == "intermediateCatchEvent";
        let allowed = ["message", "signal", "timer", "conditional"];
        let waits =
            catch && !triggers.is_empty() && triggers.iter().all(|t| allowed.contains(&t.as_str()));
        found.add_if(!receive && !waits, &EVENT_TARGET, target);
        receives |= receive;
        messages |= catch && triggers.iter().any(|t| t == "message");
        let bounded = !facts.boundaries(target).is_empty();
        found.add_if(receive && bounded, &EVENT_BOUNDARY, target);
        found.add_if(facts.incoming(target).len() > 1, &EVENT_OTHER, target);
    }
    found.add_if(receives && messages, &EVENT_MIX, gateway);
}
