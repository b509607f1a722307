//! The scenarios of a service, red and green.

use std::collections::BTreeMap;

pub use feel::{Context, Value};
use office::scenario::{self, Body, Outcome, Played, Scenario, Then, toml_text};
pub use office::scenario::{Decided, FOLDER, feel_text};

use workflow_engine::bpmn::xml::Document;

use crate::Files;
use crate::files::FLOW;
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

/// Whether a scenario expects something; one that cannot be read does not.
#[must_use]
pub fn expects(files: &Files, path: &str) -> bool {
    match files.get(path).map(|bytes| Scenario::read(bytes)) {
        Some(Ok(scenario)) => match scenario.body {
            Body::Flow(flow) => flow.steps.iter().any(|step| step.then != Then::default()),
            Body::Decision(_) => !decided(files, path).is_empty(),
            Body::Account(_) => true,
        },
        _ => false,
    }
}

/// A scenario to begin with: somebody asks with these answers, and it expects where the case waits
/// then, as it does now.
#[must_use]
pub fn fresh(files: &Files, title: &str, with: &Context) -> String {
    let pairs: Vec<String> = with
        .iter()
        .map(|(name, value)| format!("{} = {}\n", quoted(name), toml_text(value)))
        .collect();
    let title = quoted(title);
    let answers = pairs.concat();
    let services = services(files);
    let text = |then: &str| {
        format!(
            "kind = \"flow\"\ntitle = {title}\nsource = \"\"\n\n[given.variables]\n{answers}\n[given.services]\n{services}\n[[step]]\nwhen = \"start\"\n{then}"
        )
    };
    let path = format!("{FOLDER}fresh.toml");
    let elements = names(files);
    let waits = elements
        .keys()
        .map(|id| format!("waits = [{}]", quoted(id)));
    let ends = ["ended = \"completed\"".to_owned()];
    let mut expected = waits
        .chain(ends)
        .map(|then| text(&format!("[step.then]\n{then}\n")));
    let is_green = |text: &String| {
        let mut files = files.clone();
        files.retain(|path, _| !path.starts_with(FOLDER));
        files.insert(path.clone(), text.as_bytes().to_vec());
        let ran = run(&files);
        !ran.is_empty() && !is_red(&ran)
    };
    expected.find(is_green).unwrap_or_else(|| text(""))
}

/// Every service that a flow asks, which answers by itself.
fn services(files: &Files) -> String {
    let document = files.get(FLOW).and_then(|bytes| Document::read(bytes).ok());
    let Some(document) = document else {
        return String::new();
    };
    let tasks = document.within(document.root());
    let tasks = tasks.filter(|own| document.local(*own) == "serviceTask");
    let ids = tasks.filter_map(|own| document.attribute(own, "id"));
    ids.map(|id| format!("{} = {{}}\n", quoted(&id))).collect()
}

/// What the elements of a flow are called by their ids, where they have a name.
#[must_use]
pub fn names(files: &Files) -> BTreeMap<String, String> {
    let document = files.get(FLOW).and_then(|bytes| Document::read(bytes).ok());
    let Some(document) = document else {
        return BTreeMap::new();
    };
    let named = document.within(document.root()).filter_map(|own| {
        let id = document.attribute(own, "id")?.into_owned();
        let name = document.attribute(own, "name")?.into_owned();
        Some((id, name))
    });
    named.collect()
}

/// The source of a scenario under another title; all else in it stays as it is written. None where it
/// has no title of its own line.
#[must_use]
pub fn retitled(source: &str, title: &str) -> Option<String> {
    let is_title = |line: &&str| {
        line.split('=')
            .next()
            .is_some_and(|key| key.trim() == "title")
    };
    let line = source
        .lines()
        .take_while(|line| !line.trim_start().starts_with('['))
        .find(is_title)?;
    Some(source.replacen(line, &format!("title = {}", quoted(title)), 1))
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
