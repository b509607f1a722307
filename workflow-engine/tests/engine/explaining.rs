//! Why a token stands where it stands, and what would come: small processes and what is told.

use super::player::{HOUR, Play, flows, vars};
use feel::{Context, Value};
use insta::assert_snapshot;
use workflow_engine::explain::{Ahead, Asked, By, Here, Story, Wait, What, Why};
use workflow_engine::host::Host;
use workflow_engine::run::{Change, Decided, Event, How, Input, OpenService, Rows, TokenId};

const ENDS: &str = r#"<startEvent id="start"/><endEvent id="end"/>"#;

fn play<const N: usize>(elements: &str, lines: &str, variables: [(&str, Value); N]) -> Play {
    Play::of(&format!("{ENDS}{elements}{}", flows(lines))).start(variables)
}

fn story(play: &Play) -> Story<'_> {
    let story = Story::read(&play.plan, Host::default(), &play.events);
    assert_eq!(
        story.instance(),
        &play.instance,
        "it is what the events make"
    );
    story
}

fn asked(asked: &Asked) -> String {
    let value = |value: &Value| match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("{text:?}"),
        other => format!("{other:?}"),
    };
    let values: Vec<_> = asked
        .values
        .iter()
        .map(|(n, v)| format!("{n}={}", value(v)))
        .collect();
    format!("{} [{}]", asked.condition, values.join(", "))
}

fn all(list: &[Asked]) -> String {
    list.iter().map(asked).collect::<Vec<_>>().join(" and ")
}

fn what(what: &What) -> String {
    match what {
        What::Started => "started".to_owned(),
        What::TaskClosed => "closed".to_owned(),
        What::Timer => "timer".to_owned(),
        What::Message(name) => format!("message {name}"),
        What::Signal(name) => format!("signal {name}"),
        What::Condition => "condition".to_owned(),
        What::Error(code) => format!("error {code}"),
        What::Escalation(code) => format!("escalation {code}"),
        What::Cancelled => "cancelled".to_owned(),
        What::Mended(Change::Moved { to }) => format!("moved to {to}"),
        What::Mended(_) => "mended".to_owned(),
        What::Retried => "retried".to_owned(),
    }
}

fn by(by: &By) -> String {
    match by {
        By::Way { why, .. } => match why {
            Why::Only => String::new(),
            Why::All => " (all)".to_owned(),
            Why::First => " (first)".to_owned(),
            Why::True {
                asked: true_one,
                before,
            } if before.is_empty() => {
                format!(" (for {})", asked(true_one))
            }
            Why::True {
                asked: true_one,
                before,
            } => {
                format!(" (for {}, not {})", asked(true_one), all(before))
            }
            Why::Default(others) => format!(" (else, not {})", all(others)),
            Why::Unknown => " (unknown)".to_owned(),
        },
        By::Event(event) => format!(" (by {})", what(event)),
        By::Inside => " (inside)".to_owned(),
        By::Instance(index) => format!(" (number {index})"),
        By::Undoes(activity) => format!(" (undoes {activity})"),
        By::After => " (after)".to_owned(),
    }
}

fn wait(wait: &Wait) -> String {
    match wait {
        Wait::Task => "person".to_owned(),
        Wait::Service => "service".to_owned(),
        Wait::Timer {
            element, working, ..
        } => format!("timer {element} {working}"),
        Wait::Message { name, .. } => format!("message {name}"),
        Wait::Signal { name, .. } => format!("signal {name}"),
        Wait::Condition { condition, .. } => format!("condition {condition}"),
        Wait::Others => "others".to_owned(),
        Wait::Inside => "inside".to_owned(),
        Wait::Repair { code } => format!("repair {code}"),
    }
}

fn line(here: &Here) -> String {
    let origin = here.origin.as_ref();
    let origin = origin.map(|o| format!("{} {}", o.element, what(&o.what)));
    let steps = here.steps.iter().map(|step| {
        let ruling = step
            .ruling
            .as_ref()
            .and_then(|ruling| ruling.decided.as_ref());
        let rows = ruling.map(|decided| {
            let tables: Vec<_> = decided
                .tables
                .iter()
                .map(|rows| format!("{} {:?}", rows.table, rows.rows))
                .collect();
            format!(" {{{} of {}}}", tables.join(", "), decided.version)
        });
        format!(
            "{}{}{}",
            step.element,
            by(&step.by),
            rows.unwrap_or_default()
        )
    });
    let steps: Vec<_> = steps.collect();
    let waits: Vec<_> = here.waits.iter().map(wait).collect();
    format!(
        "{}: {} => {} waits for {}",
        here.token,
        origin.unwrap_or_default(),
        steps.join(" > "),
        waits.join(", ")
    )
}

