//! Calls, working time, limits, and what an administrator mends.

use super::player::{HOUR, MORNING, Play, flows, read, vars};
use feel::{Context, Value};
use jiff::civil::Date;
use std::collections::BTreeSet;
use workflow_engine::bpmn;
use workflow_engine::host::{Host, Library, NoPlans, Plans};
use workflow_engine::plan::Plan;
use workflow_engine::run::{
    Event, Input, Instance, MAX_SCOPES, MAX_TIMERS, Refused, apply, decide_with,
};
use workflow_engine::time::{Weekdays, WorkSpan, WorkingTime};
use workflow_engine::{replay, time};

fn process(elements: &str, lines: &str) -> String {
    format!(
        r#"<startEvent id="start"/>{elements}<endEvent id="end"/>{}"#,
        flows(lines)
    )
}

fn give(
    plan: &Plan,
    host: Host<'_>,
    instance: &mut Instance,
    input: Input,
    now: i64,
) -> Result<Vec<Event>, Refused> {
    let events = decide_with(plan, host, instance, input, now)?;
    for event in &events {
        apply(instance, event);
    }
    Ok(events)
}

/// Two processes, of which `p` calls `q`.
fn two(call: &str, inner: &str) -> (Plan, Library) {
    let text = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:antou="https://antou.tw/bpmn/1" id="d"><error id="e" errorCode="full"/>
        <process id="p" isExecutable="true">{}</process><process id="q" isExecutable="true">{}</process></definitions>"#,
        process(call, "start -> c\nc -> end\nb -> end"),
        process(inner, "start -> u\nu -> end"),
    )
    .replace("<sequenceFlow id=\"b-end-2\" sourceRef=\"b\" targetRef=\"end\"></sequenceFlow>", "");
    let definitions = bpmn::read(text.as_bytes()).unwrap();
    let plan = |id: &str| Plan::of(&definitions, id, &BTreeSet::new()).unwrap();
    let mut library = Library::default();
    library.put(plan("q").versioned("1"));
    library.put(plan("q").versioned("2"));
    library.tag("q", "stable", "1");
    library.put(plan("p").versioned("1"));
    (plan("p").versioned("1"), library)
}

