//! The only code that changes an instance.

use super::event::Event;
use super::instance::{
    Done, Incident, Instance, MessageWait, RunScope, ScopeId, Timer, Token, TokenId,
};

/// Makes the event true in the instance. It decides nothing and cannot fail: what an event names
/// and the instance does not have is passed over.
pub fn apply(instance: &mut Instance, event: &Event) {
    match event.clone() {
        Event::Started { process } => instance.process = Some(process),
        Event::VariablesSet { variables } => instance.variables.extend(variables),
        Event::Ended { how } => end(instance, how),
        event => match event {
            Event::ScopeEntered { .. }
            | Event::ScopeEnded { .. }
            | Event::Entered { .. }
            | Event::Left { .. }
            | Event::Cancelled { .. } => move_tokens(instance, event),
            Event::TimerArmed { .. }
            | Event::TimerFired { .. }
            | Event::MessageAwaited { .. }
            | Event::MessageTaken { .. } => wait(instance, event),
            Event::CompensationKept { .. }
            | Event::CompensationBegun { .. }
            | Event::Compensated { .. } => compensate(instance, event),
            event => work(instance, event),
        },
    }
}

fn end(instance: &mut Instance, how: super::event::How) {
    instance.ended = Some(how);
    instance.tokens.clear();
    instance.scopes.clear();
    instance.tasks.clear();
    instance.services.clear();
    instance.timers.clear();
    instance.messages.clear();
    instance.done.clear();
    instance.compensations.clear();
    instance.incidents.clear();
}

fn move_tokens(instance: &mut Instance, event: Event) {
    match event {
        Event::ScopeEntered {
            scope,
            element,
            token,
        } => {
            instance.scopes.insert(scope, RunScope { element, token });
            instance.next_scope = instance.next_scope.max(scope.0.saturating_add(1));
        }
        Event::ScopeEnded { scope, kept } => end_scope(instance, scope, kept),
        Event::Entered {
            token,
            scope,
            element,
            via,
            undoes,
        } => {
            let new = Token {
                element,
                scope,
                via,
                undoes,
            };
            instance.tokens.insert(token, new);
            instance.next_token = instance.next_token.max(token.0.saturating_add(1));
        }
        Event::Left { token, .. } | Event::Cancelled { token, .. } => remove(instance, token),
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
    instance.timers.retain(|_, timer| timer.token != token);
    instance.messages.retain(|_, wait| wait.token != token);
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
    match outer.filter(|_| kept) {
        Some(outer) => {
            for done in instance.done.values_mut().filter(|d| d.scope == scope) {
                done.scope = outer;
                done.within.push(ended.element.clone());
            }
        }
        None => instance.done.retain(|_, done| done.scope != scope),
    }
}

fn wait(instance: &mut Instance, event: Event) {
    match event {
        Event::TimerArmed {
            wait,
            token,
            element,
            due,
            again,
            every,
        } => {
            let timer = Timer {
                token,
                element,
                due,
                again,
                every,
            };
            instance.timers.insert(wait, timer);
            instance.next_wait = instance.next_wait.max(wait.0.saturating_add(1));
        }
        Event::TimerFired { wait, .. } => {
            instance.timers.remove(&wait);
        }
        Event::MessageAwaited {
            wait,
            token,
            element,
            name,
        } => {
            let message = MessageWait {
                token,
                element,
                name,
            };
            instance.messages.insert(wait, message);
            instance.next_wait = instance.next_wait.max(wait.0.saturating_add(1));
        }
        Event::MessageTaken {
            wait, stays: false, ..
        } => {
            instance.messages.remove(&wait);
        }
        _ => {}
    }
}

fn compensate(instance: &mut Instance, event: Event) {
    match event {
        Event::CompensationKept {
            record,
            scope,
            element,
        } => {
            let done = Done {
                element,
                scope,
                within: Vec::new(),
            };
            instance.done.insert(record, done);
            instance.next_record = instance.next_record.max(record.saturating_add(1));
        }
        Event::CompensationBegun { token, records } => {
            instance.compensations.insert(token, records);
        }
        Event::Compensated { record, .. } => {
            instance.done.remove(&record);
            for left in instance.compensations.values_mut() {
                left.retain(|r| *r != record);
            }
        }
        _ => {}
    }
}

fn work(instance: &mut Instance, event: Event) {
    match event {
        Event::TaskOpened { token, element } => {
            instance.tasks.insert(token, element);
        }
        Event::TaskClosed { token, .. } => {
            instance.tasks.remove(&token);
        }
        Event::ServiceOpened { token, element } => {
            instance.services.insert(token, element);
        }
        Event::ServiceDone { token, .. } | Event::ServiceFailed { token, .. } => {
            instance.services.remove(&token);
        }
        Event::IncidentRaised {
            token,
            element,
            code,
            reason,
        } => {
            let incident = Incident {
                element,
                code,
                reason,
            };
            instance.incidents.insert(token, incident);
        }
        Event::IncidentCleared { token, .. } => {
            instance.incidents.remove(&token);
        }
        _ => {}
    }
}
