//! A scenario's TOML with the place of everything in it.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problem;

/// The text, to tell lines of.
#[derive(Clone, Copy)]
pub(super) struct Source<'s>(pub &'s str);

impl Source<'_> {
    /// A problem at an offset of the text.
    pub fn problem(self, code: &'static str, at: usize) -> Problem {
        let mut end = at.min(self.0.len());
        while !self.0.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.0[..end];
        let line = before.rsplit('\n').next().unwrap_or_default();
        Problem {
            code,
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            facts: std::collections::BTreeMap::new(),
        }
    }
}

/// A value with its place.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    pub source: Source<'t>,
    pub key: &'t str,
    pub value: &'t DeValue<'t>,
    pub at: usize,
    pub end: usize,
}

impl<'t> Entry<'t> {
    pub fn wrong(&self, expected: &str) -> Problem {
        self.source
            .problem("scenario-type", self.at)
            .with("key", self.key)
            .with("expected", expected)
    }

    pub fn text(&self) -> Result<&'t str, Problem> {
        match self.value {
            DeValue::String(text) => Ok(text),
            _ => Err(self.wrong("text")),
        }
    }

    pub fn table(&self) -> Result<Table<'t>, Problem> {
        match self.value {
            DeValue::Table(table) => Ok(Table::of(self.source, table, self.at)),
            _ => Err(self.wrong("a table")),
        }
    }

    pub fn list(&self) -> Result<Vec<Entry<'t>>, Problem> {
        let DeValue::Array(items) = self.value else {
            return Err(self.wrong("a list"));
        };
        let entry = |item: &'t Spanned<DeValue<'t>>| Entry {
            value: item.get_ref(),
            at: item.span().start,
            end: item.span().end,
            ..*self
        };
        Ok(items.iter().map(entry).collect())
    }

    /// A text, or a list of texts.
    pub fn texts(&self) -> Result<Vec<String>, Problem> {
        match self.value {
            DeValue::String(text) => Ok(vec![text.to_string()]),
            _ => self
                .list()?
                .iter()
                .map(|entry| entry.text().map(str::to_owned))
                .collect(),
        }
    }

    /// A date or time, written as such or as text.
    pub fn moment<T: std::str::FromStr>(&self, expected: &str) -> Result<T, Problem> {
        let written = match self.value {
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => return Err(self.wrong(expected)),
        };
        written.parse().map_err(|_| self.wrong(expected))
    }
}

/// A table that knows which of its keys were looked at.
pub(super) struct Table<'t> {
    source: Source<'t>,
    table: &'t DeTable<'t>,
    pub at: usize,
    taken: BTreeSet<&'static str>,
}

impl<'t> Table<'t> {
    pub fn of(source: Source<'t>, table: &'t DeTable<'t>, at: usize) -> Self {
        Self {
            source,
            table,
            at,
            taken: BTreeSet::new(),
        }
    }

    pub fn get(&mut self, key: &'static str) -> Option<Entry<'t>> {
        self.taken.insert(key);
        self.entries().find(|entry| entry.key == key)
    }

    pub fn need(&mut self, key: &'static str) -> Result<Entry<'t>, Problem> {
        let missing = self.source.problem("scenario-missing", self.at);
        self.get(key).ok_or_else(|| missing.with("key", key))
    }

    /// All entries, whatever their keys.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'t>> + use<'t> {
        let source = self.source;
        self.table.iter().map(move |(key, value)| Entry {
            source,
            key: key.get_ref(),
            value: value.get_ref(),
            at: value.span().start,
            end: value.span().end,
        })
    }

    /// Nothing is in it that nobody looked at.
    pub fn finish(self) -> Result<(), Problem> {
        let unknown = self
            .table
            .keys()
            .find(|key| !self.taken.contains(&**key.get_ref()));
        match unknown {
            None => Ok(()),
            Some(key) => Err(self
                .source
                .problem("scenario-unknown", key.span().start)
                .with("key", key.get_ref())),
        }
    }
}
