//! The fixtures of the schema: a form, whether it is valid, and what the schema says of it.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use form_model::schema::{self, Dialect, Finding};
use serde_json::Value;

use super::forms;
use crate::report::Report;

/// How the fixtures fared.
#[derive(Default)]
pub struct Verdicts {
    pub all: usize,
    pub right: usize,
    pub valid: usize,
    /// Of the valid ones those that are read and come back without loss.
    pub kept: usize,
    /// The faulted places are the same.
    pub places: usize,
    /// So are the rules that are broken there.
    pub words: usize,
}

/// Gives a verdict on each fixture.
///
/// # Errors
/// When the fixtures cannot be read.
pub fn run(path: &Path, report: &mut Report) -> io::Result<Verdicts> {
    let told =
        |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| told(&error))?;
    let fixtures: Value = serde_json::from_str(&text).map_err(|error| told(&error))?;
    let fixtures = fixtures.as_object().ok_or_else(|| told(&"no object"))?;
    let mut verdicts = Verdicts::default();
    for (name, fixture) in fixtures {
        verdicts.all += 1;
        if let Err(reason) = verdicts.fixture(fixture) {
            report
                .lines
                .push(format!("{}: {name}: {}", reason.0, reason.1));
        }
    }
    Ok(verdicts)
}

/// How a line about a fixture begins, and what it says.
type Line = (&'static str, String);

impl Verdicts {
    fn fixture(&mut self, fixture: &Value) -> Result<(), Line> {
        let miss = |reason: String| ("miss", reason);
        let form = fixture["form"].to_string();
        let valid = fixture["valid"].as_bool();
        let valid = valid.ok_or_else(|| miss("the fixture has no verdict".to_owned()))?;
        self.valid += usize::from(valid);
        let found = schema::check(form.as_bytes(), Dialect::FormJs);
        let found = found.map_err(|problem| miss(problem.to_string()))?;
        if found.is_empty() != valid {
            return Err(miss(match found.first() {
                Some(finding) => format!("valid, but we say {finding}"),
                None => format!("not valid, but we find nothing: {}", fixture["errors"]),
            }));
        }
        self.right += 1;
        if valid {
            forms::kept(form.as_bytes()).map_err(miss)?;
            self.kept += 1;
        }
        let (ours, theirs) = (ours(&found), theirs(&fixture["errors"]));
        let places = |said: &BTreeSet<(String, String)>| -> BTreeSet<String> {
            said.iter().map(|(place, _)| place.clone()).collect()
        };
        self.places += usize::from(places(&ours) == places(&theirs));
        self.words += usize::from(ours == theirs);
        if ours == theirs {
            return Ok(());
        }
        let difference = ours.symmetric_difference(&theirs);
        let said: Vec<String> = difference
            .map(|(place, keyword)| format!("{place}: {keyword}"))
            .collect();
        Err(("differs", format!("only one says {}", said.join("; "))))
    }
}

/// Places and keywords of what we find.
fn ours(found: &[Finding]) -> BTreeSet<(String, String)> {
    let said = found.iter().flat_map(|finding| &finding.said);
    said.map(|said| (said.path.clone(), said.keyword.name().to_owned()))
        .collect()
}

/// Places and keywords of `place: message`, as validators for JSON Schema word it.
fn theirs(errors: &Value) -> BTreeSet<(String, String)> {
    let lines = errors.as_array().into_iter().flatten();
    let pair = |line: &Value| {
        let line = line.as_str().unwrap_or_default();
        let (place, message) = line.split_once(": ").unwrap_or((line, ""));
        (place.to_owned(), keyword(message).to_owned())
    };
    lines.map(pair).collect()
}

/// The keyword of a message; a message that no keyword has is given back.
fn keyword(message: &str) -> &str {
    const BEGINNINGS: [(&str, &str); 9] = [
        ("boolean schema is false", "false schema"),
        ("must match \"then\" schema", "if"),
        ("must have required property", "required"),
        ("must match pattern", "pattern"),
        ("must match exactly one schema", "oneOf"),
        ("must be equal to one of", "enum"),
        ("must be equal to constant", "const"),
        ("must be <=", "maximum"),
        ("must be >=", "minimum"),
    ];
    const TYPES: [&str; 7] = [
        "array", "boolean", "integer", "null", "number", "object", "string",
    ];
    let known = BEGINNINGS
        .iter()
        .find(|(begin, _)| message.starts_with(begin));
    if let Some((_, keyword)) = known {
        return keyword;
    }
    let types = message.strip_prefix("must be ").unwrap_or_default();
    if types.split(',').all(|kind| TYPES.contains(&kind)) {
        return "type";
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages() {
        let check = |message, expected| assert_eq!(keyword(message), expected, "{message}");
        check("must be number,string", "type");
        check("must be array", "type");
        check("must be <= 19", "maximum");
        check("must be equal to one of the allowed values", "enum");
        check("must be green", "must be green");
    }
}
