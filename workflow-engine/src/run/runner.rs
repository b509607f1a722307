//! Takes the steps of one input, on a copy of the instance, and writes the events.

use super::apply::apply;
use super::event::{Event, How};
use super::instance::{Instance, ScopeId, Token, TokenId};
use crate::plan::{Act, Node, NodeId, Plan, Way};
use feel::{Context, Program, Value};
use std::collections::{BTreeMap, VecDeque};

/// Most steps that one input takes; then the tokens that would go on have an incident.
pub const MAX_STEPS: usize = 10_000;

/// Why a step cannot be taken: a stable code and a reason.
pub(super) struct Stop {
    pub code: &'static str,
    pub reason: String,
}

pub(super) fn stop<T>(code: &'static str, reason: impl Into<String>) -> Result<T, Stop> {
    Err(Stop {
        code,
        reason: reason.into(),
    })
}

pub(super) struct Runner<'p> {
    pub(super) plan: &'p Plan,
    pub(super) instance: Instance,
    pub(super) now: i64,
    events: Vec<Event>,
    queue: VecDeque<TokenId>,
    pub(super) steps: usize,
}

impl<'p> Runner<'p> {
    pub fn new(plan: &'p Plan, instance: &Instance, now: i64) -> Self {
        Self {
            plan,
            instance: instance.clone(),
            now,
            events: Vec::new(),
            queue: VecDeque::new(),
            steps: 0,
        }
    }

    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    pub fn emit(&mut self, event: Event) {
        apply(&mut self.instance, &event);
        self.events.push(event);
    }

    pub fn set(&mut self, variables: Context) {
        if !variables.is_empty() {
            self.emit(Event::VariablesSet { variables });
        }
    }

    /// Takes the remaining steps and gives the events.
    pub fn finish(mut self) -> Vec<Event> {
        self.run();
        self.stuck();
        self.events
    }

    pub fn start(&mut self, node: &Node, variables: Context) {
        let process = self.plan.process().to_owned();
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
        self.enter(&node.id, scope, None, None);
    }

    /// Puts a new token on an element.
    pub(super) fn enter(
        &mut self,
        element: &str,
        scope: ScopeId,
        via: Option<&str>,
        undoes: Option<u64>,
    ) {
        let token = TokenId(self.instance.next_token);
        self.emit(Event::Entered {
            token,
            scope,
            element: element.to_owned(),
            via: via.map(str::to_owned),
            undoes,
        });
        self.queue.push_back(token);
    }

    pub(super) fn run(&mut self) {
        while let Some(token) = self.queue.pop_front() {
            if !self.instance.tokens.contains_key(&token) {
                continue;
            }
            self.steps += 1;
            if self.steps > MAX_STEPS {
                self.incident(token, "flow-steps", "one input took too many steps");
                continue;
            }
            if let Err(stop) = self.step(token) {
                self.incident(token, stop.code, &stop.reason);
            }
        }
    }

    pub(super) fn token(&self, token: TokenId) -> Option<Token> {
        self.instance.tokens.get(&token).cloned()
    }

