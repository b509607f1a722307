//! Which events are run where.

use super::{local, shape, unsupported};
use crate::Problem;
use crate::bpmn::model::{Definitions, Element, Kind, Scope, TimerForm, TimerText, Trigger};
use crate::time;

/// Where an event stands.
#[derive(Clone, Copy)]
pub(super) struct Around<'m> {
    /// The scope that holds it.
    pub scope: &'m Scope,
    /// Whether that is an event sub-process.
    pub by_event: bool,
    /// Whether that is a transaction.
    pub transaction: bool,
    /// Whether that is an ad-hoc sub-process.
    pub ad_hoc: bool,
}

pub(super) fn event_problems(
    definitions: &Definitions,
    element: &Element,
    around: Around<'_>,
    found: &mut Vec<Problem>,
) {
    let (Kind::Start { triggers, .. }
    | Kind::End { triggers }
    | Kind::Catch { triggers, .. }
    | Kind::Throw { triggers }
    | Kind::Boundary { triggers, .. }) = &element.kind
    else {
        return;
    };
    if triggers.is_empty() && matches!(element.kind, Kind::Catch { .. } | Kind::Boundary { .. }) {
        found.push(unsupported(element, "it waits for nothing"));
    }
    several(element, triggers, found);
    for trigger in triggers {
        if let Trigger::Missing(id) = trigger {
            found.push(missing(element, id));
        } else if !runs(element, trigger, around) {
            let name = trigger_name(trigger);
            found.push(unsupported(element, format!("{name} is not run here")));
        }
        reference_problems(definitions, element, trigger, around, found);
    }
}

/// Several event definitions: one of them is enough, or all are needed.
fn several(element: &Element, triggers: &[Trigger], found: &mut Vec<Problem>) {
    let alone = |t: &Trigger| {
        !matches!(
            t,
            Trigger::Message(_)
                | Trigger::Timer(_)
                | Trigger::Signal(_)
                | Trigger::Condition(_)
                | Trigger::Escalation(_)
                | Trigger::Other(_)
                | Trigger::Missing(_)
        )
    };
    if triggers.len() > 1
        && let Some(trigger) = triggers.iter().find(|t| alone(t))
    {
        let name = trigger_name(trigger);
        let reason = format!("{name} is not run beside other event definitions");
        found.push(unsupported(element, reason));
    }
    let parallel = match &element.kind {
        Kind::Start { parallel, .. } => *parallel,
        Kind::Boundary {
            parallel,
            interrupting,
            ..
        } => *parallel && !interrupting,
        _ => false,
    };
    if parallel && triggers.len() > 1 {
        found.push(unsupported(element, "parallelMultiple is not run here"));
    }
}

fn runs(element: &Element, trigger: &Trigger, around: Around<'_>) -> bool {
    use Trigger::{
        Cancel, Compensate, Condition, Error, Escalation, Link, Message, Signal, Terminate, Timer,
    };
    let waits = matches!(trigger, Message(_) | Timer(_) | Signal(_) | Condition(_));
    let thrown = matches!(
        trigger,
        Message(_) | Signal(_) | Escalation(_) | Compensate(_)
    );
    let caught = matches!(trigger, Error(_) | Escalation(_) | Compensate(_));
    match element.kind {
        Kind::Start { .. } => waits || (around.by_event && caught),
        Kind::End { .. } => {
            let cancels = matches!(trigger, Cancel) && around.transaction;
            thrown || matches!(trigger, Terminate | Error(_)) || cancels
        }
        Kind::Catch { .. } => waits || matches!(trigger, Link(_)),
        Kind::Throw { .. } => thrown || matches!(trigger, Link(_)),
        _ => waits || caught || matches!(trigger, Cancel),
    }
}

pub(super) fn trigger_name(trigger: &Trigger) -> &str {
    match trigger {
        Trigger::Message(_) => "messageEventDefinition",
        Trigger::Timer(_) => "timerEventDefinition",
        Trigger::Error(_) => "errorEventDefinition",
        Trigger::Escalation(_) => "escalationEventDefinition",
        Trigger::Signal(_) => "signalEventDefinition",
        Trigger::Condition(_) => "conditionalEventDefinition",
        Trigger::Link(_) => "linkEventDefinition",
        Trigger::Cancel => "cancelEventDefinition",
        Trigger::Terminate => "terminateEventDefinition",
        Trigger::Compensate(_) => "compensateEventDefinition",
        Trigger::Missing(_) => "eventDefinitionRef",
        Trigger::Other(name) => name,
    }
}

