//! What can go wrong with the index.

use std::io;

/// Why the index could not do what was asked. The caller answers `index-damaged`, `index-missing`
/// and `index-old` with [`crate::Index::rebuild`]; nothing is lost by it.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file of the index is gone, was changed, cut or written with another key.
    #[error("index file {file} is not as it was sealed with this key")]
    Damaged {
        /// Name of the file inside the index folder.
        file: String,
    },
    /// The folder holds no index.
    #[error("there is no index in this folder")]
    Missing,
    /// The index was written by another version of this crate.
    #[error("the index has another layout")]
    Old,
    /// Another process writes this index.
    #[error("the index is in use")]
    Busy,
    /// A document is larger than the index takes.
    #[error("document {key} has {bytes} bytes in {field}, {limit} are allowed")]
    DocumentTooLarge {
        /// Key of the document.
        key: String,
        /// The field that is too large: `key`, `title`, `body`, `numbers` or `names`.
        field: &'static str,
        /// Size in bytes of UTF-8.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A query is longer than [`crate::QUERY_LIMIT`] characters.
    #[error("query has {chars} characters, {limit} are allowed")]
    QueryTooLong {
        /// Characters given.
        chars: usize,
        /// The limit.
        limit: usize,
    },
    /// Reading or writing failed: a full disk, a missing right.
    #[error("index file could not be read or written: {kind}")]
    Disk {
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// The search engine refused; this is a defect, not a state of the disk.
    #[error("the search engine refused: {what}")]
    Engine {
        /// The engine's own words.
        what: String,
    },
}

impl Problem {
    /// Stable code of this problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "index-damaged",
            Self::Missing => "index-missing",
            Self::Old => "index-old",
            Self::Busy => "index-busy",
            Self::DocumentTooLarge { .. } => "index-document-too-large",
            Self::QueryTooLong { .. } => "query-too-long",
            Self::Disk { .. } => "index-disk",
            Self::Engine { .. } => "index-engine",
        }
    }

    /// True when [`crate::Index::rebuild`] is the answer.
    pub fn wants_rebuild(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Missing | Self::Old)
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Disk { kind: error.kind() }
    }
}