    pub(super) fn node_of(&self, token: TokenId) -> Option<&'p Node> {
        let token = self.instance.tokens.get(&token)?;
        self.plan.node(&token.element)
    }

    fn step(&mut self, token: TokenId) -> Result<(), Stop> {
        let Some((here, node)) = self.token(token).zip(self.node_of(token)) else {
            return stop("flow-plan", "the plan has no such element");
        };
        let element = node.id.clone();
        match &node.act {
            Act::Start { .. } | Act::Pass | Act::Boundary { .. } | Act::End | Act::Exclusive => {
                self.leave(token)
            }
            Act::Terminate => {
                self.emit(Event::Left { token, element });
                self.terminate(here.scope);
                Ok(())
            }
            Act::Fail { code } => self.fail(token, here.scope, element, code),
            Act::Compensate { activity } => self.compensate(token, activity.as_deref()),
            Act::UserTask => {
                self.arm_boundaries(token, node)?;
                self.emit(Event::TaskOpened { token, element });
                Ok(())
            }
            Act::ServiceTask | Act::RuleTask { .. } => {
                self.arm_boundaries(token, node)?;
                self.emit(Event::ServiceOpened { token, element });
                Ok(())
            }
            Act::Script { program, result } => self.script(token, program, result.as_deref()),
            Act::Parallel => self.join(token, &here, node),
            Act::SubProcess { start } => self.open(token, node, *start),
            Act::CatchTimer(rule) => {
                let due = self.due(rule)?;
                self.arm(token, &element, due);
                Ok(())
            }
            Act::CatchMessage(name) => {
                self.await_message(token, &element, name);
                Ok(())
            }
        }
    }

    /// Runs what a sub-process holds.
    fn open(&mut self, token: TokenId, node: &'p Node, start: NodeId) -> Result<(), Stop> {
        let Some(start) = self.plan.at(start) else {
            return stop("flow-plan", "the plan has no start of the sub-process");
        };
        self.arm_boundaries(token, node)?;
        let scope = ScopeId(self.instance.next_scope);
        self.emit(Event::ScopeEntered {
            scope,
            element: node.id.clone(),
            token: Some(token),
        });
        self.enter(&start.id, scope, None, None);
        Ok(())
    }

    pub fn incident(&mut self, token: TokenId, code: &str, reason: &str) {
        if let Some(here) = self.token(token) {
            self.emit(Event::IncidentRaised {
                token,
                element: here.element,
                code: code.to_owned(),
                reason: reason.to_owned(),
            });
        }
    }

    /// Tries a token again whose incident was cleared. Work that was done is not done again, and
    /// what hangs on a task whose service failed hangs on it still.
    pub fn again(&mut self, token: TokenId, code: &str) {
        let activity = self
            .node_of(token)
            .filter(|node| is_activity(&node.act))
            .map(|node| node.id.clone());
        match (code, activity) {
            ("flow-condition" | "flow-no-way", Some(_)) => self.done(token),
            ("flow-service", Some(element)) => self.emit(Event::ServiceOpened { token, element }),
            _ => self.queue.push_back(token),
        }
    }

    /// The work of an activity is done.
    pub fn done(&mut self, token: TokenId) {
        let undoes = self.token(token).and_then(|here| here.undoes);
        let result = match undoes {
            Some(record) => {
                self.undone(token, record);
                Ok(())
            }
            None => self.leave(token),
        };
        if let Err(stop) = result {
            self.incident(token, stop.code, &stop.reason);
        }
    }

    /// Takes the ways out of the element; without any the path ends.
    pub(super) fn leave(&mut self, token: TokenId) -> Result<(), Stop> {
        let Some((here, node)) = self.token(token).zip(self.node_of(token)) else {
            return stop("flow-plan", "the plan has no such element");
        };
        let ways = self.ways(node)?;
        if node.handler.is_some() {
            self.emit(Event::CompensationKept {
                record: self.instance.next_record,
                scope: here.scope,
                element: node.id.clone(),
            });
        }
        self.emit(Event::Left {
            token,
            element: node.id.clone(),
        });
        for way in &ways {
            if let Some(to) = self.plan.at(way.to) {
                self.enter(&to.id, here.scope, Some(&way.id), None);
            }
        }
        if ways.is_empty() {
            self.settle(here.scope);
        }
        Ok(())
    }

    /// The ways that are taken: one out of an exclusive gateway (BPMN 2.0.2 §13.4.2); out of an
    /// activity those that have no condition, and those whose condition is true or else the
    /// default (§13.3.2, §8.4.13); elsewhere all.
    fn ways(&self, node: &'p Node) -> Result<Vec<&'p Way>, Stop> {
        let exclusive = matches!(node.act, Act::Exclusive);
        let default = node.default.and_then(|place| node.ways.get(place));
        let mut taken = Vec::new();
        let mut chosen = false;
        for (place, way) in node.ways.iter().enumerate() {
            if node.default == Some(place) {
                continue;
            }
            match &way.condition {
                Some(condition) if exclusive || is_activity(&node.act) => {
                    if self.holds(&way.id, condition)? {
                        chosen = true;
                        taken.push(way);
                    }
                }
                _ => taken.push(way),
            }
            if exclusive && !taken.is_empty() {
                return Ok(taken);
            }
        }
        if !chosen {
            taken.extend(default);
        }
        if taken.is_empty() && !node.ways.is_empty() {
            return stop(
                "flow-no-way",
                "no condition is true and there is no default",
            );
        }
        Ok(taken)
    }

    fn holds(&self, flow: &str, condition: &Program) -> Result<bool, Stop> {
        let outcome = condition.eval(&self.instance.variables);
        outcome.value.as_bool().map_or_else(
            || {
                let reason = outcome.reason.unwrap_or_default();
                let kind = outcome.value.kind();
                stop("flow-condition", format!("`{flow}` gives {kind}: {reason}"))
            },
            Ok,
        )
    }

    fn script(
        &mut self,
        token: TokenId,
        program: &Program,
        result: Option<&str>,
    ) -> Result<(), Stop> {
        let outcome = program.eval(&self.instance.variables);
        let variables = match (result, outcome.value, outcome.reason) {
            (_, Value::Null, Some(reason)) => return stop("flow-script", reason),
            (Some(name), value, _) => Context::from([(name.to_owned(), value)]),
            (None, Value::Context(variables), _) => variables,
            (None, other, _) => {
                let kind = other.kind();
                return stop("flow-script", format!("a {kind} names no variables"));
            }
        };
        self.set(variables);
        self.done(token);
        Ok(())
    }

    /// Waits for a token by every flow (BPMN 2.0.2 §13.4.1).
    fn join(&mut self, token: TokenId, here: &Token, node: &Node) -> Result<(), Stop> {
        let mut by_flow: BTreeMap<&str, TokenId> = BTreeMap::new();
        for (other, at) in &self.instance.tokens {
            if at.element == here.element
                && at.scope == here.scope
                && let Some(via) = &at.via
            {
                by_flow.entry(via).or_insert(*other);
            }
        }
        let all = node
            .incoming
            .iter()
            .all(|flow| by_flow.contains_key(flow.as_str()));
        if node.incoming.len() > 1 && !all {
            return Ok(());
        }
        let mut joined: Vec<TokenId> = by_flow.into_values().collect();
        let last = joined.pop().unwrap_or(token);
        for other in joined {
            self.emit(Event::Left {
                token: other,
                element: node.id.clone(),
            });
        }
        self.leave(last)
    }

    /// Ends the scope when no token is left in it.
    fn settle(&mut self, scope: ScopeId) {
        if self
            .instance
            .tokens
            .values()
            .any(|token| token.scope == scope)
        {
            return;
        }
        let Some(ended) = self.instance.scopes.get(&scope).cloned() else {
            return;
        };
        let Some(owner) = ended.token else {
            self.emit(Event::ScopeEnded { scope, kept: false });
            self.emit(Event::Ended {
                how: How::Completed,
            });
            return;
        };
        let handled = self
            .node_of(owner)
            .is_some_and(|node| node.handler.is_some());
        let undoes = self.token(owner).is_some_and(|here| here.undoes.is_some());
        let kept = !handled && !undoes;
        self.emit(Event::ScopeEnded { scope, kept });
        self.done(owner);
    }

    /// When nothing waits for anything, the joins that wait for each other are named.
    fn stuck(&mut self) {
        let i = &self.instance;
        let waits = !i.tasks.is_empty()
            || !i.services.is_empty()
            || !i.timers.is_empty()
            || !i.messages.is_empty()
            || !i.incidents.is_empty();
        if waits || !i.is_running() {
            return;
        }
        let tokens: Vec<TokenId> = i.tokens.keys().copied().collect();
        for token in tokens {
            self.incident(token, "flow-join", "it waits for a token that cannot come");
        }
    }
}

fn is_activity(act: &Act) -> bool {
    matches!(
        act,
        Act::UserTask
            | Act::ServiceTask
            | Act::RuleTask { .. }
            | Act::Script { .. }
            | Act::SubProcess { .. }
    )
}
