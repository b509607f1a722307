#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Facts, Meaning};
use crate::bpmn::xml::Document;

const FILE: &str = r##"<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:t"
    xmlns:x="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="D" targetNamespace="urn:t">
  <process id="P" isExecutable="1" x:owner="u">
    <extensionElements><x:note kind="a">hi <x:b/></x:note></extensionElements>
    <startEvent id="S"><outgoing>t:F</outgoing></startEvent>
    <userTask id="T" name="a&#10;b"/>
    <sequenceFlow id="F" sourceRef="S" targetRef="T">
      <conditionExpression xsi:type="tFormalExpression">x &lt; 1</conditionExpression>
    </sequenceFlow>
    <callActivity id="C" calledElement="x:Other"/>
    <boundaryEvent id="B" attachedToRef="Nobody"/>
  </process>
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P">
    <bpmndi:BPMNShape id="S_di" bpmnElement="S"><dc:Bounds x="10.50" y="2.0" width="36" height="-0"/></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>
"##;

const SAID: &str = r###"definitions #D expressionLanguage="http://www.w3.org/1999/XPath" targetNamespace="urn:t" typeLanguage="http://www.w3.org/2001/XMLSchema"
  process #P isClosed="false" isExecutable="true" processType="None" {urn:x}owner="u"
    extensionElements
      {urn:x}note kind="a": "hi <{urn:x}b {}></>"
    startEvent #S isInterrupting="true" parallelMultiple="false"
      outgoing: "-> F (sequenceFlow)"
    userTask #T completionQuantity="1" implementation="##unspecified" isForCompensation="false" name="a\nb" startQuantity="1"
    sequenceFlow #F sourceRef="-> S (startEvent)" targetRef="-> T (userTask)"
      conditionExpression xsi:type="tFormalExpression": "x < 1"
    callActivity #C calledElement="-> {urn:x}Other" completionQuantity="1" isForCompensation="false" startQuantity="1"
    boundaryEvent #B attachedToRef="-> nothing (Nobody)" cancelActivity="true" parallelMultiple="false"
  bpmndi:BPMNDiagram
    bpmndi:BPMNPlane bpmnElement="-> P (process)"
      bpmndi:BPMNShape #S_di bpmnElement="-> S (startEvent)"
        dc:Bounds height="-0" width="36" x="10.5" y="2"
"###;

fn meaning(text: &str) -> Meaning {
    Meaning::of(&Document::read(text.as_bytes()).unwrap())
}

#[test]
fn a_file_says_what_it_says() {
    assert_eq!(meaning(FILE).to_string(), SAID);
}

#[test]
fn spelling_makes_no_difference() {
    let other = FILE
        .replace("xmlns=\"http", "xmlns:b=\"http")
        .replace("<bpmndi", "<@bpmndi")
        .replace("</bpmndi", "</@bpmndi");
    let mut prefixed = other;
    for name in [
        "definitions",
        "process",
        "extensionElements",
        "startEvent",
        "outgoing",
        "userTask",
        "sequenceFlow",
        "conditionExpression",
        "callActivity",
        "boundaryEvent",
    ] {
        prefixed = prefixed
            .replace(&format!("<{name}"), &format!("<b:{name}"))
            .replace(&format!("</{name}"), &format!("</b:{name}"));
    }
    let prefixed = prefixed
        .replace('@', "")
        .replace("\"tFormal", "\"b:tFormal");
    for (from, to) in [
        ("", ""),
        ("isExecutable=\"1\"", "isClosed='0' isExecutable='true'"),
        ("id=\"S\"", "isInterrupting=\"true\" id=\"S\""),
        ("t:F", " F "),
        ("x=\"10.50\" y=\"2.0\"", "y=\"2\" x=\"10.5\""),
        ("<userTask", "<!-- here -->\n\n<userTask"),
    ] {
        let same = FILE.replace(from, to);
        assert_eq!(meaning(FILE).difference(&meaning(&same)), None, "{to}");
    }
    assert_eq!(meaning(FILE).difference(&meaning(&prefixed)), None);
}

#[test]
fn every_other_change_is_a_difference() {
    for (from, to) in [
        ("id=\"T\"", "id=\"U\""),
        ("a&#10;b", "a b"),
        ("sourceRef=\"S\"", "sourceRef=\"T\""),
        ("x &lt; 1", "x &lt; 2"),
        ("kind=\"a\"", "kind=\"b\""),
        (">hi <", ">ho <"),
        ("x:owner=\"u\"", ""),
        ("isExecutable=\"1\"", ""),
        ("<userTask", "<manualTask"),
        ("10.50", "10.51"),
        ("bpmnElement=\"S\"", "bpmnElement=\"T\""),
        ("calledElement=\"x:Other\"", "calledElement=\"t:Other\""),
        ("attachedToRef=\"Nobody\"", "attachedToRef=\"T\""),
    ] {
        assert!(FILE.contains(from), "{from}");
        assert!(
            meaning(FILE)
                .difference(&meaning(&FILE.replace(from, to)))
                .is_some(),
            "{from}"
        );
    }
}

#[test]
fn references_resolve_as_tools_write_them() {
    let file = |flow: &str| {
        format!(
            "<d:definitions xmlns:d='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:a='urn:t' \
             targetNamespace='urn:t'><d:process id='A'><d:task id='A'/><d:task id='sid:B'/>\
             <d:sequenceFlow id='F' {flow}/></d:process></d:definitions>"
        )
    };
    for (flow, source, target) in [
        ("sourceRef='A' targetRef='sid:B'", "A", "sid:B"),
        ("sourceRef='a:A' targetRef='b:A'", "A", "A"),
        ("sourceRef='gone' targetRef='d:A'", "", "A"),
        ("targetRef='A'", "", "A"),
    ] {
        let text = file(flow);
        let document = Document::read(text.as_bytes()).unwrap();
        let facts = Facts::of(&document);
        let id = |end: Option<_>| end.map(|end| facts.id(end)).unwrap_or_default();
        let kind = |end: Option<_>| end.map(|end| facts.kind(end)).unwrap_or_default();
        let found = facts.flows[0];
        assert_eq!(
            (id(found.source), id(found.target)),
            (source.to_owned(), target.to_owned())
        );
        // The process has the same id; a flow means the task.
        assert_eq!(kind(found.target), "task", "{flow}");
    }
}
