//! Boundary events, compensation handlers, and throws that name what they compensate.

use super::{inside, local, shape, unsupported};
use crate::Problem;
use crate::bpmn::model::{Element, Kind, Scope, Trigger};
use std::collections::BTreeMap;

pub(super) fn boundary(
    element: &Element,
    scope: &Scope,
    by_id: &BTreeMap<&str, &Element>,
    found: &mut Vec<Problem>,
) {
    let Kind::Boundary {
        attached_to,
        triggers,
        interrupting,
        ..
    } = &element.kind
    else {
        return;
    };
    match by_id.get(local(attached_to)) {
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
        [Trigger::Error(_) | Trigger::Cancel] if !interrupting => {
            found.push(shape(element, "it always interrupts"));
        }
        [Trigger::Cancel] if !attached_to_transaction(attached_to, by_id) => {
            found.push(shape(element, "it is attached to what is no transaction"));
        }
        _ if out == 0 => found.push(shape(element, "no flow leads out of it")),
        _ => {}
    }
}

fn attached_to_transaction(attached_to: &str, by_id: &BTreeMap<&str, &Element>) -> bool {
    let host = by_id.get(local(attached_to));
    host.and_then(|e| inside(e)).is_some_and(|i| i.transaction)
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

pub(super) fn handler(element: &Element, scope: &Scope, found: &mut Vec<Problem>) {
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
        |e| matches!(&e.kind, Kind::Boundary { attached_to, .. } if local(attached_to) == element.id),
    );
    if attached {
        found.push(unsupported(
            element,
            "a boundary event on a compensation handler",
        ));
    }
}

/// A throw that names an activity must name one of its own scope, or in an event sub-process one
/// of the scope around it (BPMN 2.0.2 table 10.83).
pub(super) fn compensated(
    element: &Element,
    scope: &Scope,
    outer: &Scope,
    found: &mut Vec<Problem>,
) {
    let (Kind::Throw { triggers } | Kind::End { triggers }) = &element.kind else {
        return;
    };
    if let [Trigger::Compensate(Some(activity))] = triggers.as_slice() {
        let id = local(activity);
        let named = scope.element(id).or_else(|| outer.element(id));
        if !named.is_some_and(|e| e.kind.is_activity()) {
            found.push(Problem::Dangling {
                element: element.id.clone(),
                kind: element.tag.clone(),
                missing: activity.clone(),
            });
        }
    }
}
