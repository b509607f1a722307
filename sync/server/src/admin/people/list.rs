//! What a list says: units, posts, people and who holds what, each once, with the row that says
//! it. Everything that is wrong with it by itself or beside what is known is found here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use office::Actor;
use office::ids::{PersonId, PostId, UnitId};
use office::org::{HoldingKind, Org};

use super::column::Column;
use super::fault::{Fault, Faults};
use super::read;
use super::sheet::{Row, Sheet};
use crate::admin::entries::NAME_MAX;

/// What is said of a unit; nothing where the list is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct UnitSaid {
    pub(super) row: u64,
    pub(super) name: Option<String>,
    pub(super) above: Option<UnitId>,
}

/// What is said of a post.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PostSaid {
    pub(super) row: u64,
    pub(super) unit: Option<UnitId>,
    pub(super) title: Option<String>,
    pub(super) grades: Option<(u8, u8)>,
    pub(super) supervisory: Option<bool>,
    /// What it heads; the inner none where it heads nothing.
    pub(super) heads: Option<Option<UnitId>>,
}

/// What is said of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PersonSaid {
    pub(super) row: u64,
    pub(super) name: Option<String>,
    pub(super) first_post: Option<Date>,
    pub(super) credited: Option<u32>,
}

/// What is said of a holding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HoldingSaid {
    pub(super) row: u64,
    pub(super) person: PersonId,
    pub(super) post: PostId,
    pub(super) kind: Option<HoldingKind>,
    pub(super) from: Option<Date>,
    /// None where the list has no such column.
    pub(super) until: Option<Date>,
}

/// The whole list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct List {
    pub(super) units: BTreeMap<UnitId, UnitSaid>,
    pub(super) posts: BTreeMap<PostId, PostSaid>,
    pub(super) people: BTreeMap<PersonId, PersonSaid>,
    pub(super) holdings: Vec<HoldingSaid>,
}

/// Reads what a sheet says.
pub(super) fn list(sheet: &Sheet, org: &Org, on: Date) -> Result<List, Faults> {
    identity_numbers(sheet)?;
    let mut reading = Reading {
        org,
        on,
        columns: &sheet.columns,
        by_name: BTreeMap::new(),
        list: List::default(),
        faults: Faults::default(),
    };
    reading.names_of_units(sheet);
    for row in &sheet.rows {
        reading.row(row);
    }
    let Reading { list, faults, .. } = reading;
    faults.or(list)
}

/// A list that is keyed by identity numbers is refused as a whole, and none of them is repeated.
fn identity_numbers(sheet: &Sheet) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for row in &sheet.rows {
        let key = row.get(Column::Person);
        if key.is_some_and(read::is_identity_number) {
            let column = Column::Person.english();
            faults.add(Fault::new(row.at, column, "people-identity-number"));
        }
    }
    faults.or(())
}

struct Reading<'a> {
    org: &'a Org,
    on: Date,
    columns: &'a BTreeSet<Column>,
    /// Units by name, known and new.
    by_name: BTreeMap<String, BTreeSet<UnitId>>,
    list: List,
    faults: Faults,
}

/// Keeps what is said, or finds that something else was said before.
fn keep<T: PartialEq>(known: &mut Option<T>, said: Option<T>) -> bool {
    match (&known, said) {
        (_, None) => true,
        (Some(known), Some(said)) => *known == said,
        (None, Some(said)) => {
            *known = Some(said);
            true
        }
    }
}

impl<'a> Reading<'a> {
    fn fault(&mut self, row: &Row, column: Column, code: &'static str) {
        let fault = Fault::new(row.at, column.english(), code);
        let fault = match (code, row.get(column)) {
            ("people-missing", _) | (_, None) => fault,
            (_, Some(value)) => fault.with("value", value.chars().take(40).collect::<String>()),
        };
        self.faults.add(fault);
    }

    /// What a column says, made into something; a fault where it cannot be.
    fn said<T>(
        &mut self,
        row: &Row,
        column: Column,
        code: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = row.get(column)?;
        let value = read(text);
        if value.is_none() {
            self.fault(row, column, code);
        }
        value
    }

    fn id<T>(
        &mut self,
        row: &Row,
        column: Column,
        read: impl Fn(String) -> Option<T>,
    ) -> Option<T> {
        self.said(row, column, "people-id", |text| {
            read(text.to_ascii_lowercase())
        })
    }

    fn name(&mut self, row: &Row, column: Column) -> Option<String> {
        self.said(row, column, "people-name", |text| {
            (text.chars().count() <= NAME_MAX).then(|| text.to_owned())
        })
    }

