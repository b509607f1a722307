//! Each kind of element by one small process; the traces are snapshots.

use super::player::{HOUR, Play, flows};
use feel::Value;
use insta::assert_snapshot;

const START: &str = r#"<startEvent id="start"/>"#;
const END: &str = r#"<endEvent id="end"/>"#;

fn process(elements: &str, lines: &str) -> String {
    format!("{START}{elements}{END}{}", flows(lines))
}

#[test]
fn user_tasks_one_after_the_other() {
    let play = Play::of(&process(
        r#"<userTask id="deputy" name="職務代理人同意" antou:assignee="deputy"/><userTask id="head"/>"#,
        "start -> deputy
         deputy -> head
         head -> end",
    ))
    .start([("天數", Value::from(2))])
    .close("deputy", [("代理人同意", true.into())])
    .close("head", []);
    assert_snapshot!(play.trace());
}

#[test]
fn what_the_host_sees() {
    let play = Play::of(&process(
        r#"<serviceTask id="hold" name="保留額度" antou:service="ledger.hold">
             <extensionElements><antou:input name="分鐘" value="= 分鐘"/></extensionElements></serviceTask>
           <businessRuleTask id="rule" name="決行層級" antou:result="層級"/>"#,
        "start -> hold
         hold -> rule
         rule -> end",
    ))
    .start([]);
    let services = play.instance.open_services(&play.plan);
    assert_eq!(services[0].element, "hold");
    assert_eq!(
        services[0].extension.attribute("service"),
        Some("ledger.hold")
    );
    let input = services[0].extension.elements("input").next().unwrap();
    assert_eq!(input.attributes["value"], "= 分鐘");
    let play = play.serve("hold", []);
    let services = play.instance.open_services(&play.plan);
    assert_eq!(
        services[0].kind,
        workflow_engine::run::ServiceKind::Rule {
            decision: "決行層級",
            result: Some("層級"),
        }
    );
    let play = play.serve("rule", [("層級", "科長".into())]);
    assert_snapshot!(play.trace());
}

#[test]
fn exclusive_takes_the_first_true_way() {
    fn check(days: &str, expected: &str) {
        let days = Value::Number(days.parse().unwrap());
        let play = Play::of(&process(
            r#"<exclusiveGateway id="x" default="x-short-4"/><userTask id="long"/><userTask id="mid"/><userTask id="short"/>"#,
            "start -> x
             long -> end
             x -> long : = 天數 > 10
             x -> mid : 天數 >= 3
             x -> short : else
             mid -> end
             short -> end",
        ))
        .start([("天數", days)]);
        let tasks: Vec<_> = play.instance.tasks.values().collect();
        assert_eq!(tasks, [expected]);
    }
    check("11", "long");
    check("10", "mid");
    check("3", "mid");
    check("2.5", "short");
}

#[test]
fn a_condition_that_is_not_true_or_false_is_an_incident_and_can_be_repaired() {
    let play = Play::of(&process(
        r#"<exclusiveGateway id="x" default="x-b-2"/><userTask id="a"/><userTask id="b"/>"#,
        "start -> x
         x -> a : 天數 > 3
         x -> b : else
         a -> end
         b -> end",
    ))
    .start([])
    .retry([("天數", Value::from(5))]);
    assert_snapshot!(play.trace());
}

#[test]
fn no_way_out_of_a_task_is_an_incident_after_the_task_was_done() {
    let play = Play::of(&process(
        r#"<userTask id="a"/><userTask id="b"/>"#,
        "start -> a
         a -> b : 核准
         b -> end",
    ))
    .start([])
    .close("a", [("核准", false.into())])
    .retry([("核准", true.into())]);
    assert_snapshot!(play.trace());
}

#[test]
fn parallel_forks_and_joins() {
    let play = Play::of(&process(
        r#"<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><parallelGateway id="join"/>"#,
        "start -> fork
         fork -> a
         fork -> b
         a -> join
         b -> join
         join -> end",
    ))
    .start([])
    .close("b", [])
    .close("a", []);
    assert_snapshot!(play.trace());
}

#[test]
fn a_join_that_cannot_be_met_is_named() {
    let play = Play::of(&process(
        r#"<exclusiveGateway id="x" default="x-b-2"/><userTask id="a"/><userTask id="b"/><parallelGateway id="join"/>"#,
        "start -> x
         x -> a : true
         x -> b : else
         a -> join
         b -> join
         join -> end",
    ))
    .start([])
    .close("a", []);
    assert_snapshot!(play.trace());
}