fn told(play: &Play) -> String {
    story(play)
        .here()
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn told_ahead(ahead: &Ahead) -> String {
    let here: Vec<_> = ahead.here.iter().map(line).collect();
    let end = match &ahead.ended {
        Some(How::Failed { error_code }) => format!("ends, failed with {error_code}"),
        Some(_) => "ends".to_owned(),
        None if ahead.cut => "goes on".to_owned(),
        None => "waits".to_owned(),
    };
    format!("{}\n= {end}", here.join("\n"))
}

fn close(token: TokenId, outcome: &str) -> Input {
    let variables = vars([("outcome", outcome.into())]);
    Input::CloseTask { token, variables }
}

/// The route of an office in small: an answer, a table, a level.
const ROUTE: &str = r#"<userTask id="head"/><exclusiveGateway id="ok" default="ok-level-2"/>
<userTask id="back"/><businessRuleTask id="level" antou:decision="決行層級" antou:result="level"/>
<exclusiveGateway id="up" default="up-end-5"/><userTask id="chief"/>"#;
const WAYS: &str = r#"start -> head
head -> ok
ok -> level : else
ok -> back : outcome = "return"
level -> up
up -> end : else
up -> chief : level >= 2 and days > 3
back -> head
chief -> end"#;

fn decided(play: &Play, level: i64) -> Input {
    Input::RuleDecided {
        token: play.service("level"),
        variables: vars([("level", level.into())]),
        decided: Decided {
            version: "7".into(),
            tables: vec![Rows {
                table: "決行層級".into(),
                rows: vec![2],
            }],
        },
    }
}

#[test]
fn conditions_rules_and_what_they_read() {
    let mut play = play(ROUTE, WAYS, [("days", 5.into()), ("reason", "家庭".into())]);
    let started = told(&play);
    play = play.close("head", [("outcome", "done".into())]);
    let input = decided(&play, 2);
    play.give("decided", input).unwrap();
    let approved = told(&play);
    // What is true now is not what was true when it was asked.
    let set = Input::SetVariables {
        token: None,
        variables: vars([("days", 1.into()), ("level", 1.into())]),
    };
    play.give("set", set).unwrap();
    assert_eq!(told(&play), approved);
    let story = story(&play);
    let ruling = &story.rulings()[0];
    assert_eq!(ruling.variables["days"], 5.into());
    assert_eq!(ruling.decision, "決行層級");
    assert_snapshot!(format!("{started}\n{approved}"));
}

#[test]
fn what_would_come_of_each_outcome() {
    let play = play(ROUTE, WAYS, [("days", 5.into())]);
    let story = story(&play);
    let head = play.task("head");
    let level = |level: i64| {
        move |service: &OpenService<'_>, _: &Context| {
            assert_eq!(service.element, "level");
            Some(Ok(vars([("level", level.into())])))
        }
    };
    let ahead = |outcome: &str, suppose: workflow_engine::explain::Suppose<'_>| {
        told_ahead(
            &story
                .ahead(close(head, outcome), play.now, suppose)
                .unwrap(),
        )
    };
    let lines = [
        ahead("return", &level(1)),
        ahead("done", &level(1)),
        ahead("done", &level(2)),
        ahead("done", &|_, _| Some(Err("leave-refused".to_owned()))),
        ahead("done", &|_, _| None),
        ahead("done", &|_, _| Some(Ok(Context::new()))),
    ];
    assert_eq!(play.instance, *story.instance(), "nothing became true");
    assert!(
        story
            .ahead(close(TokenId(99), "done"), play.now, &|_, _| None)
            .is_err()
    );
    assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_circle_of_services_is_followed_so_far() {
    let play = play(
        r#"<userTask id="a"/><serviceTask id="s" antou:service="x"/><exclusiveGateway id="g" default="g-end-4"/>"#,
        "start -> a\na -> s\ns -> g\ng -> s : true\ng -> end : else",
        [],
    );
    let token = play.task("a");
    let ahead = story(&play).ahead(close(token, "done"), play.now, &|_, _| {
        Some(Ok(Context::new()))
    });
    assert!(ahead.unwrap().cut);
}

