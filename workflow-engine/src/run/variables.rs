//! Variables with their scope: those of a token, of the sub-processes around it, of the process.

use super::event::Event;
use super::instance::{Instance, TokenId};
use super::runner::{Runner, Stop, stop};
use feel::{Context, Outcome, Program};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Whose variables a token sees, the nearest first; the last is the token on a call activity that
/// does not see the variables of its caller, if there is one.
struct Chain {
    owners: Vec<TokenId>,
    sealed: Option<TokenId>,
}

fn chain(instance: &Instance, token: TokenId) -> Chain {
    let mut owners = vec![token];
    let mut at = token;
    while let Some(here) = instance.tokens.get(&at) {
        let Some(scope) = instance.scopes.get(&here.scope) else {
            break;
        };
        let Some(owner) = scope.token else { break };
        owners.push(owner);
        if scope.called.as_ref().is_some_and(|called| called.sealed) {
            return Chain {
                owners,
                sealed: Some(owner),
            };
        }
        at = owner;
    }
    Chain {
        owners,
        sealed: None,
    }
}

impl Instance {
    /// The variables that are seen where the token stands.
    #[must_use]
    pub fn variables_at(&self, token: TokenId) -> Cow<'_, Context> {
        let sealed = || self.scopes.values().any(|s| s.called.is_some());
        if self.locals.is_empty() && !sealed() {
            return Cow::Borrowed(&self.variables);
        }
        let chain = chain(self, token);
        let mut seen = match chain.sealed {
            Some(_) => Context::new(),
            None => (*self.variables).clone(),
        };
        let locals = chain.owners.iter().rev();
        for variables in locals.filter_map(|owner| self.locals.get(owner)) {
            seen.extend(variables.iter().map(|(n, v)| (n.clone(), v.clone())));
        }
        Cow::Owned(seen)
    }

    /// Only the variables that are not the process's own.
    pub(super) fn locals_at(&self, token: TokenId) -> Context {
        let mut seen = Context::new();
        if self.locals.is_empty() {
            return seen;
        }
        let chain = chain(self, token);
        let locals = chain.owners.iter().rev();
        for variables in locals.filter_map(|owner| self.locals.get(owner)) {
            seen.extend(variables.iter().map(|(n, v)| (n.clone(), v.clone())));
        }
        seen
    }
}

impl Runner<'_> {
    /// Sets variables of the process itself.
    pub fn set(&mut self, variables: Context) {
        if !variables.is_empty() {
            self.emit(Event::VariablesSet { variables });
            self.changed = true;
        }
    }

    /// Sets variables where the token stands: each in the nearest scope that has it, else in the
    /// process.
    pub fn set_at(&mut self, token: TokenId, variables: Context) {
        if self.instance.locals.is_empty() && !self.calls {
            self.set(variables);
            return;
        }
        let chain = chain(&self.instance, token);
        let mut parts: BTreeMap<Option<TokenId>, Context> = BTreeMap::new();
        for (name, value) in variables {
            let has = |owner: &&TokenId| {
                let locals = self.instance.locals.get(owner);
                locals.is_some_and(|variables| variables.contains_key(&name))
            };
            let owner = chain.owners.iter().find(has).copied().or(chain.sealed);
            parts.entry(owner).or_default().insert(name, value);
        }
        for (owner, variables) in parts {
            match owner {
                Some(token) => self.set_locals(token, variables),
                None => self.set(variables),
            }
        }
    }

    pub(super) fn set_locals(&mut self, token: TokenId, variables: Context) {
        if !variables.is_empty() {
            self.emit(Event::LocalsSet { token, variables });
            self.changed = true;
        }
    }

    pub(super) fn eval(&self, token: TokenId, program: &Program) -> Outcome {
        program.eval(&self.instance.variables_at(token))
    }

    /// Whether a condition holds; what is neither true nor false stops the token.
    pub(super) fn holds(
        &self,
        name: &str,
        condition: &Program,
        variables: &Context,
    ) -> Result<bool, Stop> {
        let outcome = condition.eval(variables);
        outcome.value.as_bool().map_or_else(
            || {
                let reason = outcome.reason.unwrap_or_default();
                let kind = outcome.value.kind();
                stop("flow-condition", format!("`{name}` gives {kind}: {reason}"))
            },
            Ok,
        )
    }
}
