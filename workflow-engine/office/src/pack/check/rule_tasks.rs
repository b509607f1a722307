//! The decisions of a pack, and how its flow uses them.

use feel::Type;
use feel::dmn::{self, Decisions};
use workflow_engine::bpmn::model::Place;
use workflow_engine::plan::{Act, Node};

use super::expressions::{doubt, sets_nothing};
use super::known::Known;
use super::ways::Flow;
use super::{FLOW, Finding, RULES, Weight, spoken};
use crate::pack::DAY_ASKED;

/// What there is to say about decision tables alone.
pub fn decisions(bytes: &[u8], found: &mut Vec<Finding>) {
    let decisions = match Decisions::read(bytes) {
        Ok(decisions) => decisions,
        Err(problem) => {
            let sentence = problem.to_string();
            let mut finding = Finding::new(RULES, Weight::Error, problem.code(), sentence);
            match &problem {
                feel::Problem::Circle { id } => finding = finding.with("id", id),
                feel::Problem::ModelTooLarge { limit, .. } => {
                    finding = finding.with("limit", limit);
                }
                _ => {}
            }
            let place = problem.place().map(place);
            found.push(Finding { place, ..finding });
            return;
        }
    };
    found.extend(decisions.check().iter().map(table));
    let misfits = decisions.check_types().misfits;
    found.extend(misfits.iter().map(|misfit| {
        let finding = spoken(RULES, Weight::Error, &misfit.finding, &misfit.text);
        let place = misfit.place.map(place);
        Finding { place, ..finding }.of(&misfit.decision)
    }));
}

fn place(place: dmn::Place) -> Place {
    let dmn::Place { line, column } = place;
    Place { line, column }
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
        let rules: Vec<String> = rules.iter().map(ToString::to_string).collect();
        rules.join(", ")
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

/// The decisions that an element asks: a rule task one, a user task those of its route. Whether
/// its value becomes variables of that name or of its entries.
fn asked(node: &Node) -> Vec<(&str, Option<Option<&str>>)> {
    match &node.act {
        Act::RuleTask { decision, result } => vec![(decision, Some(result.as_deref()))],
        Act::UserTask => ["route", "level"]
            .iter()
            .filter_map(|name| node.extension.attribute(name))
            .map(|decision| (decision, None))
            .collect(),
        _ => Vec::new(),
    }
}

/// Rule tasks and routes: whether the decision is there, has what it needs and gives what is used.
pub(super) fn tasks(flow: &Flow<'_>, decisions: &Decisions, found: &mut Vec<Finding>) {
    let nodes = flow.plan.nodes().iter().enumerate();
    for (at, node, decision, result) in nodes.flat_map(|(at, node)| {
        let asked = asked(node).into_iter();
        asked.map(move |(decision, result)| (at, node, decision, result))
    }) {
        let add = |weight, code: &str, sentence: &str| {
            Finding::new(FLOW, weight, code, sentence.to_owned())
                .of(&node.id)
                .with("decision", decision)
        };
        let (Some(needs), Some(gives)) = (decisions.needs(decision), decisions.gives(decision))
        else {
            let near = feel::nearest(decision, decisions.names());
            let unknown = add(
                Weight::Error,
                "flow-rule-unknown",
                "there is no such decision in the rules",
            );
            found.push(match near {
                Some(near) => unknown.with("nearest", near),
                None => unknown,
            });
            continue;
        };
        if result == Some(None) && sets_nothing(&gives) {
            let nothing = add(
                Weight::Error,
                "flow-rule-result",
                "the decision's value has no entries, and no variable is named for it",
            );
            found.push(nothing.with("of_type", gives.name()));
        }
        let Some(known) = flow.before(at) else {
            continue;
        };
        for (input, wanted) in &needs {
            needed(flow, (at, known), (input, wanted), &add, found);
        }
    }
}

/// What a decision needs beside what is known where it is asked; the day on which it is asked is
/// filled in by the office.
fn needed(
    flow: &Flow<'_>,
    (at, known): (usize, &Known),
    (input, wanted): (&str, &Type),
    add: &dyn Fn(Weight, &str, &str) -> Finding,
    found: &mut Vec<Finding>,
) {
    let misfit = |of: &Type| {
        let weight = Weight::Error;
        let new = add(
            weight,
            "flow-rule-input-type",
            "the decision needs another type",
        );
        typed(new, input, wanted, of)
    };
    let is_filled_in = input == DAY_ASKED;
    if is_filled_in && !Type::Date.may_be(wanted) {
        found.push(misfit(&Type::Date));
        return;
    }
    let doubted = doubt(flow, known, at, input).filter(|_| !is_filled_in);
    let is_doubted = doubted.is_some();
    found.extend(
        doubted.map(|(weight, code, sentence)| add(weight, code, sentence).with("name", input)),
    );
    match known.get(input) {
        Some(variable) if !variable.of.may_be(wanted) => found.push(misfit(&variable.of)),
        Some(_) => {}
        None if known.open || is_doubted || is_filled_in => {}
        None => {
            let sentence = "nothing sets what the decision needs";
            found.push(add(Weight::Error, "flow-rule-input", sentence).with("name", input));
        }
    }
}

fn typed(finding: Finding, name: &str, wanted: &Type, of: &Type) -> Finding {
    finding
        .with("name", name)
        .with("wanted_type", wanted.name())
        .with("of_type", of.name())
}
