//! Activities that repeat: standard loops and multi-instance (BPMN 2.0.2 §13.3.6, §13.3.7).

use super::event::Event;
use super::instance::{Loop, ScopeId, Token, TokenId};
use super::runner::{MAX_INSTANCES, Runner, Stop, stop};
use crate::plan::{Behavior, Cause, Collection, Node, Repeat, Repeated, Throw};
use feel::{Context, Value};
use std::cmp::Ordering;

/// How an instance that is done leaves its activity.
struct Next {
    over: bool,
    throws: Vec<Throw>,
}

impl<'p> Runner<'p> {
    pub(super) fn is_loop(&self, owner: TokenId, scope: ScopeId) -> bool {
        let repeats = self.instance.loops.get(&owner);
        repeats.is_some_and(|repeats| repeats.scope == scope)
    }

    pub(super) fn begin_loop(
        &mut self,
        token: TokenId,
        node: &'p Node,
        repeat: &'p Repeat,
    ) -> Result<(), Stop> {
        let Some(here) = self.token(token) else {
            return Ok(());
        };
        let (total, items) = match repeat {
            Repeat::Loop {
                test_before,
                condition,
                maximum,
            } => {
                let mut goes = *maximum != Some(0);
                if let (true, true, Some(condition)) = (goes, test_before, condition) {
                    let variables = self.instance.variables_at(token);
                    goes = self.holds(&node.id, condition, &variables)?;
                }
                if !goes {
                    return self.complete(token);
                }
                (None, Vec::new())
            }
            Repeat::Many(many) => {
                let items = self.items(token, many)?;
                if items.is_empty() {
                    self.give_result(token, many, Vec::new());
                    return self.complete(token);
                }
                (u32::try_from(items.len()).ok(), items)
            }
        };
        self.arm_boundaries(token, &here, node)?;
        let one_by_one = !matches!(repeat, Repeat::Many(many) if !many.sequential);
        let kept = Value::List(if one_by_one {
            items.clone()
        } else {
            Vec::new()
        });
        self.emit(Event::LoopBegun {
            token,
            scope: ScopeId(self.instance.next_scope),
            total,
            items: Context::from([("items".to_owned(), kept)]),
        });
        let now = if one_by_one { 1 } else { items.len() };
        for place in 0..now {
            self.next_instance(token, node, items.get(place));
        }
        Ok(())
    }

    /// The items of the instances; of a number as many nothings.
    fn items(&self, token: TokenId, many: &Repeated) -> Result<Vec<Value>, Stop> {
        let too_many = || stop("flow-instances", "there are too many instances");
        let list = match &many.count {
            Collection::Cardinality(program) => {
                let outcome = self.eval(token, program);
                let count = outcome.value.as_i64().map(u32::try_from);
                return match count {
                    Some(Ok(count)) if count <= MAX_INSTANCES => Ok(vec![
                        Value::Null;
                        usize::try_from(count)
                            .unwrap_or_default()
                    ]),
                    Some(Ok(_)) => too_many(),
                    _ => stop("flow-cardinality", "the number of instances is no number"),
                };
            }
            Collection::List(program) => self.eval(token, program).value,
            Collection::Variable(name) => {
                let variables = self.instance.variables_at(token);
                variables.get(&**name).cloned().unwrap_or_default()
            }
        };
        match list {
            Value::List(items) if items.len() as u64 <= u64::from(MAX_INSTANCES) => Ok(items),
            Value::List(_) => too_many(),
            _ => stop("flow-collection", "the collection is no list"),
        }
    }

    pub(super) fn next_instance(&mut self, owner: TokenId, node: &Node, item: Option<&Value>) {
        let Some(repeats) = self.instance.loops.get(&owner) else {
            return;
        };
        let (scope, index) = (repeats.scope, repeats.begun + 1);
        let mut locals = Context::from([("loopCounter".to_owned(), i64::from(index).into())]);
        if let Some(Repeat::Many(many)) = node.repeat.as_deref() {
            if let Some(name) = &many.output_item {
                locals.insert(name.to_string(), Value::Null);
            }
            if let (Some(name), Some(item)) = (&many.item, item) {
                locals.insert(name.to_string(), item.clone());
            }
        }
        let token = TokenId(self.instance.next_token);
        self.emit(Event::InstanceEntered {
            token,
            scope,
            element: node.id.clone(),
            index,
            locals,
        });
        self.queue.push_back(token);
    }

    /// An instance is done; its activity goes on or is done.
    pub(super) fn instance_done(&mut self, token: TokenId) -> Result<(), Stop> {
        let Some((here, node)) = self.token(token).zip(self.node_of(token)) else {
            return stop("flow-plan", "the plan has no such element");
        };
        let owner = self.owner(here.scope);
        let found = owner.and_then(|owner| {
            let repeats = self.instance.loops.get(&owner)?.clone();
            Some((owner, repeats, node.repeat.as_deref()?))
        });
        let Some((owner, repeats, repeat)) = found else {
            return stop("flow-plan", "the activity does not repeat");
        };
        let (next, given) = match repeat {
            Repeat::Loop {
                condition, maximum, ..
            } => {
                let done = repeats.done + 1;
                let mut over = maximum.is_some_and(|maximum| done >= maximum);
                if let (false, Some(condition)) = (over, condition) {
                    let variables = self.instance.variables_at(token);
                    over = !self.holds(&node.id, condition, &variables)?;
                }
                let throws = Vec::new();
                (Next { over, throws }, None)
            }
            Repeat::Many(many) => (
                self.after_instance(token, node, many, &repeats)?,
                self.given(token, many)?,
            ),
        };
        self.instance_left(token, owner, &here, node, given);
        for throw in &next.throws {
            self.behave(owner, node, throw);
        }
        if next.over {
            self.loop_done(owner, node);
        } else if !matches!(repeat, Repeat::Many(many) if !many.sequential)
            && repeats.total.is_none_or(|total| repeats.begun < total)
        {
            let item = usize::try_from(repeats.begun).ok();
            let item = item.and_then(|place| repeats.items.get(place));
            self.next_instance(owner, node, item);
        }
        Ok(())
    }

