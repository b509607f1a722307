//! Pictures as they are.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::bpmn;
use crate::plan::Plan;
use crate::run::{Input, apply, decide};
use feel::Context;

const REQUEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" name="請示" targetNamespace="https://antou.tw/test">
<process id="p" isExecutable="true">
<startEvent id="start" name="送陳"/>
<userTask id="head" name="直屬主管核"/>
<boundaryEvent id="late" name="逾期" attachedToRef="head" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
<serviceTask id="remind" name="稽催"/>
<exclusiveGateway id="ok" name="核可？" default="ok-end"/>
<endEvent id="end" name="歸檔"/><endEvent id="reminded"/>
<sequenceFlow id="start-head" sourceRef="start" targetRef="head"/>
<sequenceFlow id="head-ok" sourceRef="head" targetRef="ok"/>
<sequenceFlow id="ok-end" sourceRef="ok" targetRef="end"/>
<sequenceFlow id="ok-head" name="退回" sourceRef="ok" targetRef="head"><conditionExpression xsi:type="tFormalExpression">false</conditionExpression></sequenceFlow>
<sequenceFlow id="late-remind" sourceRef="late" targetRef="remind"/>
<sequenceFlow id="remind-reminded" sourceRef="remind" targetRef="reminded"/>
</process></definitions>"#;

/// The picture without its style sheet, which is the same in all.
fn drawn(file: &str, marks: &Marks) -> String {
    let svg = draw(file.as_bytes(), marks).unwrap();
    let (before, rest) = svg.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    format!("{before}{after}")
}

#[test]
fn a_flow_without_a_diagram_is_laid_out() {
    insta::assert_snapshot!(drawn(REQUEST, &Marks::default()));
}

#[test]
fn the_tokens_and_their_way_are_on_it() {
    let plan = Plan::build(&bpmn::read(REQUEST.as_bytes()).unwrap()).unwrap();
    let mut instance = Instance::default();
    let variables = Context::new();
    let events = decide(&plan, &instance, Input::Start { variables }, 0).unwrap();
    events.iter().for_each(|event| apply(&mut instance, event));
    let marks = Marks::of(&instance, &events);
    assert_eq!(marks.tokens, BTreeMap::from([("head".to_owned(), 1)]));
    assert!(marks.passed.contains("start-head"), "{marks:?}");
    let svg = drawn(REQUEST, &marks);
    for expected in [
        "<g class=\"figure passed\" data-element=\"start\">",
        "<g class=\"figure here\" data-element=\"head\">",
        "class=\"edge passed\"",
        "class=\"token\"",
    ] {
        assert!(svg.contains(expected), "{expected}\n{svg}");
    }
}

const DRAWN: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="https://antou.tw/test">
<process id="p"><laneSet id="ls"><lane id="lane" name="秘書室"/></laneSet>FLOW</process>
<collaboration id="c"><participant id="pool" name="機關" processRef="p"/></collaboration>
<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="c">
<bpmndi:BPMNShape id="s1" bpmnElement="pool" isHorizontal="true"><dc:Bounds x="0" y="0" width="400" height="160"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="s2" bpmnElement="lane" isHorizontal="true"><dc:Bounds x="30" y="0" width="370" height="160"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="s3" bpmnElement="a" isExpanded="false"><dc:Bounds x="80.5" y="40" width="100" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="s4" bpmnElement="b"><dc:Bounds x="260" y="62" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape id="s5" bpmnElement="inner"><dc:Bounds x="90" y="50" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="e1" bpmnElement="f"><di:waypoint x="180" y="80"/><di:waypoint x="260" y="80"/></bpmndi:BPMNEdge>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"#;

#[test]
fn a_diagram_is_drawn_as_the_file_has_it() {
    let flow = r#"<subProcess id="a" name="會辦 &amp; &lt;簽核&gt;"><multiInstanceLoopCharacteristics/><startEvent id="inner"/></subProcess>
<intermediateCatchEvent id="b" name="等候"><messageEventDefinition/></intermediateCatchEvent>
<sequenceFlow id="f" sourceRef="a" targetRef="b"/>"#;
    let file = DRAWN.replace("FLOW", flow);
    let marks = Marks {
        incidents: BTreeMap::from([("a".to_owned(), "flow-service".to_owned())]),
        tokens: BTreeMap::from([("a".to_owned(), 12)]),
        passed: BTreeSet::new(),
    };
    insta::assert_snapshot!(drawn(&file, &marks));
}

