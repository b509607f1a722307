//! How tokens leave an element, and how gateways join them.

use super::change::How;
use super::event::Event;
use super::instance::{ScopeId, Token, TokenId};
use super::runner::{MAX_TOKENS, Runner, Stop, stop};
use crate::name::Name;
use crate::plan::{Act, Node, Way};
use std::collections::{BTreeMap, BTreeSet};

impl<'p> Runner<'p> {
    /// Takes the ways out of the element; without any the path ends.
    pub(super) fn leave(&mut self, token: TokenId) -> Result<(), Stop> {
        let Some((here, node)) = self.token(token).zip(self.node_of(token)) else {
            return stop("flow-plan", "the plan has no such element");
        };
        let ways = self.ways(token, node)?;
        if node.handler.is_some() && node.repeat.is_none() {
            self.keep(token, &here, node);
        }
        self.emit(Event::Left {
            token,
            element: node.id.clone(),
        });
        self.follow(here.scope, node, &ways);
        if ways.is_empty() || self.is_ad_hoc(here.scope) {
            self.settle(here.scope);
        }
        Ok(())
    }

    /// Sends a new token on its way and leaves this one where it is.
    pub(super) fn leave_behind(&mut self, token: TokenId) -> Result<(), Stop> {
        let Some((here, node)) = self.token(token).zip(self.node_of(token)) else {
            return stop("flow-plan", "the plan has no such element");
        };
        let ways = self.ways(token, node)?;
        self.follow(here.scope, node, &ways);
        Ok(())
    }

