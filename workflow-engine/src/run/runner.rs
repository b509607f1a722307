//! Takes the steps of one input, on a copy of the instance, and writes the events.

use super::apply::apply;
use super::event::Event;
use super::instance::{Instance, ScopeId, Token, TokenId};
use super::places::plan_at;
use crate::host::Host;
use crate::name::Name;
use crate::plan::{Act, Node, Plan, Throw};
use feel::{Context, Program, Value};
use std::collections::VecDeque;

/// Most steps that one input takes; then the tokens that would go on have an incident.
pub const MAX_STEPS: usize = 10_000;
/// Most tokens of an instance.
pub const MAX_TOKENS: usize = 10_000;
/// Deepest nesting of sub-processes, calls and instances.
pub const MAX_SCOPES: usize = 64;
/// Most instances of one multi-instance activity.
pub const MAX_INSTANCES: u32 = 1_000;
/// Most timers that are set in one instance.
pub const MAX_TIMERS: usize = 1_000;

/// Why a step cannot be taken: a stable code and a reason.
pub(super) struct Stop {
    pub code: &'static str,
    pub reason: String,
}

/// Codes of the incidents that a running case can come to, but for errors of services that nobody
/// caught, whose own codes are the reasons.
pub const INCIDENTS: &[&str] = &[
    "flow-ad-hoc",
    "flow-call",
    "flow-call-circle",
    "flow-cardinality",
    "flow-collection",
    "flow-condition",
    "flow-depth",
    "flow-instances",
    "flow-join",
    "flow-mapping",
    "flow-no-way",
    "flow-output",
    "flow-plan",
    "flow-script",
    "flow-service",
    "flow-steps",
    "flow-timer",
    "flow-timers",
    "flow-tokens",
];

pub(super) fn stop<T>(code: &'static str, reason: impl Into<String>) -> Result<T, Stop> {
    debug_assert!(
        INCIDENTS.contains(&code),
        "{code} is not among the incidents"
    );
    Err(Stop {
        code,
        reason: reason.into(),
    })
}

pub(super) struct Runner<'p> {
    pub(super) plan: &'p Plan,
    pub(super) host: Host<'p>,
    pub(super) instance: Instance,
    pub(super) now: i64,
    events: Vec<Event>,
    pub(super) queue: VecDeque<TokenId>,
    /// Tokens on events that throw a signal: they throw when all else waits, so that who was on
    /// the way to wait for it gets it.
    throwing: VecDeque<TokenId>,
    pub(super) steps: usize,
    /// Whether a process was called.
    pub(super) calls: bool,
    /// Whether variables changed since the conditions were looked at.
    pub(super) changed: bool,
}

impl<'p> Runner<'p> {
    pub fn new(plan: &'p Plan, host: Host<'p>, instance: &Instance, now: i64) -> Self {
        Self {
            plan,
            host,
            instance: instance.clone(),
            now,
            events: Vec::with_capacity(16),
            queue: VecDeque::new(),
            throwing: VecDeque::new(),
            steps: 0,
            calls: instance.scopes.values().any(|s| s.called.is_some()),
            changed: false,
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

    /// Takes the remaining steps and gives the events.
    pub fn finish(mut self) -> Vec<Event> {
        self.run();
        self.name_dead_joins();
        self.events
    }

    /// Puts a new token on an element, from where it steps on.
    pub(super) fn enter(
        &mut self,
        element: &Name,
        scope: ScopeId,
        via: Option<&Name>,
        undoes: Option<u64>,
    ) -> TokenId {
        let token = self.stand(element, scope, via, undoes);
        self.queue.push_back(token);
        token
    }

    /// Puts a new token on an element, where it stays.
    pub(super) fn stand(
        &mut self,
        element: &Name,
        scope: ScopeId,
        via: Option<&Name>,
        undoes: Option<u64>,
    ) -> TokenId {
        let token = TokenId(self.instance.next_token);
        self.emit(Event::Entered {
            token,
            scope,
            element: element.clone(),
            via: via.cloned(),
            undoes,
        });
        token
    }

    /// Takes steps until everything waits.
    pub(super) fn run(&mut self) {
        loop {
            if self.changed {
                self.changed = false;
                self.meet_conditions();
                continue;
            }
            if let Some(token) = self.queue.pop_front() {
                self.take(token, false);
            } else if self.plan.has_inclusive() && self.join_inclusive() || self.join_called() {
            } else if let Some(token) = self.throwing.pop_front() {
                self.take(token, true);
            } else {
                return;
            }
        }
    }

    fn take(&mut self, token: TokenId, late: bool) {
        if !self.instance.tokens.contains_key(&token) {
            return;
        }
        self.steps += 1;
        let taken = if self.steps > MAX_STEPS {
            stop("flow-steps", "one input took too many steps")
        } else {
            self.step(token, late)
        };
        if let Err(stop) = taken {
            self.incident(token, stop.code, &stop.reason);
        }
    }

    pub(super) fn token(&self, token: TokenId) -> Option<Token> {
        self.instance.tokens.get(&token).cloned()
    }

    /// The plan that is run in the scope.
    pub(super) fn plan_in(&self, scope: ScopeId) -> Option<&'p Plan> {
        if self.calls {
            plan_at(&self.instance, self.plan, self.host.plans, scope)
        } else {
            Some(self.plan)
        }
    }

    pub(super) fn node_of(&self, token: TokenId) -> Option<&'p Node> {
        let token = self.instance.tokens.get(&token)?;
        self.plan_in(token.scope)?.node(&token.element)
    }