/// What each element looks like: which signs it draws.
#[test]
fn signs_of_the_notation() {
    fn check(element: &str, expected: &[&str]) {
        let flow = format!(
            "{element}<endEvent id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"b\"/>"
        );
        let svg = drawn(&DRAWN.replace("FLOW", &flow), &Marks::default());
        for expected in expected {
            assert!(svg.contains(expected), "{element}: {expected}\n{svg}");
        }
        let unused = svg.contains("href=\"#");
        assert_eq!(svg.contains("<symbol"), unused, "{element}");
    }
    let event = |kind: &str, definition: &str| {
        format!("<{kind} id=\"a\"><{definition}EventDefinition/></{kind}>")
    };
    check("<startEvent id=\"a\"/>", &["<circle class=\"ring\""]);
    check(&event("startEvent", "timer"), &["#timer"]);
    check(
        &event("intermediateCatchEvent", "signal"),
        &["class=\"line\" href=\"#signal\"", "ring inner"],
    );
    check(
        &event("intermediateThrowEvent", "signal"),
        &["class=\"dark\" href=\"#signal\""],
    );
    check(
        &event("intermediateThrowEvent", "message"),
        &["#message-dark"],
    );
    check(
        &event("intermediateThrowEvent", "escalation"),
        &["#escalation"],
    );
    check(
        &event("intermediateThrowEvent", "compensate"),
        &["#compensation"],
    );
    check(&event("intermediateThrowEvent", "link"), &["#link"]);
    check(
        &event("intermediateCatchEvent", "conditional"),
        &["#conditional"],
    );
    check(&event("endEvent", "error"), &["ring thick", "#error"]);
    check(&event("endEvent", "terminate"), &["#terminate"]);
    check(&event("endEvent", "cancel"), &["#cancel"]);
    check(
        "<boundaryEvent id=\"a\" cancelActivity=\"false\"/>",
        &["ring dashed", "ring inner dashed"],
    );
    check(
        "<startEvent id=\"a\"><timerEventDefinition/><messageEventDefinition/></startEvent>",
        &["#multiple"],
    );
    check(
        "<startEvent id=\"a\" parallelMultiple=\"true\"><timerEventDefinition/><messageEventDefinition/></startEvent>",
        &["#parallel-multiple"],
    );
    check("<userTask id=\"a\"/>", &["#user"]);
    check("<manualTask id=\"a\"/>", &["#manual"]);
    check("<serviceTask id=\"a\"/>", &["#service"]);
    check("<scriptTask id=\"a\"/>", &["#script"]);
    check("<businessRuleTask id=\"a\"/>", &["#rule"]);
    check("<sendTask id=\"a\"/>", &["#message-dark"]);
    check("<receiveTask id=\"a\"/>", &["\"#message\""]);
    check(
        "<task id=\"a\" isForCompensation=\"true\"/>",
        &["#compensation"],
    );
    check(
        "<task id=\"a\"><standardLoopCharacteristics/></task>",
        &["#loop"],
    );
    check(
        "<task id=\"a\"><multiInstanceLoopCharacteristics isSequential=\"true\"/></task>",
        &["#many-in-turn"],
    );
    check("<adHocSubProcess id=\"a\"/>", &["#ad-hoc", "#collapsed"]);
    check("<callActivity id=\"a\"/>", &["box thick", "#collapsed"]);
    check("<transaction id=\"a\"/>", &["box inner"]);
    check(
        "<subProcess id=\"a\" triggeredByEvent=\"true\"/>",
        &["event-sub"],
    );
    check("<parallelGateway id=\"a\"/>", &["#parallel"]);
    check("<inclusiveGateway id=\"a\"/>", &["#inclusive"]);
    check("<complexGateway id=\"a\"/>", &["#complex"]);
    check("<eventBasedGateway id=\"a\"/>", &["#event-gateway\""]);
    check(
        "<eventBasedGateway id=\"a\" instantiate=\"true\"/>",
        &["#event-gateway-start"],
    );
    check(
        "<exclusiveGateway id=\"a\" default=\"f\"/>",
        &["url(#slash)"],
    );
    check("<dataStoreReference id=\"a\"/>", &["class=\"data\""]);
    check(
        "<textAnnotation id=\"a\"><text>註</text></textAnnotation>",
        &["class=\"note\"", ">註<"],
    );
}

#[test]
fn what_is_not_xml_has_no_picture() {
    let code = |bytes: &[u8]| draw(bytes, &Marks::default()).unwrap_err().code();
    assert_eq!(code(b"<definitions>"), code(b"<a"));
    let empty = draw(b"<definitions/>", &Marks::default()).unwrap();
    assert!(empty.starts_with("<svg"), "{empty}");
}
