//! A flow of 200 elements is read, held to the rules, compiled and proved sound: what a designer
//! waits for.

use super::figures::{Figures, Mark, median};
use std::fmt::Write;
use std::hint::black_box;
use workflow_engine::bpmn::xml::Document;
use workflow_engine::bpmn::{self, rules};
use workflow_engine::plan::Plan;
use workflow_engine::sound;

/// Rounds.
const ROUNDS: usize = 15;
/// Elements of the flow, without its sequence flows.
const ELEMENTS: usize = 200;

/// Measures the whole and its parts.
pub fn flows(figures: &mut Figures) {
    let flow = Flow::of(ELEMENTS);
    assert_eq!(flow.elements, ELEMENTS);
    let text = flow.text();
    let bytes = text.as_bytes();
    let document = Document::read(bytes).expect("the flow is XML");
    let broken: Vec<_> = rules::check(&document)
        .into_iter()
        .filter(|finding| finding.severity == rules::Severity::Error)
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
    let definitions = bpmn::read(bytes).expect("the flow is BPMN");
    let plan = Plan::build(&definitions).expect("the flow can be run");
    let faults = sound::unsound(&plan);
    assert!(faults.is_empty(), "{faults:?}");
    let part = |what: &dyn Fn()| median(ROUNDS, what).as_micros();
    let parts: [(&str, u128); 4] = [
        ("rules", part(&|| drop(black_box(rules::check(&document))))),
        ("read", part(&|| drop(black_box(bpmn::read(bytes))))),
        (
            "compiled",
            part(&|| drop(black_box(Plan::build(&definitions)))),
        ),
        (
            "proved sound",
            part(&|| drop(black_box(sound::unsound(&plan)))),
        ),
    ];
    for (name, time) in parts {
        figures.show(&format!("a flow of 200 elements, {name}"), time, "µs");
    }
    let whole = part(&|| {
        let document = Document::read(bytes).expect("the flow is XML");
        black_box(rules::check(&document));
        let definitions = bpmn::read(bytes).expect("the flow is BPMN");
        let plan = Plan::build(&definitions).expect("the flow can be run");
        black_box(sound::unsound(&plan));
    });
    let name = "check of a flow of 200 elements";
    figures.hold(name, whole, "µs", &Mark::AtMost(50_000));
}

/// A flow that grows.
struct Flow {
    xml: String,
    elements: usize,
    last: String,
}

impl Flow {
    /// Chapters of an approval one after the other, and user tasks until there are so many.
    fn of(elements: usize) -> Self {
        let mut flow = Self {
            xml: String::new(),
            elements: 0,
            last: String::new(),
        };
        flow.last = flow.put("startEvent", "", "");
        while flow.elements + 40 < elements {
            flow.chapter();
        }
        while flow.elements + 1 < elements {
            flow.then("userTask");
        }
        flow.then("endEvent");
        flow
    }

    fn text(&self) -> String {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="https://antou.tw/bench">
<process id="p" isExecutable="true">{}</process></definitions>"#,
            self.xml
        )
    }

    fn put(&mut self, tag: &str, more: &str, inside: &str) -> String {
        self.elements += 1;
        let id = format!("e{}", self.elements);
        let _ = writeln!(self.xml, r#"<{tag} id="{id}" {more}>{inside}</{tag}>"#);
        id
    }

    fn flow(&mut self, from: &str, to: &str, condition: &str) {
        let inside = match condition {
            "" => String::new(),
            text => format!(
                r#"<conditionExpression xsi:type="tFormalExpression">{text}</conditionExpression>"#
            ),
        };
        let _ = writeln!(
            self.xml,
            r#"<sequenceFlow id="{from}-{to}" sourceRef="{from}" targetRef="{to}">{inside}</sequenceFlow>"#
        );
    }

    fn then(&mut self, tag: &str) -> String {
        let id = self.put(tag, "", "");
        let last = std::mem::replace(&mut self.last, id.clone());
        self.flow(&last, &id, "");
        id
    }

    /// A chooser after the last element; its default goes to `other`.
    fn choose(&mut self, tag: &str, other: &str) -> String {
        let id = format!("e{}", self.elements + 1);
        let made = self.put(tag, &format!(r#"default="{id}-{other}""#), "");
        let last = std::mem::replace(&mut self.last, made.clone());
        self.flow(&last, &made, "");
        self.flow(&made, other, "");
        made
    }

    /// Corrections until the supervisor agrees, three offices at once of which one sends back
    /// into its own branch, those that the amount asks for, a choice that jumps over the deputy,
    /// and a sub-process with a reminder.
    fn chapter(&mut self) {
        let back = self.then("exclusiveGateway");
        self.then("userTask");
        self.then("userTask");
        let agreed = self.choose("exclusiveGateway", &back);
        let go = self.put("userTask", "", "");
        self.flow(&agreed, &go, "approved");
        self.last = go;
        self.offices();
        self.asked();
        self.jump();
        self.review();
    }

    fn offices(&mut self) {
        let fork = self.then("parallelGateway");
        let join = self.put("parallelGateway", "", "");
        for _ in 0..3 {
            let merge = self.put("exclusiveGateway", "", "");
            self.flow(&fork, &merge, "");
            self.last = merge.clone();
            self.then("userTask");
            let chosen = self.choose("exclusiveGateway", &merge);
            self.flow(&chosen, &join, "settled");
        }
        self.last = join;
    }

    fn asked(&mut self) {
        let join = format!("e{}", self.elements + 1);
        self.put("inclusiveGateway", "", "");
        let fork = self.choose("inclusiveGateway", &join);
        for bound in [10, 100, 1_000] {
            let task = self.put("userTask", "", "");
            self.flow(&fork, &task, &format!("amount > {bound}"));
            self.flow(&task, &join, "");
        }
        self.last = join;
    }

    /// Two choices whose ways cross: no block within a block.
    fn jump(&mut self) {
        let late = self.put("exclusiveGateway", "", "");
        let out = self.put("exclusiveGateway", "", "");
        let first = self.choose("exclusiveGateway", &late);
        let deputy = self.put("userTask", "", "");
        self.flow(&first, &deputy, "days > 3");
        self.last = deputy;
        let second = self.choose("exclusiveGateway", &out);
        self.flow(&second, &late, "approved");
        self.last = late;
        self.then("userTask");
        let last = self.last.clone();
        self.flow(&last, &out, "");
        self.last = out;
    }

    fn review(&mut self) {
        let outside = std::mem::take(&mut self.xml);
        let last = std::mem::take(&mut self.last);
        self.last = self.put("startEvent", "", "");
        self.then("userTask");
        self.then("userTask");
        self.then("endEvent");
        let inside = std::mem::replace(&mut self.xml, outside);
        let review = self.put("subProcess", "", &inside);
        self.flow(&last, &review, "");
        let more = format!(r#"attachedToRef="{review}" cancelActivity="false""#);
        let hour = "<timerEventDefinition><timeDuration xsi:type=\"tFormalExpression\">PT1H</timeDuration></timerEventDefinition>";
        let late = self.put("boundaryEvent", &more, hour);
        let told = self.put("serviceTask", "", "");
        self.flow(&late, &told, "");
        let end = self.put("endEvent", "", "");
        self.flow(&told, &end, "");
        self.last = review;
    }
}
