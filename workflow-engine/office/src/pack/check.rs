//! What the author of a pack should know before it is published.

mod expressions;
mod form;
mod known;
mod places;
mod rule_tasks;
mod services;
mod stations;
#[cfg(test)]
mod tests;
mod ways;

use std::collections::BTreeMap;
use std::fmt;

use feel::dmn::Decisions;
use form_model::Form;
use jiff::civil::Date;
use places::Places;
pub use rule_tasks::decisions;
use ways::Flow;
use workflow_engine::bpmn::{self, model::Place, rules, xml::Document};
use workflow_engine::plan::Plan;
use workflow_engine::sound::{self, Fault};

use crate::org::Org;

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
        debug_assert!(codes().any(|known| known == code), "{code} is not listed");
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

/// One line, in English: place, weight, code, element, sentence and facts.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {} {}", self.weight.name(), self.code)?;
        if !self.element.is_empty() {
            write!(f, " at {}", self.element)?;
        }
        write!(f, ": {}", self.sentence)?;
        let facts = self.facts.iter();
        let facts: Vec<String> = facts.map(|(name, fact)| format!("{name}={fact}")).collect();
        if facts.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", facts.join(", "))
    }
}

/// Codes of what is found about a pack that no other crate has, or that mean the same there.
const CODES: [&str; 18] = [
    "desk-nobody",
    "desk-office",
    "desk-unknown",
    "flow-call",
    "flow-field",
    "flow-name-elsewhere",
    "flow-name-sometimes",
    "flow-name-unless",
    "flow-role",
    "flow-rule-input",
    "flow-rule-input-type",
    "flow-rule-result",
    "flow-rule-unknown",
    "flow-service",
    "flow-type",
    "flow-withdraw",
    "form-type",
    "pack-no-agency",
];

/// Every code that a finding can have.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let own = CODES
        .iter()
        .chain(form_model::CODES)
        .chain(form_model::schema::CODES)
        .copied();
    own.chain(feel::codes()).chain(workflow_engine::codes())
}

const FLOW: &str = "flow.bpmn";
const RULES: &str = "rules.dmn";
const FORM: &str = "form.json";

/// The agency in which the stations of a pack must find somebody.
#[derive(Debug, Clone, Copy)]
pub struct Agency<'a> {
    /// Its people and posts.
    pub org: &'a Org,
    /// The day on which they are looked for.
    pub on: Date,
}

/// Everything to say about the files of a pack, the weightiest first; whether its stations find
/// somebody is not looked at, and said so. A file that is not there is not looked at;
/// [`super::Pack::read`] misses it.
#[must_use]
pub fn check(files: &BTreeMap<String, Vec<u8>>) -> Vec<Finding> {
    let mut found = looked_at(files, None).found;
    let sentence = "no agency is given in which the stations could find somebody".to_owned();
    found.push(Finding::new(
        FLOW,
        Weight::Notice,
        "pack-no-agency",
        sentence,
    ));
    found
}

/// The same, with the stations in an agency.
#[must_use]
pub fn check_in(files: &BTreeMap<String, Vec<u8>>, agency: Agency<'_>) -> Vec<Finding> {
    looked_at(files, Some(agency)).found
}

/// How many expressions of the files are looked at: of the flow, of the rules.
#[must_use]
pub fn expressions(files: &BTreeMap<String, Vec<u8>>) -> [usize; 2] {
    let rules = files
        .get(RULES)
        .and_then(|bytes| Decisions::read(bytes).ok());
    let rules = rules.map_or(0, |rules| rules.check_types().expressions);
    [looked_at(files, None).expressions, rules]
}

struct Looked {
    found: Vec<Finding>,
    /// Expressions of the flow.
    expressions: usize,
}

fn looked_at(files: &BTreeMap<String, Vec<u8>>, agency: Option<Agency<'_>>) -> Looked {
    let mut found = Vec::new();
    if let Some(bytes) = files.get(RULES) {
        decisions(bytes, &mut found);
    }
    let rules = files
        .get(RULES)
        .and_then(|bytes| Decisions::read(bytes).ok());
    let form = files
        .get(FORM)
        .and_then(|bytes| questions(bytes, &mut found));
    let mut expressions = 0;
    if let Some(bytes) = files.get(FLOW) {
        let around = Around {
            form: form.as_ref(),
            rules: rules.as_ref(),
            agency,
        };
        expressions = flow_in(bytes, around, &mut found);
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.weight));
    Looked { found, expressions }
}

/// Says what there is to say about the form alone; the form, where it can be read.
fn questions(bytes: &[u8], found: &mut Vec<Finding>) -> Option<Form> {
    let mut new = Vec::new();
    let form = match Form::read(bytes) {
        Ok(form) => {
            form::check(&form, &mut new);
            form::schema(bytes, &mut new);
            Some(form)
        }
        Err(problem) => {
            new.push(form::unread(&problem));
            None
        }
    };
    form::place(bytes, &mut new);
    found.extend(new);
    form
}

