//! A Fluent file line by line: where each text stands, so that one can be changed and every other
//! byte stays.

use std::ops::Range;

use super::pattern::is_name;

/// A text of a file, or an attribute of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// `key`, `-term` or `key.attribute`.
    pub key: String,
    /// Its lines, with the line end and without blank lines behind it; of a message all its
    /// attributes too.
    pub lines: Range<usize>,
    /// The comment right above it.
    pub comment: Range<usize>,
    /// What stands behind `=`; none where a message has only attributes.
    pub value: Range<usize>,
    /// Its name.
    pub name: Range<usize>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Resource {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Lines, from 1, that are no text and no comment.
    pub unreadable: Vec<usize>,
}

impl Resource {
    pub fn read(text: &str) -> Self {
        let mut reading = Reading {
            text,
            found: Self::default(),
            message: None,
            part: None,
            comment: None,
            depth: 0,
            quoted: false,
        };
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let end = at + line.len();
            reading.line(number + 1, at..end);
            at = end;
        }
        reading.found
    }

    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

struct Reading<'t> {
    text: &'t str,
    found: Resource,
    /// The message whose lines go on, and the text in it whose lines go on.
    message: Option<usize>,
    part: Option<usize>,
    /// The comment that ended just above.
    comment: Option<Range<usize>>,
    depth: usize,
    quoted: bool,
}

impl Reading<'_> {
    fn line(&mut self, number: usize, at: Range<usize>) {
        let line = self.text.get(at.clone()).unwrap_or_default();
        let bare = line.trim_end_matches(['\n', '\r']);
        let declared = declared(bare);
        if let Some((name, value)) = declared {
            return self.message(name, value, &at, bare);
        }
        if bare.trim_matches(' ').is_empty() {
            self.comment = None;
            return;
        }
        if self.depth == 0 && bare.starts_with('#') {
            self.message = None;
            self.part = None;
            if bare.starts_with("##") {
                // It heads what follows, and belongs to no text alone.
                self.comment = None;
                return;
            }
            let start = self.comment.as_ref().map_or(at.start, |above| above.start);
            self.comment = Some(start..at.end);
            return;
        }
        self.comment = None;
        let goes_on = self.depth > 0 || bare.starts_with(' ');
        if self.message.is_none() || !goes_on {
            self.message = None;
            self.part = None;
            self.depth = 0;
            self.found.unreadable.push(number);
            return;
        }
        self.goes_on(&at, bare);
    }

    fn message(&mut self, name: &str, value: usize, at: &Range<usize>, bare: &str) {
        let value = at.start + value..at.start + bare.len();
        let own = self.found.entries.len();
        self.found.entries.push(Entry {
            key: name.to_owned(),
            lines: at.clone(),
            comment: self.comment.take().unwrap_or(at.start..at.start),
            name: at.start..at.start + name.len(),
            value: value.clone(),
        });
        self.message = Some(own);
        self.part = Some(own);
        self.depth = 0;
        self.quoted = false;
        self.count(value);
    }

    fn goes_on(&mut self, at: &Range<usize>, bare: &str) {
        let (Some(message), Some(part)) = (self.message, self.part) else {
            return;
        };
        let trimmed = bare.trim_start_matches(' ');
        let indent = bare.len() - trimmed.len();
        let attribute = trimmed.strip_prefix('.').and_then(declared);
        if self.depth == 0
            && let Some((name, value)) = attribute
        {
            let start = at.start + indent + 1;
            let value = start + value..at.start + bare.len();
            let Some(outer) = self.found.entries.get_mut(message) else {
                return;
            };
            outer.lines.end = at.end;
            let key = format!("{}.{name}", outer.key);
            self.part = Some(self.found.entries.len());
            self.found.entries.push(Entry {
                key,
                lines: at.clone(),
                comment: at.start..at.start,
                name: start..start + name.len(),
                value: value.clone(),
            });
            self.count(value);
            return;
        }
        for place in [message, part] {
            if let Some(entry) = self.found.entries.get_mut(place) {
                entry.lines.end = at.end;
            }
        }
        let value = at.start..at.start + bare.len();
        if let Some(entry) = self.found.entries.get_mut(part) {
            entry.value.end = value.end;
        }
        self.count(value);
    }

    /// Counts the braces of a text that are open.
    fn count(&mut self, value: Range<usize>) {
        let mut escaped = false;
        for c in self.text.get(value).unwrap_or_default().chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if self.quoted => escaped = true,
                '"' if self.depth > 0 => self.quoted = !self.quoted,
                '{' if !self.quoted => self.depth += 1,
                '}' if !self.quoted => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        // A string ends with its line.
        self.quoted = false;
    }
}

/// The name that a line declares, and where what it says begins.
fn declared(line: &str) -> Option<(&str, usize)> {
    let (name, _) = line.split_once('=')?;
    let bare = name.trim_end_matches(' ');
    is_name(bare.strip_prefix('-').unwrap_or(bare)).then_some((bare, name.len() + 1))
}
