//! Which answers an expression reads, from where it stands.

use feel::Read;

use super::{Names, PartId, Place, Plan, SlotId};
use crate::scope::level_of;
use crate::setting::Setting;

/// An answer that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    pub slot: SlotId,
    /// How many rows its place and the reader's have in common.
    pub shared: usize,
}

impl Plan {
    /// What a setting of a component reads.
    pub(super) fn reads(&self, part: PartId, setting: &Setting) -> Vec<Source> {
        match setting {
            Setting::Computed(program) => self.sources(part, program.paths()),
            _ => Vec::new(),
        }
    }

    /// What a component reads under a dotted path.
    pub(super) fn reads_path(&self, part: PartId, path: &str) -> Vec<Source> {
        let path = path.to_owned();
        let counts = false;
        self.sources(part, [Read { path, counts }])
    }

    fn sources(&self, part: PartId, reads: impl IntoIterator<Item = Read>) -> Vec<Source> {
        let levels = self.levels(part);
        let mut found = Vec::new();
        for read in reads {
            if let Some((names, shared, rest)) = begin(&levels, &read.path) {
                collect(names, rest, shared, &read, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The names that a component may read, from the top to its own item.
    pub(crate) fn levels(&self, part: PartId) -> Vec<&Names> {
        let lists = self.lists(self.parts[part].list).into_iter();
        let items = lists.filter_map(|list| self.names_of(list));
        std::iter::once(&self.names).chain(items).collect()
    }
}

/// Where a path begins: the names, how many rows lead there, and what is left of the path.
fn begin<'n, 'p>(levels: &[&'n Names], path: &'p str) -> Option<(&'n Names, usize, &'p str)> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let own = levels.len() - 1;
    match first {
        "i" if own > 0 => None,
        "this" if own > 0 => Some((levels[own], own, rest)),
        "parent" if own > 0 => Some((levels[own - 1], own - 1, rest)),
        _ => {
            let level = level_of(levels, first, |names| names)?;
            Some((levels[level], level, path))
        }
    }
}

fn collect(names: &Names, path: &str, shared: usize, read: &Read, found: &mut Vec<Source>) {
    if path.is_empty() {
        for place in names.0.values() {
            under(place, "", shared, read, found);
        }
        return;
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    if let Some(place) = names.0.get(first) {
        under(place, rest, shared, read, found);
    }
}

fn under(place: &Place, rest: &str, shared: usize, read: &Read, found: &mut Vec<Source>) {
    match place {
        Place::Field(slot) => found.push(Source {
            slot: *slot,
            shared,
        }),
        Place::Inside(names) => collect(names, rest, shared, read, found),
        Place::List(slot, items) => {
            found.push(Source {
                slot: *slot,
                shared,
            });
            if !(read.counts && rest.is_empty()) {
                collect(items, rest, shared, read, found);
            }
        }
    }
}
