//! Timers, messages, signals and conditions: how they are waited for, and what happens when they
//! come.

use super::event::Event;
use super::instance::{MessageWait, ScopeId, Timer, Token, TokenId, WaitId};
use super::runner::{MAX_STEPS, MAX_TIMERS, Runner, Stop, stop};
use crate::name::Name;
use crate::plan::{self, Act, Body, Cause, Node, Plan};
use crate::time::{self, Due};

impl<'p> Runner<'p> {
    /// Sets what the boundary events of an activity wait for.
    pub(super) fn arm_boundaries(
        &mut self,
        token: TokenId,
        here: &Token,
        node: &'p Node,
    ) -> Result<(), Stop> {
        if node.boundaries.is_empty() || here.index.is_some() {
            return Ok(());
        }
        let plan = self.plan_in(here.scope);
        let boundaries = node.boundaries.iter().filter_map(|id| plan?.at(*id));
        self.arm_all(token, boundaries.collect())
    }

    /// Sets what a catch event or a receive task waits for.
    pub(super) fn arm(&mut self, token: TokenId, node: &'p Node) -> Result<(), Stop> {
        self.arm_all(token, vec![node])
    }

    /// An event-based gateway waits for all events that follow it.
    pub(super) fn await_first(&mut self, token: TokenId, node: &'p Node) -> Result<(), Stop> {
        let scope = self.token(token).map(|here| here.scope);
        let plan = scope.and_then(|scope| self.plan_in(scope));
        let targets = node.ways.iter().filter_map(|way| plan?.at(way.to));
        self.arm_all(token, targets.collect())
    }

    /// Event sub-processes wait in the scope, each by a token that stands on it.
    pub(super) fn guard(&mut self, scope: ScopeId, plan: &'p Plan, body: &'p Body) {
        for handler in body.events.iter().filter_map(|id| plan.at(*id)) {
            self.guard_by(scope, plan, handler);
        }
    }

    /// One event sub-process waits in the scope.
    pub(super) fn guard_by(&mut self, scope: ScopeId, plan: &'p Plan, handler: &'p Node) {
        let start = handler.act.body().and_then(|body| plan.at(body.start?));
        let Some(start) = start.filter(|start| start.act.causes().iter().any(can_come)) else {
            return;
        };
        let token = self.stand(&handler.id, scope, None, None);
        if let Err(stop) = self.arm(token, start) {
            self.incident(token, stop.code, &stop.reason);
        }
    }

    /// Sets again what a waiting event sub-process could not wait for.
    pub(super) fn guard_again(&mut self, token: TokenId, node: &'p Node) {
        let scope = self.token(token).map(|here| here.scope);
        let plan = scope.and_then(|scope| self.plan_in(scope));
        let start = node.act.body().and_then(|body| plan?.at(body.start?));
        let Some(start) = start else { return };
        if let Err(stop) = self.arm(token, start) {
            self.incident(token, stop.code, &stop.reason);
        }
    }