#[test]
fn a_call_runs_the_version_that_it_is_bound_to() {
    fn check(binding: &str, version: &str) {
        let (plan, library) = two(
            &format!(r#"<callActivity id="c" calledElement="q" {binding}/>"#),
            r#"<userTask id="u" name="核"/>"#,
        );
        let host = Host {
            plans: &library,
            working: &Weekdays,
        };
        let mut instance = Instance::default();
        let variables = vars([("a", 1.into())]);
        let mut events = give(&plan, host, &mut instance, Input::Start { variables }, 0).unwrap();
        let called = instance
            .scopes
            .values()
            .find_map(|s| s.called.clone())
            .unwrap();
        assert_eq!(&*called.version, version, "{binding}");
        let open = instance.open_tasks_with(&plan, &library);
        let (token, name) = (open[0].token, open[0].name.to_owned());
        assert_eq!(name, "核");
        let variables = vars([("b", 2.into())]);
        events.extend(
            give(
                &plan,
                host,
                &mut instance,
                Input::CloseTask { token, variables },
                0,
            )
            .unwrap(),
        );
        assert_eq!(instance.variables.get("b"), Some(&2.into()));
        assert!(instance.ended.is_some());
        assert_eq!(replay(&events), instance);
    }
    check("", "1");
    check(r#"antou:binding="latest""#, "2");
    check(r#"antou:tag="stable""#, "1");
}

#[test]
fn a_call_with_mappings_sees_only_what_it_is_given() {
    let (plan, library) = two(
        r#"<callActivity id="c" calledElement="q"><extensionElements><antou:input name="件數" value="= a + 1"/><antou:output name="結果" value="= 件數 * 2"/></extensionElements></callActivity>"#,
        r#"<scriptTask id="u"><script>{件數: 件數 + 10, 有: if a = null then "無" else "有"}</script></scriptTask>"#,
    );
    let host = Host {
        plans: &library,
        working: &Weekdays,
    };
    let mut instance = Instance::default();
    let variables = vars([("a", 1.into())]);
    give(&plan, host, &mut instance, Input::Start { variables }, 0).unwrap();
    let expected = vars([("a", 1.into()), ("結果", 24.into())]);
    assert_eq!(*instance.variables, expected);
}

#[test]
fn calls_that_cannot_be_are_incidents() {
    fn check(called: &str, plans: bool, code: &str) {
        let (plan, library) = two(
            &format!(r#"<callActivity id="c" calledElement="{called}"/>"#),
            r#"<callActivity id="u" calledElement="q"/>"#,
        );
        let plans: &dyn Plans = if plans { &library } else { &NoPlans };
        let host = Host {
            plans,
            working: &Weekdays,
        };
        let mut instance = Instance::default();
        let variables = Context::new();
        give(&plan, host, &mut instance, Input::Start { variables }, 0).unwrap();
        let codes: Vec<_> = instance
            .incidents
            .values()
            .map(|i| i.code.to_string())
            .collect();
        assert_eq!(codes, [code]);
    }
    check("q", false, "flow-call");
    check("nobody", true, "flow-call");
    check("q", true, "flow-call-circle");
    check("p", true, "flow-call-circle");
}

/// Weekdays, but the day of this date is a typhoon day.
struct Typhoon(Date);

impl WorkingTime for Typhoon {
    fn spans(&self, day: Date) -> Vec<WorkSpan> {
        if day == self.0 {
            Vec::new()
        } else {
            Weekdays.spans(day)
        }
    }
}

#[test]
fn a_typhoon_day_moves_timers_that_run() {
    let play = Play::of(&process(
        r#"<userTask id="u"/><boundaryEvent id="b" attachedToRef="u" cancelActivity="false"><timerEventDefinition antou:workingDays="1"><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><serviceTask id="remind" antou:service="notify"/>"#,
        "start -> u\nu -> end\nb -> remind\nremind -> end",
    ))
    .start([]);
    let (plan, mut instance) = (play.plan, play.instance);
    let due = instance.next_wake().unwrap();
    assert_eq!(due, MORNING + 24 * HOUR + HOUR / 2);
    let tuesday = time::to_civil(due).unwrap().date();
    let typhoon = Typhoon(tuesday);
    let host = Host {
        plans: &NoPlans,
        working: &typhoon,
    };
    let events = give(
        &plan,
        host,
        &mut instance,
        Input::CalendarChanged,
        MORNING + HOUR,
    )
    .unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(instance.next_wake(), Some(due + 24 * HOUR));
    let events = give(
        &plan,
        host,
        &mut instance,
        Input::CalendarChanged,
        MORNING + HOUR,
    )
    .unwrap();
    assert!(events.is_empty());
    give(&plan, host, &mut instance, Input::Wake, due).unwrap();
    assert!(instance.services.is_empty());
    give(&plan, host, &mut instance, Input::Wake, due + 24 * HOUR).unwrap();
    assert_eq!(instance.services.len(), 1);
}

#[test]
fn limits_become_incidents_and_the_rest_goes_on() {
    fn check(elements: &str, lines: &str, code: &str) {
        let play = Play::of(&process(
            &format!(r#"<parallelGateway id="f"/><userTask id="other"/>{elements}"#),
            &format!("start -> f\nf -> other\nother -> end\n{lines}"),
        ))
        .start([]);
        let codes: BTreeSet<_> = play
            .instance
            .incidents
            .values()
            .map(|i| i.code.to_string())
            .collect();
        assert_eq!(codes, BTreeSet::from([code.to_owned()]), "{elements}");
        let play = play.close("other", []);
        assert!(play.instance.ended.is_none());
    }
    check(
        r#"<exclusiveGateway id="a"/>"#,
        "f -> a\na -> a",
        "flow-steps",
    );
    check(
        r#"<exclusiveGateway id="a"/><parallelGateway id="b"/>"#,
        "f -> a\na -> b\nb -> a\nb -> a",
        "flow-steps",
    );
    check(
        r#"<userTask id="u"><multiInstanceLoopCharacteristics><loopCardinality>1000000</loopCardinality></multiInstanceLoopCharacteristics></userTask>"#,
        "f -> u\nu -> end",
        "flow-instances",
    );
    let sub = format!(
        r#"<subProcess id="s"><multiInstanceLoopCharacteristics><loopCardinality>{MAX_TIMERS}</loopCardinality></multiInstanceLoopCharacteristics><startEvent id="s0"/><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><intermediateCatchEvent id="t2"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id="s1"/>{}</subProcess>"#,
        flows("s0 -> t\ns0 -> t2\nt -> s1\nt2 -> s1")
    );
    check(&sub, "f -> s\ns -> end", "flow-timers");
}

#[test]
fn a_chain_of_calls_is_not_endless() {
    let mut text =
        String::from(r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">"#);
    let links = MAX_SCOPES + 4;
    for n in 0..links {
        let next = n + 1;
        text.push_str(&format!(
            r#"<process id="p{n}" isExecutable="true"><startEvent id="s{n}"/><callActivity id="c{n}" calledElement="p{next}"/><sequenceFlow id="f{n}" sourceRef="s{n}" targetRef="c{n}"/></process>"#
        ));
    }
    text.push_str("</definitions>");
    let definitions = bpmn::read(text.as_bytes()).unwrap();
    let plan = |n: usize| Plan::of(&definitions, &format!("p{n}"), &BTreeSet::new()).unwrap();
    let mut library = Library::default();
    (0..links).for_each(|n| library.put(plan(n)));
    let host = Host {
        plans: &library,
        working: &Weekdays,
    };
    let mut instance = Instance::default();
    let variables = Context::new();
    give(&plan(0), host, &mut instance, Input::Start { variables }, 0).unwrap();
    let codes: Vec<_> = instance
        .incidents
        .values()
        .map(|i| i.code.to_string())
        .collect();
    assert_eq!(codes, ["flow-depth"]);
    assert_eq!(instance.scopes.len(), MAX_SCOPES);
}

#[test]
fn tokens_are_moved_taken_away_and_begun() {
    let body = process(
        &format!(
            r#"<userTask id="a"/><subProcess id="s"><startEvent id="s0"/><userTask id="b"/><userTask id="d"/><endEvent id="s1"/>{}</subProcess><userTask id="c"/>"#,
            flows("s0 -> b\nb -> d\nd -> s1")
        ),
        "start -> a\na -> s\ns -> c\nc -> end",
    );
    let told = |play: &Play| play.trace().lines().last().unwrap().to_owned();
    let play = || Play::of(&body).start([]);
    let mut one = play().close("a", []);
    let token = one.task("b");
    one.give(
        "move",
        Input::MoveToken {
            token,
            to: "d".to_owned(),
        },
    )
    .unwrap();
    assert_eq!(told(&one), "= waits for task d");
    let token = one.task("d");
    one.give(
        "move",
        Input::MoveToken {
            token,
            to: "a".to_owned(),
        },
    )
    .unwrap();
    assert_eq!(told(&one), "= waits for task a");
    assert_eq!(one.instance.scopes.len(), 1);
    let refused = |play: &mut Play, input: Input| play.give("", input).unwrap_err().code();
    let token = one.task("a");
    for to in ["d", "s0", "nowhere"] {
        let to = to.to_owned();
        assert_eq!(
            refused(&mut one, Input::MoveToken { token, to }),
            "run-no-place"
        );
    }
    let token = workflow_engine::run::TokenId(99);
    assert_eq!(
        refused(&mut one, Input::CancelToken { token }),
        "run-no-token"
    );
    let mut two = play().close("a", []);
    let token = two.task("b");
    two.give(
        "begin",
        Input::BeginElement {
            element: "d".to_owned(),
            scope: None,
        },
    )
    .unwrap();
    two.give("cancel", Input::CancelToken { token }).unwrap();
    assert_eq!(told(&two), "= waits for task d");
    let token = two.task("d");
    two.give("cancel", Input::CancelToken { token }).unwrap();
    assert_eq!(told(&two), "= waits for task c");
    let element = "d".to_owned();
    assert_eq!(
        refused(
            &mut two,
            Input::BeginElement {
                element,
                scope: None
            }
        ),
        "run-no-place"
    );
    insta::assert_snapshot!(format!("{}\n---\n{}", one.trace(), two.trace()));
}

#[test]
fn what_the_host_cannot_do_stays_open_and_is_tried_again() {
    let late = r#"<boundaryEvent id="late" attachedToRef="s"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"#;
    let mut play = Play::of(&process(
        &format!(r#"<userTask id="u"/><serviceTask id="s" antou:service="notify"/>{late}"#),
        "start -> u\nu -> s\ns -> end\nlate -> end",
    ))
    .start([]);
    let stop = |play: &mut Play, token| {
        let (code, reason) = ("desk-office".to_owned(), "nobody".to_owned());
        let input = Input::Stopped {
            token,
            code,
            reason,
        };
        play.give("stopped", input)
    };
    let told = |play: &Play| play.trace().lines().last().unwrap().to_owned();
    let token = play.task("u");
    stop(&mut play, token).unwrap();
    assert_eq!(told(&play), "= waits for task u, incident u desk-office");
    let mut play = play.retry([]);
    assert_eq!(told(&play), "= waits for task u");
    play = play.close("u", []);
    let token = play.service("s");
    stop(&mut play, token).unwrap();
    let mut play = play.retry([]);
    assert_eq!(told(&play), "= waits for service s, timer late");
    assert_eq!(
        stop(&mut play, workflow_engine::run::TokenId(99))
            .unwrap_err()
            .code(),
        "run-no-task"
    );
    assert_eq!(told(&play.serve("s", [])), "= ended completed");
}

#[test]
fn lanes_tell_the_position_and_flows_tell_why() {
    let plan = Plan::build(&read(&process(
        r#"<laneSet id="ls"><lane id="l" name="單位主管" antou:post="head"><flowNodeRef>u</flowNodeRef></lane></laneSet><userTask id="u"/>"#,
        "start -> u\nu -> end : n > 2",
    )))
    .unwrap();
    let mut instance = Instance::default();
    let variables = vars([("n", Value::from(3))]);
    give(
        &plan,
        Host::default(),
        &mut instance,
        Input::Start { variables },
        0,
    )
    .unwrap();
    let open = instance.open_tasks(&plan);
    assert_eq!(open[0].lane.unwrap().name, "單位主管");
    let (node, way) = plan.flow("u-end-1").unwrap();
    assert_eq!(&*node.id, "u");
    assert_eq!(way.condition.as_ref().unwrap().text(), "n > 2");
}

#[test]
fn other_starts() {
    let body = r#"<startEvent id="t"><timerEventDefinition><timeCycle>R2/P1D</timeCycle></timerEventDefinition></startEvent><startEvent id="s"><signalEventDefinition signalRef="g-go"/></startEvent><startEvent id="c"><conditionalEventDefinition><condition>n > 2</condition></conditionalEventDefinition></startEvent><userTask id="u"/><endEvent id="end"/>"#;
    let body = format!("{body}{}", flows("t -> u\ns -> u\nc -> u\nu -> end"));
    let at = |element: &str, n: i64| Input::StartAt {
        element: element.to_owned(),
        variables: vars([("n", n.into())]),
    };
    let signal = |name: &str| Input::Signal {
        name: name.to_owned(),
        variables: Context::new(),
    };
    let start = |input: Input| Play::of(&body).give("start", input);
    assert!(start(at("t", 0)).is_ok());
    assert!(start(at("c", 3)).is_ok());
    assert!(start(signal("go")).is_ok());
    let code = |input: Input| start(input).unwrap_err().code();
    assert_eq!(code(at("c", 1)), "run-no-start");
    assert_eq!(code(at("s", 1)), "run-no-start");
    assert_eq!(code(signal("stop")), "run-nobody-waits");
    assert_eq!(
        code(Input::Start {
            variables: Context::new()
        }),
        "run-no-start"
    );
    let plan = Play::of(&body).plan;
    let timers = plan.start_timers(MORNING, &Weekdays);
    assert_eq!(timers.len(), 1);
    assert_eq!((timers[0].0, timers[0].1.at), ("t", MORNING + 24 * HOUR));
}
