//! Sub-processes, calls and ad-hoc sub-processes: how they begin and end.

use super::event::Event;
use super::instance::{ScopeId, Token, TokenId};
use super::runner::{MAX_SCOPES, Runner, Stop, stop};
use crate::name::Name;
use crate::plan::{AdHoc, Body, Call, Mapping, Node, Plan};
use feel::{Context, Value};

impl<'p> Runner<'p> {
    /// Begins the process itself.
    pub fn start(&mut self, variables: Context) -> ScopeId {
        let process = self.plan.process_name();
        self.emit(Event::Started {
            process: process.clone(),
        });
        self.set(variables);
        let scope = ScopeId(self.instance.next_scope);
        self.emit(Event::ScopeEntered {
            scope,
            element: process,
            token: None,
        });
        self.guard(scope, self.plan, self.plan.body());
        scope
    }

    /// Runs what a sub-process holds.
    pub(super) fn open(
        &mut self,
        token: TokenId,
        here: &Token,
        node: &'p Node,
        body: &'p Body,
    ) -> Result<(), Stop> {
        let Some(plan) = self.plan_in(here.scope) else {
            return stop("flow-plan", "the plan is not there");
        };
        self.not_too_deep(here.scope)?;
        let first = match &body.ad_hoc {
            Some(ad_hoc) => self.first(token, plan, ad_hoc)?,
            None => Vec::new(),
        };
        self.arm_boundaries(token, here, node)?;
        let scope = ScopeId(self.instance.next_scope);
        self.emit(Event::ScopeEntered {
            scope,
            element: node.id.clone(),
            token: Some(token),
        });
        let own = |name: &&Name| {
            let locals = self.instance.locals.get(&token);
            !locals.is_some_and(|variables| variables.contains_key(&***name))
        };
        let data = body.data.iter().filter(own);
        let data = data.map(|name| (name.to_string(), Value::Null)).collect();
        self.set_locals(token, data);
        self.guard(scope, plan, body);
        match &body.ad_hoc {
            Some(ad_hoc) => self.begin_ad_hoc(scope, ad_hoc, first),
            None => self.begin(scope, plan, body)?,
        }
        Ok(())
    }

    fn begin(&mut self, scope: ScopeId, plan: &'p Plan, body: &Body) -> Result<(), Stop> {
        match body.start.and_then(|start| plan.at(start)) {
            Some(start) => {
                self.enter(&start.id, scope, None, None);
                Ok(())
            }
            None => stop("flow-plan", "the plan has no start here"),
        }
    }

    fn not_too_deep(&self, scope: ScopeId) -> Result<(), Stop> {
        if self.around(scope).len() < MAX_SCOPES {
            Ok(())
        } else {
            stop(
                "flow-depth",
                "sub-processes, calls and instances nest too deep",
            )
        }
    }

    /// The scope and those around it, the nearest first.
    pub(super) fn around(&self, scope: ScopeId) -> Vec<ScopeId> {
        let mut found = vec![scope];
        let mut at = scope;
        while let Some(owner) = self.owner(at)
            && let Some(token) = self.instance.tokens.get(&owner)
        {
            at = token.scope;
            found.push(at);
        }
        found
    }

    /// The token that stands on the sub-process which runs in the scope.
    pub(super) fn owner(&self, scope: ScopeId) -> Option<TokenId> {
        self.instance.scopes.get(&scope)?.token
    }

