//! A set of states that several threads fill.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::likeness::Likeness;

/// Parts of the set, each with a lock of its own.
const PARTS: usize = 64;

/// States that are known.
pub struct Known(Vec<Mutex<Part>>);

type Part = HashSet<Likeness, BuildHasherDefault<Half>>;

impl Default for Known {
    fn default() -> Self {
        Self((0..PARTS).map(|_| Mutex::default()).collect())
    }
}

impl Known {
    /// Adds a state; answers whether it is new.
    pub fn insert(&self, likeness: Likeness) -> bool {
        self.part(likeness).insert(likeness)
    }

    /// Whether a state is known.
    pub fn contains(&self, likeness: Likeness) -> bool {
        self.part(likeness).contains(&likeness)
    }

    fn part(&self, likeness: Likeness) -> MutexGuard<'_, Part> {
        let part = &self.0[(likeness >> 64) as usize % PARTS];
        part.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A likeness is a hash already.
#[derive(Default)]
pub struct Half(u64);

impl Hasher for Half {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for (place, byte) in bytes.iter().take(8).enumerate() {
            self.0 ^= u64::from(*byte) << (8 * place);
        }
    }

    fn write_u128(&mut self, likeness: u128) {
        self.0 = likeness as u64;
    }
}
