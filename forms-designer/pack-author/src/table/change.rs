//! What can be done to a table.

use feel::dmn::HitPolicy;
use jiff::civil::Date;
use workflow_engine::bpmn::xml::{Document, EditProblem, ElementId};

use super::cell::{Kind, is_feel, reads};
use super::columns::entries_of;
use super::model::{Model, written};
use super::{Column, Grid, Input, MAX_RULES, Output, Rule, days, require};
use crate::files::RULES;
use crate::tree::Tree;
use crate::{Files, Problem};

/// Something to do to a table. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Gives a cell another text.
    Cell {
        /// Row.
        row: usize,
        /// Column.
        column: Column,
        /// FEEL, of an annotation any text.
        text: String,
    },
    /// Puts an empty row in: it lets everything pass and says nothing.
    AddRule(usize),
    /// Puts a copy behind a row.
    DuplicateRule(usize),
    /// Takes a row out.
    RemoveRule(usize),
    /// Puts a row elsewhere.
    MoveRule {
        /// Where it stands.
        from: usize,
        /// Where it comes to stand.
        to: usize,
    },
    /// Ends a row before a day, and puts its successor behind it, which holds from that day on.
    Succeed {
        /// The row.
        row: usize,
        /// The first day of its successor.
        on: Date,
    },
    /// Puts a column of conditions in; every row lets everything pass.
    AddInput(usize, Input),
    /// Changes what a column of conditions looks at.
    SetInput(usize, Input),
    /// Puts a column of what follows in; every row says nothing there.
    AddOutput(usize, Output),
    /// Changes a column of what follows.
    SetOutput(usize, Output),
    /// Puts a column of annotations in.
    AddAnnotation(usize, String),
    /// Gives a column of annotations another name.
    SetAnnotation(usize, String),
    /// Takes a column out, with its cells.
    RemoveColumn(Column),
    /// Says which of several rules that match counts.
    Policy(HitPolicy),
    /// Gives the decision another name; other decisions and the flow that ask it do not follow.
    Rename(String),
    /// Says what the decision is about; empty for nothing.
    Describe(String),
}

impl Command {
    /// What it does, for the list of steps.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Cell { .. } => "cell",
            Self::AddRule(_) => "add-rule",
            Self::DuplicateRule(_) => "duplicate-rule",
            Self::RemoveRule(_) => "remove-rule",
            Self::MoveRule { .. } => "move-rule",
            Self::Succeed { .. } => "succeed",
            Self::AddInput(..) | Self::AddOutput(..) | Self::AddAnnotation(..) => "add-column",
            Self::SetInput(..) | Self::SetOutput(..) | Self::SetAnnotation(..) => "set-column",
            Self::RemoveColumn(_) => "remove-column",
            Self::Policy(_) => "policy",
            Self::Rename(_) => "rename",
            Self::Describe(_) => "describe",
        }
    }
}

/// Does it; what is refused changes nothing. Says where what it was done to stands now.
///
/// # Errors
/// `table-none` (decision), `table-row` (row), `table-column`, `table-shape`, `table-too-large`
/// (limit), `table-name`, `table-name-taken` (name), `table-day` (row, day), `table-cell` where a
/// character is not allowed; FEEL's codes with expression and column as
/// [`check_cell`](super::check_cell).
pub(crate) fn apply(files: &mut Files, decision: &str, command: &Command) -> Result<(), Problem> {
    let mut model = Model::of(files)?;
    let grid = model.grid(decision)?;
    let table = model.table(decision)?;
    let mut change = Change {
        model: &mut model,
        grid,
        table,
        files,
    };
    change.carry_out(command)?;
    // What is written must be a table again, to every reader.
    let name = match command {
        Command::Rename(name) => name.as_str(),
        _ => decision,
    };
    model.grid(name)?;
    model.write(files);
    Ok(())
}

pub(super) struct Change<'m, 'f> {
    pub model: &'m mut Model,
    pub grid: Grid,
    pub table: ElementId,
    files: &'f Files,
}

pub(super) fn refused(problem: &EditProblem) -> Problem {
    match problem {
        EditProblem::Character { code } => {
            Problem::new(RULES, "table-cell").with("character", format!("U+{code:04X}"))
        }
        other => Problem::edit(RULES, other),
    }
}

