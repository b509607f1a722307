//! Reads a history, and keeps how each token came where it stood.

use super::way::{seen_by, why};
use super::{By, Here, MAX_RULINGS, MAX_WAY, Origin, Ruling, Step, What};
use crate::host::Host;
use crate::name::Name;
use crate::plan::{Act, Cause, Node, Plan};
use crate::run::{Change, Decided, Event, Instance, ScopeId, TokenId, WaitId, apply, plan_at};
use feel::Context;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a token came, and what came of it.
#[derive(Clone, Debug)]
struct Trace {
    element: Name,
    at: usize,
    by: By,
    /// The token from which it came.
    parent: Option<TokenId>,
    /// What it waited for and got.
    moved: Option<(usize, What)>,
    /// The last token inside of it, once that is over.
    inner: Option<TokenId>,
    ruling: Option<Ruling>,
}

/// The token that left last.
#[derive(Clone, Debug)]
struct Gone {
    token: TokenId,
    element: Name,
    scope: ScopeId,
    at: usize,
    /// What the conditions behind it read.
    seen: Context,
}

/// What happened and has not yet put a token on an element.
#[derive(Clone, Debug)]
struct Pending {
    what: What,
    /// The event's element; none where any element may follow.
    element: Option<Name>,
    token: Option<TokenId>,
}

/// The history of an instance with its reasons.
#[derive(Clone)]
pub struct Story<'p> {
    pub(super) plan: &'p Plan,
    pub(super) host: Host<'p>,
    pub(super) instance: Instance,
    count: usize,
    traces: BTreeMap<TokenId, Trace>,
    /// The last token that left, by its scope.
    last: BTreeMap<ScopeId, TokenId>,
    gone: Option<Gone>,
    pending: Option<Pending>,
    rulings: Vec<Ruling>,
}

