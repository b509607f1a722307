//! Decision tables (DMN 1.5 §8).

use super::boxed::{Scope, inputs, value_of};
use super::compile::Compiler;
use super::xml::{Node, wrong};
use crate::lang::Machine;
use crate::lang::program::Compiled;
use crate::lang::types::Type;
use crate::lang::val::{Entries, Val};
use crate::{Number, Problem};
use std::sync::Arc;

/// Which of several rules that match counts (DMN 1.5 §8.2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitPolicy {
    /// At most one may match.
    Unique,
    /// Several may match if they say the same.
    Any,
    /// The one whose output comes first among the allowed values.
    Priority,
    /// The first in the table.
    First,
    /// All, by their outputs' places among the allowed values.
    OutputOrder,
    /// All, in the order of the table.
    RuleOrder,
    /// All, in any order, or one value made of them.
    Collect(Option<Aggregation>),
}

/// What is made of the outputs of all rules that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// Their sum.
    Sum,
    /// How many there are.
    Count,
    /// The least.
    Min,
    /// The largest.
    Max,
}

#[derive(Debug)]
pub(super) struct Input {
    label: Option<Box<str>>,
    pub expression: Compiled,
    pub of: Type,
    pub allowed: Option<Compiled>,
}

#[derive(Debug)]
pub(super) struct Output {
    pub name: Option<Arc<str>>,
    pub of: Type,
    /// Tests, and the values that they name in their order.
    pub allowed: Option<(Compiled, Vec<Compiled>)>,
    pub default: Option<Compiled>,
}

#[derive(Debug)]
pub(super) struct Rule {
    pub tests: Vec<Compiled>,
    pub outputs: Vec<Compiled>,
    /// What its annotations say.
    notes: Vec<Box<str>>,
}

/// A decision table, compiled.
#[derive(Debug)]
pub(super) struct Table {
    pub policy: HitPolicy,
    pub inputs: Vec<Input>,
    pub outputs: Vec<Output>,
    pub rules: Vec<Rule>,
}

impl Table {
    pub fn read(node: &Node, compiler: &mut Compiler) -> Result<Self, Problem> {
        let mut table = Self {
            policy: policy(node)?,
            inputs: Vec::new(),
            outputs: Vec::new(),
            rules: Vec::new(),
        };
        for input in node.named("input") {
            let expression = input.child("inputExpression");
            let text = expression.and_then(Node::text_inside).unwrap_or_default();
            let values = input.child("inputValues");
            let allowed = values.and_then(Node::text_inside);
            table.inputs.push(Input {
                label: input.attribute("label").map(Box::from),
                expression: compiler.program(expression.unwrap_or(input), text)?,
                of: compiler.type_of(expression.and_then(|e| e.attribute("typeRef"))),
                allowed: allowed
                    .filter(|text| !text.is_empty())
                    .map(|text| compiler.tests(values.unwrap_or(input), text))
                    .transpose()?,
            });
        }
        for output in node.named("output") {
            table.outputs.push(read_output(output, compiler)?);
        }
        for rule in node.named("rule") {
            let mut tests = Vec::new();
            for entry in rule.named("inputEntry") {
                let text = entry
                    .text_inside()
                    .filter(|text| !text.is_empty())
                    .unwrap_or("-");
                tests.push(compiler.tests(entry, text)?);
            }
            let mut outputs = Vec::new();
            for entry in rule.named("outputEntry") {
                let text = entry
                    .text_inside()
                    .filter(|text| !text.is_empty())
                    .unwrap_or("null");
                outputs.push(compiler.program(entry, text)?);
            }
            if tests.len() != table.inputs.len() || outputs.len() != table.outputs.len() {
                return Err(wrong(
                    rule.place,
                    "a rule has not as many entries as the table has columns",
                ));
            }
            let notes = rule
                .named("annotationEntry")
                .filter_map(Node::text_inside)
                .filter(|text| !text.is_empty())
                .map(Box::from);
            let notes = notes.collect();
            table.rules.push(Rule {
                tests,
                outputs,
                notes,
            });
        }
        Ok(table)
    }

    /// The texts of what a rule says.
    pub fn says(&self, rule: usize) -> Vec<&str> {
        let rule = self.rules.get(rule);
        rule.into_iter()
            .flat_map(|rule| rule.outputs.iter().map(Compiled::text))
            .collect()
    }

