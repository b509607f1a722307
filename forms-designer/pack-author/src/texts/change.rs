//! What can be done to the texts of a pack.

use super::pattern::is_name;
use super::resource::{Entry, Resource};
use super::spelling::{seen, spelled};
use super::{Language, MAX_KEY, resource_of, variables};
use crate::{Files, Problem};

/// Something to do to texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Gives a key a text in a language; a key that is new comes behind those of its kind.
    Set {
        /// `key` or `key.attribute`.
        key: String,
        /// In which language.
        language: Language,
        /// A pattern of Fluent; characters that must not be one go through
        /// [`plain`](super::plain).
        text: String,
    },
    /// Takes a key out of one language.
    Take {
        /// The key.
        key: String,
        /// Out of which language.
        language: Language,
    },
    /// Takes a key out of both languages, of a message with its attributes.
    Remove(String),
    /// Gives a key another name in both languages.
    Rename {
        /// The old one.
        key: String,
        /// The new one.
        to: String,
    },
}

impl Command {
    /// The key that it is about.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Set { key, .. }
            | Self::Take { key, .. }
            | Self::Rename { key, .. }
            | Self::Remove(key) => key,
        }
    }
}

/// Does it.
///
/// # Errors
/// `texts-key` (key) for what is no key or not there, `texts-key-taken` (key), `texts-pattern`
/// (column), `texts-too-large` (limit).
pub(crate) fn apply(files: &mut Files, command: &Command) -> Result<(), Problem> {
    match command {
        Command::Set {
            key,
            language,
            text,
        } => set(files, key, *language, text),
        Command::Take { key, language } => take(files, key, *language),
        Command::Remove(key) => {
            let removed = each(files, |source, resource| {
                Ok(resource.get(key).map(|entry| without(source, entry)))
            })?;
            known(removed, key)
        }
        Command::Rename { key, to } => rename(files, key, to),
    }
}

/// Takes a text out of one language.
pub(crate) fn take(files: &mut Files, key: &str, language: Language) -> Result<(), Problem> {
    let Some((source, resource)) = resource_of(files, language)? else {
        return Ok(());
    };
    if let Some(entry) = resource.get(key) {
        let new = without(source, entry);
        files.insert(language.file().to_owned(), new.into_bytes());
    }
    Ok(())
}

fn known(is_known: bool, key: &str) -> Result<(), Problem> {
    match is_known {
        true => Ok(()),
        false => Err(Problem::new("", "texts-key").with("key", key)),
    }
}

/// Changes the files of both languages; whether one was changed.
fn each(
    files: &mut Files,
    change: impl Fn(&str, &Resource) -> Result<Option<String>, Problem>,
) -> Result<bool, Problem> {
    let mut changed = Vec::new();
    for language in Language::ALL {
        if let Some((source, resource)) = resource_of(files, language)?
            && let Some(new) = change(source, &resource)?
        {
            changed.push((language.file(), new));
        }
    }
    let is_changed = !changed.is_empty();
    let new = changed.into_iter();
    files.extend(new.map(|(path, text)| (path.to_owned(), text.into_bytes())));
    Ok(is_changed)
}

/// `key` or `key.attribute`.
fn parts(key: &str) -> Result<(&str, Option<&str>), Problem> {
    let (name, attribute) = match key.split_once('.') {
        Some((name, attribute)) => (name, Some(attribute)),
        None => (key, None),
    };
    let bare = name.strip_prefix('-').unwrap_or(name);
    let is_key = is_name(bare) && attribute.is_none_or(is_name) && key.len() <= MAX_KEY;
    known(is_key, key)?;
    Ok((name, attribute))
}

fn set(files: &mut Files, key: &str, language: Language, text: &str) -> Result<(), Problem> {
    let path = language.file();
    let (name, attribute) = parts(key)?;
    variables(text).map_err(|problem| Problem {
        file: path.to_owned(),
        ..problem.with("key", key)
    })?;
    let (source, resource) = match resource_of(files, language)? {
        Some((source, resource)) => (source.to_owned(), resource),
        None => (String::new(), Resource::default()),
    };
    let line = line_end(&source);
    let new = match resource.get(key) {
        Some(entry) => {
            let raw = source.get(entry.value.clone()).unwrap_or_default();
            if !raw.trim().is_empty() && seen(raw) == text {
                return Ok(());
            }
            let value = format!(" {}", spelled(text)).replace('\n', line);
            let value = indented(&value, attribute.is_some());
            replaced(&source, entry.value.clone(), &value)
        }
        None => added(&source, &resource, (name, attribute), text),
    };
    files.insert(path.to_owned(), new.into_bytes());
    Ok(())
}