#[test]
fn a_join_that_waits_in_vain_is_named_while_something_else_waits() {
    let play = |moves: &[&str]| {
        let play = Play::of(&process(
            r#"<parallelGateway id="f"/><userTask id="other"/><exclusiveGateway id="x" default="x-b-3"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><parallelGateway id="join"/><exclusiveGateway id="y" default="y-join-8"/>"#,
            "start -> f
             f -> other
             f -> x
             x -> b : else
             x -> a : n = 1
             f -> c
             a -> join
             b -> y
             y -> join : else
             y -> end : n = 2
             c -> join
             join -> end
             other -> end",
        ))
        .start([("n", Value::from(1))]);
        let play = moves.iter().fold(play, |play, task| play.close(task, []));
        play.trace().lines().last().unwrap().to_owned()
    };
    // The branch by `b` is never taken: as soon as `a` comes, nothing can come any more.
    assert_eq!(
        play(&["c"]),
        "= waits for task other, task a, incident join flow-join"
    );
    assert_eq!(
        play(&["a"]),
        "= waits for task other, task c, incident join flow-join"
    );
}

#[test]
fn a_script_sets_variables() {
    let play = Play::of(&process(
        r#"<scriptTask id="s1" scriptFormat="feel"><script>{分鐘: 天數 * 480, 說明: "共" + string(分鐘)}</script></scriptTask>
           <scriptTask id="s2" antou:result="多"><script>分鐘 &gt; 1000</script></scriptTask>
           <scriptTask id="s3"><script>1 / 零</script></scriptTask>"#,
        "start -> s1
         s1 -> s2
         s2 -> s3
         s3 -> end",
    ))
    .start([("天數", Value::from(3)), ("零", Value::from(0))]);
    assert_eq!(play.instance.variables["分鐘"], Value::from(1440));
    assert_eq!(play.instance.variables["說明"], Value::from("共1440"));
    assert_eq!(play.instance.variables["多"], Value::from(true));
    assert_snapshot!(play.trace());
}

const REVIEW: &str = r#"<subProcess id="review">
  <startEvent id="r-start"/><userTask id="r-task"/><serviceTask id="r-note"/><endEvent id="r-end"/>
  <sequenceFlow id="rf1" sourceRef="r-start" targetRef="r-task"/>
  <sequenceFlow id="rf2" sourceRef="r-task" targetRef="r-note"/>
  <sequenceFlow id="rf3" sourceRef="r-note" targetRef="r-end"/>
</subProcess>"#;

#[test]
fn a_message_interrupts_a_sub_process() {
    let play = Play::of(&process(
        &format!(
            r#"{REVIEW}<boundaryEvent id="withdraw" attachedToRef="review"><messageEventDefinition messageRef="m-withdraw"/></boundaryEvent>
               <userTask id="tell"/>"#
        ),
        "start -> review
         review -> end
         withdraw -> tell
         tell -> end",
    ))
    .start([])
    .close("r-task", [])
    .message("抽回")
    .close("tell", []);
    assert_snapshot!(play.trace());
}

#[test]
fn a_message_beside_a_task_can_come_often() {
    let play = Play::of(&process(
        r#"<userTask id="a"/><boundaryEvent id="remind" cancelActivity="false" attachedToRef="a"><messageEventDefinition messageRef="m-remind"/></boundaryEvent>
           <serviceTask id="notify"/><endEvent id="told"/>"#,
        "start -> a
         a -> end
         remind -> notify
         notify -> told",
    ))
    .start([])
    .message("稽催")
    .serve("notify", [])
    .message("稽催")
    .close("a", [])
    .serve("notify", []);
    assert_snapshot!(play.trace());
}

#[test]
fn timers_fire_when_they_are_due() {
    let play = Play::of(&process(
        r#"<userTask id="a"/>
           <boundaryEvent id="nag" cancelActivity="false" attachedToRef="a"><timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition></boundaryEvent>
           <boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>= duration("PT3H")</timeDuration></timerEventDefinition></boundaryEvent>
           <serviceTask id="notify"/><endEvent id="told"/>
           <intermediateCatchEvent id="day"><timerEventDefinition><timeDate>2026-03-03</timeDate></timerEventDefinition></intermediateCatchEvent>"#,
        "start -> a
         a -> end
         nag -> notify
         notify -> told
         late -> day
         day -> end",
    ))
    .start([]);
    assert_eq!(play.instance.next_wake(), Some(play.now + HOUR));
    let play = play
        .later(HOUR - 1)
        .later(1)
        .later(5 * HOUR)
        .later(24 * HOUR);
    assert_snapshot!(play.trace());
}

