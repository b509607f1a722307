//! Compensation (BPMN 2.0.2 §13.5.5): handlers run one after the other, the last done first.

use super::event::Event;
use super::instance::{ScopeId, Token, TokenId};
use super::runner::{Runner, Stop, stop};
use crate::name::Name;
use crate::plan::{Act, Node, Throw};

impl Runner<'_> {
    /// An activity with a handler was done.
    pub(super) fn keep(&mut self, token: TokenId, here: &Token, node: &Node) {
        let record = self.instance.next_record;
        let (scope, element) = (here.scope, node.id.clone());
        let locals = self.instance.locals_at(token);
        self.emit(if locals.is_empty() {
            Event::CompensationKept {
                record,
                scope,
                element,
            }
        } else {
            Event::CompensationHeld {
                record,
                scope,
                element,
                inner: None,
                locals,
            }
        });
    }

    /// A sub-process was done that is compensated by an event sub-process of its own, which can
    /// compensate what was done in it.
    pub(super) fn hold(&mut self, scope: ScopeId, owner: TokenId) {
        let Some(here) = self.token(owner) else {
            return;
        };
        let record = self.instance.next_record;
        self.emit(Event::CompensationHeld {
            record,
            scope: here.scope,
            element: here.element,
            inner: Some(scope),
            locals: self.instance.locals_at(owner),
        });
        self.emit(Event::ScopeHeld { scope, record });
    }

    /// A token is on an event that throws a compensation.
    pub(super) fn compensate(
        &mut self,
        token: TokenId,
        activity: Option<&Name>,
    ) -> Result<(), Stop> {
        if !self.instance.compensations.contains_key(&token) {
            let records = self.to_compensate(token, activity);
            if records.is_empty() {
                return self.compensated(token);
            }
            self.emit(Event::CompensationBegun { token, records });
        }
        self.compensate_next(token)
    }

    /// All that was to be compensated is.
    fn compensated(&mut self, token: TokenId) -> Result<(), Stop> {
        let cancels = self.node_of(token).is_some_and(
            |node| matches!(&node.act, Act::Throw(throws) if throws.contains(&Throw::Cancel)),
        );
        match self.token(token) {
            Some(here) if cancels => {
                self.transaction_cancelled(here.scope);
                Ok(())
            }
            _ => self.leave(token),
        }
    }

    /// The scopes whose records the token compensates: its own; in an event sub-process also the
    /// one around it, or the ended one that it compensates.
    fn compensated_scopes(&self, here: &Token) -> Vec<ScopeId> {
        let mut scopes = vec![here.scope];
        let owner = self.owner(here.scope).and_then(|owner| {
            let node = self.node_of(owner)?;
            matches!(node.act, Act::EventSub(_)).then(|| self.token(owner))?
        });
        if let Some(owner) = owner {
            let record = owner
                .undoes
                .and_then(|record| self.instance.done.get(&record));
            scopes.push(record.and_then(|done| done.inner).unwrap_or(owner.scope));
        }
        scopes
    }

    /// What was done there, or in the sub-processes that ended in it, and is not being compensated
    /// already; newest first.
    fn to_compensate(&self, token: TokenId, activity: Option<&Name>) -> Vec<u64> {
        let Some(here) = self.token(token) else {
            return Vec::new();
        };
        let running = self.instance.compensations.values().flatten();
        let running: Vec<u64> = running.copied().collect();
        let named = |element: &Name, within: &[Name]| {
            activity.is_none_or(|a| element == a || within.iter().any(|w| w == a))
        };
        let scopes = self.compensated_scopes(&here);
        let done = self.instance.done.iter().rev();
        done.filter(|(_, d)| scopes.contains(&d.scope) && named(&d.element, &d.within))
            .map(|(record, _)| *record)
            .filter(|record| !running.contains(record))
            .collect()
    }

    pub(super) fn compensate_next(&mut self, token: TokenId) -> Result<(), Stop> {
        let next = self.instance.compensations.get(&token);
        let next = next.and_then(|records| records.first().copied());
        let Some(record) = next else {
            return self.compensated(token);
        };
        let found = self.instance.done.get(&record).cloned();
        let here = self.token(token);
        let (Some(done), Some(here)) = (found, here) else {
            return stop("flow-plan", "what was done is not known");
        };
        let scope = match self.instance.scopes.contains_key(&done.scope) {
            true => done.scope,
            false => here.scope,
        };
        let plan = self.plan_in(scope);
        let handler = plan.and_then(|plan| {
            let node = plan.node(&done.element)?;
            let inside = node.act.body().and_then(|body| body.compensation);
            plan.at(node.handler.or(inside)?)
        });
        let Some(handler) = handler else {
            return stop("flow-plan", "the plan has no handler for what was done");
        };
        let handling = self.enter(&handler.id, scope, None, Some(record));
        self.set_locals(handling, done.locals);
        Ok(())
    }

    /// A handler is done: its record is compensated, and the next one begins.
    pub(super) fn undone(&mut self, token: TokenId, record: u64) {
        let thrower = self.instance.compensations.iter();
        let thrower = thrower
            .filter(|(_, records)| records.contains(&record))
            .map(|(token, _)| *token)
            .next();
        let Some(here) = self.token(token) else {
            return;
        };
        self.emit(Event::Left {
            token,
            element: here.element,
        });
        let compensated = self.instance.done.get(&record);
        let element = compensated.map(|done| done.element.clone());
        self.emit(Event::Compensated {
            record,
            element: element.unwrap_or_default(),
        });
        let Some(thrower) = thrower else {
            self.settle(here.scope);
            return;
        };
        if let Err(stop) = self.compensate_next(thrower) {
            self.incident(thrower, stop.code, &stop.reason);
        }
    }
}
