//! What in a model cannot be run. Nothing is passed over: an element is either run or named here.

mod attached;
mod events;

use super::model::{Definitions, Element, Flow, Kind, Process, Repeats, Scope, SubSort, Trigger};
use crate::Problem;
pub(crate) use attached::handlers_of;
use attached::{boundary, compensated, handler};
use events::{Around, event_problems, message_problems, missing};
use std::collections::{BTreeMap, BTreeSet};

/// Most tokens that an activity can need or give.
const MAX_QUANTITY: u32 = 1_000;

/// Everything that stops these definitions from being run; empty when they can be.
#[must_use]
pub fn check(definitions: &Definitions) -> Vec<Problem> {
    check_with(definitions, &mut |_| Vec::new())
}

/// Like [`check`], and asks the host about every element of the executable processes: whether a
/// service task's kind is known, whether a user task has somebody to do it. The host answers with
/// its own [`Problem::Host`].
#[must_use]
pub fn check_with(
    definitions: &Definitions,
    host: &mut dyn FnMut(&Element) -> Vec<Problem>,
) -> Vec<Problem> {
    let mut found = Vec::new();
    let processes: Vec<&Process> = definitions
        .processes
        .iter()
        .filter(|process| process.executable)
        .collect();
    if processes.is_empty() {
        found.push(Problem::NoProcess {
            reason: "no process is executable".to_owned(),
        });
    }
    for process in processes {
        let mut seen = BTreeSet::new();
        let around = Around {
            scope: &process.body,
            by_event: false,
            transaction: false,
            ad_hoc: false,
        };
        elements(definitions, around, host, &mut seen, &mut found);
        scope_problems(&process.id, around, true, &mut seen, &mut found);
    }
    found
}

fn elements(
    definitions: &Definitions,
    around: Around<'_>,
    host: &mut dyn FnMut(&Element) -> Vec<Problem>,
    seen: &mut BTreeSet<String>,
    found: &mut Vec<Problem>,
) {
    for element in &around.scope.elements {
        unique(&element.id, seen, found);
        element_problems(definitions, element, around, found);
        found.extend(host(element));
        if let Some(inside) = inside(element) {
            elements(definitions, inside, host, seen, found);
        }
    }
}

fn inside(element: &Element) -> Option<Around<'_>> {
    match &element.kind {
        Kind::SubProcess {
            body,
            by_event,
            sort,
        } => Some(Around {
            scope: body,
            by_event: *by_event,
            transaction: *sort == SubSort::Transaction,
            ad_hoc: matches!(sort, SubSort::AdHoc { .. }),
        }),
        _ => None,
    }
}

fn unique(id: &str, seen: &mut BTreeSet<String>, found: &mut Vec<Problem>) {
    if !seen.insert(id.to_owned()) {
        found.push(Problem::DuplicateId {
            element: id.to_owned(),
        });
    }
}

fn unsupported(element: &Element, reason: impl Into<String>) -> Problem {
    Problem::Unsupported {
        element: element.id.clone(),
        kind: element.tag.clone(),
        reason: reason.into(),
    }
}

fn shape(element: &Element, reason: impl Into<String>) -> Problem {
    Problem::Shape {
        element: element.id.clone(),
        kind: element.tag.clone(),
        reason: reason.into(),
    }
}

fn element_problems(
    definitions: &Definitions,
    element: &Element,
    around: Around<'_>,
    found: &mut Vec<Problem>,
) {
    repeats(element, found);
    for quantity in &element.quantities {
        let number = quantity.trim().parse::<u32>();
        if !number.is_ok_and(|n| (1..=MAX_QUANTITY).contains(&n)) {
            let reason = format!("it counts {quantity} tokens");
            found.push(unsupported(element, reason));
        }
    }
    match &element.kind {
        Kind::Other => found.push(unsupported(element, "this engine does not know it")),
        Kind::EventBased {
            instantiate: true,
            parallel: true,
        } => found.push(unsupported(
            element,
            "it starts a process by several events",
        )),
        Kind::SendTask { message } | Kind::ReceiveTask { message, .. } => {
            message_problems(definitions, element, message.as_deref(), found);
        }
        Kind::Call { called } if called.as_deref().unwrap_or_default().trim().is_empty() => {
            found.push(missing(element, "calledElement"));
        }
        _ => event_problems(definitions, element, around, found),
    }
}