    pub fn value(&self, machine: &mut Machine<'_>, scope: &Scope) -> Val {
        let mut given = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            let value = value_of(machine, &input.expression, scope);
            let value = input.of.coerced(&value, machine).unwrap_or_default();
            if let Some(allowed) = &input.allowed {
                let around = inputs(allowed, scope);
                if !passes(machine, &around, allowed, &value) {
                    return machine.null(
                        "dmn-input-not-allowed",
                        &[("input", input.expression.text())],
                    );
                }
            }
            given.push(value);
        }
        let mut hits = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            if rule.matches(machine, scope, &given) {
                hits.push(number);
                if self.policy == HitPolicy::First {
                    break;
                }
            }
            if machine.is_stopped() {
                return Val::Null;
            }
        }
        self.trace(machine, &given, &hits);
        self.result(machine, scope, &hits)
    }

    /// Notes which rules counted, when somebody asks.
    fn trace(&self, machine: &mut Machine<'_>, given: &[Val], hits: &[usize]) {
        let Some(trace) = &mut machine.trace else {
            return;
        };
        let asked = self.inputs.iter().zip(given).map(|(input, value)| {
            let label = input.label.as_deref().unwrap_or(input.expression.text());
            (label.to_owned(), value.clone())
        });
        let rules = hits.iter().filter_map(|hit| self.rules.get(*hit));
        let notes = rules.flat_map(|rule| rule.notes.iter().map(|note| note.to_string()));
        let rows = hits
            .iter()
            .map(|hit| u32::try_from(*hit + 1).unwrap_or(u32::MAX));
        trace.hit(rows.collect(), asked.collect(), notes.collect());
    }

    fn result(&self, machine: &mut Machine<'_>, scope: &Scope, hits: &[usize]) -> Val {
        if hits.is_empty() {
            return self.without_hit(machine, scope);
        }
        let mut rows = Vec::with_capacity(hits.len());
        for hit in hits {
            let Some(rule) = self.rules.get(*hit) else {
                continue;
            };
            match self.row(machine, scope, rule) {
                Some(row) => rows.push(row),
                None => return Val::Null,
            }
        }
        match self.policy {
            HitPolicy::Unique if rows.len() > 1 => {
                let rules: Vec<String> = hits.iter().map(|hit| (hit + 1).to_string()).collect();
                machine.null("dmn-not-unique", &[("rules", &rules.join(", "))])
            }
            HitPolicy::Any => {
                let first = rows.first().cloned().unwrap_or_default();
                if rows.iter().all(|row| *row == first) {
                    self.joined(first)
                } else {
                    machine.null("dmn-not-the-same", &[])
                }
            }
            HitPolicy::Unique | HitPolicy::First => {
                rows.into_iter().next().map(|row| self.joined(row)).into()
            }
            HitPolicy::Priority => {
                let sorted = self.by_priority(machine, scope, rows);
                sorted.into_iter().next().map(|row| self.joined(row)).into()
            }
            HitPolicy::OutputOrder => {
                let sorted = self.by_priority(machine, scope, rows);
                Val::list(sorted.into_iter().map(|row| self.joined(row)).collect())
            }
            HitPolicy::RuleOrder | HitPolicy::Collect(None) => {
                Val::list(rows.into_iter().map(|row| self.joined(row)).collect())
            }
            HitPolicy::Collect(Some(aggregation)) => self.aggregated(machine, aggregation, rows),
        }
    }

    fn without_hit(&self, machine: &mut Machine<'_>, scope: &Scope) -> Val {
        if self.outputs.iter().any(|output| output.default.is_some()) {
            let row = self.outputs.iter().map(|output| match &output.default {
                Some(default) => value_of(machine, default, scope),
                None => Val::Null,
            });
            let row = row.collect();
            return self.joined(row);
        }
        match self.policy {
            HitPolicy::Collect(Some(Aggregation::Count)) => Val::from(0),
            _ => machine.null("dmn-no-rule", &[]),
        }
    }

    fn row(&self, machine: &mut Machine<'_>, scope: &Scope, rule: &Rule) -> Option<Vec<Val>> {
        let mut row = Vec::with_capacity(self.outputs.len());
        for (output, entry) in self.outputs.iter().zip(&rule.outputs) {
            let value = value_of(machine, entry, scope);
            let value = output.of.coerced(&value, machine).unwrap_or_default();
            if let Some((allowed, _)) = &output.allowed {
                let around = inputs(allowed, scope);
                if !passes(machine, &around, allowed, &value) {
                    machine.null("dmn-output-not-allowed", &[("output", entry.text())]);
                    return None;
                }
            }
            row.push(value);
        }
        Some(row)
    }

    /// One output alone, or a context of all.
    fn joined(&self, row: Vec<Val>) -> Val {
        if let [_] = self.outputs.as_slice() {
            return row.into_iter().next().into();
        }
        let names = self
            .outputs
            .iter()
            .map(|output| output.name.clone().unwrap_or_default());
        Val::context(names.zip(row).collect::<Entries>())
    }

    /// The rows in the order of the outputs' allowed values, the first output counting most.
    fn by_priority(
        &self,
        machine: &mut Machine<'_>,
        scope: &Scope,
        rows: Vec<Vec<Val>>,
    ) -> Vec<Vec<Val>> {
        let mut ranked = Vec::with_capacity(rows.len());
        for row in rows {
            let mut rank = Vec::with_capacity(row.len());
            for (output, value) in self.outputs.iter().zip(&row) {
                let order = output.allowed.as_ref().map_or(&[][..], |(_, order)| order);
                let place = order
                    .iter()
                    .position(|allowed| value_of(machine, allowed, scope) == *value);
                rank.push(place.unwrap_or(usize::MAX));
            }
            ranked.push((rank, row));
        }
        ranked.sort_by(|(a, _), (b, _)| a.cmp(b));
        ranked.into_iter().map(|(_, row)| row).collect()
    }

    fn aggregated(
        &self,
        machine: &mut Machine<'_>,
        aggregation: Aggregation,
        rows: Vec<Vec<Val>>,
    ) -> Val {
        if aggregation == Aggregation::Count {
            let mut different: Vec<Vec<Val>> = Vec::new();
            for row in rows {
                if !different.contains(&row) {
                    different.push(row);
                }
            }
            return Val::from(i64::try_from(different.len()).unwrap_or(i64::MAX));
        }
        if self.outputs.len() != 1 {
            return machine.null("dmn-aggregation", &[]);
        }
        let numbers: Option<Vec<Number>> = rows
            .iter()
            .map(|row| match row.first() {
                Some(Val::Number(number)) => Some(*number),
                _ => None,
            })
            .collect();
        let made = numbers.and_then(|numbers| match aggregation {
            Aggregation::Sum => numbers
                .iter()
                .try_fold(Number::ZERO, |sum, n| sum.checked_add(*n)),
            Aggregation::Min => numbers.into_iter().min(),
            Aggregation::Max | Aggregation::Count => numbers.into_iter().max(),
        });
        match made {
            Some(number) => Val::Number(number),
            None => machine.null("dmn-aggregation", &[]),
        }
    }
}

