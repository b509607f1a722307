//! Brings tokens into the scope in which their element is in the new flow.

use super::Crossing;
use crate::name::Name;
use crate::plan::{Act, Node, NodeId};
use crate::run::decide::Refused;
use crate::run::event::Event;
use crate::run::instance::{ScopeId, TokenId};
use feel::Value;

impl<'p> Crossing<'p> {
    /// Brings every token that stays to its scope, the outer ones of the new flow first, then begins
    /// those that begin again.
    pub(super) fn bring_home(&mut self) -> Result<(), Refused> {
        let mut kept = self.kept.clone();
        kept.sort_by_key(|(.., new)| (self.depth(new), new.act.body().is_none()));
        for (token, old, new) in kept {
            let Some(here) = self.runner.token(token) else {
                continue;
            };
            let renamed = |id: &Name| self.course.renamed().get(id).unwrap_or(id).clone();
            let stays = same_frame(self.course.from(), old, self.course.to(), new, renamed);
            if here.index.is_some() || stays && !self.in_frame(here.scope) {
                continue;
            }
            let home = self.home(here.scope, new, Some(token))?;
            if home != here.scope {
                self.brought(here.scope, home);
                self.runner.emit(Event::Rehomed { token, scope: home });
            }
        }
        for (_, scope, new) in self.anew.clone() {
            let waits = matches!(new.act, Act::Boundary { .. } | Act::EventSub(_));
            if !waits && self.runner.instance().scopes.contains_key(&scope) {
                let home = self.home(scope, new, None)?;
                if home != scope {
                    self.brought(scope, home);
                }
                self.runner.enter(&new.id, home, None, None);
            }
        }
        Ok(())
    }

    fn brought(&mut self, from: ScopeId, home: ScopeId) {
        self.left.insert(from);
        self.came_from.entry(home).or_default().insert(from);
    }

    /// How many sub-processes hold the node in the new flow.
    fn depth(&self, node: &Node) -> usize {
        let to = self.course.to();
        std::iter::successors(node.within, |id| to.at(*id)?.within).count()
    }

    /// What was done is compensated where its activity is in the new flow, when that runs.
    pub(super) fn bring_records(&mut self) {
        let done = self.runner.instance().done.iter();
        let done = done.filter(|(_, d)| d.within.is_empty() && self.scopes.contains(&d.scope));
        let done: Vec<(u64, ScopeId, Name)> = done
            .map(|(record, d)| (*record, d.scope, d.element.clone()))
            .collect();
        for (record, scope, element) in done {
            let node = self.course.to().node(&element);
            let outer = node.and_then(|node| node.within);
            let outer = outer.and_then(|id| self.course.to().at(id));
            let Some(outer) = outer.filter(|_| self.runner.instance().scopes.contains_key(&scope))
            else {
                continue;
            };
            let came = self.came_from.iter();
            let mut came = came.filter(|(_, from)| from.contains(&scope));
            let home = came.find_map(|(home, _)| {
                let mut around = self.runner.around(*home).into_iter();
                around.find(|at| {
                    let owner = self
                        .runner
                        .owner(*at)
                        .filter(|owner| !self.runner.is_loop(*owner, *at));
                    let owner = owner.and_then(|owner| self.runner.token(owner));
                    owner.is_some_and(|owner| owner.element == outer.id)
                })
            });
            if let Some(home) = home.filter(|home| *home != scope) {
                self.runner.emit(Event::RecordRehomed {
                    record,
                    scope: home,
                });
            }
        }
    }

    fn in_frame(&self, scope: ScopeId) -> bool {
        let owner = self.runner.owner(scope);
        owner.is_some_and(|owner| self.dissolved.contains(&owner))
    }

