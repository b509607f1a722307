//! Bad input meets a limit that has a name: it is refused with its place, or becomes an incident
//! beside which the rest of the instance goes on.

use super::player::{Play, file, flows, read};
use workflow_engine::bpmn::xml::{Document, MAX_DEPTH, MAX_ELEMENTS, MAX_FILE};
use workflow_engine::bpmn::{self, MAX_NODES};
use workflow_engine::plan::Plan;
use workflow_engine::run::MAX_STEPS;

fn nested(depth: usize) -> String {
    let open: String = (0..depth)
        .map(|n| format!(r#"<subProcess id="s{n}">"#))
        .collect();
    file(&format!("{open}{}", "</subProcess>".repeat(depth)))
}

fn tasks(count: usize) -> String {
    let tasks: String = (0..count)
        .map(|n| format!(r#"<task id="t{n}"/>"#))
        .collect();
    file(&tasks)
}

#[test]
fn files_that_ask_for_too_much() {
    fn check(text: &str, code: &str) {
        let problem = Document::read(text.as_bytes()).unwrap_err();
        assert_eq!(problem.code(), code);
        let place = problem.place();
        assert!(place.line > 0 && place.column > 0, "{problem}");
        assert!(bpmn::read(text.as_bytes()).is_err());
    }
    check(&nested(MAX_DEPTH), "xml-too-deep");
    check(&nested(100_000), "xml-too-deep");
    check(&tasks(MAX_ELEMENTS), "xml-too-many-elements");
    check(&tasks(100_000), "xml-too-many-elements");
    check(&" ".repeat(MAX_FILE + 1), "xml-too-large");
    let lol = r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>"#;
    check(lol, "xml-dtd");
    check(r#"<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>"#, "xml-dtd");
    check("<d>&undeclared;</d>", "xml-syntax");
    // What is read without loss may still be more than is run.
    let many = tasks(MAX_NODES + 1);
    assert!(Document::read(many.as_bytes()).is_ok());
    let problem = bpmn::read(many.as_bytes()).unwrap_err();
    assert_eq!(problem.code(), "flow-xml");
}

/// A script beside a task: the script is stopped, the task can still be done.
#[test]
fn expressions_that_ask_for_too_much() {
    fn check(script: &str, reason: &str) {
        let script = script.replace('<', "&lt;");
        let mut play = Play::of(&format!(
            r#"<startEvent id="start"/><parallelGateway id="f"/><userTask id="u"/><scriptTask id="s"><script>{script}</script></scriptTask><endEvent id="end"/>{}"#,
            flows("start -> f\nf -> u\nf -> s\nu -> end\ns -> end")
        ))
        .start([]);
        let incident = play.instance.incidents.values().next().unwrap();
        assert_eq!(&*incident.code, "flow-script");
        assert!(
            incident.reason.contains(reason),
            "{script}: {}",
            incident.reason
        );
        play = play.close("u", []);
        assert!(play.instance.tasks.is_empty());
        assert_eq!(play.instance.incidents.len(), 1);
    }
    // A list of a hundred million numbers, a text of as many characters, a function that calls
    // itself, a loop in a loop.
    check("{a: for i in 1..100000000 return i}", "steps");
    check(
        "{a: string join(for i in 1..100000000 return \"x\")}",
        "steps",
    );
    check("{f: function(n) f(n + 1), a: f(1)}.a", "calls");
    check(
        "{a: count(for i in 1..100000, j in 1..100000 return i * j)}",
        "steps",
    );
}

#[test]
fn a_circle_without_a_wait_is_cut_off_before_it_is_published_and_while_it_runs() {
    let body = format!(
        r#"<startEvent id="start"/><exclusiveGateway id="a" default="a-b-1"/><exclusiveGateway id="b" default="b-a-2"/><endEvent id="end"/>{}"#,
        flows("start -> a\na -> b : else\nb -> a : else\nb -> end : n = 1")
    );
    let plan = Plan::build(&read(&body)).unwrap();
    assert!(workflow_engine::sound::unsound(&plan).is_empty());
    let play = Play::of(&body).start([("n", 2.into())]);
    let incident = play.instance.incidents.values().next().unwrap();
    assert_eq!(&*incident.code, "flow-steps");
    assert!(play.events.len() < 3 * MAX_STEPS);
    let play = play.retry([("n", 1.into())]);
    assert!(play.instance.ended.is_some());
}
