//! Which plan runs in a scope.

use super::instance::{Instance, ScopeId};
use crate::host::Plans;
use crate::plan::Plan;

/// The plan that runs in the scope: that of the process that was called last around it.
pub(super) fn plan_at<'p>(
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
