//! The scenarios of a service, red and green.

use std::collections::BTreeMap;

pub use feel::{Context, Value};
use office::scenario::{self, Body, Outcome, Played, Scenario, toml_text};
pub use office::scenario::{Decided, FOLDER, feel_text};

use crate::Files;
use crate::route::DECISION;

/// A scenario and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its path in the pack.
    pub file: String,
    /// What it is about; empty where it cannot be read.
    pub title: String,
    /// Why it is red; none where all that it expects is so.
    pub red: Option<Red>,
}

/// Why a scenario is red.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Red {
    /// The line in its file, from 1; 0 where what it plays is not there.
    pub line: usize,
    /// The number of the step, from 1; 0 before the first.
    pub step: usize,
    /// What was looked at, such as `waits`; else the code by which it cannot be read or played.
    pub what: String,
    /// What was expected; empty where it cannot be read or played.
    pub expected: String,
    /// What is so, or the reason.
    pub actual: String,
    /// Of a code what its sentence needs.
    pub facts: BTreeMap<String, String>,
}

/// Runs every scenario of a service, in the order of their files.
#[must_use]
pub fn run(files: &Files) -> Vec<Run> {
    scenario::run_all(files).into_iter().map(told).collect()
}

/// Whether there are scenarios that are not green.
#[must_use]
pub fn is_red(runs: &[Run]) -> bool {
    runs.iter().any(|run| run.red.is_some())
}

/// What every question of a scenario of decisions is answered; none where it is another scenario, or
/// cannot be read or asked.
#[must_use]
pub fn decided(files: &Files, path: &str) -> Vec<Decided> {
    let scenario = files.get(path).map(|bytes| Scenario::read(bytes));
    match scenario {
        Some(Ok(scenario)) => scenario::answers(&scenario, files).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Whether a scenario asks decisions, as far as it can be read.
#[must_use]
pub fn asks(files: &Files, path: &str) -> bool {
    let scenario = files.get(path).map(|bytes| Scenario::read(bytes));
    matches!(scenario, Some(Ok(own)) if matches!(own.body, Body::Decision(_)))
}

/// The file of a scenario of decisions that expects what they say now; all else in it stays as it is
/// written. None where nothing is otherwise.
#[must_use]
pub fn accepted(files: &Files, path: &str) -> Option<Vec<u8>> {
    let mut missed = decided(files, path);
    missed.retain(|answer| !answer.is_met());
    let mut text = String::from_utf8(files.get(path)?.clone()).ok()?;
    missed.sort_by_key(|answer| std::cmp::Reverse(answer.written.start));
    for answer in &missed {
        text.get(answer.written.clone())?;
        text.replace_range(answer.written.clone(), &toml_text(&answer.actual));
    }
    (!missed.is_empty()).then(|| text.into_bytes())
}

/// A question to the route as lines of a scenario, which expects what it says now.
#[must_use]
pub fn question(files: &Files, with: &Context) -> String {
    let pairs: Vec<String> = with
        .iter()
        .map(|(name, value)| format!("{} = {}", quoted(name), toml_text(value)))
        .collect();
    let ask = |says: &str| {
        let with = pairs.join(", ");
        let decision = quoted(DECISION);
        format!("\n[[ask]]\ndecision = {decision}\nwith = {{ {with} }}\nsays = {says}\n")
    };
    // Asked by itself to know what it says.
    let alone = format!("kind = \"decision\"\ntitle = \"\"\n{}", ask("[]"));
    let path = format!("{FOLDER}question.toml");
    let mut asked = files.clone();
    asked.insert(path.clone(), alone.into_bytes());
    let said = decided(&asked, &path).into_iter().next();
    ask(&said.map_or_else(|| "[]".to_owned(), |said| toml_text(&said.actual)))
}

fn quoted(text: &str) -> String {
    toml_text(&Value::text(text))
}

fn told(played: Played) -> Run {
    let red = match played.outcome {
        Outcome::Passed => None,
        Outcome::Missed(miss) => Some(Red {
            line: miss.line,
            step: miss.step,
            what: miss.unmet.what,
            expected: miss.unmet.expected,
            actual: miss.unmet.actual,
            facts: BTreeMap::new(),
        }),
        Outcome::Unreadable(problem) => Some(Red {
            line: problem.line,
            step: 0,
            what: problem.code.to_owned(),
            expected: String::new(),
            actual: problem.sentence(),
            facts: (problem.facts.iter())
                .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
                .collect(),
        }),
        Outcome::Unplayable(refusal) => Some(Red {
            line: 0,
            step: 0,
            what: refusal.code.clone(),
            expected: String::new(),
            actual: refusal.to_string(),
            facts: refusal.facts,
        }),
    };
    Run {
        file: played.file,
        title: played.title,
        red,
    }
}
