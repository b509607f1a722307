//! Activities, sub-processes, loops, people.

use super::flows::is_flow_node;
use super::{Findings, Rule, formality, rule};
use crate::bpmn::meaning::Facts;
use crate::bpmn::meaning::schema::{
    ACTIVITIES, CHOREOGRAPHY_ACTIVITIES, CONVERSATION_NODES, SUB_PROCESSES,
};
use crate::bpmn::xml::ElementId;

const PUBLIC: Rule = rule(
    "public-executable",
    &["EXT035"],
    "10.1",
    "an executable process is not public",
);
const CHOREOGRAPHY: Rule = rule(
    "choreography-in-process",
    &["EXT036"],
    "10.1",
    "a process holds no choreography activities",
);
const CHOREOGRAPHY_SUB: Rule = rule(
    "choreography-in-sub-process",
    &["EXT056"],
    "10.2.5",
    "a sub-process holds no choreography activities",
);
const START: Rule = rule(
    "start-quantity",
    &["EXT037"],
    "10.2.1",
    "a start quantity is one or more",
);
const COMPLETION: Rule = rule(
    "completion-quantity",
    &["EXT038"],
    "10.2.1",
    "a completion quantity is one or more",
);
const ASSIGNED: Rule = rule(
    "resource-twice",
    &["EXT039"],
    "10.2.1",
    "a role names a resource or assigns one by an expression, not both",
);
const BINDING: Rule = rule(
    "resource-binding",
    &["EXT040"],
    "10.2.1",
    "parameters are bound only where a role names a resource",
);
const SCRIPT: Rule = formality(
    "script-format",
    &["EXT053"],
    "10.2.3",
    "a script task with a script names its format",
);
const RECEIVE: Rule = rule(
    "receive-task-instantiates",
    &["EXT049"],
    "10.2.3",
    "a receive task that begins a process has no flow to it",
);
const LOOPS: Rule = rule(
    "loop-twice",
    &["EXT054"],
    "10.2.8",
    "an activity has one loop marker",
);
const AD_HOC: Rule = rule(
    "ad-hoc-content",
    &["EXT062"],
    "10.2.5",
    "an ad-hoc sub-process holds no start or end events, conversations or choreography activities",
);
const AD_HOC_EMPTY: Rule = rule(
    "ad-hoc-empty",
    &["EXT061"],
    "10.2.5",
    "an ad-hoc sub-process holds an activity",
);
const INSTANCES: Rule = formality(
    "instances-unknown",
    &["EXT067"],
    "10.2.8",
    "several instances in an executable process need a number or a collection",
);
const COMPLETED: Rule = rule(
    "completion-not-boolean",
    &["EXT071"],
    "10.2.8",
    "a completion condition is true or false",
);
const ONE: Rule = rule(
    "behavior-one-event",
    &["EXT072"],
    "10.2.8",
    "instances that throw an event for the first name the event",
);
const NONE: Rule = rule(
    "behavior-none-event",
    &["EXT073"],
    "10.2.8",
    "instances that throw an event for each name the event",
);
const COMPLEX: Rule = rule(
    "behavior-complex",
    &["EXT074"],
    "10.2.8",
    "instances with a complex behavior define it",
);

/// The rules of this room.
pub(super) const RULES: &[&Rule] = &[
    &PUBLIC,
    &CHOREOGRAPHY,
    &CHOREOGRAPHY_SUB,
    &START,
    &COMPLETION,
    &ASSIGNED,
    &BINDING,
    &SCRIPT,
    &RECEIVE,
    &LOOPS,
    &AD_HOC,
    &AD_HOC_EMPTY,
    &INSTANCES,
    &COMPLETED,
    &ONE,
    &NONE,
    &COMPLEX,
];

