//! Why a command of the server's administration, or its start, failed.

use std::io;
use std::path::{Path, PathBuf};

use office::Refusal;
use office::pack::check::{Finding, Weight};
use sync::Facts;

use crate::admin::people::Faults;
use crate::storage::StoreFault;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file or folder could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The folder already holds an agency.
    #[error("{} already holds an agency", .0.display())]
    FolderTaken(PathBuf),
    /// Another server or command works in the folder.
    #[error("{} is in use by another process", .0.display())]
    FolderBusy(PathBuf),
    /// A file says something that cannot be.
    #[error("{file}:{line}: {field}: {reason}")]
    Entry {
        /// The file.
        file: String,
        /// Line, from 1; 0 where none can be named.
        line: usize,
        /// Which field.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The office refused it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// A pack has errors; with all that is found about it, the weightiest first.
    #[error("{}", all(.0))]
    Pack(Vec<Finding>),
    /// A list of people has faults; with all of them.
    #[error("{0}")]
    People(Faults),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A key or certificate could not be made or read.
    #[error("certificate: {0}")]
    Certificate(String),
    /// TLS or the network could not be set up.
    #[error("network: {0}")]
    Network(String),
    /// Something in the agency's history does not hold.
    #[error("{what}: {detail}")]
    Damaged {
        /// Which stream, operation or blob.
        what: String,
        /// What is wrong with it.
        detail: String,
    },
}

/// How many errors there are, and a line for each finding.
fn all(found: &[Finding]) -> String {
    let errors = found.iter().filter(|found| found.weight == Weight::Error);
    let mut text = match errors.count() {
        1 => "1 error in the pack".to_owned(),
        count => format!("{count} errors in the pack"),
    };
    for finding in found {
        text.push('\n');
        text.push_str(&finding.to_string());
    }
    text
}

/// The weightiest finding as facts, and how many there are.
fn first(found: &[Finding]) -> Facts {
    let Some(first) = found.first() else {
        return Facts::new();
    };
    let mut facts: Facts = first.facts.clone();
    facts.extend(
        [
            ("path", first.file.to_owned()),
            ("code", first.code.clone()),
            ("element", first.element.clone()),
            ("reason", first.sentence.clone()),
            ("count", found.len().to_string()),
        ]
        .map(|(name, fact)| (name.to_owned(), fact)),
    );
    if let Some(place) = first.place {
        facts.insert("line".to_owned(), place.line.to_string());
        facts.insert("column".to_owned(), place.column.to_string());
    }
    facts
}

/// The first fault of a list as facts, and how many there are.
fn first_fault(faults: &Faults) -> Facts {
    let mut facts = Facts::from([("count".to_owned(), faults.count.to_string())]);
    if let Some(first) = faults.listed.first() {
        facts.extend(first.facts.clone());
        facts.insert("row".to_owned(), first.row.to_string());
        facts.insert("code".to_owned(), first.code.to_owned());
        facts.insert("column".to_owned(), first.column.to_owned());
    }
    facts
}

impl Problem {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "file-failed",
            Self::FolderTaken(_) => "folder-taken",
            Self::FolderBusy(_) => "folder-busy",
            Self::Entry { .. } => "entry-wrong",
            Self::Refused(_) => "office-refused",
            Self::Pack(_) => "pack-check-failed",
            Self::People(_) => "people-refused",
            Self::Store(fault) => fault.code(),
            Self::Certificate(_) => "certificate-failed",
            Self::Network(_) => "network-failed",
            Self::Damaged { .. } => "history-damaged",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let one = |name: &str, value: String| Facts::from([(name.to_owned(), value)]);
        match self {
            Self::File { path, error } => {
                let mut facts = one("path", path.display().to_string());
                facts.insert("detail".to_owned(), error.to_string());
                facts
            }
            Self::FolderTaken(path) | Self::FolderBusy(path) => {
                one("path", path.display().to_string())
            }
            Self::Entry {
                file,
                line,
                field,
                reason,
            } => {
                let pairs = [
                    ("file", file.clone()),
                    ("line", line.to_string()),
                    ("field", field.clone()),
                    ("reason", reason.clone()),
                ];
                pairs
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()
            }
            Self::Refused(refusal) => {
                let mut facts = refusal.facts.clone();
                facts.insert("refusal".to_owned(), refusal.code.clone());
                facts
            }
            Self::Pack(found) => first(found),
            Self::People(faults) => first_fault(faults),
            Self::Store(fault) => fault.facts(),
            Self::Certificate(detail) | Self::Network(detail) => one("detail", detail.clone()),
            Self::Damaged { what, detail } => {
                let mut facts = one("what", what.clone());
                facts.insert("detail".to_owned(), detail.clone());
                facts
            }
        }
    }

    /// For `map_err` on a file operation.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, error }
    }
}
