//! Names: which characters they are made of, and how one is found in a text although it may hold
//! spaces and signs (DMN 1.5 §10.3.1.2, grammar rules 26–32).

use std::collections::BTreeMap;
use std::sync::Arc;

/// Names that a text may use, by their first character.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<char, Vec<Arc<str>>>);

/// Words that are never part of a name that nobody declared.
const KEYWORDS: [&str; 19] = [
    "and",
    "between",
    "else",
    "every",
    "external",
    "false",
    "for",
    "function",
    "if",
    "in",
    "instance",
    "not",
    "null",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
];

/// Whether it is one of the language's own words.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Whether a name may begin with it.
#[must_use]
pub fn is_start(c: char) -> bool {
    c == '?' || c == '_' || c.is_alphabetic() || is_beyond(c)
}

/// Whether a name may go on with it.
#[must_use]
pub fn is_part(c: char) -> bool {
    is_start(c) || c.is_numeric() || c == '\u{b7}' || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Letters of scripts without alphabets, and pictures.
fn is_beyond(c: char) -> bool {
    let code = u32::from(c);
    (0x10000..=0xEFFFF).contains(&code)
        || (0x200C..=0x200D).contains(&code)
        || (0x2070..=0x218F).contains(&code)
        || (0x2C00..=0x2FEF).contains(&code)
        || (0x3001..=0xD7FF).contains(&code) && !"、。「」『』《》〈〉【】".contains(c)
        || (0xFDF0..=0xFFFD).contains(&code) && !"，：；？！（）［］｛｝".contains(c)
}

/// Whether it may stand inside a declared name.
fn is_sign(c: char) -> bool {
    matches!(c, '.' | '/' | '-' | '\'' | '’' | '+' | '*')
}

/// The one spelling of a name: single spaces, none beside signs.
#[must_use]
pub fn spelled(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    let mut space = false;
    for c in name.trim().chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let beside = is_sign(c) || spelled.chars().next_back().is_some_and(is_sign);
        if space && !beside && !spelled.is_empty() {
            spelled.push(' ');
        }
        space = false;
        spelled.push(c);
    }
    spelled
}

impl Names {
    /// Adds a name.
    pub fn add(&mut self, name: &str) {
        let spelled = spelled(name);
        let Some(first) = spelled.chars().next() else {
            return;
        };
        let known = self.0.entry(first).or_default();
        if !known.iter().any(|one| **one == spelled) {
            known.push(spelled.into());
        }
    }

    /// The longest of these names at the beginning of the text, with its length there.
    #[must_use]
    pub fn longest(&self, text: &str) -> Option<(Arc<str>, usize)> {
        let known = self.0.get(&text.chars().next()?)?;
        let found = known
            .iter()
            .filter_map(|name| Some((name.clone(), found(name, text)?)));
        found.max_by_key(|(_, length)| *length)
    }
}

/// The length of a spelled name at the beginning of the text, where it may have other spaces.
#[must_use]
pub fn found(name: &str, text: &str) -> Option<usize> {
    let mut rest = text;
    let mut before = None;
    for c in name.chars() {
        let trimmed = rest.trim_start();
        if c == ' ' {
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        } else {
            let sign = is_sign(c) || before.is_some_and(is_sign);
            let at = if sign && before.is_some() {
                trimmed
            } else {
                rest
            };
            rest = at.strip_prefix(c)?;
        }
        before = Some(c);
    }
    let goes_on = before.is_some_and(is_part) && rest.chars().next().is_some_and(is_part);
    (!goes_on).then_some(text.len() - rest.len())
}

/// The length of the single word at the beginning of the text.
#[must_use]
pub fn word(text: &str) -> Option<usize> {
    if !text.chars().next().is_some_and(is_start) {
        return None;
    }
    Some(text.find(|c| !is_part(c)).unwrap_or(text.len()))
}
