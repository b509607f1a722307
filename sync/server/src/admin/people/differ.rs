//! From a list to a plan: everything is compared with what is known, and every change is tried on
//! what the ones before make true.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use office::Refusal;
use office::civil::NO_END;
use office::ids::{PersonId, PostId, UnitId};
use office::org::{Grades, Holding, HoldingKind, Org, OrgEvent, Person, Post, Unit};

use super::fault::{Fault, Faults};
use super::held::{Held, Kept};
use super::list::{List, PostSaid, UnitSaid};
use super::plan::{Asked, Difference, Missing, Plan, Thing};
use super::read::kind_name;

/// Compares a list with what is known.
pub(super) fn plan(list: &List, org: &Org, asked: &Asked) -> Result<Plan, Faults> {
    let mut making = Making {
        known: org,
        after: org.clone(),
        plan: Plan::default(),
        faults: Faults::default(),
    };
    making.units(list);
    making.posts(list);
    making.people(list);
    making.holdings(list, asked);
    let Making { plan, faults, .. } = making;
    faults.or(plan)
}

struct Making<'a> {
    known: &'a Org,
    /// What is known with the events so far.
    after: Org,
    plan: Plan,
    faults: Faults,
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

fn day(date: Date) -> String {
    if date == NO_END {
        String::new()
    } else {
        date.to_string()
    }
}

