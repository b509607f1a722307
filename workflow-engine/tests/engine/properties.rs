//! What holds for every order of inputs.

use super::player::{HOUR, MORNING, flows, read};
use feel::{Context, Value};
use proptest::prelude::*;
use std::collections::BTreeSet;
use workflow_engine::plan::Plan;
use workflow_engine::replay;
use workflow_engine::run::{Event, Input, Instance, apply, decide};

/// Parallel branches, a choice with a way back, a sub-process that can be withdrawn, timers, and
/// compensation of a service and of what was done in a sub-process.
fn plan() -> Plan {
    let body = format!(
        r#"<startEvent id="start"/>
<serviceTask id="hold"/><boundaryEvent id="undo-hold" attachedToRef="hold"><compensateEventDefinition/></boundaryEvent>
<boundaryEvent id="full" attachedToRef="hold"><errorEventDefinition errorRef="e-full"/></boundaryEvent>
<serviceTask id="release" isForCompensation="true"/><association id="as1" sourceRef="undo-hold" targetRef="release"/>
<parallelGateway id="fork"/><userTask id="deputy"/>
<boundaryEvent id="remind" cancelActivity="false" attachedToRef="deputy"><timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition></boundaryEvent>
<serviceTask id="notify"/><endEvent id="told"/>
<subProcess id="review"><startEvent id="r0"/><userTask id="head"/>
  <serviceTask id="book"/><boundaryEvent id="undo-book" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
  <serviceTask id="free" isForCompensation="true"/><association id="as2" sourceRef="undo-book" targetRef="free"/>
  <endEvent id="r1"/><sequenceFlow id="rf1" sourceRef="r0" targetRef="book"/><sequenceFlow id="rf2" sourceRef="book" targetRef="head"/><sequenceFlow id="rf3" sourceRef="head" targetRef="r1"/></subProcess>
<boundaryEvent id="withdraw" attachedToRef="review"><messageEventDefinition messageRef="m-withdraw"/></boundaryEvent>
<parallelGateway id="join"/><exclusiveGateway id="x" default="x-correct-{{n}}"/>
<userTask id="correct"/><exclusiveGateway id="back"/>
<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>
<endEvent id="end"/><endEvent id="withdrawn"><terminateEventDefinition/></endEvent>{}"#,
        flows(
            "start -> back
             back -> hold
             hold -> fork
             full -> end
             fork -> deputy
             fork -> review
             deputy -> join
             remind -> notify
             notify -> told
             review -> join
             withdraw -> undo
             undo -> withdrawn
             join -> x
             x -> end : 核准
             x -> correct : else
             correct -> back",
        )
    );
    Plan::build(&read(&body.replace("{n}", "14"))).unwrap()
}

#[derive(Clone, Debug)]
enum Move {
    Close(usize, bool),
    Serve(usize),
    Fail(usize, bool),
    Withdraw,
    Wake(i64),
    Retry(usize),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        4 => (0_usize..4, any::<bool>()).prop_map(|(n, yes)| Move::Close(n, yes)),
        4 => (0_usize..4).prop_map(Move::Serve),
        1 => (0_usize..4, any::<bool>()).prop_map(|(n, full)| Move::Fail(n, full)),
        1 => Just(Move::Withdraw),
        1 => (0_i64..3).prop_map(|hours| Move::Wake(hours * HOUR)),
        1 => (0_usize..4).prop_map(Move::Retry),
    ];
    prop::collection::vec(one, 0..40)
}

fn input(instance: &Instance, chosen: &Move) -> Option<Input> {
    let nth = |keys: Vec<_>, n: usize| (!keys.is_empty()).then(|| keys[n % keys.len()]);
    let variables = Context::new();
    Some(match chosen {
        Move::Close(n, yes) => Input::CloseTask {
            token: nth(instance.tasks.keys().copied().collect(), *n)?,
            variables: Context::from([("核准".to_owned(), Value::from(*yes))]),
        },
        Move::Serve(n) => Input::ServiceDone {
            token: nth(instance.services.keys().copied().collect(), *n)?,
            variables,
        },
        Move::Fail(n, full) => Input::ServiceFailed {
            token: nth(instance.services.keys().copied().collect(), *n)?,
            error_code: if *full { "quota-full" } else { "other" }.to_owned(),
        },
        Move::Withdraw => Input::Message {
            name: "抽回".to_owned(),
            variables,
        },
        Move::Wake(_) => Input::Wake,
        Move::Retry(n) => Input::Retry {
            token: nth(instance.incidents.keys().copied().collect(), *n)?,
            variables,
        },
    })
}

fn holds(plan: &Plan, i: &Instance) {
    let waits = i.tasks.len() + i.services.len() + i.timers.len() + i.messages.len();
    if i.ended.is_some() {
        assert!(i.tokens.is_empty() && i.scopes.is_empty() && i.done.is_empty() && waits == 0);
        return;
    }
    assert!(waits + i.incidents.len() > 0, "nothing waits: {i:#?}");
    let hanging = i
        .tasks
        .keys()
        .chain(i.services.keys())
        .chain(i.incidents.keys());
    let hanging = hanging.chain(i.timers.values().map(|t| &t.token));
    let hanging = hanging.chain(i.messages.values().map(|m| &m.token));
    for token in hanging.chain(i.compensations.keys()) {
        assert!(i.tokens.contains_key(token), "{token} is gone");
    }
    let mut places = BTreeSet::new();
    for token in i.tokens.values() {
        assert!(i.scopes.contains_key(&token.scope), "no scope of {token:?}");
        assert!(plan.node(&token.element).is_some());
        let free = token.element == *"notify" || token.element == *"join";
        let place = (token.scope, token.element.clone(), token.undoes);
        assert!(
            places.insert(place) || free,
            "two tokens on {}",
            token.element
        );
    }
    for scope in i.scopes.values() {
        assert!(
            scope
                .token
                .is_none_or(|token| i.tokens.contains_key(&token))
        );
    }
    for done in i.done.values() {
        assert!(i.scopes.contains_key(&done.scope), "no scope of {done:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn replay_is_the_instance_and_something_always_waits(chosen in moves()) {
        let plan = plan();
        let mut now = MORNING;
        let mut instance = Instance::default();
        let mut events: Vec<Event> = Vec::new();
        let start = Input::Start { variables: Context::from([("核准".to_owned(), Value::from(false))]) };
        let mut inputs = vec![start];
        let mut chosen = chosen.into_iter();
        loop {
            for input in inputs.drain(..) {
                let Ok(new) = decide(&plan, &instance, input.clone(), now) else { continue };
                prop_assert_eq!(decide(&plan, &instance, input, now).unwrap(), new.clone());
                for event in &new {
                    apply(&mut instance, event);
                }
                events.extend(new);
                holds(&plan, &instance);
            }
            let Some(next) = chosen.next() else { break };
            if let Move::Wake(ms) = next { now += ms; }
            inputs.extend(input(&instance, &next));
        }
        prop_assert_eq!(&replay(&events), &instance);
        let bytes = minicbor::to_vec(&events).unwrap();
        let stored: Vec<Event> = minicbor::decode(&bytes).unwrap();
        prop_assert_eq!(replay(&stored), instance);
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in "[<>/a-z\"'= &;!\\[\\]-]{0,80}") {
        let _ = workflow_engine::bpmn::read(text.as_bytes());
    }
}
