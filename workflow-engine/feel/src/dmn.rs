//! Decision tables: a DMN model read once, its decisions asked by name.

use crate::program::guarded;
use crate::{Context, Outcome, Problem, Value, bounds, foreign};
use dsntk_model_evaluator::ModelEvaluator;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Largest model, in bytes.
pub const MAX_MODEL: usize = 1024 * 1024;
/// Deepest nesting of a model's elements.
pub const MAX_DEPTH: usize = 64;

/// A DMN model (DMN 1.3–1.5), ready to decide. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Decisions(Arc<Ready>);

struct Ready {
    namespace: String,
    model: String,
    names: Vec<String>,
    inputs: Vec<String>,
    evaluator: Arc<ModelEvaluator>,
}

impl fmt::Debug for Decisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decisions({:?}, {:?})", self.0.model, self.0.names)
    }
}

impl Decisions {
    /// Reads a model.
    ///
    /// # Errors
    /// [`Problem::ModelTooLarge`], [`Problem::Xml`] (not well-formed, a DTD, too deep),
    /// [`Problem::InModel`] (an expression that [`bounds`] refuses), [`Problem::External`] (Java
    /// or PMML functions, imports), [`Problem::Circle`], or [`Problem::Model`].
    pub fn read(xml: &[u8]) -> Result<Self, Problem> {
        let text = admit(xml)?;
        let built = catch_unwind(AssertUnwindSafe(|| build(text)));
        built.unwrap_or_else(|_| {
            Err(Problem::Model {
                reason: "the model builder failed on this model".to_owned(),
            })
        })
    }

    /// The names of the decisions, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.names.iter().map(String::as_str)
    }

    /// The names of the inputs that the decisions ask for, sorted.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.0.inputs.iter().map(String::as_str)
    }

    /// Decides. Inputs that are missing are null; other variables are not seen.
    ///
    /// The outcome is a null with a reason when there is no such decision, when no rule matches
    /// and no default is given, or when several rules of a unique table match.
    #[must_use]
    pub fn decide(&self, decision: &str, inputs: &Context) -> Outcome {
        let ready = &self.0;
        if !ready.names.iter().any(|name| name == decision) {
            return Outcome {
                value: Value::Null,
                reason: Some(format!("no decision is named {decision}")),
            };
        }
        let read = ready
            .inputs
            .iter()
            .filter_map(|name| inputs.get_key_value(name));
        let context = foreign::enter_context(read);
        guarded(|| {
            ready
                .evaluator
                .evaluate_invocable(&ready.namespace, &ready.model, decision, &context)
        })
    }
}

fn build(text: &str) -> Result<Decisions, Problem> {
    use dsntk_model::NamedElement;
    let model_problem = |reason: String| Problem::Model { reason };
    let definitions = dsntk_model::parse(text).map_err(|e| model_problem(e.to_string()))?;
    let sorted = |names: Vec<String>| {
        let set: BTreeSet<String> = names.into_iter().collect();
        set.into_iter().collect::<Vec<_>>()
    };
    let names = sorted(
        definitions
            .decisions()
            .iter()
            .map(|d| d.name().to_owned())
            .collect(),
    );
    let inputs = sorted(
        definitions
            .input_data()
            .iter()
            .map(|i| i.name().to_owned())
            .collect(),
    );
    let (namespace, model) = (
        dsntk_model::DmnElement::namespace(&definitions).to_owned(),
        definitions.name().to_owned(),
    );
    let evaluator =
        ModelEvaluator::new(&[definitions]).map_err(|e| model_problem(e.to_string()))?;
    Ok(Decisions(Arc::new(Ready {
        namespace,
        model,
        names,
        inputs,
        evaluator,
    })))
}

/// What is required by what, and where the reader stands.
#[derive(Default)]
struct Admission {
    depth: usize,
    /// Id of the decision, knowledge model or service being read, with its depth.
    owner: Option<(String, usize)>,
    requires: BTreeMap<String, Vec<String>>,
    /// Expression text being collected, with its offset.
    expression: Option<(String, usize)>,
}

