//! Running instances go over to another version of their flow.

use super::player::{HOUR, Play, flows, vars};
use feel::Value;
use workflow_engine::Name;
use workflow_engine::host::{Host, Library, NoPlans};
use workflow_engine::migration::{Course, Difference, Fate, Migration, difference};
use workflow_engine::plan::Plan;
use workflow_engine::replay;
use workflow_engine::run::{Input, Refused, apply, decide_with, migrate};
use workflow_engine::time::Weekdays;

/// A process of these elements between a start and an end.
pub fn flow(elements: &str, lines: &str) -> String {
    format!(
        r#"<startEvent id="start"/>{elements}<endEvent id="end"/>{}"#,
        flows(lines)
    )
}

/// A sub-process that holds these elements between a start and an end of its own.
pub fn sub(id: &str, head: &str, elements: &str, lines: &str) -> String {
    format!(
        r#"<subProcess id="{id}">{head}<startEvent id="{id}0"/>{elements}<endEvent id="{id}1"/>{}</subProcess>"#,
        flows(lines)
    )
}

pub fn task(id: &str) -> String {
    format!(r#"<userTask id="{id}"/>"#)
}

pub fn tasks(ids: &[&str]) -> String {
    ids.iter().map(|id| task(id)).collect()
}

pub fn boundary(id: &str, on: &str, interrupts: bool, event: &str) -> String {
    format!(
        r#"<boundaryEvent id="{id}" attachedToRef="{on}" cancelActivity="{interrupts}">{event}</boundaryEvent>"#
    )
}

pub fn timer(duration: &str) -> String {
    format!("<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>")
}

pub fn message(name: &str) -> String {
    format!(r#"<messageEventDefinition messageRef="m-{name}"/>"#)
}

pub const MANY: &str = "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>";
const ONE_BY_ONE: &str = r#"<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"#;

/// `keeps b`, `anew b`, `away`, or `nothing` to take the proposal back.
fn edit(migration: &mut Migration, edits: &str) {
    for line in edits.split(';').map(str::trim).filter(|l| !l.is_empty()) {
        let (element, fate) = line.split_once(": ").unwrap();
        let fate = match fate.split_once(' ').unwrap_or((fate, "")) {
            ("keeps", to) => Fate::Keeps(to.into()),
            ("anew", to) => Fate::Anew(to.into()),
            ("away", _) => Fate::Away,
            _ => {
                migration.elements.remove(element);
                continue;
            }
        };
        migration.elements.insert(element.into(), fate);
    }
}

pub fn act(mut play: Play, moves: &str) -> Play {
    for line in moves.split(';').map(str::trim).filter(|l| !l.is_empty()) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        play = match verb {
            "close" => play.close(rest, []),
            "serve" => play.serve(rest, []),
            "message" => play.message(rest),
            "later" => play.later(rest.parse::<i64>().unwrap() * HOUR),
            _ => panic!("{line}"),
        };
    }
    play
}

pub fn go_over(play: &mut Play, to: &Plan, edits: &str) -> Result<Difference, Refused> {
    let from = play.plan.clone();
    let difference = difference(&from, to);
    let mut migration = difference.migration();
    edit(&mut migration, edits);
    let course = Course::new(&from, to, &migration).unwrap();
    let events = migrate(&course, &from, Host::default(), &play.instance, play.now)?;
    for event in &events {
        apply(&mut play.instance, event);
    }
    play.events.extend(events);
    play.plan = to.clone();
    Ok(difference)
}

pub fn waits(play: &Play) -> String {
    play.trace().lines().last().unwrap()[2..].to_owned()
}

/// From a flow after some moves to another one; what then waits, and what waits after more moves.
pub fn check(
    old: &str,
    moves: &str,
    new: &str,
    edits: &str,
    expected: &str,
    then: &[(&str, &str)],
) {
    let mut play = act(Play::of(old).start([("n", Value::from(1))]), moves);
    let to = Play::of(new).plan;
    go_over(&mut play, &to, edits).unwrap();
    assert_eq!(waits(&play), expected, "after the migration: {edits}");
    for (moves, expected) in then {
        play = act(play, moves);
        assert_eq!(waits(&play), *expected, "after {moves}");
    }
    assert_eq!(replay(&play.events), play.instance);
}

#[test]
fn a_task_keeps_its_place_under_another_id() {
    let old = flow(r#"<userTask id="a" name="核"/>"#, "start -> a\na -> end");
    let new = flow(
        r#"<userTask id="x" name="核"/><userTask id="y"/>"#,
        "start -> x\nx -> y\ny -> end",
    );
    check(
        &old,
        "",
        &new,
        "",
        "waits for task x",
        &[
            ("close x", "waits for task y"),
            ("close y", "ended completed"),
        ],
    );
    check(
        &old,
        "",
        &new,
        "a: anew y",
        "waits for task y",
        &[("close y", "ended completed")],
    );
    check(&old, "", &new, "a: away", "ended completed", &[]);
}

#[test]
fn what_is_waited_for_follows_the_new_flow() {
    let with = |events: &str, lines: &str| {
        flow(
            &format!("{}{events}", task("a")),
            &format!("start -> a\na -> end\n{lines}"),
        )
    };
    let late = |hours: u32| boundary("late", "a", false, &timer(&format!("PT{hours}H")));
    let told = r#"<serviceTask id="tell" antou:service="notify"/>"#;
    let lines = "late -> tell\ntell -> end";
    let old = with(&format!("{}{told}", late(2)), lines);
    // A timer that runs keeps its hour, or is set anew, or is gone.
    let longer = with(&format!("{}{told}", late(9)), lines);
    let running = "waits for task a, timer late";
    check(
        &old,
        "later 1",
        &longer,
        "",
        running,
        &[("later 1", "waits for task a, service tell")],
    );
    check(
        &old,
        "later 1",
        &longer,
        "late: anew late",
        running,
        &[
            ("later 8", running),
            ("later 1", "waits for task a, service tell"),
        ],
    );
    check(&old, "later 1", &with("", ""), "", "waits for task a", &[]);
    // One that has fired does not fire again.
    check(
        &old,
        "later 2; serve tell",
        &longer,
        "",
        "waits for task a",
        &[],
    );
    check(
        &old,
        "later 2; serve tell",
        &longer,
        "late: anew late",
        running,
        &[],
    );
    // A new one is set, an event of another name is waited for by its new name.
    check(
        &with("", ""),
        "later 1",
        &old,
        "",
        running,
        &[
            ("later 1", running),
            ("later 1", "waits for task a, service tell"),
        ],
    );
    let wanted = |name: &str| with(&boundary("m", "a", true, &message(name)), "m -> end");
    check(
        &wanted("withdraw"),
        "",
        &wanted("remind"),
        "",
        "waits for task a, message 稽催",
        &[("message 稽催", "ended completed")],
    );
}

#[test]
fn sub_processes_come_and_go_around_what_runs() {
    let bare = flow(&tasks(&["a", "b"]), "start -> a\na -> b\nb -> end");
    let framed = |head: &str| {
        let inner = sub("s", head, &tasks(&["a", "b"]), "s0 -> a\na -> b\nb -> s1");
        flow(&inner, "start -> s\ns -> end")
    };
    let to_end = [("close b", "ended completed")];
    check(
        &bare,
        "close a",
        &framed(""),
        "",
        "waits for task b",
        &to_end,
    );
    check(
        &framed(""),
        "close a",
        &bare,
        "s: away",
        "waits for task b",
        &to_end,
    );
    let timed = framed("").replace(
        "</subProcess>",
        &format!(
            "</subProcess>{}{}",
            boundary("late", "s", true, &timer("PT1H")),
            flows("late -> end")
        ),
    );
    check(
        &bare,
        "close a",
        &timed,
        "",
        "waits for task b, timer late",
        &[("later 1", "ended completed")],
    );
    check(
        &timed,
        "close a",
        &bare,
        "s: away",
        "waits for task b",
        &to_end,
    );
    // Two tokens come into one new frame.
    let two = |inner: &str| inner.replace("PLACE", r#"<parallelGateway id="f"/>"#);
    let split = two(&flow(
        &format!("PLACE{}", tasks(&["a", "b"])),
        "start -> f\nf -> a\nf -> b\na -> end\nb -> end",
    ));
    let inner = two(&sub(
        "s",
        "",
        &format!("PLACE{}", tasks(&["a", "b"])),
        "s0 -> f\nf -> a\nf -> b\na -> s1\nb -> s1",
    ));
    let wrapped = flow(
        &format!("{inner}{}", task("c")),
        "start -> s\ns -> c\nc -> end",
    );
    check(
        &split,
        "",
        &wrapped,
        "",
        "waits for task a, task b",
        &[
            ("close a", "waits for task b"),
            ("close b", "waits for task c"),
        ],
    );
    check(
        &wrapped,
        "close a",
        &split,
        "s: away",
        "waits for task b",
        &to_end,
    );
    // Frames within frames.
    let deep = flow(
        &sub(
            "o",
            "",
            &sub("s", "", &tasks(&["a", "b"]), "s0 -> a\na -> b\nb -> s1"),
            "o0 -> s\ns -> o1",
        ),
        "start -> o\no -> end",
    );
    check(&bare, "close a", &deep, "", "waits for task b", &to_end);
    check(
        &framed(""),
        "close a",
        &deep,
        "",
        "waits for task b",
        &to_end,
    );
    check(
        &deep,
        "close a",
        &framed(""),
        "o: away",
        "waits for task b",
        &to_end,
    );
}

#[test]
fn joins_keep_what_came() {
    let split = |more: &str, lines: &str| {
        flow(
            &format!(
                r#"<parallelGateway id="f"/><parallelGateway id="j"/>{}{more}"#,
                tasks(&["a", "b"])
            ),
            &format!("start -> f\nf -> a\nf -> b\na -> j\nb -> j\nj -> end\n{lines}"),
        )
    };
    let old = split("", "");
    check(
        &old,
        "close a",
        &old,
        "",
        "waits for task b",
        &[("close b", "ended completed")],
    );
    // A third branch: what came waits for it too, and it must be begun by hand.
    let three = split(&task("c"), "f -> c\nc -> j");
    check(
        &old,
        "close a",
        &three,
        "b: anew c",
        "waits for task c, incident j flow-join",
        &[(
            "close c",
            "waits for incident j flow-join, incident j flow-join",
        )],
    );
    // The branch that is missing goes: the join is met at once.
    let one = flow(
        &format!(
            r#"<parallelGateway id="f"/><parallelGateway id="j"/>{}"#,
            task("a")
        ),
        "start -> f\nf -> a\na -> j\nj -> end",
    );
    check(&old, "close a", &one, "b: away", "ended completed", &[]);
    let mut play = act(Play::of(&old).start([]), "close b");
    let refused = go_over(
        &mut play,
        &Play::of(&three.replace("b-j-4", "other")).plan,
        "",
    )
    .map(|_| ());
    assert_eq!(refused, Ok(()), "the flow is found by its ends");
    let gone = three.replace(
        r#"<sequenceFlow id="b-j-4" sourceRef="b" targetRef="j"></sequenceFlow>"#,
        "",
    );
    let refused = go_over(&mut play, &Play::of(&gone).plan, "");
    assert_eq!(refused.unwrap_err().code(), "run-no-flow");
}

#[test]
fn instances_of_an_activity_keep_what_they_gave() {
    let many = |how: &str, inner: &str, lines: &str| {
        flow(&sub("s", how, inner, lines), "start -> s\ns -> end")
    };
    let (one, two) = ("s0 -> a\na -> s1", "s0 -> a\na -> b\nb -> s1");
    let old = many(MANY, &task("a"), one);
    let new = many(MANY, &tasks(&["a", "b"]), two);
    check(
        &old,
        "close a",
        &new,
        "",
        "waits for task a, task a",
        &[
            ("close a; close a", "waits for task b, task b"),
            ("close b; close b", "ended completed"),
        ],
    );
    // The frame inside each instance changes as well.
    let framed = many(
        MANY,
        &sub("i", "", &task("a"), "i0 -> a\na -> i1"),
        "s0 -> i\ni -> s1",
    );
    check(
        &old,
        "close a",
        &framed,
        "",
        "waits for task a, task a",
        &[("close a; close a", "ended completed")],
    );
    check(
        &framed,
        "close a",
        &old,
        "i: away",
        "waits for task a, task a",
        &[("close a; close a", "ended completed")],
    );
    // One after the other becomes side by side, and the other way round.
    let in_turn = many(ONE_BY_ONE, &task("a"), one);
    check(
        &in_turn,
        "close a",
        &old,
        "",
        "waits for task a, task a",
        &[("close a; close a", "ended completed")],
    );
    check(
        &old,
        "close a",
        &in_turn,
        "",
        "waits for task a, task a",
        &[("close a; close a", "ended completed")],
    );
    // All of it again, or something else in its place.
    check(
        &old,
        "close a",
        &new,
        "s: anew s",
        "waits for task a, task a, task a",
        &[],
    );
    let plain = flow(&task("u"), "start -> u\nu -> end");
    check(
        &old,
        "close a",
        &plain,
        "s: anew u; a: away; s0: away; s1: away",
        "waits for task u",
        &[],
    );
}

#[test]
fn event_sub_processes_come_and_go() {
    let handler = |name: &str| {
        format!(
            r#"<subProcess id="h" triggeredByEvent="true"><startEvent id="h0" isInterrupting="false">{}</startEvent><userTask id="told"/><endEvent id="h1"/>{}</subProcess>"#,
            message(name),
            flows("h0 -> told\ntold -> h1")
        )
    };
    let with = |handler: &str| flow(&format!("{}{handler}", task("a")), "start -> a\na -> end");
    let (none, remind) = (with(""), with(&handler("remind")));
    check(
        &none,
        "",
        &remind,
        "",
        "waits for task a, message 稽催",
        &[("message 稽催", "waits for task a, task told, message 稽催")],
    );
    check(
        &remind,
        "",
        &none,
        "",
        "waits for task a",
        &[("close a", "ended completed")],
    );
    check(
        &remind,
        "message 稽催",
        &remind,
        "",
        "waits for task a, task told, message 稽催",
        &[("close told; close a", "ended completed")],
    );
    check(
        &remind,
        "message 稽催",
        &none,
        "h: away",
        "waits for task a",
        &[],
    );
}

#[test]
fn what_was_done_can_still_be_undone() {
    let with = |id: &str, undo: bool| {
        let handler = if undo {
            format!(
                r#"<boundaryEvent id="c{id}" attachedToRef="{id}"><compensateEventDefinition/></boundaryEvent><serviceTask id="u{id}" isForCompensation="true"/><association id="as" sourceRef="c{id}" targetRef="u{id}"/>"#
            )
        } else {
            String::new()
        };
        flow(
            &format!(
                r#"<serviceTask id="{id}" name="扣假"/>{handler}<userTask id="t"/><endEvent id="undo"><compensateEventDefinition/></endEvent>"#
            ),
            &format!("start -> {id}\n{id} -> t\nt -> undo"),
        )
        .replace(r#"<endEvent id="end"/>"#, "")
    };
    let old = with("a", true);
    check(
        &old,
        "serve a",
        &with("b", true),
        "",
        "waits for task t",
        &[
            ("close t", "waits for service ub"),
            ("serve ub", "ended completed"),
        ],
    );
    check(
        &old,
        "serve a",
        &with("b", false),
        "",
        "waits for task t",
        &[("close t", "ended completed")],
    );
    // While the compensation runs.
    check(
        &old,
        "serve a; close t",
        &with("b", true),
        "",
        "waits for service ub",
        &[("serve ub", "ended completed")],
    );
    let mut play = act(Play::of(&old).start([]), "serve a; close t");
    let refused = go_over(&mut play, &Play::of(&with("b", false)).plan, "ua: away");
    assert_eq!(refused.unwrap_err().code(), "run-undecided");
}

#[test]
fn what_cannot_be_is_refused_and_nothing_changed() {
    fn refused(old: &str, moves: &str, new: &str, edits: &str, code: &str) {
        let mut play = act(Play::of(old).start([]), moves);
        let before = play.instance.clone();
        let found = go_over(&mut play, &Play::of(new).plan, edits);
        assert_eq!(found.unwrap_err().code(), code);
        assert_eq!(play.instance, before);
    }
    let old = flow(&task("a"), "start -> a\na -> end");
    let new = flow(&tasks(&["x", "y"]), "start -> x\nx -> y\ny -> end");
    refused(&old, "", &new, "", "run-undecided");
    refused(&old, "close a", &new, "", "run-ended");

    fn misfits(old: &str, new: &str, edits: &str, expected: &[&str]) {
        let (from, to) = (Play::of(old).plan, Play::of(new).plan);
        let mut migration = difference(&from, &to).migration();
        edit(&mut migration, edits);
        let found = match Course::new(&from, &to, &migration) {
            Ok(course) => course.warnings().to_vec(),
            Err(misfits) => misfits,
        };
        let told = found
            .iter()
            .map(|m| format!("{} {} {}", m.code, &*m.element, &*m.to));
        let told: Vec<String> = told.collect();
        assert_eq!(told, expected, "{edits}");
    }
    misfits(&old, &new, "", &["migration-undecided a "]);
    misfits(
        &old,
        &new,
        "a: keeps nothing",
        &["migration-target a nothing"],
    );
    misfits(
        &old,
        &new,
        "b: away",
        &["migration-element b ", "migration-undecided a "],
    );
    misfits(&old, &new, "a: keeps end", &["migration-kind a end"]);
    let many = flow(
        &sub("s", MANY, &task("a"), "s0 -> a\na -> s1"),
        "start -> s\ns -> end",
    );
    misfits(&old, &many, "", &["migration-repeats a a"]);
    misfits(&many, &old, "s: away; s0: away; s1: away", &[]);
    misfits(&many, &old, "s: anew a; s0: away; s1: away", &[]);
    let guarded = flow(
        &format!(
            "{}{}",
            task("x"),
            boundary("late", "x", true, &timer("PT1H"))
        ),
        "start -> x\nx -> end\nlate -> end",
    );
    misfits(&old, &guarded, "a: anew late", &["migration-place a late"]);
}

#[test]
fn a_process_that_was_called_goes_over_alone_and_with_its_caller() {
    let text = |inner: &str, lines: &str| {
        format!(
            r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d">
            <process id="p" isExecutable="true">{}</process><process id="q" isExecutable="true">{}</process></definitions>"#,
            flow(
                r#"<callActivity id="c" calledElement="q"/>"#,
                "start -> c\nc -> end"
            ),
            flow(inner, lines)
                .replace("\"start\"", "\"qs\"")
                .replace("\"end\"", "\"qe\"")
                .replace("id=\"start", "id=\"qs")
                .replace("-end-", "-qe-"),
        )
    };
    let read = |text: &str, version: &str| {
        let definitions = workflow_engine::bpmn::read(text.as_bytes()).unwrap();
        let plan = |id: &str| {
            Plan::of(&definitions, id, &Default::default())
                .unwrap()
                .versioned(version)
        };
        (plan("p"), plan("q"))
    };
    let (p1, q1) = read(&text(&task("a"), "start -> a\na -> end"), "1");
    let (_, q2) = read(
        &text(&tasks(&["a", "b"]), "start -> a\na -> b\nb -> end"),
        "2",
    );
    let mut library = Library::default();
    library.put(q1.clone());
    library.put(q2.clone());
    let host = Host {
        plans: &library,
        working: &Weekdays,
    };
    let mut play = Play::with(p1.clone());
    let mut give = |input: Input| {
        let events = decide_with(&p1, host, &play.instance, input, play.now).unwrap();
        events
            .iter()
            .for_each(|event| apply(&mut play.instance, event));
        play.instance.clone()
    };
    let instance = give(Input::Start {
        variables: vars([]),
    });
    let migration = difference(&q1, &q2).migration();
    let course = Course::new(&q1, &q2, &migration).unwrap();
    for event in migrate(&course, &p1, host, &instance, 0).unwrap() {
        apply(&mut play.instance, &event);
    }
    let close = |play: &mut Play, element: &str| {
        let token = play.task(element);
        let variables = vars([]);
        let input = Input::CloseTask { token, variables };
        let events = decide_with(&p1, host, &play.instance, input, play.now).unwrap();
        events
            .iter()
            .for_each(|event| apply(&mut play.instance, event));
    };
    close(&mut play, "a");
    assert_eq!(waits(&play), "waits for task b");
    close(&mut play, "b");
    assert_eq!(waits(&play), "ended completed");
    let nobody = migrate(
        &course,
        &p1,
        Host {
            plans: &NoPlans,
            working: &Weekdays,
        },
        &Play::with(p1.clone()).start([]).instance,
        0,
    );
    assert_eq!(nobody.unwrap_err().code(), "run-other-process");
}

#[test]
fn the_difference_is_told() {
    let old = Play::of(&flow(
        r#"<userTask id="a" name="單位主管核定" antou:desk="head"/><userTask id="b"/><exclusiveGateway id="g" default="g-end-3"/>"#,
        "start -> a\na -> b\nb -> g\ng -> end : else\ng -> a : n > 3",
    ))
    .plan;
    let new = Play::of(&flow(
        r#"<userTask id="a2" name="單位主管核定" antou:desk="second-head"/><userTask id="b2"/><userTask id="c"/><exclusiveGateway id="g" default="g-end-4"/>"#,
        "start -> a2\na2 -> b2\nb2 -> g\nc -> end\ng -> end : else\ng -> a2 : n > 5\ng -> c : n = 4",
    ))
    .plan;
    let found = difference(&old, &new);
    let mut told = String::new();
    for entry in &found.entries {
        let to = entry
            .found
            .as_ref()
            .map(|(to, how)| format!("{} {how:?}", &**to));
        told.push_str(&format!(
            "{} {} -> {} {:?}\n",
            entry.kind,
            &*entry.element,
            to.unwrap_or_default(),
            entry.differs
        ));
    }
    let added: Vec<&Name> = found.added.iter().collect();
    told.push_str(&format!("added {added:?}\nflows {:?}\n", found.flows));
    insta::assert_snapshot!(told);
    assert!(difference(&old, &old).is_empty());
    assert!(!found.is_empty());
}
