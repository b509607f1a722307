//! Events and instances through their stored forms.

use super::player::{HOUR, Play, flows};
use feel::Value;
use workflow_engine::run::{Event, How, Instance, ScopeId, TokenId, WaitId};

/// One of each kind, in the order of their numbers.
fn one_of_each() -> Vec<Event> {
    let element = || "e".to_owned();
    let (token, scope, wait) = (TokenId(3), ScopeId(1), WaitId(2));
    vec![
        Event::Started { process: element() },
        Event::VariablesSet {
            variables: super::player::vars([
                ("天數", "1.5".parse::<feel::Number>().unwrap().into()),
                ("b", Value::Null),
            ]),
        },
        Event::ScopeEntered {
            scope,
            element: element(),
            token: Some(token),
        },
        Event::ScopeEnded { scope, kept: true },
        Event::Entered {
            token,
            scope,
            element: element(),
            via: Some("f".to_owned()),
            undoes: None,
        },
        Event::Left {
            token,
            element: element(),
        },
        Event::Cancelled {
            token,
            element: element(),
        },
        Event::TaskOpened {
            token,
            element: element(),
        },
        Event::TaskClosed {
            token,
            element: element(),
        },
        Event::ServiceOpened {
            token,
            element: element(),
        },
        Event::ServiceDone {
            token,
            element: element(),
        },
        Event::ServiceFailed {
            token,
            element: element(),
            error_code: "x".to_owned(),
        },
        Event::TimerArmed {
            wait,
            token,
            element: element(),
            due: 1,
            again: Some(2),
            every: Some("PT1H".to_owned()),
        },
        Event::TimerFired {
            wait,
            element: element(),
        },
        Event::MessageAwaited {
            wait,
            token,
            element: element(),
            name: "m".to_owned(),
        },
        Event::MessageTaken {
            wait,
            element: element(),
            stays: false,
        },
        Event::CompensationKept {
            record: 4,
            scope,
            element: element(),
        },
        Event::CompensationBegun {
            token,
            records: vec![4, 3],
        },
        Event::Compensated {
            record: 4,
            element: element(),
        },
        Event::IncidentRaised {
            token,
            element: element(),
            code: "c".to_owned(),
            reason: "r".to_owned(),
        },
        Event::IncidentCleared {
            token,
            element: element(),
        },
        Event::Ended {
            how: How::Failed {
                error_code: "x".to_owned(),
            },
        },
    ]
}

#[test]
fn the_bytes_of_every_event_are_fixed() {
    let mut lines = String::new();
    for event in one_of_each() {
        let bytes = minicbor::to_vec(&event).unwrap();
        assert_eq!(minicbor::decode::<Event>(&bytes).unwrap(), event);
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        lines.push_str(&format!("{hex} {event}\n"));
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn an_unknown_key_is_passed_over_and_an_unknown_event_is_not() {
    let known = minicbor::decode::<Event>(b"\x82\x00\xa2\x00\x61p\x18\x63\x61x").unwrap();
    assert_eq!(
        known,
        Event::Started {
            process: "p".to_owned()
        }
    );
    assert!(minicbor::decode::<Event>(b"\x82\x18\x63\xa0").is_err());
}

#[test]
fn an_event_about_what_is_not_there_changes_nothing_and_does_not_fail() {
    for event in one_of_each() {
        let mut empty = Instance::default();
        workflow_engine::run::apply(&mut empty, &event);
    }
}

#[test]
fn an_instance_survives_json() {
    let play = Play::of(&format!(
        r#"<startEvent id="start"/><userTask id="a"/><boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
           <boundaryEvent id="w" attachedToRef="a"><messageEventDefinition messageRef="m-withdraw"/></boundaryEvent><endEvent id="end"/>{}"#,
        flows("start -> a\na -> end\nlate -> end\nw -> end")
    ))
    .start([("天數", Value::from(3))]);
    let json = serde_json::to_string(&play.instance).unwrap();
    let mut again = Play::with(play.plan.clone());
    again.instance = serde_json::from_str(&json).unwrap();
    assert_eq!(again.instance, play.instance);
    again.now += HOUR;
    let again = again.later(HOUR);
    assert!(again.instance.ended.is_some());
}
