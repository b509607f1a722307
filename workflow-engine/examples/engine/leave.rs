//! The case that is measured: a leave request goes to the supervisor, a choice, the personnel
//! office. Two people, three inputs.

use feel::{Context, Value};
use workflow_engine::bpmn;
use workflow_engine::plan::Plan;
use workflow_engine::run::{Event, Input, Instance, TokenId, apply, decide};

/// 2026-03-02 08:00 in Taipei, in ms since 1970 UTC.
pub const MORNING: i64 = 1_772_409_600_000;
/// Inputs from the start to the end.
pub const STEPS: usize = 3;

/// The flow; SpiffWorkflow reads the same.
pub const LEAVE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
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

/// The flow, compiled.
pub fn plan() -> Plan {
    let definitions = bpmn::read(LEAVE.as_bytes()).expect("the flow is BPMN");
    Plan::build(&definitions).expect("the flow can be run")
}

/// What is set by each input.
pub fn answers() -> [Context; STEPS] {
    let one = |name: &str, value: Value| Context::from([(name.to_owned(), value)]);
    [
        one("days", 2.into()),
        one("approved", true.into()),
        Context::new(),
    ]
}

/// The next input of a case.
pub fn input(instance: &Instance, answers: &[Context; STEPS]) -> Input {
    let token = |instance: &Instance| -> Option<TokenId> { instance.tasks.keys().next().copied() };
    match (instance.process.is_some(), token(instance)) {
        (true, Some(token)) => {
            let supervisor = *instance.tasks[&token] == *"supervisor";
            let variables = answers[if supervisor { 1 } else { 2 }].clone();
            Input::CloseTask { token, variables }
        }
        _ => Input::Start {
            variables: answers[0].clone(),
        },
    }
}

/// One step of a case.
pub fn step(plan: &Plan, instance: &mut Instance, answers: &[Context; STEPS]) -> Vec<Event> {
    let input = input(instance, answers);
    let events = decide(plan, instance, input, MORNING).expect("the input fits");
    for event in &events {
        apply(instance, event);
    }
    events
}

/// From the start to the end.
pub fn whole(plan: &Plan, answers: &[Context; STEPS]) -> Instance {
    let mut instance = Instance::default();
    for _ in 0..STEPS {
        step(plan, &mut instance, answers);
    }
    assert!(instance.ended.is_some());
    instance
}
