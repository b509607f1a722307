//! Questions about a day: who holds what, who belongs where, who stands in.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Desk, Grades, Holding, HoldingKind, Org, Post};
use crate::Refusal;
use crate::ids::{PersonId, PostId, UnitId};

impl Org {
    /// Whether a holding counts on a day: its dates say so, and the post stands.
    fn counts(&self, holding: &Holding, on: Date) -> bool {
        holding.from <= on && on <= holding.until && self.post_stands(&holding.post, on)
    }

    /// The holdings in force on a day.
    pub fn holdings_on(&self, on: Date) -> impl Iterator<Item = &Holding> {
        self.holdings.iter().filter(move |h| self.counts(h, on))
    }

    /// What a person holds on a day, in the order of entry.
    pub fn held_by(&self, person: &PersonId, on: Date) -> impl Iterator<Item = &Holding> {
        let held = self.holdings.of_person(person);
        held.filter(move |h| self.counts(h, on))
    }

    /// The post that a person mainly holds on a day: the one to which the person is seconded,
    /// else a regular one first. Its unit's heads decide, and its unit keeps the time. 借調
    #[must_use]
    pub fn main_post(&self, person: &PersonId, on: Date) -> Option<&Post> {
        let holding = self.held_by(person, on).min_by_key(|h| h.kind)?;
        self.posts.get(&holding.post)
    }

    /// The post that pays a person on a day: the main one, secondment left out. 占缺
    #[must_use]
    pub fn home_post(&self, person: &PersonId, on: Date) -> Option<&Post> {
        let own = self.held_by(person, on);
        let own = own.filter(|h| h.kind != HoldingKind::Seconded);
        self.posts.get(&own.min_by_key(|h| h.kind)?.post)
    }

    /// Everybody who on a day holds the post, or the one that took its place.
    #[must_use]
    pub fn holders(&self, post: &PostId, on: Date) -> Vec<&PersonId> {
        self.holdings
            .of_post(self.post_on(post, on))
            .filter(|h| self.counts(h, on))
            .map(|h| &h.person)
            .collect()
    }

    /// Everybody whose main post is on a day in the unit, or in the one that took its place; in
    /// the order of ids.
    #[must_use]
    pub fn members(&self, unit: &UnitId, on: Date) -> BTreeSet<&PersonId> {
        let unit = self.unit_on(unit, on);
        self.with_former(unit, on)
            .into_iter()
            .flat_map(|unit| self.places.posts(unit))
            .flat_map(|post| self.holdings.of_post(post))
            .filter(|h| self.counts(h, on) && self.unit_of(&h.person, on) == Some(unit))
            .map(|h| &h.person)
            .collect()
    }

    /// The unit of a person's main post, as it is on a day.
    #[must_use]
    pub fn unit_of(&self, person: &PersonId, on: Date) -> Option<&UnitId> {
        let post = self.main_post(person, on)?;
        Some(self.unit_on(&post.unit, on))
    }

    /// Whether a person works in a unit on a day: by the main post, or by one held beside it. 兼任
    fn works_in(&self, person: &PersonId, unit: &UnitId, on: Date) -> bool {
        let beside = |kind| matches!(kind, HoldingKind::Acting | HoldingKind::Concurrent);
        let main = self.main_post(person, on).map(|post| &post.id);
        self.held_by(person, on)
            .filter(|h| beside(h.kind) || Some(&h.post) == main)
            .filter_map(|h| self.posts.get(&h.post))
            .any(|post| self.unit_on(&post.unit, on) == unit)
    }

    /// Everybody who works in a unit on a day, or in the one that took its place; in the order of
    /// ids. Those who have their main post elsewhere count too.
    #[must_use]
    pub fn workers(&self, unit: &UnitId, on: Date) -> BTreeSet<&PersonId> {
        let unit = self.unit_on(unit, on);
        self.with_former(unit, on)
            .into_iter()
            .flat_map(|unit| self.places.posts(unit))
            .flat_map(|post| self.holdings.of_post(post))
            .map(|h| &h.person)
            .filter(|person| self.works_in(person, unit, on))
            .collect()
    }

    /// Whether a person works in the unit that does the work of an office.
    #[must_use]
    pub fn serves_in(&self, person: &PersonId, office: &str, on: Date) -> bool {
        self.offices
            .get(office)
            .is_some_and(|unit| self.works_in(person, self.unit_on(unit, on), on))
    }

    /// The people at a desk on a day. The desk of a post or unit that was replaced is where the
    /// other one is: what waits there moves along.
    #[must_use]
    pub fn at_desk(&self, desk: &Desk, on: Date) -> Vec<PersonId> {
        match desk {
            Desk::Person(person) => vec![person.clone()],
            Desk::Post(post) => self.holders(post, on).into_iter().cloned().collect(),
            Desk::Office(unit) => self.workers(unit, on).into_iter().cloned().collect(),
        }
    }

    /// The ordered deputies of a person on a day, over all posts held.
    #[must_use]
    pub fn deputies_of(&self, person: &PersonId, on: Date) -> Vec<&PersonId> {
        let mut found: Vec<&PersonId> = Vec::new();
        for holding in self.held_by(person, on) {
            for deputy in self.deputies_of_post(&holding.post, on) {
                if deputy != person && !found.contains(&deputy) {
                    found.push(deputy);
                }
            }
        }
        found
    }

    /// Whether somebody may stand in for a person on a day: they hold a post, and by the agency's
    /// rule are of the rank and, unless the person's list names them, of the unit.
    ///
    /// # Errors
    /// `deputation-no-post` (`on_date`), `deputation-rank` (`grade`: the lowest that may) and
    /// `deputation-unit`, each with the `person`.
    pub fn deputy_fits(
        &self,
        principal: &PersonId,
        deputy: &PersonId,
        on: Date,
    ) -> Result<(), Refusal> {
        let refuse = |code: &str| Refusal::new(code).with("person", deputy);
        let post = self.main_post(deputy, on);
        let post = post.ok_or_else(|| refuse("deputation-no-post").with("on_date", on))?;
        let Some((rule, own)) = self.deputy_rule.zip(self.main_post(principal, on)) else {
            return Ok(());
        };
        let needed = own.grade.saturating_sub(rule.max_grades_below);
        if post.grade < needed {
            return Err(refuse("deputation-rank").with("grade", needed));
        }
        let listed = || self.deputies_of(principal, on).contains(&deputy);
        if rule.same_unit_only && own.unit != post.unit && !listed() {
            return Err(refuse("deputation-unit"));
        }
        Ok(())
    }

    /// The ordered deputies on a day of a post, or of the one that took its place; the latest
    /// list in force counts.
    #[must_use]
    pub fn deputies_of_post(&self, post: &PostId, on: Date) -> &[PersonId] {
        self.deputies
            .get(self.post_on(post, on))
            .into_iter()
            .flatten()
            .filter(|d| d.from <= on && on <= d.until)
            .max_by_key(|d| d.from)
            .map_or(&[], |d| &d.people)
    }

    /// The grades and the kind of a post. Where nothing was said its only grade is its highest,
    /// and it is supervisory when it heads a unit.
    #[must_use]
    pub fn grades(&self, post: &PostId) -> Option<Grades> {
        let known = self.posts.get(post)?;
        let said = self.grades.get(post);
        Some(Grades {
            lowest: said.map_or(known.grade, |grades| grades.lowest.min(known.grade)),
            supervisory: said.map_or(known.heads.is_some(), |grades| grades.supervisory),
        })
    }
}
