//! Models that break one rule of the standard each: the checker says which. Models that break none
//! on purpose get no error.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use serde_json::Value;
use workflow_engine::bpmn::rules::{Finding, Severity, check};
use workflow_engine::bpmn::xml::Document;

use crate::report::{Report, below, files};

/// Runs the suite.
///
/// # Errors
/// When its data is not there.
pub fn run(data: &Path) -> io::Result<Report> {
    let betsy = data.join("betsy/bpmn");
    let broken = betsy.join("bpmn_constraints");
    let mut report = Report::default();
    let (mut refused, mut hard) = (0, 0);
    let models = files(&broken, ".bpmn")?;
    for path in &models {
        let name = below(&broken, path);
        let number = path.parent().and_then(Path::file_name).unwrap_or_default();
        let number = number.to_string_lossy();
        match findings(path)? {
            Err(problem) => report.lines.push(format!("miss: {name}: {problem}")),
            Ok(found) => {
                let right: Vec<&Finding> = found
                    .iter()
                    .filter(|f| f.rule.sources.contains(&number.as_ref()))
                    .collect();
                refused += usize::from(!right.is_empty());
                hard += usize::from(found.iter().any(|f| f.severity == Severity::Error));
                if right.is_empty() {
                    report.lines.push(miss(&name, &number, &found));
                }
            }
        }
    }
    let (sound, alarms) = false_alarms(data, &broken, &mut report)?;
    report.count("models", models.len(), "models");
    report.count("refused with the right rule", refused, "models");
    report.count("refused with an error", hard, "models");
    report.count("sound models", sound, "models");
    report.count("sound models with an error", alarms, "models");
    report.share("refused of all", refused, models.len());
    report.reached = refused == models.len() && alarms == 0;
    report.summary = format!(
        "betsy-constraints: {refused} of {} refused with the right rule; {alarms} of {sound} \
         sound models get an error",
        models.len()
    );
    Ok(report)
}

fn findings(path: &Path) -> io::Result<Result<Vec<Finding>, String>> {
    let bytes = std::fs::read(path)?;
    let document = Document::read(&bytes).map_err(|problem| problem.to_string());
    Ok(document.map(|document| check(&document)))
}

fn miss(name: &str, number: &str, found: &[Finding]) -> String {
    let codes: BTreeSet<&str> = found.iter().map(|finding| finding.rule.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    match codes.as_slice() {
        [] => format!("miss: {name}: nothing found, {number} expected"),
        codes => format!(
            "miss: {name}: {} found, {number} expected",
            codes.join(", ")
        ),
    }
}

/// Betsy's other models, those that it expects an engine to refuse aside, and the reference models
/// of the interchange group. Returns their number and how many of them get an error.
fn false_alarms(data: &Path, broken: &Path, report: &mut Report) -> io::Result<(usize, usize)> {
    let refused = refused_by_expectation(&data.join("betsy/expectations.json"));
    let mut models = files(&data.join("betsy/bpmn"), ".bpmn")?;
    models.retain(|path| !path.starts_with(broken));
    models.extend(files(&data.join("bpmn-miwg/Reference"), ".bpmn")?);
    let (mut sound, mut alarms) = (0, 0);
    for path in models {
        let process = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if refused.contains(&process) {
            continue;
        }
        sound += 1;
        let errors: Vec<String> = match findings(&path)? {
            Err(problem) => vec![problem],
            Ok(found) => found
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .map(Finding::to_string)
                .collect(),
        };
        alarms += usize::from(!errors.is_empty());
        let name = below(data, &path);
        report.lines.extend(
            errors
                .into_iter()
                .map(|e| format!("false alarm: {name}:{e}")),
        );
    }
    Ok((sound, alarms))
}

/// The names of the processes of which betsy expects an error and no trace.
fn refused_by_expectation(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let expectations: Value = serde_json::from_str(&text).unwrap_or_default();
    let fails = |case: &Value| case["expect"] == serde_json::json!(["GenericError"]);
    let processes = expectations.as_object().into_iter().flatten();
    processes
        .filter(|(_, said)| {
            said["cases"]
                .as_array()
                .is_some_and(|cases| cases.iter().all(fails))
        })
        .map(|(name, _)| name.clone())
        .collect()
}