fn no_row(row: usize) -> Problem {
    Problem::new(RULES, "table-row").with("row", row.saturating_add(1))
}

impl Change<'_, '_> {
    fn carry_out(&mut self, command: &Command) -> Result<(), Problem> {
        match command {
            Command::Cell { row, column, text } => self.cell(*row, *column, text),
            Command::AddRule(_) | Command::DuplicateRule(_) | Command::Succeed { .. } => {
                self.new_row(command)
            }
            Command::RemoveRule(row) => {
                let rule = self.rule(*row)?;
                let removed = self.model.document.remove(rule);
                removed.map_err(|problem| refused(&problem))
            }
            Command::MoveRule { from, to } => self.shift(*from, *to),
            Command::AddInput(at, input) => self.add_input(*at, input),
            Command::SetInput(at, input) => self.set_input(*at, input),
            Command::AddOutput(at, output) => self.add_output(*at, output),
            Command::SetOutput(at, output) => self.set_output(*at, output),
            Command::AddAnnotation(at, name) => {
                let new = self.tree("annotation").with("name", name);
                self.add_column(Column::Annotation(*at), &new)
            }
            Command::SetAnnotation(at, name) => {
                let column = self.column(Column::Annotation(*at))?;
                self.attribute(column, "name", name)
            }
            Command::RemoveColumn(column) => self.remove_column(*column),
            Command::Policy(policy) => self.policy(*policy),
            Command::Rename(name) => self.rename(name),
            Command::Describe(text) => self.describe(text),
        }
    }

    fn new_row(&mut self, command: &Command) -> Result<(), Problem> {
        let (row, rule) = match command {
            Command::AddRule(row) => (*row, self.blank()),
            Command::DuplicateRule(row) => {
                let rule = self.grid.rules.get(*row).ok_or_else(|| no_row(*row))?;
                (row.saturating_add(1), rule.clone())
            }
            Command::Succeed { row, on } => {
                let (before, after) = days::succeeded(&self.grid, *row, *on)?;
                for (at, text) in before.inputs.iter().enumerate() {
                    self.cell(*row, Column::Input(at), text)?;
                }
                (row.saturating_add(1), after)
            }
            _ => return Ok(()),
        };
        self.add_rule(row, &rule)
    }

    pub(super) fn tree(&self, name: &'static str) -> Tree {
        Tree::new(self.model.document.space(self.table).to_owned(), name)
    }

    pub(super) fn entry(&self, name: &'static str, id: String, text: &str) -> Tree {
        let entry = self.tree(name).named("id", &id);
        entry.holding([self.tree("text").text(text)])
    }

    fn blank(&self) -> Rule {
        Rule {
            inputs: vec!["-".to_owned(); self.grid.inputs.len()],
            outputs: vec!["null".to_owned(); self.grid.outputs.len()],
            annotations: vec![String::new(); self.grid.annotations.len()],
        }
    }

    fn rule(&self, row: usize) -> Result<ElementId, Problem> {
        let mut rules = self.model.parts(self.table, "rule");
        rules.nth(row).ok_or_else(|| no_row(row))
    }

    fn cell(&mut self, row: usize, column: Column, text: &str) -> Result<(), Problem> {
        self.feel(column.kind(), text)?;
        let rule = self.rule(row)?;
        self.column(column)?;
        let (name, at) = entries_of(column);
        let mut have = self.model.parts(rule, name).count();
        // Annotations that were left out come in.
        while have <= at {
            let empty = self.entry(name, String::new(), "");
            self.put(&empty, rule, None)?;
            have += 1;
        }
        let entry = self.model.parts(rule, name).nth(at);
        let entry = entry.ok_or_else(|| no_row(row))?;
        if self.model.said(entry) == text.trim() {
            return Ok(());
        }
        self.set_text(entry, text)
    }

    /// Sets the element `text` of a part.
    pub(super) fn set_text(&mut self, part: ElementId, text: &str) -> Result<(), Problem> {
        let inner = match self.model.part(part, "text") {
            Some(inner) => inner,
            None => {
                let new = self.tree("text");
                self.put(&new, part, None)?
            }
        };
        let set = self.model.document.set_text(inner, text.trim());
        set.map_err(|problem| refused(&problem))
    }

