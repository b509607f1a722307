//! The columns of a table under edit.

use workflow_engine::bpmn::xml::{Document, ElementId};

use super::cell::Kind;
use super::change::{Change, refused};
use super::{Column, Input, MAX_COLUMNS, Output};
use crate::Problem;
use crate::files::RULES;
use crate::tree::Tree;

/// The name of a column's cells, and the column's place.
pub(super) fn entries_of(column: Column) -> (&'static str, usize) {
    match column {
        Column::Input(at) => ("inputEntry", at),
        Column::Output(at) => ("outputEntry", at),
        Column::Annotation(at) => ("annotationEntry", at),
    }
}

fn head_of(column: Column) -> &'static str {
    match column {
        Column::Input(_) => "input",
        Column::Output(_) => "output",
        Column::Annotation(_) => "annotation",
    }
}

/// The columns.
impl Change<'_, '_> {
    pub(super) fn column(&self, column: Column) -> Result<ElementId, Problem> {
        let (_, at) = entries_of(column);
        let mut columns = self.model.parts(self.table, head_of(column));
        let none = || Problem::new(RULES, "table-column").with("column", at.saturating_add(1));
        columns.nth(at).ok_or_else(none)
    }

    /// Puts a column in, and a cell into each row.
    pub(super) fn add_column(&mut self, column: Column, head: &Tree) -> Result<(), Problem> {
        let grid = &self.grid;
        let count = grid.inputs.len() + grid.outputs.len() + grid.annotations.len();
        if count >= MAX_COLUMNS {
            return Err(Problem::new(RULES, "table-too-large").with("limit", MAX_COLUMNS));
        }
        let (name, at) = entries_of(column);
        let follow: &[&str] = match column {
            Column::Input(_) => &["output", "annotation", "rule"],
            Column::Output(_) => &["annotation", "rule"],
            Column::Annotation(_) => &["rule"],
        };
        let before = self.before(self.table, head_of(column), at, follow);
        self.put(head, self.table, before)?;
        let empty = match column {
            Column::Input(_) => "-",
            Column::Output(_) => "null",
            Column::Annotation(_) => "",
        };
        let follow: &[&str] = match column {
            Column::Input(_) => &["outputEntry", "annotationEntry"],
            Column::Output(_) => &["annotationEntry"],
            Column::Annotation(_) => &[],
        };
        let rules: Vec<ElementId> = self.model.parts(self.table, "rule").collect();
        for rule in rules {
            let short = matches!(column, Column::Annotation(_))
                && self.model.parts(rule, name).count() < at;
            if !short {
                let before = self.before(rule, name, at, follow);
                let cell = self.entry(name, String::new(), empty);
                self.put(&cell, rule, before)?;
            }
        }
        Ok(())
    }

    /// Before which element the one at a place comes: the one that stands there, else the first
    /// that must follow.
    fn before(
        &self,
        parent: ElementId,
        name: &str,
        at: usize,
        follow: &[&str],
    ) -> Option<ElementId> {
        let same = self.model.parts(parent, name).nth(at);
        same.or_else(|| {
            let document = &self.model.document;
            let mut children = document.children(parent);
            children.find(|child| follow.contains(&document.local(*child)))
        })
    }

    pub(super) fn remove_column(&mut self, column: Column) -> Result<(), Problem> {
        let head = self.column(column)?;
        if matches!(column, Column::Output(_)) && self.grid.outputs.len() == 1 {
            return Err(self.model.shape(head, "a table says something"));
        }
        let (name, at) = entries_of(column);
        let rules: Vec<ElementId> = self.model.parts(self.table, "rule").collect();
        let cells = rules
            .iter()
            .map(|rule| self.model.parts(*rule, name).nth(at));
        let gone: Vec<ElementId> = cells.flatten().chain([head]).collect();
        for element in gone {
            let removed = self.model.document.remove(element);
            removed.map_err(|problem| refused(&problem))?;
        }
        Ok(())
    }

