#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Severity, check};
use crate::bpmn::xml::Document;

fn read(text: &str) -> Document {
    let whole = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' targetNamespace='urn:t' id='D'>\
         {text}</definitions>"
    );
    Document::read(whole.as_bytes()).expect(text)
}

/// Codes of what is found, `?` before those of warnings.
fn codes(text: &str) -> Vec<String> {
    let found = check(&read(text));
    let mut codes: Vec<String> = found
        .iter()
        .map(|finding| match finding.severity {
            Severity::Error => finding.rule.code.to_owned(),
            Severity::Warning => format!("?{}", finding.rule.code),
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

fn process(body: &str) -> String {
    format!("<process id='P' isExecutable='true'>{body}</process>")
}

/// `a>b c>d` as sequence flows.
fn flows(text: &str) -> String {
    let flow = |(n, pair): (usize, &str)| {
        let (from, to) = pair.split_once('>').unwrap();
        format!("<sequenceFlow id='f{n}' sourceRef='{from}' targetRef='{to}'/>")
    };
    text.split_whitespace().enumerate().map(flow).collect()
}

const ENDS: &str = "<startEvent id='s'/><endEvent id='e'/>";

#[test]
fn a_sound_process_breaks_no_rule() {
    let body = format!(
        "{ENDS}<task id='t'/><exclusiveGateway id='g' default='f2'/><task id='u'/>\
         <boundaryEvent id='b' attachedToRef='t'><timerEventDefinition><timeDuration \
         xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition></boundaryEvent>\
         <subProcess id='x' triggeredByEvent='true'><startEvent id='xs'><errorEventDefinition/>\
         </startEvent><endEvent id='xe'/><sequenceFlow id='xf' sourceRef='xs' targetRef='xe'/>\
         </subProcess>{}",
        flows("s>t t>g g>u g>e u>e b>e")
    );
    assert_eq!(codes(&process(&body)), Vec::<String>::new());
}

#[test]
fn a_flow_rule_is_named() {
    for (nodes, flow, expected) in [
        ("<task id='t'/>", "s>t t>e", &[][..]),
        ("<task id='t'/>", "s>t t>e t>s", &["start-event-incoming"]),
        ("<task id='t'/>", "s>t t>e e>t", &["end-event-outgoing"]),
        ("<task id='t'/>", "s>e t>e", &["no-incoming-flow"]),
        ("<task id='t'/>", "s>e s>t", &["no-outgoing-flow"]),
        (
            "<task id='t'/>",
            "s>t t>gone",
            &[
                "end-event-incoming",
                "no-incoming-flow",
                "reference-missing",
            ],
        ),
        ("<dataObject id='t'/>", "s>e s>t", &["sequence-flow-target"]),
        (
            "<textAnnotation id='t'/>",
            "s>e s>t",
            &["flow-to-artifact", "sequence-flow-target"],
        ),
        (
            "<textAnnotation id='t'/>",
            "s>e t>e",
            &["flow-from-artifact", "sequence-flow-source"],
        ),
        (
            "<subProcess id='t' triggeredByEvent='true'><startEvent id='i'><signalEventDefinition signalRef='g'/></startEvent><endEvent id='j'/><sequenceFlow id='k' sourceRef='i' targetRef='j'/></subProcess>",
            "s>t t>e",
            &[
                "flow-from-event-sub-process",
                "flow-to-event-sub-process",
                "reference-missing",
            ],
        ),
        (
            "<subProcess id='t'><task id='u'/></subProcess>",
            "s>t t>u t>e",
            &["flow-crosses-boundary"],
        ),
        (
            "<exclusiveGateway id='t' gatewayDirection='Converging'/>",
            "s>t t>e",
            &["?gateway-one-way", "gateway-converging"],
        ),
        (
            "<exclusiveGateway id='t' gatewayDirection='Diverging'/>",
            "s>t t>e",
            &["?gateway-one-way", "gateway-diverging"],
        ),
        (
            "<exclusiveGateway id='t' gatewayDirection='Mixed'/>",
            "s>t t>e t>e",
            &["gateway-mixed"],
        ),
        (
            "<exclusiveGateway id='t' default='f0'/>",
            "s>t t>e t>e",
            &["default-not-outgoing"],
        ),
        (
            "<task id='t'><outgoing>f0</outgoing></task>",
            "s>t t>e",
            &["end-event-incoming", "flow-lists", "start-event-outgoing"],
        ),
        (
            "<task id='t' startQuantity='0' completionQuantity='x'/>",
            "s>t t>e",
            &["completion-quantity", "start-quantity"],
        ),
        (
            "<scriptTask id='t'><script>x</script></scriptTask>",
            "s>t t>e",
            &["?script-format"],
        ),
        (
            "<receiveTask id='t' instantiate='true'/>",
            "s>t t>e",
            &["receive-task-instantiates"],
        ),
        (
            "<task id='t'><standardLoopCharacteristics/><standardLoopCharacteristics/></task>",
            "s>t t>e",
            &["loop-twice"],
        ),
        (
            "<task id='t'><multiInstanceLoopCharacteristics behavior='One'/></task>",
            "s>t t>e",
            &["?instances-unknown", "behavior-one-event"],
        ),
        (
            "<adHocSubProcess id='t'><endEvent id='u'/></adHocSubProcess>",
            "s>t t>e",
            &["ad-hoc-content", "ad-hoc-empty", "end-event-incoming"],
        ),
        (
            "<choreographyTask id='t' initiatingParticipantRef='q'/>",
            "s>t t>e",
            &["choreography-in-process", "reference-missing"],
        ),
        (
            "<task/>",
            "s>e",
            &["id-missing", "no-incoming-flow", "no-outgoing-flow"],
        ),
        (
            "<task id='s'/>",
            "s>e",
            &["id-twice", "no-incoming-flow", "no-outgoing-flow"],
        ),
    ] {
        let text = process(&format!("{ENDS}{nodes}{}", flows(flow)));
        let codes = codes(&text);
        assert_eq!(codes, expected, "{nodes} {flow}");
    }
}

#[test]
fn an_event_rule_is_named() {
    let compensate = "<compensateEventDefinition/>";
    for (event, flow, expected) in [
        (
            "<intermediateCatchEvent id='t'/>",
            "s>t t>e",
            &["catch-event-trigger"][..],
        ),
        (
            "<intermediateCatchEvent id='t'><cancelEventDefinition/></intermediateCatchEvent>",
            "s>t t>e",
            &["catch-cancel"],
        ),
        (
            "<intermediateThrowEvent id='t'><timerEventDefinition/></intermediateThrowEvent>",
            "s>t t>e",
            &["throw-event-result", "timer-nothing"],
        ),
        (
            "<intermediateThrowEvent id='t'/>",
            "t>e s>e",
            &["intermediate-event-incoming", "no-incoming-flow"],
        ),
        (
            "<intermediateThrowEvent id='t'/>",
            "s>t s>e",
            &["intermediate-event-outgoing", "no-outgoing-flow"],
        ),
        (
            "<intermediateThrowEvent id='t'><linkEventDefinition name='L'/></intermediateThrowEvent><intermediateCatchEvent id='u'><linkEventDefinition name='L'/></intermediateCatchEvent>",
            "s>t u>e",
            &["?link-source-unnamed", "?link-target-unnamed"],
        ),
        (
            "<intermediateThrowEvent id='t'><linkEventDefinition name='L'/></intermediateThrowEvent>",
            "s>t s>e",
            &["?link-target-unnamed", "link-without-target"],
        ),
        (
            "<intermediateThrowEvent id='t'><linkEventDefinition id='l'><target>m</target></linkEventDefinition></intermediateThrowEvent><subProcess id='v'><intermediateCatchEvent id='u'><linkEventDefinition id='m'><source>l</source></linkEventDefinition></intermediateCatchEvent><task id='w'/><sequenceFlow id='x' sourceRef='u' targetRef='w'/></subProcess>",
            "s>t s>v v>e",
            &["link-crosses-boundary"],
        ),
        (
            "<task id='t'/><boundaryEvent id='b' attachedToRef='t'/>",
            "s>t t>e b>e",
            &["boundary-event-trigger"],
        ),
        (
            "<task id='t'/><boundaryEvent id='b' attachedToRef='t' cancelActivity='false'><errorEventDefinition/></boundaryEvent>",
            "s>t t>e b>e",
            &["boundary-event-trigger"],
        ),
        (
            "<task id='t'/><boundaryEvent id='b' attachedToRef='t'><cancelEventDefinition/></boundaryEvent>",
            "s>t t>e b>e",
            &["cancel-boundary-event"],
        ),
        (
            "<task id='t'/><boundaryEvent id='b'><errorEventDefinition/></boundaryEvent>",
            "s>t t>e b>e",
            &["boundary-event-host"],
        ),
        (
            "<task id='t'/><boundaryEvent id='b' attachedToRef='t'><errorEventDefinition/></boundaryEvent>",
            "s>t t>e t>b",
            &[
                "boundary-event-incoming",
                "boundary-event-outgoing",
                "no-outgoing-flow",
            ],
        ),
        (
            "<eventBasedGateway id='t'/><receiveTask id='u'/><task id='v'/>",
            "s>t t>u t>v u>e v>e",
            &["event-gateway-target"],
        ),
        (
            "<eventBasedGateway id='t'/><receiveTask id='u'/><receiveTask id='v'/>",
            "s>t t>u t>v u>v v>e",
            &["event-gateway-other-flow"],
        ),
        (
            "<eventBasedGateway id='t'/><receiveTask id='u'/>",
            "s>t t>u u>e",
            &["?gateway-one-way", "event-gateway-choice"],
        ),
    ] {
        let text = process(&format!("{ENDS}{event}{}", flows(flow)));
        assert_eq!(codes(&text), expected, "{event} {flow}");
    }
    let handler = |marked: bool, association: &str| {
        process(&format!(
            "{ENDS}<task id='t'/><boundaryEvent id='b' attachedToRef='t'>{compensate}\
             </boundaryEvent><task id='h' isForCompensation='{marked}'/>{association}{}",
            flows("s>t t>e")
        ))
    };
    let link = "<association id='a' sourceRef='b' targetRef='h'/>";
    assert_eq!(codes(&handler(true, link)), Vec::<String>::new());
    assert_eq!(codes(&handler(true, "")), ["compensation-handler-missing"]);
    let unmarked = [
        "compensation-handler-unmarked",
        "no-incoming-flow",
        "no-outgoing-flow",
    ];
    assert_eq!(codes(&handler(false, link)), unmarked);
}

#[test]
fn a_start_event_is_judged_by_where_it_stands() {
    let level = |kind: &str, trigger: &str| {
        process(&format!(
            "{ENDS}<{kind}><startEvent id='i'>{trigger}</startEvent><endEvent id='j'/>\
             <sequenceFlow id='k' sourceRef='i' targetRef='j'/></subProcess>{}",
            if kind.contains("trigger") {
                flows("s>e")
            } else {
                flows("s>x x>e")
            }
        ))
    };
    for (kind, trigger, expected) in [
        ("subProcess id='x'", "", &[][..]),
        (
            "subProcess id='x'",
            "<errorEventDefinition/>",
            &["sub-process-start-trigger"],
        ),
        (
            "subProcess id='x' triggeredByEvent='true'",
            "<errorEventDefinition/>",
            &[],
        ),
        (
            "subProcess id='x' triggeredByEvent='true'",
            "",
            &["event-sub-process-no-trigger"],
        ),
        (
            "subProcess id='x' triggeredByEvent='true'",
            "<linkEventDefinition/>",
            &["event-sub-process-trigger"],
        ),
    ] {
        assert_eq!(codes(&level(kind, trigger)), expected, "{kind} {trigger}");
    }
    let top = "<startEvent id='s'><errorEventDefinition/></startEvent><endEvent id='e'/>";
    assert_eq!(
        codes(&process(&format!("{top}{}", flows("s>e")))),
        ["start-event-trigger"]
    );
}

#[test]
fn a_data_rule_is_named() {
    let task = |io: &str| {
        process(&format!(
            "{ENDS}<task id='t'><ioSpecification>{io}</ioSpecification></task>{}",
            flows("s>t t>e")
        ))
    };
    for (io, expected) in [
        (
            "<dataInput id='i'/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/>",
            &[][..],
        ),
        (
            "<dataInput id='i'/><inputSet/><outputSet/>",
            &["data-input-set"],
        ),
        (
            "<dataOutput id='i'/><inputSet/><outputSet/>",
            &["data-output-set"],
        ),
        (
            "<dataInput id='i'/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><inputSet><optionalInputRefs>i</optionalInputRefs></inputSet><outputSet/>",
            &["optional-input"],
        ),
        (
            "<inputSet id='a'><outputSetRefs>b</outputSetRefs></inputSet><outputSet id='b'/>",
            &["set-pairing"],
        ),
        (
            "<inputSet id='a'><outputSetRefs>b</outputSetRefs></inputSet><outputSet id='b'><inputSetRefs>a</inputSetRefs></outputSet>",
            &[],
        ),
    ] {
        assert_eq!(codes(&task(io)), expected, "{io}");
    }
    let item = "<itemDefinition id='I' isCollection='true'/>";
    let object = format!(
        "{item}{}",
        process(&format!(
            "{ENDS}<dataObject id='o' itemSubjectRef='I'/>{}",
            flows("s>e")
        ))
    );
    assert_eq!(codes(&object), ["?data-object-collection"]);
}

#[test]
fn a_collaboration_rule_is_named() {
    let processes = format!(
        "{}<process id='Q'>{ENDS}</process>",
        process("<task id='t'/>")
    );
    let processes = processes
        .replace("id='s'", "id='qs'")
        .replace("id='e'", "id='qe'");
    for (body, expected) in [
        (
            "<participant id='p' processRef='P'/><messageFlow id='m' sourceRef='p' targetRef='t'/>",
            &["message-flow-in-pool"][..],
        ),
        (
            "<participant id='p'/><messageFlow id='m' sourceRef='t' targetRef='p'/>",
            &[],
        ),
        (
            "<participant id='p'/><messageFlow id='m' sourceRef='p' targetRef='qs'/>",
            &["message-flow-to-start"],
        ),
        (
            "<participant id='p'/><messageFlow id='m' sourceRef='qe' targetRef='p'/>",
            &["message-flow-from-end"],
        ),
        (
            "<participant id='p'><participantMultiplicity minimum='3' maximum='2'/></participant>",
            &["participant-multiplicity"],
        ),
        (
            "<participant id='p'/><participant id='q'/><conversationLink id='l' sourceRef='p' targetRef='q'/>",
            &["conversation-link"],
        ),
    ] {
        let text = format!("<collaboration id='K'>{body}</collaboration>{processes}");
        let mut found = codes(&text);
        found.retain(|code| {
            ![
                "start-event-outgoing",
                "end-event-incoming",
                "no-outgoing-flow",
                "no-incoming-flow",
            ]
            .contains(&code.as_str())
        });
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn a_finding_says_where_and_what() {
    let document = read(&process("\n<task id='t' startQuantity='-1'/>"));
    let found = check(&document);
    assert_eq!(found[0].rule.sources, ["EXT037"]);
    assert_eq!((found[0].place.line, found[0].place.column), (2, 1));
    assert_eq!(found[0].facts["quantity"], "-1");
    assert_eq!(
        found[0].to_string(),
        "2:1 task `t`: a start quantity is one or more; quantity: -1 [start-quantity]"
    );
}

/// Where many elements ask for many others, the work stays in proportion.
#[test]
fn a_large_file_is_checked() {
    let many: String = (0..6_000)
        .map(|n| {
            format!(
                "<intermediateThrowEvent id='t{n}'><linkEventDefinition id='l{n}' name='x'>\
                 <target>m</target></linkEventDefinition></intermediateThrowEvent>\
                 <boundaryEvent id='b{n}' attachedToRef='a'><compensateEventDefinition/>\
                 </boundaryEvent>"
            )
        })
        .collect();
    let catch = "<intermediateCatchEvent id='c'><linkEventDefinition id='m' name='x'/></intermediateCatchEvent>";
    let text = process(&format!("<task id='a'/>{catch}{many}"));
    assert!(check(&read(&text)).len() > 6_000);
}
