//! Where in its text a part of a document stands.

use std::collections::{BTreeMap, BTreeSet};

use super::read::{Reader, Twice, text_of};

/// A place in a text: line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Where the values at these pointers (RFC 6901) begin, without those that are not there. Of a
/// name that stands twice in an object the last counts. Nothing where the bytes are no document.
#[must_use]
pub fn places<'p>(
    bytes: &[u8],
    pointers: impl IntoIterator<Item = &'p str>,
) -> BTreeMap<&'p str, Place> {
    let Ok(text) = text_of(bytes) else {
        return BTreeMap::new();
    };
    let mut search = Search {
        reader: Reader::new(text, Twice::Kept),
        wanted: pointers.into_iter().collect(),
        here: String::new(),
        found: BTreeMap::new(),
    };
    if search.value(0).is_none() {
        return BTreeMap::new();
    }
    let found = search.found.into_iter();
    found
        .map(|(pointer, at)| (pointer, place(text, at)))
        .collect()
}

fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or_default();
    let last = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: before.matches('\n').count() + 1,
        column: last.chars().count() + 1,
    }
}

struct Search<'t, 'p> {
    reader: Reader<'t>,
    wanted: BTreeSet<&'p str>,
    /// The pointer of what is read now.
    here: String,
    /// Offsets.
    found: BTreeMap<&'p str, usize>,
}

impl Search<'_, '_> {
    fn value(&mut self, depth: usize) -> Option<()> {
        self.reader.space();
        if let Some(pointer) = self.wanted.get(&*self.here) {
            self.found.insert(pointer, self.reader.at);
        }
        let inside = format!("{}/", self.here);
        let mut below = self.wanted.range(&*inside..);
        let is_wanted = below.next().is_some_and(|next| next.starts_with(&inside));
        match self.reader.peek() {
            Some('{') if is_wanted => self.items(depth, "}", true),
            Some('[') if is_wanted => self.items(depth, "]", false),
            _ => self.reader.value(depth).ok().map(drop),
        }
    }

    fn items(&mut self, depth: usize, end: &str, named: bool) -> Option<()> {
        // A value inside another is refused by its reader when it is nested too deep.
        (depth <= super::MAX_NESTING).then_some(())?;
        self.reader.at += 1;
        self.reader.space();
        if self.reader.take(end) {
            return Some(());
        }
        let before = self.here.len();
        for number in 0_usize.. {
            self.reader.space();
            self.here.push('/');
            if named {
                (self.reader.peek() == Some('"')).then_some(())?;
                let name = self.reader.string().ok()?;
                self.here
                    .push_str(&name.replace('~', "~0").replace('/', "~1"));
                self.reader.space();
                self.reader.take(":").then_some(())?;
            } else {
                self.here.push_str(&number.to_string());
            }
            self.value(depth + 1)?;
            self.here.truncate(before);
            self.reader.space();
            if self.reader.take(end) {
                return Some(());
            }
            self.reader.take(",").then_some(())?;
        }
        None
    }
}