#[test]
fn events_that_move_tokens() {
    let timer = r#"<timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition>"#;
    let boundary = |cancels: bool| {
        format!(
            r#"<userTask id="a"/><boundaryEvent id="late" attachedToRef="a" cancelActivity="{cancels}">{timer}</boundaryEvent><userTask id="b"/>"#
        )
    };
    let ways = "start -> a\na -> end\nlate -> b\nb -> end";
    let mut out = Vec::new();
    for cancels in [true, false] {
        let play = play(&boundary(cancels), ways, []).later(2 * HOUR);
        out.push(format!("boundary that cancels {cancels}\n{}", told(&play)));
    }
    let caught = format!(
        r#"<intermediateCatchEvent id="wait">{timer}</intermediateCatchEvent><userTask id="b"/>"#
    );
    let waiting = play(&caught, "start -> wait\nwait -> b\nb -> end", []);
    out.push(format!("catch\n{}", told(&waiting)));
    out.push(format!("caught\n{}", told(&waiting.later(2 * HOUR))));
    let first = format!(
        r#"<eventBasedGateway id="g"/><intermediateCatchEvent id="wait">{timer}</intermediateCatchEvent><intermediateCatchEvent id="come"><messageEventDefinition messageRef="m-apply"/></intermediateCatchEvent><userTask id="b"/><userTask id="c"/>"#
    );
    let ways = "start -> g\ng -> wait\ng -> come\nwait -> b\ncome -> c\nb -> end\nc -> end";
    out.push(format!(
        "event-based\n{}",
        told(&play(&first, ways, []).message("申請"))
    ));
    let failing = r#"<serviceTask id="s" antou:service="x"/><boundaryEvent id="full" attachedToRef="s"><errorEventDefinition errorRef="e-full"/></boundaryEvent><userTask id="b"/>"#;
    let failed =
        play(failing, "start -> s\ns -> end\nfull -> b\nb -> end", []).fail("s", "quota-full");
    out.push(format!("error\n{}", told(&failed)));
    let mut moved = play(
        r#"<userTask id="a"/><userTask id="b"/>"#,
        "start -> a\na -> b\nb -> end",
        [],
    );
    let token = moved.task("a");
    moved
        .give(
            "move",
            Input::MoveToken {
                token,
                to: "b".to_owned(),
            },
        )
        .unwrap();
    out.push(format!("moved\n{}", told(&moved)));
    assert_snapshot!(out.join("\n"));
}

#[test]
fn sub_processes_and_forks() {
    let inner = format!(
        r#"<userTask id="before"/><subProcess id="sub"><startEvent id="in"/><userTask id="a"/><endEvent id="out"/>{}</subProcess><parallelGateway id="f"/><userTask id="b"/><userTask id="c"/><parallelGateway id="j"/><userTask id="last"/>"#,
        flows("in -> a\na -> out")
    );
    let ways = "start -> before\nbefore -> sub\nsub -> f\nf -> b\nf -> c\nb -> j\nc -> j\nj -> last\nlast -> end";
    let play = play(&inner, ways, []).close("before", []);
    let inside = told(&play);
    let play = play.close("a", []);
    let forked = told(&play);
    let play = play.close("b", []);
    let joining = told(&play);
    let joined = told(&play.close("c", []));
    assert_snapshot!([inside, forked, joining, joined].join("\n--\n"));
}

#[test]
fn a_rule_is_kept_in_its_event_and_old_events_are_as_they_were() {
    let old = Event::ServiceDone {
        token: TokenId(3),
        element: "level".into(),
        decided: None,
    };
    // What was written before events could say by which rules: no third field.
    let bytes = [
        0x82, 0x0a, 0xa2, 0x00, 0x03, 0x01, 0x65, b'l', b'e', b'v', b'e', b'l',
    ];
    assert_eq!(minicbor::to_vec(&old).unwrap(), bytes);
    assert_eq!(minicbor::decode::<Event>(&bytes).unwrap(), old);
    let json = serde_json::to_value(&old).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"serviceDone": {"token": 3, "element": "level"}})
    );
    let mut play = play(ROUTE, WAYS, [("days", 5.into())]).close("head", []);
    let input = decided(&play, 2);
    play.give("decided", input).unwrap();
    let says = |event: &&Event| {
        matches!(
            event,
            Event::ServiceDone {
                decided: Some(_),
                ..
            }
        )
    };
    let event = play.events.iter().find(says).unwrap();
    let bytes = minicbor::to_vec(event).unwrap();
    assert_eq!(&minicbor::decode::<Event>(&bytes).unwrap(), event);
    assert_eq!(bytes.len(), 37, "what it costs in a stream");
}
