//! What events throw, and who catches it.

use super::change::How;
use super::event::Event;
use super::instance::{ScopeId, Token, TokenId};
use super::runner::{Runner, Stop, stop};
use crate::name::Name;
use crate::plan::{Act, Cause, Node, Throw};

/// Who catches an error or an escalation.
enum Catcher<'p> {
    /// A boundary event of the token.
    Boundary(TokenId, &'p Node),
    /// An event sub-process of the scope.
    Inside(ScopeId, &'p Node, bool),
}

/// What goes up through the scopes.
#[derive(Clone, Copy)]
enum Thrown<'c> {
    Error(&'c Name),
    Escalation(&'c Name),
}

impl<'p> Runner<'p> {
    pub(super) fn throw_all(
        &mut self,
        token: TokenId,
        here: &Token,
        throws: &'p [Throw],
    ) -> Result<(), Stop> {
        for throw in throws {
            let element = here.element.clone();
            match throw {
                Throw::Terminate => {
                    self.emit(Event::Left { token, element });
                    self.terminate(here.scope);
                    return Ok(());
                }
                Throw::Error(code) => return self.fail(token, code),
                Throw::Escalation(code) => self.escalate(token, element, code),
                Throw::Signal(name) => {
                    self.emit(Event::SignalThrown {
                        token,
                        element,
                        name: name.clone(),
                    });
                    self.broadcast(name);
                }
                Throw::Message(name) => self.emit(Event::MessageThrown {
                    token,
                    element,
                    name: name.clone(),
                }),
                Throw::Compensate(activity) => return self.compensate(token, activity.as_ref()),
                Throw::Cancel => return self.cancel_transaction(token, here),
                Throw::Link(to) => return self.link(token, here, *to),
            }
            if !self.instance.tokens.contains_key(&token) {
                return Ok(());
            }
        }
        self.leave(token)
    }

    fn link(&mut self, token: TokenId, here: &Token, to: crate::plan::NodeId) -> Result<(), Stop> {
        let Some(to) = self.plan_in(here.scope).and_then(|plan| plan.at(to)) else {
            return stop("flow-plan", "the plan has no target of the link");
        };
        self.emit(Event::Left {
            token,
            element: here.element.clone(),
        });
        self.enter(&to.id, here.scope, None, None);
        Ok(())
    }

    /// An error end event: the nearest who catches the error gets it (BPMN 2.0.2 §10.5.7).
    fn fail(&mut self, token: TokenId, code: &Name) -> Result<(), Stop> {
        let Some(here) = self.token(token) else {
            return Ok(());
        };
        let catcher = self.catcher_around(here.scope, Thrown::Error(code));
        self.emit(Event::Left {
            token,
            element: here.element,
        });
        if let Some(catcher) = catcher {
            self.give(catcher);
        } else {
            self.emit(Event::Ended {
                how: How::Failed {
                    error_code: code.clone(),
                },
            });
        }
        Ok(())
    }

    /// Gives the error of a service to the nearest who catches it; false when there is none.
    pub fn catch(&mut self, token: TokenId, code: &Name) -> bool {
        let Some(here) = self.token(token) else {
            return false;
        };
        let thrown = Thrown::Error(code);
        let own = match here.index {
            None => self.boundary(token, thrown),
            Some(_) => None,
        };
        let Some(catcher) = own.or_else(|| self.catcher_around(here.scope, thrown)) else {
            return false;
        };
        self.give(catcher);
        true
    }

    fn escalate(&mut self, token: TokenId, element: Name, code: &Name) {
        self.emit(Event::EscalationThrown {
            token,
            element,
            code: code.clone(),
        });
        let Some(here) = self.token(token) else {
            return;
        };
        let Some(catcher) = self.catcher_around(here.scope, Thrown::Escalation(code)) else {
            return;
        };
        let (Catcher::Boundary(_, node) | Catcher::Inside(_, node, _)) = &catcher;
        self.emit(Event::EscalationCaught {
            token,
            element: node.id.clone(),
            code: code.clone(),
        });
        self.give(catcher);
    }

    fn give(&mut self, catcher: Catcher<'p>) {
        match catcher {
            Catcher::Boundary(host, boundary) => {
                let Some(here) = self.token(host) else {
                    return;
                };
                if !boundary.act.stays() {
                    self.cancel(host);
                }
                self.enter(&boundary.id, here.scope, None, None);
            }
            Catcher::Inside(scope, handler, interrupting) => {
                if interrupting {
                    self.cancel_all_in(scope);
                }
                self.enter(&handler.id, scope, None, None);
            }
        }
    }

    /// Looks in the event sub-processes of the scope, then at the boundary of what runs it, and so
    /// on outwards. An event sub-process does not catch what it throws itself.
    fn catcher_around(&self, scope: ScopeId, thrown: Thrown<'_>) -> Option<Catcher<'p>> {
        let mut scope = scope;
        let mut from_handler = false;
        loop {
            if !from_handler && let Some(found) = self.inside(scope, thrown) {
                return Some(found);
            }
            let owner = self.owner(scope)?;
            if let Some(found) = self.boundary(owner, thrown) {
                return Some(found);
            }
            let node = self.node_of(owner)?;
            from_handler = matches!(node.act, Act::EventSub(_));
            scope = self.instance.tokens.get(&owner)?.scope;
        }
    }

    fn inside(&self, scope: ScopeId, thrown: Thrown<'_>) -> Option<Catcher<'p>> {
        let plan = self.plan_in(scope)?;
        let body = self.body(scope)?;
        let handlers = body.events.iter().filter_map(|id| {
            let handler = plan.at(*id)?;
            let start = plan.at(handler.act.body()?.start?)?;
            let rank = rank(start, thrown)?;
            Some((rank, handler, !start.act.stays()))
        });
        let best = handlers.min_by_key(|(rank, ..)| *rank);
        best.map(|(_, handler, interrupting)| Catcher::Inside(scope, handler, interrupting))
    }

    fn boundary(&self, host: TokenId, thrown: Thrown<'_>) -> Option<Catcher<'p>> {
        let here = self.instance.tokens.get(&host)?;
        if here.index.is_some() {
            return None;
        }
        let plan = self.plan_in(here.scope)?;
        let boundaries = plan.node(&here.element)?.boundaries.iter();
        let ranked = boundaries.filter_map(|id| {
            let boundary = plan.at(*id)?;
            Some((rank(boundary, thrown)?, boundary))
        });
        let best = ranked.min_by_key(|(rank, _)| *rank);
        best.map(|(_, boundary)| Catcher::Boundary(host, boundary))
    }

    /// A signal comes to all who wait for it (BPMN 2.0.2 §10.5.1).
    pub(super) fn broadcast(&mut self, name: &str) {
        let waits = self.instance.signals.iter();
        let waits = waits.filter(|(_, wait)| wait.name == *name);
        let waits: Vec<_> = waits.map(|(id, wait)| (*id, wait.clone())).collect();
        for (id, wait) in waits {
            if !self.instance.signals.contains_key(&id) {
                continue;
            }
            self.emit(Event::SignalTaken {
                wait: id,
                element: wait.element.clone(),
                stays: self.stays(wait.token, &wait.element),
            });
            self.occurred(wait.token, &wait.element);
        }
    }
}

/// 0 for who catches just this code, 1 for who catches every code.
fn rank(node: &Node, thrown: Thrown<'_>) -> Option<u8> {
    let ranks = node.act.causes().iter().filter_map(|cause| {
        let (caught, code) = match (cause, thrown) {
            (Cause::Error(caught), Thrown::Error(code))
            | (Cause::Escalation(caught), Thrown::Escalation(code)) => (caught, code),
            _ => return None,
        };
        match caught {
            Some(caught) if caught == code => Some(0),
            Some(_) => None,
            None => Some(1),
        }
    });
    ranks.min()
}
