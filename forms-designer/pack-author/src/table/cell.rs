//! Whether what stands in a cell is FEEL.

use std::collections::BTreeMap;

use feel::lang::{Compiled, Vocabulary};

use super::{Column, MAX_CELL, Model};
use crate::files::RULES;
use crate::{Files, Problem};

/// What a text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Unary tests (DMN 1.5 grammar rule 15); empty for what lets everything pass.
    Tests,
    /// An expression; empty for nothing.
    Expression,
    /// An expression that may read what nobody gives yet: it becomes an input of the model.
    Asking,
    /// Any characters.
    Plain,
}

impl Column {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Input(_) => Kind::Tests,
            Self::Output(_) => Kind::Expression,
            Self::Annotation(_) => Kind::Plain,
        }
    }
}

/// Looks at a cell while it is typed: whether it is FEEL, and reads only what the model knows.
///
/// # Errors
/// FEEL's code (expression, expected, found, column from 1 in characters), `feel-name-unknown`
/// (name, nearest, column), `table-too-large` (limit), and as [`read`](super::read).
pub fn check_cell(files: &Files, column: Column, text: &str) -> Result<(), Problem> {
    is_feel(&Model::of(files)?, column.kind(), text)
}

/// The names that the expressions of a model may read.
fn names(model: &Model) -> Vec<String> {
    let root = model.document.root();
    let kinds = ["inputData", "decision", "businessKnowledgeModel"];
    let all = kinds.iter().flat_map(|kind| model.parts(root, kind));
    all.map(|part| model.attribute(part, "name"))
        .filter(|name| !name.is_empty())
        .collect()
}

pub(super) fn is_feel(model: &Model, kind: Kind, text: &str) -> Result<(), Problem> {
    compiled(model, kind, text).map(|_| ())
}

/// The names that a text reads.
pub(super) fn reads(model: &Model, kind: Kind, text: &str) -> Result<Vec<String>, Problem> {
    let compiled = compiled(model, kind, text)?;
    let read = compiled.iter().flat_map(|compiled| compiled.reads());
    Ok(read.map(ToString::to_string).collect())
}

fn compiled(model: &Model, kind: Kind, text: &str) -> Result<Option<Compiled>, Problem> {
    if text.len() > MAX_CELL {
        return Err(Problem::new(RULES, "table-too-large").with("limit", MAX_CELL));
    }
    let text = text.trim();
    if kind == Kind::Plain || text.is_empty() {
        return Ok(None);
    }
    let names = names(model);
    let vocabulary = Vocabulary {
        inputs: names.clone(),
        types: BTreeMap::new(),
        values_only: true,
        open: kind == Kind::Asking,
        ..Vocabulary::default()
    };
    let compiled = match kind {
        Kind::Tests => Compiled::unary_tests(text, &vocabulary),
        _ => Compiled::expression(text, &vocabulary),
    };
    let compiled = compiled
        .and_then(|compiled| compiled.without_clock().map(|()| compiled))
        .map_err(|problem| Problem::feel(RULES, text, &problem))?;
    match unknown(&compiled).filter(|_| kind != Kind::Asking) {
        None => Ok(Some(compiled)),
        Some((name, at)) => {
            let problem = Problem::coded(RULES, "feel-name-unknown")
                .with("name", &name)
                .with("expression", text)
                .with("column", crate::problem::column(text, at));
            Err(
                match feel::nearest(&name, names.iter().map(String::as_str)) {
                    Some(near) => problem.with("nearest", near),
                    None => problem,
                },
            )
        }
    }
}

/// The first name that nobody gives.
fn unknown(compiled: &Compiled) -> Option<(String, usize)> {
    use feel::lang::expr::{Kind, Ref};
    let mut first: Option<(String, usize)> = None;
    compiled.expr().walk(&mut |part| {
        if let Kind::Name(name, Ref::Unknown) = &part.kind {
            let at = part.span.start as usize;
            if first.as_ref().is_none_or(|(_, known)| at < *known) {
                first = Some((name.to_string(), at));
            }
        }
    });
    first
}