    pub(super) fn add_input(&mut self, at: usize, input: &Input) -> Result<(), Problem> {
        self.feel(Kind::Asking, need(&input.expression)?)?;
        self.feel(Kind::Tests, &input.allowed)?;
        let mut taken = self.model.document.ids();
        let id = Document::fresh_id("input", &mut taken);
        let expression = self
            .tree("inputExpression")
            .with("id", format!("{id}_expression"))
            .named("typeRef", &input.of)
            .holding([self.tree("text").text(input.expression.trim())]);
        let allowed = (!input.allowed.is_empty())
            .then(|| self.entry("inputValues", String::new(), &input.allowed));
        let new = self
            .tree("input")
            .with("id", id)
            .named("label", &input.label)
            .holding([expression])
            .holding(allowed);
        self.add_column(Column::Input(at), &new)
    }

    pub(super) fn set_input(&mut self, at: usize, input: &Input) -> Result<(), Problem> {
        self.feel(Kind::Asking, need(&input.expression)?)?;
        self.feel(Kind::Tests, &input.allowed)?;
        let column = self.column(Column::Input(at))?;
        self.attribute(column, "label", &input.label)?;
        let expression = match self.model.part(column, "inputExpression") {
            Some(expression) => expression,
            None => {
                let new = self.tree("inputExpression");
                let first = self.model.document.children(column).next();
                self.put(&new, column, first)?
            }
        };
        self.attribute(expression, "typeRef", &input.of)?;
        if self.model.said(expression) != input.expression.trim() {
            self.set_text(expression, &input.expression)?;
        }
        self.values(column, "inputValues", &input.allowed)
    }

    pub(super) fn add_output(&mut self, at: usize, output: &Output) -> Result<(), Problem> {
        self.feel(Kind::Tests, &output.allowed)?;
        self.feel(Kind::Expression, &output.default)?;
        self.free_name(output, None)?;
        let id = Document::fresh_id("output", &mut self.model.document.ids());
        let part =
            |name, text: &String| (!text.is_empty()).then(|| self.entry(name, String::new(), text));
        let new = self
            .tree("output")
            .with("id", id)
            .named("label", &output.label)
            .named("name", &output.name)
            .named("typeRef", &output.of)
            .holding(part("outputValues", &output.allowed))
            .holding(part("defaultOutputEntry", &output.default));
        self.add_column(Column::Output(at), &new)
    }

    pub(super) fn set_output(&mut self, at: usize, output: &Output) -> Result<(), Problem> {
        self.feel(Kind::Tests, &output.allowed)?;
        self.feel(Kind::Expression, &output.default)?;
        self.free_name(output, Some(at))?;
        let column = self.column(Column::Output(at))?;
        self.attribute(column, "label", &output.label)?;
        self.attribute(column, "name", &output.name)?;
        self.attribute(column, "typeRef", &output.of)?;
        self.values(column, "outputValues", &output.allowed)?;
        self.values(column, "defaultOutputEntry", &output.default)
    }

    /// Several outputs have a name each (DMN 1.5 §8.2.3).
    fn free_name(&self, output: &Output, own: Option<usize>) -> Result<(), Problem> {
        let mut others = self.grid.outputs.iter().enumerate();
        let taken = others.any(|(at, other)| Some(at) != own && other.name == output.name);
        match taken {
            true => Err(Problem::new(RULES, "table-name-taken").with("name", &output.name)),
            false => Ok(()),
        }
    }

    /// Sets a part of a column that may be left out.
    fn values(&mut self, column: ElementId, name: &'static str, text: &str) -> Result<(), Problem> {
        match (self.model.part(column, name), text.trim()) {
            (None, "") => Ok(()),
            (Some(part), "") => {
                let removed = self.model.document.remove(part);
                removed.map_err(|problem| refused(&problem))
            }
            (Some(part), text) if self.model.said(part) == text => Ok(()),
            (Some(part), text) => self.set_text(part, text),
            (None, text) => {
                let new = self.entry(name, String::new(), text);
                let before = match name {
                    "outputValues" => self.model.part(column, "defaultOutputEntry"),
                    _ => None,
                };
                self.put(&new, column, before).map(|_| ())
            }
        }
    }
}

/// An input looks at something.
fn need(expression: &str) -> Result<&str, Problem> {
    match expression.trim() {
        "" => Err(Problem::new(RULES, "table-cell").with("part", "inputExpression")),
        text => Ok(text),
    }
}
