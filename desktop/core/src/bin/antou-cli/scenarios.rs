//! Runs the scenarios of a pack and says which do not come out right.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use desktop_core::Failure;
use office::scenario::{Outcome, run_all};

use crate::files;
use crate::options::Options;
use crate::screen::say;

/// Runs them all; whether all came out right.
pub fn run(path: &Path, options: &Options) -> Result<bool, Failure> {
    let files = files::pack(path)?;
    let start = Instant::now();
    let played = run_all(&files);
    let took = start.elapsed();
    let language = options.language;
    let mut passed = 0;
    for one in &played {
        let (code, facts) = said(&one.outcome);
        let verdict = match one.outcome {
            Outcome::Passed => {
                passed += 1;
                language.say("scenario-passed", &facts)
            }
            _ => language.say("scenario-failed", &facts),
        };
        say(&format!("{verdict} {} {}", one.file, one.title));
        if one.outcome != Outcome::Passed {
            say(&format!("    {}", language.say(code, &facts)));
        }
    }
    let micros = took.as_micros();
    let ms = format!("{}.{:01}", micros / 1_000, micros % 1_000 / 100);
    let facts = [
        ("all", played.len().to_string()),
        ("passed", passed.to_string()),
        ("ms", ms),
    ];
    say(&language.say_all("scenario-sum", &facts));
    if played.is_empty() {
        return Err(Failure::new("scenario-none").with("path", path.display()));
    }
    Ok(passed == played.len())
}

/// The code and facts of what came of a scenario.
pub fn said(outcome: &Outcome) -> (&'static str, BTreeMap<String, String>) {
    let facts = |facts: &[(&str, String)]| {
        let facts = facts.iter();
        facts
            .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
            .collect()
    };
    match outcome {
        Outcome::Passed => ("scenario-passed", BTreeMap::new()),
        Outcome::Missed(miss) => (
            "scenario-missed",
            facts(&[
                ("step", miss.step.to_string()),
                ("line", miss.line.to_string()),
                ("what", miss.unmet.what.clone()),
                ("expected", miss.unmet.expected.clone()),
                ("actual", miss.unmet.actual.clone()),
            ]),
        ),
        Outcome::Unreadable(problem) => {
            let mut all = facts(&[
                ("line", problem.line.to_string()),
                ("column", problem.column.to_string()),
                ("sentence", problem.sentence()),
            ]);
            let more = problem.facts.iter();
            all.extend(more.map(|(name, fact)| ((*name).to_owned(), fact.clone())));
            (problem.code, all)
        }
        Outcome::Unplayable(refusal) => (
            "scenario-unplayable",
            facts(&[("reason", refusal.to_string())]),
        ),
    }
}