fn repeats(element: &Element, found: &mut Vec<Problem>) {
    match &element.repeats {
        None => {}
        Some(Repeats::Loop {
            condition, maximum, ..
        }) => {
            let number = maximum.as_ref().map(|m| m.trim().parse::<u32>());
            if number.is_some_and(|n| n.is_err()) {
                found.push(shape(element, "loopMaximum is no number"));
            }
            if condition.is_none() && maximum.is_none() {
                found.push(shape(element, "it loops without a condition and a maximum"));
            }
        }
        Some(Repeats::Many(many)) => {
            let written = many.extension.attribute("collection").is_some();
            if !written && many.cardinality.is_none() && many.collection.is_none() {
                found.push(shape(
                    element,
                    "its instances need a number or a collection",
                ));
            }
            if !["All", "None", "One", "Complex"].contains(&many.behavior.as_str()) {
                let reason = format!("its behavior is {}", many.behavior);
                found.push(unsupported(element, reason));
            }
        }
    }
}

/// The name without its prefix: references are qualified names.
pub(crate) fn local(reference: &str) -> &str {
    reference.rsplit(':').next().unwrap_or(reference)
}

fn scope_problems(
    owner: &str,
    around: Around<'_>,
    is_process: bool,
    seen: &mut BTreeSet<String>,
    found: &mut Vec<Problem>,
) {
    let scope = around.scope;
    let by_id: BTreeMap<&str, &Element> =
        scope.elements.iter().map(|e| (e.id.as_str(), e)).collect();
    for flow in &scope.flows {
        unique(&flow.id, seen, found);
        flow_problems(flow, &by_id, found);
    }
    starts(owner, around, is_process, found);
    for element in &scope.elements {
        leaving(element, scope, found);
        boundary(element, scope, &by_id, found);
        handler(element, scope, found);
        event_based(element, scope, &by_id, found);
        if !around.by_event {
            compensated(element, scope, scope, found);
        }
        if let Some(inside) = inside(element) {
            scope_problems(&element.id, inside, false, seen, found);
            if inside.by_event {
                for inner in &inside.scope.elements {
                    compensated(inner, inside.scope, scope, found);
                }
            }
        }
    }
    unreachable(scope, around.ad_hoc, &by_id, found);
}

fn flow_problems(flow: &Flow, by_id: &BTreeMap<&str, &Element>, found: &mut Vec<Problem>) {
    for end in [&flow.from, &flow.to] {
        if !by_id.contains_key(end.as_str()) {
            found.push(Problem::Dangling {
                element: flow.id.clone(),
                kind: "sequenceFlow".to_owned(),
                missing: end.clone(),
            });
        }
    }
    let into = by_id.get(flow.to.as_str());
    if let Some(to) = into.filter(|e| matches!(e.kind, Kind::Start { .. } | Kind::Boundary { .. }))
    {
        found.push(shape(to, "no flow may lead into it"));
    }
    if let Some(to) = into.filter(|e| e.for_compensation) {
        found.push(shape(to, "no flow may lead into a compensation handler"));
    }
    let from = by_id.get(flow.from.as_str());
    if let Some(from) = from.filter(|e| matches!(e.kind, Kind::End { .. })) {
        found.push(shape(from, "no flow may lead out of it"));
    }
}

fn starts(owner: &str, around: Around<'_>, is_process: bool, found: &mut Vec<Problem>) {
    let elements = || around.scope.elements.iter();
    let count = |none: bool| {
        elements()
            .filter(
                |e| matches!(&e.kind, Kind::Start { triggers, .. } if triggers.is_empty() == none),
            )
            .count()
    };
    let ad_hoc = elements().next().is_some() && count(true) + count(false) == 0;
    let reason = match (count(true), count(false), is_process) {
        (0, 1, false) if around.by_event => return,
        (_, _, false) if around.by_event => {
            "an event sub-process starts by one event with a trigger"
        }
        (0, 0, true) if elements().any(instantiates) => return,
        (0, 0, false) if around.ad_hoc && ad_hoc => return,
        (_, _, false) if around.ad_hoc => "an ad-hoc sub-process has no start",
        (0, 0, _) => "there is no start event",
        (2.., _, _) => "there are several start events without a trigger",
        (_, 1.., false) => "a sub-process starts without a trigger",
        _ => return,
    };
    found.push(Problem::Start {
        element: owner.to_owned(),
        reason: reason.to_owned(),
    });
}

/// Whether it starts a process though it is no start event.
fn instantiates(element: &Element) -> bool {
    matches!(
        element.kind,
        Kind::EventBased {
            instantiate: true,
            ..
        } | Kind::ReceiveTask {
            instantiate: true,
            ..
        }
    )
}

