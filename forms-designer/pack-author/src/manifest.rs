//! `pack.toml` under edit: one value is changed, comments and order stay.

use std::ops::Range;

use office::pack::Manifest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::files::{MANIFEST, text};
use crate::{Files, Problem};

/// Largest `pack.toml`, in bytes.
pub const MAX_MANIFEST: usize = 64 * 1024;

/// A value of the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
}

/// Gives a key another value, or takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// `version`, or a table and a key in it: `deadline.remind`.
    pub key: String,
    /// The value; none takes the key away.
    pub value: Option<Value>,
}

/// What a pack says about itself.
///
/// # Errors
/// `pack-file-missing` (path), `pack-unreadable`, `manifest-unreadable` (reason, line, column).
pub fn read(files: &Files) -> Result<Manifest, Problem> {
    let source = source(files)?;
    toml::from_str(source).map_err(|error| unreadable(source, &error))
}

fn source(files: &Files) -> Result<&str, Problem> {
    let source = text(files, MANIFEST)?;
    if source.len() > MAX_MANIFEST {
        return Err(Problem::new(MANIFEST, "pack-too-large").with("limit", MAX_MANIFEST));
    }
    Ok(source)
}

fn unreadable(source: &str, error: &toml::de::Error) -> Problem {
    let problem = Problem::new(MANIFEST, "manifest-unreadable").with("reason", error.message());
    let Some(span) = error.span() else {
        return problem;
    };
    let before = source.get(..span.start).unwrap_or(source);
    let line = before.rsplit('\n').next().unwrap_or_default();
    problem
        .with("line", before.matches('\n').count() + 1)
        .with("column", line.chars().count() + 1)
}

/// Does it; a manifest that could be read can still be read.
///
/// # Errors
/// `manifest-key` (key), `manifest-value` (key, reason) where the office could not read it any
/// more, and as [`read`].
pub(crate) fn apply(files: &mut Files, command: &Command) -> Result<(), Problem> {
    let source = match files.contains_key(MANIFEST) {
        true => source(files)?.to_owned(),
        false => String::new(),
    };
    let was_whole = toml::from_str::<Manifest>(&source).is_ok();
    let new = changed(&source, command)?;
    let wrong = |error: toml::de::Error| {
        Problem::new(MANIFEST, "manifest-value")
            .with("key", &command.key)
            .with("reason", error.message())
    };
    DeTable::parse(&new).map_err(wrong)?;
    if was_whole {
        toml::from_str::<Manifest>(&new).map_err(wrong)?;
    }
    files.insert(MANIFEST.to_owned(), new.into_bytes());
    Ok(())
}

fn changed(source: &str, command: &Command) -> Result<String, Problem> {
    let no_key = || Problem::new(MANIFEST, "manifest-key").with("key", &command.key);
    let top = DeTable::parse(source).map_err(|error| unreadable(source, &error))?;
    let (table, name) = match command.key.split_once('.') {
        Some((table, name)) => (Some(table), name),
        None => (None, command.key.as_str()),
    };
    let word = |name: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        !name.is_empty() && name.chars().all(plain)
    };
    if !word(name) || !table.is_none_or(word) {
        return Err(no_key());
    }
    let holder = match table {
        None => Some(top.get_ref()),
        Some(table) => match found(top.get_ref(), table) {
            None => None,
            Some((_, value)) => Some(value.get_ref().as_table().ok_or_else(no_key)?),
        },
    };
    let known = holder.and_then(|holder| found(holder, name));
    let line_end = if source.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    match (known, &command.value) {
        (Some((_, old)), Some(value)) => Ok(replaced(source, old.span(), &written(value))),
        (Some((key, old)), None) => Ok(replaced(source, line(source, &key, &old.span()), "")),
        (None, None) => Ok(source.to_owned()),
        (None, Some(value)) => {
            let new = format!("{name} = {}{line_end}", written(value));
            Ok(match (table, holder) {
                (Some(table), None) => {
                    let gap = gap(source, line_end);
                    let blank = if source.is_empty() { "" } else { line_end };
                    format!("{source}{gap}{blank}[{table}]{line_end}{new}")
                }
                (Some(table), Some(holder)) => {
                    let header = found(top.get_ref(), table).map(|(key, _)| key.end);
                    put(
                        source,
                        last(holder).max(header.unwrap_or(0)),
                        &new,
                        line_end,
                    )
                }
                (None, _) => put(source, last(top.get_ref()), &new, line_end),
            })
        }
    }
}

