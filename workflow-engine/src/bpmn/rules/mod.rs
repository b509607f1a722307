//! The static rules of BPMN 2.0, on everything that a file says, run here or not.
//!
//! The clauses are those of OMG formal/2011-01-03. A rule's [`sources`](Rule::sources) are its
//! numbers in the published list of the standard's constraints (M. Geiger, BPMN 2.0 Process Model
//! Serialization Constraints, Bamberg 2013: `EXT001` and so on; `REF` for references).

mod activities;
mod collaborations;
mod data;
mod definitions;
mod events;
mod expressions;
mod flows;
mod gateways;
mod links;
mod references;
mod services;
#[cfg(test)]
mod tests;

use super::meaning::Facts;
use super::model::Place;
use super::xml::{Document, ElementId};
use std::collections::BTreeMap;
use std::fmt;

/// What breaking a rule means for a file's use. Either way the file is not what the standard says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A formality: what is meant is clear, and it can be used.
    Warning,
    /// What is meant is not clear, or is forbidden: it must not be used.
    Error,
}

/// A rule of the standard.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable code.
    pub code: &'static str,
    /// Its numbers in the published list of constraints; some rules stand there twice.
    pub sources: &'static [&'static str],
    /// Clause of the standard.
    pub clause: &'static str,
    /// What must be, in English; a person's sentence is made of the code and the facts.
    pub sentence: &'static str,
    /// How bad it is.
    pub severity: Severity,
}

const fn rule(
    code: &'static str,
    sources: &'static [&'static str],
    clause: &'static str,
    sentence: &'static str,
) -> Rule {
    Rule {
        code,
        sources,
        clause,
        sentence,
        severity: Severity::Error,
    }
}

/// A rule that only a stickler holds a file to: modelling tools' own reference models break it, and
/// what they mean is clear all the same.
const fn formality(
    code: &'static str,
    sources: &'static [&'static str],
    clause: &'static str,
    sentence: &'static str,
) -> Rule {
    Rule {
        code,
        sources,
        clause,
        sentence,
        severity: Severity::Warning,
    }
}

/// A place where a file breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is here: the rule's severity, or less.
    pub severity: Severity,
    /// Id of the element; empty when it has none.
    pub element: String,
    /// BPMN name of the element.
    pub kind: String,
    /// Where it stands in the file.
    pub place: Place,
    /// What a sentence about it needs: names and what is written.
    pub facts: BTreeMap<&'static str, String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column } = self.place;
        write!(
            f,
            "{line}:{column} {} `{}`: {}",
            self.kind, self.element, self.rule.sentence
        )?;
        for (name, value) in &self.facts {
            write!(f, "; {name}: {value}")?;
        }
        write!(f, " [{}]", self.rule.code)
    }
}

/// The findings of one check.
struct Findings<'f> {
    facts: &'f Facts<'f>,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, rule: &'static Rule, element: ElementId) {
        self.add_with(rule, element, []);
    }

    fn add_with<const N: usize>(
        &mut self,
        rule: &'static Rule,
        element: ElementId,
        facts: [(&'static str, String); N],
    ) {
        debug_assert!(
            all().any(|known| known == rule),
            "{} is not listed",
            rule.code
        );
        self.list.push(Finding {
            rule,
            severity: rule.severity,
            element: self.facts.id(element),
            kind: self.facts.kind(element).to_owned(),
            place: self.facts.document.place(element),
            facts: facts.into_iter().collect(),
        });
    }

    /// Makes the finding that was added last a warning, if this is so.
    fn lessen_if(&mut self, mild: bool) {
        if let Some(last) = self.list.last_mut().filter(|_| mild) {
            last.severity = Severity::Warning;
        }
    }

    fn add_if(&mut self, broken: bool, rule: &'static Rule, element: ElementId) {
        if broken {
            self.add(rule, element);
        }
    }
}

/// The part of the check that one module does.
type Part = fn(&Facts<'_>, &mut Findings<'_>);

const PARTS: &[Part] = &[
    references::check,
    flows::check,
    gateways::check,
    events::check,
    links::check,
    definitions::check,
    activities::check,
    services::check,
    data::check,
    expressions::check,
    collaborations::check,
];

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let parts = [
        references::RULES,
        flows::RULES,
        gateways::RULES,
        events::RULES,
        links::RULES,
        definitions::RULES,
        activities::RULES,
        services::RULES,
        data::RULES,
        expressions::RULES,
        collaborations::RULES,
    ];
    parts.into_iter().flatten().copied()
}

/// Everything in a file that breaks a rule of the standard, in file order.
#[must_use]
pub fn check(document: &Document) -> Vec<Finding> {
    let facts = Facts::of(document);
    let mut found = Findings {
        facts: &facts,
        list: Vec::new(),
    };
    for part in PARTS {
        part(&facts, &mut found);
    }
    let mut list = found.list;
    list.sort_by(|a, b| (a.place, a.rule.code).cmp(&(b.place, b.rule.code)));
    list
}
