//! What takes tokens away: terminate end events, errors, boundary events that interrupt.

use super::event::{Event, How};
use super::instance::{ScopeId, TokenId};
use super::runner::{Runner, Stop};
use crate::plan::{Act, Cause, Node};

impl<'p> Runner<'p> {
    /// A terminate end event: everything in its scope is gone (BPMN 2.0.2 §13.5.6).
    pub(super) fn terminate(&mut self, scope: ScopeId) {
        self.cancel_all_in(scope);
        match self.instance.scopes.get(&scope).and_then(|s| s.token) {
            Some(owner) => {
                self.emit(Event::ScopeEnded { scope, kept: false });
                self.done(owner);
            }
            None => self.emit(Event::Ended {
                how: How::Terminated,
            }),
        }
    }

    pub(super) fn fail(
        &mut self,
        token: TokenId,
        scope: ScopeId,
        element: String,
        code: &str,
    ) -> Result<(), Stop> {
        self.emit(Event::Left { token, element });
        let owner = self.instance.scopes.get(&scope).and_then(|s| s.token);
        if !owner.is_some_and(|owner| self.catch(owner, code)) {
            self.emit(Event::Ended {
                how: How::Failed {
                    error_code: code.to_owned(),
                },
            });
        }
        Ok(())
    }

    /// Gives the error to the nearest boundary event that catches it; false when there is none.
    pub fn catch(&mut self, token: TokenId, code: &str) -> bool {
        let mut at = Some(token);
        while let Some(host) = at {
            let Some((here, node)) = self.token(host).zip(self.node_of(host)) else {
                return false;
            };
            if let Some(boundary) = self.catcher(node, code) {
                let id = boundary.id.clone();
                self.cancel(host);
                self.enter(&id, here.scope, None, None);
                return true;
            }
            at = self.instance.scopes.get(&here.scope).and_then(|s| s.token);
        }
        false
    }

    fn catcher(&self, node: &Node, code: &str) -> Option<&'p Node> {
        let errors = node.boundaries.iter().filter_map(|id| {
            let boundary = self.plan.at(*id)?;
            match &boundary.act {
                Act::Boundary {
                    cause: Cause::Error(caught),
                    ..
                } => Some((boundary, caught.as_deref())),
                _ => None,
            }
        });
        let errors: Vec<_> = errors.collect();
        let exact = errors.iter().find(|(_, caught)| *caught == Some(code));
        exact
            .or_else(|| errors.iter().find(|(_, caught)| caught.is_none()))
            .map(|(boundary, _)| *boundary)
    }

    /// Takes a token away, with the sub-process that it stands on.
    pub(super) fn cancel(&mut self, token: TokenId) {
        let inner = self.instance.scopes.iter();
        let inner = inner.filter(|(_, scope)| scope.token == Some(token));
        let inner: Vec<ScopeId> = inner.map(|(scope, _)| *scope).collect();
        for scope in inner {
            self.cancel_all_in(scope);
            self.emit(Event::ScopeEnded { scope, kept: false });
        }
        if let Some(here) = self.token(token) {
            self.emit(Event::Cancelled {
                token,
                element: here.element,
            });
        }
    }

    fn cancel_all_in(&mut self, scope: ScopeId) {
        let inside = self.instance.tokens.iter();
        let inside = inside.filter(|(_, token)| token.scope == scope);
        let inside: Vec<TokenId> = inside.map(|(token, _)| *token).collect();
        for token in inside {
            self.cancel(token);
        }
    }
}
