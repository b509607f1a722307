//! The only code that changes an instance.

use super::event::Event;
use super::instance::{
    CalledProcess, ConditionWait, Done, Incident, Instance, Loop, MessageWait, RunScope, ScopeId,
    Timer, Token, TokenId, WaitId,
};
use super::renaming::migrate;
use feel::{Context, Value};
use std::sync::Arc;

/// Makes the event true in the instance. It decides nothing and cannot fail: what an event names
/// and the instance does not have is passed over.
pub fn apply(instance: &mut Instance, event: &Event) {
    match event {
        Event::Started { process } => instance.process = Some(process.clone()),
        Event::VariablesSet { variables } => {
            let own = Arc::make_mut(&mut instance.variables);
            extend(own, variables);
        }
        Event::LocalsSet { token, variables } => {
            if instance.tokens.contains_key(token) {
                extend(instance.locals.entry(*token).or_default(), variables);
            }
        }
        Event::Ended { how } => end(instance, how.clone()),
        Event::Entered {
            token,
            scope,
            element,
            via,
            undoes,
        } => enter(
            instance,
            *token,
            Token {
                element: element.clone(),
                scope: *scope,
                via: via.clone(),
                undoes: *undoes,
                index: None,
            },
        ),
        Event::Left { token, .. } | Event::Cancelled { token, .. } => remove(instance, *token),
        _ => apply_scope(instance, event),
    }
}

fn extend(own: &mut Context, new: &Context) {
    for (name, value) in new {
        match own.get_mut(name) {
            Some(old) => old.clone_from(value),
            None => {
                own.insert(name.clone(), value.clone());
            }
        }
    }
}

fn end(instance: &mut Instance, how: super::change::How) {
    *instance = Instance {
        process: instance.process.take(),
        ended: Some(how),
        variables: std::mem::take(&mut instance.variables),
        next_token: instance.next_token,
        next_scope: instance.next_scope,
        next_wait: instance.next_wait,
        next_record: instance.next_record,
        ..Instance::default()
    };
}

fn enter(instance: &mut Instance, token: TokenId, new: Token) {
    if new.via.is_none()
        && let Some(scope) = instance.scopes.get_mut(&new.scope)
        && let Some(place) = scope.pending.iter().position(|e| *e == new.element)
    {
        scope.pending.remove(place);
    }
    instance.tokens.insert(token, new);
    instance.next_token = instance.next_token.max(token.0.saturating_add(1));
}

fn apply_scope(instance: &mut Instance, event: &Event) {
    match event {
        Event::ScopeEntered {
            scope,
            element,
            token,
        } => open(instance, *scope, element, *token, None),
        Event::Called {
            scope,
            token,
            element,
            process,
            version,
            sealed,
        } => {
            let called = CalledProcess {
                process: process.clone(),
                version: version.clone(),
                sealed: *sealed,
            };
            open(instance, *scope, element, Some(*token), Some(called));
        }
        Event::ScopeEnded { scope, kept } => end_scope(instance, *scope, *kept),
        Event::ScopeHeld { scope, .. } => {
            instance.scopes.remove(scope);
        }
        Event::AdHocBegun { scope, elements } => {
            if let Some(scope) = instance.scopes.get_mut(scope) {
                scope.pending.clone_from(elements);
            }
        }
        Event::AdHocClosed { scope } => {
            if let Some(scope) = instance.scopes.get_mut(scope) {
                scope.pending.clear();
            }
        }
        Event::LoopBegun { .. } | Event::InstanceEntered { .. } | Event::InstanceDone { .. } => {
            repeat(instance, event);
        }
        _ => wait(instance, event),
    }
}

fn open(
    instance: &mut Instance,
    scope: ScopeId,
    element: &crate::name::Name,
    token: Option<TokenId>,
    called: Option<CalledProcess>,
) {
    let new = RunScope {
        element: element.clone(),
        token,
        called: called.map(Box::new),
        pending: Vec::new(),
    };
    instance.scopes.insert(scope, new);
    instance.next_scope = instance.next_scope.max(scope.0.saturating_add(1));
}

