//! Migrations at the edges: frames that are left, handlers and compensations that move, timers that
//! cannot be set, ad-hoc sub-processes.

use super::migrating::{
    MANY, act, boundary, check, flow, go_over, message, sub, task, tasks, timer, waits,
};
use super::player::{Play, flows, vars};
use feel::Value;
use workflow_engine::run::Input;

/// An event sub-process `id` with start `id0`, task `idt`, end `id1`.
fn handler(id: &str, interrupts: bool, event: &str) -> String {
    format!(
        r#"<subProcess id="{id}" triggeredByEvent="true"><startEvent id="{id}0" isInterrupting="{interrupts}">{event}</startEvent><userTask id="{id}t"/><endEvent id="{id}1"/>{}</subProcess>"#,
        flows(&format!("{id}0 -> {id}t\n{id}t -> {id}1"))
    )
}
/// `sub` with more elements inside.
fn with(sub: &str, more: &str) -> String {
    sub.replacen("</subProcess>", &format!("{more}</subProcess>"), 1)
}
fn framed(id: &str, inner: &str) -> String {
    sub(
        id,
        "",
        &task(inner),
        &format!("{id}0 -> {inner}\n{inner} -> {id}1"),
    )
}
const FULL: &str = r#"<errorEventDefinition errorRef="e-full"/>"#;

