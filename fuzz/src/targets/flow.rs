//! Flows of packs, and the timers in them.

use feel::{Context, Value};
use workflow_engine::bpmn;
use workflow_engine::bpmn::meaning::Meaning;
use workflow_engine::bpmn::model::TimerForm;
use workflow_engine::bpmn::xml::{Document, Limits};
use workflow_engine::picture;
use workflow_engine::plan::Plan;
use workflow_engine::run::{Event, Input, Instance, apply, decide};
use workflow_engine::{replay, sound, time};

use crate::{Held, same};

/// 2 March 2026, 08:00 in Taipei, ms.
const MORNING: i64 = 1_772_409_600_000;
/// Inputs that an instance is given.
const INPUTS: usize = 12;

/// A BPMN file: kept byte for byte, held to the standard's rules, read, planned, proved, and run
/// for some steps, as its tasks and services come.
pub fn bpmn(bytes: &[u8]) -> Held {
    if let Ok(document) = Document::read(bytes) {
        let written = document.write();
        same(
            &written.as_slice(),
            &bytes,
            "a file that changes when it is written",
        )?;
        let broken = bpmn::rules::check(&document);
        if broken.iter().any(|finding| finding.place.line == 0) {
            return Err("a finding without a place".to_owned());
        }
        let meaning = Meaning::of(&document);
        let again = Document::read(&written).map(|again| Meaning::of(&again));
        if again.map_or(true, |again| meaning.difference(&again).is_some()) {
            return Err("a file whose meaning changes when it is written".to_owned());
        }
    }
    let Ok(definitions) = bpmn::read(bytes) else {
        return Ok(());
    };
    let Ok(plan) = Plan::build(&definitions) else {
        return Ok(());
    };
    if sound::unsound(&plan)
        .iter()
        .any(|found| found.scope.is_empty())
    {
        return Err("an unsound flow without a name".to_owned());
    }
    let variables = Context::from([
        ("days".to_owned(), Value::Number(3.into())),
        ("kind".to_owned(), Value::Text("annual".to_owned())),
    ]);
    let (mut instance, mut events) = (Instance::default(), Vec::new());
    let mut now = MORNING;
    let mut next = Some(Input::Start {
        variables: variables.clone(),
    });
    for _ in 0..INPUTS {
        let Some(input) = next.take() else { break };
        if let Ok(more) = decide(&plan, &instance, input, now) {
            more.iter().for_each(|event| apply(&mut instance, event));
            events.extend(more);
        }
        next = following(&plan, &instance, &variables, &mut now);
    }
    kept(&events, &instance)
}

/// The first thing that the instance waits for.
fn following(
    plan: &Plan,
    instance: &Instance,
    variables: &Context,
    now: &mut i64,
) -> Option<Input> {
    let variables = variables.clone();
    if let Some(task) = instance.open_tasks(plan).first() {
        let token = task.token;
        return Some(Input::CloseTask { token, variables });
    }
    if let Some(service) = instance.open_services(plan).first() {
        let token = service.token;
        return Some(Input::ServiceDone { token, variables });
    }
    if let Some(name) = instance.awaited().next() {
        let name = name.to_owned();
        return Some(Input::Message { name, variables });
    }
    *now = instance.next_wake()?.max(*now);
    Some(Input::Wake)
}

/// Events are read back as they were written, and make the instance again.
fn kept(events: &[Event], instance: &Instance) -> Held {
    for event in events {
        let bytes = minicbor::to_vec(event).map_err(|e| e.to_string())?;
        let back: Event = minicbor::decode(&bytes).map_err(|e| e.to_string())?;
        same(event, &back, "an event that changes when it is written")?;
    }
    same(&replay(events), instance, "a replay that differs")
}

/// The text of a timer in each of its forms, and when it is due.
pub fn timer(bytes: &[u8]) -> Held {
    let text = String::from_utf8_lossy(bytes);
    for form in [TimerForm::Date, TimerForm::Duration, TimerForm::Cycle] {
        if let Ok(timer) = time::parse(form, &text) {
            for now in [0, MORNING, i64::MAX, i64::MIN] {
                let _ = time::due(&timer, now);
            }
        }
        let _ = time::from_value(form, &Value::Text(text.clone().into_owned()));
    }
    Ok(())
}

/// Room for a picture of the largest input.
const WIDE: Limits = Limits {
    file: 64 * 1024 * 1024,
    depth: 64,
    elements: 1_000_000,
    attributes: 256,
};

/// The picture of a BPMN file is well-formed, whatever its names and lengths are.
pub fn drawn(bytes: &[u8]) -> Held {
    let marks = picture::Marks {
        tokens: [("a".to_owned(), 2), ("consent".to_owned(), 1)].into(),
        passed: ["f".to_owned(), "start".to_owned()].into(),
        incidents: [("a".to_owned(), "flow-service".to_owned())].into(),
    };
    let Ok(svg) = picture::draw(bytes, &marks) else {
        return Ok(());
    };
    match Document::read_within(svg.as_bytes(), &WIDE) {
        Ok(document) => same(&document.local(document.root()), &"svg", "another root"),
        Err(problem) => Err(format!("a picture that is no XML: {problem}")),
    }
}
