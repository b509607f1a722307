//! Random sound flows and random inputs: replay equals the state, tokens are conserved, nothing
//! panics, and a flow that is sound comes to its end.

use super::drawing::{Drawn, block, drawn};
use super::player::{HOUR, MORNING, read, vars};
use feel::Context;
use proptest::prelude::*;
use std::collections::BTreeSet;
use workflow_engine::plan::Plan;
use workflow_engine::replay;
use workflow_engine::run::{Event, Input, Instance, TokenId, apply, decide};

#[derive(Clone, Debug)]
pub enum Move {
    Close(usize, i64, i64, bool),
    Serve(usize),
    Fail(usize),
    Message(usize),
    Signal,
    Wake,
    Retry,
}

pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        6 => (0_usize..4, 0_i64..2, 0_i64..2, any::<bool>())
            .prop_map(|(n, v, w, again)| Move::Close(n, v, w, again)),
        4 => (0_usize..4).prop_map(Move::Serve),
        1 => (0_usize..4).prop_map(Move::Fail),
        1 => (0_usize..4).prop_map(Move::Message),
        1 => Just(Move::Signal),
        2 => Just(Move::Wake),
        1 => Just(Move::Retry),
    ];
    prop::collection::vec(one, 0..25)
}

fn input(i: &Instance, chosen: &Move) -> Option<Input> {
    let nth = |keys: Vec<TokenId>, n: usize| (!keys.is_empty()).then(|| keys[n % keys.len()]);
    let variables = Context::new();
    let services = || i.services.keys().copied().collect();
    Some(match chosen {
        Move::Close(n, v, w, again) => Input::CloseTask {
            token: nth(i.tasks.keys().copied().collect(), *n)?,
            variables: vars([
                ("v", (*v).into()),
                ("w", (*w).into()),
                ("again", (*again).into()),
            ]),
        },
        Move::Serve(n) => Input::ServiceDone {
            token: nth(services(), *n)?,
            variables,
        },
        Move::Fail(n) => Input::ServiceFailed {
            token: nth(services(), *n)?,
            error_code: "other".to_owned(),
        },
        Move::Message(n) => Input::Message {
            name: i.awaited().nth(n % i.messages.len().max(1))?.to_owned(),
            variables,
        },
        Move::Signal => Input::Signal {
            name: "go".to_owned(),
            variables,
        },
        Move::Wake => i.next_wake().map(|_| Input::Wake)?,
        Move::Retry => Input::Retry {
            token: *i.incidents.keys().next()?,
            variables,
        },
    })
}

/// The tokens that the events made and did not use up.
fn count(events: &[Event]) -> BTreeSet<TokenId> {
    let mut there = BTreeSet::new();
    for event in events {
        match event {
            Event::Entered { token, .. } | Event::InstanceEntered { token, .. } => {
                assert!(there.insert(*token), "{token} was made twice");
            }
            Event::Left { token, .. } | Event::Cancelled { token, .. } => {
                assert!(there.remove(token), "{token} was not there: {event}");
            }
            Event::Ended { .. } => there.clear(),
            _ => {}
        }
    }
    there
}

fn holds(i: &Instance) {
    if i.ended.is_some() {
        let empty = Instance {
            process: i.process.clone(),
            ended: i.ended.clone(),
            variables: i.variables.clone(),
            next_token: i.next_token,
            next_scope: i.next_scope,
            next_wait: i.next_wait,
            next_record: i.next_record,
            ..Instance::default()
        };
        assert_eq!(*i, empty);
        return;
    }
    let hanging = i
        .tasks
        .keys()
        .chain(i.services.keys())
        .chain(i.incidents.keys());
    let hanging = hanging.chain(i.timers.values().map(|t| &t.token));
    let hanging = hanging.chain(i.messages.values().map(|m| &m.token));
    let hanging = hanging.chain(i.signals.values().map(|m| &m.token));
    let hanging = hanging.chain(i.loops.keys()).chain(i.locals.keys());
    for token in hanging.chain(i.compensations.keys()) {
        assert!(i.tokens.contains_key(token), "{token} is gone");
    }
    for token in i.tokens.values() {
        assert!(i.scopes.contains_key(&token.scope), "no scope of {token:?}");
    }
    let owners = i.scopes.values().filter_map(|scope| scope.token);
    for owner in owners {
        assert!(
            i.tokens.contains_key(&owner),
            "{owner} runs a scope and is gone"
        );
    }
    let waits = i.tasks.len() + i.services.len() + i.timers.len() + i.messages.len();
    assert!(
        waits + i.signals.len() + i.incidents.len() > 0,
        "nothing waits"
    );
}

pub struct Run {
    pub plan: Plan,
    pub instance: Instance,
    pub events: Vec<Event>,
    pub now: i64,
}

impl Run {
    /// Starts a flow with variables that let every condition be decided.
    pub fn start(drawn: Drawn) -> Self {
        let mut run = Self {
            plan: Plan::build(&read(&drawn.xml)).unwrap(),
            instance: Instance::default(),
            events: Vec::new(),
            now: MORNING,
        };
        let mut variables = vars([("v", 1.into()), ("w", 1.into()), ("again", false.into())]);
        let counters = drawn.counters.into_iter();
        variables.extend(counters.map(|counter| (counter, 0.into())));
        run.give(Input::Start { variables });
        run
    }

    pub fn play(&mut self, chosen: &[Move]) {
        for next in chosen {
            if matches!(next, Move::Wake) {
                self.now += HOUR;
            }
            if let Some(input) = input(&self.instance, next) {
                self.give(input);
            }
        }
    }

    /// False when it was refused.
    pub fn give(&mut self, input: Input) -> bool {
        let decided = decide(&self.plan, &self.instance, input, self.now);
        decided.map(|new| self.take(new)).is_ok()
    }

    pub fn take(&mut self, new: Vec<Event>) {
        for event in &new {
            apply(&mut self.instance, event);
        }
        self.events.extend(new);
        holds(&self.instance);
        let there: BTreeSet<TokenId> = self.instance.tokens.keys().copied().collect();
        assert_eq!(count(&self.events), there);
    }

    /// Does all that is open, without going back.
    pub fn finish(&mut self) {
        let mut told = 0;
        for _ in 0..400 {
            if self.instance.ended.is_some() {
                return;
            }
            let moves = [
                Move::Close(0, 0, 0, false),
                Move::Serve(0),
                Move::Retry,
                Move::Wake,
                Move::Message(told),
            ];
            let next = moves.iter().find_map(|m| input(&self.instance, m));
            let next = next.unwrap();
            told += usize::from(matches!(next, Input::Message { .. }));
            self.now += HOUR;
            self.give(next);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn random_flows(block in block(), chosen in moves()) {
        let mut run = Run::start(drawn(&block));
        run.play(&chosen);
        run.finish();
        prop_assert!(run.instance.ended.is_some(), "{:#?}", run.instance);
        let dead = |e: &Event| matches!(e, Event::IncidentRaised { code, .. } if **code == *"flow-join");
        prop_assert!(!run.events.iter().any(dead), "no join of a sound flow waits in vain");
        prop_assert_eq!(&replay(&run.events), &run.instance);
        let bytes = minicbor::to_vec(&run.events).unwrap();
        let stored: Vec<Event> = minicbor::decode(&bytes).unwrap();
        prop_assert_eq!(&replay(&stored), &run.instance);
        let json = serde_json::to_string(&run.instance).unwrap();
        prop_assert_eq!(serde_json::from_str::<Instance>(&json).unwrap(), run.instance);
    }
}
