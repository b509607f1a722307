//! Applies what a migration made true: other ids, other scopes, waits and records that are gone.

use super::apply::forget;
use super::event::Event;
use super::instance::{Instance, ScopeId};
use super::places::inside;
use crate::name::Name;
use std::collections::BTreeMap;

pub(super) fn migrate(instance: &mut Instance, event: &Event) {
    match event {
        Event::Migrated {
            scopes,
            process,
            version,
            elements,
            flows,
        } => {
            if !elements.is_empty() || !flows.is_empty() {
                rename(instance, scopes, elements, flows);
            }
            go_over(instance, scopes, process, version);
        }
        Event::Rehomed { token, scope } => {
            if let Some(token) = instance.tokens.get_mut(token) {
                token.scope = *scope;
            }
        }
        Event::WaitDropped { wait, .. } => {
            instance.timers.remove(wait);
            instance.messages.remove(wait);
            instance.signals.remove(wait);
            instance.conditions.remove(wait);
        }
        Event::RecordRehomed { record, scope } => {
            if let Some(done) = instance.done.get_mut(record) {
                done.scope = *scope;
            }
        }
        Event::RecordDropped { record, .. } => {
            let inner = instance.done.remove(record).and_then(|done| done.inner);
            if let Some(inner) = inner {
                forget(instance, inner);
            }
            for left in instance.compensations.values_mut() {
                left.retain(|r| r != record);
            }
        }
        _ => {}
    }
}

fn go_over(instance: &mut Instance, scopes: &[ScopeId], process: &Name, version: &Name) {
    for scope in scopes {
        let Some(run) = instance.scopes.get_mut(scope) else {
            continue;
        };
        match &mut run.called {
            Some(called) => {
                called.process = process.clone();
                called.version = version.clone();
            }
            None if run.token.is_none() => {
                run.element = process.clone();
                instance.process = Some(process.clone());
            }
            None => {}
        }
    }
}

fn rename(
    instance: &mut Instance,
    processes: &[ScopeId],
    elements: &BTreeMap<Name, Name>,
    flows: &BTreeMap<Name, Name>,
) {
    let scopes = inside(instance, processes);
    let change = |id: &mut Name| {
        if let Some(new) = elements.get(id) {
            id.clone_from(new);
        }
    };
    let tokens = &mut instance.tokens;
    for token in tokens.values_mut().filter(|t| scopes.contains(&t.scope)) {
        change(&mut token.element);
        if let Some(new) = token.via.as_ref().and_then(|via| flows.get(via)) {
            token.via = Some(new.clone());
        }
    }
    let here = |token: &_| tokens.get(token).is_some_and(|t| scopes.contains(&t.scope));
    for scope in instance.scopes.values_mut() {
        if scope.token.is_some_and(|owner| here(&owner)) {
            change(&mut scope.element);
            scope.pending.iter_mut().for_each(change);
        }
    }
    for work in [&mut instance.tasks, &mut instance.services] {
        let work = work.iter_mut().filter(|(token, _)| here(token));
        work.for_each(|(_, element)| change(element));
    }
    for (token, incident) in &mut instance.incidents {
        if here(token) {
            change(&mut incident.element);
        }
    }
    let timers = instance.timers.values_mut();
    let timers = timers.map(|wait| (wait.token, &mut wait.element));
    let messages = instance.messages.values_mut();
    let messages = messages.chain(instance.signals.values_mut());
    let messages = messages.map(|wait| (wait.token, &mut wait.element));
    let conditions = instance.conditions.values_mut();
    let conditions = conditions.map(|wait| (wait.token, &mut wait.element));
    for (token, element) in timers.chain(messages).chain(conditions) {
        if here(&token) {
            change(element);
        }
    }
    for done in instance.done.values_mut() {
        if scopes.contains(&done.scope) {
            change(&mut done.element);
            done.within.iter_mut().for_each(change);
        }
    }
}
