//! What in a model cannot be run. Nothing is passed over: an element is either run or named here.

use super::model::{Definitions, Element, Flow, Kind, Process, Scope, Trigger};
use crate::Problem;
use std::collections::{BTreeMap, BTreeSet};

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
        for element in process.body.all() {
            unique(&element.id, &mut seen, &mut found);
            element_problems(definitions, element, &mut found);
            found.extend(host(element));
        }
        scope_problems(&process.id, &process.body, true, &mut seen, &mut found);
    }
    found
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

fn element_problems(definitions: &Definitions, element: &Element, found: &mut Vec<Problem>) {
    if let Some(repeats) = &element.repeats {
        found.push(unsupported(element, format!("it repeats ({repeats})")));
    }
    for quantity in &element.quantities {
        found.push(unsupported(
            element,
            format!("it counts tokens ({quantity})"),
        ));
    }
    match &element.kind {
        Kind::Other => found.push(unsupported(element, "this engine does not know it")),
        Kind::SubProcess { by_event: true, .. } => {
            found.push(unsupported(element, "it is triggered by an event"));
        }
        Kind::Start { triggers }
        | Kind::End { triggers }
        | Kind::Catch { triggers }
        | Kind::Throw { triggers }
        | Kind::Boundary { triggers, .. } => {
            event_problems(definitions, element, triggers, found);
        }
        _ => {}
    }
}

fn event_problems(
    definitions: &Definitions,
    element: &Element,
    triggers: &[Trigger],
    found: &mut Vec<Problem>,
) {
    let [trigger] = triggers else {
        match (&element.kind, triggers.len()) {
            (Kind::Start { .. } | Kind::End { .. } | Kind::Throw { .. }, 0) => {}
            (_, 0) => found.push(unsupported(element, "it waits for nothing")),
            _ => found.push(unsupported(element, "it has several event definitions")),
        }
        return;
    };
    let runs = match element.kind {
        Kind::Start { .. } => matches!(trigger, Trigger::Message(_)),
        Kind::End { .. } => matches!(
            trigger,
            Trigger::Terminate | Trigger::Error(_) | Trigger::Compensate(_)
        ),
        Kind::Catch { .. } => matches!(trigger, Trigger::Message(_) | Trigger::Timer(_)),
        Kind::Throw { .. } => matches!(trigger, Trigger::Compensate(_)),
        _ => !matches!(trigger, Trigger::Other(_) | Trigger::Terminate),
    };
    if !runs {
        let name = trigger_name(trigger);
        found.push(unsupported(element, format!("{name} is not run here")));
    }
    reference_problems(definitions, element, trigger, found);
}

fn trigger_name(trigger: &Trigger) -> &str {
    match trigger {
        Trigger::Message(_) => "messageEventDefinition",
        Trigger::Timer(_) => "timerEventDefinition",
        Trigger::Error(_) => "errorEventDefinition",
        Trigger::Terminate => "terminateEventDefinition",
        Trigger::Compensate(_) => "compensateEventDefinition",
        Trigger::Other(name) => name,
    }
}

fn reference_problems(
    definitions: &Definitions,
    element: &Element,
    trigger: &Trigger,
    found: &mut Vec<Problem>,
) {
    let missing = |reference: &str| Problem::Dangling {
        element: element.id.clone(),
        kind: element.tag.clone(),
        missing: reference.to_owned(),
    };
    match trigger {
        Trigger::Message(None) => found.push(missing("messageRef")),
        Trigger::Message(Some(id)) => match definitions.messages.get(local(id)) {
            Some(name) if name.trim().is_empty() => {
                found.push(shape(element, "its message has no name"))
            }
            Some(_) => {}
            None => found.push(missing(id)),
        },
        Trigger::Error(Some(id)) if !definitions.errors.contains_key(local(id)) => {
            found.push(missing(id));
        }
        Trigger::Error(None) if matches!(element.kind, Kind::End { .. }) => {
            found.push(missing("errorRef"));
        }
        Trigger::Timer(None) => found.push(Problem::Timer {
            element: element.id.clone(),
            reason: "the timer needs one date, duration or cycle".to_owned(),
        }),
        Trigger::Timer(Some(timer)) => timer_problems(element, timer, found),
        _ => {}
    }
}

fn timer_problems(element: &Element, timer: &super::model::TimerText, found: &mut Vec<Problem>) {
    use super::model::TimerForm;
    let repeats = matches!(
        element.kind,
        Kind::Boundary {
            interrupting: false,
            ..
        }
    );
    if timer.form == TimerForm::Cycle && !repeats {
        found.push(unsupported(
            element,
            "a cycle needs a boundary event that does not interrupt",
        ));
    }
    if !timer.text.starts_with('=')
        && let Err(reason) = crate::timer::parse(timer.form, &timer.text)
    {
        found.push(Problem::Timer {
            element: element.id.clone(),
            reason,
        });
    }
}

/// The name without its prefix: references are qualified names.
pub(crate) fn local(reference: &str) -> &str {
    reference.rsplit(':').next().unwrap_or(reference)
}

