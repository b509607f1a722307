//! What all runs over the small agency have in common.

use std::collections::BTreeMap;

use crate::check::{entitled, stands, told};
use crate::moves::Move;
use crate::world::{SHAPES, Small};

/// What was counted: operations that became true, and refusals by their code.
#[derive(Default, Debug)]
pub struct Tally {
    pub accepted: u64,
    pub refused: BTreeMap<String, u64>,
}

impl Tally {
    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        self.accepted += other.accepted;
        for (code, count) in &other.refused {
            *self.refused.entry(code.clone()).or_default() += count;
        }
    }

    /// Counts a refusal.
    pub fn refused(&mut self, code: String) {
        *self.refused.entry(code).or_default() += 1;
    }
}

/// A broken invariant: the world, the moves that lead there, and what is wrong.
#[derive(Debug)]
pub struct Broken {
    pub world: String,
    pub moves: Vec<String>,
    pub what: String,
}

/// Begins a case of a shape for many runs.
pub struct Beginnings(Vec<Small>);

impl Beginnings {
    pub fn all() -> Self {
        Self((0..SHAPES.len()).map(Small::submitted).collect())
    }

    pub fn of(&self, shape: usize) -> Small {
        self.0[shape].clone()
    }
}

/// Plays one move and looks at what came of it; a refused one changes nothing.
pub fn play(
    small: &mut Small,
    asked: Move,
    number: u64,
    tally: &mut Tally,
) -> Result<bool, String> {
    let was_over = small.is_over();
    let operation = asked.operation(small, number);
    match small.consider(&operation) {
        Err(refusal) => {
            told(&refusal)?;
            tally.refused(refusal.code);
            Ok(false)
        }
        Ok(changes) => {
            small.make_true(&changes, operation.id);
            tally.accepted += 1;
            stands(small)?;
            entitled(small, &operation, &changes)?;
            match was_over && !small.is_over() {
                true => Err("what was over goes on".to_owned()),
                false => Ok(true),
            }
        }
    }
}
