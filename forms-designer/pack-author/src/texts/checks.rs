//! What is wrong with the texts of a pack.

use std::collections::{BTreeMap, BTreeSet};

use super::{Language, Line, Texts, resource_of, variables};
use crate::check::{Finding, Weight};
use crate::{Files, Problem};

/// The line on which each key of a language stands, from 1.
type Places = BTreeMap<(Language, String), usize>;

/// Everything to say about the texts: lines that are no text, keys that stand twice, keys that one
/// language lacks, and variables that only one uses.
pub(crate) fn check(files: &Files, found: &mut Vec<Finding>) {
    let mut places = Places::new();
    let mut is_whole = true;
    for language in Language::ALL {
        if let Err(problem) = file(files, language, &mut places, found) {
            found.push(Finding::of(Weight::Error, problem));
            is_whole = false;
        }
    }
    if let Ok(texts) = Texts::read(files)
        && is_whole
    {
        let lines = texts.lines().iter();
        lines.for_each(|line| one(line, &places, found));
    }
}

fn file(
    files: &Files,
    language: Language,
    places: &mut Places,
    found: &mut Vec<Finding>,
) -> Result<(), Problem> {
    let Some((source, resource)) = resource_of(files, language)? else {
        return Ok(());
    };
    for line in &resource.unreadable {
        let problem = Problem::new(language.file(), "texts-unreadable");
        found.push(Finding::of(Weight::Error, problem).at(*line, 1));
    }
    let (mut line, mut counted) = (1, 0);
    for entry in &resource.entries {
        let passed = source.get(counted..entry.lines.start).unwrap_or_default();
        line += passed.matches('\n').count();
        counted = entry.lines.start;
        let known = places.insert((language, entry.key.clone()), line);
        if known.is_some() {
            let problem = Problem::new(language.file(), "texts-twice").with("key", &entry.key);
            let new = Finding::of(Weight::Error, problem);
            found.push(new.about(&entry.key).at(line, 1));
        }
    }
    Ok(())
}

/// What is wrong with one key.
fn one(line: &Line, places: &Places, found: &mut Vec<Finding>) {
    let mut add = |weight, language: Language, problem: Problem| {
        let problem = Problem {
            file: language.file().to_owned(),
            ..problem.with("key", &line.key)
        };
        let new = Finding::of(weight, problem).about(&line.key);
        found.push(match places.get(&(language, line.key.clone())) {
            Some(number) => new.at(*number, 1),
            None => new,
        });
    };
    let mut known: Vec<(Language, BTreeSet<String>)> = Vec::new();
    for language in Language::ALL {
        match line.get(language).map(variables) {
            Some(Ok(variables)) => known.push((language, variables)),
            Some(Err(problem)) => add(Weight::Error, language, problem),
            None => {}
        }
    }
    let [_, english] = Language::ALL;
    let [said, translated] = Language::ALL.map(|language| line.get(language).is_some());
    let warning = Weight::Warning;
    match (said, translated) {
        // What the official language lacks is shown to nobody.
        (false, true) => add(warning, english, Problem::new("", "texts-superfluous")),
        (true, false) => add(warning, english, Problem::new("", "texts-missing")),
        _ => {}
    }
    if let [(_, one), (language, other)] = known.as_slice()
        && one != other
    {
        let names: Vec<&str> = one
            .symmetric_difference(other)
            .map(String::as_str)
            .collect();
        let problem = Problem::new("", "texts-variables").with("names", names.join(", "));
        add(Weight::Error, *language, problem);
    }
}
