//! What takes tokens away: terminate end events, cancelled transactions, interruptions.

use super::change::How;
use super::event::Event;
use super::instance::{ScopeId, Token, TokenId};
use super::runner::{Runner, Stop};
use crate::plan::Cause;

impl Runner<'_> {
    /// A terminate end event: everything in its scope is gone (BPMN 2.0.2 §13.5.6).
    pub(super) fn terminate(&mut self, scope: ScopeId) {
        self.cancel_all_in(scope);
        match self.owner(scope) {
            Some(owner) => {
                self.emit(Event::ScopeEnded { scope, kept: false });
                self.done(owner);
            }
            None => self.emit(Event::Ended {
                how: How::Terminated,
            }),
        }
    }

    /// A cancel end event: everything else in the transaction is gone, what was done is
    /// compensated, then the transaction is left by its cancel boundary event (§13.3.3).
    pub(super) fn cancel_transaction(&mut self, token: TokenId, here: &Token) -> Result<(), Stop> {
        if !self.instance.compensations.contains_key(&token) {
            self.cancel_others_in(here.scope, Some(token));
            self.emit(Event::TransactionCancelled {
                scope: here.scope,
                element: here.element.clone(),
            });
        }
        self.compensate(token, None)
    }

    /// What was done in a cancelled transaction is compensated.
    pub(super) fn transaction_cancelled(&mut self, scope: ScopeId) {
        let Some((owner, here)) = self.owner(scope).and_then(|t| Some((t, self.token(t)?))) else {
            return;
        };
        let plan = self.plan_in(here.scope);
        let node = self.node_of(owner);
        let boundary = node.and_then(|node| {
            let mut found = node.boundaries.iter().filter_map(|id| plan?.at(*id));
            found.find(|b| b.act.causes().contains(&Cause::Cancel))
        });
        self.cancel(owner);
        match boundary {
            Some(boundary) => {
                self.enter(&boundary.id, here.scope, None, None);
            }
            None => self.settle(here.scope),
        }
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

    pub(super) fn cancel_all_in(&mut self, scope: ScopeId) {
        self.cancel_others_in(scope, None);
    }

    fn cancel_others_in(&mut self, scope: ScopeId, but: Option<TokenId>) {
        let inside = self.instance.tokens.iter();
        let inside = inside.filter(|(id, token)| token.scope == scope && Some(**id) != but);
        let inside: Vec<TokenId> = inside.map(|(token, _)| *token).collect();
        for token in inside {
            self.cancel(token);
        }
    }
}