fn repeat(instance: &mut Instance, event: &Event) {
    match event {
        Event::LoopBegun {
            token,
            scope,
            total,
            items,
        } => {
            let Some(here) = instance.tokens.get(token) else {
                return;
            };
            let element = here.element.clone();
            open(instance, *scope, &element, Some(*token), None);
            let items = items.get("items").and_then(Value::as_list);
            let new = Loop {
                scope: *scope,
                total: *total,
                begun: 0,
                done: 0,
                items: items.map(<[Value]>::to_vec).unwrap_or_default(),
                given: Default::default(),
            };
            instance.loops.insert(*token, new);
        }
        Event::InstanceEntered {
            token,
            scope,
            element,
            index,
            locals,
        } => {
            let new = Token {
                element: element.clone(),
                scope: *scope,
                via: None,
                undoes: None,
                index: Some(*index),
            };
            enter(instance, *token, new);
            instance.locals.insert(*token, locals.clone());
            let repeats = instance.loops.values_mut().find(|l| l.scope == *scope);
            if let Some(repeats) = repeats {
                repeats.begun = repeats.begun.max(*index);
            }
        }
        Event::InstanceDone {
            token,
            index,
            given,
        } => {
            if let Some(repeats) = instance.loops.get_mut(token) {
                repeats.done = repeats.done.saturating_add(1);
                let given = given.get("given").cloned();
                repeats.given.extend(given.map(|value| (*index, value)));
            }
        }
        _ => {}
    }
}

/// Takes a token and everything that hangs on it.
fn remove(instance: &mut Instance, token: TokenId) {
    instance.tokens.remove(&token);
    instance.tasks.remove(&token);
    instance.services.remove(&token);
    instance.incidents.remove(&token);
    instance.compensations.remove(&token);
    instance.locals.remove(&token);
    instance.loops.remove(&token);
    instance.timers.retain(|_, timer| timer.token != token);
    instance.messages.retain(|_, wait| wait.token != token);
    instance.signals.retain(|_, wait| wait.token != token);
    instance.conditions.retain(|_, wait| wait.token != token);
}

/// Ends a scope. Its records go to the scope around it, or are gone.
fn end_scope(instance: &mut Instance, scope: ScopeId, kept: bool) {
    let Some(ended) = instance.scopes.remove(&scope) else {
        return;
    };
    let outer = ended
        .token
        .and_then(|token| instance.tokens.get(&token))
        .map(|token| token.scope);
    if let Some(token) = ended.token
        && instance.loops.get(&token).is_some_and(|l| l.scope == scope)
    {
        instance.loops.remove(&token);
    }
    match outer.filter(|_| kept) {
        Some(outer) => {
            for done in instance.done.values_mut().filter(|d| d.scope == scope) {
                done.scope = outer;
                done.within.push(ended.element.clone());
            }
        }
        None => forget(instance, scope),
    }
}

/// The records of the scope are gone, with those that belong to them.
pub(super) fn forget(instance: &mut Instance, scope: ScopeId) {
    let mut scopes = vec![scope];
    while let Some(scope) = scopes.pop() {
        let gone = instance.done.values().filter(|done| done.scope == scope);
        scopes.extend(gone.filter_map(|done| done.inner));
        instance.done.retain(|_, done| done.scope != scope);
    }
}

fn wait(instance: &mut Instance, event: &Event) {
    let next = match event {
        Event::TimerArmed { wait, .. }
        | Event::WorkingTimerArmed { wait, .. }
        | Event::MessageAwaited { wait, .. }
        | Event::SignalAwaited { wait, .. }
        | Event::ConditionAwaited { wait, .. } => wait.0.saturating_add(1),
        _ => 0,
    };
    instance.next_wait = instance.next_wait.max(next);
    match event {
        Event::TimerArmed { .. }
        | Event::WorkingTimerArmed { .. }
        | Event::TimerFired { .. }
        | Event::TimerMoved { .. } => timer(instance, event),
        Event::MessageAwaited {
            wait,
            token,
            element,
            name,
        } => {
            let new = await_name(*token, element, name);
            instance.messages.insert(*wait, new);
        }
        Event::SignalAwaited {
            wait,
            token,
            element,
            name,
        } => {
            let new = await_name(*token, element, name);
            instance.signals.insert(*wait, new);
        }
        Event::MessageTaken {
            wait, stays: false, ..
        } => {
            instance.messages.remove(wait);
        }
        Event::SignalTaken {
            wait, stays: false, ..
        } => {
            instance.signals.remove(wait);
        }
        Event::ConditionAwaited { .. }
        | Event::ConditionMet { .. }
        | Event::ConditionLapsed { .. } => condition(instance, event),
        _ => compensate(instance, event),
    }
}