#[test]
fn a_timer_that_cannot_be_computed_is_an_incident() {
    let play = Play::of(&process(
        r#"<intermediateCatchEvent id="day"><timerEventDefinition><timeDate>= 起日</timeDate></timerEventDefinition></intermediateCatchEvent>"#,
        "start -> day
         day -> end",
    ))
    .start([])
    .retry([("起日", Value::Date(jiff::civil::date(2026, 3, 3)))]);
    assert_snapshot!(play.trace());
}

#[test]
fn a_message_is_caught_on_the_way() {
    let play = Play::of(&process(
        r#"<intermediateCatchEvent id="wait"><messageEventDefinition messageRef="m-apply"/></intermediateCatchEvent>"#,
        "start -> wait
         wait -> end",
    ))
    .start([])
    .message("申請");
    assert_snapshot!(play.trace());
}

#[test]
fn a_message_starts_the_process() {
    let play = Play::of(&format!(
        r#"<startEvent id="start"><messageEventDefinition messageRef="m-apply"/></startEvent>{END}{}"#,
        flows("start -> end")
    ))
    .message("申請");
    assert_snapshot!(play.trace());
}

#[test]
fn errors_are_caught_by_code_and_from_inside() {
    let body = process(
        r#"<subProcess id="sub"><startEvent id="s0"/><serviceTask id="hold"/><endEvent id="bad"><errorEventDefinition errorRef="e-full"/></endEvent>
             <boundaryEvent id="any" attachedToRef="hold"><errorEventDefinition errorRef="e-other"/></boundaryEvent><endEvent id="s1"/>
             <sequenceFlow id="sf1" sourceRef="s0" targetRef="hold"/><sequenceFlow id="sf2" sourceRef="hold" targetRef="bad"/><sequenceFlow id="sf3" sourceRef="any" targetRef="s1"/></subProcess>
           <boundaryEvent id="full" attachedToRef="sub"><errorEventDefinition errorRef="e-full"/></boundaryEvent><userTask id="tell"/>"#,
        "start -> sub
         sub -> end
         full -> tell
         tell -> end",
    );
    let by_service = Play::of(&body).start([]).fail("hold", "quota-full");
    let by_end = Play::of(&body).start([]).serve("hold", []);
    let inside = Play::of(&body).start([]).fail("hold", "other");
    let uncaught = Play::of(&body)
        .start([])
        .fail("hold", "unheard-of")
        .retry([]);
    let all = [by_service, by_end, inside, uncaught].map(|play| play.trace());
    assert_snapshot!(all.join("\n---\n"));
}

#[test]
fn an_error_that_nothing_catches_ends_the_process() {
    let play = Play::of(&format!(
        r#"{START}<parallelGateway id="fork"/><userTask id="a"/>{END}<endEvent id="bad"><errorEventDefinition errorRef="e-full"/></endEvent>{}"#,
        flows(
            "start -> fork
             fork -> a
             fork -> bad
             a -> end"
        )
    ))
    .start([]);
    assert_snapshot!(play.trace());
}

#[test]
fn terminate_ends_its_own_scope() {
    let play = Play::of(&process(
        r#"<subProcess id="sub"><startEvent id="s0"/><parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><endEvent id="stop"><terminateEventDefinition/></endEvent><endEvent id="s1"/>
             <sequenceFlow id="sf1" sourceRef="s0" targetRef="fork"/><sequenceFlow id="sf2" sourceRef="fork" targetRef="a"/><sequenceFlow id="sf3" sourceRef="fork" targetRef="b"/>
             <sequenceFlow id="sf4" sourceRef="a" targetRef="stop"/><sequenceFlow id="sf5" sourceRef="b" targetRef="s1"/></subProcess>
           <userTask id="c"/><parallelGateway id="two"/><endEvent id="all"><terminateEventDefinition/></endEvent>"#,
        "start -> sub
         sub -> two
         two -> c
         two -> all
         c -> end",
    ))
    .start([])
    .close("a", []);
    assert_snapshot!(play.trace());
}

