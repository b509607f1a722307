//! Makes what is waited for what the new flow waits for.

use super::Crossing;
use super::frames::all_waits;
use crate::migration::Way;
use crate::name::Name;
use crate::plan::{Act, Cause, Node, Repeat};
use crate::run::event::Event;
use crate::run::instance::{ScopeId, TokenId, WaitId};

impl<'p> Crossing<'p> {
    pub(super) fn wait_anew(&mut self) {
        for (token, old, new) in self.kept.clone() {
            if self.runner.token(token).is_some() {
                self.events(token, old, new);
                self.instances(token, old, new);
            }
        }
        let instance = self.runner.instance();
        let live: Vec<ScopeId> = instance.scopes.keys().copied().collect();
        for scope in live {
            let opened = self.opened.values().any(|opened| *opened == scope);
            if self.scopes.contains(&scope) && !opened {
                self.guards(scope);
                self.ad_hoc(scope);
            }
        }
    }

    /// Keeps, drops and sets what waits on a token that stays.
    fn events(&mut self, token: TokenId, old: &'p Node, new: &'p Node) {
        let (before, wanted) = (
            self.waits_for(token, old, true),
            self.waits_for(token, new, false),
        );
        let there: Vec<(WaitId, Name)> = all_waits(self.runner.instance())
            .filter(|(_, on, _)| *on == token)
            .map(|(wait, _, element)| (wait, element.clone()))
            .collect();
        let mut kept: Vec<&Name> = Vec::new();
        for event in &wanted {
            let origin = self.origin(event, &before);
            if there.iter().any(|(_, element)| *element == event.id)
                && origin.is_some_and(|origin| waits_alike(origin, event))
            {
                kept.push(&event.id);
            }
        }
        for (wait, element) in &there {
            if !kept.contains(&element) {
                let (wait, element) = (*wait, element.clone());
                self.runner.emit(Event::WaitDropped { wait, element });
            }
        }
        if !self.is_armed(token, old) {
            return;
        }
        let set: Vec<&'p Node> = wanted
            .iter()
            .copied()
            .filter(|event| {
                let was_there = there.iter().any(|(_, element)| *element == event.id);
                let spent = !was_there && self.origin(event, &before).is_some();
                !spent && !kept.contains(&&event.id)
            })
            .collect();
        if let Err(stop) = self.runner.arm_all(token, set) {
            self.runner.incident(token, stop.code, &stop.reason);
        }
    }