    fn follow(&mut self, scope: ScopeId, node: &'p Node, ways: &[&'p Way]) {
        let Some(plan) = self.plan_in(scope) else {
            return;
        };
        for way in ways {
            if let Some(to) = plan.at(way.to) {
                for _ in 0..node.gives {
                    self.enter(&to.id, scope, Some(&way.id), None);
                }
            }
        }
    }

    /// The ways that are taken: one out of an exclusive gateway (BPMN 2.0.2 §13.4.2); out of an
    /// inclusive gateway and an activity those that have no condition, and those whose condition
    /// is true or else the default (§13.4.3, §13.3.2, §8.4.13); elsewhere all.
    fn ways(&self, token: TokenId, node: &'p Node) -> Result<Vec<&'p Way>, Stop> {
        let many = node.ways.len() * usize::try_from(node.gives).unwrap_or(usize::MAX);
        if self.instance.tokens.len() + many > MAX_TOKENS {
            return stop("flow-tokens", "the instance has too many tokens");
        }
        let exclusive = matches!(node.act, Act::Exclusive);
        let chooses = exclusive || matches!(node.act, Act::Inclusive) || node.act.is_activity();
        let conditional = chooses && node.ways.iter().any(|way| way.condition.is_some());
        if !conditional && node.default.is_none() {
            let ways = node.ways.iter();
            let limit = if exclusive { 1 } else { usize::MAX };
            return Ok(ways.take(limit).collect());
        }
        let variables = self.instance.variables_at(token);
        let mut taken = Vec::new();
        let mut chosen = false;
        for (place, way) in node.ways.iter().enumerate() {
            if node.default == Some(place) {
                continue;
            }
            match &way.condition {
                Some(condition) if chooses => {
                    if self.holds(&way.id, condition, &variables)? {
                        chosen = true;
                        taken.push(way);
                    }
                }
                _ => taken.push(way),
            }
            if exclusive && !taken.is_empty() {
                return Ok(taken);
            }
        }
        if !chosen {
            let default = node.default.and_then(|place| node.ways.get(place));
            taken.extend(default);
        }
        if taken.is_empty() && !node.ways.is_empty() {
            return stop(
                "flow-no-way",
                "no condition is true and there is no default",
            );
        }
        Ok(taken)
    }

    /// One token by each flow at the gateway.
    fn by_flow(&self, scope: ScopeId, element: &Name) -> BTreeMap<Name, TokenId> {
        let mut by_flow = BTreeMap::new();
        for (token, at) in &self.instance.tokens {
            if at.element == *element
                && at.scope == scope
                && let Some(via) = &at.via
            {
                by_flow.entry(via.clone()).or_insert(*token);
            }
        }
        by_flow
    }

    /// Waits for a token by every flow (BPMN 2.0.2 §13.4.1). A token that came by no flow, for an
    /// administrator moved it here, goes on alone.
    pub(super) fn join(&mut self, token: TokenId, here: &Token, node: &Node) -> Result<(), Stop> {
        if node.incoming.len() <= 1 || here.via.is_none() {
            return self.leave(token);
        }
        let by_flow = self.by_flow(here.scope, &here.element);
        if !node.incoming.iter().all(|flow| by_flow.contains_key(flow)) {
            return Ok(());
        }
        self.merge(by_flow, node)
    }

    fn merge(&mut self, by_flow: BTreeMap<Name, TokenId>, node: &Node) -> Result<(), Stop> {
        let mut joined: Vec<TokenId> = by_flow.into_values().collect();
        let Some(last) = joined.pop() else {
            return Ok(());
        };
        for token in joined {
            self.emit(Event::Left {
                token,
                element: node.id.clone(),
            });
        }
        let left = self.leave(last);
        if let Err(stop) = left {
            self.incident(last, stop.code, &stop.reason);
        }
        Ok(())
    }

    /// Lets one inclusive gateway go on for which no token must be waited (BPMN 2.0.2 §13.4.3);
    /// false when there is none. It is asked when all tokens have gone as far as they can.
    pub(super) fn join_inclusive(&mut self) -> bool {
        let mut gateways: BTreeSet<(ScopeId, Name)> = BTreeSet::new();
        for (token, at) in &self.instance.tokens {
            let waits = at.via.is_some() && !self.instance.incidents.contains_key(token);
            let node = self.node_of(*token);
            if waits && node.is_some_and(|node| node.upstream.is_some()) {
                gateways.insert((at.scope, at.element.clone()));
            }
        }
        for (scope, element) in gateways {
            let plan = self.plan_in(scope);
            let Some(node) = plan.and_then(|plan| plan.node(&element)) else {
                continue;
            };
            let by_flow = self.by_flow(scope, &element);
            if !self.held_back(scope, node, &by_flow) {
                self.steps += 1;
                return self.merge(by_flow, node).is_ok();
            }
        }
        false
    }

    /// The same in processes that were called, whose plans may have inclusive gateways.
    pub(super) fn join_called(&mut self) -> bool {
        self.calls && self.join_inclusive()
    }

    fn held_back(&self, scope: ScopeId, node: &Node, by_flow: &BTreeMap<Name, TokenId>) -> bool {
        let (Some(upstream), Some(plan)) = (&node.upstream, self.plan_in(scope)) else {
            return false;
        };
        let has: Vec<bool> = node
            .incoming
            .iter()
            .map(|flow| by_flow.contains_key(flow))
            .collect();
        self.instance.tokens.values().any(|token| {
            let elsewhere = token.scope == scope && token.element != node.id;
            let place = plan.place(&token.element);
            elsewhere && place.is_some_and(|place| upstream.holds_back(place, &has))
        })
    }

    /// Waits for as many tokens as the activity needs (`startQuantity`, BPMN 2.0.2 table 10.3).
    pub(super) fn gather(&mut self, here: &Token, node: &Node) -> Result<(), Stop> {
        let waiting: Vec<TokenId> = self
            .instance
            .tokens
            .iter()
            .filter(|(_, at)| at.element == node.id && at.scope == here.scope && at.via.is_some())
            .map(|(token, _)| *token)
            .take(usize::try_from(node.needs).unwrap_or(usize::MAX))
            .collect();
        if waiting.len() as u64 == u64::from(node.needs) {
            for token in waiting {
                self.emit(Event::Left {
                    token,
                    element: node.id.clone(),
                });
            }
            self.enter(&node.id, here.scope, None, None);
        }
        Ok(())
    }

    pub(super) fn end(&mut self, scope: ScopeId) {
        self.emit(Event::ScopeEnded { scope, kept: false });
        self.emit(Event::Ended {
            how: How::Completed,
        });
    }
}
