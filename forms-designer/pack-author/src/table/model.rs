//! `rules.dmn` as a document in which tables are found.

use feel::dmn::{Aggregation, HitPolicy};
use workflow_engine::bpmn::xml::{Document, EditProblem, ElementId};

use super::{Grid, Input, Listed, MAX_COLUMNS, MAX_RULES, Output, Rule};
use crate::files::RULES;
use crate::tree::Tree;
use crate::{Files, Problem};

/// A file without a decision; its namespace is that of DMN 1.5.
pub(crate) const NEW_MODEL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="rules" name="rules" namespace="https://antou.tw/packs/rules">
</definitions>
"#;

/// The file.
pub(crate) struct Model {
    pub document: Document,
}

impl Model {
    pub fn of(files: &Files) -> Result<Self, Problem> {
        let missing = || Problem::new(RULES, "pack-file-missing").with("path", RULES);
        Self::read(files.get(RULES).ok_or_else(missing)?)
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let document = Document::read(bytes).map_err(|problem| Problem::xml(RULES, &problem))?;
        Ok(Self { document })
    }

    pub fn write(&self, files: &mut Files) {
        files.insert(RULES.to_owned(), self.document.write());
    }

    /// The elements of DMN directly inside that have this name.
    pub fn parts<'m>(
        &'m self,
        element: ElementId,
        name: &'m str,
    ) -> impl Iterator<Item = ElementId> + use<'m> {
        let space = self.document.space(self.document.root());
        let inside = self.document.children(element);
        inside.filter(move |part| {
            self.document.local(*part) == name && self.document.space(*part) == space
        })
    }

    pub fn part(&self, element: ElementId, name: &str) -> Option<ElementId> {
        self.parts(element, name).next()
    }

    pub fn attribute(&self, element: ElementId, name: &str) -> String {
        let value = self.document.attribute(element, name);
        value.unwrap_or_default().into_owned()
    }

    /// The text of the element `text` inside of a part.
    pub fn said(&self, element: ElementId) -> String {
        let text = self.part(element, "text");
        text.map(|text| self.document.text(text).trim().to_owned())
            .unwrap_or_default()
    }

    fn said_in(&self, element: ElementId, name: &str) -> String {
        let part = self.part(element, name);
        part.map(|part| self.said(part)).unwrap_or_default()
    }

    fn description(&self, element: ElementId) -> String {
        let part = self.part(element, "description");
        part.map(|part| self.document.text(part).trim().to_owned())
            .unwrap_or_default()
    }

    pub fn decision(&self, name: &str) -> Option<ElementId> {
        self.parts(self.document.root(), "decision")
            .find(|decision| self.attribute(*decision, "name") == name)
    }

    pub fn listed(&self) -> Vec<Listed> {
        let decisions = self.parts(self.document.root(), "decision");
        decisions
            .map(|decision| Listed {
                name: self.attribute(decision, "name"),
                description: self.description(decision),
                is_table: self.part(decision, "decisionTable").is_some(),
            })
            .collect()
    }

    /// The table of a decision.
    pub fn table(&self, name: &str) -> Result<ElementId, Problem> {
        let table = self
            .decision(name)
            .and_then(|decision| self.part(decision, "decisionTable"));
        table.ok_or_else(|| Problem::new(RULES, "table-none").with("decision", name))
    }

    pub fn grid(&self, name: &str) -> Result<Grid, Problem> {
        let table = self.table(name)?;
        let input = |input: ElementId| {
            let expression = self.part(input, "inputExpression");
            Input {
                label: self.attribute(input, "label"),
                expression: self.said_in(input, "inputExpression"),
                of: expression
                    .map(|expression| self.attribute(expression, "typeRef"))
                    .unwrap_or_default(),
                allowed: self.said_in(input, "inputValues"),
            }
        };
        let output = |output: ElementId| Output {
            label: self.attribute(output, "label"),
            name: self.attribute(output, "name"),
            of: self.attribute(output, "typeRef"),
            allowed: self.said_in(output, "outputValues"),
            default: self.said_in(output, "defaultOutputEntry"),
        };
        let annotation = |annotation: ElementId| self.attribute(annotation, "name");
        let mut grid = Grid {
            decision: name.to_owned(),
            description: self
                .decision(name)
                .map(|decision| self.description(decision))
                .unwrap_or_default(),
            policy: self.policy(table)?,
            inputs: self.parts(table, "input").map(input).collect(),
            outputs: self.parts(table, "output").map(output).collect(),
            annotations: self.parts(table, "annotation").map(annotation).collect(),
            rules: Vec::new(),
        };
        let columns = grid.inputs.len() + grid.outputs.len() + grid.annotations.len();
        let limit = |limit: usize| Problem::new(RULES, "table-too-large").with("limit", limit);
        if columns > MAX_COLUMNS {
            return Err(limit(MAX_COLUMNS));
        }
        for rule in self.parts(table, "rule") {
            if grid.rules.len() == MAX_RULES {
                return Err(limit(MAX_RULES));
            }
            let rule = self.rule(rule, &grid)?;
            grid.rules.push(rule);
        }
        Ok(grid)
    }

    fn rule(&self, rule: ElementId, grid: &Grid) -> Result<Rule, Problem> {
        let cells = |name: &str, empty: &str| -> Vec<String> {
            let cells = self.parts(rule, name).map(|cell| self.said(cell));
            cells
                .map(|cell| match cell.is_empty() {
                    true => empty.to_owned(),
                    false => cell,
                })
                .collect()
        };
        let mut read = Rule {
            inputs: cells("inputEntry", "-"),
            outputs: cells("outputEntry", ""),
            annotations: cells("annotationEntry", ""),
        };
        if read.inputs.len() != grid.inputs.len() || read.outputs.len() != grid.outputs.len() {
            let reason = "a rule has not as many entries as the table has columns";
            return Err(self.shape(rule, reason));
        }
        // Annotations may be left out at the end.
        read.annotations
            .resize(grid.annotations.len(), String::new());
        Ok(read)
    }

    pub fn shape(&self, element: ElementId, reason: &str) -> Problem {
        let place = self.document.place(element);
        Problem::new(RULES, "table-shape")
            .with("reason", reason)
            .with("line", place.line)
            .with("column", place.column)
    }

    /// Puts a decision without logic at the end.
    pub fn new_decision(&mut self, name: &str) -> Result<ElementId, EditProblem> {
        let root = self.document.root();
        let space = self.document.space(root).to_owned();
        let last = [
            "DMNDI",
            "elementCollection",
            "businessContextElement",
            "textAnnotation",
        ];
        let before = self
            .document
            .children(root)
            .find(|child| last.contains(&self.document.local(*child)));
        let id = Document::fresh_id("decision", &mut self.document.ids());
        let variable = Tree::new(space.clone(), "variable")
            .with("id", format!("{id}_variable"))
            .with("name", name);
        let tree = Tree::new(space, "decision")
            .with("id", id)
            .with("name", name)
            .holding([variable]);
        tree.put(&mut self.document, root, before)
    }

    /// Puts a table of one column of what follows at the end.
    pub fn put_table(&mut self, name: &str) -> Result<(), EditProblem> {
        let decision = self.new_decision(name)?;
        let space = self.document.space(decision).to_owned();
        let id = Document::fresh_id("table", &mut self.document.ids());
        let output = Tree::new(space.clone(), "output")
            .with("id", format!("{id}_out_1"))
            .with("label", name);
        let table = Tree::new(space, "decisionTable")
            .with("id", id)
            .with("hitPolicy", "UNIQUE")
            .holding([output]);
        table.put(&mut self.document, decision, None).map(|_| ())
    }

    fn policy(&self, table: ElementId) -> Result<HitPolicy, Problem> {
        let written = self.attribute(table, "hitPolicy");
        let aggregation = self.attribute(table, "aggregation");
        let known = POLICIES
            .iter()
            .find(|(policy, made, _)| *policy == written && *made == aggregation);
        match (known, written.as_str()) {
            (Some((_, _, policy)), _) => Ok(*policy),
            (None, "") => Ok(HitPolicy::Unique),
            (None, _) => Err(self.shape(table, "the hit policy is not known")),
        }
    }
}

/// How a hit policy is written: `hitPolicy`, `aggregation`.
pub(super) fn written(policy: HitPolicy) -> (&'static str, &'static str) {
    let known = POLICIES.iter().find(|(_, _, known)| *known == policy);
    known.map_or(("UNIQUE", ""), |(policy, made, _)| (policy, made))
}

const POLICIES: [(&str, &str, HitPolicy); 11] = [
    ("UNIQUE", "", HitPolicy::Unique),
    ("ANY", "", HitPolicy::Any),
    ("PRIORITY", "", HitPolicy::Priority),
    ("FIRST", "", HitPolicy::First),
    ("OUTPUT ORDER", "", HitPolicy::OutputOrder),
    ("RULE ORDER", "", HitPolicy::RuleOrder),
    ("COLLECT", "", HitPolicy::Collect(None)),
    ("COLLECT", "SUM", HitPolicy::Collect(Some(Aggregation::Sum))),
    (
        "COLLECT",
        "COUNT",
        HitPolicy::Collect(Some(Aggregation::Count)),
    ),
    ("COLLECT", "MIN", HitPolicy::Collect(Some(Aggregation::Min))),
    ("COLLECT", "MAX", HitPolicy::Collect(Some(Aggregation::Max))),
];
