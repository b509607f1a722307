//! How an administrator mends an instance: move a token, take one away, begin an element, set
//! variables. Each is an event of its own before what it brings about.

use super::change::Change;
use super::decide::Refused;
use super::event::Event;
use super::instance::{ScopeId, TokenId};
use super::runner::Runner;
use crate::name::Name;
use crate::plan::{Act, Node};
use feel::Context;

impl<'p> Runner<'p> {
    /// Begins the process at a start event, or at a gateway by the event that came first.
    pub fn begin_at(&mut self, scope: ScopeId, node: &'p Node, target: Option<&'p Node>) {
        match (&node.act, target) {
            (Act::Start { .. }, _) => {
                self.enter(&node.id, scope, None, None);
            }
            (_, Some(target)) => {
                let token = self.stand(&node.id, scope, None, None);
                if let Some(here) = self.token(token) {
                    self.came_first(token, &here, target);
                }
            }
            (_, None) => {
                let token = self.stand(&node.id, scope, None, None);
                self.done(token);
            }
        }
    }

    pub fn move_token(&mut self, token: TokenId, to: String) -> Result<(), Refused> {
        let here = self.token(token).ok_or(Refused::NoToken { token })?;
        let scopes = self.around(here.scope);
        let scope = scopes.iter().find(|scope| self.holds_node(**scope, &to));
        let Some(scope) = scope.copied().filter(|_| !self.is_guard(token)) else {
            return Err(Refused::NoPlace { element: to });
        };
        let to = Name::from(to);
        self.emit(Event::Mended {
            token: Some(token),
            element: here.element,
            change: Change::Moved { to: to.clone() },
        });
        self.cancel(token);
        self.enter(&to, scope, None, None);
        for inner in scopes.into_iter().take_while(|inner| *inner != scope) {
            if let Some(owner) = self.owner(inner).filter(|_| !self.is_busy(inner)) {
                self.cancel(owner);
            }
        }
        Ok(())
    }

    pub fn cancel_token(&mut self, token: TokenId) -> Result<(), Refused> {
        let here = self.token(token).ok_or(Refused::NoToken { token })?;
        self.emit(Event::Mended {
            token: Some(token),
            element: here.element,
            change: Change::Cancelled,
        });
        self.cancel(token);
        let owner = self.owner(here.scope);
        match owner.filter(|owner| self.is_loop(*owner, here.scope)) {
            Some(owner) if !self.is_busy(here.scope) => {
                if let Some(node) = self.node_of(owner) {
                    self.loop_done(owner, node);
                }
            }
            _ => self.settle(here.scope),
        }
        Ok(())
    }

    pub fn begin_element(
        &mut self,
        element: String,
        scope: Option<ScopeId>,
    ) -> Result<(), Refused> {
        let running = self.instance().scopes.keys().copied();
        let fits = running.filter(|running| scope.is_none_or(|scope| scope == *running));
        let mut fits = fits.filter(|scope| self.holds_node(*scope, &element));
        let (Some(scope), None) = (fits.next(), fits.next()) else {
            return Err(Refused::NoPlace { element });
        };
        let element = Name::from(element);
        self.emit(Event::Mended {
            token: None,
            element: element.clone(),
            change: Change::Begun,
        });
        self.enter(&element, scope, None, None);
        Ok(())
    }

    pub fn set_variables(
        &mut self,
        token: Option<TokenId>,
        variables: Context,
    ) -> Result<(), Refused> {
        let element = match token {
            Some(token) => {
                let here = self.token(token).ok_or(Refused::NoToken { token })?;
                here.element
            }
            None => self.plan().process_name(),
        };
        self.emit(Event::Mended {
            token,
            element,
            change: Change::Set,
        });
        match token {
            Some(token) => self.set_at(token, variables),
            None => self.set(variables),
        }
        Ok(())
    }

    /// Whether a token can be put on the element in the scope.
    fn holds_node(&self, scope: ScopeId, element: &str) -> bool {
        let Some(plan) = self.plan_in(scope) else {
            return false;
        };
        let Some((node, run)) = plan.node(element).zip(self.instance().scopes.get(&scope)) else {
            return false;
        };
        let is_loop = run.token.is_some_and(|owner| self.is_loop(owner, scope));
        let top = run.token.is_none() || run.called.is_some();
        let within = node.within.and_then(|within| plan.at(within));
        let here = match within {
            None => top,
            Some(within) => !top && !is_loop && within.id == run.element,
        };
        here && plan.can_begin(node)
    }
}