    /// What the scope holds; nothing for the scope of instances.
    pub(super) fn body(&self, scope: ScopeId) -> Option<&'p Body> {
        let run = self.instance.scopes.get(&scope)?;
        if run.called.is_some() {
            return Some(self.plan_in(scope)?.body());
        }
        match run.token {
            None => Some(self.plan.body()),
            Some(owner) if self.is_loop(owner, scope) => None,
            Some(owner) => self.node_of(owner)?.act.body(),
        }
    }

    /// Calls a process (BPMN 2.0.2 §13.3.4).
    pub(super) fn call(
        &mut self,
        token: TokenId,
        here: &Token,
        node: &'p Node,
        call: &'p Call,
    ) -> Result<(), Stop> {
        let Some(caller) = self.plan_in(here.scope) else {
            return stop("flow-plan", "the plan is not there");
        };
        let called = self.host.plans.called(caller, &call.process, &call.binding);
        let Some(called) = called.filter(|plan| plan.body().start.is_some()) else {
            return stop("flow-call", format!("`{}` cannot be called", call.process));
        };
        let in_circle = self.around(here.scope).into_iter().any(|scope| {
            let plan = self.plan_in(scope);
            plan.is_some_and(|plan| plan.process() == called.process())
        });
        if in_circle {
            let reason = format!("`{}` calls itself", call.process);
            return stop("flow-call-circle", reason);
        }
        self.not_too_deep(here.scope)?;
        let inputs = self.mapped(token, &call.inputs)?;
        self.arm_boundaries(token, here, node)?;
        let scope = ScopeId(self.instance.next_scope);
        self.emit(Event::Called {
            scope,
            token,
            element: node.id.clone(),
            process: called.process_name(),
            version: called.version_name(),
            sealed: !call.inputs.is_empty() || !call.outputs.is_empty(),
        });
        self.calls = true;
        self.set_locals(token, inputs);
        self.guard(scope, called, called.body());
        self.begin(scope, called, called.body())
    }

    fn mapped(&self, token: TokenId, mappings: &[Mapping]) -> Result<Context, Stop> {
        let mut values = Context::new();
        for mapping in mappings {
            let outcome = self.eval(token, &mapping.value);
            if let (Value::Null, Some(reason)) = (&outcome.value, outcome.reason) {
                return stop("flow-mapping", format!("`{}`: {reason}", mapping.name));
            }
            values.insert(mapping.name.to_string(), outcome.value);
        }
        Ok(values)
    }

    /// Whether anything runs in the scope.
    pub(super) fn is_busy(&self, scope: ScopeId) -> bool {
        let mut tokens = self.instance.tokens.iter();
        tokens.any(|(token, at)| at.scope == scope && !self.is_guard(*token))
    }

    /// Ends the scope when no token is left in it.
    pub(super) fn settle(&mut self, scope: ScopeId) {
        let Some(body) = self.body(scope) else {
            return;
        };
        if let Some(ad_hoc) = &body.ad_hoc {
            self.settle_ad_hoc(scope, ad_hoc);
        } else if !self.is_busy(scope) {
            self.end_scope(scope);
        }
    }

    pub(super) fn end_scope(&mut self, scope: ScopeId) {
        let Some(ended) = self.instance.scopes.get(&scope) else {
            return;
        };
        let Some(owner) = ended.token else {
            self.drop_guards(scope);
            self.end(scope);
            return;
        };
        let called = ended.called.is_some();
        let outputs = match self.outputs(owner, called) {
            Ok(outputs) => outputs,
            Err(stop) => {
                self.incident(owner, stop.code, &stop.reason);
                return;
            }
        };
        self.drop_guards(scope);
        let undoes = self.token(owner).is_some_and(|here| here.undoes.is_some());
        let node = self.node_of(owner);
        let body = node.and_then(|node| node.act.body());
        let handled = node.is_some_and(|node| node.handler.is_some());
        if !undoes && !handled && body.is_some_and(|body| body.compensation.is_some()) {
            self.hold(scope, owner);
        } else {
            let kept = !handled && !undoes && !called;
            self.emit(Event::ScopeEnded { scope, kept });
        }
        if let (Some(here), false) = (self.token(owner), outputs.is_empty()) {
            match self.owner(here.scope) {
                Some(around) => self.set_at(around, outputs),
                None => self.set(outputs),
            }
        }
        self.done(owner);
    }

    fn outputs(&self, owner: TokenId, called: bool) -> Result<Context, Stop> {
        let call = match self.node_of(owner).map(|node| &node.act) {
            Some(crate::plan::Act::Call(call)) if called => call,
            _ => return Ok(Context::new()),
        };
        let scope = self.instance.scopes.iter();
        let inner = scope.filter(|(_, s)| s.token == Some(owner) && s.called.is_some());
        let sealed = inner
            .map(|(_, s)| s.called.as_ref().is_some_and(|called| called.sealed))
            .next();
        let variables = match sealed {
            Some(true) => self
                .instance
                .locals
                .get(&owner)
                .cloned()
                .unwrap_or_default(),
            _ => self.instance.variables_at(owner).into_owned(),
        };
        let mut values = Context::new();
        for mapping in &call.outputs {
            let outcome = mapping.value.eval(&variables);
            if let (Value::Null, Some(reason)) = (&outcome.value, outcome.reason) {
                return stop("flow-mapping", format!("`{}`: {reason}", mapping.name));
            }
            values.insert(mapping.name.to_string(), outcome.value);
        }
        Ok(values)
    }

    pub(super) fn is_ad_hoc(&self, scope: ScopeId) -> bool {
        self.body(scope).is_some_and(|body| body.ad_hoc.is_some())
    }

    /// The activities that begin by themselves.
    fn first(&self, token: TokenId, plan: &Plan, ad_hoc: &AdHoc) -> Result<Vec<Name>, Stop> {
        let all = ad_hoc.first.iter().filter_map(|id| plan.at(*id));
        let all: Vec<Name> = all.map(|node| node.id.clone()).collect();
        let Some(program) = &ad_hoc.activities else {
            return Ok(all);
        };
        let outcome = self.eval(token, program);
        let named = outcome.value.as_list().map(|list| {
            let ids = list.iter().filter_map(|item| item.as_text());
            ids.map(Name::from).collect::<Vec<_>>()
        });
        match named {
            Some(named) if named.iter().all(|id| all.contains(id)) => Ok(named),
            _ => stop("flow-ad-hoc", "the activities are no list of ids of it"),
        }
    }

    fn begin_ad_hoc(&mut self, scope: ScopeId, ad_hoc: &AdHoc, first: Vec<Name>) {
        let now = if ad_hoc.sequential { 1 } else { first.len() };
        self.emit(Event::AdHocBegun {
            scope,
            elements: first.clone(),
        });
        for element in first.iter().take(now) {
            self.enter(element, scope, None, None);
        }
        if first.is_empty() {
            self.settle(scope);
        }
    }

    /// An ad-hoc sub-process ends when its condition is true, or without a condition when nothing
    /// is left (BPMN 2.0.2 §13.3.5).
    fn settle_ad_hoc(&mut self, scope: ScopeId, ad_hoc: &'p AdHoc) {
        let Some(owner) = self.owner(scope) else {
            return;
        };
        if !self.instance.scopes.contains_key(&scope) {
            return;
        }
        let met = match &ad_hoc.completion {
            Some(condition) => {
                let variables = self.instance.variables_at(owner).into_owned();
                match self.holds("completionCondition", condition, &variables) {
                    Ok(met) => Some(met),
                    Err(stop) => {
                        self.incident(owner, stop.code, &stop.reason);
                        return;
                    }
                }
            }
            None => None,
        };
        if met == Some(true) {
            self.emit(Event::AdHocClosed { scope });
            if ad_hoc.cancels {
                self.cancel_all_in(scope);
            }
        }
        if self.is_busy(scope) {
            return;
        }
        let pending = self.instance.scopes.get(&scope);
        let next = pending.and_then(|scope| scope.pending.first().cloned());
        match next {
            Some(element) => {
                self.enter(&element, scope, None, None);
            }
            None if met == Some(false) => {}
            None => self.end_scope(scope),
        }
    }
}
