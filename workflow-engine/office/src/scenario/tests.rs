//! Scenarios that are read, played and written.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use std::collections::BTreeMap;

/// A task that is returned, a decision without rules, a service, a timer and a message.
const REQUEST: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:antou="https://antou.tw/bpmn/1" id="d" targetNamespace="https://antou.tw/test">
<message id="m" name="收回"/>
<process id="p" isExecutable="true">
<startEvent id="start"/><userTask id="head" name="主管核"/>
<boundaryEvent id="late" attachedToRef="head" cancelActivity="false"><timerEventDefinition antou:workingDays="1"><timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>
<boundaryEvent id="taken-back" attachedToRef="head"><messageEventDefinition messageRef="m"/></boundaryEvent>
<serviceTask id="remind" antou:service="notify"/>
<exclusiveGateway id="ok" default="ok-call"/>
<callActivity id="call" calledElement="q"/>
<endEvent id="end"/><endEvent id="reminded"/><endEvent id="back"/>
<sequenceFlow id="a" sourceRef="start" targetRef="head"/><sequenceFlow id="b" sourceRef="head" targetRef="ok"/>
<sequenceFlow id="ok-call" sourceRef="ok" targetRef="call"/><sequenceFlow id="c" sourceRef="call" targetRef="end"/>
<sequenceFlow id="again" sourceRef="ok" targetRef="head"><conditionExpression xsi:type="tFormalExpression">outcome = "return"</conditionExpression></sequenceFlow>
<sequenceFlow id="l" sourceRef="late" targetRef="remind"/><sequenceFlow id="r" sourceRef="remind" targetRef="reminded"/>
<sequenceFlow id="t" sourceRef="taken-back" targetRef="back"/>
</process>
<process id="q" isExecutable="false"><startEvent id="q-start"/><userTask id="clerk"/><endEvent id="q-end"/>
<sequenceFlow id="q1" sourceRef="q-start" targetRef="clerk"/><sequenceFlow id="q2" sourceRef="clerk" targetRef="q-end"/></process>
</definitions>"#;

fn scenario(steps: &str) -> String {
    format!(
        "kind = \"flow\"\ntitle = \"t\"\n[given]\nat = 2026-03-06T09:00:00\nvariables = {{ days = 1.5 }}\nservices = {{ notify = {{}} }}\n{steps}"
    )
}

fn played(steps: &str) -> Outcome {
    let scenario = Scenario::read(scenario(steps).as_bytes()).unwrap();
    let files = [("flow.bpmn".to_owned(), REQUEST.as_bytes().to_vec())];
    run(&scenario, &files.into())
}

#[test]
fn what_is_expected_is_so() {
    fn check(steps: &str) {
        assert_eq!(played(steps), Outcome::Passed, "{steps}");
    }
    check(
        "[[step]]\nwhen = \"start\"\nthen = { waits = [\"head\"], variables = { days = 1.5 }, messages = [\"收回\"] }",
    );
    check(
        "[[step]]\nwhen = \"start\"\n[[step]]\nwhen = \"close 主管核\"\nwith = { outcome = \"return\" }\nthen = { waits = [\"head\"], passes = [\"again\"] }",
    );
    check(
        "[[step]]\nwhen = [\"start\", \"close head\"]\nthen = { waits = [\"clerk\"], passes = [\"ok-call\"], passes-not = [\"again\"] }\n[[step]]\nwhen = \"close clerk\"\nthen = { ended = \"completed\", waits = [] }",
    );
    check(
        "[[step]]\nwhen = \"start\"\nthen = { timers = { late = 2026-03-09T09:00:00 } }\n[[step]]\nwhen = \"wait timer\"\nthen = { at = 2026-03-09T09:00:00, passes = [\"remind\"], timers = {} }",
    );
    check(
        "[[step]]\nwhen = [\"start\", \"day-off 2026-03-09\"]\nthen = { timers = { late = 2026-03-10T09:00:00 } }",
    );
    check(
        "[[step]]\nwhen = [\"start\", \"message 收回\"]\nthen = { ended = \"completed\" }\n[[step]]\nwhen = \"close head\"\nthen = { refused = \"play-not-here\" }",
    );
    check(
        "[[step]]\nwhen = \"start\"\nwith = { more = \"= days * 2\" }\nthen = { variables = { more = 3, none = \"= null\" } }",
    );
    check("[[step]]\nwhen = [\"start\", \"move head to ok\"]\nthen = { waits = [\"clerk\"] }");
}

