//! What is wrong with a form, in sentences.

use std::collections::BTreeMap;

use form_model::schema::{Dialect, check_document};
use form_model::{Component, Form, Problem, Severity};

use crate::drawing::kind_name;
use crate::palette;
use crate::texts::Say;

/// Something wrong, where a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Of which component, a JSON pointer; empty of the form as a whole.
    pub pointer: String,
    /// 1 to know, 2 it may not do what is meant, 3 nobody could fill it in.
    pub weight: i32,
    /// In a sentence.
    pub said: String,
    /// What the component is called.
    pub place: String,
}

/// Components by their pointers.
type Known<'f> = BTreeMap<&'f str, &'f Component>;

/// Everything wrong with a form, the weightiest first.
#[must_use]
pub fn all(form: &Form, say: &Say) -> Vec<Trouble> {
    let all = form.all().into_iter();
    let known: Known<'_> = all
        .map(|component| (component.pointer.as_str(), component))
        .collect();
    let mut found: Vec<Trouble> = form
        .problems()
        .iter()
        .map(|problem| told(&known, problem, say))
        .collect();
    for finding in check_document(form.json(), Dialect::Antou) {
        let pointer = owner(&known, &finding.path);
        // What the model says of a component it says better than the schema.
        if found
            .iter()
            .any(|trouble| trouble.pointer == pointer && trouble.weight == 3)
        {
            continue;
        }
        let at = finding
            .path
            .strip_prefix(&pointer)
            .unwrap_or_default()
            .trim_start_matches('/');
        let property = finding.facts.get("property").map_or(at, String::as_str);
        let facts = [("property", property)];
        let said = say.known(finding.code, &facts);
        found.push(Trouble {
            place: place(&known, &pointer, say),
            weight: 3,
            said: said.unwrap_or_else(|| say.say_with("schema-other", &facts)),
            pointer,
        });
    }
    found.sort_by_key(|trouble| -trouble.weight);
    found
}

/// The weightiest of each component.
#[must_use]
pub fn weights(troubles: &[Trouble]) -> BTreeMap<String, i32> {
    let mut weights = BTreeMap::new();
    for trouble in troubles {
        let known = weights.entry(trouble.pointer.clone()).or_insert(0);
        *known = trouble.weight.max(*known);
    }
    weights
}

fn told(known: &Known<'_>, problem: &Problem, say: &Say) -> Trouble {
    let pointer = owner(known, &problem.path);
    Trouble {
        place: place(known, &pointer, say),
        weight: match problem.severity() {
            Severity::Notice => 1,
            Severity::Warning => 2,
            Severity::Error => 3,
        },
        said: said(problem, say),
        pointer,
    }
}

/// A problem in a sentence.
#[must_use]
pub fn said(problem: &Problem, say: &Say) -> String {
    let facts = problem.facts.iter();
    let facts = facts.map(|(name, fact)| ((*name).to_owned(), fact.clone()));
    sentence(problem.code, &facts.collect(), say)
}

/// A code with its facts in a sentence.
#[must_use]
pub fn sentence(code: &str, facts: &BTreeMap<String, String>, say: &Say) -> String {
    let mut given: Vec<(&str, String)> = facts
        .iter()
        .map(|(name, fact)| (name.as_str(), fact.clone()))
        .collect();
    for (name, fact) in &mut given {
        let key = format!("property-{}", fact.replace(['.', '/'], "-").to_lowercase());
        if *name == "property" {
            *fact = say.known(&key, &[]).unwrap_or_else(|| fact.clone());
        }
        // What the office knows besides the fields is called as a person calls it.
        if *name == "name"
            && let Some(called) = say.known(&format!("name-{}", fact.replace('.', "-")), &[])
        {
            *fact = called;
        }
    }
    let given: Vec<(&str, &str)> = given
        .iter()
        .map(|(name, fact)| (*name, fact.as_str()))
        .collect();
    if code == "route-not-linear"
        && let Some(said) = not_linear(facts, say)
    {
        return said;
    }
    let has = |fact: &str| facts.contains_key(fact);
    // What is read and nobody gives.
    let code = match code {
        "route-condition" if has("nearest") => "route-condition-near",
        "route-condition" if has("name") => "route-condition-name",
        // Found in a file, not while it is typed: there is no character to tell of.
        "feel-name-unknown" if !has("column") && has("nearest") => "feel-read-near",
        "feel-name-unknown" if !has("column") && has("name") => "feel-read-unknown",
        code if code.starts_with("feel-") && !has("column") => "feel-read-doubtful",
        code => code,
    };
    say.known(code, &given)
        .unwrap_or_else(|| say.say_with("problem-other", &[("code", code)]))
}

/// Why a flow is no list of stations.
fn not_linear(facts: &BTreeMap<String, String>, say: &Say) -> Option<String> {
    let fact = |name: &str| facts.get(name).map_or("", String::as_str);
    let why = fact("why").to_lowercase();
    let (key, line) = match (why.as_str(), fact("found")) {
        ("shape", "") => ("route-not-linear-lacks".to_owned(), fact("expected")),
        (why, found) => (format!("route-not-linear-{why}"), found),
    };
    let element = say.say(element(line));
    say.known(&key, &[("element", &element)])
}