    fn step(&mut self, token: TokenId, late: bool) -> Result<(), Stop> {
        let Some((here, node)) = self.token(token).zip(self.node_of(token)) else {
            return stop("flow-plan", "the plan has no such element");
        };
        if let (Some(repeat), None) = (&node.repeat, here.index) {
            return self.begin_loop(token, node, repeat);
        }
        if node.needs > 1 && here.via.is_some() {
            return self.gather(&here, node);
        }
        let element = node.id.clone();
        match &node.act {
            Act::Start { .. } | Act::Pass | Act::Boundary { .. } | Act::Exclusive => {
                self.leave(token)
            }
            Act::ManualTask => self.complete(token),
            Act::Throw(throws) => {
                let signals = throws.iter().any(|t| matches!(t, Throw::Signal(_)));
                if signals && !late {
                    self.throwing.push_back(token);
                    return Ok(());
                }
                self.throw_all(token, &here, throws)
            }
            Act::UserTask => {
                self.arm_boundaries(token, &here, node)?;
                self.emit(Event::TaskOpened { token, element });
                Ok(())
            }
            Act::ServiceTask | Act::RuleTask { .. } => {
                self.arm_boundaries(token, &here, node)?;
                self.emit(Event::ServiceOpened { token, element });
                Ok(())
            }
            Act::SendTask(name) => {
                let name = name.clone();
                self.emit(Event::MessageThrown {
                    token,
                    element,
                    name,
                });
                self.complete(token)
            }
            Act::Script { program, result } => self.script(token, program, result.as_deref()),
            Act::Parallel => self.join(token, &here, node),
            Act::Inclusive if node.upstream.is_some() && here.via.is_some() => Ok(()),
            Act::Inclusive => self.leave(token),
            Act::EventBased => self.await_first(token, node),
            Act::SubProcess(body) | Act::EventSub(body) => self.open(token, &here, node, body),
            Act::Call(call) => self.call(token, &here, node, call),
            Act::Catch { .. } | Act::ReceiveTask(_) => {
                self.arm_boundaries(token, &here, node)?;
                self.arm(token, node)
            }
        }
    }

    pub fn incident(&mut self, token: TokenId, code: &str, reason: &str) {
        if let Some(here) = self.token(token) {
            self.emit(Event::IncidentRaised {
                token,
                element: here.element,
                code: code.into(),
                reason: reason.to_owned(),
            });
        }
    }

    /// Tries a token again whose incident was cleared. Work that was done is not done again, and
    /// what hangs on a task whose service failed hangs on it still.
    pub fn again(&mut self, token: TokenId, code: &str) {
        let node = self.node_of(token);
        let activity = node.filter(|node| node.act.is_activity());
        let timers = matches!(code, "flow-timer" | "flow-timers") && !self.is_guard(token);
        if let Some(node) = node.filter(|_| timers && self.has_begun(token)) {
            self.arm_the_rest(token, node);
            return;
        }
        if self.is_open(token) {
            return;
        }
        match (code, activity) {
            ("flow-condition" | "flow-no-way" | "flow-output", Some(_)) => self.done(token),
            ("flow-service", Some(node)) => self.emit(Event::ServiceOpened {
                token,
                element: node.id.clone(),
            }),
            _ => match node {
                Some(node) if self.is_guard(token) => self.guard_again(token, node),
                _ => self.queue.push_back(token),
            },
        }
    }

    /// Whether a task or service is open on the token.
    pub fn is_open(&self, token: TokenId) -> bool {
        let i = &self.instance;
        i.tasks.contains_key(&token) || i.services.contains_key(&token)
    }

    /// The work of an activity is done.
    pub fn done(&mut self, token: TokenId) {
        if let Err(stop) = self.complete(token) {
            self.incident(token, stop.code, &stop.reason);
        }
    }

    pub(super) fn complete(&mut self, token: TokenId) -> Result<(), Stop> {
        match self.token(token) {
            Some(Token {
                undoes: Some(record),
                ..
            }) => {
                self.undone(token, record);
                Ok(())
            }
            Some(Token { index: Some(_), .. }) => self.instance_done(token),
            _ => self.leave(token),
        }
    }

    fn script(
        &mut self,
        token: TokenId,
        program: &Program,
        result: Option<&str>,
    ) -> Result<(), Stop> {
        let outcome = self.eval(token, program);
        let variables = match (result, outcome.value, outcome.reason) {
            (_, Value::Null, Some(reason)) => return stop("flow-script", reason),
            (Some(name), value, _) => Context::from([(name.to_owned(), value)]),
            (None, Value::Context(variables), _) => variables,
            (None, other, _) => {
                let kind = other.kind();
                return stop("flow-script", format!("a {kind} names no variables"));
            }
        };
        self.set_at(token, variables);
        self.done(token);
        Ok(())
    }
}
