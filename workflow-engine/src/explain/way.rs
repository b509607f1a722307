//! Why a flow was taken, and what a token waits for.

use super::story::Story;
use super::{Asked, Wait, Why};
use crate::plan::{Act, Cause, Node, Way};
use crate::run::{MessageWait, TokenId};
use feel::{Context, Program};
use std::borrow::Cow;

fn chooses(node: &Node) -> bool {
    matches!(node.act, Act::Exclusive | Act::Inclusive) || node.act.is_activity()
}

fn conditions(node: &Node) -> impl Iterator<Item = &Program> {
    let ways = node.ways.iter().filter(|_| chooses(node));
    ways.filter_map(|way| way.condition.as_ref())
}

/// What the conditions behind the node read, of the variables that are seen there.
pub(super) fn seen_by<'v>(node: &Node, variables: impl FnOnce() -> Cow<'v, Context>) -> Context {
    let mut programs = conditions(node).peekable();
    if programs.peek().is_none() {
        return Context::new();
    }
    let variables = variables();
    let names = programs.flat_map(Program::reads);
    let known = names.filter_map(|name| Some((name.clone(), variables.get(name)?.clone())));
    known.collect()
}

/// Why the flow out of the node was taken (BPMN 2.0.2 §13.4).
pub(super) fn why(node: &Node, way: &Way, seen: &Context) -> Why {
    let asked = |way: &Way| {
        let condition = way.condition.as_ref()?;
        let read = condition.reads().iter();
        let read = read.filter_map(|name| Some((name.clone(), seen.get(name)?.clone())));
        Some(Asked {
            flow: way.id.clone(),
            condition: condition.text().to_owned(),
            values: read.collect(),
        })
    };
    if matches!(node.act, Act::EventBased) {
        return Why::First;
    }
    if !chooses(node) || conditions(node).next().is_none() {
        return if node.ways.len() == 1 {
            Why::Only
        } else {
            Why::All
        };
    }
    let default = node.default.and_then(|place| node.ways.get(place));
    let others = node.ways.iter().filter(|other| default != Some(*other));
    if default == Some(way) {
        return Why::Default(others.filter_map(asked).collect());
    }
    match asked(way) {
        Some(asked_here) => {
            let first = matches!(node.act, Act::Exclusive);
            let before = others.take_while(|other| first && *other != way);
            Why::True {
                asked: asked_here,
                before: before.filter_map(asked).collect(),
            }
        }
        None => Why::All,
    }
}

impl Story<'_> {
    /// What a token waits for.
    pub(super) fn waits(&self, token: TokenId) -> Vec<Wait> {
        let i = &self.instance;
        let Some(here) = i.tokens.get(&token) else {
            return Vec::new();
        };
        let mut waits = Vec::new();
        if i.tasks.contains_key(&token) {
            waits.push(Wait::Task);
        }
        if i.services.contains_key(&token) {
            waits.push(Wait::Service);
        }
        if let Some(incident) = i.incidents.get(&token) {
            waits.push(Wait::Repair {
                code: incident.code.clone(),
            });
        }
        if i.scopes.values().any(|run| run.token == Some(token)) {
            waits.push(Wait::Inside);
        }
        self.waits_for_events(token, &mut waits);
        if waits.is_empty() {
            let node = self.plan_in(here.scope).and_then(|p| p.node(&here.element));
            let gathers = node.is_some_and(|node| {
                node.needs > 1 || matches!(node.act, Act::Parallel | Act::Inclusive)
            });
            waits.extend(gathers.then_some(Wait::Others));
        }
        waits
    }

    fn waits_for_events(&self, token: TokenId, waits: &mut Vec<Wait>) {
        let i = &self.instance;
        for (wait, timer) in i.timers.iter().filter(|(_, timer)| timer.token == token) {
            waits.push(Wait::Timer {
                wait: *wait,
                element: timer.element.clone(),
                due: timer.due,
                working: timer.working.is_some(),
            });
        }
        let hangs = |wait: &&MessageWait| wait.token == token;
        waits.extend(i.messages.values().filter(hangs).map(|wait| Wait::Message {
            element: wait.element.clone(),
            name: wait.name.clone(),
        }));
        waits.extend(i.signals.values().filter(hangs).map(|wait| Wait::Signal {
            element: wait.element.clone(),
            name: wait.name.clone(),
        }));
        for wait in i.conditions.values().filter(|wait| wait.token == token) {
            let here = i.tokens.get(&token);
            let plan = here.and_then(|here| self.plan_in(here.scope));
            let event = plan.and_then(|plan| plan.node(&wait.element));
            let place = usize::try_from(wait.cause).unwrap_or(usize::MAX);
            let cause = event.and_then(|event| event.act.causes().get(place));
            let condition = match cause {
                Some(Cause::Condition(program)) => program.text().to_owned(),
                _ => String::new(),
            };
            waits.push(Wait::Condition {
                element: wait.element.clone(),
                condition,
            });
        }
    }
}