#[test]
fn a_frame_left_by_its_last_token_does_not_go_on() {
    let old = flow(
        &format!("{}{}", framed("s", "a"), task("c")),
        "start -> s\ns -> c\nc -> end",
    );
    let new = flow(
        &format!("{}{}", framed("s", "b"), task("a")),
        "start -> s\ns -> a\na -> end",
    );
    check(
        &old,
        "",
        &new,
        "",
        "waits for task a",
        &[("close a", "ended completed")],
    );
}
#[test]
fn what_begins_anew_outside_its_frame_leaves_it() {
    let old = flow(
        &format!("{}{}", framed("s", "a"), task("c")),
        "start -> s\ns -> c\nc -> end",
    );
    check(
        &old,
        "",
        &old,
        "a: anew c",
        "waits for task c",
        &[("close c", "ended completed")],
    );
}
#[test]
fn a_handler_that_comes_into_a_new_frame_waits_once() {
    let h = handler("h", true, &timer("PT2H"));
    let old = flow(&format!("{}{h}", task("a")), "start -> a\na -> end");
    let new = flow(&with(&framed("s", "a"), &h), "start -> s\ns -> end");
    check(&old, "later 1", &new, "", "waits for task a, timer h0", &[]);
}
#[test]
fn an_interrupting_handler_that_runs_is_not_waited_for_again() {
    let h = handler("h", true, &message("remind"));
    let old = flow(&format!("{}{h}", task("a")), "start -> a\na -> end");
    let new = flow(&with(&framed("s", "a"), &h), "start -> s\ns -> end");
    check(
        &old,
        "message 稽催",
        &new,
        "",
        "waits for task ht",
        &[("close ht", "ended completed")],
    );
}
#[test]
fn a_timer_that_failed_is_set_by_the_retry_and_nothing_begins_again() {
    let due = r#"=if n = 2 then duration("PT1H") else null"#;
    let inner = sub("s", "", &tasks(&["a", "b"]), "s0 -> a\na -> b\nb -> s1");
    let old = flow(&inner, "start -> s\ns -> end");
    let new = flow(
        &format!("{inner}{}", boundary("late", "s", true, &timer(due))),
        "start -> s\ns -> end\nlate -> end",
    );
    let mut play = act(Play::of(&old).start([("n", Value::from(1))]), "close a");
    go_over(&mut play, &Play::of(&new).plan, "").unwrap();
    assert_eq!(waits(&play), "waits for task b, incident s flow-timer");
    play = play.retry([("n", Value::from(2))]);
    assert_eq!(waits(&play), "waits for task b, timer late");
}
#[test]
fn a_timer_of_an_open_task_is_set_by_the_retry() {
    let due = r#"=if n = 2 then duration("PT1H") else null"#;
    let old = flow(&task("a"), "start -> a\na -> end");
    let new = flow(
        &format!("{}{}", task("a"), boundary("late", "a", true, &timer(due))),
        "start -> a\na -> end\nlate -> end",
    );
    let mut play = Play::of(&old).start([("n", Value::from(1))]);
    go_over(&mut play, &Play::of(&new).plan, "").unwrap();
    play = play.retry([("n", Value::from(2))]);
    assert_eq!(waits(&play), "waits for task a, timer late");
}
#[test]
fn a_timer_of_an_event_based_gateway_is_set_by_the_retry() {
    let due = r#"=if n = 2 then duration("PT1H") else null"#;
    let catch = |id: &str, event: &str| {
        format!(r#"<intermediateCatchEvent id="{id}">{event}</intermediateCatchEvent>"#)
    };
    let two = format!(
        r#"<eventBasedGateway id="g"/>{}{}"#,
        catch("m", &message("remind")),
        catch("w", &message("withdraw"))
    );
    let lines = "start -> g\ng -> m\ng -> w\nm -> end\nw -> end";
    let new = flow(
        &format!("{two}{}", catch("t", &timer(due))),
        &format!("{lines}\ng -> t\nt -> end"),
    );
    let mut play = Play::of(&flow(&two, lines)).start([("n", Value::from(1))]);
    go_over(&mut play, &Play::of(&new).plan, "").unwrap();
    play = play.retry([("n", Value::from(2))]);
    assert_eq!(
        waits(&play),
        "waits for timer t, message 稽催, message 抽回"
    );
}
fn compensating(handler: &str) -> String {
    flow(
        &format!(
            r#"<serviceTask id="a"/><boundaryEvent id="ca" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><serviceTask id="{handler}" isForCompensation="true"/><association id="as" sourceRef="ca" targetRef="{handler}"/><userTask id="t"/><userTask id="other"/><parallelGateway id="f"/><endEvent id="undo"><compensateEventDefinition/></endEvent>"#
        ),
        "start -> a\na -> f\nf -> t\nf -> other\nt -> undo\nother -> end",
    )
}
#[test]
fn what_was_done_before_a_new_frame_can_be_undone_in_it() {
    let inner = |start: &str| {
        format!(
            r#"<serviceTask id="a"/><boundaryEvent id="ca" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><serviceTask id="ua" isForCompensation="true"/><association id="as" sourceRef="ca" targetRef="ua"/><userTask id="t"/><endEvent id="undo"><compensateEventDefinition/></endEvent>{}"#,
            flows(&format!("{start} -> a\na -> t\nt -> undo"))
        )
    };
    let old = format!(r#"<startEvent id="start"/>{}"#, inner("start"));
    let new = flow(
        &format!(
            r#"<subProcess id="s"><startEvent id="s0"/>{}</subProcess>"#,
            inner("s0")
        ),
        "start -> s\ns -> end",
    );
    check(
        &old,
        "serve a",
        &new,
        "",
        "waits for task t",
        &[("close t", "waits for service ua")],
    );
}
#[test]
fn a_compensation_goes_on_when_its_handler_is_taken_away() {
    check(
        &compensating("ua"),
        "serve a; close t",
        &compensating("ub"),
        "ua: away",
        "waits for task other, service ub",
        &[],
    );
}
#[test]
fn nothing_is_undone_twice() {
    check(
        &compensating("ua"),
        "serve a; close t",
        &compensating("ua"),
        "undo: anew undo",
        "waits for task other, service ua",
        &[],
    );
}
#[test]
fn an_error_boundary_that_becomes_a_timer_is_waited_for() {
    let with = |event: &str| {
        flow(
            &format!(
                r#"<serviceTask id="a"/>{}"#,
                boundary("late", "a", true, event)
            ),
            "start -> a\na -> end\nlate -> end",
        )
    };
    check(
        &with(FULL),
        "",
        &with(&timer("PT1H")),
        "",
        "waits for service a, timer late",
        &[],
    );
}
#[test]
fn a_handler_of_a_message_that_becomes_one_of_an_error() {
    let with = |event: &str| {
        flow(
            &format!(r#"<serviceTask id="a"/>{}"#, handler("h", true, event)),
            "start -> a\na -> end",
        )
    };
    check(
        &with(&message("remind")),
        "",
        &with(FULL),
        "",
        "waits for service a",
        &[("serve a", "ended completed")],
    );
}
#[test]
fn a_handler_of_an_error_that_becomes_one_of_a_message() {
    let with = |event: &str| {
        flow(
            &format!(r#"<serviceTask id="a"/>{}"#, handler("h", true, event)),
            "start -> a\na -> end",
        )
    };
    check(
        &with(FULL),
        "",
        &with(&message("remind")),
        "",
        "waits for service a, message 稽催",
        &[],
    );
}
#[test]
fn a_task_that_the_host_stopped_gets_its_new_timer() {
    let old = flow(&task("a"), "start -> a\na -> end");
    let new = flow(
        &format!(
            "{}{}",
            task("a"),
            boundary("late", "a", true, &timer("PT1H"))
        ),
        "start -> a\na -> end\nlate -> end",
    );
    let mut play = Play::of(&old).start([]);
    let token = play.task("a");
    play.give(
        "stop",
        Input::Stopped {
            token,
            code: "desk-nobody".into(),
            reason: "x".into(),
        },
    )
    .unwrap();
    go_over(&mut play, &Play::of(&new).plan, "").unwrap();
    play = play.retry([]);
    assert_eq!(waits(&play), "waits for task a, timer late");
}
#[test]
fn a_handler_that_moves_to_a_scope_that_runs_is_waited_for() {
    let h = handler("h", false, &message("remind"));
    let lines = "start -> s\ns -> q\nq -> end";
    let old = flow(
        &format!("{}{}", framed("s", "a"), with(&framed("q", "b"), &h)),
        lines,
    );
    let new = flow(
        &format!("{}{}", with(&framed("s", "a"), &h), framed("q", "b")),
        lines,
    );
    check(&old, "", &new, "", "waits for task a, message 稽催", &[]);
    let outer = flow(
        &format!("{}{}{h}", framed("s", "a"), framed("q", "b")),
        lines,
    );
    check(
        &new,
        "close a",
        &outer,
        "",
        "waits for task b, message 稽催",
        &[],
    );
}
#[test]
fn what_each_instance_knew_stays_with_it() {
    let data = r#"<dataObject id="do" name="d"/><dataObjectReference id="dr" name="d" dataObjectRef="do"/>"#;
    let inner = sub("i", data, &tasks(&["a", "b"]), "i0 -> a\na -> b\nb -> i1");
    let old = flow(
        &sub("s", MANY, &inner, "s0 -> i\ni -> s1"),
        "start -> s\ns -> end",
    );
    let new = flow(
        &sub("s", MANY, &tasks(&["a", "b"]), "s0 -> a\na -> b\nb -> s1"),
        "start -> s\ns -> end",
    );
    let mut play = Play::of(&old).start([]);
    for d in 1..4 {
        play = play.close("a", [("d", Value::from(d))]);
    }
    let knows = |play: &Play| -> Vec<Option<Value>> {
        play.instance
            .tasks
            .keys()
            .map(|t| play.instance.variables_at(*t).get("d").cloned())
            .collect()
    };
    let before = knows(&play);
    go_over(
        &mut play,
        &Play::of(&new).plan,
        "i: away; i0: away; i1: away",
    )
    .unwrap();
    assert_eq!(knows(&play), before);
}
#[test]
fn a_new_frame_does_not_hide_what_is_known() {
    let data = r#"<dataObject id="do" name="d"/><dataObjectReference id="dr" name="d" dataObjectRef="do"/>"#;
    let old = flow(&tasks(&["a", "b"]), "start -> a\na -> b\nb -> end");
    let new = flow(
        &sub("i", data, &tasks(&["a", "b"]), "i0 -> a\na -> b\nb -> i1"),
        "start -> i\ni -> end",
    );
    let mut play = Play::of(&old).start([]).close("a", [("d", Value::from(7))]);
    go_over(&mut play, &Play::of(&new).plan, "").unwrap();
    let token = play.task("b");
    assert_eq!(
        play.instance.variables_at(token).get("d"),
        Some(&Value::from(7))
    );
}
#[test]
fn one_frame_for_what_comes_into_it() {
    let deep = sub("o", "", &framed("s", "x"), "o0 -> s\ns -> o1");
    let old = flow(
        &format!(r#"<parallelGateway id="f"/>{}{deep}"#, tasks(&["a", "z"])),
        "start -> f\nf -> a\nf -> o\no -> z\na -> end\nz -> end",
    );
    let inner = sub(
        "s",
        "",
        &format!(r#"<parallelGateway id="f"/>{}"#, tasks(&["a", "x"])),
        "s0 -> f\nf -> a\nf -> x\na -> s1\nx -> s1",
    );
    let new = flow(
        &format!("{inner}{}", task("z")),
        "start -> s\ns -> z\nz -> end",
    );
    check(
        &old,
        "",
        &new,
        "o: away",
        "waits for task a, task x",
        &[
            ("close x", "waits for task a"),
            ("close a", "waits for task z"),
        ],
    );
}
fn ad_hoc(head: &str, ids: &[&str], condition: &str) -> String {
    flow(
        &format!(
            r#"<adHocSubProcess id="s" {head}>{}{condition}</adHocSubProcess>"#,
            tasks(ids)
        ),
        "start -> s\ns -> end",
    )
}
const MET: &str =
    r#"<completionCondition xsi:type="tFormalExpression">n = 2</completionCondition>"#;
#[test]
fn the_same_ad_hoc_changes_nothing() {
    let same = ad_hoc("", &["a", "b"], MET);
    let mut play = Play::of(&same).start([("n", Value::from(1))]);
    play.give(
        "set",
        Input::SetVariables {
            token: None,
            variables: vars([("n", Value::from(2))]),
        },
    )
    .unwrap();
    go_over(&mut play, &Play::of(&same).plan, "").unwrap();
    assert_eq!(waits(&play), "waits for task a, task b");
}
#[test]
fn a_pending_activity_begins_as_another() {
    let seq = |ids: &[&str]| ad_hoc(r#"ordering="Sequential""#, ids, "");
    check(
        &seq(&["a", "b"]),
        "",
        &seq(&["a", "c"]),
        "b: anew c",
        "waits for task a",
        &[("close a", "waits for task c")],
    );
}
#[test]
fn what_was_done_in_an_ad_hoc_is_not_done_again() {
    let same = ad_hoc("", &["a", "b"], "");
    check(&same, "close a", &same, "a: away", "waits for task b", &[]);
}
#[test]
fn a_closed_ad_hoc_begins_nothing_more() {
    let head = r#"cancelRemainingInstances="false""#;
    let mut play = Play::of(&ad_hoc(head, &["a", "b"], MET)).start([("n", Value::from(1))]);
    play = play.close("a", [("n", Value::from(2))]);
    go_over(
        &mut play,
        &Play::of(&ad_hoc(head, &["a", "b", "c"], MET)).plan,
        "",
    )
    .unwrap();
    assert_eq!(waits(&play), "waits for task b");
}
#[test]
fn only_the_join_is_named_and_not_the_sub_process_around_it() {
    let inner = sub(
        "s",
        "",
        &format!(
            r#"<parallelGateway id="j"/><exclusiveGateway id="x" default="x-j-2"/>{}"#,
            task("a")
        ),
        "s0 -> a\na -> x\nx -> j : else\nx -> j : n > 3\nj -> s1",
    );
    let play = Play::of(&flow(&inner, "start -> s\ns -> end"))
        .start([("n", Value::from(1))])
        .close("a", []);
    assert_eq!(waits(&play), "waits for incident j flow-join");
}
