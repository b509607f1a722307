//! Paths of places as people and files write them: `trip.days[0].place`.

use super::{Names, PartId, Place, Plan, SlotId};
use crate::form::Form;
use crate::path::{item, join};

impl Plan {
    /// The path of a place with the rows of the lists around it.
    pub fn path(&self, slot: SlotId, rows: &[usize]) -> String {
        join(
            &self.item_path(self.slots[slot].list, rows),
            &self.slots[slot].path,
        )
    }

    /// The path of a list's item; of the top nothing.
    pub fn item_path(&self, list: Option<SlotId>, rows: &[usize]) -> String {
        match (list, rows.split_last()) {
            (Some(list), Some((row, outer))) => item(&self.path(list, outer), *row),
            _ => String::new(),
        }
    }

    /// The place and the rows that a path names; whether there are such rows is not asked.
    pub fn find(&self, path: &str) -> Option<(SlotId, Vec<usize>)> {
        let mut names: &Names = &self.names;
        let mut rows = Vec::new();
        let mut words = path.split('.').peekable();
        while let Some(word) = words.next() {
            let (name, row) = match word.split_once('[') {
                None => (word, None),
                Some((name, row)) => (name, Some(row.strip_suffix(']')?.parse().ok()?)),
            };
            match (names.0.get(name)?, row, words.peek()) {
                (Place::Inside(inside), None, Some(_)) => names = inside,
                (Place::List(_, items), Some(row), Some(_)) => {
                    rows.push(row);
                    names = items;
                }
                (Place::Field(slot) | Place::List(slot, _), None, None) => {
                    return Some((*slot, rows));
                }
                _ => return None,
            }
        }
        None
    }
}

impl Form {
    /// Of a component that has an answer its path, of others the pointer behind the path of the
    /// item in which it stands.
    pub(crate) fn path_of(&self, part: PartId, rows: &[usize]) -> String {
        let plan = self.plan();
        match plan.parts[part].slot {
            Some(slot) => plan.path(slot, rows),
            None => {
                let around = plan.item_path(plan.parts[part].list, rows);
                format!("{around}{}", self.part(part).pointer)
            }
        }
    }
}
