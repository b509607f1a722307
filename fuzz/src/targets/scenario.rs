//! Scenarios of packs, and the lines in which a flow is played.

use std::sync::LazyLock;

use office::leave::Rules;
use office::scenario::{Body, Command, Flow, Problem, Scenario};

use crate::{Held, must, same, seeds};

static FLOW: LazyLock<Option<Flow>> = LazyLock::new(|| {
    let files = seeds::leave_files();
    let rules = files.get("rules.dmn").map(Vec::as_slice);
    Flow::read(files.get("flow.bpmn")?, rules, None).ok()
});
static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| {
    let files = seeds::leave_files();
    Rules::read(files.get("rules.dmn")?).ok()
});

/// A scenario's file: read, with a place for what is wrong, and played on the leave pack.
pub fn file(bytes: &[u8]) -> Held {
    let scenario = match Scenario::read(bytes) {
        Ok(scenario) => scenario,
        Err(problem) => return placed(&problem),
    };
    match (&scenario.body, &*FLOW, &*RULES) {
        (Body::Flow(scenario), Some(flow), _) => {
            for command in scenario.steps.iter().flat_map(|step| &step.when) {
                must(!command.to_string().is_empty(), "a command without words")?;
            }
            same(
                &scenario.play(flow),
                &scenario.play(flow),
                "a scenario that comes out otherwise",
            )
        }
        (Body::Account(scenario), _, Some(rules)) => same(
            &scenario.play(rules),
            &scenario.play(rules),
            "a scenario that comes out otherwise",
        ),
        _ => Err("the leave pack cannot be played".to_owned()),
    }
}

fn placed(problem: &Problem) -> Held {
    must(
        problem.line > 0 && problem.column > 0,
        "a problem without a place",
    )?;
    must(
        !problem.sentence().is_empty(),
        "a problem without a sentence",
    )
}

/// A command: what is read and written is read as the same.
pub fn command(bytes: &[u8]) -> Held {
    let Ok(line) = std::str::from_utf8(bytes) else {
        return Ok(());
    };
    let Ok(command) = Command::read(line) else {
        return Ok(());
    };
    let written = command.to_string();
    same(
        &Command::read(&written),
        &Ok(command),
        "a command that changes when it is written",
    )
}
