//! The stations of a route as the rows of its table.

use feel::dmn::HitPolicy;
use workflow_engine::bpmn::xml::{Document, EditProblem, ElementId};

use super::{Linear, Station, Step};
use crate::files::RULES;
use crate::table::{Grid, Input, Model, NEW_MODEL, Output, Rule, require};
use crate::tree::Tree;
use crate::{Files, Problem};

/// A column of the table: label, name, type.
pub(super) struct Shown {
    pub label: &'static str,
    pub name: &'static str,
    of: &'static str,
}

/// The columns that a table of stations can have, in their order.
pub(super) const COLUMNS: [Shown; 7] = [
    shown("關卡", "desk", "string"),
    shown("職責", "role", "string"),
    shown("名稱", "name", "string"),
    shown("須簽註意見", "opinion", "boolean"),
    shown("並行", "side", "string"),
    shown("同意數", "needs", "number"),
    shown("否決權", "veto", "boolean"),
];
/// Columns that every table of stations has.
const ALWAYS: usize = 3;
const BASIS: &str = "依據";

const fn shown(label: &'static str, name: &'static str, of: &'static str) -> Shown {
    Shown { label, name, of }
}

/// Writes the stations as the table of a decision; every other decision stays.
pub(super) fn put(files: &mut Files, decision: &str, linear: &Linear) -> Result<(), Problem> {
    let bytes = files.get(RULES).map_or(NEW_MODEL.as_bytes(), Vec::as_slice);
    let mut model = Model::read(bytes)?;
    let grid = grid(decision, linear);
    if model
        .grid(decision)
        .as_ref()
        .is_ok_and(|known| same(known, &grid))
    {
        return Ok(());
    }
    let done = write(&mut model, &grid, files);
    done.map_err(|problem| Problem::edit(RULES, &problem))?;
    model.write(files);
    Ok(())
}

/// Whether two tables say the same, whatever their columns are called.
fn same(a: &Grid, b: &Grid) -> bool {
    let inputs = |grid: &Grid| -> Vec<String> {
        grid.inputs
            .iter()
            .map(|input| input.expression.clone())
            .collect()
    };
    let outputs = |grid: &Grid| -> Vec<String> {
        grid.outputs
            .iter()
            .map(|output| output.name.clone())
            .collect()
    };
    a.policy == b.policy
        && inputs(a) == inputs(b)
        && outputs(a) == outputs(b)
        && a.annotations.len() == b.annotations.len()
        && a.rules == b.rules
}

/// The table of a route: a column for each condition, which is true or does not matter.
pub(super) fn grid(decision: &str, linear: &Linear) -> Grid {
    let mut conditions: Vec<&str> = Vec::new();
    for station in linear.stations().filter(|station| !station.when.is_empty()) {
        if !conditions.contains(&station.when.as_str()) {
            conditions.push(&station.when);
        }
    }
    let rows: Vec<[String; 7]> = rows(linear).collect();
    let is_used = |at: usize| {
        at < ALWAYS
            || rows
                .iter()
                .any(|row| row[at] != NOTHING && row[at] != "false")
    };
    let used: Vec<usize> = (0..COLUMNS.len()).filter(|at| is_used(*at)).collect();
    let output = |at: &usize| Output {
        label: COLUMNS[*at].label.to_owned(),
        name: COLUMNS[*at].name.to_owned(),
        of: COLUMNS[*at].of.to_owned(),
        ..Output::default()
    };
    let input = |condition: &&str| Input {
        label: (*condition).to_owned(),
        expression: (*condition).to_owned(),
        of: "boolean".to_owned(),
        allowed: String::new(),
    };
    let rule = |(station, row): (&Station, &[String; 7])| Rule {
        inputs: conditions
            .iter()
            .map(|condition| {
                if *condition == station.when {
                    "true"
                } else {
                    "-"
                }
                .to_owned()
            })
            .collect(),
        outputs: used.iter().map(|at| row[*at].clone()).collect(),
        annotations: vec![station.basis.clone()],
    };
    Grid {
        decision: decision.to_owned(),
        description: String::new(),
        policy: HitPolicy::Collect(None),
        inputs: conditions.iter().map(input).collect(),
        outputs: used.iter().map(output).collect(),
        annotations: vec![BASIS.to_owned()],
        rules: linear.stations().zip(&rows).map(rule).collect(),
    }
}

/// What a cell says that says nothing.
pub(super) const NOTHING: &str = "null";