impl Rule {
    fn matches(&self, machine: &mut Machine<'_>, scope: &Scope, given: &[Val]) -> bool {
        self.tests.iter().zip(given).all(|(tests, value)| {
            let around = inputs(tests, scope);
            passes(machine, &around, tests, value)
        })
    }
}

fn passes(machine: &mut Machine<'_>, around: &[Val], tests: &Compiled, value: &Val) -> bool {
    machine.passes_within(around, tests.expr(), value)
}

fn read_output(node: &Node, compiler: &mut Compiler) -> Result<Output, Problem> {
    let text = |tag: &str| {
        node.child(tag)
            .and_then(Node::text_inside)
            .filter(|text| !text.is_empty())
    };
    let allowed = match text("outputValues") {
        Some(text) => {
            let values = node.child("outputValues").unwrap_or(node);
            let tests = compiler.tests(values, text)?;
            let order = super::link::values_named(text, node, compiler)?;
            Some((tests, order))
        }
        None => None,
    };
    Ok(Output {
        name: node.attribute("name").map(super::boxed::spelled),
        of: compiler.type_of(node.attribute("typeRef")),
        allowed,
        default: text("defaultOutputEntry")
            .map(|text| {
                let entry = node.child("defaultOutputEntry").unwrap_or(node);
                compiler.program(entry, text)
            })
            .transpose()?,
    })
}

fn policy(node: &Node) -> Result<HitPolicy, Problem> {
    let aggregation = match node.attribute("aggregation") {
        None => None,
        Some("SUM") => Some(Aggregation::Sum),
        Some("COUNT") => Some(Aggregation::Count),
        Some("MIN") => Some(Aggregation::Min),
        Some("MAX") => Some(Aggregation::Max),
        Some(_) => return Err(wrong(node.place, "the aggregation is not known")),
    };
    Ok(match node.attribute("hitPolicy").unwrap_or("UNIQUE") {
        "UNIQUE" => HitPolicy::Unique,
        "ANY" => HitPolicy::Any,
        "PRIORITY" => HitPolicy::Priority,
        "FIRST" => HitPolicy::First,
        "OUTPUT ORDER" => HitPolicy::OutputOrder,
        "RULE ORDER" => HitPolicy::RuleOrder,
        "COLLECT" => HitPolicy::Collect(aggregation),
        _ => return Err(wrong(node.place, "the hit policy is not known")),
    })
}
