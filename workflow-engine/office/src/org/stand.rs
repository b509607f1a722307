//! What stands on a day, and what took the place of what does not.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Org, Unit};
use crate::ids::{PostId, UnitId};

/// That another takes the place of a unit or post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced<Id> {
    /// Which.
    pub by: Id,
    /// From which day on.
    pub from: Date,
}

impl<Id> Replaced<Id> {
    pub(super) fn new(by: Id, from: Date) -> Self {
        Self { by, from }
    }
}

/// Follows replacements to what is there on a day.
fn follow<'a, Id: Ord>(
    replaced: &'a BTreeMap<Id, Replaced<Id>>,
    start: &'a Id,
    on: Date,
) -> &'a Id {
    let mut at = start;
    // A circle is refused when it is said; what was never decided must not hang.
    for _ in 0..=replaced.len() {
        match replaced.get(at) {
            Some(next) if next.from <= on => at = &next.by,
            _ => break,
        }
    }
    at
}

impl Org {
    /// The unit that is on a day in the place of a unit: mostly itself.
    #[must_use]
    pub fn unit_on<'a>(&'a self, unit: &'a UnitId, on: Date) -> &'a UnitId {
        follow(&self.units_replaced, unit, on)
    }

    /// The post that is on a day in the place of a post: mostly itself.
    #[must_use]
    pub fn post_on<'a>(&'a self, post: &'a PostId, on: Date) -> &'a PostId {
        follow(&self.posts_replaced, post, on)
    }

    /// Whether a unit, or what took its place, stands on a day.
    #[must_use]
    pub fn unit_stands(&self, unit: &UnitId, on: Date) -> bool {
        let unit = self.unit_on(unit, on);
        self.unit_terms.get(unit).is_none_or(|term| term.covers(on))
    }

    /// Whether a post itself stands on a day: it was not replaced, and it and its unit are there.
    #[must_use]
    pub fn post_stands(&self, post: &PostId, on: Date) -> bool {
        let is_replaced = self
            .posts_replaced
            .get(post)
            .is_some_and(|replaced| replaced.from <= on);
        !is_replaced
            && self.post_terms.get(post).is_none_or(|term| term.covers(on))
            && self
                .posts
                .get(post)
                .is_none_or(|post| self.unit_stands(&post.unit, on))
    }

    /// A unit and those whose place it took by a day.
    pub(super) fn with_former<'a>(&'a self, unit: &'a UnitId, on: Date) -> BTreeSet<&'a UnitId> {
        let mut found = BTreeSet::from([unit]);
        let mut rest = vec![unit];
        while let Some(next) = rest.pop() {
            for former in self.places.former(next) {
                let moved = self.units_replaced.get(former);
                if moved.is_some_and(|moved| moved.from <= on) && found.insert(former) {
                    rest.push(former);
                }
            }
        }
        found
    }

    /// A unit and the units above it, as they are on a day.
    pub(super) fn units_up<'a>(
        &'a self,
        unit: &'a UnitId,
        on: Date,
    ) -> impl Iterator<Item = &'a Unit> {
        let mut seen = BTreeSet::new();
        let on_the_day = move |unit: &'a UnitId| self.units.get(self.unit_on(unit, on));
        std::iter::successors(on_the_day(unit), move |unit| {
            unit.above.as_ref().and_then(on_the_day)
        })
        .take_while(move |unit| seen.insert(&unit.id))
    }
}