impl Making<'_> {
    /// Adds an event that the office must allow.
    fn event(&mut self, row: u64, event: OrgEvent) {
        if let Err(refusal) = self.after.allows(&event) {
            let Refusal { code, facts } = refusal;
            let mut fault = Fault::new(row, "", "people-refused-by-office");
            fault.facts = facts;
            self.faults.add(fault.with("refusal", code));
            return;
        }
        self.after.apply(&event);
        self.plan.events.push(event);
    }

    fn added(&mut self, thing: Thing, id: impl ToString, name: &str) {
        self.plan.differences.push(Difference::Added {
            thing,
            id: id.to_string(),
            name: name.to_owned(),
        });
    }

    /// Notes fields that differ; answers whether any does.
    fn differ<const N: usize>(
        &mut self,
        thing: Thing,
        id: &dyn fmt::Display,
        fields: [(&'static str, String, String); N],
    ) -> bool {
        let differing = fields.into_iter().filter(|(_, from, to)| from != to);
        let changed: Vec<Difference> = differing
            .map(|(field, from, to)| Difference::Changed {
                thing,
                id: id.to_string(),
                field,
                from,
                to,
            })
            .collect();
        if changed.is_empty() {
            *self.plan.untouched.entry(thing).or_default() += 1;
            return false;
        }
        self.plan.differences.extend(changed);
        true
    }

    /// Units, those above first.
    fn units(&mut self, list: &List) {
        let above = |unit: &UnitId| {
            let said = list.units.get(unit).and_then(|said| said.above.as_ref());
            said.or_else(|| self.known.units.get(unit)?.above.as_ref())
        };
        let mut order: Vec<(usize, &UnitId)> = Vec::new();
        for (unit, said) in &list.units {
            let mut seen = BTreeSet::from([unit]);
            let mut at = above(unit);
            while let Some(next) = at {
                if !seen.insert(next) {
                    let fault = Fault::new(said.row, "unit_above", "people-unit-circle");
                    self.faults.add(fault.with("unit", unit));
                    break;
                }
                at = above(next);
            }
            order.push((seen.len(), unit));
        }
        if self.faults.count > 0 {
            return;
        }
        order.sort_unstable();
        for (_, unit) in order {
            self.unit(unit, &list.units[unit]);
        }
    }

    fn unit(&mut self, id: &UnitId, said: &UnitSaid) {
        let known = self.known.units.get(id);
        let name = said.name.clone().or_else(|| Some(known?.name.clone()));
        let above = said.above.clone().or_else(|| known?.above.clone());
        let made = Unit {
            id: id.clone(),
            name: name.unwrap_or_default(),
            above,
        };
        let goes = match known {
            None => {
                self.added(Thing::Unit, id, &made.name);
                true
            }
            Some(known) => self.differ(
                Thing::Unit,
                id,
                [
                    ("unit", known.name.clone(), made.name.clone()),
                    (
                        "unit_above",
                        text(known.above.as_ref()),
                        text(made.above.as_ref()),
                    ),
                ],
            ),
        };
        if goes {
            self.event(said.row, OrgEvent::UnitPut(made));
        }
    }

    fn posts(&mut self, list: &List) {
        for (id, said) in &list.posts {
            self.post(id, said);
        }
    }

    /// A post with its grades as the list says it, and as it is known where the list is silent.
    fn made_of(&self, id: &PostId, said: &PostSaid) -> Option<(Post, Grades)> {
        let known = self.known.posts.get(id);
        // Where nothing was said before either, grades follow the post.
        let grades = self.known.grades.get(id);
        // The list was read: a new post names its unit, title and grade.
        let unit = said.unit.clone().or_else(|| Some(known?.unit.clone()))?;
        let title = said.title.clone().or_else(|| Some(known?.title.clone()))?;
        let highest = said.grades.map(|(_, highest)| highest);
        let grade = highest.or(known.map(|known| known.grade))?;
        let heads = match &said.heads {
            Some(heads) => heads.clone(),
            None => known.and_then(|known| known.heads.clone()),
        };
        let lowest = said.grades.map(|(lowest, _)| lowest);
        let lowest = lowest.or(grades.map(|grades| grades.lowest));
        let supervisory = said
            .supervisory
            .or(grades.map(|grades| grades.supervisory))
            .unwrap_or(heads.is_some());
        let wanted = Grades {
            lowest: lowest.unwrap_or(grade).min(grade),
            supervisory,
        };
        let made = Post {
            id: id.clone(),
            unit,
            title,
            grade,
            heads,
        };
        Some((made, wanted))
    }

    fn post(&mut self, id: &PostId, said: &PostSaid) {
        let Some((made, wanted)) = self.made_of(id, said) else {
            return;
        };
        let known = self.known.posts.get(id);
        let goes = match (known, self.known.grades(id)) {
            (Some(known), Some(grades)) => self.differ(
                Thing::Post,
                id,
                [
                    ("unit_id", known.unit.to_string(), made.unit.to_string()),
                    ("title", known.title.clone(), made.title.clone()),
                    (
                        "grade",
                        grade_text(known.grade, grades),
                        grade_text(made.grade, wanted),
                    ),
                    (
                        "heads",
                        text(known.heads.as_ref()),
                        text(made.heads.as_ref()),
                    ),
                    (
                        "supervisory",
                        grades.supervisory.to_string(),
                        wanted.supervisory.to_string(),
                    ),
                ],
            ),
            _ => {
                self.added(Thing::Post, id, &made.title);
                true
            }
        };
        if goes && known != Some(&made) {
            self.event(said.row, OrgEvent::PostPut(made));
        }
        if goes && self.after.grades(id).is_some_and(|after| after != wanted) {
            self.event(said.row, OrgEvent::PostGrades(id.clone(), wanted));
        }
    }

    fn people(&mut self, list: &List) {
        for (id, said) in &list.people {
            let known = self.known.people.get(id);
            let name = said.name.clone().or_else(|| Some(known?.name.clone()));
            let first = said.first_post.or(known.map(|known| known.first_post));
            let credited = said.credited.or(known.map(|known| known.credited_months));
            // The list was read: somebody new has a name and a first day.
            let (Some(name), Some(first_post)) = (name, first) else {
                continue;
            };
            let made = Person {
                id: id.clone(),
                name,
                first_post,
                credited_months: credited.unwrap_or(0),
            };
            let goes = match known {
                None => {
                    self.added(Thing::Person, id, &made.name);
                    true
                }
                Some(known) => self.differ(
                    Thing::Person,
                    id,
                    [
                        ("name", known.name.clone(), made.name.clone()),
                        ("first_post", day(known.first_post), day(made.first_post)),
                        (
                            "credited_months",
                            known.credited_months.to_string(),
                            made.credited_months.to_string(),
                        ),
                    ],
                ),
            };
            if goes {
                self.event(said.row, OrgEvent::PersonPut(made));
            }
        }
    }

    fn holdings(&mut self, list: &List, asked: &Asked) {
        let mut by_person: BTreeMap<&PersonId, Held<'_>> = BTreeMap::new();
        for said in &list.holdings {
            let held = by_person.entry(&said.person);
            let held = held.or_insert_with(|| Held::of(self.known, &said.person, asked.on));
            held.say(said, &mut self.faults);
        }
        for held in by_person.values() {
            let Kept { puts, missing } = held.settle(asked, &mut self.faults);
            *self.plan.untouched.entry(Thing::Holding).or_default() += held.untouched(&puts);
            self.put(&held.known(), puts);
            let missing = missing.into_iter().map(|holding| Missing {
                person: holding.person.clone(),
                post: Some(holding.post.clone()),
            });
            self.plan.missing.extend(missing);
        }
        let mut absent: BTreeSet<&PersonId> = BTreeSet::new();
        for holding in self.known.holdings.iter() {
            if holding.until >= asked.on && !list.people.contains_key(&holding.person) {
                absent.insert(&holding.person);
            }
        }
        for person in absent {
            self.absent(person, asked);
        }
        self.plan.missing.sort_unstable();
    }

    /// Somebody whom the list does not name.
    fn absent(&mut self, person: &PersonId, asked: &Asked) {
        let held = Held::of(self.known, person, asked.on);
        let Kept { puts, missing } = held.settle(asked, &mut self.faults);
        self.put(&held.known(), puts);
        if !missing.is_empty() {
            self.plan.missing.push(Missing {
                person: person.clone(),
                post: None,
            });
        }
    }

    /// Notes and adds holdings that differ from the known ones of the same first day.
    fn put(&mut self, known: &[&Holding], puts: Vec<(u64, Holding)>) {
        for (row, made) in puts {
            let same = known
                .iter()
                .find(|known| known.post == made.post && known.from == made.from);
            let id = format!("{} {}", made.person, made.post);
            match same {
                None => {
                    let name = format!("{} {}", kind_name(made.kind), made.from);
                    self.added(Thing::Holding, id, &name);
                }
                Some(known) if known.kind == made.kind && known.until > made.until => {
                    let until = made.until;
                    self.plan.differences.push(Difference::Ended { id, until });
                }
                Some(known) => {
                    let kind = |kind: HoldingKind| kind_name(kind).to_owned();
                    self.differ(
                        Thing::Holding,
                        &id,
                        [
                            ("kind", kind(known.kind), kind(made.kind)),
                            ("until", day(known.until), day(made.until)),
                        ],
                    );
                }
            }
            self.event(row, OrgEvent::HoldingPut(made));
        }
    }
}

fn grade_text(highest: u8, grades: Grades) -> String {
    if grades.lowest == highest {
        return highest.to_string();
    }
    format!("{}-{highest}", grades.lowest)
}
