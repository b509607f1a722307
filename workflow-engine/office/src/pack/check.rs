//! What the author of a pack should know before it is published.

use std::collections::BTreeMap;

use feel::dmn::{self, Decisions};
use form_model::Form;
use workflow_engine::bpmn::{self, model::Place, rules, xml::Document};
use workflow_engine::plan::Plan;
use workflow_engine::sound::{self, Fault};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something to know.
    Notice,
    /// It may not do what is meant.
    Warning,
    /// It must not be published.
    Error,
}

impl Weight {
    /// Stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something about a pack that its author should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file in the pack.
    pub file: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// Stable code.
    pub code: String,
    /// Id of the element, or name of the decision; may be empty.
    pub element: String,
    /// Where in the file, where that is known.
    pub place: Option<Place>,
    /// What is so, in English; a person's sentence is made of code and facts.
    pub sentence: String,
    /// What a sentence about it needs.
    pub facts: BTreeMap<String, String>,
}

impl Finding {
    fn new(file: &'static str, weight: Weight, code: &str, sentence: String) -> Self {
        Self {
            file,
            weight,
            code: code.to_owned(),
            element: String::new(),
            place: None,
            sentence,
            facts: BTreeMap::new(),
        }
    }

    fn of(mut self, element: &str) -> Self {
        element.clone_into(&mut self.element);
        self
    }

    fn with(mut self, name: &str, fact: impl ToString) -> Self {
        self.facts.insert(name.to_owned(), fact.to_string());
        self
    }
}

const FLOW: &str = "flow.bpmn";
const RULES: &str = "rules.dmn";
const FORM: &str = "form.json";

/// Everything to say about the files of a pack, the weightiest first. A file that is not there is
/// not looked at; [`super::Pack::read`] misses it.
#[must_use]
pub fn check(files: &BTreeMap<String, Vec<u8>>) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(bytes) = files.get(FLOW) {
        flow(bytes, &mut found);
    }
    if let Some(bytes) = files.get(RULES) {
        decisions(bytes, &mut found);
    }
    if let Some(Err(problem)) = files.get(FORM).map(|bytes| Form::read(bytes)) {
        let sentence = problem.to_string();
        found.push(Finding::new(FORM, Weight::Error, problem.code(), sentence));
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.weight));
    found
}

/// What there is to say about a flow alone.
pub fn flow(bytes: &[u8], found: &mut Vec<Finding>) {
    match Document::read(bytes) {
        Ok(document) => found.extend(rules::check(&document).iter().map(broken)),
        Err(problem) => {
            let sentence = problem.to_string();
            let finding = Finding::new(FLOW, Weight::Error, problem.code(), sentence);
            found.push(Finding {
                place: Some(problem.place()),
                ..finding
            });
            return;
        }
    }
    let definitions = match bpmn::read(bytes) {
        Ok(definitions) => definitions,
        Err(problem) => {
            found.push(refused(&problem));
            return;
        }
    };
    match Plan::build(&definitions) {
        Ok(plan) => found.extend(sound::unsound(&plan).iter().map(unsound)),
        Err(problems) => found.extend(problems.iter().map(refused)),
    }
}

fn broken(finding: &rules::Finding) -> Finding {
    let weight = match finding.severity {
        rules::Severity::Warning => Weight::Notice,
        rules::Severity::Error => Weight::Error,
    };
    let facts = finding.facts.iter();
    Finding {
        file: FLOW,
        weight,
        code: finding.rule.code.to_owned(),
        element: finding.element.clone(),
        place: Some(finding.place),
        sentence: finding.rule.sentence.to_owned(),
        facts: facts
            .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
            .collect(),
    }
}

fn refused(problem: &workflow_engine::Problem) -> Finding {
    Finding::new(FLOW, Weight::Error, problem.code(), problem.to_string()).of(problem.element())
}

fn unsound(found: &sound::Unsound) -> Finding {
    let weight = match found.fault {
        Fault::NotProved => Weight::Warning,
        Fault::Deadlock | Fault::Unsynchronised | Fault::Endless => Weight::Error,
    };
    let sentence = match found.fault {
        Fault::Deadlock => "tokens wait here for others that never come",
        Fault::Unsynchronised => "a second token can come here while the first is still there",
        Fault::Endless => "from here the end cannot be reached",
        Fault::NotProved => "the flow has too many states to prove that it comes to its end",
    };
    Finding::new(FLOW, weight, found.fault.code(), sentence.to_owned())
        .of(found.elements.first().unwrap_or(&found.scope))
        .with("elements", found.elements.join(", "))
        .with("way", found.way.join(", "))
}

/// What there is to say about decision tables alone.
pub fn decisions(bytes: &[u8], found: &mut Vec<Finding>) {
    match Decisions::read(bytes) {
        Ok(decisions) => found.extend(decisions.check().iter().map(table)),
        Err(problem) => {
            let sentence = problem.to_string();
            found.push(Finding::new(RULES, Weight::Error, problem.code(), sentence));
        }
    }
}

fn table(finding: &dmn::Finding) -> Finding {
    let weight = match finding.severity {
        dmn::Severity::Notice => Weight::Notice,
        dmn::Severity::Warning => Weight::Warning,
        dmn::Severity::Error => Weight::Error,
    };
    let sentence = match finding.code {
        "dmn-gap" => "no rule says what holds for these values",
        "dmn-overlap" => "two rules match the same values",
        "dmn-rule-unreachable" => "the rule is never reached",
        _ => "the table depends on values that are known only when it is asked",
    };
    let list = |rules: &[usize]| {
        rules
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let values = finding
        .values
        .iter()
        .map(|(input, value)| format!("{input}: {value}"));
    Finding::new(RULES, weight, finding.code, sentence.to_owned())
        .of(&finding.decision)
        .with("rules", list(&finding.rules))
        .with("values", values.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn leave() -> BTreeMap<String, Vec<u8>> {
        let file = |name: &str, content: &[u8]| (name.to_owned(), content.to_vec());
        BTreeMap::from([
            file(FLOW, include_bytes!("../../../packs/leave/flow.bpmn")),
            file(RULES, include_bytes!("../../../packs/leave/rules.dmn")),
            file(FORM, include_bytes!("../../../packs/leave/form.json")),
        ])
    }

    #[test]
    fn the_leave_pack_may_be_published() {
        let found = check(&leave());
        let errors: Vec<_> = found.iter().filter(|f| f.weight == Weight::Error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let check = |file: &str, from: &str, to: &str, expected: &str| {
            let mut files = leave();
            let text = String::from_utf8(files[file].clone()).unwrap();
            assert!(text.contains(from), "{from}");
            files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
            let found = check(&files);
            let errors = found.iter().filter(|f| f.weight == Weight::Error);
            let codes: Vec<&str> = errors.map(|f| f.code.as_str()).collect();
            assert!(codes.contains(&expected), "{file} {to}: {codes:?}");
        };
        check(FLOW, "</definitions>", "", "xml-syntax");
        check(
            FLOW,
            "sourceRef=\"after-decision\" targetRef=\"calendar\"",
            "sourceRef=\"after-decision\" targetRef=\"decided\"",
            "flow-lists",
        );
        check(RULES, "</definitions>", "", "dmn-xml");
        check(FORM, "{", "[", "form-unreadable");
    }
}