fn await_name(
    token: TokenId,
    element: &crate::name::Name,
    name: &crate::name::Name,
) -> MessageWait {
    MessageWait {
        token,
        element: element.clone(),
        name: name.clone(),
    }
}

fn timer(instance: &mut Instance, event: &Event) {
    let mut set = |wait: &WaitId, timer: Timer| {
        instance.timers.insert(*wait, timer);
    };
    match event {
        Event::TimerArmed {
            wait,
            token,
            element,
            due,
            again,
            every,
        } => set(
            wait,
            Timer {
                token: *token,
                element: element.clone(),
                due: *due,
                again: *again,
                every: every.clone(),
                working: None,
            },
        ),
        Event::WorkingTimerArmed {
            wait,
            token,
            element,
            due,
            from,
            length,
            again,
        } => set(
            wait,
            Timer {
                token: *token,
                element: element.clone(),
                due: *due,
                again: *again,
                every: None,
                working: Some((*from, *length)),
            },
        ),
        Event::TimerFired { wait, .. } => {
            instance.timers.remove(wait);
        }
        Event::TimerMoved { wait, due, .. } => {
            if let Some(timer) = instance.timers.get_mut(wait) {
                timer.due = *due;
            }
        }
        _ => {}
    }
}

fn condition(instance: &mut Instance, event: &Event) {
    match event {
        Event::ConditionAwaited {
            wait,
            token,
            element,
            cause,
        } => {
            let new = ConditionWait {
                token: *token,
                element: element.clone(),
                cause: *cause,
                held: false,
            };
            instance.conditions.insert(*wait, new);
        }
        Event::ConditionMet {
            wait, stays: false, ..
        } => {
            instance.conditions.remove(wait);
        }
        Event::ConditionMet { wait, .. } => {
            if let Some(condition) = instance.conditions.get_mut(wait) {
                condition.held = true;
            }
        }
        Event::ConditionLapsed { wait } => {
            if let Some(condition) = instance.conditions.get_mut(wait) {
                condition.held = false;
            }
        }
        _ => {}
    }
}

fn compensate(instance: &mut Instance, event: &Event) {
    let mut keep = |record: u64, done: Done| {
        instance.done.insert(record, done);
        instance.next_record = instance.next_record.max(record.saturating_add(1));
    };
    match event {
        Event::CompensationKept {
            record,
            scope,
            element,
        } => keep(
            *record,
            Done {
                element: element.clone(),
                scope: *scope,
                within: Vec::new(),
                inner: None,
                locals: Context::new(),
            },
        ),
        Event::CompensationHeld {
            record,
            scope,
            element,
            inner,
            locals,
        } => keep(
            *record,
            Done {
                element: element.clone(),
                scope: *scope,
                within: Vec::new(),
                inner: *inner,
                locals: locals.clone(),
            },
        ),
        Event::CompensationBegun { token, records } => {
            instance.compensations.insert(*token, records.clone());
        }
        Event::Compensated { record, .. } => {
            let inner = instance.done.remove(record).and_then(|done| done.inner);
            if let Some(inner) = inner {
                forget(instance, inner);
            }
            for left in instance.compensations.values_mut() {
                left.retain(|r| r != record);
            }
        }
        _ => work(instance, event),
    }
}

fn work(instance: &mut Instance, event: &Event) {
    match event {
        Event::TaskOpened { token, element } => {
            instance.tasks.insert(*token, element.clone());
        }
        Event::TaskClosed { token, .. } => {
            instance.tasks.remove(token);
        }
        Event::ServiceOpened { token, element } => {
            instance.services.insert(*token, element.clone());
        }
        Event::ServiceDone { token, .. } | Event::ServiceFailed { token, .. } => {
            instance.services.remove(token);
        }
        Event::IncidentRaised {
            token,
            element,
            code,
            reason,
        } => {
            let incident = Incident {
                element: element.clone(),
                code: code.clone(),
                reason: reason.clone(),
            };
            instance.incidents.insert(*token, incident);
        }
        Event::IncidentCleared { token, .. } => {
            instance.incidents.remove(token);
        }
        _ => migrate(instance, event),
    }
}
