//! Which rules of decision tables counted, for those who ask why.

use crate::lang::Val;
use std::sync::Arc;

/// Most tables that are noted in one evaluation.
const MAX_HITS: usize = 64;

/// A table that was asked, and the rules of it that counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The decision or knowledge model whose table it is.
    pub table: String,
    /// The numbers of the rules that matched, from 1, in the order of the table; none where the
    /// default counted or nothing.
    pub rows: Vec<u32>,
    /// What was asked: each column by its label, or else its expression, with its value.
    pub inputs: Vec<(String, Val)>,
    /// What the annotations of these rules say.
    pub notes: Vec<String>,
}

/// What an evaluation notes of the tables that it asks.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    within: Vec<Arc<str>>,
    hits: Vec<Hit>,
}

impl Trace {
    /// What follows belongs to this decision or knowledge model.
    pub fn enter(&mut self, name: &Arc<str>) {
        self.within.push(Arc::clone(name));
    }

    /// It does no more.
    pub fn leave(&mut self) {
        self.within.pop();
    }

    /// A table was asked; one that says again what it said is noted once.
    pub fn hit(&mut self, rows: Vec<u32>, inputs: Vec<(String, Val)>, notes: Vec<String>) {
        let hit = Hit {
            table: self
                .within
                .last()
                .map(ToString::to_string)
                .unwrap_or_default(),
            rows,
            inputs,
            notes,
        };
        if self.hits.len() < MAX_HITS && !self.hits.contains(&hit) {
            self.hits.push(hit);
        }
    }

    pub fn into_hits(self) -> Vec<Hit> {
        self.hits
    }
}
