//! Why a scenario is red, in a sentence: no word of its file and no code of the office stands in it
//! where there is one that people use.

use std::collections::BTreeMap;

use pack_author::scenarios::Red;

use crate::findings;
use crate::problems::sentence;
use crate::sheet::Sheet;
use crate::texts::Say;

/// Why a scenario is red.
#[must_use]
pub fn said(red: &Red, sheet: &Sheet, say: &Say) -> String {
    let (line, step) = (red.line.to_string(), red.step.to_string());
    let at = [("line", line.as_str()), ("step", step.as_str())];
    if red.step == 0 {
        let why = match say.known(&red.what, &[]) {
            Some(_) => sentence(&red.what, &red.facts, say),
            None => refusal(&red.actual, say),
        };
        let key = if red.line == 0 {
            "run-unplayable"
        } else {
            "run-unreadable"
        };
        return say.say_with(key, &[at[0], at[1], ("why", &why)]);
    }
    let cannot = ["when", "with", "says", "refused"];
    if red.expected.is_empty() && cannot.contains(&red.what.as_str()) && !red.actual.is_empty() {
        let why = refusal(&red.actual, say);
        return say.say_with("run-refused", &[at[0], at[1], ("why", &why)]);
    }
    let words = Words { sheet, say };
    let key = match red.what.as_str() {
        "passes" => "run-red-passes",
        "passes-not" => "run-red-passes-not",
        _ => "run-red",
    };
    let (what, expected, actual) = (
        words.what(&red.what),
        words.value(&red.what, &red.expected),
        words.value(&red.what, &red.actual),
    );
    let facts = [
        at[0],
        at[1],
        ("what", what.as_str()),
        ("expected", expected.as_str()),
        ("actual", actual.as_str()),
    ];
    say.say_with(key, &facts)
}

struct Words<'a> {
    sheet: &'a Sheet,
    say: &'a Say,
}

impl Words<'_> {
    /// What was looked at.
    fn what(&self, what: &str) -> String {
        let (kind, name) = what.split_once('.').unwrap_or((what, what));
        let key = format!("expect-{}", kind.replace('_', "-"));
        match self.say.known(&key, &[("name", name)]) {
            Some(said) => said,
            // Of a scenario of rules the decision is named alone.
            None if !what.contains('.') => self.say.say_with("expect-decided", &[("name", what)]),
            None => self.say.say_with("expect-other", &[("name", name)]),
        }
    }

    fn value(&self, what: &str, value: &str) -> String {
        match (what, value) {
            (_, "") => self.say.say("expect-nothing"),
            ("waits" | "passes" | "passes-not", places) => {
                self.each(places, |id| findings::station(id, self.sheet, self.say))
            }
            ("timers", all) => self.each(all, |one| match one.split_once(" = ") {
                Some((id, due)) => format!("{} {due}", findings::station(id, self.sheet, self.say)),
                None => one.to_owned(),
            }),
            ("incidents", all) => self.each(all, |one| match one.split_once(" = ") {
                Some((id, code)) => format!(
                    "{} {}",
                    findings::station(id, self.sheet, self.say),
                    refusal(code, self.say)
                ),
                None => one.to_owned(),
            }),
            ("ended", how) => match how.split_once(' ') {
                Some((_, code)) => self.say.say_with("ended-failed", &[("code", code)]),
                None => {
                    let said = self.say.known(&format!("ended-{how}"), &[]);
                    said.unwrap_or_else(|| how.to_owned())
                }
            },
            ("refused" | "code", code) => refusal(code.trim_matches('"'), self.say),
            (_, value) => value.to_owned(),
        }
    }

    fn each(&self, all: &str, said: impl Fn(&str) -> String) -> String {
        let all: Vec<String> = all.split(", ").map(said).collect();
        let between = match self.say.language() {
            crate::arguments::Language::Chinese => "、",
            crate::arguments::Language::English => ", ",
        };
        all.join(between)
    }
}

/// A refusal as the office writes it: a code, and facts as `name=value`.
fn refusal(text: &str, say: &Say) -> String {
    let mut words = text.split(' ');
    let code = words.next().unwrap_or_default();
    if say.known(code, &[]).is_none() {
        return text.to_owned();
    }
    let mut facts: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for word in words {
        match (word.split_once('='), &last) {
            (Some((name, value)), _) => {
                facts.insert(name.to_owned(), value.to_owned());
                last = Some(name.to_owned());
            }
            (None, Some(name)) => {
                let value = facts.entry(name.clone()).or_default();
                value.push(' ');
                value.push_str(word);
            }
            (None, None) => {}
        }
    }
    sentence(code, &facts, say)
}

#[cfg(test)]
mod tests {
    use pack_author::Files;

    use super::*;
    use crate::arguments::Language;

    fn red(step: usize, what: &str, expected: &str, actual: &str) -> Red {
        Red {
            line: 7,
            step,
            what: what.to_owned(),
            expected: expected.to_owned(),
            actual: actual.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    #[test]
    fn a_red_line_is_a_sentence() {
        let texts = "station-head = 主管\nstation-file = 歸檔\n";
        let files = [("pack.toml", "id = \"a\""), ("texts/zh-TW.ftl", texts)];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let sheet = Sheet::of_files(Files::from(files)).expect("a pack");
        let check = |red: Red, expected: &str| {
            let said = said(&red, &sheet, &Say::new(Language::Chinese));
            assert_eq!(said, expected);
        };
        check(
            red(2, "waits", "head, file", ""),
            "第 7 行（第 2 步）：停在的關卡應該是「主管、歸檔」，實際是「沒有」。",
        );
        check(
            red(2, "waits", "", "head"),
            "第 7 行（第 2 步）：停在的關卡應該是「沒有」，實際是「主管」。",
        );
        check(
            red(1, "passes-not", "head", "head, x"),
            "第 7 行（第 1 步）：不應該經過「主管」，實際經過了。",
        );
        check(
            red(1, "ended", "completed", "no"),
            "第 7 行（第 1 步）：結果應該是「辦完」，實際是「還沒結束」。",
        );
        check(
            red(1, "variables.days", "2", "3"),
            "第 7 行（第 1 步）：資料「days」應該是「2」，實際是「3」。",
        );
        check(
            red(1, "route", "1", "2"),
            "第 7 行（第 1 步）：規則「route」的結果應該是「1」，實際是「2」。",
        );
        let said = said(
            &red(1, "when", "", "run-no-task task=x"),
            &sheet,
            &Say::new(Language::Chinese),
        );
        assert!(said.starts_with("第 7 行（第 1 步）做不下去："), "{said}");
        assert!(!said.contains("run-no-task"), "{said}");
    }
}
