#![allow(clippy::unwrap_used)]

use super::unsound;
use crate::bpmn;
use crate::plan::Plan;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A process from its flows: `s` start, `e` end, `t` task, `x` exclusive, `p` parallel, `o`
/// inclusive, `k` terminate end, `b` boundary timer (`b1:t1` sits on `t1`, `n1:t1` does not
/// interrupt it).
fn process(flows: &str) -> Plan {
    let pairs: Vec<(&str, &str)> = flows
        .split_whitespace()
        .map(|flow| flow.split_once('>').unwrap())
        .collect();
    let ends = pairs.iter().flat_map(|(from, to)| [*from, *to]);
    let elements: BTreeSet<&str> = ends.collect();
    let mut xml = String::new();
    for element in &elements {
        let id = element.split(':').next().unwrap();
        let tag = match &element[..1] {
            "s" => "startEvent",
            "e" | "k" => "endEvent",
            "x" => "exclusiveGateway",
            "p" => "parallelGateway",
            "o" => "inclusiveGateway",
            "b" | "n" => "boundaryEvent",
            _ => "userTask",
        };
        let timer = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>";
        let (attributes, inside) = match element.split_once(':') {
            Some((_, on)) => (
                format!(
                    r#" attachedToRef="{on}" cancelActivity="{}""#,
                    element.starts_with('b')
                ),
                timer,
            ),
            None if element.starts_with('k') => (String::new(), "<terminateEventDefinition/>"),
            None => (String::new(), ""),
        };
        write!(xml, r#"<{tag} id="{id}"{attributes}>{inside}</{tag}>"#).unwrap();
    }
    for (number, (from, to)) in pairs.iter().enumerate() {
        let (from, to) = (
            from.split(':').next().unwrap(),
            to.split(':').next().unwrap(),
        );
        let chooses = from.starts_with('x') || from.starts_with('o');
        let several = pairs.iter().filter(|(one, _)| *one == from).count() > 1;
        let condition = if chooses && several {
            "<conditionExpression>x = 1</conditionExpression>"
        } else {
            ""
        };
        write!(
            xml,
            r#"<sequenceFlow id="f{number}" sourceRef="{from}" targetRef="{to}">{condition}</sequenceFlow>"#
        )
        .unwrap();
    }
    let file = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p" isExecutable="true">{xml}</process></definitions>"#
    );
    let definitions = bpmn::read(file.as_bytes()).unwrap();
    Plan::build(&definitions).unwrap_or_else(|problems| panic!("{flows}: {problems:?}"))
}

fn check(flows: &str, expected: &[&str]) {
    let found: Vec<String> = unsound(&process(flows))
        .iter()
        .map(|found| format!("{} {}", found.fault.code(), found.elements.join(",")))
        .collect();
    assert_eq!(found, expected, "{flows}");
}

#[test]
fn what_is_nested_rightly_is_sound() {
    check("s>t t>e", &[]);
    check("s>x1 x1>t1 x1>t2 t1>x2 t2>x2 x2>e", &[]);
    check("s>p1 p1>t1 p1>t2 t1>p2 t2>p2 p2>e", &[]);
    check("s>o1 o1>t1 o1>t2 t1>o2 t2>o2 o2>e", &[]);
    check("s>x1 x1>t1 t1>x2 x2>x1 x2>e", &[]);
    check(
        "s>p1 p1>t1 p1>x1 x1>t2 x1>t3 t2>x2 t3>x2 x2>p2 t1>p2 p2>e",
        &[],
    );
    check("s>p1 p1>e1 p1>e2", &[]);
    check("s>p1 p1>t1 p1>t2 t1>e t2>e", &[]);
}

#[test]
fn what_is_not_nested_is_tried() {
    // Two parallel branches of which one tells the other to go on.
    check(
        "s>p1 p1>t1 p1>t2 t1>p3 p3>p4 p3>t3 t2>p4 p4>t4 t3>p2 t4>p2 p2>e",
        &[],
    );
    check("s>x1 x1>t1 x1>t2 t1>e1 t2>e2", &[]);
}

#[test]
fn a_join_that_waits_for_ever() {
    check("s>x1 x1>t1 x1>t2 t1>p1 t2>p1 p1>e", &["flow-deadlock p1"]);
    check(
        "s>p1 p1>t1 p1>x1 x1>t2 x1>e1 t1>p2 t2>p2 p2>e2",
        &["flow-deadlock p2"],
    );
}

#[test]
fn a_second_token() {
    check(
        "s>p1 p1>t1 p1>t2 t1>x1 t2>x1 x1>e",
        &["flow-unsynchronised x1"],
    );
    check(
        "s>o1 o1>t1 o1>t2 t1>x1 t2>x1 x1>t3 t3>e",
        &["flow-unsynchronised x1"],
    );
}

#[test]
fn no_way_out() {
    check("s>x1 x1>t1 t1>x1", &["flow-endless x1"]);
    check("s>x0 x0>e x0>x1 x1>t1 t1>x1", &["flow-endless x1"]);
}

#[test]
fn events_of_activities() {
    check("s>t1 t1>e1 b1:t1>t2 t2>e2", &[]);
    check("s>t1 n1:t1>t2 t2>e2 t1>e1", &[]);
    check("s>t1 n1:t1>t9 t1>t2 n2:t2>t9 t9>e9 t2>e1", &[]);
    check(
        "s>t1 t1>e1 n1:t1>x1 x1>t2 x1>t3 t2>p1 t3>p1 p1>e2",
        &["flow-deadlock p1"],
    );
    check("s>t1 t1>p1 b1:t1>p1 p1>e1", &["flow-deadlock p1"]);
    check(
        "s>t1 t1>x1 n1:t1>x1 x1>t2 t2>e1",
        &["flow-unsynchronised x1"],
    );
    check("s>p1 p1>t1 p1>t2 t1>p2 t2>p2 p2>e b1:t2>k", &[]);
}

#[test]
fn many_branches_are_folded_and_the_rest_is_bounded() {
    let wide: String = (0..40)
        .map(|n| format!("p1>t{n} t{n}>u{n} u{n}>p2 "))
        .collect();
    check(&format!("s>p1 {wide} p2>e"), &[]);
    let open: String = (0..24)
        .map(|n| format!("p1>t{n} t{n}>xa{n} xa{n}>ea{n} xa{n}>p2 "))
        .collect();
    let found = unsound(&process(&format!("s>p1 {open} p2>e")));
    assert!(!found.is_empty());
}
