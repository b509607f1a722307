//! `cargo xtask bench engine`: how fast the engine is on one core, in memory. Each line is
//! `name: value unit`; the value is the median of several rounds.
#![forbid(unsafe_code)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    reason = "a measurement reads the clock, and stops when it cannot measure"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use feel::{Context, Value};
use workflow_engine::plan::Plan;
use workflow_engine::run::{Event, Input, Instance, TokenId, apply, decide};
use workflow_engine::{bpmn, replay};

/// Instances of one round.
const INSTANCES: usize = 50_000;
/// Rounds.
const ROUNDS: usize = 7;
/// Events that are replayed.
const REPLAYED: usize = 1_000_000;
/// 2026-03-02 08:00 in Taipei, in ms since 1970 UTC.
const MORNING: i64 = 1_772_409_600_000;

/// A leave request: the supervisor, a choice, the personnel office.
const LEAVE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="https://antou.tw/bench">
<process id="leave" isExecutable="true">
<startEvent id="start"/><userTask id="supervisor"/><exclusiveGateway id="choice" default="f-rejected"/>
<userTask id="personnel"/><endEvent id="approved"/><endEvent id="rejected"/>
<sequenceFlow id="f-1" sourceRef="start" targetRef="supervisor"/>
<sequenceFlow id="f-2" sourceRef="supervisor" targetRef="choice"/>
<sequenceFlow id="f-approved" sourceRef="choice" targetRef="personnel"><conditionExpression xsi:type="tFormalExpression">approved and days &lt;= 3</conditionExpression></sequenceFlow>
<sequenceFlow id="f-rejected" sourceRef="choice" targetRef="rejected"/>
<sequenceFlow id="f-3" sourceRef="personnel" targetRef="approved"/>
</process></definitions>"#;

fn main() {
    let plan = plan(LEAVE);
    instances(&plan);
    let (events, waiting) = history(&plan);
    size("state of a three-step case", &waiting);
    replayed(&events);
    condition();
    check();
}

fn plan(text: &str) -> Plan {
    let definitions = bpmn::read(text.as_bytes()).expect("the flow is BPMN");
    Plan::build(&definitions).expect("the flow can be run")
}

fn figure(name: &str, value: impl std::fmt::Display, unit: &str) {
    println!("{name}: {value} {unit}");
}

/// The median time of the rounds.
fn median(rounds: usize, mut round: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let begin = Instant::now();
            round();
            begin.elapsed()
        })
        .collect();
    times.sort();
    times[rounds / 2]
}

fn give(plan: &Plan, instance: &mut Instance, input: Input) -> Vec<Event> {
    let events = decide(plan, instance, input, MORNING).expect("the input fits");
    for event in &events {
        apply(instance, event);
    }
    events
}

fn open(instance: &Instance) -> TokenId {
    *instance.tasks.keys().next().expect("a task is open")
}

/// From the start to the end: three inputs, two people.
fn leave(plan: &Plan, answers: &Context, signed: &Context) -> Instance {
    let mut instance = Instance::default();
    let variables = answers.clone();
    give(plan, &mut instance, Input::Start { variables });
    for variables in [signed.clone(), Context::new()] {
        let token = open(&instance);
        give(plan, &mut instance, Input::CloseTask { token, variables });
    }
    assert!(instance.ended.is_some());
    instance
}

fn answers() -> (Context, Context) {
    let answers = Context::from([("days".to_owned(), Value::from(2))]);
    let signed = Context::from([("approved".to_owned(), Value::from(true))]);
    (answers, signed)
}

fn instances(plan: &Plan) {
    let (answers, signed) = answers();
    let time = median(ROUNDS, || {
        for _ in 0..INSTANCES {
            black_box(leave(plan, &answers, &signed));
        }
    });
    let per_second = INSTANCES as u128 * 1_000_000_000 / time.as_nanos().max(1);
    figure("leave cases in memory", per_second, "instances/s");
    let each = time.as_nanos() / INSTANCES as u128;
    figure("one leave case", each, "ns");
}

/// The events of one case, and the case while the personnel office has it.
fn history(plan: &Plan) -> (Vec<Event>, Instance) {
    let (variables, signed) = answers();
    let mut instance = Instance::default();
    let mut events = give(plan, &mut instance, Input::Start { variables });
    let token = open(&instance);
    let variables = signed;
    events.extend(give(
        plan,
        &mut instance,
        Input::CloseTask { token, variables },
    ));
    (events, instance)
}

fn size(name: &str, instance: &Instance) {
    let bytes = serde_json::to_vec(instance).expect("an instance is JSON");
    figure(name, bytes.len(), "bytes");
}

/// Replays the stored bytes of many cases.
fn replayed(events: &[Event]) {
    let bytes = minicbor::to_vec(events).expect("events have bytes");
    let cases = REPLAYED / events.len();
    let time = median(3, || {
        for _ in 0..cases {
            let stored: Vec<Event> = minicbor::decode(&bytes).expect("events are read");
            black_box(replay(&stored));
        }
    });
    figure("replay of a million stored events", time.as_millis(), "ms");
    let time = median(3, || {
        for _ in 0..cases {
            black_box(replay(black_box(events)));
        }
    });
    figure("replay of a million events", time.as_millis(), "ms");
}

fn condition() {
    let text = r#"kind = "annual" and days > 1 and days <= 3 and grade >= 5"#;
    let program = feel::compile(text, &feel::names_in(text)).expect("the condition is FEEL");
    let variables = Context::from([
        ("kind".to_owned(), Value::from("annual")),
        ("days".to_owned(), Value::from(2)),
        ("grade".to_owned(), Value::from(7)),
    ]);
    assert!(program.eval(&variables).value.is_true());
    let times = 100_000;
    let time = median(ROUNDS, || {
        for _ in 0..times {
            black_box(program.eval(black_box(&variables)));
        }
    });
    figure(
        "a compiled condition of four clauses",
        time.as_nanos() / times,
        "ns",
    );
}

/// A flow of 200 elements: read, checked and compiled.
fn check() {
    let mut flow = String::from(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p" isExecutable="true"><startEvent id="e0"/>"#,
    );
    for n in 1..199 {
        let _ = write!(flow, r#"<userTask id="e{n}"/>"#);
    }
    flow.push_str(r#"<endEvent id="e199"/>"#);
    for n in 0..199 {
        let to = n + 1;
        let _ = write!(
            flow,
            r#"<sequenceFlow id="f{n}" sourceRef="e{n}" targetRef="e{to}"/>"#
        );
    }
    flow.push_str("</process></definitions>");
    let time = median(ROUNDS, || {
        let definitions = bpmn::read(flow.as_bytes()).expect("the flow is BPMN");
        let plan = Plan::of(&definitions, "p", &BTreeSet::new());
        black_box(plan.expect("the flow can be run"));
    });
    figure(
        "a flow of 200 elements, read and compiled",
        time.as_micros(),
        "µs",
    );
}