#[test]
fn the_first_that_is_not_so_is_named() {
    fn check(steps: &str, what: &str, expected: &str, actual: &str) {
        let Outcome::Missed(miss) = played(steps) else {
            panic!("{steps}");
        };
        let unmet = Unmet::new(what, expected, actual);
        assert_eq!((miss.step, miss.line, miss.unmet), (1, 7, unmet), "{steps}");
    }
    let start = |then: &str| format!("[[step]]\nwhen = \"start\"\nthen = {{ {then} }}");
    check(&start("waits = [\"clerk\"]"), "waits", "clerk", "head");
    check(&start("ended = \"completed\""), "ended", "completed", "no");
    check(
        &start("variables = { days = 2 }"),
        "variables.days",
        "2",
        "1.5",
    );
    check(&start("messages = []"), "messages", "", "收回");
    check(
        &start("passes = [\"again\"]"),
        "passes",
        "again",
        "a, head, start",
    );
    check(
        &start("passes-not = [\"head\"]"),
        "passes-not",
        "head",
        "a, head, start",
    );
    check(
        &start("timers = {}"),
        "timers",
        "",
        "late = 2026-03-09T09:00:00",
    );
    check(&start("refused = \"x\""), "refused", "x", "");
    check(
        &start("incidents = { head = \"x\" }"),
        "incidents",
        "head = x",
        "",
    );
    check(
        "[[step]]\nwhen = \"close head\"",
        "refused",
        "",
        "play-not-here element=head",
    );
    check(
        "[[step]]\nwhen = \"start x = nothing\"",
        "refused",
        "",
        "play-feel reason=feel-name-unknown at 0..7 name=nothing text=nothing",
    );
}

#[test]
fn what_is_no_scenario_is_refused_with_its_place() {
    fn check(text: &str, expected: (&str, usize, usize)) {
        let problem = Scenario::read(text.as_bytes()).unwrap_err();
        let found = (problem.code, problem.line, problem.column);
        assert_eq!(found, expected, "{text}: {problem}");
        assert!(!problem.sentence().is_empty(), "{text}");
    }
    check("", ("scenario-missing", 1, 1));
    check("kind = \"flow\"\ntitle = ", ("scenario-toml", 2, 9));
    check("kind = \"x\"\ntitle = \"t\"", ("scenario-kind", 1, 8));
    check("kind = 1\ntitle = \"t\"", ("scenario-type", 1, 8));
    check(&scenario(""), ("scenario-missing", 1, 1));
    check(
        &scenario("[[step]]\nwhen = \"jump\""),
        ("scenario-command", 8, 8),
    );
    check(&scenario("[[step]]\nwhat = 1"), ("scenario-unknown", 8, 1));
    check(
        &scenario("[[step]]\n[step.then]\nend = 1"),
        ("scenario-unknown", 9, 1),
    );
    check(
        &scenario("[[step]]\nthen = { ended = \"soon\" }"),
        ("scenario-type", 8, 18),
    );
    check(
        &scenario("[[step]]\nwhen = \"wait timer\"\nwith = { a = 1 }"),
        ("scenario-type", 9, 8),
    );
    check(
        "kind = \"leave-account\"\ntitle = \"t\"\nsource = \"s\"\nfirst_post = 1\nstep = []",
        ("scenario-toml", 4, 14),
    );
    let deep = format!("{}1{}", "[".repeat(20), "]".repeat(20));
    check(
        &scenario(&format!(
            "[[step]]\nthen = {{ variables = {{ a = {deep} }} }}"
        )),
        ("scenario-too-deep", 8, 45),
    );
    check(
        &scenario(&"[[step]]\n".repeat(MAX_STEPS + 1)),
        ("scenario-too-long", 7, 1),
    );
    check(&" ".repeat(MAX_FILE + 1), ("scenario-too-large", 1, 1));
}

#[test]
fn an_endless_flow_meets_a_limit() {
    let circle = REQUEST.replace(
        "<userTask id=\"head\" name=\"主管核\"/>",
        "<manualTask id=\"head\"/>",
    );
    let circle = circle.replace("outcome = \"return\"", "true");
    let scenario = scenario("[[step]]\nwhen = \"start\"\nthen = { incidents = {} }");
    let scenario = Scenario::read(scenario.as_bytes()).unwrap();
    let files: BTreeMap<_, _> = [("flow.bpmn".to_owned(), circle.into_bytes())].into();
    let Outcome::Missed(miss) = run(&scenario, &files) else {
        panic!("it came to an end");
    };
    assert!(miss.unmet.actual.contains("flow-steps"), "{miss:?}");
}

#[test]
fn what_was_played_is_saved_as_a_scenario_that_passes() {
    let flow = Flow::read(REQUEST.as_bytes(), None, None).unwrap();
    let mut stage = Stage::new(&flow, MORNING);
    let mut record = Record::default();
    for line in [
        "start days = 1.5, from = date(\"2026-03-02\"), 說明 = \"a \\\"b\\\"\"",
        "wait 1 working days",
        "done remind",
        "close head outcome = \"return\"",
        "close head outcome = \"done\"",
        "close clerk",
    ] {
        let command = Command::read(line).unwrap();
        let happened = stage.give(&command).unwrap();
        record.take(&command, &happened, &stage);
    }
    let toml = record.toml("請示", "p", MORNING);
    insta::assert_snapshot!(toml);
    let scenario = Scenario::read(toml.as_bytes()).unwrap();
    let files = [("flow.bpmn".to_owned(), REQUEST.as_bytes().to_vec())];
    assert_eq!(run(&scenario, &files.into()), Outcome::Passed);
    let state = stage.state().unwrap();
    assert_eq!(marks_of(state.as_bytes()).unwrap(), stage.marks());
}
