//! Joins that can never be met, for what they wait for is gone: they are named while the rest of the
//! instance goes on. Only a flow that was not proved sound, or an administrator, comes there.

use super::instance::{ScopeId, TokenId};
use super::runner::Runner;
use crate::name::Name;
use crate::plan::{Act, Node, NodeId, Plan};
use std::collections::{BTreeMap, BTreeSet};

const REASON: &str = "it waits for a token that cannot come";

impl Runner<'_> {
    /// Gives an incident to every token that waits at a join in vain.
    pub(super) fn name_dead_joins(&mut self) {
        if !self.instance.is_running() {
            return;
        }
        for token in self.waiting_in_vain() {
            self.incident(token, "flow-join", REASON);
        }
        if !self.anything_waits() {
            let runs = |token: &TokenId| {
                let mut scopes = self.instance.scopes.iter();
                scopes.any(|(scope, run)| run.token == Some(*token) && self.is_busy(*scope))
            };
            let tokens = self.instance.tokens.keys().copied();
            let tokens: Vec<TokenId> = tokens.filter(|token| !runs(token)).collect();
            for token in tokens {
                self.incident(token, "flow-join", REASON);
            }
        }
    }

    fn anything_waits(&self) -> bool {
        let i = &self.instance;
        !i.tasks.is_empty()
            || !i.services.is_empty()
            || !i.timers.is_empty()
            || !i.messages.is_empty()
            || !i.signals.is_empty()
            || !i.conditions.is_empty()
            || !i.incidents.is_empty()
    }

    fn waiting_in_vain(&self) -> Vec<TokenId> {
        if self.instance.tokens.len() < 2 {
            return Vec::new();
        }
        let mut joins: BTreeMap<(ScopeId, &Name), Vec<TokenId>> = BTreeMap::new();
        for (token, here) in &self.instance.tokens {
            let node = self.node_of(*token);
            let joins_here = node.is_some_and(|n| matches!(n.act, Act::Parallel));
            if joins_here && here.via.is_some() && !self.instance.incidents.contains_key(token) {
                let key = (here.scope, &here.element);
                joins.entry(key).or_default().push(*token);
            }
        }
        let dead = joins.into_iter().filter(|((scope, element), _)| {
            let plan = self.plan_in(*scope);
            let node = plan.and_then(|plan| plan.node(element));
            plan.zip(node)
                .is_some_and(|(plan, join)| self.is_dead(*scope, plan, join))
        });
        dead.flat_map(|(_, tokens)| tokens).collect()
    }

    /// Whether no token of the scope can still come by a flow for which the join waits.
    fn is_dead(&self, scope: ScopeId, plan: &Plan, join: &Node) -> bool {
        let here = self.instance.tokens.values().filter(|at| at.scope == scope);
        let came: BTreeSet<&Name> = here
            .clone()
            .filter(|at| at.element == join.id)
            .filter_map(|at| at.via.as_ref())
            .collect();
        let others = here.filter(|at| at.element != join.id);
        let from = others.filter_map(|at| plan.place(&at.element)).collect();
        let reached = reached(plan, from, join);
        let mut missing = join.incoming.iter().filter(|flow| !came.contains(flow));
        missing.any(|flow| {
            let source = plan
                .flow(flow)
                .and_then(|(source, _)| plan.place(&source.id));
            source.is_none_or(|source| !reached.contains(&source))
        })
    }
}

/// Everything that can be reached without passing the join.
fn reached(plan: &Plan, mut open: Vec<NodeId>, join: &Node) -> BTreeSet<NodeId> {
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(node) = plan.at(id).filter(|node| node.id != join.id) else {
            continue;
        };
        if found.insert(id) {
            open.extend(node.next());
        }
    }
    found
}