/// Checks the bytes before the model builder sees them.
fn admit(xml: &[u8]) -> Result<&str, Problem> {
    if xml.len() > MAX_MODEL {
        return Err(Problem::ModelTooLarge {
            bytes: xml.len(),
            limit: MAX_MODEL,
        });
    }
    let text = std::str::from_utf8(xml)
        .map_err(|e| xml_problem("", e.valid_up_to(), "the model is not UTF-8"))?;
    let mut reader = Reader::from_str(text);
    let mut admission = Admission::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader
            .read_event()
            .map_err(|e| xml_problem(text, at, &e.to_string()))?;
        match event {
            Event::Eof => break,
            Event::DocType(_) => return Err(xml_problem(text, at, "a DTD is refused")),
            Event::Start(start) => admission.start(text, at, &start)?,
            Event::Empty(start) => {
                admission.start(text, at, &start)?;
                admission.end(text)?;
            }
            Event::End(_) => admission.end(text)?,
            Event::Text(part) => admission.collect(part.as_ref()),
            Event::CData(part) => admission.collect(part.as_ref()),
            Event::GeneralRef(name) => {
                let c = name.resolve_char_ref().ok().flatten();
                let named = quick_xml::escape::resolve_predefined_entity(name.as_ref());
                match (c, named) {
                    (Some(c), _) => admission.collect(c.encode_utf8(&mut [0; 4])),
                    (None, Some(named)) => admission.collect(named),
                    _ => return Err(xml_problem(text, at, "an entity is not known")),
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    circle(&admission.requires)?;
    Ok(text)
}

impl Admission {
    fn start(&mut self, text: &str, at: usize, start: &BytesStart<'_>) -> Result<(), Problem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(xml_problem(text, at, "elements nest too deep"));
        }
        let element = start.local_name().as_ref().to_owned();
        let attributes = attributes(text, at, start)?;
        self.requirement(&element, &attributes);
        if element == "import" {
            return Err(Problem::External {
                kind: "import".to_owned(),
            });
        }
        if let Some(kind) = attributes.get("kind").filter(|kind| *kind != "FEEL") {
            return Err(Problem::External { kind: kind.clone() });
        }
        for name in ["name", "iteratorVariable", "typeRef"] {
            if let Some(value) = attributes.get(name) {
                bounds::check_name(value).map_err(|p| in_model(text, at, p))?;
            }
        }
        if element == "text" {
            self.expression = Some((String::new(), at));
        }
        Ok(())
    }

    fn requirement(&mut self, element: &str, attributes: &BTreeMap<String, String>) {
        let owns = matches!(
            element,
            "decision" | "businessKnowledgeModel" | "decisionService"
        );
        if let (true, Some(id)) = (owns, attributes.get("id")) {
            self.owner = Some((id.clone(), self.depth));
        }
        let requires = matches!(
            element,
            "requiredDecision" | "requiredKnowledge" | "outputDecision" | "encapsulatedDecision"
        );
        if let (true, Some((owner, _)), Some(href)) =
            (requires, &self.owner, attributes.get("href"))
        {
            let target = href.rsplit('#').next().unwrap_or_default().to_owned();
            self.requires.entry(owner.clone()).or_default().push(target);
        }
    }

    fn collect(&mut self, part: &str) {
        if let Some((text, _)) = &mut self.expression {
            text.push_str(part);
        }
    }

    fn end(&mut self, text: &str) -> Result<(), Problem> {
        if self
            .owner
            .as_ref()
            .is_some_and(|(_, depth)| *depth == self.depth)
        {
            self.owner = None;
        }
        self.depth = self.depth.saturating_sub(1);
        match self.expression.take() {
            Some((expression, at)) => bounds::check(&expression).map_err(|p| in_model(text, at, p)),
            None => Ok(()),
        }
    }
}

fn attributes(
    text: &str,
    at: usize,
    start: &BytesStart<'_>,
) -> Result<BTreeMap<String, String>, Problem> {
    let mut found = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| xml_problem(text, at, &e.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|e| xml_problem(text, at, &e.to_string()))?;
        found.insert(
            attribute.key.local_name().as_ref().to_owned(),
            value.into_owned(),
        );
    }
    Ok(found)
}

fn circle(requires: &BTreeMap<String, Vec<String>>) -> Result<(), Problem> {
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    for start in requires.keys() {
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        while let Some((id, next)) = path.last().copied() {
            let target = requires.get(id).and_then(|targets| targets.get(next));
            let Some(target) = target.map(String::as_str) else {
                settled.insert(id);
                path.pop();
                continue;
            };
            if let Some(last) = path.last_mut() {
                last.1 += 1;
            }
            if path.iter().any(|(open, _)| *open == target) {
                return Err(Problem::Circle {
                    id: target.to_owned(),
                });
            }
            if !settled.contains(target) {
                path.push((target, 0));
            }
        }
    }
    Ok(())
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at.min(text.len())).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}

fn xml_problem(text: &str, at: usize, reason: &str) -> Problem {
    let (line, column) = place(text, at);
    Problem::Xml {
        line,
        column,
        reason: reason.to_owned(),
    }
}

fn in_model(text: &str, at: usize, problem: Problem) -> Problem {
    let (line, column) = place(text, at);
    Problem::InModel {
        line,
        column,
        problem: Box::new(problem),
    }
}
