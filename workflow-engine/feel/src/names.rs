//! The names that an expression may read, found in its text.
//!
//! A flow's author declares no variables, so they are found: words, and words joined by points,
//! that are neither keywords nor the name of a called function nor inside a string.

use std::collections::BTreeSet;

const KEYWORDS: [&str; 21] = [
    "and",
    "between",
    "else",
    "every",
    "false",
    "for",
    "function",
    "if",
    "in",
    "instance",
    "item",
    "not",
    "null",
    "of",
    "or",
    "partial",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
];

/// Names of built-in functions that consist of several words (DMN 1.5 §10.3.4).
const PHRASES: [&str; 32] = [
    "date and time",
    "years and months duration",
    "string length",
    "upper case",
    "lower case",
    "substring before",
    "substring after",
    "starts with",
    "ends with",
    "string join",
    "list contains",
    "list replace",
    "insert before",
    "index of",
    "distinct values",
    "round up",
    "round down",
    "round half up",
    "round half down",
    "met by",
    "overlaps before",
    "overlaps after",
    "finished by",
    "started by",
    "get value",
    "get entries",
    "context put",
    "context merge",
    "day of year",
    "day of week",
    "month of year",
    "week of year",
];

/// The names and dotted paths that the expression may read. Names of several words are not found;
/// who has such names gives them to [`compile`](crate::compile) beside these.
#[must_use]
pub fn names_in(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut run: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '"' {
            settle(&mut run, false, &mut found);
            crate::bounds::string_length(rest)
        } else if is_word(c) {
            let length = path_length(rest);
            run.push(rest.get(..length).unwrap_or_default().to_owned());
            length
        } else {
            if !c.is_whitespace() {
                settle(&mut run, c == '(', &mut found);
            }
            c.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    settle(&mut run, false, &mut found);
    found
}

/// Keeps what are names in a run of words; before a bracket its end is a function's name.
fn settle(run: &mut Vec<String>, called: bool, found: &mut BTreeSet<String>) {
    if called {
        let mut phrases = PHRASES.iter();
        let words = phrases.find_map(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            let from = run.len().checked_sub(words.len())?;
            (run.get(from..)? == words).then_some(words.len())
        });
        let last_is_keyword = run.last().is_some_and(|word| is_keyword(word));
        let words = words.unwrap_or(usize::from(!last_is_keyword));
        run.truncate(run.len().saturating_sub(words));
    }
    found.extend(
        run.drain(..)
            .filter(|word| !is_keyword(word) && !word.starts_with(|c: char| c.is_ascii_digit())),
    );
}

fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Bytes of the words joined by single points at the start of `rest`.
fn path_length(rest: &str) -> usize {
    let mut length = 0;
    loop {
        let tail = rest.get(length..).unwrap_or_default();
        length += tail.find(|c| !is_word(c)).unwrap_or(tail.len());
        let tail = rest.get(length..).unwrap_or_default();
        let mut after = tail.chars();
        if after.next() == Some('.') && after.next().is_some_and(is_word) {
            length += 1;
        } else {
            return length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        fn check(text: &str, expected: &[&str]) {
            let expected: BTreeSet<String> = expected.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(names_in(text), expected, "{text}");
        }
        check("天數 > 3 and 單位 = \"主計處\"", &["天數", "單位"]);
        check("申請.級別 in [1..3]", &["申請.級別"]);
        check("起 < date and time(\"2026-01-01T00:00:00\")", &["起"]);
        check("核准 and date and time(起) > 止", &["核准", "起", "止"]);
        check("not(核准) and count(附件) > 2", &["核准", "附件"]);
        check("if a then b else c", &["a", "b", "c"]);
        check("1.5 + 2", &[]);
        check("", &[]);
    }
}