fn scope_problems(
    owner: &str,
    scope: &Scope,
    is_process: bool,
    seen: &mut BTreeSet<String>,
    found: &mut Vec<Problem>,
) {
    let by_id: BTreeMap<&str, &Element> =
        scope.elements.iter().map(|e| (e.id.as_str(), e)).collect();
    for flow in &scope.flows {
        unique(&flow.id, seen, found);
        flow_problems(flow, &by_id, found);
    }
    starts(owner, scope, is_process, found);
    for element in &scope.elements {
        leaving(element, scope, found);
        boundary(element, scope, &by_id, found);
        handler(element, scope, found);
        compensated(element, scope, found);
        if let Kind::SubProcess { body, .. } = &element.kind {
            scope_problems(&element.id, body, false, seen, found);
        }
    }
    unreachable(scope, &by_id, found);
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

fn starts(owner: &str, scope: &Scope, is_process: bool, found: &mut Vec<Problem>) {
    let count = |none: bool| {
        scope
            .elements
            .iter()
            .filter(|e| matches!(&e.kind, Kind::Start { triggers } if triggers.is_empty() == none))
            .count()
    };
    let reason = match (count(true), count(false), is_process) {
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
    let gateway = matches!(element.kind, Kind::Exclusive | Kind::Parallel);
    let begins = matches!(element.kind, Kind::Start { .. });
    if out.is_empty() && (gateway || begins) {
        found.push(shape(element, "no flow leads out of it"));
    }
    if matches!(element.kind, Kind::Exclusive) && out.len() > 1 {
        for flow in out {
            if flow.condition.is_none() && element.default.as_deref() != Some(&flow.id) {
                found.push(Problem::NoCondition {
                    element: flow.id.clone(),
                    gateway: element.id.clone(),
                });
            }
        }
    } else if !element.kind.is_activity()
        && !matches!(element.kind, Kind::Exclusive)
        && out.iter().any(|f| f.condition.is_some())
    {
        found.push(shape(element, "a flow out of it may have no condition"));
    }
}

fn boundary(
    element: &Element,
    scope: &Scope,
    by_id: &BTreeMap<&str, &Element>,
    found: &mut Vec<Problem>,
) {
    let Kind::Boundary {
        attached_to,
        triggers,
        interrupting,
    } = &element.kind
    else {
        return;
    };
    match by_id.get(attached_to.as_str()) {
        None => found.push(Problem::Dangling {
            element: element.id.clone(),
            kind: element.tag.clone(),
            missing: attached_to.clone(),
        }),
        Some(host) if !host.kind.is_activity() => {
            found.push(shape(element, "it is attached to what is no activity"));
        }
        Some(_) => {}
    }
    let out = scope.flows.iter().filter(|f| f.from == element.id).count();
    match triggers.as_slice() {
        [Trigger::Compensate(_)] => {
            if out > 0 {
                found.push(shape(
                    element,
                    "its handler is associated, not led to by a flow",
                ));
            }
            let first = scope.elements.iter().find(|e| {
                matches!(&e.kind, Kind::Boundary { attached_to: other, triggers, .. }
                    if other == attached_to && matches!(triggers[..], [Trigger::Compensate(_)]))
            });
            if first.is_some_and(|e| e.id != element.id) {
                found.push(shape(element, "its activity has a handler already"));
            }
            let handlers = handlers_of(element, scope);
            if handlers.len() != 1 {
                found.push(shape(element, "it needs one association with one handler"));
            }
        }
        [Trigger::Error(_)] if !interrupting => {
            found.push(shape(element, "an error always interrupts"));
        }
        _ if out == 0 => found.push(shape(element, "no flow leads out of it")),
        _ => {}
    }
}

/// The compensation handlers that a compensation boundary event is associated with.
pub(crate) fn handlers_of<'m>(boundary: &Element, scope: &'m Scope) -> Vec<&'m Element> {
    scope
        .associations
        .iter()
        .filter(|a| local(&a.from) == boundary.id)
        .filter_map(|a| scope.element(local(&a.to)))
        .filter(|e| e.for_compensation)
        .collect()
}

fn handler(element: &Element, scope: &Scope, found: &mut Vec<Problem>) {
    if !element.for_compensation {
        return;
    }
    if !element.kind.is_activity() {
        found.push(shape(element, "only an activity can compensate"));
    }
    if scope.flows.iter().any(|f| f.from == element.id) {
        found.push(shape(
            element,
            "no flow may lead out of a compensation handler",
        ));
    }
    let attached = scope.elements.iter().any(
        |e| matches!(&e.kind, Kind::Boundary { attached_to, .. } if *attached_to == element.id),
    );
    if attached {
        found.push(unsupported(
            element,
            "a boundary event on a compensation handler",
        ));
    }
}

/// A throw that names an activity must name one of its own scope.
fn compensated(element: &Element, scope: &Scope, found: &mut Vec<Problem>) {
    let (Kind::Throw { triggers } | Kind::End { triggers }) = &element.kind else {
        return;
    };
    if let [Trigger::Compensate(Some(activity))] = triggers.as_slice() {
        let named = scope.element(local(activity));
        if !named.is_some_and(|e| e.kind.is_activity()) {
            found.push(Problem::Dangling {
                element: element.id.clone(),
                kind: element.tag.clone(),
                missing: activity.clone(),
            });
        }
    }
}

fn unreachable(scope: &Scope, by_id: &BTreeMap<&str, &Element>, found: &mut Vec<Problem>) {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = scope
        .elements
        .iter()
        .filter(|e| matches!(e.kind, Kind::Start { .. }))
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
            if matches!(&element.kind, Kind::Boundary { attached_to, .. } if attached_to == id) {
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
                | Self::ServiceTask
                | Self::RuleTask
                | Self::ScriptTask { .. }
                | Self::SubProcess { .. }
        )
    }
}