    /// The event of the old flow that the event was, and that was waited for on the same token.
    fn origin(&self, event: &Node, before: &[&'p Node]) -> Option<&'p Node> {
        let mut origins = self.course.origins(&event.id);
        origins.find(|origin| {
            let kept = matches!(self.course.way(&origin.id), Some(Way::Keeps(_)));
            kept && before.iter().any(|event| event.id == origin.id)
        })
    }

    /// The events for which a token on the node waits.
    fn waits_for(&self, token: TokenId, node: &'p Node, left: bool) -> Vec<&'p Node> {
        let plan = if left {
            self.course.from()
        } else {
            self.course.to()
        };
        let is_instance = self
            .runner
            .token(token)
            .is_some_and(|here| here.index.is_some());
        let mut events: Vec<&'p Node> = match &node.act {
            Act::EventBased => node.ways.iter().filter_map(|way| plan.at(way.to)).collect(),
            Act::EventSub(body) => body.start.and_then(|id| plan.at(id)).into_iter().collect(),
            Act::Catch { .. } | Act::ReceiveTask(_) => vec![node],
            _ => Vec::new(),
        };
        if matches!(node.act, Act::ReceiveTask(_)) && node.repeat.is_some() && !is_instance {
            events.clear();
        }
        if !is_instance {
            events.extend(node.boundaries.iter().filter_map(|id| plan.at(*id)));
        }
        events
    }

    /// Whether the token waits for its events: not when it waits for other tokens, or could not
    /// set its timers; nor an event sub-process that runs.
    fn is_armed(&self, token: TokenId, old: &Node) -> bool {
        let Some(here) = self.runner.token(token) else {
            return false;
        };
        let instance = self.runner.instance();
        let stopped = instance.incidents.get(&token).is_some_and(|incident| {
            let after = [
                "flow-condition",
                "flow-no-way",
                "flow-output",
                "flow-service",
            ];
            !after.contains(&&*incident.code)
        });
        let runs = instance.scopes.values().any(|run| run.token == Some(token));
        let gathers = old.needs > 1 && here.via.is_some();
        let handles = runs && matches!(old.act, Act::EventSub(_));
        !(stopped || gathers || handles)
    }

    /// Instances that came one after the other and now go beside each other begin.
    fn instances(&mut self, token: TokenId, old: &'p Node, new: &'p Node) {
        let many = |node: &'p Node| match node.repeat.as_deref() {
            Some(Repeat::Many(many)) => Some(many),
            _ => None,
        };
        let (Some(was), Some(is)) = (many(old), many(new)) else {
            return;
        };
        let repeats = self.runner.instance().loops.get(&token).cloned();
        let Some(repeats) = repeats.filter(|_| was.sequential && !is.sequential) else {
            return;
        };
        let begun = usize::try_from(repeats.begun).unwrap_or(usize::MAX);
        for item in repeats.items.iter().skip(begun) {
            self.runner.next_instance(token, new, Some(item));
        }
    }

    /// Event sub-processes that are new wait in a scope that runs.
    fn guards(&mut self, scope: ScopeId) {
        let Some(body) = self.runner.body(scope) else {
            return;
        };
        for id in &body.events {
            let Some(handler) = self.course.to().at(*id) else {
                continue;
            };
            let is_new = self
                .course
                .origins(&handler.id)
                .all(|origin| matches!(self.course.way(&origin.id), Some(Way::Anew(_))));
            let mut here = self.runner.instance().tokens.values();
            if is_new && !here.any(|at| at.scope == scope && at.element == handler.id) {
                self.runner.guard_by(scope, self.course.to(), handler);
            }
        }
    }

    /// What is new in an ad-hoc sub-process, and what is there no more.
    fn ad_hoc(&mut self, scope: ScopeId) {
        let Some(ad_hoc) = self
            .runner
            .body(scope)
            .and_then(|body| body.ad_hoc.as_deref())
        else {
            return;
        };
        let first = ad_hoc
            .first
            .iter()
            .filter_map(|id| self.course.to().at(*id));
        let first: Vec<&'p Node> = first.collect();
        let run = self.runner.instance().scopes.get(&scope);
        let pending = run.map(|run| run.pending.clone()).unwrap_or_default();
        let is_new = |node: &&&'p Node| self.course.origins(&node.id).next().is_none();
        let new: Vec<Name> = match ad_hoc.activities {
            None => first.iter().filter(is_new).map(|n| n.id.clone()).collect(),
            Some(_) => Vec::new(),
        };
        let is_there = |id: &Name| first.iter().any(|node| node.id == *id);
        let mut elements: Vec<Name> = pending.iter().filter(|id| is_there(id)).cloned().collect();
        elements.extend(new.iter().cloned());
        if elements != pending {
            self.runner.emit(Event::AdHocBegun { scope, elements });
        }
        if !ad_hoc.sequential {
            for element in &new {
                self.runner.enter(element, scope, None, None);
            }
        }
    }
}

/// Whether what waits for the one waits for the other: a timer keeps its hour, a message or signal
/// must bear the same name.
fn waits_alike(a: &Node, b: &Node) -> bool {
    let (a, b) = (a.act.causes(), b.act.causes());
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| match (a, b) {
            (Cause::Message(a), Cause::Message(b)) | (Cause::Signal(a), Cause::Signal(b)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        })
}
