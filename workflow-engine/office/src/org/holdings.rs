//! Who holds which post. Each holding has a number in the order of entry, and
//! the numbers are found by person and by post: a question touches the holdings
//! of one person or one post, not those of the agency.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Holding;
use crate::ids::{PersonId, PostId};

/// The holdings of an agency, in the order of entry.
#[derive(Debug, Clone, Default)]
pub struct Holdings {
    entries: BTreeMap<u64, Holding>,
    by_person: BTreeMap<PersonId, BTreeSet<u64>>,
    by_post: BTreeMap<PostId, BTreeSet<u64>>,
}

impl Holdings {
    /// Adds a holding behind all others; it replaces one of the same person, post and first day.
    pub(super) fn put(&mut self, holding: Holding) {
        let same = self.numbers_of(&holding.person).find(|number| {
            self.entries
                .get(number)
                .is_some_and(|known| known.post == holding.post && known.from == holding.from)
        });
        if let Some(number) = same {
            self.remove(number);
        }
        let number = self
            .entries
            .last_key_value()
            .map_or(0, |(last, _)| last + 1);
        let person = self.by_person.entry(holding.person.clone()).or_default();
        person.insert(number);
        let post = self.by_post.entry(holding.post.clone()).or_default();
        post.insert(number);
        self.entries.insert(number, holding);
    }

    fn remove(&mut self, number: u64) {
        let Some(gone) = self.entries.remove(&number) else {
            return;
        };
        if let Some(numbers) = self.by_person.get_mut(&gone.person) {
            numbers.remove(&number);
        }
        if let Some(numbers) = self.by_post.get_mut(&gone.post) {
            numbers.remove(&number);
        }
    }

    fn numbers_of(&self, person: &PersonId) -> impl Iterator<Item = u64> {
        self.by_person.get(person).into_iter().flatten().copied()
    }

    /// All of them, in the order of entry.
    pub fn iter(&self) -> impl Iterator<Item = &Holding> {
        self.entries.values()
    }

    /// Those of a person, in the order of entry.
    pub fn of_person(&self, person: &PersonId) -> impl Iterator<Item = &Holding> {
        self.numbers_of(person)
            .filter_map(|number| self.entries.get(&number))
    }

    /// Those of a post, in the order of entry.
    pub fn of_post(&self, post: &PostId) -> impl Iterator<Item = &Holding> {
        let numbers = self.by_post.get(post).into_iter().flatten();
        numbers.filter_map(|number| self.entries.get(number))
    }

    /// Whether exactly this holding is among them.
    #[must_use]
    pub fn contains(&self, holding: &Holding) -> bool {
        self.of_person(&holding.person)
            .any(|known| known == holding)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody ever held anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The order counts, the numbers do not: a cache numbers anew.
impl PartialEq for Holdings {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Holdings {}

impl Serialize for Holdings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Holdings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut holdings = Self::default();
        for holding in Vec::<Holding>::deserialize(deserializer)? {
            holdings.put(holding);
        }
        Ok(holdings)
    }
}
