//! The texts of a pack: both languages side by side, key by key. 文字
//!
//! A text is a pattern of Fluent: what stands in braces is a value or a choice, everything else is
//! characters, HTML too. Comments, order and spacing of a file stay; a change touches the lines of
//! its own key.

mod change;
mod checks;
mod follow;
mod pattern;
mod resource;
mod spelling;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use change::Command;
pub(crate) use change::{apply, take};
pub(crate) use checks::check;
pub(crate) use follow::follow;
pub use pattern::MAX_PLACES;
use resource::Resource;
pub use spelling::plain;

use crate::files::{TEXTS, text};
use crate::{Files, Finding, Problem};

/// Largest file of texts, in bytes.
pub const MAX_TEXTS: usize = 1024 * 1024;
/// Longest key, in bytes.
pub const MAX_KEY: usize = 200;
/// Most keys of a language.
pub const MAX_KEYS: usize = 5_000;
/// Longest text, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;

/// A language of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// zh-TW, the language of official papers.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both, the official one first.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-TW",
            Self::English => "en",
        }
    }

    /// The file of its texts.
    #[must_use]
    pub fn file(self) -> &'static str {
        TEXTS[self as usize]
    }
}

/// A key with its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// `key` or `key.attribute`.
    pub key: String,
    /// In the order of [`Language::ALL`]; none where a language lacks it.
    pub texts: [Option<String>; 2],
}

impl Line {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        self.texts[language as usize].as_deref()
    }
}

/// The texts of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    lines: Vec<Line>,
}

impl Texts {
    /// Reads the texts of a pack; of a language that has no file there are none.
    ///
    /// # Errors
    /// `texts-too-large` (limit), `pack-unreadable` where a file is no UTF-8. Lines that are no
    /// text are passed over; [`check`](crate::check()) tells them.
    pub fn read(files: &Files) -> Result<Self, Problem> {
        let mut lines: Vec<Line> = Vec::new();
        for language in Language::ALL {
            let Some((source, resource)) = resource_of(files, language)? else {
                continue;
            };
            let mut place = 0;
            for entry in &resource.entries {
                let known = lines.iter().position(|line| line.key == entry.key);
                let at = known.unwrap_or_else(|| {
                    let texts = [None, None];
                    let key = entry.key.clone();
                    lines.insert(place, Line { key, texts });
                    place
                });
                place = at + 1;
                let raw = source.get(entry.value.clone()).unwrap_or_default();
                if let Some(line) = lines.get_mut(at)
                    && !raw.trim().is_empty()
                {
                    line.texts[language as usize] = Some(spelling::seen(raw));
                }
            }
        }
        lines.retain(|line| line.texts.iter().any(Option::is_some));
        Ok(Self { lines })
    }

    /// Every key with its texts, in the order of the official language; a key that only the other
    /// one has stands behind the one before it there.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The text under a key, in a language.
    #[must_use]
    pub fn get(&self, key: &str, language: Language) -> Option<&str> {
        let line = self.lines.iter().find(|line| line.key == key)?;
        line.get(language)
    }
}

/// What is missing in the texts, what nothing asks for, and what differs between the languages.
#[must_use]
pub fn findings(files: &Files) -> Vec<Finding> {
    let mut found = Vec::new();
    check(files, &mut found);
    found
}

/// The variables of a text.
///
/// # Errors
/// `texts-pattern` (column, from 1 in characters) where it is no text, `texts-too-large` (limit).
pub fn variables(text: &str) -> Result<BTreeSet<String>, Problem> {
    if text.len() > MAX_TEXT {
        return Err(Problem::new("", "texts-too-large").with("limit", MAX_TEXT));
    }
    pattern::variables(text).map_err(|at| {
        let column = crate::problem::column(text, at);
        Problem::new("", "texts-pattern").with("column", column)
    })
}

/// The file of a language with the places of its texts; none where it is not there.
fn resource_of(files: &Files, language: Language) -> Result<Option<(&str, Resource)>, Problem> {
    let path = language.file();
    let Some(bytes) = files.get(path) else {
        return Ok(None);
    };
    if bytes.len() > MAX_TEXTS {
        return Err(Problem::new(path, "texts-too-large").with("limit", MAX_TEXTS));
    }
    let source = text(files, path)?;
    let resource = Resource::read(source);
    if resource.entries.len() > MAX_KEYS {
        return Err(Problem::new(path, "texts-too-large").with("limit", MAX_KEYS));
    }
    Ok(Some((source, resource)))
}
