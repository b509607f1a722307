//! Whether an event fits what is there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Grades, Org, OrgEvent, Replaced};
use crate::Refusal;
use crate::ids::{PersonId, PostId, UnitId};

fn unknown(what: &str, id: &str) -> Refusal {
    Refusal::new("org-unknown").with(what, id)
}

fn dates(from: Date, until: Date) -> Result<(), Refusal> {
    if from <= until {
        return Ok(());
    }
    Err(Refusal::new("org-dates")
        .with("from_date", from)
        .with("until_date", until))
}

/// Whether following replacements from one leads to another, on whatever day.
fn leads<Id: Ord>(replaced: &BTreeMap<Id, Replaced<Id>>, start: &Id, end: &Id) -> bool {
    let mut at = start;
    for _ in 0..=replaced.len() {
        if at == end {
            return true;
        }
        match replaced.get(at) {
            Some(next) => at = &next.by,
            None => return false,
        }
    }
    true
}

impl Org {
    /// Whether the event fits what is there.
    ///
    /// # Errors
    /// `org-unknown` with the name that nothing has, `org-circle` when a unit
    /// would stand above itself or something would take its own place,
    /// `org-dates` when an end is before its start, `org-grade` when a lowest
    /// grade is none or above the highest.
    pub fn allows(&self, event: &OrgEvent) -> Result<(), Refusal> {
        match event {
            OrgEvent::Named(_) | OrgEvent::PersonPut(_) | OrgEvent::DeputyRulePut(_) => Ok(()),
            OrgEvent::UnitPut(put) => match &put.above {
                None => Ok(()),
                Some(above) if self.stands_over(&put.id, above) => {
                    Err(Refusal::new("org-circle").with("unit", &put.id))
                }
                Some(above) => self.has_unit(above),
            },
            OrgEvent::PostPut(put) => self.has_unit(&put.unit).and_then(|()| {
                put.heads
                    .as_ref()
                    .map_or(Ok(()), |unit| self.has_unit(unit))
            }),
            OrgEvent::HoldingPut(put) => self
                .has_person(&put.person)
                .and_then(|()| self.has_post(&put.post))
                .and_then(|()| dates(put.from, put.until)),
            OrgEvent::DeputiesPut(put) => {
                self.has_post(&put.post)?;
                put.people.iter().try_for_each(|id| self.has_person(id))?;
                dates(put.from, put.until)
            }
            OrgEvent::OfficePut(_, id) => self.has_unit(id),
            OrgEvent::BandPut(band) => band.check(),
            OrgEvent::UnitTerm(unit, term) => self
                .has_unit(unit)
                .and_then(|()| dates(term.from, term.until)),
            OrgEvent::PostTerm(post, term) => self
                .has_post(post)
                .and_then(|()| dates(term.from, term.until)),
            OrgEvent::PostGrades(post, grades) => self.grades_fit(post, grades),
            OrgEvent::UnitReplaced(old, new, _) => {
                self.has_unit(old)?;
                self.has_unit(new)?;
                if self.stands_over(old, new) {
                    return Err(Refusal::new("org-circle").with("unit", old));
                }
                Ok(())
            }
            OrgEvent::PostReplaced(old, new, _) => {
                self.has_post(old)?;
                self.has_post(new)?;
                if leads(&self.posts_replaced, new, old) {
                    return Err(Refusal::new("org-circle").with("post", old));
                }
                Ok(())
            }
        }
    }

    fn has_unit(&self, id: &UnitId) -> Result<(), Refusal> {
        match self.units.contains_key(id) {
            true => Ok(()),
            false => Err(unknown("unit", id.as_str())),
        }
    }

    fn has_post(&self, id: &PostId) -> Result<(), Refusal> {
        match self.posts.contains_key(id) {
            true => Ok(()),
            false => Err(unknown("post", id.as_str())),
        }
    }

    fn has_person(&self, id: &PersonId) -> Result<(), Refusal> {
        match self.people.contains_key(id) {
            true => Ok(()),
            false => Err(unknown("person", id.as_str())),
        }
    }

    fn grades_fit(&self, post: &PostId, grades: &Grades) -> Result<(), Refusal> {
        let known = self.posts.get(post);
        let known = known.ok_or_else(|| unknown("post", post.as_str()))?;
        if (1..=known.grade).contains(&grades.lowest) {
            return Ok(());
        }
        Err(Refusal::new("org-grade")
            .with("post", post)
            .with("lowest", grades.lowest)
            .with("highest", known.grade))
    }

    /// Whether a unit is another one, stands above it, or takes the place of one that does, on
    /// whatever day: then the other may neither stand above it nor take its place.
    fn stands_over(&self, unit: &UnitId, other: &UnitId) -> bool {
        let (mut seen, mut rest) = (BTreeSet::new(), vec![other]);
        while let Some(next) = rest.pop() {
            if next == unit {
                return true;
            }
            if seen.insert(next) {
                let above = self.units.get(next).and_then(|unit| unit.above.as_ref());
                let by = self.units_replaced.get(next).map(|replaced| &replaced.by);
                rest.extend(above.into_iter().chain(by));
            }
        }
        false
    }
}
