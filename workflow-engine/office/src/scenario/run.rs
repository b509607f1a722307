//! Runs the scenarios of a pack.

use std::collections::BTreeMap;

use super::decision::Answer;
use super::flow::Flow;
use super::{Body, FOLDER, Miss, Problem, Scenario};
use crate::Refusal;
use crate::leave::Rules;

/// What came of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All that it expects is so.
    Passed,
    /// The first expectation that was not met.
    Missed(Miss),
    /// Its file cannot be read.
    Unreadable(Problem),
    /// What it plays is not there or cannot be run.
    Unplayable(Refusal),
}

/// A scenario and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// Its path in the pack.
    pub file: String,
    /// Its title; empty when it cannot be read.
    pub title: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// Runs one scenario on the files of a pack.
#[must_use]
pub fn run(scenario: &Scenario, files: &BTreeMap<String, Vec<u8>>) -> Outcome {
    Stock::of(files).run(scenario)
}

/// What every question of a scenario of decisions is answered; none of another scenario.
///
/// # Errors
/// `pack-file-missing`, `play-rules`: the rules cannot be asked.
pub fn answers(
    scenario: &Scenario,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<Answer>, Refusal> {
    match &scenario.body {
        Body::Decision(scenario) => Ok(scenario.answers(Stock::of(files).rules()?)),
        Body::Flow(_) | Body::Account(_) => Ok(Vec::new()),
    }
}

/// Runs every scenario of a pack: every `scenarios/*.toml` among its files, in their order.
#[must_use]
pub fn run_all(files: &BTreeMap<String, Vec<u8>>) -> Vec<Played> {
    let mut stock = Stock::of(files);
    let is_scenario = |path: &str| path.starts_with(FOLDER) && path.ends_with(".toml");
    let scenarios = files.iter().filter(|(path, _)| is_scenario(path));
    scenarios
        .map(|(path, bytes)| match Scenario::read(bytes) {
            Ok(scenario) => Played {
                file: path.clone(),
                outcome: stock.run(&scenario),
                title: scenario.title,
            },
            Err(problem) => Played {
                file: path.clone(),
                title: String::new(),
                outcome: Outcome::Unreadable(problem),
            },
        })
        .collect()
}

/// The flow and rules of a pack, each read once.
struct Stock<'p> {
    files: &'p BTreeMap<String, Vec<u8>>,
    flows: BTreeMap<Option<String>, Result<Flow, Refusal>>,
    rules: Option<Result<Rules, Refusal>>,
}

impl<'p> Stock<'p> {
    fn of(files: &'p BTreeMap<String, Vec<u8>>) -> Self {
        Self {
            files,
            flows: BTreeMap::new(),
            rules: None,
        }
    }

    fn run(&mut self, scenario: &Scenario) -> Outcome {
        let played = match &scenario.body {
            Body::Flow(scenario) => self
                .flow(scenario.process.as_deref())
                .map(|flow| scenario.play(flow)),
            Body::Decision(scenario) => self.rules().map(|rules| scenario.play(rules)),
            Body::Account(scenario) => self.rules().map(|rules| scenario.play(rules)),
        };
        match played {
            Ok(Ok(())) => Outcome::Passed,
            Ok(Err(miss)) => Outcome::Missed(miss),
            Err(refusal) => Outcome::Unplayable(refusal),
        }
    }

    fn flow(&mut self, process: Option<&str>) -> Result<&Flow, Refusal> {
        let files = self.files;
        let read = || {
            let flow = files.get("flow.bpmn").ok_or_else(|| missing("flow.bpmn"))?;
            let rules = files.get("rules.dmn").map(Vec::as_slice);
            Flow::read(flow, rules, process)
        };
        let flow = self
            .flows
            .entry(process.map(str::to_owned))
            .or_insert_with(read);
        flow.as_ref().map_err(Clone::clone)
    }

    fn rules(&mut self) -> Result<&Rules, Refusal> {
        let files = self.files;
        let read = || {
            let rules = files.get("rules.dmn").ok_or_else(|| missing("rules.dmn"))?;
            Rules::read(rules).map_err(|e| {
                Refusal::new("play-rules")
                    .with("problem", e.code())
                    .with("reason", e)
            })
        };
        self.rules
            .get_or_insert_with(read)
            .as_ref()
            .map_err(Clone::clone)
    }
}

fn missing(path: &str) -> Refusal {
    Refusal::new("pack-file-missing").with("path", path)
}
