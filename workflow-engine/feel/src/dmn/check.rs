//! Whether decision tables say something for everything, and one thing only.

use super::boxed::{Boxed, Logic};
use super::decide::Decisions;
use super::segments::{Axis, Known, Segments, known};
use super::table::{HitPolicy, Table};
use crate::lang::types::Type;
use std::collections::{BTreeMap, BTreeSet};

/// Values of the inputs: expression of the input, and value or range.
type Values = Vec<(String, String)>;

/// Most gaps that are named of one table.
const MAX_FINDINGS: usize = 20;
/// Most steps of the search for gaps.
const MAX_STEPS: usize = 200_000;

/// Codes of what can be found in a model.
pub const CODES: &[&str] = &[
    "dmn-gap",
    "dmn-not-checked",
    "dmn-overlap",
    "dmn-rule-unreachable",
    "dmn-type",
];

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to know.
    Notice,
    /// The table may say nothing where something is expected.
    Warning,
    /// The table contradicts its own hit policy.
    Error,
}

/// Something about a table that its author should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code: `dmn-gap`, `dmn-overlap`, `dmn-rule-unreachable`, `dmn-not-checked`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Name of the decision or knowledge model.
    pub decision: String,
    /// Numbers of the rules concerned, from 1.
    pub rules: Vec<usize>,
    /// Values of the inputs for which it is so: expression of the input, and value or range.
    pub values: Vec<(String, String)>,
}

impl Decisions {
    /// Looks into every decision table for inputs that no rule covers, for rules that contradict
    /// one another, and for rules that are never reached.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.each_logic(&mut |name, boxed| look(name, boxed, &mut findings));
        findings
    }
}

fn look(name: &str, boxed: &Boxed, findings: &mut Vec<Finding>) {
    match &boxed.logic {
        Logic::Table(table) => check(name, table, findings),
        Logic::Context(entries) => entries
            .iter()
            .for_each(|(_, inner)| look(name, inner, findings)),
        Logic::Invocation(_, bindings) => bindings
            .iter()
            .for_each(|(_, inner)| look(name, inner, findings)),
        Logic::List(items) => items.iter().for_each(|inner| look(name, inner, findings)),
        Logic::Relation(_, rows) => rows
            .iter()
            .flatten()
            .for_each(|inner| look(name, inner, findings)),
        Logic::Function(function) => look(name, &function.body, findings),
        Logic::Conditional(parts) => parts.iter().for_each(|inner| look(name, inner, findings)),
        Logic::Filter(list, condition) => {
            look(name, list, findings);
            look(name, condition, findings);
        }
        Logic::For(_, parts) | Logic::Quantified(_, _, parts) => {
            parts.iter().for_each(|inner| look(name, inner, findings));
        }
        Logic::Literal(_) | Logic::Nothing => {}
    }
}

/// One column with what each rule lets pass of it.
struct Column {
    input: String,
    axis: Axis,
    /// What may come in at all.
    domain: Segments,
    rules: Vec<Segments>,
}

fn check(name: &str, table: &Table, findings: &mut Vec<Finding>) {
    let found = |code, severity, rules: Vec<usize>, values| Finding {
        code,
        severity,
        decision: name.to_owned(),
        rules: rules.into_iter().map(|rule| rule + 1).collect(),
        values,
    };
    let columns: Option<Vec<Column>> = (0..table.inputs.len())
        .map(|at| column(table, at))
        .collect();
    let Some(columns) = columns else {
        findings.push(found(
            "dmn-not-checked",
            Severity::Notice,
            Vec::new(),
            Vec::new(),
        ));
        return;
    };
    let count = table.rules.len();
    if !has_default(table) && !matches!(table.policy, HitPolicy::Collect(_)) {
        for gap in gaps(&columns, count) {
            findings.push(found("dmn-gap", Severity::Warning, Vec::new(), gap));
        }
    }
    for (first, second, values) in overlaps(table, &columns) {
        findings.push(found(
            "dmn-overlap",
            Severity::Error,
            vec![first, second],
            values,
        ));
    }
    for (rule, by) in unreachable(table, &columns) {
        findings.push(found(
            "dmn-rule-unreachable",
            Severity::Warning,
            vec![rule, by],
            Vec::new(),
        ));
    }
}

fn has_default(table: &Table) -> bool {
    table.outputs.iter().any(|output| output.default.is_some())
}

fn column(table: &Table, at: usize) -> Option<Column> {
    let input = table.inputs.get(at)?;
    let cells: Option<Vec<Known>> = table
        .rules
        .iter()
        .map(|rule| known(rule.tests.get(at)?.expr()))
        .collect();
    let cells = cells?;
    let mut allowed: Vec<Known> = Vec::new();
    if let Some(tests) = &input.allowed {
        allowed.push(known(tests.expr())?);
    }
    if let Type::Named(named) = &input.of
        && let Some(tests) = &named.allowed
    {
        allowed.push(known(tests)?);
    }
    let all: Vec<&Known> = cells.iter().chain(&allowed).collect();
    let axis = Axis::of(&all, &input.of)?;
    let domain = allowed
        .iter()
        .map(|tests| axis.passing(tests))
        .fold(Segments::all(axis.len()), |domain, passing| {
            domain.both(&passing)
        });
    Some(Column {
        input: input.expression.text().to_owned(),
        rules: cells.iter().map(|cell| axis.passing(cell)).collect(),
        axis,
        domain,
    })
}

