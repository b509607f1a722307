//! The processes of betsy: each is run with the letters of its cases, and what its scripts write
//! down is compared with what the project's own tests expect, in any order.
//!
//! The scripts are words of that harness (`SCRIPT_task1` writes down Task1) and the conditions are
//! of the form `test.contains("a")`; both are said in FEEL here, before the engine sees them. What
//! takes time or throws is a service. Time is played: nothing sleeps.

mod harness;
mod words;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use workflow_engine::bpmn;

use crate::report::{Report, below, files};
use harness::Outcome;

/// What must pass, in per cent.
const MUST: usize = 95;
/// Lines by which the expectations say that something goes wrong, in whatever way.
const FAULTS: [&str; 4] = [
    "GenericError",
    "RuntimeException",
    "DeploymentFailed",
    "ProcessAborted",
];

/// What is written down for the marker file, which is not the trace: it counts where it is asked
/// for.
const MARKER: &str = "MarkerExists";

/// One case of a process.
struct Case {
    input: String,
    expect: Vec<String>,
    integer: i64,
    beside: bool,
}

/// How a process did in all its cases.
enum Verdict {
    Passes,
    Refused(String),
    Wrong(String),
}

/// Runs the suite.
///
/// # Errors
/// When its data is not there.
pub fn run(data: &Path) -> io::Result<Report> {
    let folder = data.join("betsy");
    let text = std::fs::read_to_string(folder.join("expectations.json"))?;
    let expectations: Json = serde_json::from_str(&text).map_err(io::Error::other)?;
    let paths = files(&folder.join("bpmn"), ".bpmn")?;
    let by_name: BTreeMap<String, PathBuf> = paths
        .into_iter()
        .filter_map(|path| Some((path.file_stem()?.to_string_lossy().into_owned(), path)))
        .collect();
    let mut report = Report::default();
    let (mut passed, mut refused, mut all, mut cases) = (0, 0, 0, 0);
    for (name, expected) in expectations.as_object().into_iter().flatten() {
        let Some(path) = by_name.get(name) else {
            continue;
        };
        all += 1;
        let expected = read_cases(expected);
        cases += expected.len();
        let where_ = below(&folder, path);
        match verdict(path, name, &expected)? {
            Verdict::Passes => passed += 1,
            Verdict::Refused(why) => {
                refused += 1;
                report.lines.push(format!("miss: {where_}: refused: {why}"));
            }
            Verdict::Wrong(why) => report.lines.push(format!("miss: {where_}: {why}")),
        }
    }
    report.count("processes", all, "processes");
    report.count("cases", cases, "cases");
    report.count("passed", passed, "processes");
    report.count("refused by name", refused, "processes");
    report.count("wrong", all - passed - refused, "processes");
    report.share("passed of all", passed, all);
    report.reached = passed * 100 >= all * MUST && all > 0;
    report.summary = format!(
        "betsy: {passed} of {all} processes give their traces in {cases} cases, {refused} are \
         refused by name, {} are wrong",
        all - passed - refused
    );
    Ok(report)
}

fn read_cases(expected: &Json) -> Vec<Case> {
    let texts = |list: &Json| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.filter_map(|item| item.as_str().map(str::to_owned))
            .collect()
    };
    let cases = expected["cases"].as_array().into_iter().flatten();
    cases
        .map(|case| {
            let other = texts(&case["other"]);
            let integer = other
                .iter()
                .find_map(|o| o.strip_prefix("setIntegerVariable:")?.parse().ok());
            Case {
                input: case["input"].as_str().unwrap_or_default().to_owned(),
                expect: texts(&case["expect"]),
                integer: integer.unwrap_or_default(),
                beside: other.iter().any(|o| o == "useParallelProcess"),
            }
        })
        .collect()
}

fn verdict(path: &Path, name: &str, cases: &[Case]) -> io::Result<Verdict> {
    let bytes = std::fs::read(path)?;
    let mut definitions = match bpmn::read(&bytes) {
        Ok(definitions) => definitions,
        Err(problem) => return Ok(Verdict::Wrong(problem.to_string())),
    };
    words::say_in_feel(&mut definitions);
    for case in cases {
        let outcome = harness::run(&definitions, name, case);
        let faulty = case
            .expect
            .iter()
            .any(|line| FAULTS.contains(&line.as_str()));
        match outcome {
            Outcome::Refused(_) if faulty => {}
            Outcome::Refused(why) => return Ok(Verdict::Refused(why)),
            Outcome::Ran {
                mut lines,
                incident,
            } => {
                if !case.expect.iter().any(|line| line == MARKER) {
                    lines.retain(|line| line != MARKER);
                }
                let mut expect = case.expect.clone();
                expect.retain(|line| !FAULTS.contains(&line.as_str()));
                expect.sort();
                if lines != expect || faulty != incident.is_some() {
                    let after = incident.map(|i| format!(" and {i}")).unwrap_or_default();
                    return Ok(Verdict::Wrong(format!(
                        "with `{}` it gives {lines:?}{after}, expected {:?}",
                        case.input, case.expect
                    )));
                }
            }
        }
    }
    Ok(Verdict::Passes)
}
