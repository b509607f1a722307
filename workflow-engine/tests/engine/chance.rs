//! Random sound flows and random inputs: replay equals the state, tokens are conserved, nothing
//! panics, and a flow that is sound comes to its end.

use super::player::{HOUR, MORNING, read, vars};
use feel::Context;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use workflow_engine::plan::Plan;
use workflow_engine::replay;
use workflow_engine::run::{Event, Input, Instance, TokenId, apply, decide};

/// A piece of a flow with one way in and one way out.
#[derive(Clone, Debug)]
enum Block {
    User,
    Service,
    Script,
    Timer,
    Undo,
    Then(Vec<Block>),
    Xor(Box<Block>, Box<Block>),
    And(Box<Block>, Box<Block>),
    Or(Box<Block>, Box<Block>),
    Again(Box<Block>),
    Sub(Box<Block>, Around),
    Many(Box<Block>, bool, u8),
    AdHoc(bool),
}

/// What hangs on a sub-process.
#[derive(Clone, Copy, Debug)]
enum Around {
    Nothing,
    Reminder,
    Withdrawal,
    Signal(bool),
    Handler(bool),
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        4 => Just(Block::User),
        2 => Just(Block::Service),
        1 => Just(Block::Script),
        1 => Just(Block::Timer),
        1 => Just(Block::Undo),
        1 => any::<bool>().prop_map(Block::AdHoc),
    ];
    let around = prop_oneof![
        Just(Around::Nothing),
        Just(Around::Reminder),
        Just(Around::Withdrawal),
        any::<bool>().prop_map(Around::Signal),
        any::<bool>().prop_map(Around::Handler),
    ];
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let one = || inner.clone().prop_map(Box::new);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Block::Then),
            (one(), one()).prop_map(|(a, b)| Block::Xor(a, b)),
            (one(), one()).prop_map(|(a, b)| Block::And(a, b)),
            (one(), one()).prop_map(|(a, b)| Block::Or(a, b)),
            one().prop_map(Block::Again),
            (one(), around.clone()).prop_map(|(a, around)| Block::Sub(a, around)),
            (one(), any::<bool>(), 0_u8..4).prop_map(|(a, s, n)| Block::Many(a, s, n)),
        ]
    })
}

/// Writes BPMN.
#[derive(Default)]
struct Drawing {
    xml: String,
    next: u32,
}

impl Drawing {
    fn id(&mut self) -> String {
        self.next += 1;
        format!("e{}", self.next)
    }