    /// Notes the units that are known or named in the list, so that rows may name them.
    fn names_of_units(&mut self, sheet: &Sheet) {
        for unit in self.org.units.values() {
            let ids = self.by_name.entry(unit.name.clone()).or_default();
            ids.insert(unit.id.clone());
        }
        for row in &sheet.rows {
            let id = row.get(Column::Unit).map(str::to_ascii_lowercase);
            let id = id.and_then(|id| UnitId::new(id).ok());
            if let (Some(id), Some(name)) = (id, row.get(Column::UnitName)) {
                self.by_name
                    .entry(name.to_owned())
                    .or_default()
                    .insert(id.clone());
                let unit = self.list.units.entry(id).or_default();
                if unit.row == 0 {
                    unit.row = row.at;
                }
            }
        }
    }

    /// The unit that a text means: an id that is known or new in this list, else a name.
    fn unit_of(&mut self, row: &Row, column: Column) -> Option<UnitId> {
        let text = row.get(column)?;
        let id = UnitId::new(text.to_ascii_lowercase()).ok();
        let known =
            |id: &UnitId| self.org.units.contains_key(id) || self.list.units.contains_key(id);
        if let Some(id) = id.filter(known) {
            return Some(id);
        }
        let named = self.by_name.get(text);
        match named.map(|ids| (ids.len(), ids.first().cloned())) {
            Some((1, first)) => first,
            Some(_) => {
                self.fault(row, column, "people-unit-ambiguous");
                None
            }
            None => {
                self.fault(row, column, "people-unit-unknown");
                None
            }
        }
    }

    fn row(&mut self, row: &Row) {
        let before = self.faults.count;
        let unit = self.unit(row);
        let is_person = row.get(Column::Person).is_some();
        let person = self.person(row);
        if self.faults.count > before {
            return;
        }
        let names_post = [Column::Post, Column::Title]
            .iter()
            .any(|column| row.get(*column).is_some());
        match (&unit, is_person) {
            (None, false) if !names_post => self.fault(row, Column::Person, "people-missing"),
            (_, true) => self.held(row, unit.as_ref(), person),
            (_, false) if names_post => {
                self.post(row, unit.as_ref(), None);
            }
            _ => {}
        }
    }

    fn unit(&mut self, row: &Row) -> Option<UnitId> {
        let by = match row.get(Column::Unit) {
            Some(_) => Column::Unit,
            None => Column::UnitName,
        };
        let id = self.unit_of(row, by)?;
        let above = match row.get(Column::Above) {
            Some(_) => Some(self.unit_of(row, Column::Above)?),
            None => None,
        };
        let name = match by {
            Column::Unit => self.name(row, Column::UnitName),
            _ => None,
        };
        if name.is_some() || above.is_some() {
            let said = self.list.units.entry(id.clone()).or_default();
            if said.row == 0 {
                said.row = row.at;
            }
            let same_name = keep(&mut said.name, name);
            let same_above = keep(&mut said.above, above);
            if !same_name {
                self.fault(row, Column::UnitName, "people-conflict");
            }
            if !same_above {
                self.fault(row, Column::Above, "people-conflict");
            }
        }
        Some(id)
    }

    fn person(&mut self, row: &Row) -> Option<PersonId> {
        let id = self.id(row, Column::Person, |text| PersonId::new(text).ok())?;
        if id.as_str() == Actor::AGENCY {
            self.fault(row, Column::Person, "people-reserved");
            return None;
        }
        let name = self.name(row, Column::Name);
        let first_post = self.said(row, Column::FirstPost, "people-date", read::date);
        let credited = self.said(row, Column::Credited, "people-number", |text| {
            text.parse().ok().filter(|months| *months <= 1_200)
        });
        let is_known = self.org.people.contains_key(&id);
        let said = self.list.people.entry(id.clone()).or_default();
        if said.row == 0 {
            said.row = row.at;
        }
        let same = [
            (Column::Name, keep(&mut said.name, name), "people-duplicate"),
            (
                Column::FirstPost,
                keep(&mut said.first_post, first_post),
                "people-conflict",
            ),
            (
                Column::Credited,
                keep(&mut said.credited, credited),
                "people-conflict",
            ),
        ];
        let lacks = [
            (Column::Name, said.name.is_none()),
            (Column::FirstPost, said.first_post.is_none()),
        ];
        for (column, _, code) in same.iter().filter(|(_, same, _)| !same) {
            self.fault(row, *column, code);
        }
        for (column, _) in lacks.iter().filter(|(_, lacks)| *lacks && !is_known) {
            self.fault(row, *column, "people-missing");
        }
        Some(id)
    }