pub(super) fn check(facts: &Facts<'_>, found: &mut Findings<'_>) {
    for process in facts.all("process") {
        let executable = facts.flag(*process, "isExecutable");
        let public = facts
            .value(*process, "processType")
            .eq_ignore_ascii_case("public");
        found.add_if(executable && public, &PUBLIC, *process);
    }
    for element in facts.of_kinds(CHOREOGRAPHY_ACTIVITIES) {
        match facts.kind_around(element) {
            "process" => found.add(&CHOREOGRAPHY, element),
            "adHocSubProcess" => found.add(&AD_HOC, element),
            around if SUB_PROCESSES.contains(&around) => found.add(&CHOREOGRAPHY_SUB, element),
            _ => {}
        }
    }
    for activity in facts.of_kinds(ACTIVITIES) {
        quantities(facts, activity, found);
        loops(facts, activity, found);
    }
    for task in facts.of_kinds(&["scriptTask", "globalScriptTask"]) {
        let script = facts
            .part(task, "script")
            .is_some_and(|s| !facts.text(s).is_empty());
        let name = if facts.kind(task) == "scriptTask" {
            "scriptFormat"
        } else {
            "scriptLanguage"
        };
        found.add_if(script && facts.value(task, name).is_empty(), &SCRIPT, task);
    }
    for task in facts.all("receiveTask") {
        let begins = facts.flag(*task, "instantiate");
        found.add_if(begins && !facts.incoming(*task).is_empty(), &RECEIVE, *task);
    }
    for sub in facts.all("adHocSubProcess") {
        ad_hoc(facts, *sub, found);
    }
    for role in facts.of_kinds(&[
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
    ]) {
        let has = |kind| facts.part(role, kind).is_some();
        let named = has("resourceRef");
        found.add_if(
            named && has("resourceAssignmentExpression"),
            &ASSIGNED,
            role,
        );
        found.add_if(!named && has("resourceParameterBinding"), &BINDING, role);
    }
}

fn quantities(facts: &Facts<'_>, activity: ElementId, found: &mut Findings<'_>) {
    for (name, rule) in [
        ("startQuantity", &START),
        ("completionQuantity", &COMPLETION),
    ] {
        let written = facts.value(activity, name);
        // A whole number of any length; zero and negative ones are refused.
        let digits = written.strip_prefix('+').unwrap_or(&written);
        let good = !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits.bytes().any(|b| b != b'0');
        if !good {
            found.add_with(rule, activity, [("quantity", written)]);
        }
    }
}

fn loops(facts: &Facts<'_>, activity: ElementId, found: &mut Findings<'_>) {
    let many: Vec<ElementId> = facts
        .parts(activity, "multiInstanceLoopCharacteristics")
        .collect();
    let count = many.len() + facts.parts(activity, "standardLoopCharacteristics").count();
    found.add_if(count > 1, &LOOPS, activity);
    for marker in many {
        let has = |name| facts.part(marker, name).is_some();
        if facts.executable(activity) {
            let known = has("loopCardinality") || has("loopDataInputRef");
            found.add_if(!known, &INSTANCES, activity);
        }
        let condition = facts.part(marker, "completionCondition");
        let text = condition
            .map(|condition| facts.text(condition))
            .unwrap_or_default();
        if is_no_boolean(&text) {
            found.add_with(&COMPLETED, activity, [("condition", text)]);
        }
        let named = |name| facts.written(marker, name).is_some();
        let (rule, good) = match facts.value(marker, "behavior").as_str() {
            "One" => (&ONE, named("oneBehaviorEventRef")),
            "None" => (&NONE, named("noneBehaviorEventRef")),
            "Complex" => (&COMPLEX, has("complexBehaviorDefinition")),
            _ => continue,
        };
        found.add_if(!good, rule, activity);
    }
}

/// A literal that can only be a number or a text, in whatever expression language.
fn is_no_boolean(text: &str) -> bool {
    let number = text.bytes().any(|b| b.is_ascii_digit())
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    let inner = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    number || inner.is_some_and(|inner| !inner.contains('"'))
}

fn ad_hoc(facts: &Facts<'_>, sub: ElementId, found: &mut Findings<'_>) {
    let nodes = || {
        facts
            .document
            .children(sub)
            .filter(|node| is_flow_node(facts.kind(*node)))
    };
    found.add_if(
        !nodes().any(|node| facts.is_activity(node)),
        &AD_HOC_EMPTY,
        sub,
    );
    for node in facts.document.children(sub) {
        let kind = facts.kind(node);
        let forbidden = matches!(kind, "startEvent" | "endEvent" | "conversationLink")
            || CONVERSATION_NODES.contains(&kind);
        found.add_if(forbidden, &AD_HOC, node);
    }
}