    pub(super) fn put(
        &mut self,
        tree: &Tree,
        parent: ElementId,
        before: Option<ElementId>,
    ) -> Result<ElementId, Problem> {
        let put = tree.put(&mut self.model.document, parent, before);
        put.map_err(|problem| refused(&problem))
    }

    pub(super) fn attribute(
        &mut self,
        element: ElementId,
        name: &str,
        value: &str,
    ) -> Result<(), Problem> {
        let document = &mut self.model.document;
        let done = match value {
            "" => document.remove_attribute(element, name),
            value => document.set_attribute(element, name, value),
        };
        done.map_err(|problem| refused(&problem))
    }

    /// Looks at a text, and lets the decision require what it reads.
    pub(super) fn feel(&mut self, kind: Kind, text: &str) -> Result<(), Problem> {
        is_feel(self.model, kind, text)?;
        let read = reads(self.model, kind, text)?;
        let Some(decision) = self.model.decision(&self.grid.decision) else {
            return Ok(());
        };
        let done = require(self.model, decision, &read, self.files);
        done.map_err(|problem| refused(&problem))
    }

    fn add_rule(&mut self, row: usize, rule: &Rule) -> Result<(), Problem> {
        if self.grid.rules.len() >= MAX_RULES {
            return Err(Problem::new(RULES, "table-too-large").with("limit", MAX_RULES));
        }
        let before = self.model.parts(self.table, "rule").nth(row);
        let id = Document::fresh_id("rule", &mut self.model.document.ids());
        let cell = |name, kind: &str, (at, text): (usize, &String)| {
            self.entry(name, format!("{id}_{kind}_{}", at + 1), text)
        };
        let inputs = rule.inputs.iter().enumerate();
        let outputs = rule.outputs.iter().enumerate();
        let notes = rule.annotations.iter();
        let new = self
            .tree("rule")
            .with("id", &id)
            .holding(inputs.map(|text| cell("inputEntry", "in", text)))
            .holding(outputs.map(|text| cell("outputEntry", "out", text)))
            .holding(notes.map(|text| self.entry("annotationEntry", String::new(), text)));
        self.put(&new, self.table, before).map(|_| ())
    }

    fn shift(&mut self, from: usize, to: usize) -> Result<(), Problem> {
        let rule = self.rule(from)?;
        if from == to || to >= self.grid.rules.len() {
            return if from == to { Ok(()) } else { Err(no_row(to)) };
        }
        let at = if to > from { to + 1 } else { to };
        let before = self.model.parts(self.table, "rule").nth(at);
        let table = self.table;
        let moved = self.model.document.shift(rule, table, before);
        moved.map_err(|problem| refused(&problem))
    }
}

/// The decision as a whole.
impl Change<'_, '_> {
    fn policy(&mut self, policy: HitPolicy) -> Result<(), Problem> {
        let (written, aggregation) = written(policy);
        self.attribute(self.table, "hitPolicy", written)?;
        self.attribute(self.table, "aggregation", aggregation)
    }

    fn rename(&mut self, name: &str) -> Result<(), Problem> {
        let name = name.trim();
        if name.is_empty() || name.len() > feel::MAX_NAME {
            return Err(Problem::new(RULES, "table-name").with("limit", feel::MAX_NAME));
        }
        let Some(decision) = self.model.decision(&self.grid.decision) else {
            return Ok(());
        };
        if name != self.grid.decision && self.model.decision(name).is_some() {
            return Err(Problem::new(RULES, "table-name-taken").with("name", name));
        }
        self.attribute(decision, "name", name)?;
        match self.model.part(decision, "variable") {
            Some(variable) => self.attribute(variable, "name", name),
            None => Ok(()),
        }
    }

    fn describe(&mut self, text: &str) -> Result<(), Problem> {
        let Some(decision) = self.model.decision(&self.grid.decision) else {
            return Ok(());
        };
        let known = self.model.part(decision, "description");
        let done = match (known, text.trim()) {
            (None, "") => Ok(()),
            (Some(known), "") => self.model.document.remove(known),
            (Some(known), text) => self.model.document.set_text(known, text),
            (None, text) => {
                let first = self.model.document.children(decision).next();
                let new = self.tree("description").text(text);
                return self.put(&new, decision, first).map(|_| ());
            }
        };
        done.map_err(|problem| refused(&problem))
    }
}
