//! What is measured in memory: state, history, conditions.

use super::figures::{Figures, Mark, median};
use super::leave::{answers, step};
use feel::{Context, Value};
use std::hint::black_box;
use workflow_engine::plan::Plan;
use workflow_engine::replay;
use workflow_engine::run::{Event, Instance};

/// Rounds.
const ROUNDS: usize = 7;
/// Events that are replayed.
const REPLAYED: usize = 1_000_000;

/// The events of one case, and the case while the personnel office has it.
fn history(plan: &Plan) -> (Vec<Event>, Instance) {
    let answers = answers();
    let mut instance = Instance::default();
    let mut events = step(plan, &mut instance, &answers);
    events.extend(step(plan, &mut instance, &answers));
    (events, instance)
}

/// How large a case is while it waits.
pub fn state(figures: &mut Figures, plan: &Plan) {
    let (_, instance) = history(plan);
    let bytes = serde_json::to_vec(&instance).expect("an instance is JSON");
    let mark = Mark::AtMost(1_536);
    figures.hold(
        "state of a three-step case",
        bytes.len() as u128,
        "bytes",
        &mark,
    );
}

/// Replays the events of many cases: from their stored bytes, and from memory.
pub fn replayed(figures: &mut Figures, plan: &Plan) {
    let (events, _) = history(plan);
    let bytes = minicbor::to_vec(&events).expect("events have bytes");
    let cases = REPLAYED / events.len();
    let time = median(3, || {
        for _ in 0..cases {
            let stored: Vec<Event> = minicbor::decode(&bytes).expect("events are read");
            black_box(replay(&stored));
        }
    });
    let mark = Mark::AtMost(2_000);
    figures.hold(
        "replay of a million stored events",
        time.as_millis(),
        "ms",
        &mark,
    );
    let time = median(3, || {
        for _ in 0..cases {
            black_box(replay(black_box(&events)));
        }
    });
    figures.show("replay of a million events", time.as_millis(), "ms");
}

/// A condition as a gateway asks it.
pub fn condition(figures: &mut Figures) {
    let text = r#"kind = "annual" and days > 1 and days <= 3 and grade >= 5"#;
    let program = feel::compile(text, &feel::names_in(text)).expect("the condition is FEEL");
    let variables = Context::from([
        ("kind".to_owned(), Value::from("annual")),
        ("days".to_owned(), Value::from(2)),
        ("grade".to_owned(), Value::from(7)),
    ]);
    assert!(program.eval(&variables).value.is_true());
    let times = 100_000;
    let time = median(ROUNDS, || {
        for _ in 0..times {
            black_box(program.eval(black_box(&variables)));
        }
    });
    let each = time.as_nanos() / times;
    let mark = Mark::AtMost(1_000);
    figures.hold("a compiled condition of four clauses", each, "ns", &mark);
}