/// An event-based gateway leads to events that wait, by flows that are their only ones.
fn event_based(
    element: &Element,
    scope: &Scope,
    by_id: &BTreeMap<&str, &Element>,
    found: &mut Vec<Problem>,
) {
    let Kind::EventBased { instantiate, .. } = element.kind else {
        return;
    };
    for flow in scope.flows.iter().filter(|f| f.from == element.id) {
        let Some(to) = by_id.get(flow.to.as_str()) else {
            continue;
        };
        let message = |t: &Trigger| matches!(t, Trigger::Message(_) | Trigger::Signal(_));
        let waits = match &to.kind {
            Kind::Catch { triggers, parallel } => {
                let link = triggers.iter().any(|t| matches!(t, Trigger::Link(_)));
                let fits = !instantiate || triggers.iter().all(message);
                !link && fits && !(*parallel && triggers.len() > 1)
            }
            Kind::ReceiveTask { .. } => to.repeats.is_none(),
            _ => false,
        };
        if !waits {
            found.push(shape(element, format!("`{}` waits for no event", to.id)));
        }
        if scope.flows.iter().filter(|f| f.to == to.id).count() > 1 {
            found.push(shape(to, "another flow leads into it"));
        }
    }
}

fn leaving(element: &Element, scope: &Scope, found: &mut Vec<Problem>) {
    let out: Vec<&Flow> = scope
        .flows
        .iter()
        .filter(|f| f.from == element.id)
        .collect();
    if let Some(default) = &element.default
        && !out.iter().any(|f| f.id == *default)
    {
        found.push(Problem::Dangling {
            element: element.id.clone(),
            kind: element.tag.clone(),
            missing: default.clone(),
        });
    }
    let gateway = matches!(
        element.kind,
        Kind::Exclusive | Kind::Inclusive | Kind::Parallel | Kind::EventBased { .. }
    );
    let chooses = matches!(element.kind, Kind::Exclusive | Kind::Inclusive);
    let starts = matches!(element.kind, Kind::Start { .. });
    if out.is_empty() && (gateway || starts) {
        found.push(shape(element, "no flow leads out of it"));
    }
    if chooses && out.len() > 1 {
        for flow in out {
            if flow.condition.is_none() && element.default.as_deref() != Some(&flow.id) {
                found.push(Problem::NoCondition {
                    element: flow.id.clone(),
                    gateway: element.id.clone(),
                });
            }
        }
    } else if !element.kind.is_activity()
        && !chooses
        && !matches!(element.kind, Kind::Parallel)
        && out.iter().any(|f| f.condition.is_some())
    {
        found.push(shape(element, "a flow out of it may have no condition"));
    }
}

/// Whether a path can begin at the element.
fn begins(element: &Element, scope: &Scope, ad_hoc: bool) -> bool {
    let linked = |name: &str| {
        scope.elements.iter().any(|e| {
            matches!(&e.kind, Kind::Throw { triggers }
                if matches!(&triggers[..], [Trigger::Link(other)] if other == name))
        })
    };
    let led_to = scope.flows.iter().any(|f| f.to == element.id);
    match &element.kind {
        Kind::Start { .. } | Kind::SubProcess { by_event: true, .. } => true,
        Kind::Catch { triggers, .. } if matches!(triggers[..], [Trigger::Link(_)]) => triggers
            .iter()
            .any(|t| matches!(t, Trigger::Link(name) if linked(name))),
        Kind::Boundary { .. } => false,
        _ if instantiates(element) => true,
        _ => ad_hoc && !led_to && !element.for_compensation,
    }
}

fn unreachable(
    scope: &Scope,
    ad_hoc: bool,
    by_id: &BTreeMap<&str, &Element>,
    found: &mut Vec<Problem>,
) {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = scope
        .elements
        .iter()
        .filter(|e| begins(e, scope, ad_hoc))
        .map(|e| e.id.as_str())
        .collect();
    while let Some(id) = open.pop() {
        if !by_id.contains_key(id) || !reached.insert(id) {
            continue;
        }
        open.extend(
            scope
                .flows
                .iter()
                .filter(|f| f.from == id)
                .map(|f| f.to.as_str()),
        );
        for element in &scope.elements {
            if matches!(&element.kind, Kind::Boundary { attached_to, .. } if local(attached_to) == id)
            {
                open.push(&element.id);
                open.extend(handlers_of(element, scope).iter().map(|e| e.id.as_str()));
            }
        }
    }
    for element in &scope.elements {
        if !reached.contains(element.id.as_str()) {
            found.push(Problem::Unreachable {
                element: element.id.clone(),
                kind: element.tag.clone(),
            });
        }
    }
}

impl Kind {
    /// Whether it is a task or sub-process: what can be interrupted and compensated.
    #[must_use]
    pub fn is_activity(&self) -> bool {
        matches!(
            self,
            Self::UserTask
                | Self::ManualTask
                | Self::ServiceTask
                | Self::SendTask { .. }
                | Self::ReceiveTask { .. }
                | Self::Call { .. }
                | Self::RuleTask
                | Self::ScriptTask { .. }
                | Self::SubProcess { .. }
        )
    }
}
