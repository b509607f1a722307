//! How an instance goes over to another version of its flow, in this order: what has no place there
//! is taken away, everything else gets its new id, what stands elsewhere now is brought there, what
//! begins again begins, and what is waited for is made what the new flow waits for.

mod frames;
mod homes;
mod waits;

use super::decide::Refused;
use super::event::Event;
use super::instance::{Instance, ScopeId, TokenId};
use super::places::inside;
use super::runner::Runner;
use super::waits::can_come;
use crate::host::Host;
use crate::migration::{Course, Way};
use crate::name::Name;
use crate::plan::{Act, Node, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// Says what becomes true in `instance`, whose own flow is `plan`, when it goes over to another
/// version at `now` (ms since 1970 UTC). When `plan` is the flow that is left, the instance itself
/// goes over and is run by [`Course::to`] from then on; processes of that flow that it called go
/// over in any case, and the host must lend the new version.
///
/// # Errors
/// [`Refused`]; then nothing became true: `run-undecided` when something stands where the migration
/// says nothing, `run-no-flow` when a token waits at a join and its flow is gone, `run-no-place`
/// when something cannot be brought to where it should go on, `run-other-process` when nothing in
/// the instance is of that flow, or the host does not lend the new version of what it called.
pub fn migrate(
    course: &Course<'_>,
    plan: &Plan,
    host: Host<'_>,
    instance: &Instance,
    now: i64,
) -> Result<Vec<Event>, Refused> {
    super::decide::running(plan, instance)?;
    let from = course.from();
    let is_own = plan.process() == from.process() && plan.version() == from.version();
    let roots = instance.scopes.iter().filter(|(_, run)| match &run.called {
        Some(called) => *called.process == *from.process() && *called.version == *from.version(),
        None => is_own && run.token.is_none(),
    });
    let roots: Vec<ScopeId> = roots.map(|(scope, _)| *scope).collect();
    if roots.is_empty() {
        return Err(Refused::OtherProcess {
            process: plan.process().to_owned(),
        });
    }
    let to = course.to();
    let calls = roots.iter().any(|root| {
        instance
            .scopes
            .get(root)
            .is_some_and(|run| run.called.is_some())
    });
    if calls && host.plans.plan(to.process(), to.version()).is_none() {
        return Err(Refused::OtherProcess {
            process: to.process().to_owned(),
        });
    }
    let scopes = inside(instance, &roots);
    let mut crossing = Crossing {
        course,
        runner: Runner::new(plan, host, instance, now),
        roots,
        scopes,
        kept: Vec::new(),
        anew: Vec::new(),
        dissolved: BTreeSet::new(),
        opened: BTreeMap::new(),
        came_from: BTreeMap::new(),
        left: BTreeSet::new(),
        waited: BTreeMap::new(),
        pending: BTreeMap::new(),
    };
    crossing.sort_out()?;
    crossing.take_away();
    crossing.go_over(if is_own { course.to() } else { plan });
    crossing.bring_home()?;
    crossing.bring_records();
    crossing.dissolve();
    crossing.wait_anew();
    Ok(crossing.finish())
}

/// One instance on its way.
struct Crossing<'p> {
    course: &'p Course<'p>,
    runner: Runner<'p>,
    roots: Vec<ScopeId>,
    /// The scopes that run the flow.
    scopes: BTreeSet<ScopeId>,
    /// Tokens that stay as they are, the outer ones first, with the nodes that they leave and reach.
    kept: Vec<(TokenId, &'p Node, &'p Node)>,
    /// Tokens that begin again: the scope that they leave and the node that they reach.
    anew: Vec<(TokenId, ScopeId, &'p Node)>,
    /// Tokens on sub-processes that go, while what runs in them stays.
    dissolved: BTreeSet<TokenId>,
    /// Scopes of sub-processes that are new around a token, by the scope and element in which they
    /// are.
    opened: BTreeMap<(ScopeId, Name), ScopeId>,
    /// Out of which scopes what is in a scope now was brought.
    came_from: BTreeMap<ScopeId, BTreeSet<ScopeId>>,
    /// Scopes out of which something was brought.
    left: BTreeSet<ScopeId>,
    /// Event sub-processes of the flow that is left that could wait in a scope.
    waited: BTreeMap<ScopeId, BTreeSet<Name>>,
    /// What is still to begin in an ad-hoc sub-process, by the ids of the new flow.
    pending: BTreeMap<ScopeId, Vec<Name>>,
}

impl<'p> Crossing<'p> {
    /// Says of each token where it goes, the outer ones first. Nothing is changed yet.
    fn sort_out(&mut self) -> Result<(), Refused> {
        let mut order: Vec<(usize, TokenId)> = Vec::new();
        for (token, here) in &self.runner.instance().tokens {
            if self.scopes.contains(&here.scope) {
                order.push((self.runner.around(here.scope).len(), *token));
            }
        }
        order.sort_unstable();
        let mut gone: BTreeSet<TokenId> = BTreeSet::new();
        for (_, token) in order {
            let owner = self.runner.token(token);
            let owner = owner.and_then(|here| self.runner.owner(here.scope));
            let follows = owner.is_some_and(|owner| gone.contains(&owner));
            if follows || !self.sort(token)? {
                gone.insert(token);
            }
        }
        self.remember()?;
        self.compensations_can_go_on()
    }

    /// What the scopes waited for and had still to begin, as long as the old flow is there.
    fn remember(&mut self) -> Result<(), Refused> {
        let from = self.course.from();
        for (scope, run) in &self.runner.instance().scopes {
            if !self.scopes.contains(scope) {
                continue;
            }
            let events = self.runner.body(*scope).map(|body| &body.events);
            let handlers = events.into_iter().flatten().filter_map(|id| from.at(*id));
            let could_wait = handlers.filter(|handler| {
                let start = handler.act.body().and_then(|body| from.at(body.start?));
                start.is_some_and(|start| start.act.causes().iter().any(can_come))
            });
            let could_wait = could_wait.map(|handler| handler.id.clone()).collect();
            self.waited.insert(*scope, could_wait);
            let mut pending = Vec::new();
            for element in &run.pending {
                match self.course.way(element) {
                    Some(Way::Keeps(to) | Way::Anew(to)) => {
                        pending.extend(self.course.to().at(to).map(|node| node.id.clone()));
                    }
                    Some(Way::Away) => {}
                    None => {
                        let element = element.to_string();
                        return Err(Refused::Undecided { element });
                    }
                }
            }
            self.pending.insert(*scope, pending);
        }
        Ok(())
    }

    /// Whether the token, or what runs on it, stays.
    fn sort(&mut self, token: TokenId) -> Result<bool, Refused> {
        let Some(here) = self.runner.token(token) else {
            return Ok(false);
        };
        let undecided = || Refused::Undecided {
            element: here.element.to_string(),
        };
        let from = self.course.from();
        let old = from.node(&here.element).ok_or_else(undecided)?;
        let guard = self.runner.is_guard(token);
        match self.course.way(&here.element) {
            Some(Way::Keeps(to)) => {
                let new = self.course.to().at(to).ok_or_else(undecided)?;
                self.joins(&here, old, new)?;
                self.kept.push((token, old, new));
                Ok(true)
            }
            Some(Way::Anew(to)) => {
                let new = self.course.to().at(to).ok_or_else(undecided)?;
                self.anew.push((token, here.scope, new));
                Ok(false)
            }
            Some(Way::Away) if is_frame(old) && here.undoes.is_none() => {
                self.dissolved.insert(token);
                Ok(true)
            }
            Some(Way::Away) => Ok(false),
            None if guard => Ok(false),
            None => Err(undecided()),
        }
    }

    /// A token that waits at a join must have come by one of the flows for which the join waits.
    fn joins(&self, here: &super::instance::Token, old: &Node, new: &Node) -> Result<(), Refused> {
        let waits = |node: &Node| {
            let joins = matches!(node.act, Act::Parallel | Act::Inclusive);
            joins && node.incoming.len() > 1
        };
        let Some(via) = here.via.as_ref().filter(|_| waits(old) && waits(new)) else {
            return Ok(());
        };
        let via = self.course.flows().get(via).unwrap_or(via);
        if new.incoming.contains(via) {
            Ok(())
        } else {
            Err(Refused::NoFlow {
                flow: via.to_string(),
            })
        }
    }

    fn go_over(&mut self, plan: &'p Plan) {
        let to = self.course.to();
        self.runner.emit(Event::Migrated {
            scopes: self.roots.clone(),
            process: to.process_name(),
            version: to.version_name(),
            elements: self.course.renamed().clone(),
            flows: self.course.flows().clone(),
        });
        self.runner.plan = plan;
    }

    /// Lets everything go on that can.
    fn finish(mut self) -> Vec<Event> {
        let still: Vec<TokenId> = self.kept.iter().map(|(token, ..)| *token).collect();
        for (token, _, new) in &self.kept {
            let waits = matches!(new.act, Act::Parallel | Act::Inclusive) || new.needs > 1;
            let here = self.runner.token(*token);
            let waits = waits && here.is_some_and(|here| here.via.is_some());
            if waits && !self.runner.instance().incidents.contains_key(token) {
                self.runner.queue.push_back(*token);
            }
        }
        self.compensate_on();
        self.runner.changed = true;
        self.runner.run();
        for token in still.into_iter().rev() {
            self.settle_on(token);
        }
        for root in self.roots.clone() {
            if !self.runner.is_busy(root) {
                self.runner.settle(root);
            }
        }
        self.runner.finish()
    }

    /// Ends what runs on the token when nothing is left in it. Out of what something was brought
    /// did not come to its end: it is taken away.
    fn settle_on(&mut self, token: TokenId) {
        let inner = self.runner.instance().scopes.iter();
        let inner = inner.filter(|(_, run)| run.token == Some(token));
        let inner: Vec<ScopeId> = inner.map(|(scope, _)| *scope).collect();
        for scope in inner {
            if self.runner.is_busy(scope) {
                continue;
            }
            if self.left.contains(&scope) {
                let outer = self.runner.token(token).map(|here| here.scope);
                self.runner.cancel(token);
                self.left.extend(outer);
            } else if !self.runner.is_loop(token, scope) {
                self.runner.settle(scope);
            } else if let Some(node) = self.runner.node_of(token) {
                self.runner.loop_done(token, node);
            }
        }
    }
}

/// A sub-process that goes and leaves what runs in it.
fn is_frame(node: &Node) -> bool {
    let plain = |body: &crate::plan::Body| body.ad_hoc.is_none();
    matches!(&node.act, Act::SubProcess(body) if plain(body)) && node.repeat.is_none()
}
