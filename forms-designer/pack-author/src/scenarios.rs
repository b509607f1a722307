//! The scenarios of a service, red and green.

use std::collections::BTreeMap;

use office::scenario::{self, Outcome, Played};

use crate::Files;

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