    /// The events for which a token on the node waits.
    pub(super) fn events_of(
        &self,
        token: TokenId,
        node: &'p Node,
        plan: &'p Plan,
    ) -> Vec<&'p Node> {
        let is_instance = self.token(token).is_some_and(|here| here.index.is_some());
        let mut events: Vec<&'p Node> = match &node.act {
            Act::EventBased => {
                let targets = node.ways.iter();
                targets.filter_map(|way| plan.at(way.to)).collect()
            }
            Act::EventSub(body) => {
                let start = body.start.and_then(|id| plan.at(id));
                start.into_iter().collect()
            }
            Act::Catch { .. } => vec![node],
            Act::ReceiveTask(_) if node.repeat.is_none() || is_instance => vec![node],
            _ => Vec::new(),
        };
        if !is_instance {
            events.extend(node.boundaries.iter().filter_map(|id| plan.at(*id)));
        }
        events
    }

    /// Whether the work of the token began: it is open, something runs or waits on it.
    pub(super) fn has_begun(&self, token: TokenId) -> bool {
        let mut scopes = self.instance.scopes.values();
        self.is_open(token) || self.hangs(token) || scopes.any(|run| run.token == Some(token))
    }

    /// Sets what a token that has begun does not wait for yet.
    pub(super) fn arm_the_rest(&mut self, token: TokenId, node: &'p Node) {
        let plan = self.token(token).and_then(|here| self.plan_in(here.scope));
        let Some(plan) = plan else { return };
        let events = self.events_of(token, node, plan).into_iter();
        let missing = events.filter(|event| !self.waits_on(token, &event.id));
        let missing = missing.collect();
        if let Err(stop) = self.arm_all(token, missing) {
            self.incident(token, stop.code, &stop.reason);
        }
    }

    /// Whether the token stands on an event sub-process and waits for its event.
    pub(super) fn is_guard(&self, token: TokenId) -> bool {
        self.node_of(token)
            .is_some_and(|node| matches!(node.act, Act::EventSub(_)))
            && (self.hangs(token)
                || self.instance.incidents.get(&token).is_some_and(|incident| {
                    matches!(&*incident.code, "flow-timer" | "flow-timers")
                }))
    }

    pub(super) fn hangs(&self, token: TokenId) -> bool {
        let i = &self.instance;
        i.timers.values().any(|wait| wait.token == token)
            || i.messages.values().any(|wait| wait.token == token)
            || i.signals.values().any(|wait| wait.token == token)
            || i.conditions.values().any(|wait| wait.token == token)
    }

    pub(super) fn drop_guards(&mut self, scope: ScopeId) {
        let inside = self.instance.tokens.iter();
        let inside = inside.filter(|(_, at)| at.scope == scope);
        let inside: Vec<TokenId> = inside.map(|(token, _)| *token).collect();
        for token in inside {
            self.cancel(token);
        }
    }

    pub(super) fn arm_all(&mut self, token: TokenId, events: Vec<&'p Node>) -> Result<(), Stop> {
        let mut timers = Vec::new();
        for event in &events {
            for cause in event.act.causes() {
                if let Cause::Timer(rule) = cause {
                    let variables = self.instance.variables_at(token);
                    let due = plan::due(rule, &variables, self.now, self.host.working);
                    let due = due.or_else(|reason| stop("flow-timer", reason))?;
                    timers.push((event.id.clone(), due));
                }
            }
        }
        if self.instance.timers.len() + timers.len() > MAX_TIMERS && !timers.is_empty() {
            return stop("flow-timers", "the instance has too many timers");
        }
        for (element, due) in timers {
            self.set_timer(token, element, due, self.now);
        }
        for event in events {
            for (cause, place) in event.act.causes().iter().zip(0_u32..) {
                self.wait_for(token, &event.id, cause, place);
            }
        }
        Ok(())
    }

    fn wait_for(&mut self, token: TokenId, element: &Name, cause: &Cause, place: u32) {
        let wait = WaitId(self.instance.next_wait);
        let element = element.clone();
        match cause {
            Cause::Message(name) => self.emit(Event::MessageAwaited {
                wait,
                token,
                element,
                name: name.clone(),
            }),
            Cause::Signal(name) => self.emit(Event::SignalAwaited {
                wait,
                token,
                element,
                name: name.clone(),
            }),
            Cause::Condition(_) => {
                self.emit(Event::ConditionAwaited {
                    wait,
                    token,
                    element,
                    cause: place,
                });
                self.changed = true;
            }
            _ => {}
        }
    }

    fn set_timer(&mut self, token: TokenId, element: Name, due: Due, from: i64) {
        let wait = WaitId(self.instance.next_wait);
        if let Some((length, again)) = due.working {
            self.emit(Event::WorkingTimerArmed {
                wait,
                token,
                element,
                due: due.at,
                from,
                length,
                again,
            });
            return;
        }
        let (again, every) = due.again.unzip();
        self.emit(Event::TimerArmed {
            wait,
            token,
            element,
            due: due.at,
            again,
            every: every.map(Name::from),
        });
    }

    /// Fires the timers that are due, each before the next is looked for.
    pub fn wake(&mut self) {
        loop {
            self.run();
            let due = self.instance.timers.iter();
            let due = due.filter(|(_, timer)| timer.due <= self.now);
            let first = due.min_by_key(|(wait, timer)| (timer.due, **wait));
            let Some((wait, timer)) = first.map(|(wait, timer)| (*wait, timer.clone())) else {
                return;
            };
            self.steps += 1;
            if self.steps > MAX_STEPS {
                return;
            }
            self.fire(wait, &timer);
        }
    }

    fn fire(&mut self, wait: WaitId, timer: &Timer) {
        self.emit(Event::TimerFired {
            wait,
            element: timer.element.clone(),
        });
        let next = match (timer.again, &timer.every, timer.working) {
            (Some(left @ 1..), Some(every), _) => Some(time::Timer::After {
                duration: every.to_string(),
                again: left.checked_sub(1),
            }),
            (Some(left @ 1..), None, Some((_, length))) => Some(time::Timer::Working {
                length,
                again: left.checked_sub(1),
            }),
            _ => None,
        };
        if let Some(next) = next
            && let Ok(due) = time::due_in(&next, timer.due, self.host.working)
        {
            self.set_timer(timer.token, timer.element.clone(), due, timer.due);
        }
        self.occurred(timer.token, &timer.element);
    }

    /// The calendar of the agency changed: timers that run in working time are due at other times.
    pub fn calendar_changed(&mut self) {
        let timers = self.instance.timers.iter();
        let moved: Vec<(WaitId, Name, i64)> = timers
            .filter_map(|(wait, timer)| {
                let (from, length) = timer.working?;
                let due = length.after(from, self.host.working)?;
                (due != timer.due).then(|| (*wait, timer.element.clone(), due))
            })
            .collect();
        for (wait, element, due) in moved {
            self.emit(Event::TimerMoved { wait, element, due });
        }
    }

    /// Whether the wait of the event goes on after it occurred.
    pub(super) fn stays(&self, token: TokenId, element: &str) -> bool {
        let node = self.event_of(token, element);
        node.is_some_and(|node| node.act.stays())
    }

    fn event_of(&self, token: TokenId, element: &str) -> Option<&'p Node> {
        let here = self.instance.tokens.get(&token)?;
        self.plan_in(here.scope)?.node(element)
    }

    /// A message came to a wait.
    pub fn message(&mut self, wait: WaitId, message: &MessageWait) {
        self.emit(Event::MessageTaken {
            wait,
            element: message.element.clone(),
            stays: self.stays(message.token, &message.element),
        });
        self.occurred(message.token, &message.element);
    }

    /// Looks at the conditions that are waited for; each that has become true occurs.
    pub(super) fn meet_conditions(&mut self) {
        let waits: Vec<WaitId> = self.instance.conditions.keys().copied().collect();
        for wait in waits {
            let Some(condition) = self.instance.conditions.get(&wait).cloned() else {
                continue;
            };
            let event = self.event_of(condition.token, &condition.element);
            let place = usize::try_from(condition.cause).unwrap_or(usize::MAX);
            let cause = event.and_then(|event| event.act.causes().get(place));
            let Some(Cause::Condition(program)) = cause else {
                continue;
            };
            let met = self.eval(condition.token, program).value.is_true();
            if condition.held && !met {
                self.emit(Event::ConditionLapsed { wait });
            }
            if condition.held || !met {
                continue;
            }
            self.steps += 1;
            if self.steps > MAX_STEPS {
                return;
            }
            self.emit(Event::ConditionMet {
                wait,
                element: condition.element.clone(),
                stays: self.stays(condition.token, &condition.element),
            });
            self.occurred(condition.token, &condition.element);
        }
    }

    /// What an event waited for occurred.
    pub(super) fn occurred(&mut self, token: TokenId, element: &Name) {
        let event = self.event_of(token, element);
        let (Some(here), Some(event)) = (self.token(token), event) else {
            return;
        };
        let all = matches!(
            event.act,
            Act::Catch { all: true, .. } | Act::Boundary { all: true, .. }
        );
        if all && self.waits_on(token, element) {
            return;
        }
        if here.element == *element {
            self.caught(token, element);
            return;
        }
        match self.node_of(token).map(|node| &node.act) {
            Some(Act::EventBased) => self.came_first(token, &here, event),
            Some(Act::EventSub(_)) => self.awakened(token, &here, event),
            _ => {
                if !event.act.stays() {
                    self.cancel(token);
                }
                self.enter(element, here.scope, None, None);
            }
        }
    }

    fn waits_on(&self, token: TokenId, element: &str) -> bool {
        let i = &self.instance;
        let hangs = |other: TokenId, name: &Name| other == token && *name == *element;
        i.timers
            .values()
            .any(|wait| hangs(wait.token, &wait.element))
            || i.messages
                .values()
                .any(|wait| hangs(wait.token, &wait.element))
            || i.signals
                .values()
                .any(|wait| hangs(wait.token, &wait.element))
            || i.conditions
                .values()
                .any(|wait| hangs(wait.token, &wait.element) && !wait.held)
    }

    /// A catch event or receive task got what it waited for; a cycle waits on.
    fn caught(&mut self, token: TokenId, element: &Name) {
        let mut timers = self.instance.timers.values();
        let again = timers.any(|timer| timer.token == token && timer.element == *element);
        let is_catch = self
            .node_of(token)
            .is_some_and(|node| matches!(node.act, Act::Catch { .. }));
        if again && is_catch {
            if let Err(stop) = self.leave_behind(token) {
                self.incident(token, stop.code, &stop.reason);
            }
        } else {
            self.done(token);
        }
    }

    /// Of the events after a gateway one came first (BPMN 2.0.2 §13.4.4).
    pub(super) fn came_first(&mut self, token: TokenId, here: &Token, event: &'p Node) {
        let node = self.node_of(token);
        let plan = self.plan_in(here.scope);
        let via = node.and_then(|node| {
            let mut ways = node.ways.iter();
            let way = ways.find(|way| plan.and_then(|plan| plan.at(way.to)) == Some(event))?;
            Some(way.id.clone())
        });
        self.emit(Event::Left {
            token,
            element: here.element.clone(),
        });
        let next = self.stand(&event.id, here.scope, via.as_ref(), None);
        self.done(next);
    }

    /// An event sub-process begins (BPMN 2.0.2 §13.5.4).
    fn awakened(&mut self, token: TokenId, here: &Token, start: &'p Node) {
        if !start.act.stays() {
            self.cancel_all_in(here.scope);
        } else if !self.hangs(token) {
            self.emit(Event::Left {
                token,
                element: here.element.clone(),
            });
        }
        self.enter(&here.element, here.scope, None, None);
    }
}

/// Whether it is waited for, rather than looked for by who throws it.
pub(super) fn can_come(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::Timer(_) | Cause::Message(_) | Cause::Signal(_) | Cause::Condition(_)
    )
}
