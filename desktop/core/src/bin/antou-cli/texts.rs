//! The sentences of `flow`, `form` and `scenarios`, by code, in both languages.

use std::collections::BTreeMap;

use crate::sentences::TABLE;
use crate::{form_sentences, proof_sentences};

/// In which language sentences are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 臺灣正體中文
    Taiwan,
    /// English
    English,
}

impl Language {
    /// The language of this tag.
    pub fn of(tag: &str) -> Option<Self> {
        match tag {
            "zh-TW" | "zh" => Some(Self::Taiwan),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The sentence of a code with its facts, here or in the window; a code without a sentence
    /// stands for itself.
    pub fn say(self, code: &str, facts: &BTreeMap<String, String>) -> String {
        let known = self.known(code, facts);
        known
            .or_else(|| self.finding(code, facts))
            .or_else(|| self.window(&CODES, &format!("code-{code}"), facts))
            .unwrap_or_else(|| {
                let facts = facts.iter().map(|(name, fact)| format!(" {name}={fact}"));
                format!("{code}{}", facts.collect::<String>())
            })
    }

    /// The sentence of a code, when it has one.
    pub fn known(self, code: &str, facts: &BTreeMap<String, String>) -> Option<String> {
        let tables = [TABLE, proof_sentences::TABLE, form_sentences::TABLE];
        let mut all = tables.into_iter().flatten();
        let (_, taiwan, english) = all.find(|(known, ..)| *known == code)?;
        let pattern = match self {
            Self::Taiwan => taiwan,
            Self::English => english,
        };
        Some(filled(pattern, facts))
    }

    /// The same with facts of a call.
    pub fn say_all<F: ToString>(self, code: &str, facts: &[(&str, F)]) -> String {
        let facts = facts.iter();
        let facts = facts.map(|(name, fact)| ((*name).to_owned(), fact.to_string()));
        self.say(code, &facts.collect())
    }
}

/// The window's sentences of what a check finds; they choose nothing, they only name facts.
const FINDINGS: [&str; 2] = [
    include_str!("../../../../ui/texts/zh-TW/checks.ftl"),
    include_str!("../../../../ui/texts/en/checks.ftl"),
];

/// The window's sentences of why something cannot stay; those that choose between words are not
/// said here.
const CODES: [&str; 2] = [
    include_str!("../../../../ui/texts/zh-TW/codes.ftl"),
    include_str!("../../../../ui/texts/en/codes.ftl"),
];

impl Language {
    /// The sentence of a finding, with what was probably meant.
    pub fn finding(self, code: &str, facts: &BTreeMap<String, String>) -> Option<String> {
        let mut sentence = self.window(&FINDINGS, &format!("finding-{code}"), facts)?;
        if facts.contains_key("nearest") {
            sentence.extend(self.window(&FINDINGS, "finding-nearest", facts));
        }
        Some(sentence)
    }

    fn window(
        self,
        texts: &[&'static str; 2],
        key: &str,
        facts: &BTreeMap<String, String>,
    ) -> Option<String> {
        let mut out = String::new();
        let mut rest = self.line_of(texts, key)?;
        while let Some((before, after)) = rest.split_once("{ $") {
            out.push_str(before);
            let (name, after) = after.split_once(" }").unwrap_or((after, ""));
            let fact = facts.get(name).map_or("", String::as_str);
            let kind = format!("type-{}", fact.replace(' ', "-"));
            let kind = self
                .line_of(&FINDINGS, &kind)
                .filter(|_| name.ends_with("_type"));
            out.push_str(kind.unwrap_or(fact));
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    }

    fn line_of(self, texts: &[&'static str; 2], key: &str) -> Option<&'static str> {
        let [taiwan, english] = *texts;
        let text = match self {
            Self::Taiwan => taiwan,
            Self::English => english,
        };
        let mut lines = text.lines();
        let line = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
        let chooses = line.matches('{').count() != line.matches('}').count();
        (!chooses).then_some(line)
    }
}

/// Puts the facts where the pattern has their names in braces.
fn filled(pattern: &str, facts: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(facts.get(name).map_or("", String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeSet;

    fn named(pattern: &str) -> BTreeSet<&str> {
        let pieces = pattern.split('{').skip(1);
        pieces
            .filter_map(|piece| piece.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn both_languages_say_the_same_facts_and_no_code_comes_twice() {
        let mut codes = BTreeSet::new();
        let tables = [TABLE, proof_sentences::TABLE, form_sentences::TABLE];
        for (code, taiwan, english) in tables.into_iter().flatten() {
            assert!(codes.insert(code), "{code}");
            assert_eq!(named(taiwan), named(english), "{code}");
        }
    }

    #[test]
    fn a_finding_is_said_in_both_languages() {
        let facts = [("name", "dayz"), ("nearest", "days"), ("of_type", "string")];
        let facts: BTreeMap<String, String> = facts
            .map(|(name, fact)| (name.to_owned(), fact.to_owned()))
            .into();
        for language in [Language::Taiwan, Language::English] {
            let said = language.finding("feel-name-unknown", &facts).unwrap();
            assert!(said.contains("dayz") && said.contains("days"), "{said}");
            assert!(!said.contains('$'), "{said}");
            assert_eq!(language.finding("no-such-code", &facts), None);
        }
        let said = Language::Taiwan.finding("feel-operand", &facts).unwrap();
        assert!(said.starts_with("文字"), "{said}");
    }

    #[test]
    fn what_is_wrong_with_an_answer_is_said_as_in_the_window() {
        let facts = BTreeMap::from([("limit".to_owned(), "3".to_owned())]);
        for language in [Language::Taiwan, Language::English] {
            for code in ["answer-unknown", "answer-too-large", "answer-required"] {
                let said = language.say(code, &facts);
                assert!(!said.contains(code) && !said.contains('$'), "{said}");
            }
        }
    }

    #[test]
    fn facts_are_filled_in() {
        let say = |language: Language| {
            language.say_all(
                "scenario-sum",
                &[("all", "3"), ("passed", "2"), ("ms", "1.5")],
            )
        };
        assert_eq!(say(Language::Taiwan), "3 個案例，2 個通過，1.5 毫秒");
        assert_eq!(say(Language::English), "3 scenarios, 2 passed, 1.5 ms");
        let unknown = Language::English.say_all("no-such", &[("a", "b")]);
        assert_eq!(unknown, "no-such a=b");
    }
}
