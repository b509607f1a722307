//! Recall and precision against a plain substring scan.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use search::{Document, Index, Query, highlight};
use std::collections::BTreeSet;

/// Characters as they come in office papers, with rare names, Bopomofo and mixed letters; few
/// enough that substrings repeat.
const LETTERS: &[char] = &[
    '王',
    '小',
    '明',
    '請',
    '假',
    '臺',
    '台',
    '北',
    '裡',
    '裏',
    '\u{2A6A5}',
    '𠮷',
    '\u{E001}',
    'ㄅ',
    'ㄚ',
    'ˇ',
    '˙',
    '○',
    'a',
    'B',
    'Ｂ',
    '1',
    '１',
    '2',
    '，',
    ' ',
    '。',
    '-',
];

fn text(longest: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(LETTERS), 0..longest)
        .prop_map(|letters| letters.into_iter().collect())
}

/// The plain scan: written apart from the crate, on the letters above only.
fn folded(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c {
            '臺' => '台',
            '裏' => '裡',
            'Ｂ' | 'B' => 'b',
            '１' => '1',
            c => c,
        })
        .collect()
}

fn is_break(c: char) -> bool {
    matches!(c, '，' | ' ' | '。' | '-')
}

fn scan(text: &str, query: &str) -> bool {
    let text = folded(text);
    let query = folded(query);
    query
        .split(|c| is_break(*c))
        .filter(|part| !part.is_empty())
        .all(|part| {
            text.windows(part.len()).enumerate().any(|(at, window)| {
                let inside_run = at > 0
                    && part[0].is_ascii_alphanumeric()
                    && text[at - 1].is_ascii_alphanumeric();
                window == part && !inside_run
            })
        })
}

fn cut(text: &str, from: usize, length: usize) -> String {
    text.chars().skip(from).take(length).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn answers_like_a_plain_scan(
        texts in proptest::collection::vec(text(40), 1..30),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize), 40),
        strangers in proptest::collection::vec(text(4), 10),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create(folder.path(), &[3; 32]).unwrap();
        for (number, body) in texts.iter().enumerate() {
            index.put(&Document {
                key: number.to_string(),
                kind: "file".into(),
                body: body.clone(),
                ..Document::default()
            }).unwrap();
            if number == texts.len() / 2 {
                index.commit().unwrap();
            }
        }
        index.commit().unwrap();
        let mut queries = strangers;
        for (at, (which, from)) in cuts.iter().enumerate() {
            let length = [1, 2, 3, 5][at % 4];
            queries.push(cut(which.get::<String>(&texts), *from, length));
        }
        for query in queries.iter().filter(|q| !q.chars().all(is_break)) {
            let found = index.search(&Query {
                text: query.clone(),
                limit: 1000,
                ..Query::default()
            }).unwrap();
            let found: BTreeSet<usize> =
                found.hits.iter().map(|hit| hit.key.parse().unwrap()).collect();
            let expected: BTreeSet<usize> =
                (0..texts.len()).filter(|at| scan(&texts[*at], query)).collect();
            prop_assert_eq!(&found, &expected, "query {:?} texts {:?}", query, texts);
        }
    }

    /// What is marked folds to what was asked, and whatever is found is marked.
    #[test]
    fn marks_what_is_found(body in text(40), query in text(4)) {
        let marks = highlight(&body, &query);
        for mark in &marks {
            prop_assert!(body.is_char_boundary(mark.start) && body.is_char_boundary(mark.end));
        }
        let asked = query.chars().any(|c| !is_break(c));
        if asked && scan(&body, &query) {
            prop_assert!(!marks.is_empty());
        }
        if asked && marks.is_empty() {
            prop_assert!(!scan(&body, &query));
        }
    }
}
