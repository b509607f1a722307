//! The agency: units, posts, people and who stands in for whom, each with its
//! dates. A route names posts and desks, never people, so that a change of
//! people moves the desk and not the history. 機關、單位、職務
//!
//! A reorganisation replaces a unit or a post by another from a day on. What
//! named the old one before still says so; what is asked about a day after is
//! answered for the new one.

mod allow;
mod ask;
mod desk;
mod entries;
mod event;
mod heads;
mod holdings;
mod places;
mod stand;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use desk::{Desk, Parties};
pub use entries::{
    Deputies, DeputyRule, Grades, Holding, HoldingKind, Person, Post, Rank, Term, Unit, holding,
};
pub use event::OrgEvent;
pub use heads::Head;
pub use holdings::Holdings;
pub use stand::Replaced;

use crate::civil;
use crate::ids::{PersonId, PostId, UnitId};
use crate::leave::Band;
use places::Places;

/// The state of the stream `org`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Org {
    /// Full name of the agency. 機關全銜
    pub agency: String,
    /// Units by id.
    pub units: BTreeMap<UnitId, Unit>,
    /// Posts by id.
    pub posts: BTreeMap<PostId, Post>,
    /// People by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Who holds which post, in the order of entry.
    pub holdings: Holdings,
    /// Ordered deputies by post.
    pub deputies: BTreeMap<PostId, Vec<Deputies>>,
    /// Which unit does an office's work: `personnel`, `general-affairs`, `archives`.
    pub offices: BTreeMap<String, UnitId>,
    /// The working time of the agency.
    pub band: Option<Band>,
    /// Who may stand in for whom; without it, everybody for everybody.
    pub deputy_rule: Option<DeputyRule>,
    /// From when until when units stand; a unit that is not here stands always.
    pub unit_terms: BTreeMap<UnitId, Term>,
    /// From when until when posts stand; a post that is not here stands always.
    pub post_terms: BTreeMap<PostId, Term>,
    /// Grades and kinds of posts, where they were said.
    pub grades: BTreeMap<PostId, Grades>,
    /// Units that another took the place of.
    pub units_replaced: BTreeMap<UnitId, Replaced<UnitId>>,
    /// Posts that another took the place of.
    pub posts_replaced: BTreeMap<PostId, Replaced<PostId>>,
    /// What is found by unit; follows from the rest.
    #[serde(skip)]
    places: Places,
}

/// What a cache keeps of an [`Org`]: all but what follows from the rest.
#[derive(Deserialize)]
struct Kept {
    agency: String,
    units: BTreeMap<UnitId, Unit>,
    posts: BTreeMap<PostId, Post>,
    people: BTreeMap<PersonId, Person>,
    holdings: Holdings,
    deputies: BTreeMap<PostId, Vec<Deputies>>,
    offices: BTreeMap<String, UnitId>,
    band: Option<Band>,
    deputy_rule: Option<DeputyRule>,
    unit_terms: BTreeMap<UnitId, Term>,
    post_terms: BTreeMap<PostId, Term>,
    grades: BTreeMap<PostId, Grades>,
    units_replaced: BTreeMap<UnitId, Replaced<UnitId>>,
    posts_replaced: BTreeMap<PostId, Replaced<PostId>>,
}

impl From<Kept> for Org {
    fn from(kept: Kept) -> Self {
        let places = Places::of(&kept.posts, &kept.units_replaced);
        Self {
            agency: kept.agency,
            units: kept.units,
            posts: kept.posts,
            people: kept.people,
            holdings: kept.holdings,
            deputies: kept.deputies,
            offices: kept.offices,
            band: kept.band,
            deputy_rule: kept.deputy_rule,
            unit_terms: kept.unit_terms,
            post_terms: kept.post_terms,
            grades: kept.grades,
            units_replaced: kept.units_replaced,
            posts_replaced: kept.posts_replaced,
            places,
        }
    }
}

impl Org {
    /// Makes an event true.
    pub fn apply(&mut self, event: &OrgEvent) {
        match event {
            OrgEvent::Named(name) => self.agency.clone_from(name),
            OrgEvent::UnitPut(unit) => {
                self.units.insert(unit.id.clone(), unit.clone());
            }
            OrgEvent::PostPut(post) => {
                let before = self.posts.insert(post.id.clone(), post.clone());
                self.places.post(before.as_ref(), post);
            }
            OrgEvent::PersonPut(person) => {
                self.people.insert(person.id.clone(), person.clone());
            }
            OrgEvent::HoldingPut(holding) => self.holdings.put(holding.clone()),
            OrgEvent::DeputiesPut(deputies) => {
                let of_post = self.deputies.entry(deputies.post.clone()).or_default();
                of_post.retain(|d| d.from != deputies.from);
                of_post.push(deputies.clone());
            }
            OrgEvent::OfficePut(office, unit) => {
                self.offices.insert(office.clone(), unit.clone());
            }
            OrgEvent::BandPut(band) => self.band = Some(band.clone()),
            OrgEvent::DeputyRulePut(rule) => self.deputy_rule = Some(*rule),
            OrgEvent::UnitTerm(unit, term) => {
                self.unit_terms.insert(unit.clone(), *term);
            }
            OrgEvent::PostTerm(post, term) => {
                self.post_terms.insert(post.clone(), *term);
            }
            OrgEvent::PostGrades(post, grades) => {
                self.grades.insert(post.clone(), *grades);
            }
            OrgEvent::UnitReplaced(old, new, from) => {
                let replaced = Replaced::new(new.clone(), *from);
                let before = self.units_replaced.insert(old.clone(), replaced);
                self.places.unit_replaced(old, before.as_ref(), new);
            }
            OrgEvent::PostReplaced(old, new, from) => {
                let replaced = Replaced::new(new.clone(), *from);
                self.posts_replaced.insert(old.clone(), replaced);
            }
        }
    }
}

/// The day on the wall at an instant.
#[must_use]
pub fn day(at: i64) -> Date {
    civil::wall(at).date()
}