    /// The scope in which the node is, looked for from a scope outwards and opened where the
    /// sub-process is new.
    fn home(
        &mut self,
        from: ScopeId,
        node: &'p Node,
        who: Option<TokenId>,
    ) -> Result<ScopeId, Refused> {
        let to = self.course.to();
        let nowhere = || Refused::NoPlace {
            element: node.id.to_string(),
        };
        let outer: Vec<&'p Node> =
            std::iter::successors(node.within.and_then(|id| to.at(id)), |outer| {
                outer.within.and_then(|id| to.at(id))
            })
            .collect();
        for scope in self.runner.around(from) {
            if self.roots.contains(&scope) {
                return self.open_down(scope, &outer, who).ok_or_else(nowhere);
            }
            let owner = self.runner.owner(scope);
            let owner = owner.filter(|owner| !self.dissolved.contains(owner));
            if let Some(owner) = owner {
                let element = self.runner.token(owner).map(|here| here.element);
                let place = outer
                    .iter()
                    .position(|outer| Some(&outer.id) == element.as_ref());
                let is_loop = self.runner.is_loop(owner, scope);
                match place {
                    Some(place) if !is_loop => {
                        let inner = outer.get(..place).unwrap_or_default();
                        return self.open_down(scope, inner, who).ok_or_else(nowhere);
                    }
                    _ if is_loop => return Err(nowhere()),
                    _ => {}
                }
            }
        }
        Err(nowhere())
    }

    /// Goes into sub-processes, the innermost of which is named first.
    fn open_down(
        &mut self,
        scope: ScopeId,
        inner: &[&'p Node],
        who: Option<TokenId>,
    ) -> Option<ScopeId> {
        let mut at = scope;
        for node in inner.iter().rev() {
            at = self
                .running(at, &node.id)
                .or_else(|| self.open(at, node, who))?;
        }
        Some(at)
    }

    /// The scope of a sub-process that runs already.
    fn running(&self, scope: ScopeId, element: &Name) -> Option<ScopeId> {
        if let Some(opened) = self.opened.get(&(scope, element.clone())) {
            return Some(*opened);
        }
        let instance = self.runner.instance();
        let mut inner = instance.scopes.iter().filter(|(_, run)| {
            let owner = run.token.filter(|owner| !self.dissolved.contains(owner));
            let owner = owner.and_then(|owner| instance.tokens.get(&owner));
            owner.is_some_and(|at| at.scope == scope && at.element == *element)
        });
        inner.next().map(|(id, _)| *id)
    }

    /// Opens a sub-process around a token that comes into it, and sees there what it saw.
    fn open(&mut self, scope: ScopeId, node: &'p Node, who: Option<TokenId>) -> Option<ScopeId> {
        let Act::SubProcess(body) = &node.act else {
            return None;
        };
        if node.repeat.is_some() {
            return None;
        }
        let token = self.runner.stand(&node.id, scope, None, None);
        let here = self.runner.token(token)?;
        let armed = self.runner.arm_boundaries(token, &here, node);
        let inner = ScopeId(self.runner.instance().next_scope);
        self.runner.emit(Event::ScopeEntered {
            scope: inner,
            element: node.id.clone(),
            token: Some(token),
        });
        let seen = who.map(|who| self.runner.instance().variables_at(who).into_owned());
        let value = |name: &Name| seen.as_ref()?.get(&**name).cloned();
        let data = body.data.iter();
        let data = data.map(|name| (name.to_string(), value(name).unwrap_or(Value::Null)));
        self.runner.set_locals(token, data.collect());
        if let Err(stop) = armed {
            self.runner.incident(token, stop.code, &stop.reason);
        }
        self.opened.insert((scope, node.id.clone()), inner);
        self.scopes.insert(inner);
        Some(inner)
    }
}

/// Whether both nodes are held by the same sub-processes.
fn same_frame(
    from: &crate::plan::Plan,
    old: &Node,
    to: &crate::plan::Plan,
    new: &Node,
    renamed: impl Fn(&Name) -> Name,
) -> bool {
    let outer = |plan: &crate::plan::Plan, node: Option<NodeId>| {
        node.and_then(|id| plan.at(id)).map(|node| node.id.clone())
    };
    outer(from, old.within).map(|id| renamed(&id)) == outer(to, new.within)
}
