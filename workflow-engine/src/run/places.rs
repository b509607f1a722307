//! Which plan runs in a scope.

use super::instance::{Instance, ScopeId};
use crate::host::Plans;
use crate::plan::Plan;
use std::collections::BTreeSet;

/// The plan that runs in the scope: that of the process that was called last around it.
pub(crate) fn plan_at<'p>(
    instance: &Instance,
    plan: &'p Plan,
    plans: &'p dyn Plans,
    scope: ScopeId,
) -> Option<&'p Plan> {
    let mut at = scope;
    loop {
        let scope = instance.scopes.get(&at)?;
        if let Some(called) = &scope.called {
            return plans.plan(&called.process, &called.version);
        }
        match scope.token {
            None => return Some(plan),
            Some(token) => at = instance.tokens.get(&token)?.scope,
        }
    }
}

/// The scopes that run the plan of these processes: those that are inside them and inside no other
/// process that was called, and the ended ones whose records belong to a record.
pub(super) fn inside(instance: &Instance, processes: &[ScopeId]) -> BTreeSet<ScopeId> {
    let runs = |scope: &ScopeId| {
        let mut at = *scope;
        loop {
            if processes.contains(&at) {
                return true;
            }
            let owner = instance.scopes.get(&at).filter(|run| run.called.is_none());
            let owner = owner.and_then(|run| instance.tokens.get(&run.token?));
            match owner {
                Some(owner) => at = owner.scope,
                None => return false,
            }
        }
    };
    let mut found: BTreeSet<ScopeId> = instance.scopes.keys().copied().filter(runs).collect();
    loop {
        let held = instance
            .done
            .values()
            .filter(|done| found.contains(&done.scope));
        let held: Vec<ScopeId> = held.filter_map(|done| done.inner).collect();
        let before = found.len();
        found.extend(held);
        if found.len() == before {
            return found;
        }
    }
}
