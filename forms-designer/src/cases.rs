//! A scenario of a flow in words: what happens, and what must come of it.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::sheet::{LANGUAGES, Sheet};
use crate::texts::Say;

/// The steps of a scenario, a line each; none of one that cannot be read or is no flow.
#[must_use]
pub fn told(source: &str, sheet: &Sheet, say: &Say) -> Vec<String> {
    let table: Table = source.parse().unwrap_or_default();
    if table.get("kind").and_then(Value::as_str) != Some("flow") {
        return Vec::new();
    }
    let own = Names {
        elements: pack_author::scenarios::names(sheet.files()),
        sheet,
        say,
    };
    let steps = table.get("step").and_then(Value::as_array);
    let steps = steps.into_iter().flatten().enumerate();
    steps.map(|(at, step)| own.step(at + 1, step)).collect()
}

struct Names<'a> {
    elements: BTreeMap<String, String>,
    sheet: &'a Sheet,
    say: &'a Say,
}

impl Names<'_> {
    fn step(&self, number: usize, step: &Value) -> String {
        let happens: Vec<String> = texts(step.get("when"))
            .into_iter()
            .map(|command| self.command(&command, step))
            .collect();
        let joint = self.say.say("case-joint");
        let mut said = format!("{number}. {}", happens.join(&joint));
        let then = step.get("then").and_then(Value::as_table);
        let then: Vec<String> = then
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| self.expected(name, value))
            .collect();
        if !then.is_empty() {
            said.push_str(&format!(" → {}", then.join(&joint)));
        }
        said
    }

    /// `close head` with `outcome = "done"`, and what else somebody does.
    fn command(&self, command: &str, step: &Value) -> String {
        let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
        let (what, _) = rest.split_once(' ').unwrap_or((rest, ""));
        let with = step.get("with").and_then(|with| with.get("outcome"));
        let with = with.and_then(Value::as_str);
        let written = rest.split_once("outcome = \"").map(|(_, rest)| rest);
        let written = written.and_then(|rest| rest.split('"').next());
        let outcome = written.or(with).unwrap_or_default();
        let key = match (verb, outcome) {
            ("close", "") => "case-close-plain".to_owned(),
            ("close", "done") => "case-close-done".to_owned(),
            ("close", "refuse" | "refused") => "case-close-refused".to_owned(),
            ("close", "return") => "case-close-return".to_owned(),
            (verb, _) => format!("case-{verb}"),
        };
        let facts = [("what", self.name(what)), ("outcome", outcome.to_owned())];
        let facts = facts.each_ref().map(|(name, fact)| (*name, fact.as_str()));
        self.say
            .known(&key, &facts)
            .unwrap_or_else(|| command.to_owned())
    }

    fn expected(&self, name: &str, value: &Value) -> Option<String> {
        // What has no name is passed by unseen.
        let is_told = |own: &String| !name.starts_with("passes") || self.named(own).is_some();
        let all = texts(Some(value)).into_iter().filter(is_told);
        let all: Vec<String> = all.map(|own| self.name(&own)).collect();
        if name.starts_with("passes") && all.is_empty() {
            return None;
        }
        let all = all.join(&self.say.say("case-list"));
        let key = match (name, all.as_str()) {
            ("waits", "") => "case-then-waits-none".to_owned(),
            _ => format!("case-then-{name}"),
        };
        self.say.known(&key, &[("what", &all)])
    }

    /// What the texts call a station or the flow an element, else its id.
    fn name(&self, id: &str) -> String {
        self.named(id).unwrap_or_else(|| id.to_owned())
    }

    fn named(&self, id: &str) -> Option<String> {
        let known = self.say.known(&format!("case-name-{id}"), &[]);
        let station = self.sheet.text_of(LANGUAGES[0], &format!("station-{id}"));
        let element = self.elements.get(id).map(String::as_str);
        let named = station.or(element).map(str::to_owned);
        named.or(known)
    }
}

/// A text, or a list of them.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(all)) => all
            .iter()
            .filter_map(|own| own.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Language;
    use pack_author::template::Template;

    #[test]
    fn every_scenario_of_a_flow_is_said_in_words() {
        for language in [Language::Chinese, Language::English] {
            let say = Say::new(language);
            for template in Template::ALL {
                let sheet = Sheet::of_files(template.files().expect("files")).expect("a service");
                for (path, bytes) in sheet.files() {
                    let source = String::from_utf8_lossy(bytes);
                    if path.starts_with("scenarios/") && source.contains("kind = \"flow\"") {
                        let told = told(&source, &sheet, &say);
                        assert!(!told.is_empty(), "{path}");
                        for line in told {
                            assert!(!line.contains("close ") && line.contains('→'), "{line}");
                        }
                    }
                }
            }
        }
    }
}