pub(super) fn missing(element: &Element, reference: &str) -> Problem {
    Problem::Dangling {
        element: element.id.clone(),
        kind: element.tag.clone(),
        missing: reference.to_owned(),
    }
}

/// A message must be there and have a name.
pub(super) fn message_problems(
    definitions: &Definitions,
    element: &Element,
    message: Option<&str>,
    found: &mut Vec<Problem>,
) {
    let Some(id) = message else {
        found.push(missing(element, "messageRef"));
        return;
    };
    match definitions.messages.get(local(id)) {
        Some(name) if name.trim().is_empty() => {
            found.push(shape(element, "its message has no name"));
        }
        Some(_) => {}
        None => found.push(missing(element, id)),
    }
}

fn reference_problems(
    definitions: &Definitions,
    element: &Element,
    trigger: &Trigger,
    around: Around<'_>,
    found: &mut Vec<Problem>,
) {
    let throws = matches!(element.kind, Kind::End { .. } | Kind::Throw { .. });
    let lacks = |known: &std::collections::BTreeMap<String, String>, id: &Option<String>| {
        id.as_deref()
            .filter(|id| !known.contains_key(local(id)))
            .map(str::to_owned)
    };
    match trigger {
        Trigger::Message(id) => message_problems(definitions, element, id.as_deref(), found),
        Trigger::Signal(None) => found.push(missing(element, "signalRef")),
        Trigger::Error(None) if throws => found.push(missing(element, "errorRef")),
        Trigger::Escalation(None) if throws => found.push(missing(element, "escalationRef")),
        Trigger::Signal(id) => {
            found.extend(lacks(&definitions.signals, id).map(|id| missing(element, &id)));
        }
        Trigger::Error(id) => {
            found.extend(lacks(&definitions.errors, id).map(|id| missing(element, &id)));
        }
        Trigger::Escalation(id) => {
            found.extend(lacks(&definitions.escalations, id).map(|id| missing(element, &id)));
        }
        Trigger::Condition(None) => found.push(shape(element, "it has no condition")),
        Trigger::Link(name) => link_problems(element, name, around.scope, found),
        Trigger::Timer(None) => found.push(Problem::Timer {
            element: element.id.clone(),
            reason: "the timer needs one date, duration or cycle".to_owned(),
        }),
        Trigger::Timer(Some(timer)) => timer_problems(element, timer, found),
        _ => {}
    }
}

/// A link that is thrown has one target of its name in its scope (BPMN 2.0.2 §10.5.4).
fn link_problems(element: &Element, name: &str, scope: &Scope, found: &mut Vec<Problem>) {
    if !matches!(element.kind, Kind::Throw { .. }) {
        return;
    }
    let targets = scope.elements.iter().filter(|e| {
        matches!(&e.kind, Kind::Catch { triggers, .. }
            if matches!(&triggers[..], [Trigger::Link(other)] if other == name))
    });
    if targets.count() != 1 {
        let reason = format!("the link `{name}` needs one target");
        found.push(shape(element, reason));
    }
}

fn timer_problems(element: &Element, timer: &TimerText, found: &mut Vec<Problem>) {
    let wrong = match &timer.working {
        Some((unit, amount)) => {
            let amount = match amount.starts_with('=') {
                true => Ok(()),
                false => time::Working::of(*unit, &feel::Value::text(amount.as_str())).map(drop),
            };
            let cycle = match timer.form {
                TimerForm::Cycle => time::repeats(&timer.text).map(drop),
                _ => Ok(()),
            };
            amount.and(cycle)
        }
        None if timer.text.starts_with('=') => Ok(()),
        None => time::parse(timer.form, &timer.text).map(drop),
    };
    if let Err(reason) = wrong {
        found.push(Problem::Timer {
            element: element.id.clone(),
            reason,
        });
    }
}