    fn put(&mut self, tag: &str, more: &str, inside: &str) -> String {
        let id = self.id();
        let _ = write!(self.xml, r#"<{tag} id="{id}" {more}>{inside}</{tag}>"#);
        id
    }

    fn flow(&mut self, from: &str, to: &str, condition: &str) -> String {
        let id = self.id();
        let inside = match condition {
            "" => String::new(),
            text => format!("<conditionExpression>{text}</conditionExpression>"),
        };
        let _ = write!(
            self.xml,
            r#"<sequenceFlow id="{id}" sourceRef="{from}" targetRef="{to}">{inside}</sequenceFlow>"#
        );
        id
    }

    /// A gateway with a default flow that is drawn next.
    fn chooser(&mut self, tag: &str) -> (String, String) {
        let (id, default) = (self.id(), self.id());
        let _ = write!(self.xml, r#"<{tag} id="{id}" default="{default}"/>"#);
        (id, default)
    }

    fn else_flow(&mut self, id: &str, from: &str, to: &str) {
        let _ = write!(
            self.xml,
            r#"<sequenceFlow id="{id}" sourceRef="{from}" targetRef="{to}"/>"#
        );
    }

    fn undoable(&mut self, tag: &str, inside: &str) -> String {
        let id = self.put(tag, "", inside);
        let event = self.put(
            "boundaryEvent",
            &format!(r#"attachedToRef="{id}""#),
            "<compensateEventDefinition/>",
        );
        let handler = self.put("serviceTask", r#"isForCompensation="true""#, "");
        let association = self.id();
        let _ = write!(
            self.xml,
            r#"<association id="{association}" sourceRef="{event}" targetRef="{handler}"/>"#
        );
        id
    }

    /// Draws a block; tells its first and its last element.
    fn draw(&mut self, block: &Block) -> (String, String) {
        let both = |id: String| (id.clone(), id);
        match block {
            Block::User => both(self.put("userTask", "", "")),
            Block::Service => both(self.undoable("serviceTask", "")),
            Block::Script => both(self.put("scriptTask", "", "<script>{n: n + 1}</script>")),
            Block::Timer => both(self.put(
                "intermediateCatchEvent",
                "",
                "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>",
            )),
            Block::Undo => {
                both(self.put("intermediateThrowEvent", "", "<compensateEventDefinition/>"))
            }
            Block::Then(blocks) => {
                let drawn: Vec<_> = blocks.iter().map(|b| self.draw(b)).collect();
                for pair in drawn.windows(2) {
                    self.flow(&pair[0].1, &pair[1].0, "");
                }
                (drawn[0].0.clone(), drawn[drawn.len() - 1].1.clone())
            }
            Block::Xor(a, b) => self.choose("exclusiveGateway", a, b),
            Block::Or(a, b) => self.choose("inclusiveGateway", a, b),
            Block::And(a, b) => {
                let fork = self.put("parallelGateway", "", "");
                let join = self.put("parallelGateway", "", "");
                for inner in [a, b] {
                    let (first, last) = self.draw(inner);
                    self.flow(&fork, &first, "");
                    self.flow(&last, &join, "");
                }
                (fork, join)
            }
            Block::Again(inner) => {
                let merge = self.put("exclusiveGateway", "", "");
                let (first, last) = self.draw(inner);
                let (chooser, default) = self.chooser("exclusiveGateway");
                let out = self.put("exclusiveGateway", "", "");
                self.flow(&merge, &first, "");
                self.flow(&last, &chooser, "");
                let count = self.put("scriptTask", "", "<script>{n: n + 1}</script>");
                self.flow(&chooser, &count, "again and n &lt; 3");
                self.flow(&count, &merge, "");
                self.else_flow(&default, &chooser, &out);
                (merge, out)
            }
            Block::Sub(inner, around) => self.sub(inner, "", *around),
            Block::Many(inner, sequential, count) => {
                let repeats = format!(
                    r#"<multiInstanceLoopCharacteristics isSequential="{sequential}"><loopCardinality>{count}</loopCardinality></multiInstanceLoopCharacteristics>"#
                );
                self.sub(inner, &repeats, Around::Nothing)
            }
            Block::AdHoc(sequential) => {
                let ordering = if *sequential {
                    "Sequential"
                } else {
                    "Parallel"
                };
                let (a, b) = (self.id(), self.id());
                let inside = format!(r#"<userTask id="{a}"/><userTask id="{b}"/>"#);
                both(self.put(
                    "adHocSubProcess",
                    &format!(r#"ordering="{ordering}""#),
                    &inside,
                ))
            }
        }
    }

    fn choose(&mut self, tag: &str, a: &Block, b: &Block) -> (String, String) {
        let (fork, default) = self.chooser(tag);
        let join = self.put(tag, "", "");
        let (first, last) = self.draw(a);
        self.flow(&fork, &first, "v > 0");
        self.flow(&last, &join, "");
        let (first, last) = self.draw(b);
        self.flow(&fork, &first, "w > 0");
        self.flow(&last, &join, "");
        let none = self.put("manualTask", "", "");
        self.else_flow(&default, &fork, &none);
        self.flow(&none, &join, "");
        (fork, join)
    }

    /// A process in itself: start, block, end.
    fn whole(&mut self, block: &Block) {
        let start = self.put("startEvent", "", "");
        let (first, last) = self.draw(block);
        let end = self.put("endEvent", "", "");
        self.flow(&start, &first, "");
        self.flow(&last, &end, "");
    }

    fn sub(&mut self, inner: &Block, repeats: &str, around: Around) -> (String, String) {
        let mut inside = Drawing {
            xml: String::new(),
            next: self.next,
        };
        inside.whole(inner);
        if let Around::Handler(interrupting) = around {
            let mut handler = Drawing {
                xml: String::new(),
                next: inside.next,
            };
            let message = r#"<messageEventDefinition messageRef="m-remind"/>"#;
            let more = format!(r#"isInterrupting="{interrupting}""#);
            let start = handler.put("startEvent", &more, message);
            let task = handler.put("userTask", "", "");
            let end = handler.put("endEvent", "", "");
            handler.flow(&start, &task, "");
            handler.flow(&task, &end, "");
            inside.next = handler.next;
            inside.put("subProcess", r#"triggeredByEvent="true""#, &handler.xml);
        }
        self.next = inside.next;
        let id = self.put("subProcess", "", &format!("{repeats}{}", inside.xml));
        let out = self.put("exclusiveGateway", "", "");
        self.flow(&id, &out, "");
        let (interrupts, event) = match around {
            Around::Nothing | Around::Handler(_) => return (id, out),
            Around::Reminder => (
                false,
                "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>",
            ),
            Around::Withdrawal => (true, r#"<messageEventDefinition messageRef="m-withdraw"/>"#),
            Around::Signal(interrupts) => {
                (interrupts, r#"<signalEventDefinition signalRef="g-go"/>"#)
            }
        };
        let more = format!(r#"attachedToRef="{id}" cancelActivity="{interrupts}""#);
        let boundary = self.put("boundaryEvent", &more, event);
        if interrupts {
            self.flow(&boundary, &out, "");
        } else {
            let told = self.put("serviceTask", "", "");
            let end = self.put("endEvent", "", "");
            self.flow(&boundary, &told, "");
            self.flow(&told, &end, "");
        }
        (id, out)
    }
}

fn plan(block: &Block) -> Plan {
    let mut drawing = Drawing::default();
    drawing.whole(block);
    Plan::build(&read(&drawing.xml)).unwrap()
}

#[derive(Clone, Debug)]
enum Move {
    Close(usize, i64, i64, bool),
    Serve(usize),
    Fail(usize),
    Message(bool),
    Signal,
    Wake,
    Retry,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        6 => (0_usize..4, 0_i64..2, 0_i64..2, any::<bool>())
            .prop_map(|(n, v, w, again)| Move::Close(n, v, w, again)),
        4 => (0_usize..4).prop_map(Move::Serve),
        1 => (0_usize..4).prop_map(Move::Fail),
        1 => any::<bool>().prop_map(Move::Message),
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
        Move::Message(withdraw) => Input::Message {
            name: if *withdraw { "抽回" } else { "稽催" }.to_owned(),
            variables,
        },
        Move::Signal => Input::Signal {
            name: "go".to_owned(),
            variables,
        },
        Move::Wake => Input::Wake,
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

struct Run {
    plan: Plan,
    instance: Instance,
    events: Vec<Event>,
    now: i64,
}

impl Run {
    fn give(&mut self, input: Input) {
        let Ok(new) = decide(&self.plan, &self.instance, input, self.now) else {
            return;
        };
        for event in &new {
            apply(&mut self.instance, event);
        }
        self.events.extend(new);
        holds(&self.instance);
        let there: BTreeSet<TokenId> = self.instance.tokens.keys().copied().collect();
        assert_eq!(count(&self.events), there);
    }

    /// Does all that is open, without going back.
    fn finish(&mut self) {
        for _ in 0..400 {
            if self.instance.ended.is_some() {
                return;
            }
            let moves = [
                Move::Close(0, 0, 0, false),
                Move::Serve(0),
                Move::Retry,
                Move::Wake,
            ];
            let next = moves.iter().find_map(|m| input(&self.instance, m));
            self.now += HOUR;
            self.give(next.unwrap());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn random_flows(block in block(), chosen in moves()) {
        let mut run = Run {
            plan: plan(&block),
            instance: Instance::default(),
            events: Vec::new(),
            now: MORNING,
        };
        let variables = vars([
            ("n", 0.into()), ("v", 1.into()), ("w", 1.into()), ("again", false.into()),
        ]);
        run.give(Input::Start { variables });
        for next in &chosen {
            if matches!(next, Move::Wake) {
                run.now += HOUR;
            }
            if let Some(input) = input(&run.instance, next) {
                run.give(input);
            }
        }
        run.finish();
        prop_assert!(run.instance.ended.is_some(), "{:#?}", run.instance);
        prop_assert_eq!(&replay(&run.events), &run.instance);
        let bytes = minicbor::to_vec(&run.events).unwrap();
        let stored: Vec<Event> = minicbor::decode(&bytes).unwrap();
        prop_assert_eq!(&replay(&stored), &run.instance);
        let json = serde_json::to_string(&run.instance).unwrap();
        prop_assert_eq!(serde_json::from_str::<Instance>(&json).unwrap(), run.instance);
    }
}