/// A hold and a booking, each with its release; withdrawn while a person reviews.
fn leave() -> String {
    process(
        r#"<serviceTask id="hold" antou:service="ledger.hold"/>
           <boundaryEvent id="undo-hold" attachedToRef="hold"><compensateEventDefinition/></boundaryEvent>
           <serviceTask id="release" isForCompensation="true" antou:service="ledger.release"/>
           <association id="as1" sourceRef="undo-hold" targetRef="release"/>
           <subProcess id="book"><startEvent id="b0"/><serviceTask id="room"/>
             <boundaryEvent id="undo-room" attachedToRef="room"><compensateEventDefinition/></boundaryEvent>
             <serviceTask id="free" isForCompensation="true"/><association id="as2" sourceRef="undo-room" targetRef="free"/>
             <endEvent id="b1"/><sequenceFlow id="bf1" sourceRef="b0" targetRef="room"/><sequenceFlow id="bf2" sourceRef="room" targetRef="b1"/></subProcess>
           <userTask id="head"/>
           <boundaryEvent id="withdraw" attachedToRef="head"><messageEventDefinition messageRef="m-withdraw"/></boundaryEvent>
           <intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>
           <endEvent id="withdrawn"/>"#,
        "start -> hold
         hold -> book
         book -> head
         head -> end
         withdraw -> undo
         undo -> withdrawn",
    )
}

#[test]
fn compensation_runs_the_handlers_last_first() {
    let play = Play::of(&leave())
        .start([])
        .serve("hold", [])
        .serve("room", [])
        .message("抽回");
    let services = play.instance.open_services(&play.plan);
    assert_eq!(services[0].undoes.as_deref(), Some("room"));
    let play = play.serve("free", []).serve("release", []);
    assert_snapshot!(play.trace());
}

#[test]
fn a_failed_handler_is_an_incident_and_is_tried_again() {
    let play = Play::of(&leave())
        .start([])
        .serve("hold", [])
        .serve("room", [])
        .message("抽回")
        .fail("free", "no-network")
        .retry([])
        .serve("free", [])
        .serve("release", []);
    assert_snapshot!(play.trace());
}

#[test]
fn compensation_of_one_activity_and_of_a_sub_process_with_its_own_handler() {
    let play = Play::of(&process(
        r#"<serviceTask id="a"/><boundaryEvent id="ua" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
           <scriptTask id="ha" isForCompensation="true"><script>{a還原: true}</script></scriptTask><association id="as1" sourceRef="ua" targetRef="ha"/>
           <subProcess id="b"><startEvent id="b0"/><serviceTask id="c"/><endEvent id="b1"/>
             <sequenceFlow id="bf1" sourceRef="b0" targetRef="c"/><sequenceFlow id="bf2" sourceRef="c" targetRef="b1"/></subProcess>
           <boundaryEvent id="ub" attachedToRef="b"><compensateEventDefinition/></boundaryEvent>
           <subProcess id="hb" isForCompensation="true"><startEvent id="h0"/><userTask id="by-hand"/><endEvent id="h1"/>
             <sequenceFlow id="hf1" sourceRef="h0" targetRef="by-hand"/><sequenceFlow id="hf2" sourceRef="by-hand" targetRef="h1"/></subProcess>
           <association id="as2" sourceRef="ub" targetRef="hb"/>
           <intermediateThrowEvent id="undo-b"><compensateEventDefinition activityRef="b"/></intermediateThrowEvent>
           <intermediateThrowEvent id="undo-rest"><compensateEventDefinition/></intermediateThrowEvent>"#,
        "start -> a
         a -> b
         b -> undo-b
         undo-b -> undo-rest
         undo-rest -> end",
    ))
    .start([])
    .serve("a", [])
    .serve("c", [])
    .close("by-hand", []);
    assert_snapshot!(play.trace());
}

#[test]
fn a_loop_without_a_wait_stops_at_the_limit() {
    let play = Play::of(&process(
        r#"<exclusiveGateway id="x"/><exclusiveGateway id="y" default="y-x-2"/>"#,
        "start -> x
         x -> y
         y -> x : else
         y -> end : false",
    ))
    .start([]);
    let i = &play.instance;
    assert_eq!(
        i.incidents
            .values()
            .map(|n| n.code.as_str())
            .collect::<Vec<_>>(),
        ["flow-steps"]
    );
    assert!(i.is_running());
    assert!(play.events.len() < 3 * workflow_engine::run::MAX_STEPS);
}

#[test]
fn what_hangs_on_a_failed_service_is_not_doubled_by_a_retry() {
    let play = Play::of(&process(
        r#"<serviceTask id="a"/><boundaryEvent id="withdraw" attachedToRef="a"><messageEventDefinition messageRef="m-withdraw"/></boundaryEvent>"#,
        "start -> a
         a -> end
         withdraw -> end",
    ))
    .start([])
    .fail("a", "no-network")
    .retry([]);
    assert_eq!(play.instance.messages.len(), 1);
    assert_eq!(play.instance.services.len(), 1);
}
