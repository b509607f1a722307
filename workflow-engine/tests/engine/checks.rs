//! What is refused before it runs, each with code and element.

use super::player::{file, flows, read};
use workflow_engine::Problem;
use workflow_engine::bpmn::{self, check, check_with};
use workflow_engine::plan::Plan;

const ENDS: &str = r#"<startEvent id="start"/><endEvent id="end"/>"#;

#[test]
fn processes_that_cannot_run() {
    fn check_codes(elements: &str, lines: &str, expected: &[(&str, &str)]) {
        let definitions = read(&format!("{ENDS}{elements}{}", flows(lines)));
        let problems = match Plan::build(&definitions) {
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        };
        let got: Vec<(&str, &str)> = problems.iter().map(|p| (p.code(), p.element())).collect();
        assert_eq!(got, expected, "{elements} {lines}\n{problems:#?}");
    }
    check_codes("", "start -> end", &[]);
    for tag in [
        "complexGateway",
        "task",
        "choreographyTask",
        "subChoreography",
        "callChoreography",
    ] {
        check_codes(
            &format!("<{tag} id=\"n\"/>"),
            "start -> n\nn -> end",
            &[("flow-unsupported", "n")],
        );
    }
    for event in ["escalation", "cancel", "error", "terminate", "compensate"] {
        check_codes(
            &format!(
                "<intermediateCatchEvent id=\"n\"><{event}EventDefinition/></intermediateCatchEvent>"
            ),
            "start -> n\nn -> end",
            &[("flow-unsupported", "n")],
        );
    }
    check_codes(
        r#"<userTask id="n"><multiInstanceLoopCharacteristics/></userTask>"#,
        "start -> n\nn -> end",
        &[("flow-shape", "n")],
    );
    check_codes(
        r#"<userTask id="n"><multiInstanceLoopCharacteristics behavior="Some"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>"#,
        "start -> n\nn -> end",
        &[("flow-unsupported", "n")],
    );
    check_codes(
        r#"<userTask id="n"><standardLoopCharacteristics/></userTask>"#,
        "start -> n\nn -> end",
        &[("flow-shape", "n")],
    );
    check_codes(
        r#"<userTask id="n" startQuantity="1" completionQuantity="0"/>"#,
        "start -> n\nn -> end",
        &[("flow-unsupported", "n")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><timerEventDefinition><timeDate>2026-03-02</timeDate><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-timer", "n")],
    );
    check_codes(
        r#"<subProcess id="n" triggeredByEvent="true"><startEvent id="n0"/><sequenceFlow id="f" sourceRef="n0" targetRef="n1"/><endEvent id="n1"/></subProcess>"#,
        "start -> end",
        &[("flow-start", "n")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><messageEventDefinition messageRef="m-apply"/><timerEventDefinition/></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-timer", "n")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><linkEventDefinition name="l"/><messageEventDefinition messageRef="m-apply"/></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-unsupported", "n")],
    );
    check_codes(
        r#"<callActivity id="n"/>"#,
        "start -> n\nn -> end",
        &[("flow-dangling", "n")],
    );
    check_codes(
        r#"<sendTask id="n"/><receiveTask id="m" messageRef="m-none"/>"#,
        "start -> n\nn -> m\nm -> end",
        &[("flow-dangling", "n"), ("flow-dangling", "m")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><signalEventDefinition/></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-dangling", "n")],
    );
    check_codes(
        r#"<intermediateThrowEvent id="n"><linkEventDefinition name="l"/></intermediateThrowEvent>"#,
        "start -> n",
        &[("flow-shape", "n"), ("flow-unreachable", "end")],
    );
    check_codes(
        r#"<endEvent id="n"><cancelEventDefinition/></endEvent>"#,
        "start -> n\nstart -> end",
        &[("flow-unsupported", "n")],
    );
    check_codes(
        r#"<userTask id="u"/><boundaryEvent id="b" attachedToRef="u"><cancelEventDefinition/></boundaryEvent>"#,
        "start -> u\nu -> end\nb -> end",
        &[("flow-shape", "b")],
    );
    check_codes(
        r#"<eventBasedGateway id="g"/><userTask id="u"/>"#,
        "start -> g\ng -> u\nu -> end",
        &[("flow-shape", "g")],
    );
    check_codes(
        r#"<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/><receiveTask id="u" messageRef="m-apply"/>"#,
        "start -> end\ng -> u\nu -> end",
        &[("flow-unsupported", "g")],
    );
    check_codes(
        r#"<inclusiveGateway id="x"/>"#,
        "start -> x\nx -> end : 甲\nx -> end",
        &[("flow-no-condition", "x-end-2")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><timerEventDefinition antou:workingDays="soon"><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-timer", "n")],
    );
    check_codes(
        "",
        "start -> end\nend -> start",
        &[("flow-shape", "start"), ("flow-shape", "end")],
    );
    check_codes(
        "",
        "start -> nowhere\nstart -> end",
        &[("flow-dangling", "start-nowhere-0")],
    );
    check_codes(
        r#"<userTask id="n"/>"#,
        "start -> end",
        &[("flow-unreachable", "n")],
    );
    check_codes(
        r#"<userTask id="end"/>"#,
        "start -> end",
        &[("flow-duplicate-id", "end")],
    );
    check_codes(
        r#"<startEvent id="two"/>"#,
        "start -> end\ntwo -> end",
        &[("flow-start", "p")],
    );
    check_codes(
        r#"<subProcess id="n"><userTask id="m"/></subProcess>"#,
        "start -> n\nn -> end",
        &[("flow-start", "n"), ("flow-unreachable", "m")],
    );
    check_codes(
        r#"<exclusiveGateway id="x"/>"#,
        "start -> x\nx -> end : 甲\nx -> end",
        &[("flow-no-condition", "x-end-2")],
    );
    check_codes(
        r#"<exclusiveGateway id="x" default="none"/>"#,
        "start -> x\nx -> end",
        &[("flow-dangling", "x")],
    );
    check_codes(
        r#"<exclusiveGateway id="x"/>"#,
        "start -> x\nstart -> end",
        &[("flow-shape", "x")],
    );
    check_codes(
        r#"<exclusiveGateway id="x" default="x-end-2"/>"#,
        "start -> x\nx -> end : 甲 >\nx -> end : else",
        &[("flow-expression", "x-end-1")],
    );
    check_codes(
        r#"<scriptTask id="s" scriptFormat="groovy"><script>1</script></scriptTask>"#,
        "start -> s\ns -> end",
        &[("flow-language", "s")],
    );
    check_codes(
        r#"<scriptTask id="s"><script>today()</script></scriptTask>"#,
        "start -> s\ns -> end",
        &[("flow-expression", "s")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><messageEventDefinition messageRef="m-none"/></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-dangling", "n")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><timerEventDefinition><timeDuration>soon</timeDuration></timerEventDefinition></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-timer", "n")],
    );
    check_codes(
        r#"<intermediateCatchEvent id="n"><timerEventDefinition><timeCycle>R3/PT0H/x</timeCycle></timerEventDefinition></intermediateCatchEvent>"#,
        "start -> n\nn -> end",
        &[("flow-timer", "n")],
    );
    check_codes(
        r#"<boundaryEvent id="b" attachedToRef="none"><messageEventDefinition messageRef="m-apply"/></boundaryEvent>"#,
        "start -> end\nb -> end",
        &[("flow-dangling", "b"), ("flow-unreachable", "b")],
    );
    check_codes(
        r#"<userTask id="u"/><boundaryEvent id="b" attachedToRef="u"><compensateEventDefinition/></boundaryEvent>"#,
        "start -> u\nu -> end",
        &[("flow-shape", "b")],
    );
    check_codes(
        r#"<userTask id="u"/><boundaryEvent id="b" attachedToRef="u"><compensateEventDefinition/></boundaryEvent><boundaryEvent id="c" attachedToRef="u"><compensateEventDefinition/></boundaryEvent>
           <userTask id="h" isForCompensation="true"/><association id="a1" sourceRef="b" targetRef="h"/><association id="a2" sourceRef="c" targetRef="h"/>"#,
        "start -> u\nu -> end",
        &[("flow-shape", "c")],
    );
    check_codes(
        r#"<intermediateThrowEvent id="n"><compensateEventDefinition activityRef="none"/></intermediateThrowEvent>"#,
        "start -> n\nn -> end",
        &[("flow-dangling", "n")],
    );
}

#[test]
fn files_that_cannot_be_read() {
    fn check_file(xml: &[u8], code: &str, place: Option<(usize, usize)>) {
        let problem = bpmn::read(xml).unwrap_err();
        assert_eq!(problem.code(), code, "{problem}");
        if let Problem::Xml { line, column, .. } = problem {
            assert_eq!(Some((line, column)), place);
        }
    }
    check_file(b"", "flow-xml", Some((1, 1)));
    check_file(b"<a>", "flow-xml", Some((1, 1)));
    check_file("<a>\n  <b>案</c></a>".as_bytes(), "flow-xml", Some((2, 7)));
    check_file(b"<a x='1' x='2'/>", "flow-xml", Some((1, 10)));
    check_file(b"<p:a/>", "flow-xml", Some((1, 2)));
    check_file(b"<a>&nope;</a>", "flow-xml", Some((1, 4)));
    check_file(b"<a/><b/>", "flow-xml", Some((1, 5)));
    check_file(
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>",
        "flow-xml",
        Some((1, 1)),
    );
    check_file(b"ok \xff", "flow-xml", Some((1, 4)));
    check_file(
        "<a>".repeat(bpmn::MAX_DEPTH + 1).as_bytes(),
        "flow-xml",
        Some((1, 193)),
    );
    check_file(&vec![b' '; bpmn::MAX_FILE + 1], "flow-too-large", None);
    check_file(b"<html/>", "flow-no-process", None);
    let many = format!("<a>{}</a>", "<b/>".repeat(bpmn::MAX_ELEMENTS));
    check_file(many.as_bytes(), "flow-xml", Some((1, 200_000)));
    let nameless = file("<userTask/>");
    check_file(nameless.as_bytes(), "flow-xml", Some((6, 1)));
}

#[test]
fn the_host_is_asked_about_every_element() {
    let definitions = read(&format!(
        r#"{ENDS}<userTask id="u"/><subProcess id="s"><startEvent id="s0"/><userTask id="v" antou:assignee="head"/><sequenceFlow id="sf" sourceRef="s0" targetRef="v"/></subProcess>{}"#,
        flows("start -> u\nu -> s\ns -> end")
    ));
    assert!(check(&definitions).is_empty());
    let problems = check_with(&definitions, &mut |element| {
        let nobody = element.tag == "userTask" && element.extension.attribute("assignee").is_none();
        let problem = Problem::Host {
            code: "task-nobody",
            element: element.id.clone(),
            kind: element.tag.clone(),
            reason: "nobody is to do it".to_owned(),
        };
        nobody.then_some(problem).into_iter().collect()
    });
    let got: Vec<_> = problems.iter().map(|p| (p.code(), p.element())).collect();
    assert_eq!(got, [("task-nobody", "u")]);
}

#[test]
fn the_model_keeps_what_the_file_says() {
    let definitions = read(
        r#"<documentation>請假</documentation>
           <laneSet id="ls"><lane id="l1" name="單位主管" antou:post="head"><flowNodeRef>u</flowNodeRef></lane></laneSet>
           <userTask id="u" name="核示 &amp; 決行" antou:form="review"><documentation>先看 <![CDATA[<附件>]]></documentation>
             <extensionElements><antou:route kind="seq"><antou:station role="核"> 科長 </antou:station></antou:route><other xmlns="urn:x"/></extensionElements></userTask>"#,
    );
    insta::assert_debug_snapshot!(definitions.processes[0]);
}