impl<'p> Story<'p> {
    /// Reads a whole history. `plan` is the one with which it began; to later versions it goes over
    /// by the host's plans where the history says so.
    pub fn read<'e>(
        plan: &'p Plan,
        host: Host<'p>,
        history: impl IntoIterator<Item = &'e Event>,
    ) -> Self {
        let mut story = Self::new(plan, host);
        for event in history {
            story.take(event);
        }
        story
    }

    /// A story that begins with this plan, and of which nothing was read yet.
    #[must_use]
    pub fn new(plan: &'p Plan, host: Host<'p>) -> Self {
        Self {
            plan,
            host,
            instance: Instance::default(),
            count: 0,
            traces: BTreeMap::new(),
            last: BTreeMap::new(),
            gone: None,
            pending: None,
            rulings: Vec::new(),
        }
    }

    /// What follows was decided by this plan: a host whose plans bear no versions says so.
    pub fn goes_over(&mut self, plan: &'p Plan) {
        self.plan = plan;
    }

    /// The instance that the history makes.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The plan that its process runs by now.
    #[must_use]
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// What business rule tasks decided, the newest last, at most [`MAX_RULINGS`].
    #[must_use]
    pub fn rulings(&self) -> &[Ruling] {
        &self.rulings
    }

    /// Every token, the oldest first, with the way by which it came.
    #[must_use]
    pub fn here(&self) -> Vec<Here> {
        let tokens = self.instance.tokens.keys();
        tokens.filter_map(|token| self.of(*token)).collect()
    }

    /// The way by which a token came, one of the past too. It begins where something last happened
    /// from outside, and has at most [`MAX_WAY`] steps.
    #[must_use]
    pub fn of(&self, token: TokenId) -> Option<Here> {
        let first = self.traces.get(&token)?;
        let mut steps = Vec::new();
        let mut origin = None;
        let mut at = Some(token);
        while let Some((here, trace)) = at.and_then(|at| Some((at, self.traces.get(&at)?))) {
            steps.push(Step {
                at: trace.at,
                token: here,
                element: trace.element.clone(),
                by: trace.by.clone(),
                ruling: trace.ruling.clone(),
            });
            if let By::Event(what) = &trace.by {
                origin = Some(Origin {
                    at: trace.at,
                    token: trace.parent,
                    element: trace.element.clone(),
                    what: what.clone(),
                });
            }
            if origin.is_some() || steps.len() == MAX_WAY {
                break;
            }
            at = self.before(trace);
            origin = at.and_then(|at| self.origin_at(at));
            if origin.is_some() {
                break;
            }
        }
        steps.reverse();
        Some(Here {
            token,
            element: first.element.clone(),
            origin,
            steps,
            waits: self.waits(token),
        })
    }

    /// The token before: of what came out of a sub-process the last one inside of it.
    fn before(&self, trace: &Trace) -> Option<TokenId> {
        let mut parent = trace.parent?;
        if matches!(trace.by, By::Way { .. } | By::After) {
            while let Some(inner) = self.traces.get(&parent).and_then(|trace| trace.inner) {
                parent = inner;
            }
        }
        Some(parent)
    }

    fn origin_at(&self, token: TokenId) -> Option<Origin> {
        let trace = self.traces.get(&token)?;
        let (at, what) = trace.moved.clone()?;
        Some(Origin {
            at,
            token: Some(token),
            element: trace.element.clone(),
            what,
        })
    }

    /// Reads one more event.
    pub fn take(&mut self, event: &Event) {
        self.note(event);
        apply(&mut self.instance, event);
        if let Event::Migrated {
            scopes,
            process,
            version,
            ..
        } = event
        {
            self.migrated(scopes, process, version);
        }
        self.count += 1;
    }

    fn migrated(&mut self, scopes: &[ScopeId], process: &str, version: &str) {
        if scopes.contains(&ScopeId(0))
            && let Some(plan) = self.host.plans.plan(process, version)
        {
            self.plan = plan;
        }
        for (token, here) in &self.instance.tokens {
            if let Some(trace) = self.traces.get_mut(token) {
                trace.element.clone_from(&here.element);
            }
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Entered {
                token,
                scope,
                element,
                via,
                undoes,
            } => {
                let (by, parent) = self.came(*scope, element, via.as_ref(), *undoes);
                self.enter(*token, element, by, parent);
            }
            Event::InstanceEntered {
                token,
                scope,
                element,
                index,
                ..
            } => {
                let owner = self.owner(*scope);
                self.enter(*token, element, By::Instance(*index), owner);
            }
            Event::Left { token, .. } => {
                self.leave(*token, true);
                if let Some(here) = self.instance.tokens.get(token) {
                    self.last.insert(here.scope, *token);
                }
            }
            Event::Cancelled { token, .. } => self.leave(*token, false),
            Event::ScopeEnded { scope, .. } | Event::ScopeHeld { scope, .. } => {
                let last = self.last.remove(scope);
                let owner = self.owner(*scope);
                if let Some(trace) = owner.and_then(|owner| self.traces.get_mut(&owner)) {
                    trace.inner = last;
                }
            }
            Event::ServiceDone {
                token,
                element,
                decided,
            } => self.ruled(*token, element, decided.as_deref()),
            _ => self.note_outside(event),
        }
    }

    /// What happens from outside of the flow.
    fn note_outside(&mut self, event: &Event) {
        let waits = |wait: &WaitId, instance: &Instance| {
            let timer = instance.timers.get(wait).map(|timer| timer.token);
            timer
                .or_else(|| instance.messages.get(wait).map(|wait| wait.token))
                .or_else(|| instance.signals.get(wait).map(|wait| wait.token))
                .or_else(|| instance.conditions.get(wait).map(|wait| wait.token))
        };
        match event {
            Event::Started { .. } => self.pend(What::Started, None, None),
            Event::TaskClosed { token, .. } => self.moved(*token, What::TaskClosed),
            Event::TimerFired { wait, element } => {
                let token = waits(wait, &self.instance);
                self.occurred(token, element, What::Timer);
            }
            Event::MessageTaken { wait, element, .. } => {
                let message = self.instance.messages.get(wait);
                let name = message.map(|wait| wait.name.clone()).unwrap_or_default();
                let token = waits(wait, &self.instance);
                self.occurred(token, element, What::Message(name));
            }
            Event::SignalTaken { wait, element, .. } => {
                let signal = self.instance.signals.get(wait);
                let name = signal.map(|wait| wait.name.clone()).unwrap_or_default();
                let token = waits(wait, &self.instance);
                self.occurred(token, element, What::Signal(name));
            }
            Event::ConditionMet { wait, element, .. } => {
                let token = waits(wait, &self.instance);
                self.occurred(token, element, What::Condition);
            }
            Event::ServiceFailed {
                token, error_code, ..
            } => self.pend(What::Error(error_code.clone()), None, Some(*token)),
            Event::EscalationCaught {
                token,
                element,
                code,
            } => self.pend(
                What::Escalation(code.clone()),
                Some(element.clone()),
                Some(*token),
            ),
            Event::TransactionCancelled { .. } => self.pend(What::Cancelled, None, None),
            Event::IncidentCleared { token, .. } => {
                let new = self.traces.get(token).is_some_and(|t| t.moved.is_none());
                if new {
                    self.moved(*token, What::Retried);
                }
            }
            Event::Mended { token, change, .. } if *change != Change::Set => {
                self.pend(What::Mended(change.clone()), None, *token);
            }
            _ => {}
        }
    }

    fn enter(&mut self, token: TokenId, element: &Name, by: By, parent: Option<TokenId>) {
        let trace = Trace {
            element: element.clone(),
            at: self.count,
            by,
            parent,
            moved: None,
            inner: None,
            ruling: None,
        };
        self.traces.insert(token, trace);
    }

    fn leave(&mut self, token: TokenId, asks: bool) {
        let Some(here) = self.instance.tokens.get(&token) else {
            return;
        };
        let node = self.plan_in(here.scope).and_then(|p| p.node(&here.element));
        let seen = match node.filter(|_| asks) {
            Some(node) => seen_by(node, || self.instance.variables_at(token)),
            None => Context::new(),
        };
        self.gone = Some(Gone {
            token,
            element: here.element.clone(),
            scope: here.scope,
            at: self.count,
            seen,
        });
    }

    fn moved(&mut self, token: TokenId, what: What) {
        let at = self.count;
        if let Some(trace) = self.traces.get_mut(&token) {
            trace.moved = Some((at, what));
        }
    }

    fn pend(&mut self, what: What, element: Option<Name>, token: Option<TokenId>) {
        self.pending = Some(Pending {
            what,
            element,
            token,
        });
    }

    /// What an event waited for came: to the token that stands on it, or else a new one will.
    fn occurred(&mut self, token: Option<TokenId>, element: &Name, what: What) {
        let here = token.and_then(|token| self.instance.tokens.get(&token));
        match token.filter(|_| here.is_some_and(|here| here.element == *element)) {
            Some(token) => self.moved(token, what),
            None => self.pend(what, Some(element.clone()), token),
        }
    }

    fn ruled(&mut self, token: TokenId, element: &Name, decided: Option<&Decided>) {
        let here = self.instance.tokens.get(&token);
        let node = here.and_then(|here| self.plan_in(here.scope)?.node(element));
        let Some(Act::RuleTask { decision, .. }) = node.map(|node| &node.act) else {
            return;
        };
        let ruling = Ruling {
            at: self.count,
            token,
            element: element.clone(),
            decision: decision.clone(),
            decided: decided.cloned(),
            variables: Arc::clone(&self.instance.variables),
        };
        if let Some(trace) = self.traces.get_mut(&token) {
            trace.ruling = Some(ruling.clone());
        }
        if self.rulings.len() == MAX_RULINGS {
            self.rulings.remove(0);
        }
        self.rulings.push(ruling);
    }

    pub(super) fn plan_in(&self, scope: ScopeId) -> Option<&'p Plan> {
        plan_at(&self.instance, self.plan, self.host.plans, scope)
    }

    fn owner(&self, scope: ScopeId) -> Option<TokenId> {
        self.instance.scopes.get(&scope).and_then(|run| run.token)
    }

    /// How a new token comes, and from which.
    fn came(
        &mut self,
        scope: ScopeId,
        element: &Name,
        via: Option<&Name>,
        undoes: Option<u64>,
    ) -> (By, Option<TokenId>) {
        if let Some(record) = undoes {
            let done = self.instance.done.get(&record);
            let activity = done.map(|done| done.element.clone()).unwrap_or_default();
            let throwing = self.instance.compensations.iter();
            let mut throwing = throwing.filter(|(_, records)| records.contains(&record));
            return (By::Undoes(activity), throwing.next().map(|(t, _)| *t));
        }
        if let Some(via) = via {
            return self.came_by(scope, via);
        }
        let node = self.plan_in(scope).and_then(|plan| plan.node(element));
        if let Some(pending) = self.pending.take_if(|p| fits(p, element, node)) {
            return (By::Event(pending.what), pending.token);
        }
        let gone = self.gone.as_ref().filter(|gone| gone.scope == scope);
        if let Some(Act::Boundary { causes, .. }) = node.map(|node| &node.act) {
            let what = causes.first().map_or(What::Retried, told);
            return (By::Event(what), gone.map(|gone| gone.token));
        }
        match gone.filter(|gone| gone.at + 1 == self.count) {
            Some(gone) => (By::After, Some(gone.token)),
            None => (By::Inside, self.owner(scope)),
        }
    }

    fn came_by(&self, scope: ScopeId, via: &Name) -> (By, Option<TokenId>) {
        let flow = self.plan_in(scope).and_then(|plan| plan.flow(via));
        let gone = self.gone.as_ref().filter(|gone| gone.scope == scope);
        let Some((node, way)) = flow else {
            let by = By::Way {
                flow: via.clone(),
                from: Name::default(),
                why: super::Why::Unknown,
            };
            return (by, gone.map(|gone| gone.token));
        };
        let (parent, seen) = match gone.filter(|gone| gone.element == node.id) {
            Some(gone) => (Some(gone.token), gone.seen.clone()),
            None => {
                let tokens = self.instance.tokens.iter();
                let mut there = tokens.filter(|(_, t)| t.scope == scope && t.element == node.id);
                let token = there.next().map(|(token, _)| *token);
                let variables = |token| self.instance.variables_at(token);
                let seen = token.map(|token| seen_by(node, || variables(token)));
                (token, seen.unwrap_or_default())
            }
        };
        let by = By::Way {
            flow: via.clone(),
            from: node.id.clone(),
            why: why(node, way, &seen),
        };
        (by, parent)
    }
}

/// Whether what happened is what put a token on the element.
fn fits(pending: &Pending, element: &Name, node: Option<&Node>) -> bool {
    let handler = node.is_some_and(|node| matches!(node.act, Act::EventSub(_)));
    match &pending.element {
        Some(event) => event == element || handler,
        // It is stood by before anything begins.
        None => !(handler && pending.what == What::Started),
    }
}

/// What happens when a cause occurs.
fn told(cause: &Cause) -> What {
    match cause {
        Cause::Timer(_) => What::Timer,
        Cause::Message(name) => What::Message(name.clone()),
        Cause::Signal(name) => What::Signal(name.clone()),
        Cause::Condition(_) => What::Condition,
        Cause::Error(code) => What::Error(code.clone().unwrap_or_default()),
        Cause::Escalation(code) => What::Escalation(code.clone().unwrap_or_default()),
        Cause::Cancel | Cause::Compensation => What::Cancelled,
    }
}
