//! The files of the tree in memory, and what was found wrong with them.

use std::fmt;

use crate::places::{root, tracked};
use crate::run::Failure;

/// One file that git knows.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// Its text; empty when it is no UTF-8.
    pub text: String,
}

impl File {
    /// The part after the last dot of the name, or the empty text.
    pub fn extension(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or("");
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Written by a program: not held to the rules for hands.
    pub fn is_generated(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or("");
        self.path.contains("/generated/")
            || matches!(name, "Cargo.lock" | "package-lock.json")
            || name.ends_with(".snap")
    }
}

/// All files, sorted by path.
#[derive(Default)]
pub struct Tree {
    /// The files.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads every file that git tracks or would add.
    ///
    /// # Errors
    /// When git or a file cannot be read.
    pub fn read() -> Result<Self, Failure> {
        let mut files = Vec::new();
        for path in tracked()? {
            let text = String::from_utf8(std::fs::read(root().join(&path))?).unwrap_or_default();
            files.push(File { path, text });
        }
        Ok(Self { files })
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|file| file.path == path)
            .map(|file| file.text.as_str())
    }

    /// True when the tree has this file, or a folder with files.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| {
            file.path
                .strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The files with one of these extensions that people wrote.
    pub fn written<'a>(&'a self, extensions: &'a [&str]) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |file| extensions.contains(&file.extension()) && !file.is_generated())
    }
}

/// One thing that a rule refuses.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule.
    pub rule: &'static str,
    /// Path and perhaps line, or a package.
    pub place: String,
    /// What is wrong and what would be right.
    pub what: String,
}

impl Finding {
    /// A finding in a line of a file, counted from 1.
    pub fn line(rule: &'static str, path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            rule,
            place: format!("{path}:{line}"),
            what: what.into(),
        }
    }

    /// A finding about a whole file or package.
    pub fn whole(rule: &'static str, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            rule,
            place: place.into(),
            what: what.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.place, self.rule, self.what)
    }
}

/// For the tests of the rules: a tree of these paths and texts.
#[cfg(test)]
pub fn tree_of(files: &[(&str, &str)]) -> Tree {
    Tree {
        files: files
            .iter()
            .map(|(path, text)| File {
                path: (*path).into(),
                text: (*text).into(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_files_are_there() {
        let tree = tree_of(&[("docs/glossary.md", ""), ("README.md", "")]);
        for (path, expected) in [
            ("docs/", true),
            ("docs", true),
            ("doc", false),
            ("README.md", true),
            ("docs/x", false),
        ] {
            assert_eq!(tree.has(path), expected, "{path}");
        }
    }
}
