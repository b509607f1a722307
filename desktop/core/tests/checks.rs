//! Every code that the checker, a running expression or a running case can give has its sentence
//! in both languages, and no sentence is left of a code that is gone.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

const TEXTS: [(&str, &str); 2] = [
    ("zh-TW", include_str!("../../ui/texts/zh-TW/checks.ftl")),
    ("en", include_str!("../../ui/texts/en/checks.ftl")),
];
/// Texts that are no sentence of a code.
const OTHERS: [&str; 1] = ["nearest"];

#[test]
fn every_code_of_the_checks_has_a_sentence() {
    let codes: BTreeSet<&str> = office::pack::check::codes().collect();
    assert!(codes.len() > 200, "{}", codes.len());
    for (language, text) in TEXTS {
        let written: BTreeSet<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("finding-")?.split_once(" = "))
            .map(|(code, _)| code)
            .filter(|code| !OTHERS.contains(code))
            .collect();
        let missing: Vec<_> = codes.difference(&written).collect();
        let gone: Vec<_> = written.difference(&codes).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(gone.is_empty(), "{language} still has {gone:?}");
    }
}
