//! Events and instances through their stored forms.

use super::player::{HOUR, Play, flows};
use feel::Value;
use workflow_engine::Name;
use workflow_engine::run::{Change, Event, How, Instance, ScopeId, TokenId, WaitId};
use workflow_engine::time::Working;

/// One of each kind, in the order of their numbers.
fn one_of_each() -> Vec<Event> {
    let element = || Name::from("e");
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
            via: Some("f".into()),
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
            decided: None,
        },
        Event::ServiceFailed {
            token,
            element: element(),
            error_code: "x".into(),
        },
        Event::TimerArmed {
            wait,
            token,
            element: element(),
            due: 1,
            again: Some(2),
            every: Some("PT1H".into()),
        },
        Event::TimerFired {
            wait,
            element: element(),
        },
        Event::MessageAwaited {
            wait,
            token,
            element: element(),
            name: "m".into(),
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
            code: "c".into(),
            reason: "r".to_owned(),
        },
        Event::IncidentCleared {
            token,
            element: element(),
        },
        Event::Ended {
            how: How::Failed {
                error_code: "x".into(),
            },
        },
    ]
}

/// One of each kind that was added later.
fn one_of_each_later() -> Vec<Event> {
    let element = || Name::from("e");
    let name = || Name::from("n");
    let (token, scope, wait) = (TokenId(3), ScopeId(1), WaitId(2));
    let locals = || super::player::vars([("a", Value::from(1))]);
    let stays = true;
    vec![
        Event::LocalsSet {
            token,
            variables: locals(),
        },
        Event::LoopBegun {
            token,
            scope,
            total: Some(2),
            items: locals(),
        },
        Event::InstanceEntered {
            token,
            scope,
            element: element(),
            index: 1,
            locals: locals(),
        },
        Event::InstanceDone {
            token,
            index: 1,
            given: locals(),
        },
        Event::SignalAwaited {
            wait,
            token,
            element: element(),
            name: name(),
        },
        Event::SignalTaken {
            wait,
            element: element(),
            stays,
        },
        Event::SignalThrown {
            token,
            element: element(),
            name: name(),
        },
        Event::MessageThrown {
            token,
            element: element(),
            name: name(),
        },
        Event::ConditionAwaited {
            wait,
            token,
            element: element(),
            cause: 0,
        },
        Event::ConditionMet {
            wait,
            element: element(),
            stays,
        },
        Event::ConditionLapsed { wait },
        Event::EscalationThrown {
            token,
            element: element(),
            code: name(),
        },
        Event::EscalationCaught {
            token,
            element: element(),
            code: name(),
        },
        Event::Called {
            scope,
            token,
            element: element(),
            process: name(),
            version: "1".into(),
            sealed: true,
        },
        Event::AdHocBegun {
            scope,
            elements: vec![element(), name()],
        },
        Event::AdHocClosed { scope },
        Event::ScopeHeld { scope, record: 4 },
        Event::CompensationHeld {
            record: 4,
            scope,
            element: element(),
            inner: Some(scope),
            locals: locals(),
        },
        Event::WorkingTimerArmed {
            wait,
            token,
            element: element(),
            due: 1,
            from: 0,
            length: Working::Days(3),
            again: None,
        },
        Event::TimerMoved {
            wait,
            element: element(),
            due: 1,
        },
        Event::TransactionCancelled {
            scope,
            element: element(),
        },
        Event::Mended {
            token: Some(token),
            element: element(),
            change: Change::Moved { to: name() },
        },
        Event::Migrated {
            scopes: vec![scope],
            process: name(),
            version: "2".into(),
            elements: [(element(), name())].into(),
            flows: [(name(), element())].into(),
        },
        Event::Rehomed { token, scope },
        Event::WaitDropped {
            wait,
            element: element(),
        },
        Event::RecordDropped {
            record: 4,
            element: element(),
        },
        Event::RecordRehomed { record: 4, scope },
    ]
}

#[test]
fn the_bytes_of_every_event_are_fixed() {
    insta::assert_snapshot!(lines_of(one_of_each()));
    insta::assert_snapshot!("later", lines_of(one_of_each_later()));
}

fn lines_of(events: Vec<Event>) -> String {
    let mut lines = String::new();
    for event in events {
        let bytes = minicbor::to_vec(&event).unwrap();
        assert_eq!(minicbor::decode::<Event>(&bytes).unwrap(), event);
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        lines.push_str(&format!("{hex} {event}\n"));
    }
    lines
}

#[test]
fn an_unknown_key_is_passed_over_and_an_unknown_event_is_not() {
    let known = minicbor::decode::<Event>(b"\x82\x00\xa2\x00\x61p\x18\x63\x61x").unwrap();
    assert_eq!(
        known,
        Event::Started {
            process: "p".into()
        }
    );
    assert!(minicbor::decode::<Event>(b"\x82\x18\x63\xa0").is_err());
}

#[test]
fn an_event_about_what_is_not_there_changes_nothing_and_does_not_fail() {
    for event in one_of_each().into_iter().chain(one_of_each_later()) {
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