fn rows(linear: &Linear) -> impl Iterator<Item = [String; 7]> {
    linear.steps.iter().enumerate().flat_map(|(number, step)| {
        let (side, vote) = match step {
            Step::Station(_) => (NOTHING.to_owned(), None),
            Step::Side(side) => (format!("\"{}\"", number + 1), side.vote),
        };
        step.stations()
            .iter()
            .enumerate()
            .map(move |(at, station)| {
                // The first of a vote says how it is counted.
                let vote = vote.filter(|_| at == 0);
                [
                    format!("\"{}\"", station.desk),
                    format!("\"{}\"", station.role.name()),
                    format!("\"{}\"", station.key),
                    station.opinion.to_string(),
                    side.clone(),
                    vote.map_or_else(|| NOTHING.to_owned(), |vote| vote.needs.to_string()),
                    vote.map_or_else(|| NOTHING.to_owned(), |vote| vote.veto.to_string()),
                ]
            })
    })
}

fn write(model: &mut Model, grid: &Grid, files: &Files) -> Result<(), EditProblem> {
    let decision = match model.decision(&grid.decision) {
        Some(decision) => decision,
        None => model.new_decision(&grid.decision)?,
    };
    for input in &grid.inputs {
        let names = names(&input.expression);
        require(model, decision, &names, files)?;
    }
    let space = model.document.space(decision).to_owned();
    let old = model.part(decision, "decisionTable");
    let known = old
        .map(|old| model.attribute(old, "id"))
        .filter(|id| !id.is_empty());
    let others = [
        "literalExpression",
        "context",
        "invocation",
        "relation",
        "list",
    ];
    let logic = others.iter().filter_map(|name| model.part(decision, name));
    let gone: Vec<ElementId> = old.into_iter().chain(logic).collect();
    for element in gone {
        model.document.remove(element)?;
    }
    let mut taken = model.document.ids();
    let id = known.unwrap_or_else(|| Document::fresh_id("table", &mut taken));
    table(&space, &id, grid).put(&mut model.document, decision, None)?;
    Ok(())
}

/// The first words of the paths that a condition reads.
fn names(expression: &str) -> Vec<String> {
    let read = feel::names_in(expression).into_iter();
    let mut names: Vec<String> = read
        .map(|path| path.split('.').next().unwrap_or_default().to_owned())
        .collect();
    names.dedup();
    names
}

fn table(space: &str, id: &str, grid: &Grid) -> Tree {
    let tree = |name| Tree::new(space.to_owned(), name);
    let said =
        |name, id: String, text: &str| tree(name).with("id", id).holding([tree("text").text(text)]);
    let input = |(at, input): (usize, &Input)| {
        let own = format!("{id}_in_{}", at + 1);
        let expression = said(
            "inputExpression",
            format!("{own}_expression"),
            &input.expression,
        );
        tree("input")
            .with("id", own)
            .named("label", &input.label)
            .holding([expression.named("typeRef", &input.of)])
    };
    let output = |(at, output): (usize, &Output)| {
        tree("output")
            .with("id", format!("{id}_out_{}", at + 1))
            .named("label", &output.label)
            .named("name", &output.name)
            .named("typeRef", &output.of)
    };
    let rule = |(at, rule): (usize, &Rule)| {
        let own = format!("{id}_rule_{}", at + 1);
        let cell = |name: &'static str, kind: &str, (at, text): (usize, &String)| {
            said(name, format!("{own}_{kind}_{}", at + 1), text)
        };
        let inputs = rule.inputs.iter().enumerate();
        let outputs = rule.outputs.iter().enumerate();
        let notes = rule
            .annotations
            .iter()
            .map(|note| tree("annotationEntry").holding([tree("text").text(note)]));
        tree("rule")
            .with("id", &own)
            .holding(inputs.map(|text| cell("inputEntry", "in", text)))
            .holding(outputs.map(|text| cell("outputEntry", "out", text)))
            .holding(notes)
    };
    tree("decisionTable")
        .with("id", id)
        .with("hitPolicy", "COLLECT")
        .with("outputLabel", &grid.decision)
        .holding(grid.inputs.iter().enumerate().map(input))
        .holding(grid.outputs.iter().enumerate().map(output))
        .holding(
            grid.annotations
                .iter()
                .map(|name| tree("annotation").with("name", name)),
        )
        .holding(grid.rules.iter().enumerate().map(rule))
}