/// Inputs that no rule covers: one value or range of each column. Columns behind the one in which
/// no rule is left are not named.
fn gaps(columns: &[Column], rules: usize) -> Vec<Values> {
    let by_segment = columns.iter().map(|column| {
        let passing = |segment: usize| {
            let mut passing = Segments::none(rules);
            let rules = column.rules.iter().enumerate();
            rules
                .filter(|(_, cell)| cell.has(segment))
                .for_each(|(rule, _)| passing.add(rule));
            passing
        };
        (0..column.axis.len()).map(passing).collect()
    });
    let mut search = Search {
        columns,
        by_segment: by_segment.collect(),
        steps: 0,
        covered: BTreeSet::new(),
        found: Vec::new(),
    };
    search.from(0, &Segments::all(rules), &mut Vec::new());
    search.found
}

struct Search<'c> {
    columns: &'c [Column],
    /// For each column and segment the rules that let it pass.
    by_segment: Vec<Vec<Segments>>,
    steps: usize,
    /// Columns and rules from which everything is covered.
    covered: BTreeSet<(usize, Segments)>,
    found: Vec<Values>,
}

impl Search<'_> {
    /// Whether the rules that are left cover everything from this column on.
    fn from(&mut self, at: usize, rules: &Segments, way: &mut Values) -> bool {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.found.len() >= MAX_FINDINGS {
            return true;
        }
        let Some(column) = self.columns.get(at) else {
            return !rules.is_none();
        };
        if self.covered.contains(&(at, rules.clone())) {
            return true;
        }
        let mut whole = true;
        for (left, runs) in self.groups(at, rules) {
            if left.is_none() {
                for (first, last) in runs {
                    let mut gap = way.clone();
                    gap.push((column.input.clone(), column.axis.said(first, last)));
                    self.found.push(gap);
                }
                whole = false;
            } else if let Some((first, last)) = runs.first().copied() {
                way.push((column.input.clone(), column.axis.said(first, last)));
                whole &= self.from(at + 1, &left, way);
                way.pop();
            }
        }
        if whole {
            self.covered.insert((at, rules.clone()));
        }
        whole
    }

    /// The runs of segments of a column, by the rules that are left on them.
    fn groups(&self, at: usize, rules: &Segments) -> BTreeMap<Segments, Vec<(usize, usize)>> {
        let mut groups: BTreeMap<Segments, Vec<(usize, usize)>> = BTreeMap::new();
        let (Some(column), Some(passing)) = (self.columns.get(at), self.by_segment.get(at)) else {
            return groups;
        };
        for (segment, passing) in passing.iter().enumerate() {
            if !column.domain.has(segment) {
                continue;
            }
            let runs = groups.entry(rules.both(passing)).or_default();
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == segment && column.axis.is_ordered() => {
                    *last = segment
                }
                _ => runs.push((segment, segment)),
            }
        }
        groups
    }
}

/// Pairs of rules that match the same inputs though the hit policy forbids it.
fn overlaps(table: &Table, columns: &[Column]) -> Vec<(usize, usize, Values)> {
    let forbidden = |a: usize, b: usize| match table.policy {
        HitPolicy::Unique => true,
        HitPolicy::Any => table.says(a) != table.says(b),
        _ => false,
    };
    let mut found = Vec::new();
    for first in 0..table.rules.len() {
        for second in first + 1..table.rules.len() {
            if found.len() >= MAX_FINDINGS {
                return found;
            }
            if forbidden(first, second)
                && let Some(values) = common(columns, first, second)
            {
                found.push((first, second, values));
            }
        }
    }
    found
}

fn common(columns: &[Column], first: usize, second: usize) -> Option<Values> {
    let mut values = Vec::new();
    for column in columns {
        let both = column
            .rules
            .get(first)?
            .both(column.rules.get(second)?)
            .both(&column.domain);
        let at = both.first()?;
        values.push((column.input.clone(), column.axis.said(at, at)));
    }
    Some(values)
}

/// Rules of a first-hit table that an earlier rule covers whole, and rules that nothing passes.
fn unreachable(table: &Table, columns: &[Column]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for rule in 0..table.rules.len() {
        let inside = |earlier: usize| {
            columns.iter().all(
                |column| match (column.rules.get(earlier), column.rules.get(rule)) {
                    (Some(outer), Some(inner)) => outer.hold(&inner.both(&column.domain)),
                    _ => false,
                },
            )
        };
        let never = columns.iter().any(|column| {
            column
                .rules
                .get(rule)
                .is_some_and(|passing| passing.both(&column.domain).is_none())
        });
        if never {
            found.push((rule, rule));
        } else if table.policy == HitPolicy::First
            && let Some(earlier) = (0..rule).find(|earlier| inside(*earlier))
        {
            found.push((rule, earlier));
        }
    }
    found
}
