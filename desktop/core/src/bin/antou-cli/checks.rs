//! What is wrong with a pack or one of its files.

use std::collections::BTreeMap;
use std::path::Path;

use desktop_core::Failure;
use office::pack::check::{Finding, Weight, check};
use office::scenario::{Outcome, Played, run_all};
use serde_json::{Value, json};

use crate::files;
use crate::options::Options;
use crate::screen::say;
use crate::texts::Language;

/// Every finding as JSON, under `error` when one of them is an error.
pub fn as_json(path: &Path) -> Result<Value, Failure> {
    let files = files::pack(path)?;
    let found = check(&files);
    let missed = missed(&files);
    let bad = found.iter().any(|one| one.weight == Weight::Error) || !missed.is_empty();
    let lines = found.iter().map(line).chain(missed.iter().map(missed_line));
    let lines: Vec<Value> = lines.collect();
    let word = if bad { "error" } else { "ok" };
    Ok(json!({ word: lines }))
}

/// The scenarios that do not come out right.
fn missed(files: &BTreeMap<String, Vec<u8>>) -> Vec<Played> {
    let mut played = run_all(files);
    played.retain(|one| one.outcome != Outcome::Passed);
    played
}

fn line(found: &Finding) -> Value {
    json!({
        "file": found.file,
        "weight": found.weight.name(),
        "code": found.code,
        "element": found.element,
        "line": found.place.map(|place| place.line),
        "column": found.place.map(|place| place.column),
        "sentence": found.sentence,
        "facts": found.facts,
    })
}

fn missed_line(played: &Played) -> Value {
    let (code, facts) = crate::scenarios::said(&played.outcome);
    json!({
        "file": played.file,
        "weight": Weight::Error.name(),
        "code": code,
        "element": "",
        "line": facts.get("line").and_then(|line| line.parse::<usize>().ok()),
        "column": null,
        "sentence": Language::English.say(code, &facts),
        "facts": facts,
    })
}

/// Every finding in a line; whether none is an error.
pub fn as_sentences(path: &Path, options: &Options) -> Result<bool, Failure> {
    let files = files::pack(path)?;
    let found = check(&files);
    let language = options.language;
    for one in &found {
        let place = match one.place {
            Some(place) => format!("{}:{}:{}", one.file, place.line, place.column),
            None => one.file.to_owned(),
        };
        let weight = language.say(&format!("weight-{}", one.weight.name()), &BTreeMap::new());
        let sentence = language.finding(&one.code, &one.facts);
        let sentence = sentence.unwrap_or_else(|| one.sentence.clone());
        let element = match one.element.is_empty() {
            true => String::new(),
            false => format!(" [{}]", one.element),
        };
        say(&format!(
            "{place} {weight} {}{element} {sentence}",
            one.code
        ));
    }
    let missed = missed(&files);
    for played in &missed {
        let (code, facts) = crate::scenarios::said(&played.outcome);
        say(&format!(
            "{} {code} {}",
            played.file,
            language.say(code, &facts)
        ));
    }
    let errors = found
        .iter()
        .filter(|one| one.weight == Weight::Error)
        .count()
        + missed.len();
    let facts = [("errors", errors), ("findings", found.len() + missed.len())];
    say(&language.say_all("check-sum", &facts));
    Ok(errors == 0)
}
