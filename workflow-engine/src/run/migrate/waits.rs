//! Makes what is waited for what the new flow waits for.

use super::Crossing;
use super::frames::all_waits;
use crate::migration::Way;
use crate::name::Name;
use crate::plan::{Act, Cause, Node, Repeat};
use crate::run::event::Event;
use crate::run::instance::{ScopeId, TokenId, WaitId};
use crate::run::waits::can_come;

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
            if self.scopes.contains(&scope) {
                self.guards(scope);
                self.ad_hoc(scope);
            }
        }
    }

    /// Keeps, drops and sets what waits on a token that stays.
    fn events(&mut self, token: TokenId, old: &'p Node, new: &'p Node) {
        let before = self.runner.events_of(token, old, self.course.from());
        let wanted = self.runner.events_of(token, new, self.course.to());
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
                let origin = self.origin(event, &before);
                let could = origin.is_some_and(|o| o.act.causes().iter().any(can_come));
                let spent = !was_there && could;
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

    /// Whether the token waits for its events: not when it waits for other tokens, or could not
    /// begin; nor an event sub-process that runs.
    fn is_armed(&self, token: TokenId, old: &Node) -> bool {
        let Some(here) = self.runner.token(token) else {
            return false;
        };
        let instance = self.runner.instance();
        let after = [
            "flow-condition",
            "flow-no-way",
            "flow-output",
            "flow-service",
        ];
        let stopped = instance.incidents.get(&token).is_some_and(|incident| {
            !self.runner.has_begun(token) && !after.contains(&&*incident.code)
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

    /// Event sub-processes wait in a scope that runs, but those that waited there, or in a scope
    /// whose content is there now, and were called or taken away.
    fn guards(&mut self, scope: ScopeId) {
        let Some(body) = self.runner.body(scope) else {
            return;
        };
        for handler in body.events.iter().filter_map(|id| self.course.to().at(*id)) {
            let start = handler
                .act
                .body()
                .and_then(|body| self.course.to().at(body.start?));
            let can_wait = start.is_some_and(|start| start.act.causes().iter().any(can_come));
            let here = self.runner.instance().tokens.iter();
            let mut here = here.filter(|(_, at)| at.scope == scope && at.element == handler.id);
            match here.next().map(|(token, _)| *token) {
                Some(token) if !can_wait && !self.runner.has_begun(token) => {
                    self.runner.cancel(token);
                }
                None if !self.had_waited(scope, handler) => {
                    self.runner.guard_by(scope, self.course.to(), handler);
                }
                _ => {}
            }
        }
    }

    fn had_waited(&self, scope: ScopeId, handler: &Node) -> bool {
        let came = self.came_from.get(&scope).into_iter().flatten();
        let mut scopes = came.chain([&scope]);
        scopes.any(|scope| {
            let waited = self.waited.get(scope);
            let mut origins = self.course.origins(&handler.id);
            origins.any(|origin| {
                let kept = matches!(self.course.way(&origin.id), Some(Way::Keeps(_)));
                kept && waited.is_some_and(|waited| waited.contains(&origin.id))
            })
        })
    }

    /// What is new in an ad-hoc sub-process, and what is there no more.
    fn ad_hoc(&mut self, scope: ScopeId) {
        let body = self.runner.body(scope);
        let Some(ad_hoc) = body.and_then(|body| body.ad_hoc.as_deref()) else {
            return;
        };
        let owner = self.runner.owner(scope);
        let old = self.kept.iter().find(|(token, ..)| Some(*token) == owner);
        let old = old.and_then(|(_, old, _)| old.act.body()?.ad_hoc.as_deref());
        let had: Vec<&Name> = old
            .map(|old| old.first.iter().filter_map(|id| self.course.from().at(*id)))
            .into_iter()
            .flatten()
            .map(|node| &node.id)
            .collect();
        let first = ad_hoc.first.iter();
        let first: Vec<&'p Node> = first.filter_map(|id| self.course.to().at(*id)).collect();
        let is_new = |node: &&&'p Node| {
            let mut origins = self.course.origins(&node.id);
            let stands = self.runner.instance().tokens.values();
            let mut stands = stands.filter(|at| at.scope == scope);
            !had.contains(&&node.id)
                && !origins.any(|origin| had.contains(&&origin.id))
                && !stands.any(|at| at.element == node.id)
        };
        let variables = owner.map(|owner| self.runner.instance().variables_at(owner));
        let is_over = ad_hoc.completion.as_ref().zip(variables);
        let is_over = is_over.is_some_and(|(over, known)| over.eval(&known).value.is_true());
        let new: Vec<Name> = match ad_hoc.activities {
            _ if is_over => Vec::new(),
            None => first.iter().filter(is_new).map(|n| n.id.clone()).collect(),
            Some(_) => Vec::new(),
        };
        let run = self.runner.instance().scopes.get(&scope);
        let before = run.map(|run| run.pending.clone()).unwrap_or_default();
        let is_there = |id: &&Name| first.iter().any(|node| node.id == **id);
        let pending = self.pending.get(&scope).into_iter().flatten();
        let mut elements: Vec<Name> = pending.filter(is_there).cloned().collect();
        elements.extend(new.iter().cloned());
        if elements != before {
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