/// The lines of an attribute stand deeper.
fn indented(value: &str, attribute: bool) -> String {
    match attribute {
        true => value.replace("\n    ", "\n        "),
        false => value.to_owned(),
    }
}

fn added(
    source: &str,
    resource: &Resource,
    (name, attribute): (&str, Option<&str>),
    text: &str,
) -> String {
    let line = line_end(source);
    let spelled = spelled(text).replace('\n', line);
    let own = attribute.and(resource.get(name));
    let (at, new) = match (attribute, own) {
        (Some(attribute), Some(message)) => {
            let value = indented(&spelled, true);
            (
                message.lines.end,
                format!("    .{attribute} = {value}{line}"),
            )
        }
        (Some(attribute), None) => {
            let value = indented(&spelled, true);
            let new = format!("{name} ={line}    .{attribute} = {value}{line}");
            (place_of(source, resource, name), new)
        }
        (None, _) => (
            place_of(source, resource, name),
            format!("{name} = {spelled}{line}"),
        ),
    };
    let before = source.get(..at).unwrap_or_default();
    let gap = match before.is_empty() || before.ends_with('\n') {
        true => "",
        false => line,
    };
    replaced(source, at..at, &format!("{gap}{new}"))
}

/// Where a new message comes: behind the last of its kind (`field-…`), else at the end.
fn place_of(source: &str, resource: &Resource, name: &str) -> usize {
    let kind = name.split_once('-').map(|(kind, _)| format!("{kind}-"));
    let mut alike = resource.entries.iter().rev();
    let last = alike.find(|entry| {
        kind.as_ref()
            .is_some_and(|kind| entry.key.starts_with(kind))
    });
    last.map_or(source.len(), |entry| entry.lines.end)
}

fn without(source: &str, entry: &Entry) -> String {
    let source = replaced(source, entry.lines.clone(), "");
    replaced(&source, entry.comment.clone(), "")
}

fn rename(files: &mut Files, key: &str, to: &str) -> Result<(), Problem> {
    let (old, new) = (parts(key)?, parts(to)?);
    let within = old.0 == new.0 && old.1.is_some() && new.1.is_some();
    let alone = old.1.is_none() && new.1.is_none();
    if key == to {
        return Ok(());
    }
    for language in Language::ALL {
        let there = resource_of(files, language)?;
        if there.is_some_and(|(_, resource)| resource.get(to).is_some()) {
            return Err(Problem::new(language.file(), "texts-key-taken").with("key", to));
        }
    }
    if !within && !alone {
        return carried(files, key, to);
    }
    let name = new.1.unwrap_or(new.0);
    let renamed = each(files, |source, resource| {
        let entry = resource.get(key);
        Ok(entry.map(|entry| replaced(source, entry.name.clone(), name)))
    })?;
    known(renamed, key)
}

/// An attribute becomes a message, or the other way.
fn carried(files: &mut Files, key: &str, to: &str) -> Result<(), Problem> {
    let mut texts = Vec::new();
    for language in Language::ALL {
        if let Some((source, resource)) = resource_of(files, language)?
            && let Some(entry) = resource.get(key)
        {
            let raw = source.get(entry.value.clone()).unwrap_or_default();
            texts.push((language, seen(raw)));
        }
    }
    known(!texts.is_empty(), key)?;
    for (language, text) in &texts {
        set(files, to, *language, text)?;
    }
    apply(files, &Command::Remove(key.to_owned()))
}

fn replaced(source: &str, at: std::ops::Range<usize>, new: &str) -> String {
    let before = source.get(..at.start).unwrap_or_default();
    let after = source.get(at.end..).unwrap_or_default();
    [before, new, after].concat()
}

fn line_end(source: &str) -> &'static str {
    match source.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    }
}
