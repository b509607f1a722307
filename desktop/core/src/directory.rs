//! The directory of one day: everybody who holds a post, in the order of units,
//! ready to be searched while somebody types. 通訊錄

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use office::ids::{PersonId, UnitId};
use office::org::{HoldingKind, Org};

use crate::people::brief;
use crate::views::{PersonRow, UnitRow};

/// Somebody in the directory.
pub(crate) struct Entry {
    pub row: PersonRow,
    /// The name as it is searched.
    name: String,
    /// Everything by which somebody is found.
    words: String,
}

/// A unit with everybody of it and below it.
struct Place {
    row: UnitRow,
    entries: Range<usize>,
    below: Vec<UnitId>,
}

/// Everybody on a day.
pub(crate) struct Directory {
    org: Arc<Org>,
    on: Date,
    entries: Vec<Entry>,
    places: BTreeMap<UnitId, Place>,
    tops: Vec<UnitId>,
}

/// A text as it is compared: as typed, without regard to Latin capitals.
fn folded(text: &str) -> String {
    text.to_lowercase()
}

/// The order within a unit: its head, then by grade, then by id.
type Order = (bool, u8, PersonId);

impl Directory {
    pub(crate) fn of(org: Arc<Org>, on: Date) -> Self {
        let mut members: BTreeMap<&UnitId, Vec<(Order, Entry)>> = BTreeMap::new();
        for person in org.people.keys() {
            if let Some((unit, rank, entry)) = entry(&org, person, on) {
                members.entry(unit).or_default().push((rank, entry));
            }
        }
        let stands = |unit: &UnitId| org.unit_on(unit, on) == unit && org.unit_stands(unit, on);
        let mut below: BTreeMap<&UnitId, Vec<&UnitId>> = BTreeMap::new();
        let mut tops = Vec::new();
        for unit in org.units.values().filter(|unit| stands(&unit.id)) {
            let above = unit.above.as_ref().map(|above| org.unit_on(above, on));
            match above.filter(|above| stands(above)) {
                Some(above) => below.entry(above).or_default().push(&unit.id),
                None => tops.push(unit.id.clone()),
            }
        }
        let mut filling = Filling {
            org: &org,
            members,
            below,
            entries: Vec::new(),
            places: BTreeMap::new(),
        };
        for top in &tops {
            filling.unit(top);
        }
        let Filling {
            entries, places, ..
        } = filling;
        Self {
            on,
            entries,
            places,
            tops,
            org,
        }
    }

    /// Whether it is the directory of this list on this day.
    pub(crate) fn is_of(&self, org: &Arc<Org>, on: Date) -> bool {
        self.on == on && Arc::ptr_eq(&self.org, org)
    }

    /// Everybody who fits, those first whose name does.
    pub(crate) fn found(&self, text: &str, unit: Option<&UnitId>) -> Vec<&Entry> {
        let range = match unit {
            Some(unit) => self
                .places
                .get(unit)
                .map_or(0..0, |place| place.entries.clone()),
            None => 0..self.entries.len(),
        };
        let text = folded(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let fitting = self.entries[range]
            .iter()
            .filter(|entry| words.iter().all(|word| entry.words.contains(word)));
        if words.is_empty() {
            return fitting.collect();
        }
        let by_name = |entry: &&Entry| words.iter().all(|word| entry.name.contains(word));
        let (mut named, others): (Vec<_>, Vec<_>) = fitting.partition(by_name);
        named.extend(others);
        named
    }

    /// A unit after those above it.
    pub(crate) fn path(&self, unit: &UnitId) -> Vec<UnitRow> {
        let mut path = Vec::new();
        let mut seen = BTreeSet::new();
        let mut at = Some(self.org.unit_on(unit, self.on));
        while let Some(unit) = at.filter(|unit| seen.insert(*unit)) {
            path.extend(self.places.get(unit).map(|place| place.row.clone()));
            let above = self
                .org
                .units
                .get(unit)
                .and_then(|unit| unit.above.as_ref());
            at = above.map(|above| self.org.unit_on(above, self.on));
        }
        path.reverse();
        path
    }

    /// The units directly below one, or those on top.
    pub(crate) fn below(&self, unit: Option<&UnitId>) -> Vec<UnitRow> {
        let units = match unit {
            Some(unit) => self.places.get(unit).map(|place| &place.below),
            None => Some(&self.tops),
        };
        let places = units.into_iter().flatten();
        places
            .filter_map(|unit| self.places.get(unit))
            .map(|place| place.row.clone())
            .collect()
    }
}

fn entry<'o>(org: &'o Org, person: &PersonId, on: Date) -> Option<(&'o UnitId, Order, Entry)> {
    let post = org.main_post(person, on)?;
    let unit = org.unit_on(&post.unit, on);
    let shown = brief(org, person, on);
    let held: Vec<_> = org.held_by(person, on).collect();
    let posts = held.iter().filter_map(|held| org.posts.get(&held.post));
    let heads = posts.clone().any(|post| post.heads.is_some());
    let acting = held.iter().any(|held| held.kind == HoldingKind::Acting);
    let mut words = [&shown.name, &shown.title, &shown.unit, &shown.id].map(|word| folded(word));
    let name = std::mem::take(&mut words[0]);
    // Further titles find a person too.
    let titles: Vec<String> = posts.map(|post| folded(&post.title)).collect();
    let words = [&name, "\n", &words.join("\n"), "\n", &titles.join("\n")].concat();
    let rank = (post.heads.is_none(), u8::MAX - post.grade, person.clone());
    let row = PersonRow {
        person: shown,
        unit: unit.to_string(),
        heads,
        acting,
    };
    Some((unit, rank, Entry { row, name, words }))
}

/// Units being put in order, each before those below it.
struct Filling<'o> {
    org: &'o Org,
    members: BTreeMap<&'o UnitId, Vec<(Order, Entry)>>,
    below: BTreeMap<&'o UnitId, Vec<&'o UnitId>>,
    entries: Vec<Entry>,
    places: BTreeMap<UnitId, Place>,
}

impl Filling<'_> {
    /// Puts a unit and all below it in order.
    fn unit(&mut self, top: &UnitId) {
        let mut open = Vec::new();
        let mut next = Some(top.clone());
        loop {
            match next.take() {
                Some(unit) => open.push(self.enter(unit)),
                None => match open.pop() {
                    Some(done) => self.leave(done),
                    None => return,
                },
            }
            next = open.last_mut().and_then(|at| {
                at.entered += 1;
                at.below.get(at.entered - 1).cloned()
            });
        }
    }

    fn enter(&mut self, unit: UnitId) -> Open {
        let begin = self.entries.len();
        let mut here = self.members.remove(&unit).unwrap_or_default();
        here.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.entries
            .extend(here.into_iter().map(|(_, entry)| entry));
        let below = self.below.remove(&unit).unwrap_or_default();
        Open {
            begin,
            below: below.into_iter().cloned().collect(),
            entered: 0,
            unit,
        }
    }

    fn leave(&mut self, done: Open) {
        let known = self.org.units.get(&done.unit);
        let entries = done.begin..self.entries.len();
        let row = UnitRow {
            unit: done.unit.to_string(),
            name: known.map_or_else(|| done.unit.to_string(), |unit| unit.name.clone()),
            people: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        };
        let place = Place {
            row,
            entries,
            below: done.below,
        };
        self.places.insert(done.unit, place);
    }
}

/// A unit of which not everything below is in order yet.
struct Open {
    unit: UnitId,
    /// Where its people begin.
    begin: usize,
    below: Vec<UnitId>,
    /// How many of those below were begun.
    entered: usize,
}