/// What a flow stands in.
#[derive(Default, Clone, Copy)]
struct Around<'a> {
    form: Option<&'a Form>,
    rules: Option<&'a Decisions>,
    agency: Option<Agency<'a>>,
}

/// What there is to say about a flow alone; its variables are known only beside a form.
pub fn flow(bytes: &[u8], found: &mut Vec<Finding>) {
    flow_in(bytes, Around::default(), found);
}

/// Says what there is to say about a flow; how many expressions were looked at.
fn flow_in(bytes: &[u8], around: Around<'_>, found: &mut Vec<Finding>) -> usize {
    let document = match Document::read(bytes) {
        Ok(document) => document,
        Err(problem) => {
            let sentence = problem.to_string();
            let finding = Finding::new(FLOW, Weight::Error, problem.code(), sentence);
            found.push(Finding {
                place: Some(problem.place()),
                ..finding
            });
            return 0;
        }
    };
    let places = Places::of(&document);
    let mut new: Vec<Finding> = rules::check(&document).iter().map(broken).collect();
    let mut looked = 0;
    match bpmn::read(bytes).map_err(|problem| vec![problem]) {
        Err(problems) => new.extend(problems.iter().map(|p| refused(p, &places))),
        Ok(definitions) => match Plan::build(&definitions) {
            Err(problems) => new.extend(problems.iter().map(|p| refused(p, &places))),
            Ok(plan) => {
                new.extend(sound::unsound(&plan).iter().map(unsound));
                looked = compiled(&plan, around, &places, &mut new);
            }
        },
    }
    for finding in &mut new {
        if finding.place.is_none() {
            finding.place = places.element(&finding.element);
        }
    }
    found.extend(new);
    looked
}

fn compiled(
    plan: &Plan,
    around: Around<'_>,
    places: &Places<'_>,
    found: &mut Vec<Finding>,
) -> usize {
    let fields = around.form.map(form::types);
    stations::known(plan, fields.as_ref(), found);
    if let Some(Agency { org, on }) = around.agency {
        stations::in_agency(plan, org, on, found);
    }
    let Some(form) = around.form else { return 0 };
    let flow = Flow::of(plan, around.rules, form::variables(form));
    if let Some(decisions) = around.rules {
        rule_tasks::tasks(&flow, decisions, found);
    }
    expressions::check(&flow, places, found)
}

/// What FEEL finds, in the words of a pack.
fn spoken(file: &'static str, weight: Weight, finding: &feel::Finding, text: &str) -> Finding {
    let sentence = match finding.code {
        "feel-name-unknown" => "nothing has this name here",
        "feel-function-unknown" => "there is no function of this name",
        "feel-no-entry" => "the value has no such entry",
        "feel-operands" => "these values cannot be reckoned with one another",
        "feel-operand" => "this value has no opposite",
        "feel-never" => "these values cannot be compared",
        "feel-not-boolean" => "this is never true or false",
        "feel-argument" => "the function does not take this",
        "feel-arguments" => "the function takes another number of values",
        "feel-parameter-unknown" => "the function has no parameter of this name",
        "feel-not-a-function" => "this is no function",
        "feel-no-value" => "this text is no such value",
        "feel-filter" => "the filter is neither a condition nor a number",
        "feel-domain" => "one cannot go through this",
        "feel-entry-twice" => "the context has an entry twice",
        "dmn-type" => "the value is never of the type that is declared",
        _ => "the expression cannot mean this",
    };
    let mut new = Finding::new(file, weight, finding.code, sentence.to_owned());
    let facts = finding.facts.iter();
    new.facts = facts
        .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
        .collect();
    let part = finding.span.start as usize..finding.span.end as usize;
    new.with("expression", text)
        .with("part_of_expression", text.get(part).unwrap_or(text))
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

fn refused(problem: &workflow_engine::Problem, places: &Places<'_>) -> Finding {
    let mut new = Finding::new(FLOW, Weight::Error, problem.code(), problem.to_string());
    if let workflow_engine::Problem::Expression {
        element,
        text,
        problem,
    } = problem
    {
        // What FEEL says is nearer than that it is no expression.
        problem.code().clone_into(&mut new.code);
        let at = problem.at().and_then(|at| u32::try_from(at).ok());
        new.place = places.expression(element, text, at.unwrap_or(0));
        new = new.with("expression", text);
    }
    match problem {
        workflow_engine::Problem::TooLarge { limit, .. } => new = new.with("limit", limit),
        workflow_engine::Problem::Unsupported { kind, .. } => {
            new = new.with("kind_of_element", kind);
        }
        workflow_engine::Problem::Dangling { missing, .. } => new = new.with("missing", missing),
        workflow_engine::Problem::Language { language, .. } => {
            new = new.with("language", language);
        }
        _ => {}
    }
    new.of(problem.element())
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
