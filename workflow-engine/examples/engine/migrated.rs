//! Running cases go over to the next version of their flow: decided and applied, one after the
//! other. In the new flow the ids are others, what waits is in a sub-process with a timer, and of
//! three instances that run side by side each has another task after it.

use super::figures::{Figures, Mark, median};
use super::leave::{LEAVE, MORNING, answers, step};
use feel::Context;
use std::hint::black_box;
use workflow_engine::bpmn;
use workflow_engine::host::Host;
use workflow_engine::migration::{Course, difference};
use workflow_engine::plan::Plan;
use workflow_engine::run::{Input, Instance, apply, decide, migrate};

/// Cases that go over.
const CASES: usize = 10_000;
/// Rounds.
const ROUNDS: usize = 5;

fn plan(text: &str) -> Plan {
    let definitions = bpmn::read(text.as_bytes()).expect("the flow is BPMN");
    Plan::build(&definitions).expect("the flow can be run")
}

fn process(body: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="https://antou.tw/bench"><process id="leave" isExecutable="true">{body}</process></definitions>"#
    )
}

/// Three instances of a sub-process with these tasks, one after the other.
fn many(tasks: &[&str]) -> String {
    let mut inner = String::from(r#"<startEvent id="b"/><endEvent id="e"/>"#);
    let mut last = "b";
    for task in tasks.iter().chain([&"e"]) {
        if *task != "e" {
            inner.push_str(&format!(r#"<userTask id="{task}"/>"#));
        }
        inner.push_str(&format!(
            r#"<sequenceFlow id="{last}-{task}" sourceRef="{last}" targetRef="{task}"/>"#
        ));
        last = task;
    }
    process(&format!(
        r#"<startEvent id="start"/><subProcess id="s"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>{inner}</subProcess><endEvent id="end"/><sequenceFlow id="f-1" sourceRef="start" targetRef="s"/><sequenceFlow id="f-2" sourceRef="s" targetRef="end"/>"#
    ))
}

/// The leave flow with its last task renamed, in a sub-process that has a timer.
fn framed() -> String {
    LEAVE
        .replace(
            r#"<userTask id="personnel"/>"#,
            r#"<subProcess id="registry"><startEvent id="r-0"/><userTask id="register"/><endEvent id="r-1"/><sequenceFlow id="r-2" sourceRef="r-0" targetRef="register"/><sequenceFlow id="r-3" sourceRef="register" targetRef="r-1"/></subProcess><boundaryEvent id="late" attachedToRef="registry"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P3D</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id="r-4" sourceRef="late" targetRef="rejected"/>"#,
        )
        .replace("\"personnel\"", "\"registry\"")
}

fn go_over(figures: &mut Figures, name: &str, from: &Plan, to: &Plan, case: &Instance) {
    let mut migration = difference(from, to).migration();
    if to.node("register").is_some() {
        let fate = workflow_engine::migration::Fate::Keeps("register".into());
        migration.elements.insert("personnel".into(), fate);
    }
    let course = Course::new(from, to, &migration).expect("the migration fits");
    let time = median(ROUNDS, || {
        for _ in 0..CASES {
            let mut case = case.clone();
            let events = migrate(&course, from, Host::default(), &case, MORNING);
            for event in events.expect("the case can go over") {
                apply(&mut case, &event);
            }
            black_box(case);
        }
    });
    figures.hold(name, time.as_millis(), "ms", &Mark::AtMost(1_000));
}

/// Measures both.
pub fn cases(figures: &mut Figures, leave: &Plan) {
    let mut case = Instance::default();
    let answers = answers();
    step(leave, &mut case, &answers);
    step(leave, &mut case, &answers);
    let name = "migration of 10000 cases into a new sub-process";
    go_over(figures, name, leave, &plan(&framed()), &case);

    let (from, to) = (plan(&many(&["a"])), plan(&many(&["a", "c"])));
    let mut case = Instance::default();
    let variables = Context::new();
    let started = decide(&from, &case, Input::Start { variables }, MORNING);
    for event in started.expect("it starts") {
        apply(&mut case, &event);
    }
    let name = "migration of 10000 cases inside three instances";
    go_over(figures, name, &from, &to, &case);
}