/// A key's place and value.
fn found<'t>(
    table: &'t DeTable<'t>,
    name: &str,
) -> Option<(Range<usize>, &'t Spanned<DeValue<'t>>)> {
    let mut entries = table.iter();
    let (key, value) = entries.find(|(key, _)| key.get_ref() == name)?;
    Some((key.span(), value))
}

/// Where the last plain value of a table ends.
fn last(table: &DeTable<'_>) -> usize {
    let plain = table
        .iter()
        .filter(|(_, value)| !value.get_ref().is_table());
    plain.map(|(_, value)| value.span().end).max().unwrap_or(0)
}

/// Puts lines behind the line of a place; at the beginning where nothing stands yet.
fn put(source: &str, behind: usize, new: &str, line_end: &str) -> String {
    if behind == 0 {
        return format!("{new}{source}");
    }
    let rest = source.get(behind..).unwrap_or_default();
    match rest.find('\n') {
        Some(end) => {
            let at = behind + end + 1;
            replaced(source, at..at, new)
        }
        None => format!("{source}{line_end}{new}"),
    }
}

fn gap<'e>(source: &str, line_end: &'e str) -> &'e str {
    match source.is_empty() || source.ends_with('\n') {
        true => "",
        false => line_end,
    }
}

/// The lines of a key and its value.
fn line(source: &str, key: &Range<usize>, value: &Range<usize>) -> Range<usize> {
    let before = source.get(..key.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = source.get(value.end..).unwrap_or_default();
    start
        ..rest
            .find('\n')
            .map_or(source.len(), |end| value.end + end + 1)
}

fn replaced(source: &str, at: Range<usize>, new: &str) -> String {
    let before = source.get(..at.start).unwrap_or_default();
    let after = source.get(at.end..).unwrap_or_default();
    [before, new, after].concat()
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => toml::Value::String(text.clone()).to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "# 服務包\nid = \"a\"\nversion = 1 # 版\nnumber_word = \"X\"\n\n[filing]\nclass = \"01\"\nfolder = \"1\"\nkeep_years = 5\n\n[deadline]\n# 稽催\n\n[inbox]\nlook = \"要看\"\n";

    fn check(source: &str, key: &str, value: Option<Value>, expected: &str) {
        let mut files = Files::from([(MANIFEST.to_owned(), source.as_bytes().to_vec())]);
        let key = key.to_owned();
        let done = apply(&mut files, &Command { key, value });
        let told = match done {
            Ok(()) => String::from_utf8(files[MANIFEST].clone()).unwrap(),
            Err(problem) => problem.code,
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn one_value_is_changed_and_the_rest_stays() {
        let number = |n| Some(Value::Number(n));
        check(
            WHOLE,
            "version",
            number(2),
            &WHOLE.replace("version = 1", "version = 2"),
        );
        let text = Some(Value::Text("甲\"乙".to_owned()));
        check(
            WHOLE,
            "number_word",
            text,
            &WHOLE.replace("\"X\"", "'甲\"乙'"),
        );
        let added = WHOLE.replace("[deadline]\n", "[deadline]\nremind = 1\n");
        check(WHOLE, "deadline.remind", number(1), &added);
        let card = format!("{WHOLE}\n[route]\ncard = true\n");
        check(WHOLE, "route.card", Some(Value::Flag(true)), &card);
        check(
            WHOLE,
            "inbox.look",
            None,
            &WHOLE.replace("look = \"要看\"\n", ""),
        );
        check(WHOLE, "inbox.none", None, WHOLE);
    }

    #[test]
    fn what_the_office_could_not_read_is_refused() {
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        check(WHOLE, "version", text("x"), "manifest-value");
        check(WHOLE, "version", None, "manifest-value");
        check(WHOLE, "color", text("x"), "manifest-value");
        check(WHOLE, "a b", text("x"), "manifest-key");
        check(WHOLE, "version.x", text("x"), "manifest-key");
        check("= 1", "version", text("x"), "manifest-unreadable");
        check("", "id", text("a"), "id = \"a\"\n");
    }
}
