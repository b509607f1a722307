//! `dmn-tck`: the results of the DMN Technology Compatibility Kit's cases.

mod alarms;
pub(super) mod file;

use crate::report::{Report, below, files};
use feel::Number;
use feel::dmn::{Answer, Decisions};
use feel::lang::time::DateTime;
use feel::lang::val::Val;
use feel::lang::{Limits, Reason};
use file::{Case, Cases};
use std::cmp::Ordering;
use std::io;
use std::path::Path;

/// What `now` and `today` are in every case.
const NOW: &str = "2026-11-24T09:00:00@Asia/Taipei";

/// Runs every case below `FOLDER/dmn-tck`.
pub fn run(folder: &Path) -> io::Result<Report> {
    let root = folder.join("dmn-tck");
    let mut report = Report::default();
    let (mut right, mut all, mut java) = (0, 0, 0);
    let mut alarms = alarms::Alarms::default();
    for path in files(&root, ".xml")? {
        let cases = Cases::read(&path)?;
        let models = models(&path, &cases.model)?;
        let models: Vec<&[u8]> = models.iter().map(Vec::as_slice).collect();
        let decisions = Decisions::open(&models);
        if let Ok(decisions) = &decisions {
            alarms.look(&below(&root, &path), decisions, &cases);
        }
        for case in &cases.cases {
            all += case.results.len();
            let decisions = match &decisions {
                Ok(decisions) => decisions,
                Err(problem) => {
                    let line = format!("miss: {} {}: {problem}", below(&root, &path), case.id);
                    report.lines.push(line);
                    continue;
                }
            };
            for (name, expected) in &case.results {
                let answer = asked(decisions, case, name);
                if is_same(&answer.value, expected) {
                    right += 1;
                } else if needs_java(&answer.reasons) {
                    java += 1;
                } else {
                    let place = below(&root, &path);
                    report
                        .lines
                        .push(miss(&place, case, name, expected, &answer));
                }
            }
        }
    }
    report.count("results", all, "results");
    report.count("results that need Java", java, "results");
    report.count("right", right, "results");
    report.share("right of those that need no Java", right, all - java);
    alarms.tell(&mut report);
    report.summary = format!("dmn-tck: {right} of {} right, {java} need Java", all - java);
    report.reached = right == all - java;
    Ok(report)
}

/// The model of the cases first, then its neighbours, of which it may import some.
fn models(cases: &Path, name: &str) -> io::Result<Vec<Vec<u8>>> {
    let folder = cases.parent().unwrap_or(cases);
    let main = std::fs::read(folder.join(name))?;
    let text = String::from_utf8_lossy(&main);
    let mut models = vec![main.clone()];
    if text.contains("import ") || text.contains("import\n") {
        for path in files(folder, ".dmn")? {
            if path.file_name().is_some_and(|file| file != name) {
                models.push(std::fs::read(path)?);
            }
        }
    }
    Ok(models)
}

fn asked(decisions: &Decisions, case: &Case, name: &str) -> Answer {
    let now = DateTime::read(NOW);
    let Some(invocable) = &case.invocable else {
        return decisions.answer(name, &case.inputs, Limits::default(), now.as_ref());
    };
    let answer = decisions.invoke(invocable, &case.inputs, Limits::default(), now.as_ref());
    // A service with several outputs answers with all of them by name.
    let one = match &answer.value {
        Val::Context(entries) if entries.len() > 1 => entries.get(name).cloned(),
        _ => None,
    };
    Answer {
        value: one.unwrap_or(answer.value),
        reasons: answer.reasons,
    }
}

fn needs_java(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| reason.code == "feel-external")
}

/// The same value; numbers may differ by what the kit's own runners let pass.
fn is_same(a: &Val, b: &Val) -> bool {
    match (a, b) {
        (Val::Number(a), Val::Number(b)) => {
            let most = Number::new(1, -8).unwrap_or(Number::ZERO);
            a == b
                || a.checked_sub(*b)
                    .is_some_and(|difference| difference.abs() <= most)
        }
        (Val::List(a), Val::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| is_same(a, b))
        }
        (Val::Context(a), Val::Context(b)) => {
            let has = |name: &str, value: &Val| b.get(name).is_some_and(|b| is_same(value, b));
            a.len() == b.len() && a.iter().all(|(name, value)| has(name, value))
        }
        (Val::DateTime(a), Val::DateTime(b)) => a.compare(b) == Some(Ordering::Equal),
        (Val::Time(a), Val::Time(b)) => a.compare(b) == Some(Ordering::Equal),
        (a, b) => a == b,
    }
}

fn miss(place: &str, case: &Case, name: &str, expected: &Val, answer: &Answer) -> String {
    let why = answer
        .reasons
        .first()
        .map_or_else(String::new, |why| format!(" ({why})"));
    let got = &answer.value;
    format!(
        "miss: {place} {} {name}: {got:?} instead of {expected:?}{why}",
        case.id
    )
}