/// What a line of the shape of a flow is about: `3 exclusiveGateway ->4`.
fn element(line: &str) -> &'static str {
    let words = line.split_whitespace();
    let mut words = words.skip_while(|word| *word == "-" || word.parse::<usize>().is_ok());
    match words.next().unwrap_or_default() {
        "userTask" | "manualTask" => "element-user-task",
        "process" => "element-process",
        "subProcess" | "transaction" | "callActivity" | "adHocSubProcess" => "element-sub-process",
        "boundaryEvent" => "element-boundary-event",
        "startEvent" => "element-start-event",
        "endEvent" => "element-end-event",
        "task" => "element-task",
        name if name.ends_with("Task") => "element-service-task",
        name if name.ends_with("Gateway") => "element-gateway",
        name if name.ends_with("Event") => "element-event",
        _ => "element-other",
    }
}

/// The innermost component at or around a place of the document.
fn owner(known: &Known<'_>, pointer: &str) -> String {
    let mut at = pointer;
    while !known.contains_key(at) {
        match at.rsplit_once('/') {
            Some((around, _)) => at = around,
            None => return String::new(),
        }
    }
    at.to_owned()
}

fn place(known: &Known<'_>, pointer: &str, say: &Say) -> String {
    known
        .get(pointer)
        .map_or_else(|| say.say("whole-form"), |component| called(component, say))
}

/// What a component is called: its label, else its words, its key, its kind.
#[must_use]
pub fn called(component: &Component, say: &Say) -> String {
    let first_line = component
        .content
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches(['#', ' ']);
    let names = [
        component.label.as_str(),
        first_line,
        component.path.as_str(),
    ];
    let named = names.into_iter().find(|name| !name.is_empty());
    named.map_or_else(|| palette::name(kind_name(component), say), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Language;
    use form_model::CODES;

    #[test]
    fn every_code_has_its_sentence() {
        for language in [Language::Chinese, Language::English] {
            let say = Say::new(language);
            let own = [
                "edit-place",
                "edit-kind",
                "edit-row-full",
                "edit-into-itself",
                "edit-key",
                "edit-key-taken",
                "edit-id-taken",
                "edit-nothing",
            ];
            for code in CODES.iter().chain(&own) {
                assert!(say.known(code, &[]).is_some(), "{code}");
            }
            for code in pack_author::CODES {
                assert!(say.known(code, &[]).is_some(), "{code}");
            }
            for code in pack_author::difference::CODES {
                let key = format!("changed-{code}");
                assert!(say.known(&key, &[]).is_some(), "{code}");
            }
            let import = form_import::PROBLEM_CODES
                .iter()
                .chain(form_import::NOTE_CODES);
            for code in import {
                assert!(say.known(code, &[]).is_some(), "{code}");
            }
        }
    }

    #[test]
    fn a_flow_that_is_no_list_has_a_reason_in_words() {
        for language in [Language::Chinese, Language::English] {
            let say = Say::new(language);
            for why in [
                "policy",
                "annotations",
                "allowed",
                "outputs",
                "process",
                "size",
                "route",
                "workingDays",
            ] {
                let facts = BTreeMap::from([("why".to_owned(), why.to_owned())]);
                assert!(not_linear(&facts, &say).is_some(), "{why}");
            }
        }
        let say = Say::new(Language::English);
        let check = |expected: &str, found: &str, words: &str| {
            let facts = [("why", "shape"), ("expected", expected), ("found", found)];
            let facts = facts.map(|(name, fact)| (name.to_owned(), fact.to_owned()));
            let said = sentence("route-not-linear", &facts.into(), &say);
            assert!(said.contains(words), "{said}");
        };
        check("2 userTask ->3", "2 exclusiveGateway ->3 ->4", "a gateway");
        check(
            "  2 endEvent",
            "- scriptTask",
            "a task that the system does",
        );
        check("4 endEvent", "", "lacks an end");
    }

    #[test]
    fn troubles_stand_at_their_components() {
        let check = |form: &str, expected: &[(&str, i32, &str)]| {
            let form = Form::read(form.as_bytes()).expect("a form");
            let troubles = all(&form, &Say::new(Language::English));
            let found: Vec<_> = troubles
                .iter()
                .map(|t| (t.pointer.as_str(), t.weight, t.place.as_str()))
                .collect();
            assert_eq!(found, expected, "{troubles:?}");
        };
        check(
            r#"{"type":"default","components":[{"type":"textfield","key":"a","label":"A"}]}"#,
            &[],
        );
        check(
            r#"{"type":"default","components":[{"type":"group","label":"G","components":[
                {"type":"number","key":"a","label":"A","conditional":{"hide":"=1 +"}}]}]}"#,
            &[("/components/0/components/0", 3, "A")],
        );
        check(
            r#"{"type":"default","components":[{"type":"iframe","label":"Map","url":"x"},{"type":"select","key":"k"}]}"#,
            &[("/components/1", 3, "k"), ("/components/0", 1, "Map")],
        );
    }
}