    fn instance_left(
        &mut self,
        token: TokenId,
        owner: TokenId,
        here: &Token,
        node: &Node,
        given: Option<Value>,
    ) {
        if node.handler.is_some() {
            self.keep(token, here, node);
        }
        self.emit(Event::Left {
            token,
            element: node.id.clone(),
        });
        self.emit(Event::InstanceDone {
            token: owner,
            index: here.index.unwrap_or_default(),
            given: given
                .map(|value| ("given".to_owned(), value))
                .into_iter()
                .collect(),
        });
    }

    fn given(&self, token: TokenId, many: &Repeated) -> Result<Option<Value>, Stop> {
        if let Some(program) = &many.output {
            let outcome = self.eval(token, program);
            return match (outcome.value, outcome.reason) {
                (Value::Null, Some(reason)) => stop("flow-output", reason),
                (value, _) => Ok(Some(value)),
            };
        }
        let locals = self.instance.locals.get(&token);
        let value = many
            .output_item
            .as_ref()
            .and_then(|name| locals?.get(&**name).cloned());
        Ok(value)
    }

    /// What the completion of an instance means for the others (BPMN 2.0.2 table 10.29).
    fn after_instance(
        &self,
        token: TokenId,
        node: &Node,
        many: &Repeated,
        repeats: &Loop,
    ) -> Result<Next, Stop> {
        let total = repeats.total.unwrap_or_default();
        let done = repeats.done + 1;
        let mut variables = self.instance.variables_at(token).into_owned();
        let active = repeats.begun.saturating_sub(done);
        for (name, number) in [
            ("numberOfInstances", total),
            ("numberOfActiveInstances", active),
            ("numberOfCompletedInstances", done),
            ("numberOfTerminatedInstances", 0),
        ] {
            variables.insert(name.to_owned(), i64::from(number).into());
        }
        let mut over = done.cmp(&total) != Ordering::Less;
        if let Some(condition) = &many.completion {
            over |= self.holds(&node.id, condition, &variables)?;
        }
        let mut throws = Vec::new();
        match &many.behavior {
            Behavior::All => {}
            Behavior::None(throw) => throws.extend(throw.clone()),
            Behavior::One(throw) if done == 1 => throws.extend(throw.clone()),
            Behavior::One(_) => {}
            Behavior::Complex(definitions) => {
                for (condition, thrown) in definitions {
                    if self.holds(&node.id, condition, &variables)? {
                        over = true;
                        throws.extend(thrown.iter().cloned());
                    }
                }
            }
        }
        Ok(Next { over, throws })
    }

    /// Throws to the boundary events of the activity, which go on beside it.
    fn behave(&mut self, owner: TokenId, node: &'p Node, throw: &Throw) {
        let Some(here) = self.token(owner) else {
            return;
        };
        let catches = |cause: &Cause| match (cause, throw) {
            (Cause::Signal(a), Throw::Signal(b)) | (Cause::Message(a), Throw::Message(b)) => a == b,
            (Cause::Escalation(a), Throw::Escalation(b)) | (Cause::Error(a), Throw::Error(b)) => {
                a.as_ref().is_none_or(|a| a == b)
            }
            _ => false,
        };
        if let Throw::Signal(name) = throw {
            self.emit(Event::SignalThrown {
                token: owner,
                element: node.id.clone(),
                name: name.clone(),
            });
        }
        let plan = self.plan_in(here.scope);
        let boundaries = node.boundaries.iter();
        let caught = boundaries
            .filter_map(|id| plan?.at(*id))
            .find(|boundary| boundary.act.causes().iter().any(catches));
        if let Some(boundary) = caught {
            self.enter(&boundary.id, here.scope, None, None);
        }
    }

    /// The activity is done: what is left of its instances is taken away.
    pub(super) fn loop_done(&mut self, owner: TokenId, node: &'p Node) {
        let Some(repeats) = self.instance.loops.get(&owner).cloned() else {
            return;
        };
        self.cancel_all_in(repeats.scope);
        let undoes = self.token(owner).is_some_and(|here| here.undoes.is_some());
        self.emit(Event::ScopeEnded {
            scope: repeats.scope,
            kept: !undoes,
        });
        if let Some(Repeat::Many(many)) = node.repeat.as_deref() {
            self.give_result(owner, many, repeats.given_in_order());
        }
        self.done(owner);
    }

    fn give_result(&mut self, owner: TokenId, many: &Repeated, given: Vec<Value>) {
        if let Some(name) = &many.result {
            let result = Context::from([(name.to_string(), Value::List(given))]);
            self.set_at(owner, result);
        }
    }
}

impl Loop {
    fn given_in_order(&self) -> Vec<Value> {
        self.given.values().cloned().collect()
    }
}