    /// A post, by its number; where the list has no such number, the post of that unit and title
    /// that the person holds, or one of the person's own.
    fn post(
        &mut self,
        row: &Row,
        unit: Option<&UnitId>,
        person: Option<&PersonId>,
    ) -> Option<PostId> {
        let title = self.name(row, Column::Title);
        let id = match (row.get(Column::Post), person) {
            (Some(_), _) => self.id(row, Column::Post, |text| PostId::new(text).ok())?,
            (None, Some(person)) => self.own_post(row, unit, title.as_deref(), person)?,
            (None, None) => {
                self.fault(row, Column::Post, "people-missing");
                return None;
            }
        };
        let grades = self.said(row, Column::Grade, "people-grade", read::grades);
        let supervisory = self.said(row, Column::Supervisory, "people-yes-no", read::yes);
        let heads = self.heads(row, unit);
        let is_known = self.org.posts.contains_key(&id);
        let said = self.list.posts.entry(id.clone()).or_default();
        if said.row == 0 {
            said.row = row.at;
        }
        let same = [
            (Column::Unit, keep(&mut said.unit, unit.cloned())),
            (Column::Title, keep(&mut said.title, title)),
            (Column::Grade, keep(&mut said.grades, grades)),
            (
                Column::Supervisory,
                keep(&mut said.supervisory, supervisory),
            ),
            (Column::Heads, keep(&mut said.heads, heads)),
        ];
        let lacks = [
            (Column::Unit, said.unit.is_none()),
            (Column::Title, said.title.is_none()),
            (Column::Grade, said.grades.is_none()),
        ];
        for (column, _) in same.iter().filter(|(_, same)| !same) {
            self.fault(row, *column, "people-conflict");
        }
        for (column, _) in lacks.iter().filter(|(_, lacks)| *lacks && !is_known) {
            self.fault(row, *column, "people-missing");
        }
        Some(id)
    }

    /// What a post heads: a unit, or with "yes" its own.
    fn heads(&mut self, row: &Row, unit: Option<&UnitId>) -> Option<Option<UnitId>> {
        match row.get(Column::Heads).map(read::yes) {
            None => self.columns.contains(&Column::Heads).then_some(None),
            Some(Some(true)) => Some(unit.cloned()),
            Some(Some(false)) => Some(None),
            Some(None) => self.unit_of(row, Column::Heads).map(Some),
        }
    }

    fn own_post(
        &mut self,
        row: &Row,
        unit: Option<&UnitId>,
        title: Option<&str>,
        person: &PersonId,
    ) -> Option<PostId> {
        let (Some(unit), Some(title)) = (unit, title) else {
            self.fault(row, Column::Title, "people-missing");
            return None;
        };
        let org = self.org;
        let fits = |post: &PostId| {
            let post = org.posts.get(post);
            post.is_some_and(|post| post.unit == *unit && post.title == title)
        };
        let held = org.holdings.of_person(person);
        let held = held.filter(|held| held.until >= self.on && fits(&held.post));
        if let Some(held) = held.max_by_key(|held| held.from) {
            return Some(held.post.clone());
        }
        let said = |post: &PostId| match self.list.posts.get(post) {
            Some(said) => said.unit.as_ref() == Some(unit) && said.title.as_deref() == Some(title),
            None => !org.posts.contains_key(post) || fits(post),
        };
        let numbered = (1..=99).map(|number| match number {
            1 => format!("post-{person}"),
            _ => format!("post-{person}-{number}"),
        });
        let own = numbered
            .filter_map(|name| PostId::new(name).ok())
            .find(said);
        if own.is_none() {
            self.fault(row, Column::Post, "people-missing");
        }
        own
    }

    fn held(&mut self, row: &Row, unit: Option<&UnitId>, person: Option<PersonId>) {
        let Some(person) = person else { return };
        let Some(post) = self.post(row, unit, Some(&person)) else {
            return;
        };
        let kind = self.said(row, Column::Kind, "people-kind", read::kind);
        let from = self.said(row, Column::From, "people-date", read::date);
        let until = match row.get(Column::Until) {
            None => self
                .columns
                .contains(&Column::Until)
                .then_some(office::civil::NO_END),
            Some(_) => self.said(row, Column::Until, "people-date", read::date),
        };
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            self.fault(row, Column::Until, "people-dates");
        }
        let first = self
            .list
            .people
            .get(&person)
            .and_then(|said| said.first_post);
        let first = first.or_else(|| self.org.people.get(&person).map(|known| known.first_post));
        if let (Some(first), Some(from)) = (first, from)
            && from < first
        {
            self.fault(row, Column::From, "people-before-first-post");
        }
        self.list.holdings.push(HoldingSaid {
            row: row.at,
            person,
            post,
            kind,
            from,
            until,
        });
    }
}
