//! The betsy processes (see the conformance folder's README): every process of the kinds that are
//! run gives the expected trace, every other one is refused by name.

#![expect(
    clippy::disallowed_methods,
    reason = "reads the public conformance files, which are not in this repository"
)]

use super::player::{MORNING, Play};
use feel::{Context, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use workflow_engine::bpmn;
use workflow_engine::plan::Plan;
use workflow_engine::run::{How, Input};

/// Opcodes that cannot be said in FEEL: they block a thread or throw from a script.
const NOT_SAID: [&str; 2] = ["WAIT_TEN_SECONDS", "THROW_ERROR"];

fn folder() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("CONFORMANCE_DIR")
        .map_or_else(|| here.join("../../shared/conformance"), PathBuf::from);
    let folder = folder.join("betsy");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no conformance folder");
    None
}

fn files(under: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "bpmn") {
            found.push(path);
        }
    }
    found.sort();
}

/// The opcodes and conditions in FEEL.
fn translate(xml: &str) -> String {
    let mut out = xml.replace("expressionLanguage=\"http://www.w3.org/1999/XPath\"", "");
    let logs =
        ["Task1", "Task2", "Task3", "Task4"].map(|t| (format!("SCRIPT_{}", t.to_lowercase()), t));
    let mut logs = logs.to_vec();
    logs.push(("CREATE_MARKER_FILE".to_owned(), "MarkerExists"));
    for (opcode, line) in logs {
        out = out.replace(
            &opcode,
            &format!("{{trace: concatenate(trace, [\"{line}\"])}}"),
        );
    }
    out = out.replace("SET_STRING_DATA", "{data: \"set\"}");
    let read =
        "{trace: concatenate(trace, [if data = \"set\" then \"DataCorrect\" else \"DataWrong\"])}";
    out = out.replace("LOG_DATA", read);
    out = out.replace("CREATE_LOG_FILE", "{trace: trace}");
    let counted =
        "{integerVariable: integerVariable + 1, trace: concatenate(trace, [\"Increment\"])}";
    out = out.replace("INCREMENT_INTEGER_VARIABLE_AND_LOG", counted);
    out = out.replace(
        "INCREMENT_INTEGER_VARIABLE",
        "{integerVariable: integerVariable + 1}",
    );
    for letter in ["a", "b", "c"] {
        let from = format!("test.contains(\"{letter}\")");
        out = out.replace(&from, &format!("contains(test, \"{letter}\")"));
    }
    out
}

/// Starts the process and lets time go by until nothing is due.
fn trace(plan: Plan, input: &str, number: i64) -> Vec<String> {
    let mut play = Play::with(plan);
    let variables = Context::from([
        ("trace".to_owned(), Value::List(Vec::new())),
        ("test".to_owned(), Value::from(input)),
        ("integerVariable".to_owned(), Value::from(number)),
    ]);
    play.now = MORNING;
    play.give("start", Input::Start { variables }).unwrap();
    while let Some(due) = play.instance.next_wake() {
        play.now = due;
        play.give("wake", Input::Wake).unwrap();
    }
    let logged = play.instance.variables["trace"].as_list().unwrap();
    let mut lines: Vec<String> = logged
        .iter()
        .map(|l| l.as_text().unwrap().to_owned())
        .collect();
    if let Some(How::Failed { .. }) = play.instance.ended {
        lines.push("ErrorThrownErrorEvent".to_owned());
    }
    lines.sort();
    lines
}

#[test]
fn every_process_gives_its_trace_or_is_refused_by_name() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("expectations.json")).unwrap();
    let expectations: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut paths = Vec::new();
    files(&folder.join("bpmn"), &mut paths);
    let by_name: BTreeMap<String, PathBuf> = paths
        .into_iter()
        .map(|p| (p.file_stem().unwrap().to_string_lossy().into_owned(), p))
        .collect();
    let (mut passed, mut cases_run, mut refused, mut wrong) = (0, 0, Vec::new(), Vec::new());
    for (name, expected) in expectations.as_object().unwrap() {
        let Some(path) = by_name.get(name) else {
            continue;
        };
        let xml = translate(&std::fs::read_to_string(path).unwrap());
        let definitions = bpmn::read(xml.as_bytes()).unwrap();
        let unsaid = NOT_SAID.iter().find(|opcode| xml.contains(*opcode));
        let plan = match (Plan::of(&definitions, name, &[].into()), unsaid) {
            (Ok(plan), None) => plan,
            (Ok(_), Some(opcode)) => {
                refused.push(format!("{name}: {opcode}"));
                continue;
            }
            (Err(problems), _) => {
                refused.push(format!("{name}: {}", problems[0]));
                continue;
            }
        };
        let mut right = true;
        for case in expected["cases"].as_array().unwrap() {
            let other = case["other"].as_array().cloned().unwrap_or_default();
            let number = other
                .iter()
                .filter_map(|o| o.as_str()?.strip_prefix("setIntegerVariable:"));
            let number = number.filter_map(|n| n.parse().ok()).next().unwrap_or(0);
            let lines = case["expect"].as_array().unwrap().iter();
            let mut lines: Vec<String> = lines.map(|l| l.as_str().unwrap().to_owned()).collect();
            lines.sort();
            let got = trace(plan.clone(), case["input"].as_str().unwrap(), number);
            cases_run += 1;
            if got != lines {
                right = false;
                wrong.push(format!("{name} {case}: got {got:?}"));
            }
        }
        passed += usize::from(right);
    }
    println!(
        "betsy: {passed} processes pass in {cases_run} cases, {} are refused",
        refused.len()
    );
    println!("{}", refused.join("\n"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(passed > 0);
}

#[test]
fn models_that_break_a_rule_are_read_or_refused() {
    let Some(folder) = folder() else { return };
    let mut paths = Vec::new();
    files(&folder.join("bpmn/bpmn_constraints"), &mut paths);
    let mut passed = Vec::new();
    let count = paths.len();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let plan = bpmn::read(&bytes).map(|definitions| Plan::build(&definitions));
        if let Ok(Ok(_)) = plan {
            passed.push(path.file_stem().unwrap().to_string_lossy().into_owned());
        }
    }
    println!(
        "{} of {count} are refused; not refused:\n{}",
        count - passed.len(),
        passed.join("\n")
    );
    assert!(passed.len() < count / 4, "too many broken models pass");
}
